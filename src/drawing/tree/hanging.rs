//! Draws units that hang below each other at a line, each with its own units indented below it: for
//! trees that are too wide for a row.

use super::super::measure::{self, LEADING};
use super::super::sketch::{Anchor, Shape, Sketch};
use super::name::{AIR, GAP, LINES, TreeLayout, TreeUnit, class, number};

/// Indentation of each level.
const INDENT: f64 = 18.0;
/// Distance from the line to the names.
const HOOK: f64 = 12.0;
/// Distance between two units.
const APART: f64 = 7.0;

/// Returns the room that units and all below them need.
pub(super) fn room(units: &[TreeUnit], level: usize, manner: TreeLayout) -> f64 {
    let of = |unit: &TreeUnit| {
        let below = room(&unit.children, level + 1, manner);
        INDENT + manner.room_of_name(&unit.name, level).max(below)
    };
    units.iter().map(of).fold(0.0, f64::max)
}

/// A unit, and where its name begins.
struct HungUnit {
    left: f64,
    level: usize,
    lines: Vec<String>,
    /// The units below it.
    below: Vec<HungUnit>,
}

/// All units that hang below one unit.
pub(super) struct Column {
    hung: Vec<HungUnit>,
    manner: TreeLayout,
}

impl Column {
    /// Places units between two edges, centred in the free room.
    pub fn new(units: &[TreeUnit], level: usize, (left, right): (f64, f64), manner: TreeLayout) -> Self {
        let mut hung = hang(units, level, (left, right), manner);
        let widest = hung.iter().map(|hung| hung.right(manner)).fold(left, f64::max);
        let free = (right - AIR - widest).max(0.0) / 2.0;
        hung.iter_mut().for_each(|hung| hung.shift(free));
        Self { hung, manner }
    }

    /// Draws the column below a unit whose own line begins at `from`; the line at which the column
    /// hangs begins at the height `bus`. Returns where the column ends.
    pub fn draw(&self, sketch: &mut Sketch, from: (f64, f64), bus: f64) -> f64 {
        let Some(first) = self.hung.first() else { return bus };
        let rail = first.left - HOOK;
        line(sketch, from, (from.0, bus));
        line(sketch, (rail, bus), (from.0, bus));
        self.draw_below(sketch, &self.hung, bus)
    }

    /// Draws units at a line that begins at the height `top`. Returns where they end.
    fn draw_below(&self, sketch: &mut Sketch, units: &[HungUnit], top: f64) -> f64 {
        let (mut y, mut last) = (top + APART, top);
        let Some(rail) = units.first().map(|unit| unit.left - HOOK) else { return top };
        for unit in units {
            let size = self.manner.size(unit.level);
            last = y + size * 0.65;
            line(sketch, (rail, last), (unit.left - GAP / 2.0, last));
            sketch.lines(&unit.lines, (unit.left, y + size), size, Anchor::Start, class(unit.level));
            y += number(unit.lines.len().max(1)) * size * LEADING;
            if !unit.below.is_empty() {
                y = self.draw_below(sketch, &unit.below, y);
            }
            y += APART;
        }
        line(sketch, (rail, top), (rail, last));
        y - APART
    }
}

fn hang(units: &[TreeUnit], level: usize, (left, right): (f64, f64), manner: TreeLayout) -> Vec<HungUnit> {
    let left = left + INDENT;
    let hung = |unit: &TreeUnit| HungUnit {
        left,
        level,
        lines: measure::even_lines(&unit.name, (right - AIR - left) / manner.size(level), LINES),
        below: hang(&unit.children, level + 1, (left, right), manner),
    };
    units.iter().map(hung).collect()
}

impl HungUnit {
    /// Returns the right edge of the widest name.
    fn right(&self, manner: TreeLayout) -> f64 {
        let own = self.lines.iter().map(|line| measure::width(line)).fold(0.0, f64::max);
        let below = self.below.iter().map(|hung| hung.right(manner));
        below.fold(self.left + own * manner.size(self.level), f64::max)
    }

    fn shift(&mut self, by: f64) {
        self.left += by;
        self.below.iter_mut().for_each(|hung| hung.shift(by));
    }
}

fn line(sketch: &mut Sketch, from: (f64, f64), to: (f64, f64)) {
    sketch.shapes.push(Shape::Line { from, to, class: "branch" });
}
