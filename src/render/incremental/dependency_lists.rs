//! Collects the dependencies of all renderings of a build.

use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use crate::render::ask::Dependency;

/// All dependencies of a build, each once: many routes ask the same, and a large site has very
/// many. Each thread has a list of its own, so that none waits for another; they are joined at the
/// end.
#[derive(Debug)]
pub struct DependencyLists(Vec<Mutex<IndexSet<Dependency, FixedState>>>);

impl Default for DependencyLists {
    fn default() -> Self {
        Self((0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect())
    }
}

impl DependencyLists {
    /// Adds the dependencies of a rendering.
    pub fn take(&self, dependencies: Vec<Dependency>) -> Numbers {
        let list = rayon::current_thread_index().unwrap_or_default() % self.0.len().max(1);
        let Some(asked) = self.0.get(list) else { return Numbers::default() };
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let number = |dependency| u32::try_from(asked.insert_full(dependency).0).unwrap_or(u32::MAX);
        Numbers { list, dependencies: dependencies.into_iter().map(number).collect() }
    }

    /// All dependencies, and for each list the numbers that its entries have among them.
    pub(super) fn joined(self) -> (IndexSet<Dependency, FixedState>, Vec<Vec<usize>>) {
        let mut lists =
            self.0.into_iter().map(|list| list.into_inner().unwrap_or_else(PoisonError::into_inner));
        let mut all = lists.next().unwrap_or_default();
        let mut places = vec![(0..all.len()).collect()];
        places.extend(
            lists.map(|list| list.into_iter().map(|dependency| all.insert_full(dependency).0).collect()),
        );
        (all, places)
    }
}

/// The numbers of dependencies in one of the lists of [`DependencyLists`].
#[derive(Debug, Default)]
pub struct Numbers {
    pub(super) list: usize,
    pub(super) dependencies: Box<[u32]>,
}

/// A route that was rendered in this build.
#[derive(Debug)]
pub struct RenderedRoute {
    /// Its dependencies.
    pub dependencies: Numbers,
    /// Whether something was to be reported to the writer.
    pub is_warned: bool,
}
