//! Counts of members, which may be rough.

use super::tree::Unit;
use crate::schema::Fields;

/// A count that may be rough: `240余` is at least 240.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::site) struct Count {
    pub(in crate::site) least: i64,
    pub(in crate::site) most: i64,
}

impl Count {
    /// A number with the qualifier that its writer gave.
    pub(in crate::site) fn of(number: i64, qualifier: Option<&str>) -> Self {
        let some = (number / 10).max(9);
        let (least, most) = match qualifier {
            Some("over") => (number, number.saturating_add(some)),
            Some("about") => (number.saturating_sub(some), number.saturating_add(some)),
            Some("nearly") => (number.saturating_sub(some), number),
            _ => (number, number),
        };
        Self { least, most }
    }

    /// The sum of two counts.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }

    /// Whether two counts may mean the same number.
    pub(in crate::site) fn meets(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

/// The members of a unit, if its fields give them.
pub(in crate::site) fn members(fields: &Fields) -> Option<Count> {
    Some(Count::of(fields.integer("members")?, fields.choice("members_qualifier")))
}

/// The Chinese name of a unit in messages, the short one if it has one.
pub(in crate::site) fn title(unit: &Unit) -> String {
    let name = unit.fields.text("short", "zh").or_else(|| unit.fields.text("name", "zh"));
    name.unwrap_or(&unit.id).to_owned()
}
