//! Files that nobody made by hand, and files that somebody made on purpose.

use proptest::prelude::*;

use super::*;
use crate::picture::{Limits, Recipe, Refusal, clean, derive, inspect};

const RECIPES: [Recipe; 2] = [Recipe::new(16), Recipe::new(480)];

/// Bounds of a few megabytes: whatever needs more is refused before it is allocated.
fn bounds() -> Limits {
    Limits { max_side: 29_999, max_pixels: 100_000_000, max_memory: 4 << 20 }
}

fn whole() -> Vec<(&'static str, Vec<u8>)> {
    let scene = scene(64, 48);
    let baseline = mozjpeg_rs::Encoder::new(mozjpeg_rs::Preset::BaselineFastest);
    vec![
        ("progressive", jpeg(&scene)),
        ("baseline", baseline.encode_rgb(&scene.bytes, 64, 48).unwrap()),
        ("png", png(&scene)),
        ("gif", gif(2)),
        ("webp", super::by_image(&scene, image::ImageFormat::WebP)),
        ("bmp", super::by_image(&scene, image::ImageFormat::Bmp)),
    ]
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_ends() {
    for (name, file) in whole() {
        assert!(derive(&file, &RECIPES, &bounds()).is_ok(), "{name}");
        assert!(clean(&file).is_ok(), "{name}");
        for eighth in 1..8 {
            let cut = &file[..file.len() * eighth / 8];
            let derived = derive(cut, &RECIPES, &bounds());
            assert!(derived.is_err(), "{name}, {eighth}/8");
            assert!(!matches!(derived, Err(Refusal::Panicked(_))), "{name}, {eighth}/8");
            assert!(clean(cut).is_err(), "{name}, {eighth}/8");
        }
    }
}

/// A JPEG, PNG, GIF, WebP or BMP whose header states other sides.
fn stating(name: &str, mut file: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    let (w, h) = (width.to_le_bytes(), height.to_le_bytes());
    let (w16, h16) = ([w[0], w[1]], [h[0], h[1]]);
    match name {
        "progressive" | "baseline" => {
            let marker = if name == "baseline" { 0xC0 } else { 0xC2 };
            let frame = memchr::memmem::find(&file, &[0xFF, marker, 0]).unwrap();
            file.splice(frame + 5..frame + 9, [h[1], h[0], w[1], w[0]]);
        }
        "png" => drop(file.splice(16..24, [w[3], w[2], w[1], w[0], h[3], h[2], h[1], h[0]])),
        "gif" => drop(file.splice(6..10, [w16, h16].concat())),
        "bmp" => drop(file.splice(18..26, [w, h].concat())),
        _ => {
            let bits = (width.min(16_384) - 1) | ((height.min(16_384) - 1) << 14);
            drop(file.splice(21..25, bits.to_le_bytes()));
        }
    }
    file
}

#[test]
fn a_header_that_states_a_huge_size_is_refused_before_anything_is_allocated() {
    for (name, file) in whole() {
        for (width, height) in [(65_535, 65_535), (30_000, 1), (1, 30_000), (10_001, 10_000), (9_999, 9_999)]
        {
            let file = stating(name, file.clone(), width, height);
            let derived = derive(&file, &RECIPES, &bounds());
            let is_too_many = matches!(derived, Err(Refusal::TooManyPixels { .. }));
            // WebP has at most 16,384 pixels a side: what is left of the size may be a small one.
            assert!(
                is_too_many || (derived.is_err() && width * height < 100_000_000),
                "{name} {width}×{height}: {derived:?}"
            );
            assert!(!matches!(derived, Err(Refusal::Panicked(_))), "{name} {width}×{height}");
        }
    }
}

#[test]
fn a_bomb_is_refused() {
    // 9,000 × 9,000 pixels of one bit each: 20 KB of file, 81 MB of pixels.
    let mut bomb = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bomb, 9_000, 9_000);
    encoder.set_color(::png::ColorType::Grayscale);
    encoder.set_depth(::png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; 1_125 * 9_000]).unwrap();
    writer.finish().unwrap();
    assert!(bomb.len() < 50_000);
    assert_eq!(
        derive(&bomb, &RECIPES, &bounds()),
        Err(Refusal::TooManyPixels { width: 9_000, height: 9_000 })
    );
    // 64 MB of zeros as a text and as a profile: not inflated beyond their bound.
    let zeros = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 64 << 20], 9);
    let text = [b"Comment\0\0".as_slice(), &zeros].concat();
    let file = with_chunk(&png(&scene(8, 8)), b"zTXt", &text);
    let file = with_chunk(&file, b"iCCP", &text);
    assert_eq!(inspect(&file, &bounds()).unwrap().mark, None);
    assert!(clean(&file).unwrap().len() < 1_000);
}

#[test]
fn files_that_are_something_else_say_what_they_are() {
    let page = b"<!DOCTYPE html><html><body>404</body></html>".as_slice();
    assert_eq!(inspect(page, &bounds()), Err(Refusal::NotAPicture(Format::Html)));
    assert_eq!(inspect(b"", &bounds()), Err(Refusal::Empty));
    assert_eq!(clean(b"\0\0\0\x18ftypheic"), Err(Refusal::NotShown(Format::Heic)));
    for head in [b"\xFF\xD8\xFF".as_slice(), b"\x89PNG\r\n\x1A\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"] {
        let refusal = inspect(head, &bounds()).unwrap_err();
        assert!(matches!(refusal, Refusal::CutOff(_)), "{head:?}: {refusal:?}");
    }
}

#[test]
fn parts_that_contradict_each_other_end_the_reading() {
    let jpeg = jpeg(&scene(8, 8));
    let cases = [
        // A segment shorter than its own length, and one longer than the file.
        [&jpeg[..2], b"\xFF\xE1\0\0", &jpeg[2..]].concat(),
        [&jpeg[..2], b"\xFF\xE1\xFF\xFF", &jpeg[2..]].concat(),
        [&jpeg[..2], &[0xFF; 1000], b"\xD9"].concat(),
        // EXIF whose directory points to itself, and a resource without an end.
        with_segment(&jpeg, 0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0"),
        with_segment(&jpeg, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\xFF\xFF\xFF\xFF\xFF"),
        with_segment(&jpeg, 0xE2, b"ICC_PROFILE\0\xFF\0"),
        with_segment(&jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<dc:creator AIGC{\"Label\":"),
        with_chunk(&png(&scene(8, 8)), b"iCCP", b"a"),
        with_chunk(&png(&scene(8, 8)), b"iTXt", b"XML:com.adobe.xmp\0\x01"),
        b"GIF89a\x01\0\x01\0\0\0\0\x21\xFF\xFF".to_vec(),
        b"RIFF\xFF\xFF\xFF\xFFWEBPVP8X\xFF\xFF\xFF\xFF".to_vec(),
    ];
    for file in cases {
        let _ = inspect(&file, &bounds());
        let derived = derive(&file, &RECIPES, &bounds());
        assert!(!matches!(derived, Err(Refusal::Panicked(_))), "{}", file.escape_ascii());
        if let Ok(cleaned) = clean(&file) {
            assert!(inspect(&cleaned, &bounds()).is_ok(), "{}", file.escape_ascii());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Bytes that were changed in transport: a result has the size that it states, and what is
    /// cleaned can be cleaned again without a change.
    #[test]
    fn changed_bytes_give_a_picture_or_a_refusal(
        which in 0_usize..6,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let (_, mut file) = whole().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(derived) = derive(&file, &RECIPES, &bounds()) {
            for derived in derived {
                let info = inspect(&derived.bytes, &bounds()).unwrap();
                prop_assert_eq!((info.width, info.height), (derived.width, derived.height));
            }
        }
        if let Ok(cleaned) = clean(&file) {
            prop_assert_eq!(clean(&cleaned).ok(), Some(cleaned));
        }
    }

    /// Any bytes behind the first ones of a format.
    #[test]
    fn any_bytes_give_a_picture_or_a_refusal(
        which in 0_usize..6,
        tail in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let (_, file) = whole().swap_remove(which);
        let file = [&file[..file.len().min(30)], &tail].concat();
        let derived = derive(&file, &RECIPES, &bounds());
        prop_assert!(derived.is_err() || !derived.is_ok_and(|derived| derived.is_empty()));
    }
}
