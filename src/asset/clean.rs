//! Removes metadata from photos without changing a pixel.

use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

use crate::text::{is_forbidden, may_hold_forbidden, without_forbidden};

/// PNG chunks that may tell who, when, where, or with which program.
const PNG_TEXT: [[u8; 4]; 5] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"eXIf", *b"tIME"];

/// Returns the bytes of a picture without metadata; other files, and pictures that cannot be
/// parsed, are returned unchanged. A JPEG keeps its orientation.
pub(super) fn photo(bytes: Vec<u8>) -> Vec<u8> {
    let cleaned = match bytes.first() {
        Some(0xFF) => jpeg(&bytes),
        Some(0x89) => png(&bytes),
        Some(b'R') => webp(&bytes),
        _ => None,
    };
    cleaned.unwrap_or(bytes)
}

/// Returns the bytes of an SVG drawing without the characters that XML forbids: with one of them
/// browsers show nothing. The second value is the first of the removed characters.
pub(super) fn drawing(bytes: Vec<u8>) -> (Vec<u8>, Option<char>) {
    let cleaned = may_hold_forbidden(&bytes).then(|| {
        let text = std::str::from_utf8(&bytes).ok()?;
        let first = text.chars().find(|c| is_forbidden(*c))?;
        Some((without_forbidden(text).into_owned().into_bytes(), Some(first)))
    });
    cleaned.flatten().unwrap_or((bytes, None))
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let orientation = orientation(bytes);
    // Remove APP1 (EXIF, XMP), APP13 (IPTC) and comments; keep APP0, the colour profile and APP14.
    jpeg.segments_mut()
        .retain(|segment| !matches!(segment.marker(), markers::APP1 | markers::APP13 | markers::COM));
    if orientation > 1 {
        jpeg.set_exif(Some(Bytes::from(orientation_only(orientation))));
    }
    Some(jpeg.encoder().bytes().to_vec())
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| !PNG_TEXT.contains(&chunk.kind()));
    Some(png.encoder().bytes().to_vec())
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    webp.set_exif(None);
    webp.remove_chunks_by_id(*b"XMP ");
    Some(webp.encoder().bytes().to_vec())
}

/// Returns the EXIF orientation (1 to 8) of a JPEG; 1 where there is none.
fn orientation(bytes: &[u8]) -> u8 {
    let read = || {
        let exif = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?.exif()?;
        let little = exif.get(..2)? == b"II";
        let u16_at = |at: usize| {
            let pair = [*exif.get(at)?, *exif.get(at + 1)?];
            Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
        };
        // The directory's offset has 32 bits; the lower 16 suffice, as a segment is below 64 KiB.
        let directory = usize::from(if little { u16_at(4)? } else { u16_at(6)? });
        let entries = usize::from(u16_at(directory)?);
        // An entry has 12 bytes: tag (0x0112: orientation), type, count, and the value at offset 8.
        let entry =
            (0..entries.min(64)).map(|n| directory + 2 + n * 12).find(|at| u16_at(*at) == Some(0x0112))?;
        u8::try_from(u16_at(entry + 8)?).ok().filter(|value| (1..=8).contains(value))
    };
    read().unwrap_or(1)
}

/// Returns whether a JPEG is displayed with width and height swapped (orientations 5 to 8).
pub(super) fn is_turned(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xD8]) && orientation(bytes) >= 5
}

/// Builds the smallest TIFF structure that contains only an orientation (TIFF 6.0, section 2).
fn orientation_only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a JPEG of two segments whose EXIF contains an orientation and a location.
    fn photo_with_place() -> Vec<u8> {
        let mut tiff = orientation_only(6);
        tiff.extend(b"GPS 30.123 N");
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
        bytes.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend([0xFF, 0xFE, 0, 6, b'n', b'a', b'm', b'e']);
        bytes.extend([0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]);
        bytes
    }

    #[test]
    fn a_photo_loses_its_place_and_keeps_which_way_up_it_is() {
        let before = photo_with_place();
        assert_eq!(orientation(&before), 6);
        let after = photo(before);
        let holds = |part: &[u8]| after.windows(part.len()).any(|window| window == part);
        assert!(!holds(b"GPS") && !holds(b"name"));
        assert_eq!(orientation(&after), 6);
        assert!(is_turned(&after));
    }

    #[test]
    fn what_is_no_picture_stays_as_it_is() {
        for bytes in [b"no picture".as_slice(), b"%PDF", b"", b"R", b"\xFF", b"\x89PNG"] {
            assert_eq!(photo(bytes.to_vec()), bytes);
        }
    }
}
