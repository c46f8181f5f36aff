//! Decides in which format smaller pictures are made, so that their names are known before them.

use std::io::Cursor;

use super::container::{self, Parts};
use super::format::Format;
use super::limits::{Limits, guarded};
use super::pixels::Channels;
use super::refusal::Refusal;
use super::{decode, encode, inspect};

/// Bits per pixel above which a losslessly packed picture is a photo: a screenshot of a text has
/// about one, a drawing less, a photo ten or more.
const BITS_OF_PHOTO: u64 = 4;
/// Bytes that a small picture takes besides its pixels: headers, a palette, a profile.
const OVERHEAD: u64 = 4096;

/// Returns the format of the pictures that [`derive`](super::derive) makes of this one: JPEG of
/// photos, PNG of drawings and of what is transparent. An animation stays what it is.
///
/// Headers and the length tell nearly always; otherwise the picture is decoded.
///
/// # Errors
/// As [`derive`](super::derive).
pub fn made_format(bytes: &[u8], limits: &Limits) -> Result<Format, Refusal> {
    let format = inspect::read(bytes)?;
    guarded(format, || {
        let parts = container::parts(format, bytes)?;
        limits.check(parts.size)?;
        if parts.is_animated { Ok(format) } else { of_still(format, bytes, &parts, limits) }
    })
}

/// Whether most pixels of a PNG are as their neighbours: a drawing, however it is packed. It is
/// read line by line, and of a photo the first lines are enough.
fn is_flat(bytes: &[u8], limits: &Limits) -> Option<bool> {
    /// Number of pixels after which a photo is known as one.
    const SAMPLE: u64 = 1 << 16;
    /// Of so many pairs of neighbours in a drawing, one differs.
    const FLAT: u64 = 8;
    let most = usize::try_from(limits.max_memory).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: most });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let channels = reader.output_color_type().0.samples();
    let (mut pairs, mut different) = (0_u64, 0_u64);
    while let Some(row) = reader.next_row().ok()? {
        let pixels = row.data().chunks_exact(channels);
        let in_row = pixels.clone().zip(pixels.skip(1));
        for (pixel, next) in in_row {
            pairs += 1;
            different += u64::from(pixel != next);
        }
        if pairs > SAMPLE && different * 2 > pairs {
            return Some(false);
        }
    }
    Some(pairs > 0 && different * FLAT <= pairs)
}

/// The same for a picture with one frame.
pub(super) fn of_still(
    format: Format,
    bytes: &[u8],
    parts: &Parts<'_>,
    limits: &Limits,
) -> Result<Format, Refusal> {
    let pixels = u64::from(parts.size.0) * u64::from(parts.size.1);
    let is_dense = (bytes.len() as u64).saturating_sub(OVERHEAD) * 8 > pixels * BITS_OF_PHOTO;
    let is_lossless = match format {
        Format::Jpeg => return Ok(Format::Jpeg),
        Format::Gif => return Ok(Format::Png),
        // A photo, unless something is cut out of it.
        Format::Heic if !parts.has_alpha => return Ok(Format::Jpeg),
        Format::Heic => false,
        // `VP8L` is WebP's lossless form.
        Format::Webp => bytes.get(12..16) == Some(b"VP8L"),
        _ => true,
    };
    if format != Format::Bmp {
        if is_lossless && !is_dense {
            return Ok(Format::Png);
        }
        if !parts.has_alpha {
            // A file may be large because it is badly packed, or has 16 bits for each channel.
            let is_flat = format == Format::Png && is_flat(bytes, limits).unwrap_or(false);
            return Ok(if is_flat { Format::Png } else { Format::Jpeg });
        }
    }
    // Opacity may be stored where all is opaque, and a bitmap is not packed at all.
    let pixels = decode::decoded(format, bytes, parts, 1, limits)?.without_idle_alpha();
    let is_drawing = format == Format::Bmp && encode::colours(&pixels, encode::MOST_COLOURS).is_some();
    let is_png = pixels.channels == Channels::Rgba || is_drawing;
    Ok(if is_png { Format::Png } else { Format::Jpeg })
}
