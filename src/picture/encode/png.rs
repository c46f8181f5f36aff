//! PNG, with a palette where the colours are few.

use std::collections::HashSet;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::picture::pixels::{Channels, Pixels};

/// A picture of more colours than this is a photo, and never smaller as PNG.
pub(in crate::picture) const MOST_COLOURS: usize = 1 << 14;

/// The colours of a picture, as red, green, blue and opacity, sorted; `None` if there are more than
/// `most`.
pub(in crate::picture) fn colours(pixels: &Pixels, most: usize) -> Option<Vec<[u8; 4]>> {
    let mut seen = HashSet::new();
    let mut last = None;
    for colour in each(pixels) {
        if last != Some(colour) {
            last = Some(colour);
            if seen.insert(colour) && seen.len() > most {
                return None;
            }
        }
    }
    let mut colours: Vec<[u8; 4]> = seen.into_iter().collect();
    // Those that are not opaque first: only they need an entry in the table of opacities.
    colours
        .sort_unstable_by_key(|[red, green, blue, opacity]| (*opacity == 255, *red, *green, *blue, *opacity));
    Some(colours)
}

fn each(pixels: &Pixels) -> impl Iterator<Item = [u8; 4]> {
    pixels.bytes.chunks_exact(pixels.channels.count()).map(|pixel| match *pixel {
        [gray] => [gray, gray, gray, 255],
        [red, green, blue] => [red, green, blue, 255],
        [red, green, blue, opacity] => [red, green, blue, opacity],
        _ => [0; 4],
    })
}

/// Writes a PNG.
pub(in crate::picture) fn png(pixels: &Pixels) -> Result<Vec<u8>, String> {
    let palette = if pixels.channels == Channels::Gray { None } else { colours(pixels, 256) };
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width, pixels.height);
    encoder.set_compression(Compression::High);
    let bytes = match palette {
        Some(palette) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_depth(BitDepth::Eight);
            encoder.set_filter(Filter::NoFilter);
            encoder.set_palette(palette.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<u8>>());
            let opacities: Vec<u8> =
                palette.iter().map(|[.., opacity]| *opacity).take_while(|a| *a < 255).collect();
            if !opacities.is_empty() {
                encoder.set_trns(opacities);
            }
            indices(pixels, &palette)
        }
        None => {
            encoder.set_color(match pixels.channels {
                Channels::Gray => ColorType::Grayscale,
                Channels::Rgb => ColorType::Rgb,
                Channels::Rgba => ColorType::Rgba,
                Channels::Cmyk => return Err("inks".to_owned()),
            });
            encoder.set_filter(Filter::Adaptive);
            pixels.bytes.clone()
        }
    };
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&bytes).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())?;
    Ok(out)
}

fn indices(pixels: &Pixels, palette: &[[u8; 4]]) -> Vec<u8> {
    let key = |[red, green, blue, opacity]: [u8; 4]| (opacity == 255, red, green, blue, opacity);
    let index = |colour: [u8; 4]| {
        let at = palette.binary_search_by_key(&key(colour), |entry| key(*entry)).unwrap_or(0);
        u8::try_from(at).unwrap_or(0)
    };
    each(pixels).map(index).collect()
}
