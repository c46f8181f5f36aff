//! The containers of pictures: their parts, read without decoding a pixel, and written again
//! without those that say who, when and where.

mod gif;
mod icon;
mod jpeg;
mod parts;
mod png;
mod webp;

use self::parts::{u16_at, u32_at};
use super::format::Format;
use super::refusal::Refusal;

pub(super) use icon::size as icon_size;
pub(super) use jpeg::with_packet as jpeg_with_packet;
pub(super) use parts::{Keep, Parts};
pub(super) use png::with_packet as png_with_packet;

/// Reads the parts of a picture. Formats that have none are refused as having no pixels here.
pub(super) fn parts(format: Format, bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    match format {
        Format::Jpeg => jpeg::parts(bytes),
        Format::Png => png::parts(bytes),
        Format::Gif => gif::parts(bytes),
        Format::Webp => webp::parts(bytes),
        Format::Bmp => bitmap(bytes),
        #[cfg(feature = "heic")]
        Format::Heic => super::heic::parts(bytes),
        _ => Err(Refusal::NotPixels(format)),
    }
}

/// Writes a picture again with only what is needed to show it.
pub(super) fn cleaned(format: Format, bytes: &[u8], keep: &Keep) -> Result<Vec<u8>, Refusal> {
    match format {
        Format::Jpeg => jpeg::cleaned(bytes, keep),
        Format::Png => png::cleaned(bytes, keep),
        Format::Gif => gif::cleaned(bytes, keep),
        Format::Webp => webp::cleaned(bytes, keep),
        Format::Bmp => cleaned_bitmap(bytes),
        Format::Ico => icon::cleaned(bytes),
        _ => Err(Refusal::NotPixels(format)),
    }
}

/// A bitmap's size. A negative height means that the first line is the top one.
fn bitmap(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let size = if u32_at(bytes, 14) == Some(12) {
        u16_at(bytes, 18).zip(u16_at(bytes, 20)).map(|(width, height)| (width.into(), height.into()))
    } else {
        let height = u32_at(bytes, 22).map(|height| height.cast_signed().unsigned_abs());
        u32_at(bytes, 18).zip(height)
    };
    let size = size.ok_or(Refusal::CutOff(Format::Bmp))?;
    Ok(Parts { size, ..Parts::default() })
}

/// A bitmap up to the length that it states, without a profile: a linked one is the path of a file
/// on its writer's disk, in GB18030 or Latin-1.
fn cleaned_bitmap(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let cut_off = Refusal::CutOff(Format::Bmp);
    let header = u32_at(bytes, 14).ok_or_else(|| cut_off.clone())?;
    let pixels = u32_at(bytes, 10).and_then(|at| usize::try_from(at).ok()).ok_or_else(|| cut_off.clone())?;
    let (width, height) = bitmap(bytes)?.size;
    let bits = u16_at(bytes, if header == 12 { 24 } else { 28 }).unwrap_or(24);
    let compression = if header == 12 { 0 } else { u32_at(bytes, 30).unwrap_or(0) };
    let row = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
    let length = match compression {
        // Run lengths: their length is in the header.
        1 | 2 => u64::from(u32_at(bytes, 34).unwrap_or(0)),
        _ => row.saturating_mul(height.into()),
    };
    let end = usize::try_from(length).ok().and_then(|length| pixels.checked_add(length));
    let mut cleaned = bytes.get(..end.ok_or_else(|| cut_off.clone())?).ok_or(cut_off)?.to_vec();
    let total = u32::try_from(cleaned.len()).unwrap_or(u32::MAX).to_le_bytes();
    cleaned.splice(2..6, total);
    if header == 124 {
        // The colour space `sRGB`, and no profile: offset and length 0.
        cleaned.splice(14 + 56..14 + 60, *b"BGRs");
        cleaned.splice(14 + 112..14 + 120, [0; 8]);
    }
    Ok(cleaned)
}
