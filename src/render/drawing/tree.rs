//! The organization as a picture: a unit above, a line down to those below it.

use super::measure::{self, LEADING};
use super::sketch::{Anchor, Scale, Shape, Sketch};

/// A unit and those below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Its name, the short one where it has one.
    pub name: String,
    /// The units below it.
    pub children: Vec<Unit>,
}

/// The width of a page, in pixels: what is wider is left out.
const WIDEST: f64 = 1160.0;
/// The narrowest a picture is made, so that few units do not stand lost.
const NARROWEST: f64 = 560.0;
/// The least and the greatest room of a unit that has none below it.
const SLOT: (f64, f64) = (56.0, 132.0);
/// Between the names of neighbours.
const AIR: f64 = 10.0;
/// How much smaller letters get so that all units have room.
const SMALLER: [f64; 3] = [1.0, 0.9, 0.82];
/// Levels that still can be taken in at a look.
const DEEPEST: usize = 6;
/// Lines of a name.
const LINES: usize = 6;
/// Half of the way from the end of a name down to the next.
const DROP: f64 = 18.0;
/// From a line to the name below it, and from a name to the line below.
const GAP: f64 = 6.0;

/// The picture: `None` where there is nothing to connect, and where it would be too wide or too deep to be read. The nested list has all.
pub(super) fn tree(units: &[Unit]) -> Option<Sketch> {
    let depth = depth_of(units, DEEPEST + 1);
    if !(2..=DEEPEST).contains(&depth) {
        return None;
    }
    let leaves = f64::from(u32::try_from(leaves_of(units)).ok()?);
    let needed = |factor: &f64| (*factor, units.iter().map(|unit| room_of(unit, 0, *factor)).sum::<f64>());
    let (factor, needed) = SMALLER.iter().map(needed).find(|(_, needed)| *needed <= WIDEST)?;
    let extra = ((WIDEST - needed) / leaves).min((SLOT.1 - needed / leaves).max(0.0));
    let width = (needed + extra * leaves).max(NARROWEST);
    let mut plan = Plan { extra, factor, rows: vec![0.0; depth], placed: Vec::new() };
    plan.place(units, 0, (width - needed - extra * leaves) / 2.0);
    Some(plan.draw(width))
}

/// The room that a unit and those below it need, side by side: that of the longest word of a name, within bounds.
fn room_of(unit: &Unit, level: usize, factor: f64) -> f64 {
    let own = measure::longest_word(&unit.name) * size(level, factor) + AIR;
    let below: f64 = unit.children.iter().map(|child| room_of(child, level + 1, factor)).sum();
    own.clamp(SLOT.0, SLOT.1).max(below)
}

fn leaves_of(units: &[Unit]) -> usize {
    units.iter().map(|unit| leaves_of(&unit.children).max(1)).sum()
}

/// How many levels there are, counted up to `most`: a deep tree is not followed down.
fn depth_of(units: &[Unit], most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    units.iter().map(|unit| 1 + depth_of(&unit.children, most - 1)).max().unwrap_or(0)
}

/// The size of letters at a level.
fn size(level: usize, factor: f64) -> f64 {
    let size = match level {
        0 => 24.0,
        1 => 17.0,
        _ => 15.0,
    };
    size * factor
}

fn class(level: usize) -> &'static str {
    match level {
        0 => "first",
        1 => "second",
        _ => "name",
    }
}

/// A unit that has its place.
struct Placed {
    x: f64,
    level: usize,
    lines: Vec<String>,
    children: Vec<f64>,
}

/// Which unit stands where.
struct Plan {
    /// What each unit that has none below it gets beside the room that it needs.
    extra: f64,
    /// How much smaller its letters are.
    factor: f64,
    /// How high the names of a level are.
    rows: Vec<f64>,
    placed: Vec<Placed>,
}

impl Plan {
    /// Places units side by side from `left` on, each in the middle above those below it; their places.
    fn place(&mut self, units: &[Unit], level: usize, mut left: f64) -> Vec<f64> {
        let mut places = Vec::new();
        for unit in units {
            let room = self.room(unit, level);
            let below: f64 = unit.children.iter().map(|child| self.room(child, level + 1)).sum();
            let children = self.place(&unit.children, level + 1, left + (room - below) / 2.0);
            let x = match (children.first(), children.last()) {
                (Some(first), Some(last)) => f64::midpoint(*first, *last),
                _ => left + room / 2.0,
            };
            // What stands in the middle of its children may be nearer to one edge of its room than to the other.
            let free = 2.0 * (x - left).min(left + room - x) - AIR;
            let lines = measure::even_lines(&unit.name, free / size(level, self.factor), LINES);
            let height =
                f64::from(u32::try_from(lines.len()).unwrap_or(1)) * size(level, self.factor) * LEADING;
            if let Some(row) = self.rows.get_mut(level) {
                *row = row.max(height);
            }
            self.placed.push(Placed { x, level, lines, children });
            places.push(x);
            left += room;
        }
        places
    }

    fn room(&self, unit: &Unit, level: usize) -> f64 {
        let leaves = f64::from(u32::try_from(leaves_of(&unit.children).max(1)).unwrap_or(1));
        room_of(unit, level, self.factor) + self.extra * leaves
    }

    fn draw(self, width: f64) -> Sketch {
        let mut sketch = Sketch::new(Scale::Fixed(width));
        let mut tops = Vec::new();
        let mut y = 0.0;
        for row in &self.rows {
            tops.push(y);
            y += row + 2.0 * (DROP + GAP);
        }
        sketch.height = y - 2.0 * (DROP + GAP);
        for unit in &self.placed {
            let (Some(top), Some(row)) = (tops.get(unit.level), self.rows.get(unit.level)) else { continue };
            let own = f64::from(u32::try_from(unit.lines.len()).unwrap_or(1))
                * size(unit.level, self.factor)
                * LEADING;
            connect(&mut sketch, unit, (top + own, top + row));
            let first = top + size(unit.level, self.factor);
            sketch.lines(
                &unit.lines,
                (unit.x, first),
                size(unit.level, self.factor),
                Anchor::Middle,
                class(unit.level),
            );
        }
        sketch
    }
}

/// Lines from a unit, whose name ends at `own`, in a row that ends at `row`, to those below it.
fn connect(sketch: &mut Sketch, unit: &Placed, (own, row): (f64, f64)) {
    let (Some(first), Some(last)) = (unit.children.first(), unit.children.last()) else { return };
    let bus = row + GAP + DROP;
    let mut line = |from, to| sketch.shapes.push(Shape::Line { from, to, class: "branch" });
    line((unit.x, own + GAP), (unit.x, bus));
    if last > first {
        line((*first, bus), (*last, bus));
    }
    for x in &unit.children {
        line((*x, bus), (*x, bus + DROP));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sketch::tests::assert_tidy;
    use super::*;

    fn unit(name: &str, children: Vec<Unit>) -> Unit {
        Unit { name: name.into(), children }
    }

    fn branches(count: usize) -> Vec<Unit> {
        (1..=count).map(|number| unit(&format!("第{number}党支部"), Vec::new())).collect()
    }

    #[test]
    fn a_unit_stands_in_the_middle_above_those_below_it() {
        let sketch = tree(&[unit("公司党委", branches(3))]).unwrap();
        let places: Vec<f64> = sketch
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Words { x, .. } => Some(*x),
                _ => None,
            })
            .collect();
        assert_eq!(places, [148.0, 280.0, 412.0, 280.0]);
        assert_tidy(&sketch);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert_eq!(tree(&[]), None);
        assert_eq!(tree(&[unit("公司党委", Vec::new())]), None);
        assert_eq!(tree(&[unit("公司党委", branches(200))]), None);
        let deep = (0..40).fold(unit("底", Vec::new()), |below, _| unit("层", vec![below]));
        assert_eq!(tree(&[deep]), None);
        assert!(tree(&[unit("公司党委", branches(18))]).is_some());
    }

    #[test]
    fn a_word_has_room() {
        let names = ["Discipline and Supervision Office", "Youth League Committee", "Headquarters Branch"];
        let below = names.iter().cycle().take(11).map(|name| unit(name, Vec::new()));
        let sketch = tree(&[unit("Party Committee", below.collect())]).unwrap();
        for shape in &sketch.shapes {
            if let Shape::Words { text, .. } = shape {
                let words =
                    "Discipline and Supervision Office Youth League Committee Headquarters Branch Party";
                let is_whole = |word: &str| words.split(' ').any(|known| known == word);
                assert!(text.split(' ').all(is_whole), "{text}");
            }
        }
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        let name = "[\u{4e00}-\u{4e20}a-z ]{1,60}";
        let leaf = name.prop_map(|name| unit(&name, Vec::new()));
        leaf.prop_recursive(7, 24, 5, move |inner| {
            (name, proptest::collection::vec(inner, 0..5)).prop_map(|(name, children)| unit(&name, children))
        })
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_picture(units in proptest::collection::vec(any_unit(), 0..3)) {
            if let Some(sketch) = tree(&units) {
                prop_assert!(sketch.width() <= WIDEST + 0.01);
                assert_tidy(&sketch);
            }
        }
    }
}
