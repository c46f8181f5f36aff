//! Makes pixels fewer.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::pixels::{Channels, Pixels};

/// Resizes a part (left, top, width, height) to a size. Colours of transparent pixels don't bleed:
/// they are premultiplied. Its arithmetic is in integers, so that any processor gives equal bytes.
pub(super) fn resized(
    pixels: &Pixels,
    part: (f64, f64, f64, f64),
    size: (u32, u32),
) -> Result<Pixels, String> {
    let kind = match pixels.channels {
        Channels::Gray => PixelType::U8,
        Channels::Rgb => PixelType::U8x3,
        Channels::Rgba | Channels::Cmyk => PixelType::U8x4,
    };
    let is_whole = part == (0.0, 0.0, f64::from(pixels.width), f64::from(pixels.height));
    if is_whole && size == (pixels.width, pixels.height) {
        return Ok(pixels.clone());
    }
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind);
    let source = source.map_err(|error| error.to_string())?;
    let mut target = Image::new(size.0, size.1, kind);
    let (left, top, width, height) = part;
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(left, top, width, height)
        .use_alpha(pixels.channels == Channels::Rgba);
    Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
    Ok(Pixels { width: size.0, height: size.1, channels: pixels.channels, bytes: target.into_vec() })
}

/// The most frequent colour of a picture, from a small one: the mean of those that fall into the
/// same of 512 boxes. Transparent pixels have none.
pub(super) fn dominant(pixels: &Pixels) -> [u8; 3] {
    let mut boxes = vec![([0_u32; 3], 0_u32); 512];
    for pixel in pixels.bytes.chunks_exact(pixels.channels.count()) {
        let colour = match *pixel {
            [gray] => [gray; 3],
            [red, green, blue] => [red, green, blue],
            [red, green, blue, opacity] if opacity >= 128 => [red, green, blue],
            _ => continue,
        };
        let index = colour.iter().fold(0, |index, channel| index << 3 | usize::from(channel >> 5));
        if let Some((sums, count)) = boxes.get_mut(index) {
            *count += 1;
            sums.iter_mut().zip(colour).for_each(|(sum, channel)| *sum += u32::from(channel));
        }
    }
    // Of equal ones the first, so that the result does not depend on anything else.
    let most = boxes.iter().rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0);
    most.map_or([255; 3], |(sums, count)| {
        sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(255))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_colour_does_not_bleed_into_its_neighbours() {
        // The left half is opaque white, the right one transparent red.
        let bytes = (0..64).flat_map(|n| if n % 8 < 4 { [255; 4] } else { [255, 0, 0, 0] }).collect();
        let pixels = Pixels { width: 8, height: 8, channels: Channels::Rgba, bytes };
        let small = resized(&pixels, (0.0, 0.0, 8.0, 8.0), (3, 3)).unwrap();
        let edge = small.bytes.get(4..8).unwrap();
        assert!(edge.get(1).is_some_and(|green| *green >= 250), "{edge:?}");
    }

    #[test]
    fn the_dominant_colour_is_the_most_frequent_one() {
        let mut bytes = [200, 30, 30].repeat(5);
        bytes.extend([10, 200, 10].repeat(4));
        let pixels = Pixels { width: 9, height: 1, channels: Channels::Rgb, bytes };
        assert_eq!(dominant(&pixels), [200, 30, 30]);
        let clear = Pixels { width: 1, height: 1, channels: Channels::Rgba, bytes: vec![9, 9, 9, 0] };
        assert_eq!(dominant(&clear), [255; 3]);
    }
}
