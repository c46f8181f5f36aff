//! Makes a smaller original of a photo.

use super::container::{self, Keep};
use super::derive::{Derived, derive};
use super::inspect::{Info, inspect};
use super::limits::Limits;
use super::recipe::Recipe;
use super::refusal::Refusal;
use super::xmp;

/// Quality of JPEG at which a photo can be made smaller once more without its being seen.
const QUALITY: u8 = 88;

const NAMESPACES: [(&str, &str); 2] =
    [("dc", "http://purl.org/dc/elements/1.1/"), ("photoshop", "http://ns.adobe.com/photoshop/1.0/")];

/// What becomes of an original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reduced {
    /// It is no larger than it may be, or it moves, or it is a drawing: it stays as it is.
    Fits,
    /// It is large, but would be in another format under the same name: a photo that was saved as
    /// PNG, for example.
    OtherFormat(Info),
    /// A smaller one, upright, in the same format, without metadata but for the mark of generated
    /// content, caption and credit.
    Smaller(Info, Derived),
}

/// Makes a smaller original whose longest side has `longest` pixels.
///
/// # Errors
/// As [`derive()`].
pub fn reduce(bytes: &[u8], longest: u32, limits: &Limits) -> Result<Reduced, Refusal> {
    let info = inspect(bytes, limits)?;
    let side = info.width.max(info.height);
    if info.is_animated || side <= longest {
        return Ok(Reduced::Fits);
    }
    // The width that belongs to the longest side: 3024 × 4032 becomes 1920 × 2560.
    let width = u64::from(info.width) * u64::from(longest) / u64::from(side);
    let width = u32::try_from(width).unwrap_or(longest).max(1);
    let recipe = Recipe { quality: QUALITY, ..Recipe::new(width) };
    let made = derive(bytes, &[recipe], limits)?.pop().ok_or(Refusal::Empty)?;
    if made.format != info.format {
        return Ok(Reduced::OtherFormat(info));
    }
    let made = with_words(made, &info);
    let is_smaller = made.bytes.len() < bytes.len();
    Ok(if is_smaller { Reduced::Smaller(info, made) } else { Reduced::Fits })
}

/// Keeps what a person wrote into a photo: what it shows, and who took it, beside the mark of
/// generated content.
fn with_words(made: Derived, info: &Info) -> Derived {
    let words = [("dc:description", &info.caption), ("photoshop:Credit", &info.credit)];
    let words: Vec<(&str, &str)> =
        words.iter().filter_map(|(name, text)| Some((*name, text.as_deref()?))).collect();
    if words.is_empty() {
        return made;
    }
    let packet = match &info.mark {
        Some(mark) => mark.packet_with(&NAMESPACES, &words),
        None => xmp::packet(&NAMESPACES, &words),
    };
    // It is upright and in sRGB by now.
    let keep = Keep { orientation: 1, has_profile: false, packet: Some(packet) };
    let bytes = container::cleaned(made.format, &made.bytes, &keep);
    bytes.map_or_else(|_| made.clone(), |bytes| Derived { bytes: bytes.into(), ..made.clone() })
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

    use super::*;
    use crate::picture::Format;

    fn photo(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let noise = |x: u32, y: u32| (x.wrapping_mul(31) ^ y.wrapping_mul(17)).to_le_bytes();
        let pixels = RgbImage::from_fn(width, height, |x, y| {
            let [a, b, ..] = noise(x, y);
            Rgb([a, b, a ^ b])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn the_longest_side_is_what_was_asked_for_and_the_second_time_it_fits() {
        let limits = Limits::default();
        for (width, height, expected) in [(900, 600, (300, 200)), (600, 900, (200, 300))] {
            let bytes = photo(width, height, ImageFormat::Jpeg);
            let Reduced::Smaller(info, made) = reduce(&bytes, 300, &limits).unwrap() else {
                panic!("{width} x {height}")
            };
            assert_eq!((info.width, info.height), (width, height));
            assert_eq!((made.width, made.height), expected);
            assert_eq!(made.format, Format::Jpeg);
            assert_eq!(reduce(&made.bytes, 300, &limits), Ok(Reduced::Fits));
        }
        assert_eq!(reduce(&photo(300, 200, ImageFormat::Jpeg), 300, &limits), Ok(Reduced::Fits));
    }

    #[test]
    fn words_stay_beside_the_mark_of_generated_content() {
        let mark = r#"<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;}</TC260:AIGC><dc:description>义务植树</dc:description><photoshop:Credit>新华社</photoshop:Credit>"#;
        let packet =
            xmp::packet(&NAMESPACES, &[]).replace("</rdf:Description>", &format!("{mark}</rdf:Description>"));
        let bytes = container::jpeg_with_packet(photo(900, 600, ImageFormat::Jpeg), &packet);
        let Reduced::Smaller(_, made) = reduce(&bytes, 300, &Limits::default()).unwrap() else { panic!() };
        let info = inspect(&made.bytes, &Limits::default()).unwrap();
        assert_eq!(info.mark.and_then(|mark| mark.label()), Some(1));
        assert_eq!((info.caption.as_deref(), info.credit.as_deref()), (Some("义务植树"), Some("新华社")));
    }

    #[test]
    fn no_file_gets_content_of_another_format() {
        let bytes = photo(900, 600, ImageFormat::Bmp);
        assert!(matches!(reduce(&bytes, 300, &Limits::default()), Ok(Reduced::OtherFormat(_))));
        assert!(reduce(b"<html>", 300, &Limits::default()).is_err());
    }
}
