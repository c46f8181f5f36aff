//! Reads the tags of a TIFF structure, which is what EXIF is, and writes the smallest one.
//!
//! Phones and editors write slightly broken EXIF; a tag that cannot be read is a tag that is not
//! there, and all others are still read.

use super::text::{utf16, words};

/// Most entries of one directory that are looked at.
const MOST_ENTRIES: u16 = 512;

/// The first directory of a TIFF structure, and the EXIF directory below it.
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

/// An entry of a directory: its type, the number of its values, and where its four bytes are.
struct Entry {
    kind: u16,
    count: u32,
    at: usize,
}

impl<'a> Tiff<'a> {
    /// Takes a TIFF structure; `None` if it does not begin like one.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
        let is_little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        Some(Self { bytes, is_little })
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    /// Finds a tag in the directory at an offset. An entry has 12 bytes: tag, type, count, value.
    fn entry_in(&self, directory: usize, tag: u16) -> Option<Entry> {
        let entries = self.u16(directory)?.min(MOST_ENTRIES);
        let at = (0..usize::from(entries))
            .filter_map(|n| directory.checked_add(2 + n * 12))
            .find(|at| self.u16(*at) == Some(tag))?;
        Some(Entry { kind: self.u16(at + 2)?, count: self.u32(at + 4)?, at: at + 8 })
    }

    fn first(&self) -> Option<usize> {
        usize::try_from(self.u32(4)?).ok()
    }

    /// Finds a tag in the first directory, or in the EXIF directory, which 0x8769 points to.
    fn entry(&self, tag: u16) -> Option<Entry> {
        let first = self.first()?;
        let below = || {
            let pointer = self.entry_in(first, 0x8769)?;
            self.entry_in(usize::try_from(self.u32(pointer.at)?).ok()?, tag)
        };
        self.entry_in(first, tag).or_else(below)
    }

    /// Whether a tag is there.
    pub(super) fn has(&self, tag: u16) -> bool {
        self.entry(tag).is_some()
    }

    /// The bytes of a tag's value: behind an offset where they are more than four.
    pub(super) fn value(&self, tag: u16) -> Option<&'a [u8]> {
        let entry = self.entry(tag)?;
        let size = match entry.kind {
            3 | 8 => 2,
            4 | 9 | 11 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = usize::try_from(entry.count).ok()?.checked_mul(size)?;
        let from = if length <= 4 { entry.at } else { usize::try_from(self.u32(entry.at)?).ok()? };
        self.bytes.get(from..from.checked_add(length)?)
    }

    /// A number of 16 bits.
    pub(super) fn number(&self, tag: u16) -> Option<u16> {
        self.entry(tag).filter(|entry| entry.kind == 3).and_then(|entry| self.u16(entry.at))
    }

    /// The words of a tag, in whatever encoding they are.
    pub(super) fn text(&self, tag: u16) -> Option<String> {
        words(self.value(tag)?)
    }

    /// The words of one of the tags that Windows Explorer writes: UTF-16, always little-endian.
    pub(super) fn explorer_text(&self, tag: u16) -> Option<String> {
        utf16(self.value(tag)?, true)
    }

    /// The user's comment: eight bytes that name the encoding, and the words.
    pub(super) fn comment(&self) -> Option<String> {
        let value = self.value(0x9286)?;
        let (encoding, text) = value.split_at_checked(8)?;
        if encoding == b"UNICODE\0" { utf16(text, self.is_little) } else { words(text) }
    }

    /// Which way up it is shown: 1 to 8, as the EXIF standard numbers them.
    pub(super) fn orientation(&self) -> Option<u8> {
        self.number(0x0112).and_then(|value| u8::try_from(value).ok()).filter(|value| (1..=8).contains(value))
    }

    /// Whether it says where the picture was taken: a latitude in the directory of places, which
    /// many cameras write without one. CR3 has that directory as a structure of its own.
    pub(super) fn has_place(&self) -> bool {
        /// The latitude: three fractions.
        const LATITUDE: u16 = 2;
        let is_latitude = |entry: &Entry| entry.kind == 5 && entry.count == 3;
        let read = || {
            let first = self.first()?;
            let below = || {
                let pointer = self.entry_in(first, 0x8825)?;
                self.entry_in(usize::try_from(self.u32(pointer.at)?).ok()?, LATITUDE)
            };
            self.entry_in(first, LATITUDE).or_else(below)
        };
        read().is_some_and(|entry| is_latitude(&entry))
    }

    /// Whether the camera was set to Adobe RGB (the EXIF standard has no number for it: cameras
    /// write 2, or the mark `R03`).
    pub(super) fn is_adobe_rgb(&self) -> bool {
        let mark = || {
            let exif = self.entry_in(self.first()?, 0x8769)?;
            let exif = usize::try_from(self.u32(exif.at)?).ok()?;
            let interoperability = self.entry_in(exif, 0xA005)?;
            let mark = self.entry_in(usize::try_from(self.u32(interoperability.at)?).ok()?, 1)?;
            self.bytes.get(mark.at..mark.at.checked_add(3)?)
        };
        self.number(0xA001) == Some(2) || mark() == Some(b"R03")
    }
}

/// Builds the smallest TIFF structure that contains only an orientation (TIFF 6.0, section 2).
pub(super) fn orientation_only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orientation_is_read_back() {
        for orientation in 1..=8 {
            let tiff = orientation_only(orientation);
            assert_eq!(Tiff::new(&tiff).unwrap().orientation(), Some(orientation));
        }
        assert_eq!(Tiff::new(&orientation_only(9)).unwrap().orientation(), None);
    }

    #[test]
    fn a_directory_that_points_outside_is_not_there() {
        let mut tiff = b"MM\0*\xFF\xFF\xFF\xFF".to_vec();
        assert!(!Tiff::new(&tiff).unwrap().has(0x0112));
        tiff.truncate(5);
        assert!(!Tiff::new(&tiff).unwrap().has(0x0112));
        assert!(Tiff::new(b"no").is_none());
    }
}
