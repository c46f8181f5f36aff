//! Finds out what films and recordings say of persons and places: phones write where a film was
//! taken, programs who made it. They are not written again; what they say is reported.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use super::inspection::Traces;
use super::media::{self, box_header};

/// Maximum number of bytes read at the beginning and at the end of a file in which tags are.
const TAGS: u64 = 1 << 20;
/// Maximum number of parts of a file, and of the entries of one part, that are looked at.
const PARTS: usize = 1024;
/// Number of levels of boxes that are looked into.
const DEEPEST: usize = 6;

/// Looks for what a film or a recording says of persons and places.
pub(super) fn traces(head: &[u8], file: &mut (impl Read + Seek)) -> io::Result<Traces> {
    let begins = |magic: &[u8]| head.starts_with(magic);
    let at = |from: usize, wanted: &[u8]| head.get(from..from + wanted.len()) == Some(wanted);
    let mut found = Traces::default();
    if at(4, b"ftyp") || at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") {
        if let Some(described) = media::description(file)? {
            boxes(&described, DEEPEST, &mut found);
        }
    } else if begins(b"RIFF") {
        riff(file, &mut found)?;
    } else if begins(b"OggS") || begins(b"fLaC") {
        comments(&beginning(file)?, &mut found);
    } else if begins(&[0x1A, 0x45, 0xDF, 0xA3]) {
        matroska(&[beginning(file)?, end(file, TAGS)?].concat(), &mut found);
    } else if begins(&[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) {
        windows_media(&beginning(file)?, &mut found);
    } else if begins(b"ID3") || is_mpeg_sound(head) {
        id3(&beginning(file)?, &mut found);
        old_id3(&end(file, 128)?, &mut found);
    }
    Ok(found)
}

/// Whether bytes begin a frame of MPEG sound, such as MP3: eleven bits that are set, and a layer.
fn is_mpeg_sound(head: &[u8]) -> bool {
    matches!(head, [0xFF, second, third, ..] if second & 0xE0 == 0xE0 && second & 6 != 0 && third >> 4 != 0xF)
}

fn beginning(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.by_ref().take(TAGS).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn end(file: &mut (impl Read + Seek), most: u64) -> io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
    let mut bytes = Vec::new();
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Words in UTF-8, or in the encoding of Chinese programs.
fn words(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map_or_else(
        |_| encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        str::to_owned,
    );
    text.split('\0').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("、")
}

/// MP4 and QuickTime: `udta` has texts under their own names (`©xyz` is a place), `meta` a list,
/// whose names are in `keys` or are those of its items.
fn boxes(bytes: &[u8], levels: usize, found: &mut Traces) {
    let mut keys: Vec<&[u8]> = Vec::new();
    for (kind, content) in each_box(bytes) {
        match &kind {
            b"\xA9xyz" | b"loci" | b"gps " => found.has_place = true,
            // QuickTime: a length, a language, and the text.
            b"\xA9ART" | b"\xA9aut" | b"\xA9art" | b"\xA9dir" | b"\xA9prd" | b"\xA9wrt" => {
                found.add(words(content.get(4..).unwrap_or_default()));
            }
            // 3GPP: a version, a language, and the text.
            b"auth" | b"perf" => found.add(words(content.get(6..).unwrap_or_default())),
            // The tracks that cameras write places into.
            b"stsd" if matches!(content.get(12..16), Some(b"gpmd" | b"camm")) => found.has_place = true,
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
fn items(content: &[u8], keys: &[&[u8]], found: &mut Traces) {
    for (kind, item) in each_box(content) {
        let number = usize::try_from(u32::from_be_bytes(kind)).ok();
        let key = number.and_then(|number| keys.get(number.checked_sub(1)?)).copied();
        let key = String::from_utf8_lossy(key.unwrap_or_default()).to_ascii_lowercase();
        let value = each_box(item).find(|(kind, _)| kind == b"data").and_then(|(_, data)| data.get(8..));
        found.has_place |= key.contains("location") || &kind == b"\xA9xyz";
        let is_person = matches!(&kind, b"\xA9ART" | b"\xA9wrt" | b"aART" | b"\xA9aut" | b"\xA9dir")
            || ["author", "artist", "director", "producer", "creator"].iter().any(|name| key.ends_with(name));
        if is_person {
            found.add(words(value.unwrap_or_default()));
        }
    }
}

/// WAV and AVI: `LIST INFO` has the artist, the engineer and others.
fn riff(file: &mut (impl Read + Seek), found: &mut Traces) -> io::Result<()> {
    let mut at = 12_u64;
    for _ in 0..PARTS {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(12).read_to_end(&mut header)?;
        let length = header.get(4..8).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let Some(length) = length else { return Ok(()) };
        let is_tagged = header.get(8..12) == Some(b"INFO") || header.starts_with(b"id3 ");
        if is_tagged {
            file.seek(SeekFrom::Start(at + 8))?;
            let mut content = Vec::new();
            file.by_ref().take(TAGS.min(length.into())).read_to_end(&mut content)?;
            if content.starts_with(b"ID3") { id3(&content, found) } else { info(&content, found) }
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
    Ok(())
}

fn info(content: &[u8], found: &mut Traces) {
    let mut rest = content.get(4..).unwrap_or_default();
    for _ in 0..PARTS {
        let Some((name, tail)) = rest.split_first_chunk::<4>() else { return };
        let Some((length, tail)) = tail.split_first_chunk::<4>() else { return };
        let Ok(length) = usize::try_from(u32::from_le_bytes(*length)) else { return };
        let Some(value) = tail.get(..length) else { return };
        match name {
            b"IART" | b"IENG" | b"ITCH" | b"ICMS" | b"IPRO" | b"IWRI" => found.add(words(value)),
            b"ILOC" => found.has_place = true,
            _ => {}
        }
        rest = tail.get(length + length % 2..).unwrap_or_default();
    }
}

/// Ogg and FLAC: a list of `NAME=value`, each behind its length, after the name of a program.
fn comments(bytes: &[u8], found: &mut Traces) {
    let starts: [&[u8]; 2] = [b"\x03vorbis", b"OpusTags"];
    let of_ogg = starts.iter().find_map(|start| Some(memmem::find(bytes, start)? + start.len()));
    let Some(at) = of_ogg.or_else(|| flac_comments(bytes)) else { return };
    let rest = bytes.get(at..).unwrap_or_default();
    // The number of texts stands between the name of the program and the first of them.
    let Some((_, rest)) = counted(rest) else { return };
    let mut rest = rest.get(4..).unwrap_or_default();
    for _ in 0..PARTS {
        let Some((text, tail)) = counted(rest) else { return };
        if let Some((name, value)) = String::from_utf8_lossy(text).split_once('=') {
            tag(name, value, found);
        }
        rest = tail;
    }
}

/// A text behind its length, and the rest.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// Where the comments of a FLAC file begin: a block of the kind 4. Each has a byte for its kind, of
/// which the highest bit says that it is the last, and a length of three bytes.
fn flac_comments(bytes: &[u8]) -> Option<usize> {
    bytes.starts_with(b"fLaC").then_some(())?;
    let mut at = 4;
    for _ in 0..PARTS {
        let [kind, a, b, c] = *bytes.get(at..at + 4)? else { return None };
        if kind & 0x7F == 4 {
            return Some(at + 4);
        }
        at += 4 + usize::try_from(u32::from_be_bytes([0, a, b, c])).ok()?;
    }
    None
}

/// A tag that is named in English, as Ogg, FLAC and Matroska have it.
fn tag(name: &str, value: &str, found: &mut Traces) {
    let name = name.trim().to_ascii_uppercase();
    let persons =
        ["ARTIST", "ALBUMARTIST", "AUTHOR", "PERFORMER", "COMPOSER", "DIRECTOR", "PRODUCER", "CONTACT"];
    if persons.contains(&name.as_str()) {
        found.add(words(value.as_bytes()));
    }
    found.has_place |= (name.contains("LOCATION") || name.starts_with("GPS")) && !value.trim().is_empty();
}

/// Matroska: `TagName` (45A3) and behind it `TagString` (4487), each with a length of one byte.
fn matroska(bytes: &[u8], found: &mut Traces) {
    let text = |at: usize| {
        let length = bytes.get(at).and_then(|length| length.checked_sub(0x80))?;
        bytes.get(at + 1..at + 1 + usize::from(length))
    };
    for at in memmem::find_iter(bytes, b"\x45\xA3").take(PARTS) {
        let Some(name) = text(at + 2) else { continue };
        let behind = at + 3 + name.len();
        let near = bytes.get(behind..bytes.len().min(behind + 32)).unwrap_or_default();
        let value = memmem::find(near, b"\x44\x87").and_then(|at| text(behind + at + 2));
        tag(&String::from_utf8_lossy(name), &words(value.unwrap_or_default()), found);
    }
}

/// WMA and WMV: an object with five lengths, and the texts in UTF-16: title, author …
fn windows_media(bytes: &[u8], found: &mut Traces) {
    const DESCRIPTION: [u8; 16] =
        [0x33, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA, 0, 0x62, 0xCE, 0x6C];
    let read = || {
        let at = memmem::find(bytes, &DESCRIPTION)? + DESCRIPTION.len() + 8;
        let length = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
        let (title, author) = (usize::from(length(at)?), usize::from(length(at + 2)?));
        let author = bytes.get(at + 10 + title..at + 10 + title + author)?;
        Some(encoding_rs::UTF_16LE.decode_without_bom_handling(author).0.into_owned())
    };
    found.add(words(read().unwrap_or_default().as_bytes()));
}

/// ID3 at the beginning of a recording: frames with a name, a length and two flags; in the second
/// version name and length have three bytes, and there are no flags.
fn id3(bytes: &[u8], found: &mut Traces) {
    let Some([b'I', b'D', b'3', version, _, _, a, b, c, d]) = bytes.first_chunk::<10>() else { return };
    // Lengths have seven bits in each byte.
    let seven = |bytes: [u8; 4]| bytes.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7F));
    let end = seven([*a, *b, *c, *d]).saturating_add(10).min(bytes.len());
    let mut rest = bytes.get(10..end).unwrap_or_default();
    for _ in 0..PARTS {
        let (name, length, header) = match (*version, rest) {
            (2, [a, b, c, d, e, f, ..]) => ([*a, *b, *c, b' '], u32::from_be_bytes([0, *d, *e, *f]), 6),
            (2.., [a, b, c, d, e, f, g, h, _, _, ..]) => {
                let length = [*e, *f, *g, *h];
                let plain = u32::from_be_bytes(length);
                let short = u32::try_from(seven(length)).unwrap_or(plain);
                ([*a, *b, *c, *d], if *version == 4 { short } else { plain }, 10)
            }
            _ => return,
        };
        let Ok(length) = usize::try_from(length) else { return };
        let Some(value) = rest.get(header..header + length) else { return };
        if matches!(
            &name,
            b"TPE1" | b"TPE2" | b"TCOM" | b"TEXT" | b"TOWN" | b"TOPE" | b"TP1 " | b"TP2 " | b"TCM "
        ) {
            found.add(id3_text(value));
        }
        rest = rest.get(header + length..).unwrap_or_default();
    }
}

/// A text of ID3: a byte for its encoding, and the text.
fn id3_text(value: &[u8]) -> String {
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

/// ID3 at the end of a recording: `TAG`, a title and an artist of 30 bytes each.
fn old_id3(bytes: &[u8], found: &mut Traces) {
    if let Some(artist) = bytes.strip_prefix(b"TAG").and_then(|rest| rest.get(30..60)) {
        found.add(words(artist));
    }
}
