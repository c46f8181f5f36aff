//! Turns the bytes of a file into pixels, within bounds.

use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageError, ImageFormat, ImageReader};

use super::container::{self, Keep, Parts};
use super::format::Format;
use super::limits::Limits;
use super::pixels::{Channels, Pixels};
use super::refusal::Refusal;

/// Decodes a picture, a JPEG at a half, a quarter or an eighth of its size if `shrink` says so.
///
/// Of an animation the first frame is decoded.
pub(super) fn decoded(
    format: Format,
    bytes: &[u8],
    parts: &Parts<'_>,
    shrink: u32,
    limits: &Limits,
) -> Result<Pixels, Refusal> {
    limits.check(parts.size)?;
    match format {
        Format::Jpeg => jpeg(bytes, parts, shrink, limits),
        Format::Png => other(ImageFormat::Png, format, bytes, parts, limits),
        Format::Gif => other(ImageFormat::Gif, format, bytes, parts, limits),
        Format::Webp => other(ImageFormat::WebP, format, bytes, parts, limits),
        Format::Bmp => other(ImageFormat::Bmp, format, bytes, parts, limits),
        #[cfg(feature = "heic")]
        Format::Heic => super::heic::decoded(bytes, parts, limits),
        _ => Err(Refusal::NotPixels(format)),
    }
}

fn too_many(parts: &Parts<'_>) -> Refusal {
    Refusal::TooManyPixels { width: parts.size.0, height: parts.size.1 }
}

/// The inverse DCT gives a half, a quarter or an eighth of each block for less work and memory, and
/// as sharp as a good filter would.
fn jpeg(bytes: &[u8], parts: &Parts<'_>, shrink: u32, limits: &Limits) -> Result<Pixels, Refusal> {
    let refusal = |error: jpeg_decoder::Error| match error {
        jpeg_decoder::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Refusal::CutOff(Format::Jpeg)
        }
        error => Refusal::Damaged(Format::Jpeg, error.to_string()),
    };
    let pixels = u64::from(parts.size.0) * u64::from(parts.size.1);
    let decoded = pixels / u64::from(shrink * shrink) * 3;
    if parts.coefficients.max(decoded) > limits.max_memory.saturating_add(limits.max_memory / 4) {
        return Err(too_many(parts));
    }
    // The decoder stumbles over segments that browsers skip.
    let keep = Keep { orientation: 1, has_profile: false, packet: None };
    let bytes = container::cleaned(Format::Jpeg, bytes, &keep)?;
    let mut decoder = jpeg_decoder::Decoder::new(bytes.as_slice());
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.max_memory).unwrap_or(usize::MAX));
    decoder.read_info().map_err(refusal)?;
    // It chooses the smallest scale at which one side is as long as requested: the longer side
    // decides, as a line of 17×1 pixels is one pixel high at every scale.
    let (width, height) = parts.size;
    let long = u16::try_from(width.max(height).div_ceil(shrink)).map_err(|_| too_many(parts))?;
    let (width, height) = if width >= height { (long, u16::MAX) } else { (u16::MAX, long) };
    let (width, height) = decoder.scale(width, height).map_err(refusal)?;
    let mut bytes = decoder.decode().map_err(refusal)?;
    let info = decoder.info().ok_or_else(|| Refusal::Damaged(Format::Jpeg, "no frame".to_owned()))?;
    let channels = match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => Channels::Gray,
        jpeg_decoder::PixelFormat::L16 => {
            bytes =
                bytes.as_chunks::<2>().0.iter().map(|two| (u16::from_ne_bytes(*two) >> 8) as u8).collect();
            Channels::Gray
        }
        jpeg_decoder::PixelFormat::RGB24 => Channels::Rgb,
        jpeg_decoder::PixelFormat::CMYK32 => {
            // The decoder takes all CMYK as inverted, as Adobe's programs store it.
            if !parts.is_adobe {
                bytes.iter_mut().for_each(|ink| *ink = 255 - *ink);
            }
            Channels::Cmyk
        }
    };
    Ok(Pixels { width: width.into(), height: height.into(), channels, bytes })
}

fn other(
    decoder: ImageFormat,
    format: Format,
    bytes: &[u8],
    parts: &Parts<'_>,
    limits: &Limits,
) -> Result<Pixels, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), decoder);
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits.max_side);
    bounds.max_image_height = Some(limits.max_side);
    bounds.max_alloc = Some(limits.max_memory);
    reader.limits(bounds);
    let picture = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => too_many(parts),
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            // Of a file with an end nothing is missing, but its pixels can't be unpacked.
            let keep = Keep { orientation: 1, has_profile: false, packet: None };
            let is_whole = container::cleaned(format, bytes, &keep).is_ok();
            if is_whole { Refusal::Damaged(format, error.to_string()) } else { Refusal::CutOff(format) }
        }
        error => Refusal::Damaged(format, error.to_string()),
    })?;
    limits.check((picture.width(), picture.height()))?;
    Ok(pixels(picture))
}

fn pixels(picture: DynamicImage) -> Pixels {
    let (width, height) = (picture.width(), picture.height());
    let (channels, bytes) = match picture.color() {
        ColorType::L8 | ColorType::L16 => (Channels::Gray, picture.into_luma8().into_raw()),
        color if color.has_alpha() => (Channels::Rgba, picture.into_rgba8().into_raw()),
        _ => (Channels::Rgb, picture.into_rgb8().into_raw()),
    };
    Pixels { width, height, channels, bytes }.without_idle_alpha()
}
