//! Finds out what films and recordings say of persons and places: phones write where a film was
//! taken, programs who made it. They are not written again; what they say is reported.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use super::inspection::Traces;
use super::tag_set::{PARTS, TAGS, Tags, words};
use super::{id3, media, movie_tags};

/// What files of Matroska, and of Windows Media, begin with.
const MATROSKA: [u8; 4] = [0x1A, 0x45, 0xDF, 0xA3];
const WINDOWS_MEDIA: [u8; 8] = [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11];

/// Whether a file is a film or a recording by what it begins with, and not a picture in the same
/// container: WebP is RIFF, and HEIC, AVIF and some RAW formats are MP4.
pub(super) fn is_media(head: &[u8]) -> bool {
    let begins = |magic: &[u8]| head.starts_with(magic);
    let is_webp = begins(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    let is_other = [
        b"RIFF".as_slice(),
        b"FORM",
        b"OggS",
        b"fLaC",
        b"ID3",
        &MATROSKA,
        &WINDOWS_MEDIA,
        b"MAC ",
        b"APETAGEX",
    ]
    .iter()
    .any(|magic| begins(magic));
    (media::is_movie(head) && !media::is_still(head)) || (is_other && !is_webp) || is_mpeg_sound(head)
}

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
    } else if begins(&MATROSKA) {
        matroska_title(head, &mut found);
        matroska(&[beginning(file)?, end(file, TAGS)?].concat(), &mut found);
    } else if begins(&WINDOWS_MEDIA) {
        windows_media(&beginning(file)?, &mut found);
    } else if begins(b"ID3") || is_mpeg_sound(head) {
        id3::read(file, 0, &mut found)?;
        id3::read_old(&end(file, 128)?, &mut found);
        ape(file, &mut found)?;
    } else if begins(b"MAC ") || begins(b"APETAGEX") {
        ape(file, &mut found)?;
    } else if begins(b"FORM") {
        aiff(file, &mut found)?;
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
            b"ILOC" => found.location(&words(value)),
            _ => {}
        }
        rest = tail.get(length + length % 2..).unwrap_or_default();
    }
}

/// AIFF: parts with a name, and a length whose highest byte comes first.
fn aiff(file: &mut (impl Read + Seek), found: &mut Tags) -> io::Result<()> {
    /// Maximum length of a text that is read: a longer one is no name.
    const TEXT: u64 = 4 << 10;
    let mut next = 12_u64;
    for _ in 0..PARTS {
        let header = id3::at(file, next, 8)?;
        let Some([a, b, c, d, length @ ..]) = header.first_chunk::<8>() else { return Ok(()) };
        let length = u64::from(u32::from_be_bytes(*length));
        match &[*a, *b, *c, *d] {
            b"AUTH" => found.performer(words(&id3::at(file, next + 8, length.min(TEXT))?)),
            b"NAME" => found.title(&words(&id3::at(file, next + 8, length.min(TEXT))?)),
            b"ID3 " => id3::read(file, next + 8, found)?,
            _ => {}
        }
        next += 8 + length + length % 2;
    }
    Ok(())
}

/// APE at the end of a recording, also before an old ID3 tag: items, and behind them 32 bytes with
/// the length of all. An item has the length of its value, flags, its name up to a zero, and its
/// value.
fn ape(file: &mut (impl Read + Seek), found: &mut Tags) -> io::Result<()> {
    const FOOTER: u64 = 32;
    const OLD_ID3: u64 = 128;
    let length = file.seek(SeekFrom::End(0))?;
    for end in [length, length.saturating_sub(OLD_ID3)] {
        let footer = id3::at(file, end.saturating_sub(FOOTER), FOOTER)?;
        let size = footer.get(12..16).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let Some(size) = size.map(u64::from).filter(|_| footer.starts_with(b"APETAGEX")) else { continue };
        found.is_cut |= size > TAGS;
        let items = id3::at(file, end.saturating_sub(size), size.saturating_sub(FOOTER).min(TAGS))?;
        ape_items(&items, found);
    }
    Ok(())
}

fn ape_items(items: &[u8], found: &mut Tags) {
    let mut rest = items;
    for _ in 0..PARTS {
        let next = || {
            let (length, behind) = rest.split_first_chunk::<4>()?;
            let (flags, behind) = behind.split_first_chunk::<4>()?;
            let (name, value) = behind.split_at_checked(memchr::memchr(0, behind)?)?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
            // A text has neither of the two bits of flags that tell what it is.
            let is_text = flags.first().is_some_and(|flags| flags & 6 == 0);
            Some((name, is_text, value.get(1..)?.split_at_checked(length)?))
        };
        let Some((name, is_text, (value, tail))) = next() else { return };
        if is_text {
            tag(&String::from_utf8_lossy(name), &words(value), found);
        }
        rest = tail;
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
    if name.contains("LOCATION") || name.starts_with("GPS") {
        found.location(&value);
    }
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
