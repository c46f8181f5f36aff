//! Turns the colours of a profile into sRGB, which is what browsers take a picture without a
//! profile
//! for.

use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions,
};

use super::container::Parts;
use super::exif::Tiff;
use super::pixels::{Channels, Pixels};

/// Pixels that are converted at a time.
const AT_ONCE: usize = 1 << 14;
/// The difference per channel, of 255, up to which two colours are the same.
const SAME: u8 = 2;

/// Whether the colours are in a profile that differs from sRGB visibly.
pub(super) fn is_foreign(parts: &Parts<'_>) -> bool {
    match profile(parts, false) {
        None => false,
        Some(profile) if profile.color_space == DataColorSpace::Rgb => !is_srgb(&profile),
        Some(_) => true,
    }
}

/// The profile of a picture, if it can be read. Browsers also ignore one that cannot.
fn profile(parts: &Parts<'_>, is_gray: bool) -> Option<ColorProfile> {
    let embedded = || parts.profile.as_deref().and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let is_adobe_rgb = || {
        parts.profile.is_none()
            && parts.exif.as_deref().and_then(Tiff::new).is_some_and(|tiff| tiff.is_adobe_rgb())
    };
    let numbers = || parts.profile.is_none().then(|| parts.declared.of_numbers(is_gray)).flatten();
    let standard = parts.declared.of_standard();
    standard.or_else(embedded).or_else(numbers).or_else(|| is_adobe_rgb().then(ColorProfile::new_adobe_rgb))
}

/// Makes a transform to sRGB: relative colorimetric as libvips, or what else a profile has tables
/// for
/// (many of printers have those of one intent only).
fn transform(profile: &ColorProfile, from: Layout, to: Layout) -> Option<Arc<Transform8BitExecutor>> {
    let srgb = ColorProfile::new_srgb();
    let intents =
        [RenderingIntent::RelativeColorimetric, RenderingIntent::Perceptual, RenderingIntent::Saturation];
    intents.into_iter().find_map(|rendering_intent| {
        let options = TransformOptions { rendering_intent, ..TransformOptions::default() };
        profile.create_transform_8bit(from, &srgb, to, options).ok()
    })
}

/// Whether a profile leaves colours as they are: there are dozens of profiles of sRGB, with as many
/// names, so a few colours are sent through.
fn is_srgb(profile: &ColorProfile) -> bool {
    let levels = [0, 64, 128, 192, 255];
    let colours: Vec<u8> = levels
        .iter()
        .flat_map(|red| levels.iter().map(move |green| (*red, *green)))
        .flat_map(|(red, green)| levels.iter().flat_map(move |blue| [red, green, *blue]))
        .collect();
    let mut converted = colours.clone();
    let transform = transform(profile, Layout::Rgb, Layout::Rgb);
    let is_done = transform.is_some_and(|transform| transform.transform(&colours, &mut converted).is_ok());
    is_done && colours.iter().zip(&converted).all(|(a, b)| a.abs_diff(*b) <= SAME)
}

/// Converts pixels to sRGB. A profile for another kind of pixels is ignored.
pub(super) fn to_srgb(pixels: Pixels, parts: &Parts<'_>) -> Pixels {
    let profile = profile(parts, pixels.channels == Channels::Gray);
    let fits = |profile: &ColorProfile| match pixels.channels {
        Channels::Gray => profile.color_space == DataColorSpace::Gray,
        Channels::Rgb | Channels::Rgba => profile.color_space == DataColorSpace::Rgb && !is_srgb(profile),
        Channels::Cmyk => profile.color_space == DataColorSpace::Cmyk,
    };
    let converted = profile.filter(fits).and_then(|profile| converted(&pixels, &profile));
    match converted {
        Some(converted) => converted,
        None if pixels.channels == Channels::Cmyk => plain_inks(&pixels),
        None => pixels,
    }
}

fn converted(pixels: &Pixels, profile: &ColorProfile) -> Option<Pixels> {
    let (from, to, channels) = match pixels.channels {
        Channels::Gray => (Layout::Gray, Layout::Rgb, Channels::Rgb),
        Channels::Rgb => (Layout::Rgb, Layout::Rgb, Channels::Rgb),
        Channels::Rgba => (Layout::Rgba, Layout::Rgba, Channels::Rgba),
        // moxcms takes any four channels by this layout.
        Channels::Cmyk => (Layout::Rgba, Layout::Rgb, Channels::Rgb),
    };
    let transform = transform(profile, from, to)?;
    let count = pixels.bytes.len() / pixels.channels.count();
    let mut bytes = vec![0; count * channels.count()];
    let sources = pixels.bytes.chunks(AT_ONCE * pixels.channels.count());
    for (source, target) in sources.zip(bytes.chunks_mut(AT_ONCE * channels.count())) {
        transform.transform(source, target).ok()?;
    }
    let converted = Pixels { channels, bytes, ..*pixels };
    Some(if pixels.channels == Channels::Gray { gray(&converted) } else { converted })
}

/// One channel of a picture whose channels are equal.
fn gray(pixels: &Pixels) -> Pixels {
    let bytes = pixels.bytes.as_chunks::<3>().0.iter().map(|[_, green, _]| *green).collect();
    Pixels { channels: Channels::Gray, bytes, ..*pixels }
}

/// CMYK without a profile, as browsers show it: each ink takes away its light, and so does black.
fn plain_inks(pixels: &Pixels) -> Pixels {
    let light = |ink: u8, black: u8| {
        let light = u16::from(255 - ink) * u16::from(255 - black);
        u8::try_from((light + 127) / 255).unwrap_or(255)
    };
    let (inks, _) = pixels.bytes.as_chunks::<4>();
    let bytes = inks.iter().flat_map(|[c, m, y, k]| [light(*c, *k), light(*m, *k), light(*y, *k)]).collect();
    Pixels { channels: Channels::Rgb, bytes, ..*pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(profile: &ColorProfile) -> Parts<'static> {
        Parts { profile: Some(profile.encode().unwrap()), ..Parts::default() }
    }

    #[test]
    fn srgb_stays_and_display_p3_is_converted() {
        assert!(!is_foreign(&Parts::default()));
        assert!(!is_foreign(&with(&ColorProfile::new_srgb())));
        assert!(is_foreign(&with(&ColorProfile::new_display_p3())));
        assert!(is_foreign(&with(&ColorProfile::new_adobe_rgb())));
        let red = Pixels { width: 1, height: 1, channels: Channels::Rgb, bytes: vec![234, 51, 35] };
        // The red of sRGB in Display P3.
        let [r, g, b] = *to_srgb(red, &with(&ColorProfile::new_display_p3())).bytes else { panic!() };
        assert!(r >= 253 && g <= 4 && b <= 6, "{r} {g} {b}");
    }

    #[test]
    fn a_profile_that_cannot_be_read_or_is_for_other_pixels_is_ignored() {
        let pixels = Pixels { width: 1, height: 1, channels: Channels::Gray, bytes: vec![100] };
        let parts = Parts { profile: Some(b"no profile".to_vec()), ..Parts::default() };
        assert_eq!(to_srgb(pixels.clone(), &parts), pixels);
        assert_eq!(to_srgb(pixels.clone(), &with(&ColorProfile::new_display_p3())), pixels);
    }

    #[test]
    fn inks_without_a_profile_take_light_away() {
        let inks = Pixels {
            width: 3,
            height: 1,
            channels: Channels::Cmyk,
            bytes: vec![0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 255],
        };
        assert_eq!(to_srgb(inks, &Parts::default()).bytes, [255, 255, 255, 255, 0, 0, 0, 0, 0]);
    }
}
