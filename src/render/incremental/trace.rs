//! Records what the routes of a build depend on, so that the next build renders only those whose
//! dependencies differ.
//!
//! These are the *verifying traces* of Mokhov, Mitchell and Peyton Jones, "Build Systems à la
//! Carte" (2018): for each route its dependencies, for each dependency a fingerprint. A route is
//! the same if all its dependencies are; a dependency that is made from others (a card) is the same
//! if they are.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::render::ask::{Dependency, Now, SharedValue, View};
use crate::render::world::World;
use crate::site::PageId;
use crate::store::Fingerprint;
use crate::store::numbers::{self, Lists};

/// The maximum nesting of dependencies that are made from others: a card within a card is the
/// deepest that exists.
pub(in crate::render) const DEPTH: usize = 8;

/// The dependencies of all routes of a build.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// The fingerprint of what every route depends on without asking.
    pub(in crate::render) configuration: u64,
    /// The fingerprints of the organised site, and of where its pages are.
    pub(in crate::render) site: u64,
    pub(in crate::render) shape: u64,
    /// The fingerprint of the titles of its pages; 0 if nothing depends on all of them.
    pub(in crate::render) titles: u64,
    /// The number of dependencies when all of them were in use.
    pub(super) base: usize,
    /// The keys of the pages, by the numbers that dependencies have for them here.
    #[serde(with = "numbers")]
    pub(in crate::render) pages: Vec<u64>,
    pub(in crate::render) dependencies: Vec<Dependency>,
    /// The fingerprint of each dependency; 0 for one that is made from others.
    #[serde(with = "numbers")]
    pub(in crate::render) prints: Vec<u64>,
    pub(in crate::render) made: Composites,
    pub(in crate::render) routes: Routes,
}

/// The dependencies that are made from others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::render) struct Composites {
    #[serde(with = "numbers")]
    pub dependencies: Vec<u32>,
    /// The dependencies that each of them is made from.
    pub others: Lists,
    /// Those whose making found something to report.
    pub(super) warned: BTreeSet<u32>,
}

/// The dependencies of routes, in the order of their paths.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::render) struct Routes {
    /// The fingerprints of the path and kind of each, as [`View::identity`] has them.
    #[serde(with = "numbers")]
    pub prints: Vec<u64>,
    pub dependencies: Lists,
    /// The numbers of those with something to report to the writer: only rendering them again
    /// reports it.
    pub(super) warned: BTreeSet<u32>,
}

impl Composites {
    pub(super) fn push(&mut self, dependency: u32, others: impl IntoIterator<Item = u32>, is_warned: bool) {
        self.dependencies.push(dependency);
        self.others.push(others);
        if is_warned {
            self.warned.insert(dependency);
        }
    }

    /// Maps each dependency number below `count` to its index in this table, if any.
    pub fn places(&self, count: usize) -> Vec<Option<u32>> {
        let mut places = vec![None; count];
        for (at, dependency) in (0..).zip(&self.dependencies) {
            if let Some(place) = places.get_mut(*dependency as usize) {
                *place = Some(at);
            }
        }
        places
    }
}

impl Routes {
    pub(super) fn push(&mut self, print: u64, dependencies: impl IntoIterator<Item = u32>, is_warned: bool) {
        if is_warned {
            self.warned.extend(u32::try_from(self.prints.len()));
        }
        self.prints.push(print);
        self.dependencies.push(dependencies);
    }

    /// Whether something was to be reported about the route with this number.
    pub fn is_warned(&self, number: usize) -> bool {
        u32::try_from(number).is_ok_and(|number| self.warned.contains(&number))
    }
}

impl Trace {
    /// Whether its pages are those of the site, in the same order: then their numbers are the same.
    pub(in crate::render) fn has_same_pages(&self, view: &View) -> bool {
        self.pages.iter().copied().eq(view.page_keys())
    }

    /// The numbers that the pages of the site have in it; new ones come after the others.
    pub(super) fn numbered(&mut self, view: &View) -> Vec<PageId> {
        if self.has_same_pages(view) {
            return (0..).map(PageId).take(self.pages.len()).collect();
        }
        let mut known: HashMap<u64, PageId, FixedState> =
            self.pages.iter().copied().zip((0..).map(PageId)).collect();
        let number = |key| {
            *known.entry(key).or_insert_with(|| {
                self.pages.push(key);
                PageId(u32::try_from(self.pages.len() - 1).unwrap_or(u32::MAX))
            })
        };
        view.page_keys().map(number).collect()
    }

    /// Whether a page shows the time of the build.
    pub fn shows_now(&self) -> bool {
        self.dependencies.contains(&Now.into())
    }
}

/// The fingerprint of a dependency as it is now. It can be asked within a render scope only, since
/// making a value may find mistakes to report.
pub(in crate::render) fn fingerprint(world: &World, dependency: &Dependency) -> u64 {
    let of_made = |made: &SharedValue, print: &mut Fingerprint| match made {
        SharedValue::Unit(lang, id) => world.print_unit(*lang, id, print),
        SharedValue::Organization(lang) => world.print_roots(*lang, print),
        SharedValue::Site(lang) => world.print_site(*lang, print),
        SharedValue::Options(lang) => world.print_options(*lang, print),
        SharedValue::Fragment(lang, name, of) => {
            world.print_fragment(&(*lang, name.clone(), of.clone()), print)
        }
        // They have no fingerprint.
        SharedValue::Card(_) | SharedValue::Templates(_) => {}
    };
    dependency.fingerprint(&world.view, of_made)
}
