//! Measures the names of units.

use super::super::measure;

/// A unit and those below it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::drawing) struct TreeUnit {
    /// Its name; the short one if there is one.
    pub name: String,
    /// The units below it.
    pub children: Vec<TreeUnit>,
}

/// Minimum and maximum room of a unit without units below it.
pub(super) const SLOT: (f64, f64) = (56.0, 132.0);
/// Distance between the names of neighbours.
pub(super) const AIR: f64 = 10.0;
/// Maximum number of lines of a name.
pub(super) const LINES: usize = 6;
/// Distance from a line to the name below it, and from a name to the line below.
pub(super) const GAP: f64 = 6.0;

/// The layout of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct TreeLayout {
    /// The level from which on units hang below each other.
    pub hung: usize,
    /// Factor by which letters shrink.
    pub factor: f64,
}

impl TreeLayout {
    /// Returns the letter size at a level.
    pub(super) fn size(self, level: usize) -> f64 {
        let size = match level {
            0 => 24.0,
            1 => 17.0,
            _ => 15.0,
        };
        size * self.factor
    }

    /// Returns the room of the longest word of a name, within bounds.
    pub(super) fn room_of_name(self, name: &str, level: usize) -> f64 {
        (measure::longest_word(name) * self.size(level) + AIR).clamp(SLOT.0, SLOT.1)
    }
}

pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(super) fn class(level: usize) -> &'static str {
    match level {
        0 => "first",
        1 => "second",
        _ => "name",
    }
}
