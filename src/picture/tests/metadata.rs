//! Nothing private is left in what is published, and the mark of generated content is.

use super::*;
use crate::picture::{AiMark, Limits, Recipe, clean, derive, dominant_colour, inspect};

const SECRET: &[u8] = b"SECRET 30.123 N";
const JSON: &str = r#"{"Label":"1","ContentProducer":"001"}"#;

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

/// EXIF with an orientation, and a secret behind its directory.
fn exif() -> Vec<u8> {
    [&orientation_only(6), SECRET].concat()
}

fn xmp() -> Vec<u8> {
    format!("<dc:creator>SECRET</dc:creator><TC260:AIGC>{JSON}</TC260:AIGC>").into_bytes()
}

fn mark() -> AiMark {
    AiMark { json: Some(JSON.to_owned()), source_type: None }
}

/// A JPEG with a secret in every place where programs write.
fn full_jpeg() -> Vec<u8> {
    let mut file = jpeg(&scene(40, 24));
    for marker in [0xE2, 0xE5, 0xE6, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, 0xF7, 0xFE] {
        file = with_segment(&file, marker, SECRET);
    }
    file = with_segment(&file, 0xE1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &xmp()].concat());
    file = with_segment(&file, 0xE1, &[b"Exif\0\0".as_slice(), &exif()].concat());
    // Between the scans, too; and a second picture and a trailer behind the end.
    let scan = memchr::memmem::rfind(&file, b"\xFF\xDA").unwrap();
    let comment = [b"\xFF\xFE\0\x11".as_slice(), SECRET].concat();
    file.splice(scan..scan, comment);
    let second = file.clone();
    [file, second, SECRET.to_vec()].concat()
}

fn full_png() -> Vec<u8> {
    let mut file = png(&scene(40, 24));
    for name in [b"tEXt", b"tIME", b"prVt", b"dSIG", b"pHYs"] {
        file = with_chunk(&file, name, SECRET);
    }
    file = with_chunk(&file, b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat());
    file = with_chunk(&file, b"eXIf", &exif());
    [file, SECRET.to_vec()].concat()
}

fn full_gif() -> Vec<u8> {
    let mut file = gif(2);
    let extension =
        |label: u8, data: &[u8]| [&[0x21, label, u8::try_from(data.len()).unwrap()], data, &[0]].concat();
    let packet = [b"\x21\xFF\x0BXMP DataXMP".as_slice(), &xmp(), &[1], &trailer()].concat();
    for part in [extension(0xFE, SECRET), extension(0xFF, b"SECRET  1.0"), extension(0x01, SECRET), packet] {
        file.splice(19..19, part);
    }
    [file, SECRET.to_vec()].concat()
}

fn trailer() -> Vec<u8> {
    (0..=255).rev().chain([0]).collect()
}

fn full_webp() -> Vec<u8> {
    let simple = super::by_image(&scene(40, 24), image::ImageFormat::WebP);
    let mut chunks = b"VP8X\x0A\0\0\0\x0C\0\0\0\x27\0\0\x17\0\0".to_vec();
    chunks.extend(&simple[12..]);
    for (name, data) in [(b"EXIF", exif()), (b"XMP ", xmp()), (b"priv", SECRET.to_vec())] {
        chunks.extend(name);
        chunks.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        chunks.extend(&data);
        chunks.resize(chunks.len().next_multiple_of(2), 0);
    }
    let length = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &length, b"WEBP", &chunks, SECRET].concat()
}

#[test]
fn an_original_loses_what_is_private_and_no_pixel() {
    for (name, file) in
        [("jpeg", full_jpeg()), ("png", full_png()), ("gif", full_gif()), ("webp", full_webp())]
    {
        let before = inspect(&file, &Limits::default()).unwrap();
        assert_eq!(before.mark, Some(mark()), "{name}");
        let cleaned = clean(&file).unwrap();
        assert!(!holds(&cleaned, b"SECRET"), "{name}");
        assert_eq!(pixels(&cleaned), pixels(&file), "{name}");
        let after = inspect(&cleaned, &Limits::default()).unwrap();
        assert_eq!(after.mark, Some(mark()), "{name}");
        assert_eq!((after.width, after.height), (before.width, before.height), "{name}");
        assert_eq!(after.orientation, before.orientation, "{name}");
        assert_eq!(after.is_animated, before.is_animated, "{name}");
        assert_eq!(before.orientation, if name == "gif" { 1 } else { 6 }, "{name}");
        // What is clean is left as it is.
        assert_eq!(clean(&cleaned).unwrap(), cleaned, "{name}");
    }
}

#[test]
fn a_smaller_picture_has_the_mark_and_nothing_else() {
    for (name, file) in
        [("jpeg", full_jpeg()), ("png", full_png()), ("gif", full_gif()), ("webp", full_webp())]
    {
        for derived in derive(&file, &[Recipe::new(16), Recipe::new(480)], &Limits::default()).unwrap() {
            assert!(!holds(&derived.bytes, b"SECRET"), "{name}");
            let parts = container::parts(derived.format, &derived.bytes).unwrap();
            assert!(parts.exif.is_none() && parts.iptc.is_none() && parts.profile.is_none(), "{name}");
            assert_eq!(parts.xmp.len(), 1, "{name}");
            let texts = parts.texts.iter().filter(|text| !text.starts_with(b"JFIF\0"));
            let texts: Vec<_> = texts.filter(|text| !text.starts_with(b"NETSCAPE2.0")).collect();
            assert!(texts.is_empty(), "{name}: {texts:?}");
            assert_eq!(AiMark::find(&parts), Some(mark()), "{name}");
        }
    }
}

#[test]
fn a_picture_without_a_mark_gets_none() {
    let file = jpeg(&scene(40, 24));
    assert_eq!(inspect(&file, &Limits::default()).unwrap().mark, None);
    let derived = derive(&file, &[Recipe::new(16)], &Limits::default()).unwrap().remove(0);
    assert!(!holds(&derived.bytes, b"xmpmeta"));
    assert!(!holds(&clean(&file).unwrap(), b"xmpmeta"));
}

#[test]
fn caption_credit_and_date_are_read_from_wherever_they_are() {
    let (caption, ..) = encoding_rs::GB18030.encode("义务植树");
    let mut iptc = vec![0x1C, 2, 120, 0, u8::try_from(caption.len()).unwrap()];
    iptc.extend(caption.iter());
    iptc.extend(b"\x1C\x02\x37\0\x0820250312");
    let length = u32::try_from(iptc.len()).unwrap().to_be_bytes();
    let resource = [b"Photoshop 3.0\x008BIM\x04\x04\0\0".as_slice(), &length, &iptc].concat();
    let file = with_segment(&jpeg(&scene(8, 8)), 0xED, &resource);
    let file =
        with_segment(&file, 0xE1, "http://ns.adobe.com/xap/1.0/\0<x photoshop:Credit='张三 摄'/>".as_bytes());
    let info = inspect(&file, &Limits::default()).unwrap();
    assert_eq!(info.caption.as_deref(), Some("义务植树"));
    assert_eq!(info.credit.as_deref(), Some("张三 摄"));
    assert_eq!(info.date.as_deref(), Some("2025-03-12"));
}

#[test]
fn the_thumbnail_of_jfif_is_gone() {
    let file = jpeg(&scene(8, 8));
    let segment = [b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01".as_slice(), b"RGB"].concat();
    let file = with_segment(&file, 0xE0, &segment);
    assert!(!holds(&clean(&file).unwrap(), b"RGB"));
}

#[test]
fn the_colour_is_that_of_the_picture() {
    let red = Pixels { width: 8, height: 8, channels: Channels::Rgb, bytes: [179, 19, 27].repeat(64) };
    assert_eq!(dominant_colour(&png(&red), &Limits::default()).unwrap(), "#b3131b");
}

/// A photo with full chroma holds twice as much as one with a quarter of it while it is decoded: so
/// fewer of them are decoded at once.
#[test]
fn the_memory_of_a_progressive_photo_follows_its_chroma() {
    let file = jpeg(&scene(64, 48));
    let frame = memchr::memmem::find(&file, &[0xFF, 0xC2, 0]).unwrap();
    // Behind the marker, the length and six bytes: a number, the samples, a table.
    for (samples, bytes) in [(0x22, 64 * 48 * 3), (0x21, 64 * 48 * 4), (0x11, 64 * 48 * 6)] {
        let mut file = file.clone();
        file[frame + 11] = samples;
        let info = inspect(&file, &Limits::default()).unwrap();
        assert_eq!(info.coefficients, bytes);
    }
    let baseline = mozjpeg_rs::Encoder::new(mozjpeg_rs::Preset::BaselineFastest);
    let file = baseline.encode_rgb(&scene(64, 48).bytes, 64, 48).unwrap();
    assert_eq!(inspect(&file, &Limits::default()).unwrap().coefficients, 0);
}
