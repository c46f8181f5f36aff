//! Whole pictures through the room.

mod colours;
mod derived;
#[cfg(feature = "heic")]
mod heic;
mod hostile;
mod metadata;
mod orientations;

use super::container;
use super::encode;
use super::exif::orientation_only;
use super::format::Format;
use super::pixels::{Channels, Pixels};

/// A scene that is different in every corner: a gradient, a bright spot, a dark bar.
fn scene(width: u32, height: u32) -> Pixels {
    let mut bytes = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let across = u8::try_from(x * 255 / width).unwrap();
            let down = u8::try_from(y * 255 / height).unwrap();
            let is_spot = x < width / 4 && y < height / 4;
            let is_bar = x > width / 2 && y > height * 3 / 4;
            bytes.extend(match () {
                () if is_spot => [250, 240, 200],
                () if is_bar => [20, 30, 60],
                () => [across, down, 255 - across],
            });
        }
    }
    Pixels { width, height, channels: Channels::Rgb, bytes }
}

fn jpeg(pixels: &Pixels) -> Vec<u8> {
    encode::jpeg(pixels, 90).unwrap()
}

/// Inserts a segment behind the beginning of a JPEG.
fn with_segment(jpeg: &[u8], marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, data, &jpeg[2..]].concat()
}

/// A JPEG that states an orientation.
fn oriented(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    with_segment(jpeg, 0xE1, &[b"Exif\0\0".as_slice(), &orientation_only(orientation)].concat())
}

/// Decodes what the room wrote.
fn pixels(bytes: &[u8]) -> Pixels {
    let format = Format::of(bytes);
    let parts = container::parts(format, bytes).unwrap();
    super::decode::decoded(format, bytes, &parts, 1, &super::Limits::default()).unwrap()
}

/// The mean difference of two pictures per channel.
fn difference(a: &Pixels, b: &Pixels) -> f64 {
    assert_eq!((a.width, a.height, a.channels), (b.width, b.height, b.channels));
    let sum: u64 = a.bytes.iter().zip(&b.bytes).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.bytes.len() as f64
}

/// Inserts a chunk behind the header of a PNG. Its checksum is not looked at.
fn with_chunk(png: &[u8], name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&png[..33], &length, name, data, &[0; 4], &png[33..]].concat()
}

fn png(pixels: &Pixels) -> Vec<u8> {
    encode::png(pixels).unwrap()
}

fn by_image(pixels: &Pixels, format: image::ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let color = match pixels.channels {
        Channels::Rgba => image::ExtendedColorType::Rgba8,
        _ => image::ExtendedColorType::Rgb8,
    };
    image::write_buffer_with_format(&mut out, &pixels.bytes, pixels.width, pixels.height, color, format)
        .unwrap();
    out.into_inner()
}

/// A GIF of several frames of 2×2 pixels that is repeated forever.
fn gif(frames: usize) -> Vec<u8> {
    let mut gif = b"GIF89a\x02\0\x02\0\x80\0\0\xFF\xFF\xFF\xC0\x20\x20".to_vec();
    gif.extend(b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0");
    for _ in 0..frames {
        gif.extend(b"\x21\xF9\x04\0\x0A\0\0\0");
        gif.extend(b"\x2C\0\0\0\0\x02\0\x02\0\0\x02\x03\x44\x02\x05\0");
    }
    gif.push(0x3B);
    gif
}
