//! Colours of a profile come out as libvips converts them (relative colorimetric, LittleCMS).

use super::*;
use crate::picture::{Limits, Recipe, colour, derive, inspect};

/// sRGB → CIE Lab (D65).
fn lab(rgb: &[u8]) -> [f64; 3] {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = f((0.412_456 * r + 0.357_576 * g + 0.180_438 * b) / 0.950_47);
    let y = f(0.212_673 * r + 0.715_152 * g + 0.072_175 * b);
    let z = f((0.019_334 * r + 0.119_192 * g + 0.950_304 * b) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The largest ΔE (CIE 1976) among the middles of the 36 patches.
fn largest_difference(file: &[u8], reference: &[u8]) -> f64 {
    let parts = container::parts(Format::Jpeg, file).unwrap();
    let converted = colour::to_srgb(pixels(file), &parts);
    let reference = pixels(reference);
    assert_eq!(converted.channels, Channels::Rgb);
    let at = |pixels: &Pixels, patch: usize| {
        let from = ((patch / 6 * 16 + 8) * 96 + patch % 6 * 16 + 8) * 3;
        lab(&pixels.bytes[from..from + 3])
    };
    (0..36)
        .map(|patch| {
            let (a, b) = (at(&converted, patch), at(&reference, patch));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        })
        .fold(0.0, f64::max)
}

#[test]
fn display_p3_adobe_rgb_and_cmyk_are_within_two_of_libvips() {
    for (name, file, reference) in [
        (
            "Display P3",
            include_bytes!("../../../tests/fixtures/picture/p3.jpg").as_slice(),
            include_bytes!("../../../tests/fixtures/picture/p3.srgb.png").as_slice(),
        ),
        (
            "Adobe RGB",
            include_bytes!("../../../tests/fixtures/picture/adobe-rgb.jpg"),
            include_bytes!("../../../tests/fixtures/picture/adobe-rgb.srgb.png"),
        ),
        (
            "CMYK",
            include_bytes!("../../../tests/fixtures/picture/cmyk.jpg"),
            include_bytes!("../../../tests/fixtures/picture/cmyk.srgb.png"),
        ),
    ] {
        let difference = largest_difference(file, reference);
        assert!(difference < 2.0, "{name}: ΔE {difference}");
        assert!(inspect(file, &Limits::default()).unwrap().has_foreign_colours, "{name}");
        let derived = derive(file, &[Recipe::new(480)], &Limits::default()).unwrap().remove(0);
        assert!(!inspect(&derived.bytes, &Limits::default()).unwrap().has_foreign_colours, "{name}");
    }
}

#[test]
fn colours_that_a_png_declares_in_numbers_are_converted() {
    let colour = [234, 51, 35];
    let file = png(&Pixels { width: 20, height: 20, channels: Channels::Rgb, bytes: colour.repeat(400) });
    let numbers =
        |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let made = |file: &[u8]| {
        let made = derive(file, &[Recipe::new(10)], &Limits::default()).unwrap().remove(0);
        assert!(
            !made
                .bytes
                .windows(4)
                .any(|four| [b"gAMA", b"cHRM", b"cICP"].contains(&four.try_into().unwrap()))
        );
        let pixels = pixels(&made.bytes);
        [pixels.bytes[0], pixels.bytes[1], pixels.bytes[2]]
    };
    let p3 = numbers(&[31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000]);
    let usual = numbers(&[45_455]);
    // The red of sRGB in Display P3, named by its number (12) and by its primaries.
    for file in [
        with_chunk(&file, b"cICP", &[12, 13, 0, 1]),
        with_chunk(&with_chunk(&file, b"cHRM", &p3), b"gAMA", &usual),
    ] {
        let [red, green, blue] = made(&file);
        assert!(red >= 252 && green <= 6 && blue <= 8, "{red} {green} {blue}");
    }
    // Light itself: a half of it is 188 of 255.
    let half = png(&Pixels { width: 20, height: 20, channels: Channels::Rgb, bytes: vec![128; 1200] });
    let [light, ..] = made(&with_chunk(&half, b"gAMA", &numbers(&[100_000])));
    assert!(light.abs_diff(188) <= 2, "{light}");
    // What says nothing, or nonsense, changes nothing.
    for file in [
        with_chunk(&file, b"gAMA", &usual),
        with_chunk(&file, b"cHRM", &p3),
        with_chunk(&with_chunk(&file, b"sRGB", &[0]), b"gAMA", &numbers(&[100_000])),
        with_chunk(&with_chunk(&file, b"cHRM", &numbers(&[0; 8])), b"gAMA", &usual),
        with_chunk(&file, b"cICP", &[9, 16, 0, 1]),
        with_chunk(&file, b"cICP", &[255, 255, 0, 1]),
    ] {
        assert_eq!(made(&file), colour);
    }
}

#[test]
fn an_orientation_behind_the_pixels_turns_nothing() {
    let file = png(&scene(40, 24));
    let behind = file.len() - 12;
    let chunk = &with_chunk(&file, b"eXIf", &orientation_only(6))[33..33 + 12 + orientation_only(6).len()];
    let file = [&file[..behind], chunk, &file[behind..]].concat();
    let info = crate::picture::inspect(&file, &Limits::default()).unwrap();
    assert_eq!((info.orientation, info.width), (1, 40));
    let cleaned = crate::picture::clean(&file).unwrap();
    assert!(memchr::memmem::find(&cleaned, b"eXIf").is_none());
}

#[test]
fn a_png_with_a_wrong_checksum_is_damaged_and_not_cut_off() {
    let file = png(&scene(40, 24));
    let at = memchr::memmem::find(&file, b"IDAT").unwrap();
    for wrong in [at + 30, file.len() - 14] {
        let mut file = file.clone();
        file[wrong] ^= 0x55;
        let refusal = derive(&file, &[Recipe::new(10)], &Limits::default()).unwrap_err();
        assert!(matches!(refusal, crate::picture::Refusal::Damaged(..)), "{refusal:?}");
    }
}
