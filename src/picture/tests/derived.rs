//! What smaller pictures are like.

use super::*;
use crate::picture::{Focus, Limits, Recipe, Refusal, derive};

fn one(file: &[u8], recipe: Recipe) -> crate::picture::Derived {
    derive(file, &[recipe], &Limits::default()).unwrap().remove(0)
}

#[test]
fn a_recipe_gives_the_same_bytes_whatever_is_made_with_it() {
    let file = jpeg(&scene(3300, 60));
    let recipes = [
        Recipe::new(480),
        Recipe::new(2560),
        Recipe::new(1600),
        Recipe::new(960).cropped((16, 9), Focus::default()),
    ];
    let together = derive(&file, &recipes, &Limits::default()).unwrap();
    for (recipe, derived) in recipes.into_iter().zip(together) {
        assert_eq!(one(&file, recipe), derived, "{recipe:?}");
    }
}

#[test]
fn simd_and_plain_arithmetic_give_the_same_jpeg() {
    let scene = scene(203, 117);
    let plain = encode::encoder(80).simd_ops(mozjpeg_rs::simd::SimdOps::scalar());
    let plain = plain.encode_rgb(&scene.bytes, 203, 117).unwrap();
    assert!(plain == encode::jpeg(&scene, 80).unwrap());
}

/// The bytes of one picture are written down: another processor, or a new version of a crate, that
/// gives others shows here. In the second case raise `Recipe::VERSION`.
#[test]
fn the_bytes_are_those_of_every_machine() {
    let derived = one(&png(&scene(301, 203)), Recipe::new(160));
    insta::assert_snapshot!(blake3::hash(&derived.bytes).to_hex().as_str(), @"c87d22c9d19a6f285b9fda94b1a1b4f53383b493711ce47b149ecccd2e8f398f");
}

#[test]
fn a_photo_is_a_progressive_jpeg_with_halved_colours() {
    let derived = one(&jpeg(&scene(400, 300)), Recipe::new(200));
    assert_eq!((derived.format, derived.width, derived.height), (Format::Jpeg, 200, 150));
    // SOF2: precision, height, width, three components, the first sampled 2×2.
    let frame = memchr::memmem::find(&derived.bytes, b"\xFF\xC2\0\x11\x08").expect("progressive");
    assert_eq!(derived.bytes[frame + 11], 0x22);
}

#[test]
fn a_gray_photo_stays_gray() {
    let bytes = scene(64, 64).bytes.chunks(3).map(|pixel| pixel[0]).collect();
    let gray = Pixels { width: 64, height: 64, channels: Channels::Gray, bytes };
    let derived = one(&jpeg(&gray), Recipe::new(32));
    assert_eq!(pixels(&derived.bytes).channels, Channels::Gray);
}

#[test]
fn a_picture_with_transparent_parts_and_a_drawing_stay_png() {
    let mut bytes = [200, 20, 20, 255].repeat(64 * 64);
    bytes[3] = 0;
    let clear = Pixels { width: 64, height: 64, channels: Channels::Rgba, bytes };
    let derived = one(&png(&clear), Recipe::new(32));
    assert_eq!(derived.format, Format::Png);
    assert_eq!(pixels(&derived.bytes).channels, Channels::Rgba);

    let chart = (0..200 * 100).flat_map(|n| if n / 20 % 2 == 0 { [255; 3] } else { [20, 60, 200] });
    let chart = Pixels { width: 200, height: 100, channels: Channels::Rgb, bytes: chart.collect() };
    assert_eq!(one(&png(&chart), Recipe::new(200)).format, Format::Png);
    // And a photo that somebody saved as PNG becomes a JPEG.
    let mut state = 1_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let noise = (0..200 * 200 * 3).map(|_| random()).collect();
    let noise = Pixels { width: 200, height: 200, channels: Channels::Rgb, bytes: noise };
    assert_eq!(one(&png(&noise), Recipe::new(200)).format, Format::Jpeg);
}

#[test]
fn an_animation_passes_through_cleaned() {
    let derived = one(&gif(3), Recipe::new(1));
    assert_eq!((derived.format, derived.width, derived.height), (Format::Gif, 2, 2));
    assert_eq!(derived.bytes[..], gif(3)[..]);
    // One of a single frame is a picture like any other.
    assert_eq!(one(&gif(1), Recipe::new(1)).width, 1);
}

#[test]
fn a_small_picture_that_is_well_compressed_is_not_made_worse() {
    let small = encode::jpeg(&scene(100, 80), 40).unwrap();
    assert_eq!(one(&small, Recipe::new(480)).bytes[..], small[..]);
}

#[test]
fn a_bitmap_and_a_webp_become_what_every_browser_shows() {
    for format in [image::ImageFormat::Bmp, image::ImageFormat::WebP] {
        let file = by_image(&scene(64, 48), format);
        let derived = one(&file, Recipe::new(480));
        assert!(matches!(derived.format, Format::Jpeg | Format::Png), "{format:?}");
        assert!(difference(&pixels(&derived.bytes), &scene(64, 48)) < 4.0, "{format:?}");
    }
    let bitmap = by_image(&scene(64, 48), image::ImageFormat::Bmp);
    let trailed = [bitmap.clone(), b"SECRET".to_vec()].concat();
    assert_eq!(crate::picture::clean(&trailed).unwrap(), bitmap);
}

#[test]
fn a_crop_shows_its_focus() {
    // Left half red, right half blue.
    let bytes = (0..200 * 100).flat_map(|n| if n % 200 < 100 { [200, 0, 0] } else { [0, 0, 200] }).collect();
    let file = png(&Pixels { width: 200, height: 100, channels: Channels::Rgb, bytes });
    for (focus, colour) in [("左", "#c80000"), ("右", "#0000c8")] {
        let recipe = Recipe::new(50).cropped((1, 1), Focus::parse(focus).unwrap());
        let derived = one(&file, recipe);
        assert_eq!((derived.width, derived.height), (50, 50));
        assert_eq!(derived.colour, colour, "{focus}");
    }
}

#[test]
fn every_size_can_be_encoded() {
    for (width, height) in [(1, 1), (1, 40), (17, 1), (9, 15), (16, 16)] {
        let derived = one(&jpeg(&scene(width, height)), Recipe::new(8));
        assert_eq!(pixels(&derived.bytes).width, width.min(8));
    }
}

#[test]
fn a_drawing_has_no_smaller_ones() {
    let refusal = derive(b"<svg/>", &[Recipe::new(480)], &Limits::default()).unwrap_err();
    assert_eq!(refusal, Refusal::NotPixels(Format::Svg));
}

#[test]
fn a_drawing_that_is_badly_packed_stays_png() {
    let drawing = |x: u32, y: u32| {
        if (x / 50).is_multiple_of(3) { 0x20 } else { u8::try_from(y / 40 % 2 * 200).unwrap() }
    };
    let photo = |x: u32, y: u32| (x.wrapping_mul(31) ^ y.wrapping_mul(17)).to_le_bytes()[0];
    let packed = |value: &dyn Fn(u32, u32) -> u8, depth: ::png::BitDepth| {
        let samples = (0..300 * 240).flat_map(|at| {
            let value = value(at % 300, at / 300);
            vec![value; if depth == ::png::BitDepth::Sixteen { 6 } else { 3 }]
        });
        let mut file = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut file, 300, 240);
        encoder.set_color(::png::ColorType::Rgb);
        encoder.set_depth(depth);
        encoder.set_compression(::png::Compression::NoCompression);
        encoder.write_header().unwrap().write_image_data(&samples.collect::<Vec<u8>>()).unwrap();
        file
    };
    for depth in [::png::BitDepth::Eight, ::png::BitDepth::Sixteen] {
        let made = |value| crate::picture::made_format(&packed(value, depth), &Limits::default()).unwrap();
        assert_eq!(made(&drawing), Format::Png, "{depth:?}");
        assert_eq!(made(&photo), Format::Jpeg, "{depth:?}");
    }
}
