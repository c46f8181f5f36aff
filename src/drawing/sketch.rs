//! Holds shapes with their positions, and writes them as SVG.
//!
//! Writes only attributes that a content security policy of `default-src 'self'` allows: positions
//! as attributes, colours and fonts as classes.

use std::fmt::Write;

use super::measure;
use crate::text::escaped;

/// The units of positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scale {
    /// Horizontally percent of the available width, vertically letter heights: letters keep their
    /// size on every screen and grow with the reader's choice.
    Flowing,
    /// Pixels of a picture of this width; with less room, the entire picture shrinks.
    Fixed(f64),
}

/// The side of its position on which a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// After it, in reading direction.
    Start,
    /// On both sides.
    Middle,
    /// Before it.
    End,
}

/// One shape of a picture. Positions are in the units of the picture's scale.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A filled rectangle: corner, width and height.
    Bar { x: f64, y: f64, width: f64, height: f64, class: String },
    /// A line between two points.
    Line { from: (f64, f64), to: (f64, f64), class: &'static str },
    /// A dot.
    Dot { x: f64, y: f64 },
    /// One line of text. `y` is its baseline, `size` its letter height (1 if the picture flows).
    Words { x: f64, y: f64, size: f64, anchor: Anchor, text: String, class: &'static str },
}

/// A picture as shapes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sketch {
    /// The units of its positions.
    pub scale: Scale,
    /// Its height.
    pub height: f64,
    /// Its shapes, from back to front.
    pub shapes: Vec<Shape>,
}

impl Sketch {
    /// Creates an empty picture.
    pub fn new(scale: Scale) -> Self {
        Self { scale, height: 0.0, shapes: Vec::new() }
    }

    /// Returns its width.
    pub fn width(&self) -> f64 {
        match self.scale {
            Scale::Flowing => 100.0,
            Scale::Fixed(width) => width,
        }
    }

    /// Adds lines of text one below the other, the first baseline at `y`.
    pub fn lines(
        &mut self,
        lines: &[String],
        place: (f64, f64),
        size: f64,
        anchor: Anchor,
        class: &'static str,
    ) {
        let mut y = place.1;
        for text in lines {
            self.shapes.push(Shape::Words { x: place.0, y, size, anchor, text: text.clone(), class });
            y += size * measure::LEADING;
        }
    }

    /// Writes the picture as an SVG element with a class and, for readers who do not see it, a
    /// name. If `rtl`, it is mirrored.
    pub fn svg(&self, class: &str, label: &str, rtl: bool) -> String {
        let pen = Pen { sketch: self, rtl };
        let mut out = format!("<svg class=\"{class}\" role=\"img\" aria-label=\"{}\"", escaped(label));
        let height = round(self.height);
        let _ = match self.scale {
            Scale::Flowing => write!(out, " width=\"100%\" height=\"{height}em\""),
            Scale::Fixed(width) => {
                write!(out, " viewBox=\"0 0 {} {height}\" width=\"{0}\" height=\"{height}\"", round(width))
            }
        };
        out.push_str(if rtl { " direction=\"rtl\">" } else { " direction=\"ltr\">" });
        for shape in &self.shapes {
            pen.shape(shape, &mut out);
        }
        out.push_str("</svg>");
        out
    }
}

struct Pen<'a> {
    sketch: &'a Sketch,
    rtl: bool,
}

impl Pen<'_> {
    fn shape(&self, shape: &Shape, out: &mut String) {
        let _ = match shape {
            Shape::Bar { x, y, width, height, class } => write!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                self.across(if self.rtl { x + width } else { *x }),
                self.down(*y),
                self.length(*width),
                self.down(*height)
            ),
            Shape::Line { from, to, class } => write!(
                out,
                "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
                self.across(from.0),
                self.down(from.1),
                self.across(to.0),
                self.down(to.1)
            ),
            Shape::Dot { x, y } => {
                write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"4\"/>", self.across(*x), self.down(*y))
            }
            Shape::Words { x, y, size, anchor, text, class } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let size = match self.sketch.scale {
                    Scale::Flowing => String::new(),
                    Scale::Fixed(_) => format!(" font-size=\"{}\"", round(*size)),
                };
                write!(
                    out,
                    "<text class=\"{class}\" x=\"{}\" y=\"{}\"{size} text-anchor=\"{anchor}\">{}</text>",
                    self.across(*x),
                    self.down(*y),
                    escaped(text)
                )
            }
        };
    }

    fn across(&self, x: f64) -> String {
        self.length(if self.rtl { self.sketch.width() - x } else { x })
    }

    fn length(&self, length: f64) -> String {
        let unit = if self.sketch.scale == Scale::Flowing { "%" } else { "" };
        format!("{}{unit}", round(length))
    }

    fn down(&self, y: f64) -> String {
        let unit = if self.sketch.scale == Scale::Flowing { "em" } else { "" };
        format!("{}{unit}", round(y))
    }
}

/// Rounds to two decimals: finer than a screen shows, and the same on every machine.
fn round(number: f64) -> f64 {
    let rounded = (number * 100.0).round() / 100.0;
    // No `-0`.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Checks that the tests of all pictures share.
#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The smallest room to draw a flowing picture for, in letters.
    const NARROW: f64 = 16.0;

    /// Returns left, top, right and bottom of a shape.
    pub fn extent(sketch: &Sketch, shape: &Shape) -> (f64, f64, f64, f64) {
        match shape {
            Shape::Bar { x, y, width, height, .. } => (*x, *y, x + width, y + height),
            Shape::Line { from, to, .. } => {
                (from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1))
            }
            Shape::Dot { x, y } => (*x, *y, *x, *y),
            Shape::Words { x, y, size, anchor, text, .. } => {
                let em = if sketch.scale == Scale::Flowing { 100.0 / NARROW } else { *size };
                let width = measure::width(text) * em;
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                (left, y - size * 0.85, left + width, y + size * 0.2)
            }
        }
    }

    /// Fails unless everything is inside the picture and no text or bar overlaps another.
    pub fn assert_tidy(sketch: &Sketch) {
        let solid = |shape: &&Shape| matches!(shape, Shape::Bar { .. } | Shape::Words { .. });
        let extents: Vec<_> = sketch.shapes.iter().map(|shape| extent(sketch, shape)).collect();
        for (shape, (left, top, right, bottom)) in sketch.shapes.iter().zip(&extents) {
            assert!(
                *left >= -0.01
                    && *top >= -0.01
                    && *right <= sketch.width() + 0.01
                    && *bottom <= sketch.height + 0.01,
                "{shape:?} is outside of {} × {}",
                sketch.width(),
                sketch.height
            );
        }
        let solids: Vec<&Shape> = sketch.shapes.iter().filter(solid).collect();
        for (at, one) in solids.iter().enumerate() {
            for other in solids.iter().skip(at + 1) {
                let (a, b) = (extent(sketch, one), extent(sketch, other));
                let apart = a.2 <= b.0 + 0.01 || b.2 <= a.0 + 0.01 || a.3 <= b.1 + 0.01 || b.3 <= a.1 + 0.01;
                assert!(apart, "{one:?} lies on {other:?}");
            }
        }
    }

    #[test]
    fn a_picture_is_written_with_attributes_alone() {
        let mut sketch = Sketch::new(Scale::Flowing);
        sketch.height = 2.0;
        sketch.lines(&["甲<乙".to_owned()], (0.0, 1.0), 1.0, Anchor::Start, "name");
        sketch.shapes.push(Shape::Bar { x: 0.0, y: 1.2, width: 40.0, height: 0.5, class: "c1".into() });
        assert_eq!(
            sketch.svg("chart", "党员 & 群众", false),
            "<svg class=\"chart\" role=\"img\" aria-label=\"党员 &amp; 群众\" width=\"100%\" height=\"2em\" direction=\"ltr\">\
             <text class=\"name\" x=\"0%\" y=\"1em\" text-anchor=\"start\">甲&lt;乙</text>\
             <rect class=\"c1\" x=\"0%\" y=\"1.2em\" width=\"40%\" height=\"0.5em\"/></svg>"
        );
        let mirrored = sketch.svg("chart", "", true);
        assert!(mirrored.contains("direction=\"rtl\"") && mirrored.contains("x=\"60%\""), "{mirrored}");
    }
}
