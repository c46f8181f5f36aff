//! Finds out what a picture says of persons and places, in formats that are not written again here:
//! TIFF, HEIC, AVIF, RAW, Photoshop.
//!
//! Their containers differ, but all of them hold the same few things as they are: TIFF structures
//! (EXIF), packets of XMP, and records of IPTC. Those are looked for in the bytes.

use memchr::memmem;

use super::exif::Tiff;
use super::{iptc, xmp};

/// Maximum number of structures of one kind that are looked at.
const MOST: usize = 64;
/// Maximum length of an XMP packet that is read, in bytes.
const PACKET: usize = 256 << 10;
/// Maximum length of a name in bytes.
const NAME: usize = 512;
/// Maximum number of names that are listed.
const MOST_NAMES: usize = 3;

/// What a file says of persons and places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// Whether it says where the picture was taken.
    pub has_place: bool,
    /// The names of persons and companies in it.
    pub names: Vec<String>,
}

impl Traces {
    fn add(&mut self, name: Option<String>) {
        let Some(name) = name.filter(|name| !self.names.contains(name)) else { return };
        if self.names.len() < MOST_NAMES {
            self.names.push(name);
        }
    }
}

/// Looks for what a picture says of persons and places.
pub fn traces(bytes: &[u8]) -> Traces {
    let mut found = Traces::default();
    // TIFF, and what Panasonic and Olympus write instead.
    let starts: [&[u8]; 6] = [b"II*\0", b"MM\0*", b"IIU\0", b"IIRO", b"IIRS", b"MMOR"];
    for start in starts {
        for at in memmem::find_iter(bytes, start).take(MOST) {
            let Some(tiff) = bytes.get(at..).and_then(Tiff::new) else { continue };
            found.has_place |= tiff.has_place();
            // Artist, copyright, owner of the camera, and the author as Windows Explorer writes it.
            let short = |tag: u16| tiff.value(tag).is_some_and(|value| value.len() <= NAME);
            for tag in [0x013B, 0x8298, 0xA430].into_iter().filter(|tag| short(*tag)) {
                found.add(tiff.text(tag));
            }
            found.add(short(0x9C9D).then(|| tiff.explorer_text(0x9C9D)).flatten());
        }
    }
    for at in memmem::find_iter(bytes, b"<x:xmpmeta").take(MOST) {
        let rest = bytes.get(at..).unwrap_or_default();
        let rest = rest.get(..PACKET.min(rest.len())).unwrap_or_default();
        let end = memmem::find(rest, b"</x:xmpmeta").unwrap_or(rest.len());
        let packet = String::from_utf8_lossy(rest.get(..end).unwrap_or_default());
        found.has_place |= packet.contains("exif:GPSLatitude");
        for name in ["dc:creator", "photoshop:Credit", "dc:rights"] {
            found.add(xmp::property(&packet, name));
        }
    }
    // Photoshop's resource with the records of IPTC: an empty name, and a length.
    for at in memmem::find_iter(bytes, b"8BIM\x04\x04\0\0").take(MOST) {
        let records = bytes.get(at + 12..).unwrap_or_default();
        found.add(iptc::text(records, 80));
        found.add(iptc::text(records, 110));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF structure with an artist, and a directory of places that has a latitude.
    fn tiff(has_place: bool) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        // The artist: seven bytes at 56. The places: a directory at 38.
        tiff.extend(b"\x3B\x01\x02\0\x07\0\0\0\x38\0\0\0");
        tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0");
        tiff.extend(b"\0\0\0\0");
        tiff.extend(if has_place {
            b"\x01\0\x02\0\x05\0\x03\0\0\0\0\0\0\0"
        } else {
            b"\x01\0\0\0\x01\0\x04\0\0\0\x02\x03\0\0"
        });
        tiff.resize(56, 0);
        tiff.extend("张三\0".as_bytes());
        tiff
    }

    #[test]
    fn place_and_names_are_found_wherever_they_are_in_a_file() {
        for before in [b"".as_slice(), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic Exif\0\0", b"8BPS 8BIM\x04\x22"] {
            let found = traces(&[before, &tiff(true)].concat());
            assert_eq!(found, Traces { has_place: true, names: vec!["张三".to_owned()] });
            // The version of the directory alone is no place.
            assert!(!traces(&[before, &tiff(false)].concat()).has_place);
        }
        let packet = "8BPS<x:xmpmeta><x exif:GPSLatitude='30,1N' photoshop:Credit='李四'/></x:xmpmeta>";
        let found = traces(packet.as_bytes());
        assert_eq!(found, Traces { has_place: true, names: vec!["李四".to_owned()] });
        let iptc = b"8BIM\x04\x04\0\0\0\0\0\x0B\x1C\x02\x50\0\x03Sun";
        assert_eq!(traces(iptc).names, ["Sun"]);
        assert_eq!(traces(b"II*\0\x08\0\0\0\0\0"), Traces::default());
    }

    #[test]
    fn a_file_of_nothing_but_beginnings_takes_bounded_work() {
        let many = b"II*\0\x08\0\0\0\xFF\xFF<x:xmpmeta8BIM\x04\x04\0\0".repeat(50_000);
        assert_eq!(traces(&many), Traces::default());
    }
}
