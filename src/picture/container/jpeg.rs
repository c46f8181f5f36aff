//! JPEG: segments up to the pixels, then scans of entropy-coded data, up to the end of the picture.
//!
//! Behind the end phones put a second picture (a preview, a gain map, a depth map) and programs
//! their own data: nothing of that is published.

use std::borrow::Cow;

use super::parts::{Keep, Parts};
use crate::picture::exif::orientation_only;
use crate::picture::format::Format;
use crate::picture::refusal::Refusal;

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const EXIF: &[u8] = b"Exif\0";

const SOS: u8 = 0xDA;
const EOI: u8 = 0xD9;

/// A segment: its marker, its data behind the length, and the offset behind it.
struct Segment<'a> {
    marker: u8,
    data: &'a [u8],
    end: usize,
}

/// Reads the segment at an offset. Any number of `FF` may stand before a marker, and some writers
/// leave other bytes between two segments; browsers skip both.
fn segment(bytes: &[u8], mut at: usize) -> Result<Segment<'_>, Refusal> {
    const CUT_OFF: Refusal = Refusal::CutOff(Format::Jpeg);
    loop {
        let rest = bytes.get(at..).ok_or(CUT_OFF)?;
        at += memchr::memchr(0xFF, rest).ok_or(CUT_OFF)?;
        let marker = *bytes.get(at + 1).ok_or(CUT_OFF)?;
        match marker {
            0xFF => at += 1,
            0x00 => at += 2,
            // Markers without a length: restarts, the beginning, the end, and TEM.
            0xD0..=0xD9 | 0x01 => return Ok(Segment { marker, data: &[], end: at + 2 }),
            _ => {
                let length = bytes.get(at + 2..at + 4).and_then(|two| two.try_into().ok()).ok_or(CUT_OFF)?;
                let end = at + 2 + usize::from(u16::from_be_bytes(length));
                let data = bytes.get(at + 4..end.max(at + 4)).ok_or(CUT_OFF)?;
                return Ok(Segment { marker, data, end: end.max(at + 4) });
            }
        }
    }
}

/// The bytes of all coefficients of a frame, two for each: with full chroma twice as many as with a
/// quarter of it.
fn coefficients(frame: &[u8]) -> u64 {
    let [_, h1, h2, w1, w2, _, components @ ..] = frame else { return 0 };
    let pixels = u64::from(u16::from_be_bytes([*h1, *h2])) * u64::from(u16::from_be_bytes([*w1, *w2]));
    // A number, samples across and down in one byte, a table.
    let samples = |[_, packed, _]: &[u8; 3]| (packed >> 4, packed & 15);
    let (components, _) = components.as_chunks::<3>();
    let most =
        |of: fn((u8, u8)) -> u8| components.iter().map(|one| of(samples(one))).max().unwrap_or(1).max(1);
    let whole = u64::from(most(|(across, _)| across)) * u64::from(most(|(_, down)| down));
    let all = components.iter().map(samples).map(|(across, down)| u64::from(across) * u64::from(down));
    pixels.saturating_mul(2 * all.sum::<u64>()) / whole
}

/// Whether a marker begins a frame, which states the size.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Reads everything before the pixels.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let mut parts = Parts::default();
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    let mut at = 2;
    loop {
        let Segment { marker, data, end } = segment(bytes, at)?;
        at = end;
        match marker {
            SOS => break,
            EOI => return Err(Refusal::CutOff(Format::Jpeg)),
            0xE1 if data.starts_with(EXIF) => {
                parts.exif.get_or_insert(Cow::Borrowed(data.get(6..).unwrap_or_default()));
                parts.texts.push(Cow::Borrowed(data));
            }
            0xE1 if data.starts_with(XMP) => {
                parts.xmp.push(Cow::Borrowed(data.get(XMP.len()..).unwrap_or_default()));
            }
            0xE2 if data.starts_with(PROFILE) => {
                // A number from 1, how many there are, and the piece.
                if let Some([number, _, piece @ ..]) = data.get(PROFILE.len()..) {
                    profile.push((*number, piece));
                }
            }
            0xED => {
                parts.iptc = parts.iptc.or_else(|| iptc(data));
                parts.texts.push(Cow::Borrowed(data));
            }
            0xEE if data.starts_with(b"Adobe") => parts.is_adobe = true,
            0xE0..=0xEF | 0xFE => parts.texts.push(Cow::Borrowed(data)),
            marker if is_frame(marker) => {
                // Precision, height, width, and the number of components.
                if let [_, h1, h2, w1, w2, ..] = *data {
                    parts.size = (u16::from_be_bytes([w1, w2]).into(), u16::from_be_bytes([h1, h2]).into());
                }
                parts.coefficients = if marker == 0xC2 { coefficients(data) } else { 0 };
            }
            _ => {}
        }
    }
    if !profile.is_empty() {
        profile.sort_by_key(|(number, _)| *number);
        parts.profile = Some(profile.iter().flat_map(|(_, piece)| piece.iter().copied()).collect());
    }
    Ok(parts)
}

/// Finds the IPTC records among Photoshop's resources: `8BIM`, a number, a padded name, a length.
fn iptc(data: &[u8]) -> Option<&[u8]> {
    let mut rest = data.strip_prefix(b"Photoshop 3.0\0")?;
    while let Some(resource) = rest.strip_prefix(b"8BIM") {
        let [a, b, name, ..] = *resource else { return None };
        let name = (usize::from(name) + 2) & !1;
        let length = resource.get(2 + name..6 + name)?.try_into().ok().map(u32::from_be_bytes)?;
        let length = usize::try_from(length).ok()?;
        let value = resource.get(6 + name..)?;
        if u16::from_be_bytes([a, b]) == 0x0404 {
            return value.get(..length.min(value.len()));
        }
        rest = value.get((length.checked_add(1)?) & !1..)?;
    }
    None
}

/// Writes the picture again: tables, frames, scans, and what `keep` says.
pub(super) fn cleaned(bytes: &[u8], keep: &Keep) -> Result<Vec<u8>, Refusal> {
    let mut cleaned = Vec::with_capacity(bytes.len());
    cleaned.extend([0xFF, 0xD8]);
    // JFIF has to be the first segment, EXIF the next one.
    let mut head = Vec::new();
    if keep.orientation > 1 {
        push(&mut head, 0xE1, &[b"Exif\0\0".as_slice(), &orientation_only(keep.orientation)].concat());
    }
    if let Some(packet) = &keep.packet {
        push(&mut head, 0xE1, &[XMP, packet.as_bytes()].concat());
    }
    let mut at = 2;
    loop {
        let Segment { marker, data, end } = segment(bytes, at)?;
        at = end;
        match marker {
            // Without its thumbnail: a frame that was cropped away would be in it.
            0xE0 if data.starts_with(b"JFIF\0") && data.len() >= 14 => {
                if cleaned.len() == 2 {
                    let density = data.get(..12).unwrap_or_default();
                    push(&mut cleaned, 0xE0, &[density, &[0, 0]].concat());
                }
            }
            0xEE if data.starts_with(b"Adobe") => {
                cleaned.append(&mut head);
                push(&mut cleaned, 0xEE, data.get(..12.min(data.len())).unwrap_or_default());
            }
            0xE2 if keep.has_profile && data.starts_with(PROFILE) => {
                cleaned.append(&mut head);
                push(&mut cleaned, marker, data);
            }
            // Other programs' segments, comments, and those that are reserved for extensions.
            0xE0..=0xEF | 0xF0..=0xFE | 0xD8 | 0x01 => {}
            EOI => {
                cleaned.extend([0xFF, EOI]);
                return Ok(cleaned);
            }
            // A restart outside of a scan.
            0xD0..=0xD7 => {}
            _ => {
                cleaned.append(&mut head);
                push(&mut cleaned, marker, data);
                if marker == SOS {
                    let end = scan_end(bytes, at)?;
                    cleaned.extend(bytes.get(at..end).unwrap_or_default());
                    at = end;
                }
            }
        }
    }
}

/// Finds the end of a scan: the next `FF` that is followed by neither `00` nor a restart.
fn scan_end(bytes: &[u8], mut at: usize) -> Result<usize, Refusal> {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += memchr::memchr(0xFF, rest).ok_or(Refusal::CutOff(Format::Jpeg))?;
        match bytes.get(at + 1) {
            None => return Err(Refusal::CutOff(Format::Jpeg)),
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return Ok(at),
        }
    }
}

/// Appends a segment. One that is too long for its length is left out; none of those kept is.
fn push(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    if let Ok(length) = u16::try_from(data.len() + 2) {
        out.extend([0xFF, marker]);
        out.extend(length.to_be_bytes());
        out.extend(data);
    }
}

/// Adds an XMP packet to a JPEG that has just been encoded: behind the JFIF segment.
pub(in crate::picture) fn with_packet(jpeg: Vec<u8>, packet: &str) -> Vec<u8> {
    let at = match segment(&jpeg, 2) {
        Ok(first) if first.marker == 0xE0 => first.end,
        _ => 2,
    };
    let Some((head, tail)) = jpeg.split_at_checked(at) else { return jpeg };
    let mut marked = head.to_vec();
    push(&mut marked, 0xE1, &[XMP, packet.as_bytes()].concat());
    marked.extend(tail);
    marked
}
