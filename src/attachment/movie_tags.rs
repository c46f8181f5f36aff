//! Tags of films and recordings in MP4 and QuickTime.

use std::io::{self, Read, Seek, SeekFrom};

use super::media::box_header;
use super::pdf;
use super::tag_set::{PARTS, Tags, words};

/// Maximum number of bytes of all tags of a file that are read.
const READ: u64 = 16 << 20;
/// Maximum number of boxes of a file that are passed on the way to its tags.
const BOXES: usize = 4096;
/// Number of levels of boxes that are looked into.
const DEEPEST: usize = 6;
/// The number that a box `uuid` with a packet of XMP begins with.
const XMP: [u8; 16] =
    [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

/// Reads the tags, wherever they are. What is between them, such as the pictures of a film and the
/// tables of a long one, is passed over.
pub(super) fn read(file: &mut (impl Read + Seek), found: &mut Tags) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    Walk { file, boxes: BOXES, bytes: READ, found }.boxes(0, length, DEEPEST + 1)
}

/// A walk through the boxes of a file.
struct Walk<'w, F> {
    file: &'w mut F,
    /// How many boxes, and how many bytes of tags, may still be read.
    boxes: usize,
    bytes: u64,
    found: &'w mut Tags,
}

impl<F: Read + Seek> Walk<'_, F> {
    fn boxes(&mut self, from: u64, to: u64, levels: usize) -> io::Result<()> {
        let mut at = from;
        for _ in 0..PARTS {
            let header = self.bytes_at(at, 16)?;
            if at >= to || self.boxes == 0 {
                return Ok(());
            }
            self.boxes -= 1;
            let Some((size, kind, own)) = box_header(&header, to - at) else { return Ok(()) };
            let end = at.saturating_add(size).min(to);
            match &kind {
                b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" if levels > 1 => {
                    self.boxes(at + own, end, levels - 1)?;
                }
                b"udta" | b"meta" | b"uuid" | b"XMP_" | b"stsd" | b"loci" | b"gps " | [0xA9, ..] => {
                    let most = (end - at).min(self.bytes);
                    self.found.is_cut |= most < end - at;
                    self.bytes -= most;
                    boxes(&self.bytes_at(at, most)?, levels, self.found);
                }
                _ => {}
            }
            at = end;
        }
        Ok(())
    }

    fn bytes_at(&mut self, at: u64, most: u64) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        self.file.by_ref().take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// MP4 and QuickTime: `udta` has texts under their own names (`©xyz` is a place), `meta` a list,
/// whose names are in `keys` or are those of its items.
fn boxes(bytes: &[u8], levels: usize, found: &mut Tags) {
    let mut keys: Vec<&[u8]> = Vec::new();
    for (kind, content) in each_box(bytes) {
        let text = |from: usize| words(content.get(from..).unwrap_or_default());
        match &kind {
            b"\xA9xyz" => found.location(&text(4)),
            b"loci" => found.place(has_place(content)),
            b"gps " => found.place(content.iter().any(|byte| *byte != 0)),
            // QuickTime: a length, a language, and the text.
            b"\xA9ART" | b"\xA9art" | b"\xA9wrt" => found.performer(text(4)),
            b"\xA9aut" | b"\xA9dir" | b"\xA9prd" => found.person(text(4)),
            b"\xA9nam" | b"\xA9alb" => found.title(&text(4)),
            // 3GPP: a version, a language, and the text.
            b"auth" => found.person(text(6)),
            b"perf" => found.performer(text(6)),
            b"titl" | b"albm" => found.title(&text(6)),
            b"XMP_" => xmp(content, found),
            b"uuid" if content.starts_with(&XMP) => xmp(content, found),
            // The tracks that cameras write places into.
            b"stsd" if matches!(content.get(12..16), Some(b"gpmd" | b"camm")) => found.place(true),
            b"keys" => keys = names_of_keys(content),
            b"ilst" => items(content, &keys, found),
            b"meta" if levels > 1 => {
                // ISO has a version of four bytes before the boxes, QuickTime has none.
                let is_plain = content.get(4..8) == Some(b"hdlr");
                let from = if is_plain { 0 } else { 4 };
                boxes(content.get(from..).unwrap_or_default(), levels - 1, found);
            }
            b"udta" | b"trak" | b"mdia" | b"minf" | b"stbl" if levels > 1 => {
                boxes(content, levels - 1, found);
            }
            _ => {}
        }
    }
}

/// Whether `loci` of 3GPP says a place: a version, a language, its name up to a zero, its role,
/// and its coordinates, each of four bytes.
fn has_place(content: &[u8]) -> bool {
    let is_set = |bytes: &[u8]| bytes.iter().any(|byte| *byte != 0);
    match content.get(6..).unwrap_or_default() {
        [0, _, place @ ..] | [0xFE, 0xFF, 0, 0, _, place @ ..] => is_set(place.get(..8).unwrap_or(place)),
        named => is_set(named),
    }
}

fn each_box(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    let next = move || {
        let (size, kind, own) = box_header(rest, rest.len() as u64)?;
        let (size, own) = (usize::try_from(size).ok()?, usize::try_from(own).ok()?);
        let content = rest.get(own..size.min(rest.len()))?;
        rest = rest.get(size..).unwrap_or_default();
        Some((kind, content))
    };
    std::iter::from_fn(next).take(PARTS)
}

/// The names in `keys`: a version, their number, and each as a box.
fn names_of_keys(content: &[u8]) -> Vec<&[u8]> {
    each_box(content.get(8..).unwrap_or_default()).map(|(_, name)| name).collect()
}

/// The items of a list: each is a box that is named by a tag, or by the number of a key, and has
/// the value in a box `data` behind eight bytes.
fn items(content: &[u8], keys: &[&[u8]], found: &mut Tags) {
    for (kind, item) in each_box(content) {
        let number = usize::try_from(u32::from_be_bytes(kind)).ok();
        let key = number.and_then(|number| keys.get(number.checked_sub(1)?)).copied();
        let key = String::from_utf8_lossy(key.unwrap_or_default()).to_ascii_lowercase();
        let value = each_box(item).find(|(kind, _)| kind == b"data").and_then(|(_, data)| data.get(8..));
        let value = words(value.unwrap_or_default());
        // How exact a place is, its role (0, 1, 2), its planet and its day say nothing of it.
        let is_about = ["accuracy", "role", "body", "date"].iter().any(|about| key.contains(about));
        if (key.contains("location") && !is_about) || &kind == b"\xA9xyz" {
            found.location(&value);
        }
        let is = |names: &[&str]| names.iter().any(|name| key.ends_with(name));
        if matches!(&kind, b"\xA9ART" | b"\xA9wrt" | b"aART") || is(&["artist"]) {
            found.performer(value);
        } else if matches!(&kind, b"\xA9aut" | b"\xA9dir")
            || is(&["author", "director", "producer", "creator"])
        {
            found.person(value);
        } else if matches!(&kind, b"\xA9nam" | b"\xA9alb") || is(&["title", "album"]) {
            found.title(&value);
        }
    }
}

/// A packet of XMP, as programs for cutting films write it.
fn xmp(content: &[u8], found: &mut Tags) {
    let text = String::from_utf8_lossy(content);
    found.place(text.contains("exif:GPSLatitude"));
    for (at, _) in text.match_indices("<dc:creator>").take(PARTS) {
        if let Some(name) = pdf::creator(text.get(at..).unwrap_or_default().as_bytes()) {
            found.person(name);
        }
    }
}
