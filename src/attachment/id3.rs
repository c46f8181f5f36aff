//! Tags of MP3 and other recordings: ID3, at the beginning and at the end of a file.

use std::io::{self, Read, Seek, SeekFrom};

use super::tag_set::{PARTS, TAGS, Tags, words};

/// Maximum length of a text that is read: a longer one is no name.
const TEXT: u64 = 4 << 10;

/// Reads a tag that begins at `begin`: frames with a name, a length and two flags; in the second
/// version name and length have three bytes, and there are no flags. Covers are passed over,
/// whatever their length.
pub(super) fn read(file: &mut (impl Read + Seek), begin: u64, found: &mut Tags) -> io::Result<()> {
    let header = at(file, begin, 10)?;
    let Some([b'I', b'D', b'3', version, _, flags, a, b, c, d]) = header.first_chunk::<10>() else {
        return Ok(());
    };
    let mut next = begin + 10;
    let end = next + u64::from(seven([*a, *b, *c, *d]));
    // A header of its own between the two, whose length does not count itself in the third version.
    if flags & 0x40 != 0 && *version >= 3 {
        let Some(length) = at(file, next, 4)?.first_chunk::<4>().copied() else { return Ok(()) };
        next += if *version == 3 { 4 + u64::from(u32::from_be_bytes(length)) } else { seven(length).into() };
    }
    let mut left = TAGS;
    for _ in 0..PARTS {
        if next >= end {
            return Ok(());
        }
        let (name, length, header) = match (*version, at(file, next, 10)?.as_slice()) {
            (2, [a, b, c, d, e, f, ..]) => ([*a, *b, *c, b' '], u32::from_be_bytes([0, *d, *e, *f]), 6),
            (3.., [a, b, c, d, e, f, g, h, _, _]) => {
                let (seven, plain) = (seven([*e, *f, *g, *h]), u32::from_be_bytes([*e, *f, *g, *h]));
                let is_seven = *version == 4
                    && (seven == plain
                        || leads_on(file, next + 10 + u64::from(seven), end)?
                        || !leads_on(file, next + 10 + u64::from(plain), end)?);
                ([*a, *b, *c, *d], if is_seven { seven } else { plain }, 10)
            }
            _ => return Ok(()),
        };
        let length = u64::from(length);
        // What is behind the last frame is filled with zeros.
        if name.starts_with(&[0]) || next + header + length > end {
            return Ok(());
        }
        if is_wanted(&name) {
            let value = at(file, next + header, length.min(TEXT).min(left))?;
            left = left.saturating_sub(value.len() as u64);
            frame(&name, text(&value), found);
        }
        next += header + length;
    }
    Ok(())
}

/// Whether a frame, the zeros behind the last one or the end of the tag is at `next`. Old versions
/// of iTunes write plain lengths where the fourth version has seven bits in each byte.
fn leads_on(file: &mut (impl Read + Seek), next: u64, end: u64) -> io::Result<bool> {
    let name = at(file, next, 4.min(end.saturating_sub(next)))?;
    let is_name = |name: &[u8]| name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    Ok(next == end || (next < end && (name.starts_with(&[0]) || (name.len() == 4 && is_name(&name)))))
}

/// Lengths have seven bits in each byte.
fn seven(bytes: [u8; 4]) -> u32 {
    bytes.iter().fold(0, |sum, byte| sum << 7 | u32::from(byte & 0x7F))
}

/// Up to `most` bytes of a file from `from` on.
pub(super) fn at(file: &mut (impl Read + Seek), from: u64, most: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Texts have names that begin so.
fn is_wanted(name: &[u8; 4]) -> bool {
    name.starts_with(b"T")
}

fn frame(name: &[u8; 4], text: String, found: &mut Tags) {
    match name {
        b"TPE1" | b"TPE2" | b"TCOM" | b"TEXT" | b"TOPE" | b"TP1 " | b"TP2 " | b"TCM " => {
            found.performer(text)
        }
        b"TOWN" => found.person(text),
        b"TIT2" | b"TALB" | b"TT2 " | b"TAL " => found.title(&text),
        _ => {}
    }
}

/// A text of ID3: a byte for its encoding, and the text.
fn text(value: &[u8]) -> String {
    let Some((encoding, text)) = value.split_first() else { return String::new() };
    let wide = |text: &[u8], is_little: bool| {
        let encoding = if is_little { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        words(encoding.decode_without_bom_handling(text).0.as_bytes())
    };
    match (encoding, text) {
        (1, [0xFF, 0xFE, text @ ..]) => wide(text, true),
        (1, [0xFE, 0xFF, text @ ..]) => wide(text, false),
        (2, text) => wide(text, false),
        (_, text) => words(text),
    }
}

/// ID3 at the end of a recording: `TAG`, a title, an artist and an album of 30 bytes each.
pub(super) fn read_old(bytes: &[u8], found: &mut Tags) {
    let Some(rest) = bytes.strip_prefix(b"TAG") else { return };
    let part = |from: usize| words(rest.get(from..from + 30).unwrap_or_default());
    found.title(&part(0));
    found.performer(part(30));
    found.title(&part(60));
}
