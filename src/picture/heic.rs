//! HEIC photos, as iPhones store them: with the feature `heic` alone, which is off.
//!
//! HEIC is compressed with HEVC, which is patented: a program that decodes it may need a licence
//! where it is given away. Without the feature a HEIC photo is refused with words on how to send it
//! as JPEG.
//!
//! A photo of an iPhone is a *grid*: 48 tiles of 512×512 pixels, which together are 4032×3024. The
//! container says which way up it is shown (`irot`, `imir`), and the decoder has turned it already;
//! the orientation in EXIF repeats that and must not be followed once more.

use std::borrow::Cow;

use heifer::heifer_hevc_dec::nal::{NalUnit, split_annex_b};
use heifer::heifer_hevc_dec::params::ParameterSets;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{BoxIter, Error as ContainerError, HeifFile, ItemId};
use heifer::{Error, Options};

use super::container::Parts;
use super::declared_colours::Declared;
use super::format::Format;
use super::limits::Limits;
use super::pixels::{Channels, Pixels};
use super::refusal::Refusal;

/// Maximum length of the box that describes the pictures, in bytes: that of an iPhone has 5,000.
/// The decoder compares each picture in it with each other.
const MOST_DESCRIBED: usize = 256 << 10;
/// The tiles of a grid may together have as many times the pixels of the largest picture: at its
/// edges they are cut off.
const MOST_OF_TILES: u64 = 2;
/// The curve of sRGB, and those of brighter screens: PQ and HLG.
const SRGB_CURVE: u8 = 13;
const HIGH_RANGE: [u8; 2] = [16, 18];
/// Number of a standard that is not said.
const UNSPECIFIED: u8 = 2;

/// Reads what a photo says of itself.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let file = open(bytes)?;
    let id = file.primary_id;
    let coded = coded(&file, id)?;
    let colours = coded.iter().find_map(|tile| colours(&file, *tile)).or_else(|| stated_colours(&file, id));
    let curve = colours.map(|[_, curve]| curve);
    if curve.is_some_and(|curve| HIGH_RANGE.contains(&curve)) {
        // What becomes of it on a usual screen is for the phone to decide.
        return Err(Refusal::NotShown(Format::Heic));
    }
    let profile_of = |id| file.icc_profile(id).ok().flatten();
    let profile = profile_of(id).or_else(|| coded.first().and_then(|tile| profile_of(*tile)));
    // Phones state the curve of television and mean that of sRGB, as all viewers show it.
    let standard = colours
        .filter(|[primaries, _]| profile.is_none() && *primaries != UNSPECIFIED)
        .map(|[primaries, _]| [primaries, SRGB_CURVE, 0, 1]);
    Ok(Parts {
        size: shown_size(&file, id)?,
        has_alpha: has_alpha(&file, id),
        is_upright: true,
        exif: file.exif(id).ok().flatten().map(Cow::Owned),
        xmp: file.xmp(id).ok().flatten().map(Cow::Owned).into_iter().collect(),
        profile: profile.map(<[u8]>::to_vec),
        declared: Declared { standard, ..Declared::default() },
        ..Parts::default()
    })
}

/// Decodes a photo, upright.
pub(super) fn decoded(bytes: &[u8], parts: &Parts<'_>, limits: &Limits) -> Result<Pixels, Refusal> {
    let too_many = || Refusal::TooManyPixels { width: parts.size.0, height: parts.size.1 };
    let pixels = u64::from(parts.size.0) * u64::from(parts.size.1);
    if pixels.saturating_mul(4) > limits.max_memory {
        return Err(too_many());
    }
    let file = open(bytes)?;
    let coded = coded(&file, file.primary_id)?;
    let mut work = 0_u64;
    for tile in &coded {
        work = work.saturating_add(coded_pixels(&file, *tile)?);
        if work > limits.max_pixels.saturating_mul(MOST_OF_TILES) {
            return Err(too_many());
        }
    }
    drop(file);
    // One thread: the photos of a site are decoded next to each other.
    let options = Options { max_threads: 1, max_pixels: limits.max_pixels };
    let image = heifer::decode_rgba8(bytes, &options).map_err(|error| refusal(&error))?;
    if (image.width, image.height) != parts.size {
        return Err(Refusal::Damaged(Format::Heic, "two sizes".to_owned()));
    }
    let pixels =
        Pixels { width: image.width, height: image.height, channels: Channels::Rgba, bytes: image.data };
    Ok(pixels.without_idle_alpha())
}

fn open(bytes: &[u8]) -> Result<HeifFile<'_>, Refusal> {
    let described = BoxIter::new(bytes).map_while(Result::ok).find(|one| one.header.box_type.0 == *b"meta");
    if described.is_some_and(|described| described.content.len() > MOST_DESCRIBED) {
        return Err(Refusal::NotShown(Format::Heic));
    }
    HeifFile::parse(bytes).map_err(|error| of_container(&error))
}

/// The pictures that are decoded: a photo itself, or the tiles of its grid. What a phone does not
/// write (an overlay, a grid of grids) may multiply work, and is not read.
fn coded(file: &HeifFile<'_>, id: ItemId) -> Result<Vec<ItemId>, Refusal> {
    let kind = |id| file.item(id).map(|item| item.item_type.0).map_err(|error| of_container(&error));
    let pictures = match &kind(id)? {
        b"hvc1" => vec![id],
        b"grid" => file.referenced_items(id, b"dimg").to_vec(),
        _ => return Err(Refusal::NotShown(Format::Heic)),
    };
    let beside = pictures.iter().chain([&id]).flat_map(|picture| file.referencing_items(*picture, b"auxl"));
    for picture in pictures.iter().copied().chain(beside.collect::<Vec<_>>()) {
        if kind(picture)? != *b"hvc1" && !is_plain_grid(file, picture) {
            return Err(Refusal::NotShown(Format::Heic));
        }
    }
    Ok(pictures)
}

/// Whether a picture that goes with another, such as its depth, is a grid of coded tiles.
fn is_plain_grid(file: &HeifFile<'_>, id: ItemId) -> bool {
    let is_kind = |id, kind| file.item(id).is_ok_and(|item| item.item_type.0 == kind);
    let tiles = file.referenced_items(id, b"dimg");
    is_kind(id, *b"grid") && tiles.iter().all(|tile| is_kind(*tile, *b"hvc1"))
}

/// The pixels that a picture is coded in: those that its stream states, as decoding them takes the
/// time, whatever the container says.
fn coded_pixels(file: &HeifFile<'_>, id: ItemId) -> Result<u64, Refusal> {
    let stream = file.hevc_bitstream(id).map_err(|error| of_container(&error))?;
    let sets = parameters(split_annex_b(&stream));
    let sizes = sets.sps.iter().flatten().map(|sps| {
        u64::from(sps.pic_width_in_luma_samples).saturating_mul(sps.pic_height_in_luma_samples.into())
    });
    Ok(sizes.max().unwrap_or(0))
}

fn parameters<'a>(units: impl Iterator<Item = &'a [u8]>) -> ParameterSets {
    let mut sets = ParameterSets::default();
    for unit in units {
        // What cannot be read here is reported when it is decoded.
        let _ = NalUnit::parse(unit).map(|unit| sets.add(&unit));
    }
    sets
}

/// Primaries and curve, by their numbers in H.273: as the container states them, or the stream.
fn colours(file: &HeifFile<'_>, id: ItemId) -> Option<[u8; 2]> {
    stated_colours(file, id).or_else(|| {
        let config = file.hevc_config(id).ok()??;
        let sets = parameters(config.nal_units.iter().map(Vec::as_slice));
        let vui = sets.sps.iter().flatten().find_map(|sps| sps.vui.as_ref())?;
        Some([vui.colour_primaries, vui.transfer_characteristics])
    })
}

fn stated_colours(file: &HeifFile<'_>, id: ItemId) -> Option<[u8; 2]> {
    file.item_properties(id).ok()?.find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => {
            Some([u8::try_from(*primaries).ok()?, u8::try_from(*transfer).ok()?])
        }
        _ => None,
    })
}

fn has_alpha(file: &HeifFile<'_>, id: ItemId) -> bool {
    let is_alpha = |id| {
        let properties = file.item_properties(id).into_iter().flatten();
        let mut kinds = properties.filter_map(|property| match property {
            Property::AuxiliaryType(kind) => Some(kind.as_str()),
            _ => None,
        });
        kinds.any(|kind| kind.ends_with(":alpha") || kind == "urn:mpeg:hevc:2015:auxid:1")
    };
    file.referencing_items(id, b"auxl").into_iter().any(is_alpha)
}

/// The size as shown: cut out, then turned, as the container says.
fn shown_size(file: &HeifFile<'_>, id: ItemId) -> Result<(u32, u32), Refusal> {
    let of_grid = file.grid(id).ok().map(|grid| (grid.output_width, grid.output_height));
    let stated = file.image_size(id).map_err(|error| of_container(&error))?;
    let no_size = || Refusal::Damaged(Format::Heic, "no size".to_owned());
    let mut size = of_grid.or(stated).ok_or_else(no_size)?;
    for property in file.item_properties(id).map_err(|error| of_container(&error))? {
        size = match *property {
            Property::CleanAperture { width, height, horiz_offset, vert_offset } => {
                let cut = cut(size.0, width, horiz_offset).zip(cut(size.1, height, vert_offset));
                cut.ok_or_else(|| Refusal::Damaged(Format::Heic, "clap".to_owned()))?
            }
            Property::Rotation(quarters) if quarters % 2 == 1 => (size.1, size.0),
            _ => size,
        };
    }
    if size.0 == 0 || size.1 == 0 { Err(no_size()) } else { Ok(size) }
}

/// The length of what is cut out of a side, whose centre is `offset` from that of the side. The
/// decoder rounds in the same way.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no side is negative")]
fn cut(side: u32, length: (u32, u32), offset: (i32, u32)) -> Option<u32> {
    if length.1 == 0 || offset.1 == 0 {
        return None;
    }
    let length = f64::from(length.0) / f64::from(length.1);
    let centre = f64::from(offset.0) / f64::from(offset.1) + (f64::from(side) - 1.0) / 2.0;
    let from = (centre - (length - 1.0) / 2.0).round().max(0.0) as u32;
    Some((length.round() as u32).min(side.saturating_sub(from)))
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Container(error) => of_container(error),
        Error::Unsupported(_) => Refusal::NotShown(Format::Heic),
        error => Refusal::Damaged(Format::Heic, error.to_string()),
    }
}

fn of_container(error: &ContainerError) -> Refusal {
    match error {
        ContainerError::UnexpectedEof => Refusal::CutOff(Format::Heic),
        // A burst or a film without a still picture.
        ContainerError::MissingBox(_) | ContainerError::Unimplemented(_) => Refusal::NotShown(Format::Heic),
        error => Refusal::Damaged(Format::Heic, error.to_string()),
    }
}
