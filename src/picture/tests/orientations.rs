//! A photo is shown the right way up, whichever way the camera was held.

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

use super::*;
use crate::picture::{Limits, Recipe, derive, inspect, resize};

/// Turns with the `image` crate, which is nobody of ours.
fn by_image(pixels: &Pixels, orientation: u8) -> Pixels {
    let buffer = RgbImage::from_raw(pixels.width, pixels.height, pixels.bytes.clone()).unwrap();
    let mut picture = DynamicImage::ImageRgb8(buffer);
    picture.apply_orientation(Orientation::from_exif(orientation).unwrap());
    let (width, height) = (picture.width(), picture.height());
    Pixels { width, height, channels: Channels::Rgb, bytes: picture.into_rgb8().into_raw() }
}

#[test]
fn each_of_eight_orientations_gives_the_pixels_of_a_reference() {
    // The orientation that undoes another: a quarter turn is undone by the opposite one.
    let undone = [1, 2, 3, 4, 5, 8, 7, 6];
    let upright = scene(160, 96);
    for orientation in 1..=8 {
        let stored = by_image(&upright, undone[usize::from(orientation) - 1]);
        let file = oriented(&jpeg(&stored), orientation);
        let info = inspect(&file, &Limits::default()).unwrap();
        assert_eq!((info.width, info.height, info.orientation), (160, 96, orientation));

        let recipe = Recipe::new(80);
        let derived = derive(&file, &[recipe], &Limits::default()).unwrap().remove(0);
        let turned = by_image(&pixels(&jpeg(&stored)), orientation);
        let small = resize::resized(&turned, (0.0, 0.0, 160.0, 96.0), (80, 48)).unwrap();
        let reference = encode::jpeg(&small, recipe.quality).unwrap();
        assert_eq!((derived.width, derived.height), (80, 48));
        assert!(derived.bytes[..] == reference[..], "orientation {orientation}");
        // And that is the scene.
        let scene = resize::resized(&upright, (0.0, 0.0, 160.0, 96.0), (80, 48)).unwrap();
        assert!(difference(&pixels(&derived.bytes), &scene) < 4.0, "orientation {orientation}");
        assert_eq!(inspect(&derived.bytes, &Limits::default()).unwrap().orientation, 1);
    }
}

#[test]
fn a_png_and_a_webp_can_state_an_orientation_too() {
    let stored = scene(40, 20);
    let png = with_chunk(&png(&stored), b"eXIf", &orientation_only(6));
    let derived = derive(&png, &[Recipe::new(480)], &Limits::default()).unwrap().remove(0);
    assert_eq!((derived.width, derived.height), (20, 40));
    assert!(difference(&pixels(&derived.bytes), &stored.upright(6)) < 4.0);
}
