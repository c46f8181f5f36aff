//! Reads colours as style sheets write them, and measures the contrast between two.

use std::fmt;

/// A colour without transparency, in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Number of steps from a colour to black or white.
const STEPS: u16 = 200;

impl Colour {
    /// White.
    pub const WHITE: Self = Self([255; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// Reads `#b3131b` or `#fff`. The `#` may be missing, because YAML takes what follows it for a
    /// comment.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits: Vec<u8> = text
            .strip_prefix('#')
            .unwrap_or(text)
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r1, r2, g1, g2, b1, b2] => Some(Self([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2])),
            _ => None,
        }
    }

    /// Relative luminance, from 0 (black) to 1 (white), as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            // The threshold of sRGB; WCAG's 0.03928 gives the same result for all 256 values.
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast with another colour: a ratio from 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (own, other) = (self.luminance(), other.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    /// Returns white or black, whichever is easier to read on this colour. The contrast is never
    /// below 4.58; WCAG 2.2 AA requires 4.5.
    pub fn words(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// Mixes this colour with another one, of which it takes `step` of [`STEPS`] parts.
    fn towards(self, other: Self, step: u16) -> Self {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(other.0) {
            let sum = u32::from(*own) * u32::from(STEPS - step) + u32::from(other) * u32::from(step);
            *own = u8::try_from((sum + u32::from(STEPS) / 2) / u32::from(STEPS)).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// Returns the nearest darker or lighter shade that satisfies `is_right`, if there is one.
    pub fn nearest_shade(self, is_right: impl Fn(Self) -> bool) -> Option<Self> {
        (0..=STEPS)
            .flat_map(|step| [Self::BLACK, Self::WHITE].map(|end| self.towards(end, step)))
            .find(|shade| is_right(*shade))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn forms_of_a_colour() {
        for (written, read) in
            [("#B3131B", "#b3131b"), (" b3131b ", "#b3131b"), ("#fff", "#ffffff"), ("#0a1", "#00aa11")]
        {
            assert_eq!(colour(written).to_string(), read);
        }
        for wrong in ["", "#", "red", "#12345", "#1234567", "#gggggg", "＃b3131b", "#b3131b;}"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    /// Examples from WCAG and from the design tokens.
    #[test]
    fn contrast_is_that_of_wcag() {
        let cases = [
            ("#000", "#fff", 21.0),
            ("#777", "#fff", 4.48),
            ("#767676", "#fff", 4.54),
            ("#b3131b", "#fff", 6.93),
            ("#f2c879", "#8c0f14", 6.07),
            ("#8a5a12", "#fff", 5.90),
        ];
        for (words, ground, ratio) in cases {
            let found = colour(words).contrast(colour(ground));
            assert!((found - ratio).abs() < 0.06, "{words} on {ground}: {found}");
        }
    }

    #[test]
    fn a_shade_is_as_near_as_can_be() {
        let readable = |shade: Colour| shade.contrast(Colour::WHITE) >= 4.5;
        let found = colour("#e0656b").nearest_shade(readable).unwrap();
        assert!(readable(found) && found.contrast(Colour::WHITE) < 4.7, "{found}");
        assert_eq!(colour("#b3131b").nearest_shade(readable), Some(colour("#b3131b")));
        assert_eq!(colour("#b3131b").nearest_shade(|_| false), None);
    }

    #[test]
    fn words_are_white_on_dark_grounds_and_black_on_light_ones() {
        for (ground, words) in
            [("#5b2c83", "#fff"), ("#b3131b", "#fff"), ("#f2c879", "#000"), ("#000", "#fff")]
        {
            assert_eq!(colour(ground).words(), colour(words), "{ground}");
        }
    }

    proptest! {
        #[test]
        fn words_can_be_read_on_any_colour(ground: [u8; 3]) {
            let ground = Colour(ground);
            prop_assert!(ground.words().contrast(ground) >= 4.5);
        }

        #[test]
        fn a_colour_is_read_as_it_is_written(channels: [u8; 3]) {
            let shown = Colour(channels).to_string();
            prop_assert_eq!(colour(&shown), Colour(channels));
        }

        #[test]
        fn contrast_is_mutual_and_within_its_bounds(a: [u8; 3], b: [u8; 3]) {
            let ratio = Colour(a).contrast(Colour(b));
            prop_assert!((1.0..=21.0 + 1e-9).contains(&ratio));
            prop_assert!((ratio - Colour(b).contrast(Colour(a))).abs() < 1e-12);
        }
    }
}
