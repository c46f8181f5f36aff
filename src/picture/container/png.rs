//! PNG: chunks with a length, a name, data and a checksum.

use std::borrow::Cow;

use super::parts::{Keep, Parts, inflated};
use crate::picture::exif::orientation_only;
use crate::picture::format::Format;
use crate::picture::refusal::Refusal;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
const XMP: &[u8] = b"XML:com.adobe.xmp\0";
const CUT_OFF: Refusal = Refusal::CutOff(Format::Png);

/// Chunks that a browser needs to show the picture, or all pictures of an animation.
const NEEDED: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"acTL", b"fcTL",
    b"fdAT",
];

/// A chunk: its name, its data, all of its bytes, and the offset behind it.
struct Chunk<'a> {
    name: &'a [u8],
    data: &'a [u8],
    all: &'a [u8],
    end: usize,
}

fn chunk(bytes: &[u8], at: usize) -> Option<Chunk<'_>> {
    let length = bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)?;
    let data_end = usize::try_from(length).ok()?.checked_add(at + 8)?;
    let end = data_end.checked_add(4)?;
    Some(Chunk {
        name: bytes.get(at + 4..at + 8)?,
        data: bytes.get(at + 8..data_end)?,
        all: bytes.get(at..end)?,
        end,
    })
}

/// Reads everything but the pixels. Texts may stand behind them.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Refusal> {
    let mut parts = Parts::default();
    let mut at = SIGNATURE.len();
    let mut has_pixels = false;
    while let Some(Chunk { name, data, end, .. }) = chunk(bytes, at) {
        at = end;
        match name {
            b"IHDR" => {
                let side = |at: usize| data.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
                parts.size = side(0).zip(side(4)).ok_or(CUT_OFF)?;
                parts.has_alpha = matches!(data.get(9), Some(4 | 6));
            }
            b"tRNS" => parts.has_alpha = true,
            b"acTL" => {
                parts.is_animated = data.get(..4).is_some_and(|frames| frames > [0, 0, 0, 1].as_slice())
            }
            // Behind the pixels browsers don't look for it: at the front it would turn the picture.
            b"eXIf" if has_pixels => parts.texts.push(Cow::Borrowed(data)),
            b"eXIf" => parts.exif = Some(Cow::Borrowed(data)),
            b"cICP" => parts.declared.standard = data.try_into().ok(),
            b"sRGB" => parts.declared.is_srgb = true,
            b"gAMA" => parts.declared.gamma = numbers::<1>(data).map(|[gamma]| gamma),
            b"cHRM" => parts.declared.primaries = numbers(data),
            b"iCCP" => parts.profile = after_nul(data).and_then(|rest| inflated(rest.get(1..)?)),
            b"iTXt" => {
                if let Some(text) = international(data) {
                    if data.starts_with(XMP) { parts.xmp.push(text) } else { parts.texts.push(text) }
                }
            }
            b"zTXt" => {
                let text = after_nul(data).and_then(|rest| inflated(rest.get(1..)?));
                parts.texts.extend(keyed(data, text.map(Cow::Owned)));
            }
            b"IDAT" => has_pixels = true,
            b"IEND" => break,
            name if NEEDED.iter().any(|needed| name == *needed) => {}
            _ => parts.texts.push(Cow::Borrowed(data)),
        }
    }
    if parts.size.0 == 0 || !(has_pixels || bytes.len() > at) { Err(CUT_OFF) } else { Ok(parts) }
}

/// The first numbers of 32 bits.
fn numbers<const N: usize>(data: &[u8]) -> Option<[u32; N]> {
    let (fours, _) = data.as_chunks::<4>();
    let fours: &[[u8; 4]; N] = fours.get(..N)?.try_into().ok()?;
    Some(fours.map(u32::from_be_bytes))
}

fn after_nul(data: &[u8]) -> Option<&[u8]> {
    data.get(memchr::memchr(0, data)? + 1..)
}

/// A text with its key before it, as an uncompressed text chunk has it: the key may be `AIGC`.
fn keyed<'a>(data: &[u8], text: Option<Cow<'a, [u8]>>) -> Option<Cow<'a, [u8]>> {
    let key = data.get(..memchr::memchr(0, data)?)?;
    Some(Cow::Owned([key, b"\0", &text?].concat()))
}

/// An international text: key, flag and method of compression, language, translated key, text.
fn international(data: &[u8]) -> Option<Cow<'_, [u8]>> {
    let rest = after_nul(data)?;
    let is_compressed = *rest.first()? == 1;
    let text = after_nul(after_nul(rest.get(2..)?)?)?;
    let text = if is_compressed { Cow::Owned(inflated(text)?) } else { Cow::Borrowed(text) };
    if data.starts_with(XMP) { Some(text) } else { keyed(data, Some(text)) }
}

/// Writes the picture again with the chunks that it needs, and what `keep` says.
pub(super) fn cleaned(bytes: &[u8], keep: &Keep) -> Result<Vec<u8>, Refusal> {
    let mut cleaned = Vec::with_capacity(bytes.len());
    cleaned.extend(SIGNATURE);
    let mut at = SIGNATURE.len();
    loop {
        let Chunk { name, data, all, end } = chunk(bytes, at).ok_or(CUT_OFF)?;
        at = end;
        match name {
            b"IHDR" => {
                cleaned.extend(all);
                if keep.orientation > 1 {
                    push(&mut cleaned, b"eXIf", &orientation_only(keep.orientation));
                }
                if let Some(packet) = &keep.packet {
                    push(&mut cleaned, b"iTXt", &[XMP, b"\0\0\0\0", packet.as_bytes()].concat());
                }
            }
            // The name of a profile is any text: a fixed one instead.
            b"iCCP" if keep.has_profile => {
                if let Some(rest) = after_nul(data) {
                    push(&mut cleaned, b"iCCP", &[b"ICC\0", rest].concat());
                }
            }
            name if NEEDED.iter().any(|needed| name == *needed) => cleaned.extend(all),
            _ => {}
        }
        if name == b"IEND" {
            return Ok(cleaned);
        }
    }
}

fn push(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    out.extend(length.to_be_bytes());
    let from = out.len();
    out.extend(name);
    out.extend(data);
    let sum = checksum(out.get(from..).unwrap_or_default());
    out.extend(sum.to_be_bytes());
}

/// The CRC-32 of a chunk: its data are short.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// Adds an XMP packet to a PNG that has just been encoded.
pub(in crate::picture) fn with_packet(png: Vec<u8>, packet: &str) -> Vec<u8> {
    let keep = Keep { orientation: 1, has_profile: true, packet: Some(packet.to_owned()) };
    cleaned(&png, &keep).unwrap_or(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(checksum(b"IEND"), 0xAE42_6082);
    }
}
