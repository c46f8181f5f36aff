//! Draws figures as charts: bars, shares of a whole, a series of years. Charts flow with the page;
//! a table next to them contains everything that they show.

use super::measure::{self, LEADING};
use super::sketch::{Anchor, Scale, Shape, Sketch};

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Its label; in a series, the year.
    pub label: String,
    /// Its value.
    pub value: f64,
    /// The value as text.
    pub text: String,
}

/// The smallest width to draw for, in letter heights: a phone of 360 px with the larger letters of
/// the mode for older readers.
const NARROW: f64 = 16.0;
/// Lines for the name of a bar or share.
const LINES: usize = 8;
/// Maximum width of the values next to them.
const VALUE: f64 = 7.0;
/// Number of colours.
const COLOURS: usize = 6;
/// Space above the highest point, for its value.
const TOP: f64 = 1.8;
/// Height of the area of a series.
const GROUND: f64 = 9.0;

/// Draws a bar for each figure, from the zero line. `None` if there is nothing to compare.
pub(super) fn bars(items: &[Item]) -> Option<Sketch> {
    let (least, most) = bounds(items)?;
    let zero = share(0.0, least, most);
    let mut sketch = Sketch::new(Scale::Flowing);
    let mut y = 0.0;
    for item in items {
        y = row(&mut sketch, item, y, 0.0);
        let end = share(item.value, least, most);
        let class = if item.value < 0.0 { "below" } else { "c1" };
        let (x, width) = (zero.min(end), (end - zero).abs());
        sketch.shapes.push(Shape::Bar { x, y, width, height: 0.7, class: class.into() });
        if least < 0.0 {
            let line = Shape::Line { from: (zero, y - 0.15), to: (zero, y + 0.85), class: "axis" };
            sketch.shapes.push(line);
        }
        y += 1.3;
    }
    sketch.height = y;
    Some(sketch)
}

/// Draws one bar divided into shares, with a legend below it. `None` if there is no whole.
pub(super) fn shares(items: &[Item]) -> Option<Sketch> {
    let whole: f64 = items.iter().map(|item| item.value.max(0.0)).sum();
    if !(whole.is_finite() && whole > 0.0) {
        return None;
    }
    let mut sketch = Sketch::new(Scale::Flowing);
    let mut x = 0.0;
    for (at, item) in items.iter().enumerate() {
        let width = (item.value.max(0.0) / whole * 100.0).min(100.0 - x);
        sketch.shapes.push(Shape::Bar { x, y: 0.0, width, height: 2.2, class: colour(at) });
        x += width;
    }
    let mut y = 2.9;
    for (at, item) in items.iter().enumerate() {
        let swatch = Shape::Bar { x: 0.0, y: y + 0.25, width: 5.0, height: 0.8, class: colour(at) };
        sketch.shapes.push(swatch);
        y = row(&mut sketch, item, y, 7.0);
    }
    sketch.height = y;
    Some(sketch)
}

/// Draws a line through the values of years. `None` if there are none. The distance between two
/// points is that between their years; labels are left out where there is no room.
pub(super) fn course(items: &[Item]) -> Option<Sketch> {
    let (least, most) = bounds(items)?;
    let years: Vec<f64> = items.iter().map(|item| item.label.parse().unwrap_or_default()).collect();
    let (first, last) = years.iter().fold((f64::MAX, f64::MIN), |(a, b), year| (a.min(*year), b.max(*year)));
    let widest = items.iter().map(|item| measure::width(&item.text).max(measure::width(&item.label)));
    let margin = (widest.fold(1.0, f64::max) / NARROW * 50.0 + 1.0).min(25.0);
    let x = |year: f64| match last - first {
        span if span > 0.0 => margin + (year - first) / span * (100.0 - 2.0 * margin),
        _ => 50.0,
    };
    let y = |value: f64| TOP + GROUND * (1.0 - share(value, least, most) / 100.0);
    let mut sketch = Sketch::new(Scale::Flowing);
    let zero = y(0.0);
    sketch.shapes.push(Shape::Line { from: (0.0, zero), to: (100.0, zero), class: "axis" });
    let points: Vec<(f64, f64)> =
        years.iter().zip(items).map(|(year, item)| (x(*year), y(item.value))).collect();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        sketch.shapes.push(Shape::Line { from: *from, to: *to, class: "course" });
    }
    for (x, y) in &points {
        sketch.shapes.push(Shape::Dot { x: *x, y: *y });
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for at in by_weight(items.len()) {
        let (Some(item), Some((x, y))) = (items.get(at), points.get(at)) else { continue };
        let half = measure::width(&item.text).max(measure::width(&item.label)) / NARROW * 50.0 + 1.0;
        if half > margin || taken.iter().any(|(left, right)| x - half < *right && x + half > *left) {
            continue;
        }
        taken.push((x - half, x + half));
        let words = |y: f64, text: &str, class| Shape::Words {
            x: *x,
            y,
            size: 1.0,
            anchor: Anchor::Middle,
            text: text.to_owned(),
            class,
        };
        sketch.shapes.push(words(near(&points, at, *y), &item.text, "value"));
        sketch.shapes.push(words(TOP + GROUND + 1.5, &item.label, "name"));
    }
    sketch.height = TOP + GROUND + 2.0;
    Some(sketch)
}

/// Returns the baseline for the label of a point at `y`: above the point, but below it in a valley
/// that is deep enough, where lines would cross the label.
fn near(points: &[(f64, f64)], at: usize, y: f64) -> f64 {
    let is_higher = |other: Option<usize>| {
        other.and_then(|other| points.get(other)).is_some_and(|(_, its)| *its < y - 0.5)
    };
    let is_valley = is_higher(at.checked_sub(1)) && is_higher(at.checked_add(1));
    if is_valley && y + 1.4 < TOP + GROUND { y + 1.3 } else { y - 0.7 }
}

/// Returns indices in the order in which points get labels as long as there is room: the last, the
/// first, then the others.
fn by_weight(count: usize) -> impl Iterator<Item = usize> {
    let ends = count.checked_sub(1).into_iter().chain((count > 1).then_some(0));
    ends.chain((1..count.saturating_sub(1)).rev())
}

/// Returns the smallest and the largest of the values and zero. `None` if there are no values or
/// one is not finite.
fn bounds(items: &[Item]) -> Option<(f64, f64)> {
    let are_numbers = items.iter().all(|item| item.value.is_finite() && item.value.abs() < 1e15);
    (are_numbers && !items.is_empty()).then(|| {
        items
            .iter()
            .fold((0.0, 0.0), |(least, most): (f64, f64), item| (least.min(item.value), most.max(item.value)))
    })
}

/// Returns the position of a value between two others, in percent.
fn share(value: f64, least: f64, most: f64) -> f64 {
    let span = most - least;
    if span > 0.0 { ((value - least) / span * 100.0).clamp(0.0, 100.0) } else { 0.0 }
}

/// Draws the name of a figure from `x` on, and its value at the other end. Returns where they end.
fn row(sketch: &mut Sketch, item: &Item, y: f64, x: f64) -> f64 {
    let values = measure::lines(&item.text, VALUE, 3);
    let value = values.iter().map(|line| measure::width(line)).fold(0.0, f64::max);
    let names = measure::lines(&item.label, NARROW * (1.0 - x / 100.0) - value - 0.5, LINES);
    sketch.lines(&names, (x, y + 1.0), 1.0, Anchor::Start, "name");
    sketch.lines(&values, (100.0, y + 1.0), 1.0, Anchor::End, "value");
    let lines = u32::try_from(names.len().max(values.len()).max(1)).unwrap_or(1);
    y + f64::from(lines) * LEADING
}

fn colour(at: usize) -> String {
    format!("c{}", at % COLOURS + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sketch::tests::assert_tidy;
    use super::*;

    fn item(label: &str, value: f64) -> Item {
        Item { label: label.into(), value, text: value.to_string() }
    }

    fn widths(sketch: &Sketch) -> Vec<(f64, f64)> {
        let bar = |shape: &Shape| match shape {
            Shape::Bar { x, width, .. } => Some((*x, *width)),
            _ => None,
        };
        sketch.shapes.iter().filter_map(bar).collect()
    }

    #[test]
    fn bars_are_as_long_as_their_values_are_great() {
        let sketch = bars(&[item("甲", 40.0), item("乙", 10.0), item("丙", 0.0)]).unwrap();
        assert_eq!(widths(&sketch), [(0.0, 100.0), (0.0, 25.0), (0.0, 0.0)]);
        let sketch = bars(&[item("升", 30.0), item("降", -10.0)]).unwrap();
        assert_eq!(widths(&sketch), [(25.0, 75.0), (0.0, 25.0)]);
        assert_eq!(widths(&bars(&[item("无", 0.0)]).unwrap()), [(0.0, 0.0)]);
        assert_eq!(bars(&[]), None);
        assert_eq!(bars(&[item("甲", f64::NAN)]), None);
    }

    #[test]
    fn shares_fill_the_bar() {
        let sketch = shares(&[item("甲", 32.0), item("乙", 8.0), item("丙", -1.0)]).unwrap();
        assert_eq!(widths(&sketch)[..3], [(0.0, 80.0), (80.0, 20.0), (100.0, 0.0)]);
        assert_eq!(shares(&[item("无", 0.0)]), None);
    }

    #[test]
    fn years_stand_as_far_apart_as_they_are() {
        let sketch = course(&[item("2020", 1.0), item("2022", 3.0), item("2026", 5.0)]).unwrap();
        let dots: Vec<f64> = sketch
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Dot { x, .. } => Some(*x),
                _ => None,
            })
            .collect();
        assert!(((dots[1] - dots[0]) * 2.0 - (dots[2] - dots[1])).abs() < 1e-9, "{dots:?}");
        assert_tidy(&course(&[item("2026", -3.0)]).unwrap());
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_picture(
            drawn in proptest::collection::vec(("[\u{4e00}-\u{4e20}a-z ]{0,60}", -9_999..99_999i32, 0..3u8), 1..12),
            from in 1949..2000i32,
        ) {
            let items: Vec<Item> = drawn.iter().map(|(label, value, _)| item(label, f64::from(*value))).collect();
            assert_tidy(&bars(&items).unwrap());
            if let Some(sketch) = shares(&items) {
                assert_tidy(&sketch);
            }
            let mut year = from;
            let years: Vec<Item> = drawn.iter().map(|(_, value, gap)| {
                year += i32::from(*gap) + 1;
                item(&year.to_string(), f64::from(*value))
            }).collect();
            assert_tidy(&course(&years).unwrap());
        }
    }
}
