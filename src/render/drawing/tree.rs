//! The organization as a picture: a unit above, a line down to those below it.
//!
//! Units stand side by side where they have room; else those from the third level on hang below each other, like the lines of a list.

mod hanging;

use super::measure::{self, LEADING};
use super::sketch::{Anchor, Scale, Shape, Sketch};
use hanging::Column;

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
/// The highest that can be taken in at a look: the height of a screen.
const HIGHEST: f64 = 900.0;
/// The least and the greatest room of a unit that has none below it.
const SLOT: (f64, f64) = (56.0, 132.0);
/// Between the names of neighbours.
const AIR: f64 = 10.0;
/// How much smaller letters get so that all units have room.
const SMALLER: [f64; 3] = [1.0, 0.9, 0.82];
/// Levels that still can be taken in at a look.
const DEEPEST: usize = 6;
/// The level from which on units hang where they have no room side by side.
const HUNG: usize = 2;
/// Lines of a name.
const LINES: usize = 6;
/// Half of the way from the end of a name down to the next.
const DROP: f64 = 18.0;
/// From a line to the name below it, and from a name to the line below.
const GAP: f64 = 6.0;

/// The picture: `None` where there is nothing to connect, and where it would be too wide, too high or too deep to be read. The nested
/// list has all.
pub(super) fn tree(units: &[Unit]) -> Option<Sketch> {
    let depth = depth_of(units, DEEPEST + 1);
    if !(2..=DEEPEST).contains(&depth) {
        return None;
    }
    // Letters get smaller only where hanging is not enough.
    let manners = SMALLER.into_iter().flat_map(|factor| [depth, HUNG].map(|hung| Manner { hung, factor }));
    let fits = |manner: &Manner| manner.room_of_all(units, 0) <= WIDEST;
    let manner = manners.into_iter().find(fits)?;
    let needed = manner.room_of_all(units, 0);
    let columns = number(units.iter().map(|unit| manner.columns_of(unit, 0)).sum());
    let extra = ((WIDEST - needed) / columns).min((SLOT.1 - needed / columns).max(0.0));
    let width = (needed + extra * columns).max(NARROWEST);
    let rows = vec![0.0; depth.min(manner.hung)];
    let mut plan = Plan { manner, extra, rows, placed: Vec::new(), columns: Vec::new() };
    plan.place(units, 0, (width - needed - extra * columns) / 2.0);
    Some(plan.draw(width)).filter(|sketch| sketch.height <= HIGHEST)
}

/// How many levels there are, counted up to `most`: a deep tree is not followed down.
fn depth_of(units: &[Unit], most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    units.iter().map(|unit| 1 + depth_of(&unit.children, most - 1)).max().unwrap_or(0)
}

/// How units are laid out.
#[derive(Debug, Clone, Copy)]
struct Manner {
    /// The level from which on units hang below each other.
    hung: usize,
    /// How much smaller letters are.
    factor: f64,
}

impl Manner {
    /// The size of letters at a level.
    fn size(self, level: usize) -> f64 {
        let size = match level {
            0 => 24.0,
            1 => 17.0,
            _ => 15.0,
        };
        size * self.factor
    }

    /// The room of the longest word of a name, within bounds.
    fn room_of_name(self, name: &str, level: usize) -> f64 {
        (measure::longest_word(name) * self.size(level) + AIR).clamp(SLOT.0, SLOT.1)
    }

    /// The room that a unit and those below it need.
    fn room_of(self, unit: &Unit, level: usize) -> f64 {
        let below = if level + 1 < self.hung {
            self.room_of_all(&unit.children, level + 1)
        } else {
            hanging::room(&unit.children, level + 1, self)
        };
        self.room_of_name(&unit.name, level).max(below)
    }

    fn room_of_all(self, units: &[Unit], level: usize) -> f64 {
        units.iter().map(|unit| self.room_of(unit, level)).sum()
    }

    /// How many columns a unit and those below it make: what hangs is one.
    fn columns_of(self, unit: &Unit, level: usize) -> usize {
        if level + 1 >= self.hung {
            return 1;
        }
        let below: usize = unit.children.iter().map(|child| self.columns_of(child, level + 1)).sum();
        below.max(1)
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn class(level: usize) -> &'static str {
    match level {
        0 => "first",
        1 => "second",
        _ => "name",
    }
}

/// A unit that has its place in a row.
struct Placed {
    x: f64,
    level: usize,
    lines: Vec<String>,
    children: Vec<f64>,
}

impl Placed {
    /// How high its name is.
    fn height(&self, manner: Manner) -> f64 {
        number(self.lines.len().max(1)) * manner.size(self.level) * LEADING
    }
}

/// Which unit stands where.
struct Plan {
    manner: Manner,
    /// What each column gets beside the room that it needs.
    extra: f64,
    /// How high the names of a level are, of those levels that are rows.
    rows: Vec<f64>,
    placed: Vec<Placed>,
    /// What hangs below the last row, and the number of the unit in `placed` below which it hangs.
    columns: Vec<(usize, Column)>,
}

impl Plan {
    /// Places units side by side from `left` on, each in the middle above those below it; their places.
    fn place(&mut self, units: &[Unit], level: usize, mut left: f64) -> Vec<f64> {
        let mut places = Vec::new();
        for unit in units {
            let room = self.room(unit, level);
            let children = if level + 1 < self.manner.hung {
                let below: f64 = unit.children.iter().map(|child| self.room(child, level + 1)).sum();
                self.place(&unit.children, level + 1, left + (room - below) / 2.0)
            } else {
                Vec::new()
            };
            let x = match (children.first(), children.last()) {
                (Some(first), Some(last)) => f64::midpoint(*first, *last),
                _ => left + room / 2.0,
            };
            // What stands in the middle of its children may be nearer to one edge of its room than to the other.
            let free = 2.0 * (x - left).min(left + room - x) - AIR;
            let lines = measure::even_lines(&unit.name, free / self.manner.size(level), LINES);
            let placed = Placed { x, level, lines, children };
            if let Some(row) = self.rows.get_mut(level) {
                *row = row.max(placed.height(self.manner));
            }
            if level + 1 >= self.manner.hung && !unit.children.is_empty() {
                let column = Column::new(&unit.children, level + 1, (left, left + room), self.manner);
                self.columns.push((self.placed.len(), column));
            }
            self.placed.push(placed);
            places.push(x);
            left += room;
        }
        places
    }

    fn room(&self, unit: &Unit, level: usize) -> f64 {
        self.manner.room_of(unit, level) + self.extra * number(self.manner.columns_of(unit, level))
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
            let size = self.manner.size(unit.level);
            connect(&mut sketch, unit, (top + unit.height(self.manner), top + row));
            sketch.lines(&unit.lines, (unit.x, top + size), size, Anchor::Middle, class(unit.level));
        }
        // What hangs begins below the last row.
        let bus = y - DROP - GAP;
        for (at, column) in &self.columns {
            let Some(unit) = self.placed.get(*at) else { continue };
            let own = tops.last().map_or(0.0, |top| top + unit.height(self.manner));
            let bottom = column.draw(&mut sketch, (unit.x, own + GAP), bus);
            sketch.height = sketch.height.max(bottom);
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
        assert_eq!(
            tree(&[unit("公司党委", vec![unit("总支", branches(99)), unit("总支", branches(9))])]),
            None
        );
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

    #[test]
    fn what_has_no_room_side_by_side_hangs() {
        let general = |name: &str, count| unit(name, branches(count));
        let wide = [unit(
            "公司党委",
            vec![general("厂区总支", 12), general("矿山总支", 12), general("机关总支", 0)],
        )];
        let sketch = tree(&wide).unwrap();
        assert_tidy(&sketch);
        let hung = sketch.shapes.iter().filter_map(|shape| match shape {
            Shape::Words { x, y, anchor: Anchor::Start, text, .. } => Some((*x, *y, text.as_str())),
            _ => None,
        });
        let hung: Vec<_> = hung.collect();
        assert_eq!(hung.len(), 24);
        // Those of one unit have one edge and stand below each other.
        let (first, second) = hung.split_at(12);
        assert!(first.iter().all(|(x, ..)| *x == first[0].0) && second.iter().all(|(x, ..)| *x > first[0].0));
        assert!(first.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert_eq!((first[0].2, first[11].2), ("第1党支部", "第12党支部"));
        // With room for all of them nothing hangs.
        let narrow = [unit("公司党委", vec![general("厂区总支", 3), general("矿山总支", 2)])];
        let is_hung = |shape: &Shape| matches!(shape, Shape::Words { anchor: Anchor::Start, .. });
        assert!(!tree(&narrow).unwrap().shapes.iter().any(is_hung));
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        let name = "[\u{4e00}-\u{4e20}a-z ]{1,60}";
        let leaf = name.prop_map(|name| unit(&name, Vec::new()));
        leaf.prop_recursive(7, 48, 9, move |inner| {
            (name, proptest::collection::vec(inner, 0..9)).prop_map(|(name, children)| unit(&name, children))
        })
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_picture(units in proptest::collection::vec(any_unit(), 0..3)) {
            if let Some(sketch) = tree(&units) {
                prop_assert!(sketch.width() <= WIDEST + 0.01 && sketch.height <= HIGHEST);
                assert_tidy(&sketch);
            }
        }
    }
}
