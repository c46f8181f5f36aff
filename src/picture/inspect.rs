//! Reads what a file says about its picture, without decoding a pixel.

use super::container::{self, Parts};
use super::exif::Tiff;
use super::format::Format;
use super::limits::{Limits, guarded};
use super::mark::AiMark;
use super::refusal::Refusal;
use super::{colour, drawing, iptc, xmp};
use crate::text::is_han;

/// How what cameras and programs write of their own accord begins.
const PROGRAMS: [&str; 20] = [
    "美图",
    "小米",
    "华为",
    "荣耀",
    "截图",
    "屏幕截图",
    "图片",
    "照片",
    "adobe",
    "created",
    "default",
    "digital",
    "exif",
    "olympus",
    "picasa",
    "processed",
    "screenshot",
    "sony",
    "untitled",
    "creator:",
];

/// Facts of a picture. Caption, credit and date are what its metadata say: offer them to the
/// writer, don't publish them unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Its format, by content.
    pub format: Format,
    /// Width in pixels as it is shown, upright. A drawing without a size has 0.
    pub width: u32,
    /// Height in pixels as it is shown, upright. A drawing without a size has 0.
    pub height: u32,
    /// How the stored pixels are turned for showing, 1 to 8 as in EXIF; 1 is not at all.
    pub orientation: u8,
    /// Whether pixels may be transparent.
    pub has_alpha: bool,
    /// Whether it has more than one frame.
    pub is_animated: bool,
    /// Bytes of coefficients that decoding holds: of a JPEG that is stored in several passes.
    pub coefficients: u64,
    /// Whether its colours are in a profile that is not sRGB.
    pub has_foreign_colours: bool,
    /// The mark of generated content. A picture that has one is labelled on the page.
    pub mark: Option<AiMark>,
    /// The caption in its metadata.
    pub caption: Option<String>,
    /// Who made it, according to its metadata.
    pub credit: Option<String>,
    /// The day on which it was taken: `2025-05-01`.
    pub date: Option<String>,
}

impl Info {
    /// An upper estimate of the memory, in bytes, that [`derive()`](super::derive) needs for widths
    /// up to 1600. The caller adds these up to decide how many pictures it derives at once.
    pub fn memory(&self) -> u64 {
        self.memory_at(super::recipe::usual_shrink(self.width))
    }

    /// The same for any width: all pixels are decoded.
    pub fn whole_memory(&self) -> u64 {
        self.memory_at(1)
    }

    fn memory_at(&self, shrink: u32) -> u64 {
        let (pixels, shrink) = (u64::from(self.width) * u64::from(self.height), u64::from(shrink));
        // Decoded pixels and planes, and the coefficients of several passes. Other formats are
        // decoded whole, and turned into RGBA.
        let decoded = match self.format {
            Format::Jpeg => pixels / (shrink * shrink) * 6 + self.coefficients,
            // Decoded, turned, and without opacity.
            Format::Heic => pixels * 12,
            _ => pixels * 8,
        };
        decoded + (32 << 20)
    }
}

/// Reads the facts of a picture: its headers only, so that it takes microseconds.
///
/// # Errors
/// If it is not a picture that browsers show, or its headers are cut off, damaged or state a size
/// beyond the limits. A file that is damaged behind its headers is not found here but by
/// [`derive()`](super::derive) and [`clean`](super::clean).
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Info, Refusal> {
    let format = read(bytes)?;
    if matches!(format, Format::Svg | Format::Ico) {
        let (width, height) =
            if format == Format::Svg { drawing::size(bytes) } else { container::icon_size(bytes) };
        return Ok(Info { has_alpha: true, width, height, ..plain(format) });
    }
    guarded(format, || {
        let parts = container::parts(format, bytes)?;
        limits.check(parts.size)?;
        Ok(facts(format, &parts))
    })
}

/// Recognises a picture that browsers show, or is turned into one.
pub(super) fn read(bytes: &[u8]) -> Result<Format, Refusal> {
    recognised(bytes, Format::is_read)
}

/// Recognises a picture that may be published as it is, once it is cleaned.
pub(super) fn shown(bytes: &[u8]) -> Result<Format, Refusal> {
    recognised(bytes, Format::is_shown)
}

fn recognised(bytes: &[u8], is_wanted: fn(Format) -> bool) -> Result<Format, Refusal> {
    match Format::of(bytes) {
        Format::Empty => Err(Refusal::Empty),
        format if is_wanted(format) => Ok(format),
        Format::Unknown => Err(behind_others(bytes).unwrap_or(Refusal::NotAPicture(Format::Unknown))),
        format if format.is_picture() => Err(Refusal::NotShown(format)),
        format => Err(Refusal::NotAPicture(format)),
    }
}

/// Why a picture is not shown that other bytes come before.
fn behind_others(bytes: &[u8]) -> Option<Refusal> {
    let at = Format::hidden(bytes)?;
    let format = Format::of(bytes.get(at..)?);
    Some(Refusal::Damaged(format, format!("{at} bytes before the picture")))
}

fn plain(format: Format) -> Info {
    Info {
        format,
        width: 0,
        height: 0,
        orientation: 1,
        has_alpha: false,
        is_animated: false,
        coefficients: 0,
        has_foreign_colours: false,
        mark: None,
        caption: None,
        credit: None,
        date: None,
    }
}

/// Which way up a picture is shown.
pub(super) fn orientation(parts: &Parts<'_>) -> u8 {
    let of_exif = || parts.exif.as_deref().and_then(Tiff::new).and_then(|tiff| tiff.orientation());
    if parts.is_upright { 1 } else { of_exif().unwrap_or(1) }
}

fn facts(format: Format, parts: &Parts<'_>) -> Info {
    let orientation = orientation(parts);
    let (width, height) = if orientation >= 5 { (parts.size.1, parts.size.0) } else { parts.size };
    let tiff = parts.exif.as_deref().and_then(Tiff::new);
    let packets: Vec<&str> = parts.xmp.iter().filter_map(|packet| std::str::from_utf8(packet).ok()).collect();
    let of_xmp = |name: &str| packets.iter().find_map(|packet| xmp::property(packet, name));
    let of_iptc = |number: u8| parts.iptc.and_then(|records| iptc::text(records, number));
    let of_exif = |tag: u16| tiff.as_ref().and_then(|tiff| tiff.text(tag));
    let of_explorer = |tag: u16| tiff.as_ref().and_then(|tiff| tiff.explorer_text(tag));

    // An agency writes into XMP or IPTC, in any language; elsewhere a phone writes, too.
    let caption = of_xmp("dc:description")
        .or_else(|| of_iptc(120))
        .filter(|caption| is_sentence(caption))
        .or_else(|| of_exif(0x010E).filter(|caption| is_chinese(caption)))
        .or_else(|| of_explorer(0x9C9B).filter(|caption| is_chinese(caption)))
        .or_else(|| tiff.as_ref().and_then(Tiff::comment).filter(|caption| is_chinese(caption)));
    let credit = of_xmp("photoshop:Credit")
        .or_else(|| of_xmp("dc:creator"))
        .or_else(|| of_iptc(110))
        .or_else(|| of_iptc(80))
        .filter(|credit| !is_of_program(credit))
        .or_else(|| of_explorer(0x9C9D).filter(|credit| is_chinese(credit)))
        .or_else(|| of_exif(0x013B).filter(|credit| is_chinese(credit)));
    let date = of_exif(0x9003)
        .and_then(|date| day(&date))
        .or_else(|| parts.iptc.and_then(iptc::date))
        .or_else(|| of_xmp("photoshop:DateCreated").and_then(|date| day(&date)));
    Info {
        width,
        height,
        orientation,
        has_alpha: parts.has_alpha,
        is_animated: parts.is_animated,
        coefficients: parts.coefficients,
        has_foreign_colours: colour::is_foreign(parts),
        mark: AiMark::find(parts),
        caption,
        credit,
        date,
        ..plain(format)
    }
}

/// Whether a text where cameras write, too, was written by a person. Phones write `dav`, `hdr` or
/// `oznor` there, so that only words in Chinese count.
fn is_chinese(text: &str) -> bool {
    text.contains(is_han) && !is_of_program(text)
}

/// Whether a text is more than a name: `Members plant trees`, but not `Created with`.
fn is_sentence(text: &str) -> bool {
    is_chinese(text) || (text.split_whitespace().count() > 3 && !is_of_program(text))
}

/// Whether a program wrote a text: its name, or data.
fn is_of_program(text: &str) -> bool {
    let text = text.trim_start();
    let begins = |name: &&str| text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    PROGRAMS.iter().any(begins) || text.starts_with(['{', '<'])
}

/// Takes the day of `2025:05:01 08:30:00` or `2025-05-01T08:30`.
fn day(text: &str) -> Option<String> {
    let digits: Vec<&str> = text.get(..10)?.split([':', '-']).collect();
    let [year, month, day] = *digits.as_slice() else { return None };
    let is_number = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = is_number(year, 4) && is_number(month, 2) && is_number(day, 2) && year != "0000";
    is_date.then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day() {
        assert_eq!(day("2025:05:01 08:30:00").as_deref(), Some("2025-05-01"));
        assert_eq!(day("2025-05-01T08:30").as_deref(), Some("2025-05-01"));
        assert_eq!(day("0000:00:00 00:00:00"), None);
        assert_eq!(day("去年五月一日"), None);
    }

    #[test]
    fn what_a_camera_writes_is_no_caption() {
        for text in [
            "dav",
            "hdr",
            "OLYMPUS DIGITAL CAMERA         ",
            "美图秀秀",
            "AppleMark",
            "CREATOR: gd-jpeg v1.0 (a b)",
        ] {
            assert!(!is_chinese(text) && !is_sentence(text), "{text}");
        }
        assert!(!is_chinese("{\"AIGC\":{\"Label\":\"1\"},\"甲\":1}"));
        assert!(is_chinese("义务植树") && is_sentence("义务植树"));
        assert!(!is_chinese("Members plant trees") && is_sentence("Members plant young trees"));
    }
}
