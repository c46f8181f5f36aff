//! Draws the organization as a tree: a unit above, lines down to those below it.
//!
//! Units are side by side if there is room. Otherwise those from the third level on hang below each
//! other, like the lines of a list.

mod hanging;
mod name;

use super::measure::{self, LEADING};
use super::sketch::{Anchor, Scale, Shape, Sketch};
use hanging::Column;
use name::{AIR, GAP, LINES, SLOT, TreeLayout, class, number};

pub(super) use name::TreeUnit;

/// Width of a page, in pixels: a wider tree is not drawn.
const WIDEST: f64 = 1160.0;
/// Minimum width of a picture, so that a few units do not look lost.
const NARROWEST: f64 = 560.0;
/// Maximum height: that of a screen.
const HIGHEST: f64 = 900.0;
/// Factors by which letters may shrink so that all units have room.
const SMALLER: [f64; 3] = [1.0, 0.9, 0.82];
/// Maximum number of levels.
const DEEPEST: usize = 6;
/// The level from which on units hang if there is no room for them side by side.
const HUNG: usize = 2;
/// Half of the distance from the end of a name down to the next.
const DROP: f64 = 18.0;

/// Draws the tree. `None` if there is nothing to connect, or if it would be too wide, too high or
/// too deep to be read. The nested list on the page has everything.
pub(super) fn tree(units: &[TreeUnit]) -> Option<Sketch> {
    let depth = depth_of(units, DEEPEST + 1);
    if !(2..=DEEPEST).contains(&depth) {
        return None;
    }
    // Letters shrink only if hanging is not enough.
    let manners =
        SMALLER.into_iter().flat_map(|factor| [depth, HUNG].map(|hung| TreeLayout { hung, factor }));
    let fits = |manner: &TreeLayout| manner.room_of_all(units, 0) <= WIDEST;
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

/// Counts the levels, up to `most`: a deeper tree is not followed down.
fn depth_of(units: &[TreeUnit], most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    units.iter().map(|unit| 1 + depth_of(&unit.children, most - 1)).max().unwrap_or(0)
}

impl TreeLayout {
    /// Returns the room that a unit and those below it need.
    fn room_of(self, unit: &TreeUnit, level: usize) -> f64 {
        let below = if level + 1 < self.hung {
            self.room_of_all(&unit.children, level + 1)
        } else {
            hanging::room(&unit.children, level + 1, self)
        };
        self.room_of_name(&unit.name, level).max(below)
    }

    fn room_of_all(self, units: &[TreeUnit], level: usize) -> f64 {
        units.iter().map(|unit| self.room_of(unit, level)).sum()
    }

    /// Counts the columns of a unit and those below it. Hanging units are one column.
    fn columns_of(self, unit: &TreeUnit, level: usize) -> usize {
        if level + 1 >= self.hung {
            return 1;
        }
        let below: usize = unit.children.iter().map(|child| self.columns_of(child, level + 1)).sum();
        below.max(1)
    }
}

/// A unit with its position in a row.
struct PlacedUnit {
    x: f64,
    level: usize,
    lines: Vec<String>,
    children: Vec<f64>,
}

impl PlacedUnit {
    /// Returns the height of its name.
    fn height(&self, manner: TreeLayout) -> f64 {
        number(self.lines.len().max(1)) * manner.size(self.level) * LEADING
    }
}

/// The positions of all units.
struct Plan {
    manner: TreeLayout,
    /// Room that each column gets in addition to what it needs.
    extra: f64,
    /// Height of the names of each level that is a row.
    rows: Vec<f64>,
    placed: Vec<PlacedUnit>,
    /// The columns that hang below the last row, each with the index in `placed` of the unit above
    /// it.
    columns: Vec<(usize, Column)>,
}

impl Plan {
    /// Places units side by side from `left` on, each centred above those below it. Returns their
    /// positions.
    fn place(&mut self, units: &[TreeUnit], level: usize, mut left: f64) -> Vec<f64> {
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
            // A unit that is centred above its children may be nearer to one edge of its room.
            let free = 2.0 * (x - left).min(left + room - x) - AIR;
            let lines = measure::even_lines(&unit.name, free / self.manner.size(level), LINES);
            let placed = PlacedUnit { x, level, lines, children };
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

    fn room(&self, unit: &TreeUnit, level: usize) -> f64 {
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
        // Hanging units begin below the last row.
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

/// Draws lines from a unit, whose name ends at `own`, in a row that ends at `row`, to those below
/// it.
fn connect(sketch: &mut Sketch, unit: &PlacedUnit, (own, row): (f64, f64)) {
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

    fn unit(name: &str, children: Vec<TreeUnit>) -> TreeUnit {
        TreeUnit { name: name.into(), children }
    }

    fn branches(count: usize) -> Vec<TreeUnit> {
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
        // Those of one unit have one edge and are below each other.
        let (first, second) = hung.split_at(12);
        assert!(first.iter().all(|(x, ..)| *x == first[0].0) && second.iter().all(|(x, ..)| *x > first[0].0));
        assert!(first.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert_eq!((first[0].2, first[11].2), ("第1党支部", "第12党支部"));
        // If there is room for all, none hangs.
        let narrow = [unit("公司党委", vec![general("厂区总支", 3), general("矿山总支", 2)])];
        let is_hung = |shape: &Shape| matches!(shape, Shape::Words { anchor: Anchor::Start, .. });
        assert!(!tree(&narrow).unwrap().shapes.iter().any(is_hung));
    }

    fn any_unit() -> impl Strategy<Value = TreeUnit> {
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
