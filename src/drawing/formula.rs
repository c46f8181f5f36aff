//! Draws the formula of a concept: its numerals in large letters side by side, each with its name.

use super::measure::{self, LEADING};
use super::sketch::{Anchor, Scale, Shape, Sketch};

/// One part of a concept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FormulaPart {
    /// Its numeral: 一.
    pub numeral: String,
    /// Its name: 围绕一个总思路.
    pub name: String,
}

/// Width of a picture.
const WIDTH: f64 = 1000.0;
/// Size of a numeral and of a name.
const NUMERAL: f64 = 88.0;
const NAME: f64 = 20.0;
/// Distance from the upper edge to the numerals, and from them to the names.
const AIR: f64 = 30.0;
/// Maximum number of parts.
const MOST: usize = 9;

/// Draws the formula. `None` if there are fewer than two parts, or more than fit side by side.
pub(super) fn formula(parts: &[FormulaPart]) -> Option<Sketch> {
    if !(2..=MOST).contains(&parts.len()) {
        return None;
    }
    let room = WIDTH / f64::from(u32::try_from(parts.len()).ok()?);
    let widest = parts.iter().map(|part| measure::width(&part.numeral)).fold(1.0, f64::max);
    let numeral = NUMERAL.min((room - 32.0) / widest);
    // A numeral that is an entire sentence is not one.
    if numeral < 2.0 * NAME {
        return None;
    }
    let mut sketch = Sketch::new(Scale::Fixed(WIDTH));
    let (mut x, mut deepest) = (0.0, 0.0f64);
    let below = AIR + numeral * 1.1 + AIR * 0.4;
    for part in parts {
        let middle = x + room / 2.0;
        let numerals = std::slice::from_ref(&part.numeral);
        sketch.lines(numerals, (middle, AIR + numeral * 0.9), numeral, Anchor::Middle, "numeral");
        let lines = measure::even_lines(&part.name, (room - 24.0) / NAME, 5);
        sketch.lines(&lines, (middle, below + NAME), NAME, Anchor::Middle, "name");
        deepest = deepest.max(f64::from(u32::try_from(lines.len()).unwrap_or(1)) * NAME * LEADING);
        x += room;
    }
    sketch.height = below + deepest + AIR * 0.6;
    let (height, mut x) = (sketch.height, room);
    let mut line = |from, to, class| sketch.shapes.push(Shape::Line { from, to, class });
    line((0.0, 0.5), (WIDTH, 0.5), "rule");
    line((0.0, height - 0.5), (WIDTH, height - 0.5), "rule");
    for _ in parts.iter().skip(1) {
        line((x, AIR), (x, height - AIR), "hair");
        x += room;
    }
    Some(sketch)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sketch::tests::assert_tidy;
    use super::*;

    fn part(numeral: &str, name: &str) -> FormulaPart {
        FormulaPart { numeral: numeral.into(), name: name.into() }
    }

    #[test]
    fn numerals_stand_side_by_side_with_lines_between() {
        let sketch =
            formula(&[part("一", "一个党支部"), part("二", "两个党小组"), part("一", "一套活动载体")])
                .unwrap();
        let hairs = sketch.shapes.iter().filter(|shape| matches!(shape, Shape::Line { class: "hair", .. }));
        assert_eq!(hairs.count(), 2);
        assert_tidy(&sketch);
    }

    #[test]
    fn what_is_no_formula_has_no_picture() {
        assert_eq!(formula(&[]), None);
        assert_eq!(formula(&[part("一", "甲")]), None);
        assert_eq!(formula(&vec![part("一", "甲"); 10]), None);
        assert_eq!(formula(&[part(&"一".repeat(60), "甲"), part("二", "乙")]), None);
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_picture(
            drawn in proptest::collection::vec(("[一二三四五1-9]{1,3}", "[\u{4e00}-\u{4e20}a-z ]{0,60}"), 2..10),
        ) {
            let parts: Vec<FormulaPart> = drawn.iter().map(|(numeral, name)| part(numeral, name)).collect();
            if let Some(sketch) = formula(&parts) {
                assert_tidy(&sketch);
            }
        }
    }
}
