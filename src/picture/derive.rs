//! Makes the pictures of pages: decode once, convert colours, turn upright, crop, resize, encode.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::clean::{cleaned, keep};
use super::container::{self, Parts};
use super::format::Format;
use super::limits::{Limits, guarded};
use super::mark::AiMark;
use super::pixels::Pixels;
use super::recipe::Recipe;
use super::refusal::Refusal;
use super::{colour, decode, encode, inspect, made, resize};

/// A picture for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// JPEG or PNG; GIF, PNG or WebP where it is animated.
    pub format: Format,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its most frequent colour, `#b3131b`: shown until it is loaded.
    pub colour: String,
    /// The file. Recipes with the same result share it.
    pub bytes: Arc<[u8]>,
}

/// Makes smaller pictures of one picture, one for each recipe, in their order.
///
/// The result depends on the bytes and the recipe alone: not on the other recipes, the number of
/// threads or the processor. Metadata are gone but for the mark of generated content. An animation
/// keeps its size and is only cleaned.
///
/// # Errors
/// If the picture cannot be shown or read: see [`Refusal`].
pub fn derive(bytes: &[u8], recipes: &[Recipe], limits: &Limits) -> Result<Vec<Derived>, Refusal> {
    let format = inspect::read(bytes)?;
    guarded(format, || {
        let parts = container::parts(format, bytes)?;
        limits.check(parts.size)?;
        if parts.is_animated {
            animated(format, bytes, &parts, recipes, limits)
        } else {
            still(format, bytes, &parts, recipes, limits)
        }
    })
}

/// Returns the most frequent colour of a picture, `#b3131b`.
///
/// # Errors
/// As [`derive()`].
pub fn dominant_colour(bytes: &[u8], limits: &Limits) -> Result<String, Refusal> {
    let derived = derive(bytes, &[Recipe::new(16)], limits)?;
    Ok(derived.into_iter().next().map_or_else(|| hex([255; 3]), |derived| derived.colour))
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn animated(
    format: Format,
    bytes: &[u8],
    parts: &Parts<'_>,
    recipes: &[Recipe],
    limits: &Limits,
) -> Result<Vec<Derived>, Refusal> {
    let pixels = decode::decoded(format, bytes, parts, 1, limits)?;
    let colour = colour_of(format, &pixels)?;
    let derived = Derived {
        format,
        width: parts.size.0,
        height: parts.size.1,
        colour,
        bytes: cleaned(format, bytes, parts)?.into(),
    };
    Ok(vec![derived; recipes.len()])
}

fn colour_of(format: Format, pixels: &Pixels) -> Result<String, Refusal> {
    /// Side of the small picture that is looked at.
    const SIDE: u32 = 32;
    let size = (pixels.width.min(SIDE), pixels.height.min(SIDE));
    let whole = (0.0, 0.0, f64::from(pixels.width), f64::from(pixels.height));
    let small = resize::resized(pixels, whole, size).map_err(|reason| Refusal::Damaged(format, reason))?;
    Ok(hex(resize::dominant(&small)))
}

/// A picture with one frame, and what is needed to make others of it.
struct Source<'a> {
    format: Format,
    /// Format of what is made of it.
    made: Format,
    bytes: &'a [u8],
    parts: &'a Parts<'a>,
    /// Size as shown.
    size: (u32, u32),
    /// The XMP that the results keep.
    packet: Option<String>,
}

fn still(
    format: Format,
    bytes: &[u8],
    parts: &Parts<'_>,
    recipes: &[Recipe],
    limits: &Limits,
) -> Result<Vec<Derived>, Refusal> {
    let orientation = inspect::orientation(parts);
    let (width, height) = if orientation >= 5 { (parts.size.1, parts.size.0) } else { parts.size };
    let packet = AiMark::find(parts).map(|mark| mark.packet());
    let made = made::of_still(format, bytes, parts, limits)?;
    let source = Source { format, made, bytes, parts, size: (width, height), packet };
    let shrink_of = |recipe: &Recipe| if format == Format::Jpeg { recipe.shrink(width, height) } else { 1 };
    let shrinks: BTreeSet<u32> = recipes.iter().map(shrink_of).collect();
    let mut derived: Vec<(usize, Derived)> = Vec::with_capacity(recipes.len());
    // Nearly always one: a recipe wider than usual needs the picture at a larger scale.
    for shrink in shrinks {
        let pixels = decode::decoded(format, bytes, parts, shrink, limits)?;
        let pixels = colour::to_srgb(pixels, parts).upright(orientation);
        for (at, recipe) in recipes.iter().enumerate().filter(|(_, recipe)| shrink_of(recipe) == shrink) {
            derived.push((at, source.one(&pixels, recipe)?));
        }
    }
    derived.sort_by_key(|(at, _)| *at);
    Ok(derived.into_iter().map(|(_, derived)| derived).collect())
}

impl Source<'_> {
    fn damaged(&self, reason: String) -> Refusal {
        Refusal::Damaged(self.format, reason)
    }

    fn one(&self, pixels: &Pixels, recipe: &Recipe) -> Result<Derived, Refusal> {
        let size = recipe.size(self.size.0, self.size.1);
        let part = recipe.part(pixels.width, pixels.height);
        let small = resize::resized(pixels, part, size).map_err(|reason| self.damaged(reason))?;
        let small = small.without_idle_alpha();
        let colour = colour_of(self.format, &small)?;
        let (format, bytes) = self.smallest(&small, recipe)?;
        Ok(Derived { format, width: size.0, height: size.1, colour, bytes: bytes.into() })
    }

    /// Encodes in the format that was decided on. Where nothing of the picture is changed, its own
    /// pixels are used if they take less.
    fn smallest(&self, pixels: &Pixels, recipe: &Recipe) -> Result<(Format, Vec<u8>), Refusal> {
        let encoded = match self.made {
            Format::Png => encode::png(pixels),
            _ => encode::jpeg(pixels, recipe.quality),
        };
        let bytes = encoded.map_err(|reason| self.damaged(reason))?;
        let bytes = match &self.packet {
            None => bytes,
            Some(packet) if self.made == Format::Png => container::png_with_packet(bytes, packet),
            Some(packet) => container::jpeg_with_packet(bytes, packet),
        };
        match self.unchanged(pixels) {
            Some(own) if own.len() <= bytes.len() => Ok((self.made, own)),
            _ => Ok((self.made, bytes)),
        }
    }

    /// The picture itself, cleaned, if it is shown as it is in every browser of readers.
    fn unchanged(&self, pixels: &Pixels) -> Option<Vec<u8>> {
        let is_same = self.format == self.made
            && (pixels.width, pixels.height) == self.parts.size
            && inspect::orientation(self.parts) == 1
            && !colour::is_foreign(self.parts);
        let keep = keep(self.parts);
        is_same.then(|| container::cleaned(self.format, self.bytes, &keep).ok()).flatten()
    }
}
