//! Defines what a build is told and what it reports.

use std::any::Any;
use std::collections::BTreeMap;
use std::path::Path;

use super::explain::Explanation;
use crate::load::Timings;
use crate::output::Summary;
use crate::problem::Problem;
use crate::site::{Coming, State};

/// Called with the number of pages done and the number of all pages.
pub type Progress<'p> = dyn Fn(usize, usize) + Sync + 'p;

/// Parameters of a build.
pub struct BuildOrder<'o> {
    /// The published folder.
    pub output: &'o Path,
    /// Called after each page.
    pub progress: &'o Progress<'o>,
    /// Collects the times of the stages.
    pub timings: &'o Timings,
    /// Whether to render and write everything, ignoring the record of the last build.
    pub everything: bool,
    /// Routes (`news/x.html`) or articles (`content/news/x.md`) for which to explain why they were
    /// rendered again or not.
    pub explain: &'o [String],
}

/// Result of a build.
#[derive(Debug)]
pub struct BuildReport {
    /// Number of published pages.
    pub pages: usize,
    /// Number of published sections.
    pub sections: usize,
    /// Number of routes that were rendered.
    pub rendered: usize,
    /// Numbers of files written, unchanged and removed.
    pub files: Summary,
    /// When to build again, because pages are due or expire.
    pub coming: Coming,
    /// Number of pages left out, by state.
    pub left_out: BTreeMap<State, usize>,
    /// Warnings and remarks.
    pub warnings: Vec<Problem>,
    /// The requested explanations.
    pub explained: Vec<Explanation>,
    /// Memory of the build that has not been freed yet.
    pub rest: HeldMemory,
}

impl BuildReport {
    /// Adds `held` to the memory in [`Self::rest`].
    pub(super) fn with(self, held: impl Send + 'static) -> Self {
        Self { rest: HeldMemory::of((self.rest, held)), ..self }
    }
}

/// Memory of a build that has not been freed yet: dropping a large site takes a while.
#[derive(Default)]
pub struct HeldMemory(Option<Box<dyn Any + Send>>);

impl HeldMemory {
    pub(super) fn of(held: impl Send + 'static) -> Self {
        Self(Some(Box::new(held)))
    }

    /// Leaks the memory, which the system frees at exit: for a program that is about to end.
    pub fn leave(self) {
        std::mem::forget(self.0);
    }
}

impl std::fmt::Debug for HeldMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rest")
    }
}
