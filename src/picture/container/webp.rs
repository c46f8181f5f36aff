//! WebP: chunks of RIFF with a name, a length and data, padded to an even length.

use std::borrow::Cow;

use super::parts::{Keep, Parts, u16_at, u32_at};
use crate::picture::exif::orientation_only;
use crate::picture::format::Format;
use crate::picture::refusal::Refusal;

const CUT_OFF: Refusal = Refusal::CutOff(Format::Webp);

/// Flags of the extended header.
const PROFILE: u8 = 0x20;
const ALPHA: u8 = 0x10;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ANIMATION: u8 = 0x02;

struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    end: usize,
}

fn chunk(bytes: &[u8], at: usize) -> Result<Chunk<'_>, Refusal> {
    let name = bytes.get(at..at + 4).ok_or(CUT_OFF)?;
    let length = u32_at(bytes, at + 4).and_then(|length| usize::try_from(length).ok()).ok_or(CUT_OFF)?;
    let end = (at + 8).checked_add(length).ok_or(CUT_OFF)?;
    let data = bytes.get(at + 8..end).ok_or(CUT_OFF)?;
    Ok(Chunk { name, data, end: end + length % 2 })
}

/// The end that the file states: what stands behind it is not part of the picture.
fn end(bytes: &[u8]) -> Result<usize, Refusal> {
    let length = u32_at(bytes, 4).and_then(|length| usize::try_from(length).ok()).ok_or(CUT_OFF)?;
    let end = length.checked_add(8).ok_or(CUT_OFF)?;
    // The padding of the last chunk may be missing.
    if end > bytes.len() + 1 { Err(CUT_OFF) } else { Ok(end.min(bytes.len())) }
}

/// Reads everything but the pixels.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let mut parts = Parts::default();
    let end = end(bytes)?;
    let mut at = 12;
    while at + 8 <= end {
        let Chunk { name, data, end } = chunk(bytes, at)?;
        at = end;
        match name {
            b"VP8X" => {
                let flags = data.first().copied().unwrap_or(0);
                parts.has_alpha = flags & ALPHA != 0;
                parts.is_animated = flags & ANIMATION != 0;
                let side = |at: usize| match data.get(at..at + 3) {
                    Some([a, b, c]) => Some(u32::from_le_bytes([*a, *b, *c, 0]) + 1),
                    _ => None,
                };
                parts.size = side(4).zip(side(7)).ok_or(CUT_OFF)?;
            }
            b"VP8 " if parts.size.0 == 0 => {
                let side = |at: usize| u16_at(data, at).map(|side| u32::from(side & 0x3FFF));
                parts.size = side(6).zip(side(8)).ok_or(CUT_OFF)?;
            }
            b"VP8L" => {
                let bits = u32_at(data, 1).ok_or(CUT_OFF)?;
                parts.has_alpha |= bits >> 28 & 1 == 1;
                if parts.size.0 == 0 {
                    parts.size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
                }
            }
            b"ICCP" => parts.profile = Some(data.to_vec()),
            b"EXIF" => parts.exif = Some(Cow::Borrowed(data)),
            b"XMP " => parts.xmp.push(Cow::Borrowed(data)),
            b"ALPH" | b"ANIM" | b"ANMF" | b"VP8 " => {}
            _ => parts.texts.push(Cow::Borrowed(data)),
        }
    }
    if parts.size.0 == 0 { Err(CUT_OFF) } else { Ok(parts) }
}

/// Writes the picture again: its header, its pixels, and what `keep` says.
pub(super) fn cleaned(bytes: &[u8], keep: &Keep) -> Result<Vec<u8>, Refusal> {
    let mut cleaned = b"RIFF\0\0\0\0WEBP".to_vec();
    let file_end = end(bytes)?;
    let mut is_extended = false;
    let mut at = 12;
    while at + 8 <= file_end {
        let Chunk { name, data, end } = chunk(bytes, at)?;
        at = end;
        match name {
            b"VP8X" => {
                is_extended = true;
                let mut data = data.to_vec();
                if let Some(flags) = data.first_mut() {
                    *flags &= ALPHA | ANIMATION | if keep.has_profile { PROFILE } else { 0 };
                    *flags |= if keep.orientation > 1 { EXIF } else { 0 };
                    *flags |= if keep.packet.is_some() { XMP } else { 0 };
                }
                push(&mut cleaned, name, &data);
            }
            b"ICCP" if keep.has_profile => push(&mut cleaned, name, data),
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" => push(&mut cleaned, name, data),
            _ => {}
        }
    }
    // Only an extended file has metadata; one that is not cannot have had an orientation or a mark.
    if is_extended && keep.orientation > 1 {
        push(&mut cleaned, b"EXIF", &orientation_only(keep.orientation));
    }
    if let Some(packet) = keep.packet.as_ref().filter(|_| is_extended) {
        push(&mut cleaned, b"XMP ", packet.as_bytes());
    }
    let length = u32::try_from(cleaned.len() - 8).unwrap_or(u32::MAX).to_le_bytes();
    cleaned.splice(4..8, length);
    Ok(cleaned)
}

fn push(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    out.extend(name);
    out.extend(length.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
