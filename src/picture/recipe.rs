//! What a smaller picture is made like: its width, its ratio and what stays when it is cropped.

use serde::{Deserialize, Serialize};

/// The usual widest picture. Up to this width a photo is decoded at one and the same scale, so that
/// the bytes of a width don't depend on which others are made with it.
const USUAL_WIDTH: u32 = 1600;
/// Up to this width a picture is a thumbnail, where artefacts of the encoder are hardly seen.
const THUMBNAIL: u32 = 480;

/// How to make a smaller picture. Equal recipes and equal bytes give equal results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipe {
    /// Width in pixels. A picture is never enlarged: a narrower one stays as wide as it is.
    pub width: u32,
    /// Width to height, for example (16, 9). The rest is cropped away.
    pub ratio: Option<(u32, u32)>,
    /// What stays in sight when it is cropped.
    pub focus: Focus,
    /// Quality of JPEG, 1 to 100.
    pub quality: u8,
}

impl Recipe {
    /// Changes when the same recipe gives other bytes: part of the name under which results are
    /// stored. Raise it with every change of decoding, resizing or encoding.
    pub const VERSION: u32 = 2;

    /// A whole picture of at most this width, with the quality that suits it: 80, and 72 up to a
    /// width of 480.
    pub const fn new(width: u32) -> Self {
        let quality = if width <= THUMBNAIL { 72 } else { 80 };
        Self { width, ratio: None, focus: Focus::USUAL, quality }
    }

    /// Crops it to a ratio around a point.
    #[must_use]
    pub const fn cropped(mut self, ratio: (u32, u32), focus: Focus) -> Self {
        self.ratio = Some(ratio);
        self.focus = focus;
        self
    }

    /// The part of an upright picture that is shown: left, top, width, height.
    pub(super) fn part(&self, width: u32, height: u32) -> (f64, f64, f64, f64) {
        let (width, height) = (f64::from(width), f64::from(height));
        let Some((across, down)) = self.ratio.filter(|(across, down)| *across > 0 && *down > 0) else {
            return (0.0, 0.0, width, height);
        };
        let ratio = f64::from(across) / f64::from(down);
        let (part_width, part_height) =
            if width > height * ratio { (height * ratio, height) } else { (width, width / ratio) };
        let from = |side: f64, part: f64, focus: u16| {
            (side * f64::from(focus) / 1000.0 - part / 2.0).clamp(0.0, (side - part).max(0.0))
        };
        let (left, top) = (from(width, part_width, self.focus.x), from(height, part_height, self.focus.y));
        (left, top, part_width, part_height)
    }

    /// The size of the result, from the size of the upright picture.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides are below 2^32")]
    pub fn size(&self, width: u32, height: u32) -> (u32, u32) {
        let (_, _, part_width, part_height) = self.part(width, height);
        // A part of 1199.999 pixels is one of 1200.
        let width = self.width.min((part_width + 0.01) as u32).max(1);
        let height = (f64::from(width) * part_height / part_width).round() as u32;
        (width, height.max(1))
    }

    /// The power of two, at most 8, by which a JPEG of this upright size may be decoded smaller.
    pub(super) fn shrink(&self, width: u32, height: u32) -> u32 {
        let (_, _, part_width, _) = self.part(width, height);
        let (target, _) = self.size(width, height);
        let needed = f64::from(target) / part_width * f64::from(width);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the width")]
        let needed = needed.ceil() as u32;
        if needed <= USUAL_WIDTH { usual_shrink(width) } else { shrink_to(width, needed) }
    }
}

/// The scale at which widths up to 1600 are made.
pub(super) fn usual_shrink(width: u32) -> u32 {
    shrink_to(width, USUAL_WIDTH)
}

fn shrink_to(width: u32, needed: u32) -> u32 {
    [8, 4, 2].into_iter().find(|shrink| width / shrink >= needed).unwrap_or(1)
}

/// The point of a picture that stays in sight, in thousandths of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Focus {
    x: u16,
    y: u16,
}

impl Focus {
    /// In the middle, a little above the centre: where faces are.
    pub const USUAL: Self = Self { x: 500, y: 400 };

    /// A point, each from 0 (left, top) to 1.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    pub fn at(x: f64, y: f64) -> Self {
        let thousandths = |part: f64| (part.clamp(0.0, 1.0) * 1000.0).round() as u16;
        Self { x: thousandths(x), y: thousandths(y) }
    }

    /// Reads what a writer writes: `上`, `左上`, `top left`, `30% 40%`, `0.3, 0.4`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let parts: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '-'))
            .filter(|part| !part.is_empty())
            .collect();
        if let [x, y] = *parts.as_slice()
            && let Some((x, y)) = part(x).zip(part(y))
        {
            return Some(Self::at(x, y));
        }
        let mut focus = (None, None);
        for part in &parts {
            named(part, &mut focus)?;
        }
        match focus {
            (None, None) => None,
            (x, y) => Some(Self { x: x.unwrap_or(500), y: y.unwrap_or(500) }),
        }
    }
}

impl Default for Focus {
    fn default() -> Self {
        Self::USUAL
    }
}

/// A part of a side: `30%` or `0.3`.
fn part(text: &str) -> Option<f64> {
    let (number, whole) = match text.strip_suffix(['%', '％']) {
        Some(number) => (number, 100.0),
        None => (text, 1.0),
    };
    let part: f64 = number.parse().ok()?;
    (0.0..=whole).contains(&part).then_some(part / whole)
}

/// Reads a direction into the side that it says something about; `None` if it is none.
fn named(text: &str, focus: &mut (Option<u16>, Option<u16>)) -> Option<()> {
    match text {
        "left" => focus.0 = Some(0),
        "right" => focus.0 = Some(1000),
        "top" => focus.1 = Some(0),
        "bottom" => focus.1 = Some(1000),
        "center" | "centre" | "middle" | "居中" => {
            focus.0.get_or_insert(500);
        }
        text => {
            for character in text.chars() {
                match character {
                    '左' => focus.0 = Some(0),
                    '右' => focus.0 = Some(1000),
                    '上' => focus.1 = Some(0),
                    '下' => focus.1 = Some(1000),
                    '中' => {
                        focus.0.get_or_insert(500);
                    }
                    _ => return None,
                }
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_enlarged() {
        assert_eq!(Recipe::new(1600).size(4000, 3000), (1600, 1200));
        assert_eq!(Recipe::new(1600).size(800, 600), (800, 600));
        let cover = Recipe::new(960).cropped((16, 9), Focus::USUAL);
        assert_eq!(cover.size(4000, 3000), (960, 540));
        assert_eq!(cover.size(900, 3000), (900, 506));
        assert_eq!(Recipe::new(480).size(4000, 1), (480, 1));
    }

    #[test]
    fn the_focus_stays_in_sight_and_the_part_inside() {
        let square = |x, y| Recipe::new(100).cropped((1, 1), Focus::at(x, y)).part(400, 200);
        assert_eq!(square(0.5, 0.5), (100.0, 0.0, 200.0, 200.0));
        assert_eq!(square(0.0, 0.0), (0.0, 0.0, 200.0, 200.0));
        assert_eq!(square(1.0, 1.0), (200.0, 0.0, 200.0, 200.0));
        assert_eq!(square(0.4, 0.5), (60.0, 0.0, 200.0, 200.0));
    }

    #[test]
    fn a_focus_is_read_as_people_write_it() {
        for (text, focus) in [
            ("上", (0.5, 0.0)),
            ("左上", (0.0, 0.0)),
            ("居中", (0.5, 0.5)),
            ("Top Right", (1.0, 0.0)),
            ("30% 40%", (0.3, 0.4)),
            ("0.3，0.4", (0.3, 0.4)),
        ] {
            assert_eq!(Focus::parse(text), Some(Focus::at(focus.0, focus.1)), "{text}");
        }
        for text in ["", "前", "130% 40%", "top up"] {
            assert_eq!(Focus::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_scale_of_decoding_is_the_same_for_all_usual_widths() {
        for width in [16, 480, 960, 1600] {
            assert_eq!(Recipe::new(width).shrink(4000, 3000), 2);
            assert_eq!(Recipe::new(width).shrink(3000, 4000), 1);
            assert_eq!(Recipe::new(width).shrink(8000, 6000), 4);
        }
        assert_eq!(Recipe::new(2560).shrink(4000, 3000), 1);
        // A cover that shows a third of the width needs more of it.
        assert_eq!(Recipe::new(960).cropped((1, 3), Focus::USUAL).shrink(9000, 3000), 1);
    }
}
