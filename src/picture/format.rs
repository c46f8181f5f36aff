//! Recognises what a file is by its first bytes. Its name says little: chat programs and phones
//! name
//! HEIC `.jpg`, and a browser that fails saves a page of HTML as a photo.

use std::io::Read as _;

use flate2::read::GzDecoder;
use memchr::memmem::find;

use super::root::{self, Beginning};
use crate::problem::Words;

/// The content of a file, as far as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG, also with a second picture behind the first (MPF, gain maps).
    Jpeg,
    /// PNG, also animated (APNG).
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// SVG.
    Svg,
    /// SVG, packed with gzip.
    PackedSvg,
    /// Windows bitmap.
    Bmp,
    /// Windows icon.
    Ico,
    /// HEIC and HEIF: what an iPhone stores.
    Heic,
    /// AVIF.
    Avif,
    /// TIFF, as scanners write it.
    Tiff,
    /// Windows metafile.
    Wmf,
    /// Enhanced metafile.
    Emf,
    /// Photoshop.
    Psd,
    /// The sensor's data of a camera: CR2, CR3, NEF, ARW, DNG, RAF, ORF, RW2.
    Raw,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// A web page.
    Html,
    /// PDF.
    Pdf,
    /// A document of Word, Excel or PowerPoint since 2007, or of WPS.
    Office,
    /// A document of Word, Excel or PowerPoint before 2007.
    OldOffice,
    /// A ZIP archive.
    Zip,
    /// An archive that is not ZIP: RAR, 7z.
    Archive,
    /// A video or a sound.
    Media,
    /// No bytes at all.
    Empty,
    /// Anything else.
    Unknown,
}

/// How far into a file signatures and names are looked for, in bytes.
const HEAD: usize = 4096;
/// Maximum length of what is unpacked to find the root of a drawing, in bytes.
const UNPACKED: u64 = 1 << 20;
/// What a file that was packed with gzip begins with.
const GZIP: &[u8] = b"\x1F\x8B\x08";

impl Format {
    /// Returns the endings that pictures of this format have, the usual one first; none for formats
    /// that are not published as they are.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Bmp => &["bmp", "dib"],
            Self::Ico => &["ico"],
            Self::Svg => &["svg"],
            _ => &[],
        }
    }

    /// Recognises the format of a file by its content. The first 4 KB suffice, unless they are
    /// [undecided](Self::is_undecided).
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        let at =
            |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
        match () {
            () if starts(b"\xFF\xD8\xFF") => Self::Jpeg,
            () if starts(b"\x89PNG\r\n\x1A\n") => Self::Png,
            () if starts(b"GIF87a") || starts(b"GIF89a") => Self::Gif,
            () if starts(b"RIFF") && at(8, b"WEBP") => Self::Webp,
            () if starts(b"RIFF") || starts(b"\x1A\x45\xDF\xA3") || starts(b"ID3") || starts(b"OggS") => {
                Self::Media
            }
            () if starts(b"BM") && is_bitmap(bytes) => Self::Bmp,
            () if at(4, b"ftyp") => of_brand(bytes),
            () if starts(b"\xFF\x0A") || starts(b"\0\0\0\x0CJXL ") => Self::JpegXl,
            () if starts(b"\0\0\0\x0CjP  ") || starts(b"\xFF\x4F\xFF\x51") => Self::Jpeg2000,
            () if starts(b"FUJIFILMCCD-RAW") || starts(b"IIRO") || starts(b"IIRS") => Self::Raw,
            () if starts(b"MMOR") || starts(b"IIU\0") => Self::Raw,
            () if starts(b"II*\0") || starts(b"MM\0*") => of_tiff(bytes),
            () if starts(b"\xD7\xCD\xC6\x9A") || starts(b"\x01\0\x09\0\0\x03") => Self::Wmf,
            () if starts(b"\x01\0\0\0") && at(40, b" EMF") => Self::Emf,
            () if starts(b"8BPS") => Self::Psd,
            () if starts(b"\0\0\x01\0") && is_icon(bytes) => Self::Ico,
            () if starts(GZIP) => of_packed(bytes),
            () if starts(b"%PDF") => Self::Pdf,
            () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => of_zip(bytes),
            () if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => Self::OldOffice,
            () if starts(b"Rar!\x1A") || starts(b"7z\xBC\xAF\x27\x1C") => Self::Archive,
            () => of_text(bytes),
        }
    }

    /// Whether the beginning of a file doesn't tell its format: it ends within a comment, behind
    /// which a drawing or a page may follow.
    pub fn is_undecided(head: &[u8]) -> bool {
        if head.starts_with(GZIP) {
            return is_unfinished(&unpacked(head));
        }
        is_unfinished(head)
    }

    /// Returns where a picture begins in a file that begins with something else, such as the line
    /// break that a script wrote before it. No browser shows such a file, but whoever opens it with
    /// a program for photos sees all that is in it.
    pub fn hidden(bytes: &[u8]) -> Option<usize> {
        if Self::of(bytes) != Self::Unknown {
            return None;
        }
        let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
        let signatures: [&[u8]; 5] =
            [b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n", b"GIF89a", b"GIF87a", b"WEBPVP8"];
        let found = signatures.iter().filter_map(|signature| {
            let at = find(head, signature)?;
            // `RIFF`, a length and `WEBP`.
            if signature.starts_with(b"WEBP") { at.checked_sub(8) } else { Some(at) }
        });
        found.min().filter(|at| bytes.get(*at..).is_some_and(|rest| Self::of(rest).is_shown()))
    }

    /// The usual extension, without a dot. Empty where there is none.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
            Self::PackedSvg => "svgz",
            Self::Bmp => "bmp",
            Self::Ico => "ico",
            Self::Heic => "heic",
            Self::Avif => "avif",
            Self::Tiff => "tif",
            Self::Wmf => "wmf",
            Self::Emf => "emf",
            Self::Psd => "psd",
            Self::Raw => "dng",
            Self::JpegXl => "jxl",
            Self::Jpeg2000 => "jp2",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Office => "docx",
            Self::OldOffice => "doc",
            Self::Zip => "zip",
            Self::Archive => "rar",
            Self::Media => "mp4",
            Self::Empty | Self::Unknown => "",
        }
    }

    /// Returns its media type, as in `data:image/svg+xml`, if it is a picture that browsers show.
    pub fn media_type(self) -> Option<&'static str> {
        Some(match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Bmp => "image/bmp",
            Self::Ico => "image/x-icon",
            _ => return None,
        })
    }

    /// Its name, so that it fits into “这是{}” and “this is {}”: Latin letters have a space before
    /// them in Chinese.
    pub fn name(self) -> Words {
        let (zh, en) = match self {
            Self::Jpeg => (" JPEG 图片", "a JPEG picture"),
            Self::Png => (" PNG 图片", "a PNG picture"),
            Self::Gif => (" GIF 图片", "a GIF picture"),
            Self::Webp => (" WebP 图片", "a WebP picture"),
            Self::Svg => (" SVG 矢量图", "an SVG drawing"),
            Self::PackedSvg => ("压缩过的 SVG 矢量图（SVGZ）", "a packed SVG drawing (SVGZ)"),
            Self::Bmp => (" BMP 位图", "a BMP picture"),
            Self::Ico => ("图标文件", "an icon"),
            Self::Heic => (" HEIC 照片（苹果手机的格式）", "a HEIC photo, the format of iPhones"),
            Self::Avif => (" AVIF 图片", "an AVIF picture"),
            Self::Tiff => (" TIFF 图片（扫描件常用的格式）", "a TIFF picture, as scanners write it"),
            Self::Wmf => (" WMF 图元文件", "a WMF drawing"),
            Self::Emf => (" EMF 图元文件", "an EMF drawing"),
            Self::Psd => (" Photoshop 文件", "a Photoshop file"),
            Self::Raw => ("相机的 RAW 原片", "a camera's RAW file"),
            Self::JpegXl => (" JPEG XL 图片", "a JPEG XL picture"),
            Self::Jpeg2000 => (" JPEG 2000 图片", "a JPEG 2000 picture"),
            Self::Html => ("网页", "a web page"),
            Self::Pdf => (" PDF 文件", "a PDF file"),
            Self::Office => (" Word、Excel 或 PPT 文件", "a Word, Excel or PowerPoint file"),
            Self::OldOffice => {
                ("旧版 Word、Excel 或 PPT 文件", "a Word, Excel or PowerPoint file of before 2007")
            }
            Self::Zip | Self::Archive => ("压缩包", "an archive"),
            Self::Media => ("视频或音频", "a video or a sound"),
            Self::Empty => ("空文件", "an empty file"),
            Self::Unknown => ("不认识的文件", "a file of an unknown kind"),
        };
        Words::new(zh, en)
    }

    /// Whether all browsers of readers show it, or [`derive`](super::derive) turns it into what
    /// they
    /// show. WebP belongs to the second kind: Safari 13 does not show it.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::Webp | Self::Svg | Self::Bmp | Self::Ico)
    }

    /// Whether pictures for pages are made of it: of all that is [shown](Self::is_shown), and with
    /// the feature `heic` of HEIC, which itself is never published as a picture.
    pub fn is_read(self) -> bool {
        self.is_shown() || (cfg!(feature = "heic") && self == Self::Heic)
    }

    /// Whether it is a picture at all.
    pub fn is_picture(self) -> bool {
        self.is_shown()
            || matches!(
                self,
                Self::PackedSvg
                    | Self::Heic
                    | Self::Avif
                    | Self::Tiff
                    | Self::Wmf
                    | Self::Emf
                    | Self::Psd
                    | Self::Raw
                    | Self::JpegXl
                    | Self::Jpeg2000
            )
    }
}

/// `BM` also begins many a text: a bitmap has a header of a known length.
fn is_bitmap(bytes: &[u8]) -> bool {
    let length = bytes.get(14..18).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    length.is_some_and(|length| [12, 40, 52, 56, 64, 108, 124].contains(&length))
}

/// An icon has a list, behind which its pictures are. A film may begin with the same four bytes.
fn is_icon(bytes: &[u8]) -> bool {
    let pictures = bytes.get(4..6).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes);
    let first = bytes.get(18..22).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    pictures > 0 && first >= 6 + 16 * u32::from(pictures)
}

/// ISO media: the major brand decides, then those that it is compatible with.
/// For example an iPhone writes `ftypheic` or `ftypmif1…heic`.
fn of_brand(bytes: &[u8]) -> Format {
    let length = bytes.get(..4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes);
    let end = usize::try_from(length).unwrap_or(0).clamp(12, 256).min(bytes.len());
    let brands = bytes.get(8..end).unwrap_or_default();
    let holds = |wanted: &[&[u8]]| brands.chunks_exact(4).any(|brand| wanted.contains(&brand));
    match () {
        () if brands.starts_with(b"crx ") => Format::Raw,
        () if holds(&[b"avif", b"avis"]) => Format::Avif,
        () if holds(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) => {
            Format::Heic
        }
        () => Format::Media,
    }
}

/// A RAW file is a TIFF with a camera's mark: `CR` behind the header, a DNG version, or directories
/// below the first one with the name of a maker.
fn of_tiff(bytes: &[u8]) -> Format {
    if bytes.get(8..10) == Some(b"CR") {
        return Format::Raw;
    }
    let Some(tiff) = super::exif::Tiff::new(bytes) else { return Format::Tiff };
    let maker = tiff.text(0x010F).unwrap_or_default().to_ascii_uppercase();
    let is_camera = ["NIKON", "SONY", "PENTAX", "SAMSUNG", "HASSELBLAD", "KODAK"];
    let is_raw =
        tiff.has(0xC612) || (tiff.has(0x014A) && is_camera.iter().any(|name| maker.starts_with(name)));
    if is_raw { Format::Raw } else { Format::Tiff }
}

fn of_zip(bytes: &[u8]) -> Format {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let parts: [&[u8]; 5] = [b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"docProps/"];
    let is_office = parts.iter().any(|part| find(head, part).is_some());
    if is_office { Format::Office } else { Format::Zip }
}

/// SVG and HTML, also in UTF-16: without the zero bytes its ASCII is the same.
fn of_text(bytes: &[u8]) -> Format {
    let narrow = root::narrowed(bytes);
    let root = match root::beginning(narrow.as_deref().unwrap_or(bytes)) {
        Beginning::Root(root) => root,
        Beginning::WebPage => return Format::Html,
        Beginning::Unfinished | Beginning::Other => return Format::Unknown,
    };
    if root::local_name(root) == b"svg" {
        return Format::Svg;
    }
    let head = root.get(..HEAD.min(root.len())).unwrap_or_default().to_ascii_lowercase();
    let page = [b"<html".as_slice(), b"<!doctype html", b"<head", b"<body", b"<script", b"<meta", b"<title"];
    if page.iter().any(|tag| find(&head, tag).is_some()) { Format::Html } else { Format::Unknown }
}

/// What was packed with gzip: only of a drawing it matters here. Other XML stays an archive.
fn of_packed(bytes: &[u8]) -> Format {
    if of_text(&unpacked(bytes)) == Format::Svg { Format::PackedSvg } else { Format::Archive }
}

/// The beginning of what was packed with gzip. What is unpacked before a mistake, or before the
/// bytes end, is used.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    let _ = GzDecoder::new(bytes).take(UNPACKED).read_to_end(&mut head);
    head
}

/// Whether a text ends before its root.
fn is_unfinished(text: &[u8]) -> bool {
    let narrow = root::narrowed(text);
    root::beginning(narrow.as_deref().unwrap_or(text)) == Beginning::Unfinished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let cases: [(&[u8], Format); 23] = [
            (b"", Format::Empty),
            (b"\xFF\xD8\xFF\xE0", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF89a", Format::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Format::Webp),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Format::Avif),
            (b"\0\0\0\x14ftypisom\0\0\0\0mp41", Format::Media),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", Format::Raw),
            (b"II*\0\x10\0\0\0CR\x02\0", Format::Raw),
            (b"II*\0\x08\0\0\0\0\0", Format::Tiff),
            (b"FUJIFILMCCD-RAW 0201", Format::Raw),
            (b"\xD7\xCD\xC6\x9A\0\0", Format::Wmf),
            (b"8BPS\0\x01", Format::Psd),
            (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", Format::Office),
            (b"PK\x03\x04\x14\0a.txt", Format::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::OldOffice),
            (b"%PDF-1.7", Format::Pdf),
            (b"\xEF\xBB\xBF \n<!DOCTYPE html><html><svg>", Format::Html),
            (b"<?xml version='1.0'?><!-- a --><svg width='3'>", Format::Svg),
            (b"BM is a word", Format::Unknown),
            (b"\0\0\x01\0moov\0\0\0\x6Cmvhd\0\0\0\0\0\0", Format::Unknown),
            (b"\0\0\0\0\0\0", Format::Unknown),
        ];
        for (bytes, format) in cases {
            assert_eq!(Format::of(bytes), format, "{}", bytes.escape_ascii());
        }
        let long = format!("<!-- {} <title>甲</title> --><svg/>", "字".repeat(2000));
        assert_eq!(Format::of(long.as_bytes()), Format::Svg);
        assert!(Format::is_undecided(&long.as_bytes()[..4096]) && !Format::is_undecided(long.as_bytes()));
        // The head of a file ends within the name of the root.
        for length in 4088..4100 {
            let text = format!("<!--{}--><svg width='1'/>", "a".repeat(length - 7));
            let head = &text.as_bytes()[..4096];
            assert!(Format::is_undecided(head) || Format::of(head) == Format::Svg, "{length}");
            assert_eq!(Format::of(text.as_bytes()), Format::Svg);
        }
        for text in ["<rss><![CDATA[<svg/>]]></rss>", "<svgx/>", "<!DOCTYPE [ <svg"] {
            assert_eq!(Format::of(text.as_bytes()), Format::Unknown, "{text}");
        }
        let utf16: Vec<u8> = "\u{FEFF}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::of(&utf16), Format::Svg);
    }

    #[test]
    fn a_packed_drawing_is_not_an_archive() {
        use std::io::Write as _;
        let packed = |text: &str| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(text.as_bytes()).unwrap();
            packed.finish().unwrap()
        };
        assert_eq!(Format::of(&packed("<?xml version='1.0'?><svg><script/></svg>")), Format::PackedSvg);
        assert_eq!(Format::of(&packed("a,b")), Format::Archive);
        assert_eq!(Format::of(b"\x1F\x8B\x08"), Format::Archive);
        let comment = format!("<!-- {} -->", "字 > [".repeat(2000));
        for before in ["<?xml version='1.0'?>", &comment] {
            assert_eq!(Format::of(&packed(&format!("{before}<svg/>"))), Format::PackedSvg);
            assert_eq!(Format::of(&packed(&format!("{before}<rss/>"))), Format::Archive);
            assert_eq!(Format::of(&packed(before)), Format::Archive);
        }
        // Words that can't be packed: its root is behind the first 4 KB of the file.
        let mut number = 1_u32;
        let mut digit = || {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + u8::try_from(number >> 24).unwrap() % 26)
        };
        let long: String = (0..20_000).map(|_| digit()).collect();
        let long = packed(&format!("<!-- {long} --><svg/>"));
        assert!(Format::is_undecided(&long[..4096]) && !Format::is_undecided(&long));
        assert_eq!(Format::of(&long), Format::PackedSvg);
    }

    #[test]
    fn a_picture_behind_other_bytes_is_found() {
        for before in ["", "\n", "\u{feff}", "\0\0\0", "Content-Type: image/jpeg\r\n\r\n"] {
            for picture in
                [b"\xFF\xD8\xFF\xE0".as_slice(), b"\x89PNG\r\n\x1A\n", b"RIFF\0\0\0\0WEBPVP8 ", b"GIF89a"]
            {
                let at = Format::hidden(&[before.as_bytes(), picture].concat());
                assert_eq!(
                    at,
                    (!before.is_empty()).then_some(before.len()),
                    "{before} {}",
                    picture.escape_ascii()
                );
            }
        }
        assert_eq!(Format::hidden(b"%PDF-1.7 \xFF\xD8\xFF"), None);
    }

    #[test]
    fn a_negative_from_a_camera_is_not_a_scan() {
        let mut dng = b"II*\0\x08\0\0\0\x01\0".to_vec();
        dng.extend([0x12, 0xC6, 1, 0, 4, 0, 0, 0, 1, 4, 0, 0]);
        assert_eq!(Format::of(&dng), Format::Raw);
    }
}
