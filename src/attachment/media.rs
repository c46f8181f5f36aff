//! Videos and recordings that no browser plays, by their container and codec.

use std::io::{self, Read, Seek, SeekFrom};

/// Maximum length of the description of a film that is read.
const MOVIE: u64 = 16 << 20;
/// Maximum number of boxes of a file that are passed over on the way to its description.
const BOXES: usize = 1024;
/// Number of levels of boxes that are looked into: the codecs are in the fifth.
const DEEPEST: usize = 8;
/// Maximum number of bytes at the beginning of a Matroska file in which its tracks are looked for.
const TRACKS: u64 = 1 << 20;

/// Returns the name of the container or codec that no browser plays, if the file is such a film or
/// recording.
pub(super) fn unplayable(head: &[u8], file: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    let begins = |magic: &[u8]| head.starts_with(magic);
    let at = |from: usize, wanted: &[u8]| head.get(from..from + wanted.len()) == Some(wanted);
    let container = if begins(b"RIFF") && at(8, b"AVI ") {
        "AVI"
    } else if begins(&[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) {
        "Windows Media (WMV, WMA)"
    } else if begins(b"FLV\x01") {
        "Flash Video (FLV)"
    } else if begins(b".RMF") || begins(b".ra\xFD") {
        "RealMedia (RM)"
    } else if begins(b"#!AMR") {
        "AMR"
    } else if begins(&[0, 0, 1, 0xBA]) {
        "MPEG-PS (MPG, VOB)"
    } else if begins(&[0x47]) && at(188, &[0x47]) && at(376, &[0x47]) {
        "MPEG-TS"
    } else if begins(b"MThd") {
        "MIDI"
    } else if begins(b"MAC ") {
        "Monkey's Audio (APE)"
    } else if is_movie(head) {
        return movie(file);
    } else if begins(&[0x1A, 0x45, 0xDF, 0xA3]) {
        return matroska(file);
    } else {
        return Ok(None);
    };
    Ok(Some(container.to_owned()))
}

/// The name of a codec in a QuickTime or MP4 file that no browser plays.
///
/// Chromium and Firefox play H.264, VP8, VP9 and AV1; HEVC only with the right hardware and
/// version.
fn movie_codec(code: &[u8]) -> Option<&'static str> {
    Some(match code {
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => "HEVC (H.265)",
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => "Apple ProRes",
        b"mp4v" => "MPEG-4 Visual",
        b"s263" | b"h263" => "H.263",
        b"jpeg" | b"mjpa" | b"mjpb" => "Motion JPEG",
        b"mp2v" | b"hdv2" | b"hdv3" => "MPEG-2",
        b"dvc " | b"dvcp" | b"dvh5" | b"dvpp" => "DV",
        b"SVQ1" | b"SVQ3" => "Sorenson Video",
        b"AVdn" | b"AVdh" => "Avid DNxHD",
        b"vvc1" | b"vvi1" => "VVC (H.266)",
        b"avs2" | b"avs3" => "AVS",
        b"samr" | b"sawb" => "AMR",
        b"alac" => "Apple Lossless",
        b"ac-3" | b"ec-3" => "Dolby Digital",
        b"dtsc" | b"dtse" | b"dtsh" | b"dtsl" => "DTS",
        _ => return None,
    })
}

fn movie(file: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    let Some(described) = description(file)? else { return Ok(None) };
    let mut found = None;
    for_each_box(&described, DEEPEST, &mut |kind, content| {
        // `stsd` has eight bytes before its entries, which are boxes named by their codec.
        if kind == b"stsd" && found.is_none() {
            let first = content.get(8..).and_then(|entries| entries.get(4..8));
            found = first.and_then(movie_codec);
        }
    });
    Ok(found.map(str::to_owned))
}

/// Whether bytes begin an MP4 or QuickTime file: a length, and the name of a box that may be the
/// first one.
pub(super) fn is_movie(head: &[u8]) -> bool {
    let first = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"uuid", b"pnot"];
    head.get(4..8).is_some_and(|kind| first.iter().any(|first| kind == *first))
}

/// Whether a file in the container of MP4 is a picture by its brand: HEIC, AVIF, or a RAW format.
pub(super) fn is_still(head: &[u8]) -> bool {
    let brands: [&[u8]; 11] =
        [b"crx ", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"];
    let brand = head.get(8..12).filter(|_| head.get(4..8) == Some(b"ftyp"));
    brand.is_some_and(|brand| brands.contains(&brand))
}

/// The content of the box `moov`, which may be at the end of a file.
fn description(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut at = 0_u64;
    for _ in 0..BOXES {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(16).read_to_end(&mut header)?;
        let Some((size, kind, own)) = box_header(&header, length - at) else { return Ok(None) };
        if kind == *b"moov" {
            file.seek(SeekFrom::Start(at + own))?;
            let mut content = Vec::new();
            file.by_ref().take((size - own).min(MOVIE)).read_to_end(&mut content)?;
            return Ok(Some(content));
        }
        at = match at.checked_add(size) {
            Some(next) if next < length => next,
            _ => return Ok(None),
        };
    }
    Ok(None)
}

/// The length of a box, its name, and the length of its header; `left` is what the file has from
/// there on. A length of 1 stands before one of 64 bits, and 0 means the rest of the file.
pub(super) fn box_header(header: &[u8], left: u64) -> Option<(u64, [u8; 4], u64)> {
    let short = u32::from_be_bytes(header.get(..4)?.try_into().ok()?);
    let kind = header.get(4..8)?.try_into().ok()?;
    let (size, own) = match short {
        0 => (left, 8),
        1 => (u64::from_be_bytes(header.get(8..16)?.try_into().ok()?), 16),
        short => (u64::from(short), 8),
    };
    (size >= own).then_some((size, kind, own))
}

/// Calls `each` with all boxes, and those within the boxes on the way to the codecs, `levels` deep:
/// a box of length 0 has all the rest in it.
fn for_each_box<'b>(bytes: &'b [u8], levels: usize, each: &mut impl FnMut(&[u8; 4], &'b [u8])) {
    let mut rest = bytes;
    while let Some((size, kind, own)) = box_header(rest, rest.len() as u64) {
        let (Ok(size), Ok(own)) = (usize::try_from(size), usize::try_from(own)) else { return };
        let Some(content) = rest.get(own..size.min(rest.len())) else { return };
        each(&kind, content);
        if levels > 1 && matches!(&kind, b"trak" | b"mdia" | b"minf" | b"stbl") {
            for_each_box(content, levels - 1, each);
        }
        rest = rest.get(size..).unwrap_or_default();
    }
}

/// The codec of a Matroska or WebM file that no browser plays. The codecs stand in `CodecID`
/// elements (0x86): a length of one byte, and a text such as `V_MPEGH/ISO/HEVC`.
fn matroska(file: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(TRACKS).read_to_end(&mut head)?;
    let codecs = memchr::memchr_iter(0x86, &head).filter_map(|at| {
        let length = head.get(at + 1)?.checked_sub(0x80).map(usize::from)?;
        let name = head.get(at + 2..at + 2 + length)?;
        let is_name = (name.starts_with(b"V_") || name.starts_with(b"A_"))
            && name.iter().all(|byte| byte.is_ascii_uppercase() || b"_/0123456789.".contains(byte));
        is_name.then(|| String::from_utf8_lossy(name).into_owned())
    });
    let is_played = |codec: &str| {
        ["V_VP8", "V_VP9", "V_AV1", "V_MPEG4/ISO/AVC", "A_OPUS", "A_VORBIS", "A_AAC", "A_FLAC", "A_MPEG/L3"]
            .iter()
            .any(|known| codec.starts_with(known))
    };
    Ok(codecs.into_iter().find(|codec| !is_played(codec)).map(|codec| format!("Matroska {codec}")))
}
