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
