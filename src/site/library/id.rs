//! The numbers of pages, sections and units in their site.

use serde::{Deserialize, Serialize};

/// The number of a page in its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub u32);

impl PageId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }

    /// The numbers from `first` on.
    pub(in crate::site) fn from(first: usize) -> impl Iterator<Item = Self> {
        (u32::try_from(first).unwrap_or(u32::MAX)..).map(Self)
    }
}

/// The number of a section in its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// The number of a unit in the organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

impl UnitId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}
