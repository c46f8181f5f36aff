//! Finds out what films and recordings say of persons and places: phones write where a film was
//! taken, programs who made it. They are not written again; what they say is reported.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use super::inspection::Traces;
use super::tag_set::{PARTS, TAGS, Tags, words};
use super::{id3, media, movie_tags};

/// Looks for what a film or a recording says of persons and places, and whether some of its tags
/// are too long to be read.
pub(super) fn traces(head: &[u8], file: &mut (impl Read + Seek)) -> io::Result<(Traces, bool)> {
    let begins = |magic: &[u8]| head.starts_with(magic);
    let mut found = Tags::default();
    if media::is_movie(head) {
        movie_tags::read(file, &mut found)?;
    } else if begins(b"RIFF") {
        riff(file, &mut found)?;
    } else if begins(b"OggS") {
        ogg(&beginning(file)?, &mut found);
    } else if begins(b"fLaC") {
        flac(file, &mut found)?;
    } else if begins(&[0x1A, 0x45, 0xDF, 0xA3]) {
        matroska_title(head, &mut found);
        matroska(&[beginning(file)?, end(file, TAGS)?].concat(), &mut found);
    } else if begins(&[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) {
        windows_media(&beginning(file)?, &mut found);
    } else if begins(b"ID3") || is_mpeg_sound(head) {
        id3::read(file, 0, &mut found)?;
        id3::read_old(&end(file, 128)?, &mut found);
    }
    let is_cut = found.is_cut;
    Ok((found.traces(), is_cut))
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

/// WAV and AVI: `LIST INFO` has the artist, the engineer and others.
fn riff(file: &mut (impl Read + Seek), found: &mut Tags) -> io::Result<()> {
    let mut at = 12_u64;
    for _ in 0..PARTS {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(12).read_to_end(&mut header)?;
        let length = header.get(4..8).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let Some(length) = length else { return Ok(()) };
        if header.starts_with(b"id3 ") || header.starts_with(b"ID3 ") {
            id3::read(file, at + 8, found)?;
        } else if header.get(8..12) == Some(b"INFO") {
            file.seek(SeekFrom::Start(at + 8))?;
            let mut content = Vec::new();
            file.by_ref().take(TAGS.min(length.into())).read_to_end(&mut content)?;
            found.is_cut |= u64::from(length) > TAGS;
            info(&content, found);
        }
        at += 8 + u64::from(length) + u64::from(length % 2);
    }
    Ok(())
}

fn info(content: &[u8], found: &mut Tags) {
    let mut rest = content.get(4..).unwrap_or_default();
    for _ in 0..PARTS {
        let Some((name, tail)) = rest.split_first_chunk::<4>() else { return };
        let Some((length, tail)) = tail.split_first_chunk::<4>() else { return };
        let Ok(length) = usize::try_from(u32::from_le_bytes(*length)) else { return };
        let Some(value) = tail.get(..length) else { return };
        match name {
            b"IART" | b"IMUS" | b"IWRI" => found.performer(words(value)),
            b"IENG" | b"ITCH" | b"ICMS" | b"IPRO" => found.person(words(value)),
            b"INAM" | b"IPRD" => found.title(&words(value)),
            b"ILOC" => found.place(!words(value).is_empty()),
            _ => {}
        }
        rest = tail.get(length + length % 2..).unwrap_or_default();
    }
}

/// Ogg: the comments stand behind a mark.
fn ogg(bytes: &[u8], found: &mut Tags) {
    let starts: [&[u8]; 2] = [b"\x03vorbis", b"OpusTags"];
    let at = starts.iter().find_map(|start| Some(memmem::find(bytes, start)? + start.len()));
    if let Some(at) = at {
        comments(bytes.get(at..).unwrap_or_default(), found);
    }
}

/// Comments of Ogg and FLAC: a list of `NAME=value`, each behind its length, after the name of a
/// program.
fn comments(bytes: &[u8], found: &mut Tags) {
    // The number of texts stands between the name of the program and the first of them.
    let Some((_, rest)) = counted(bytes) else { return };
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

/// FLAC: the comments are a block of the kind 4. Each has a byte for its kind, of which the highest
/// bit says that it is the last, and a length of three bytes. Covers before it are passed over.
fn flac(file: &mut (impl Read + Seek), found: &mut Tags) -> io::Result<()> {
    let mut at = 4_u64;
    for _ in 0..PARTS {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(4).read_to_end(&mut header)?;
        let &[kind, a, b, c] = header.as_slice() else { return Ok(()) };
        let length = u64::from(u32::from_be_bytes([0, a, b, c]));
        if kind & 0x7F == 4 {
            let mut block = Vec::new();
            file.by_ref().take(TAGS.min(length)).read_to_end(&mut block)?;
            found.is_cut |= length > TAGS;
            comments(&block, found);
        }
        if kind & 0x80 != 0 {
            return Ok(());
        }
        at += 4 + length;
    }
    Ok(())
}

/// A tag that is named in English, as Ogg, FLAC and Matroska have it.
fn tag(name: &str, value: &str, found: &mut Tags) {
    let name = name.trim().to_ascii_uppercase();
    let value = words(value.as_bytes());
    found.place((name.contains("LOCATION") || name.starts_with("GPS")) && !value.is_empty());
    match name.as_str() {
        "ARTIST" | "ALBUMARTIST" | "ALBUM_ARTIST" | "PERFORMER" | "COMPOSER" => found.performer(value),
        "AUTHOR" | "DIRECTOR" | "PRODUCER" | "CONTACT" => found.person(value),
        "TITLE" | "ALBUM" => found.title(&value),
        _ => {}
    }
}

/// Matroska: the title of the whole (7BA9) stands at the beginning, and not among the tags.
fn matroska_title(head: &[u8], found: &mut Tags) {
    let read = || {
        let at = memmem::find(head, b"\x7B\xA9")? + 2;
        let length = usize::from(head.get(at)?.checked_sub(0x80)?);
        std::str::from_utf8(head.get(at + 1..at + 1 + length)?).ok()
    };
    found.title(read().unwrap_or_default());
}

/// Matroska: `TagName` (45A3) and behind it `TagString` (4487), each with a length of one byte.
fn matroska(bytes: &[u8], found: &mut Tags) {
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

/// WMA and WMV: an object with five lengths, and the texts in UTF-16: title, author …; of a song
/// the author is the performer.
fn windows_media(bytes: &[u8], found: &mut Tags) {
    const DESCRIPTION: [u8; 16] =
        [0x33, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0, 0xAA, 0, 0x62, 0xCE, 0x6C];
    let read = || {
        let at = memmem::find(bytes, &DESCRIPTION)? + DESCRIPTION.len() + 8;
        let length = |at: usize| bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
        let (title, author) = (usize::from(length(at)?), usize::from(length(at + 2)?));
        let text = |from: usize, length: usize| {
            let text = bytes.get(from..from + length)?;
            Some(words(encoding_rs::UTF_16LE.decode_without_bom_handling(text).0.as_bytes()))
        };
        Some((text(at + 10, title)?, text(at + 10 + title, author)?))
    };
    if let Some((title, author)) = read() {
        found.title(&title);
        found.performer(author);
    }
}
