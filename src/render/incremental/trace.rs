//! Records what the routes of a build depend on, so that the next build renders only those whose
//! dependencies differ.
//!
//! These are the *verifying traces* of Mokhov, Mitchell and Peyton Jones, "Build Systems à la
//! Carte" (2018): for each route its dependencies, for each dependency a fingerprint. A route is
//! the same if all its dependencies are; a dependency that is made from others (a card) is the same
//! if they are.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::render::ask::{Dependency, Made, Now, View};
use crate::render::renderer::Renderer;
use crate::render::template::scope::{self, RenderScope};
use crate::render::world::World;
use crate::site::PageId;
use crate::store::Fingerprint;
use crate::store::numbers::{self, Lists};

/// The maximum nesting of dependencies that are made from others: a card within a card is the
/// deepest that exists.
pub(in crate::render) const DEPTH: usize = 8;

/// What the routes of a build depend on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// The fingerprint of what every route depends on without asking.
    pub(in crate::render) configuration: u64,
    /// The fingerprints of the organised site, and of where its pages are.
    pub(in crate::render) site: u64,
    pub(in crate::render) shape: u64,
    /// The number of dependencies when all of them were in use.
    base: usize,
    /// The keys of the pages, by the numbers that dependencies have for them here.
    #[serde(with = "numbers")]
    pub(in crate::render) pages: Vec<u64>,
    pub(in crate::render) dependencies: Vec<Dependency>,
    /// The fingerprint of each dependency; 0 for one that is made from others.
    #[serde(with = "numbers")]
    pub(in crate::render) prints: Vec<u64>,
    pub(in crate::render) made: MadeFrom,
    pub(in crate::render) routes: Routes,
}

/// The dependencies that are made from others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::render) struct MadeFrom {
    #[serde(with = "numbers")]
    pub dependencies: Vec<u32>,
    /// What each of them is made from.
    pub others: Lists,
    /// Those whose making found something to report.
    warned: BTreeSet<u32>,
}

/// What routes depend on, in the order of their paths.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::render) struct Routes {
    /// The fingerprints of the path and kind of each, as [`View::identity`] has them.
    #[serde(with = "numbers")]
    pub prints: Vec<u64>,
    pub dependencies: Lists,
    /// The numbers of those with something to report to the writer: only rendering them again
    /// reports it.
    warned: BTreeSet<u32>,
}

impl MadeFrom {
    fn push(&mut self, dependency: u32, others: impl IntoIterator<Item = u32>, is_warned: bool) {
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
    fn push(&mut self, print: u64, dependencies: impl IntoIterator<Item = u32>, is_warned: bool) {
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

/// All dependencies of a build, each once: many routes ask the same, and a large site has very
/// many. Each thread has a list of its own, so that none waits for another; they are joined at the
/// end.
#[derive(Debug)]
pub struct Asked(Vec<Mutex<IndexSet<Dependency, FixedState>>>);

impl Default for Asked {
    fn default() -> Self {
        Self((0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect())
    }
}

impl Asked {
    /// Adds the dependencies of a rendering.
    pub fn take(&self, dependencies: Vec<Dependency>) -> Numbers {
        let list = rayon::current_thread_index().unwrap_or_default() % self.0.len().max(1);
        let Some(asked) = self.0.get(list) else { return Numbers::default() };
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let number = |dependency| u32::try_from(asked.insert_full(dependency).0).unwrap_or(u32::MAX);
        Numbers { list, dependencies: dependencies.into_iter().map(number).collect() }
    }

    /// All dependencies, and for each list the numbers that its entries have among them.
    fn joined(self) -> (IndexSet<Dependency, FixedState>, Vec<Vec<usize>>) {
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

/// The numbers of dependencies in one of the lists of [`Asked`].
#[derive(Debug, Default)]
pub struct Numbers {
    list: usize,
    dependencies: Box<[u32]>,
}

/// A route that was rendered in this build.
#[derive(Debug)]
pub struct Rendered {
    /// Its dependencies.
    pub dependencies: Numbers,
    /// Whether something was to be reported to the writer.
    pub is_warned: bool,
}

impl Renderer {
    /// The trace of a build: for unchanged routes what was recorded of them, for the others their
    /// dependencies. `old` is the trace of the last build, and `same` the number in it of each
    /// unchanged route. `rendered` has an entry for each route of the site. Mistakes that are found
    /// on the way are returned with it.
    pub fn trace(
        &self,
        old: Trace,
        same: &[Option<usize>],
        rendered: (Vec<Option<Rendered>>, Asked),
        configuration: u64,
    ) -> (Trace, Vec<Problem>) {
        let view = &self.world().view;
        let scope = Rc::new(RenderScope::new(self.world().clone(), 0));
        let (rendered, asked) = rendered;
        let trace = scope::within(scope.clone(), || Draft::new(self.world(), old, asked).of(same, rendered));
        (
            Trace { configuration, site: view.site_print(), shape: view.shape_print(), ..trace },
            view.judged(scope.problems.take()),
        )
    }
}

impl Trace {
    /// Whether its pages are those of the site, in the same order: then their numbers are the same.
    pub(in crate::render) fn has_same_pages(&self, view: &View) -> bool {
        self.pages.iter().copied().eq(view.page_keys())
    }

    /// The numbers that the pages of the site have in it; new ones come after the others.
    fn numbered(&mut self, view: &View) -> Vec<PageId> {
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

    /// Whether something was to be reported about a route.
    pub fn is_warned(&self) -> bool {
        !self.routes.warned.is_empty()
    }
}

/// The fingerprint of a dependency as it is now. It can be asked within a render scope only, since
/// making a value may find mistakes to report.
pub(in crate::render) fn fingerprint(world: &World, dependency: &Dependency) -> u64 {
    let of_made = |made: &Made, print: &mut Fingerprint| match made {
        Made::Unit(lang, id) => world.print_unit(*lang, id, print),
        Made::Organization(lang) => world.print_roots(*lang, print),
        Made::Site(lang) => world.print_site(*lang, print),
        Made::Options(lang) => world.print_options(*lang, print),
        Made::Fragment(lang, name, of) => world.print_fragment(&(*lang, name.clone(), of.clone()), print),
        // They have no fingerprint.
        Made::Card(_) | Made::Templates(_) => {}
    };
    dependency.fingerprint(&world.view, of_made)
}

/// Compact the trace once unused dependencies exceed a quarter of it plus this many.
const FEW: usize = 1024;

/// A trace that is being written: recorded entries keep their numbers, and new ones are appended.
struct Draft<'d> {
    world: &'d Arc<World>,
    trace: Trace,
    /// The numbers that the pages of the site have in the trace.
    pages: Vec<PageId>,
    /// All dependencies of this build, and for each list of [`Asked`] where its entries are among
    /// them.
    asked: IndexSet<Dependency, FixedState>,
    places: Vec<Vec<usize>>,
    /// The number of each in the trace, if it has one.
    numbers: Vec<Option<u32>>,
    /// For each new dependency of the trace its number among those of this build.
    new: Vec<usize>,
    /// The number of dependencies before this build.
    before: usize,
}

impl<'d> Draft<'d> {
    fn new(world: &'d Arc<World>, mut trace: Trace, asked: Asked) -> Self {
        let (asked, places) = asked.joined();
        let pages = trace.numbered(&world.view);
        let numbers = vec![None; asked.len()];
        Self {
            world,
            pages,
            asked,
            places,
            numbers,
            new: Vec::new(),
            before: trace.dependencies.len(),
            trace,
        }
    }

    fn of(mut self, same: &[Option<usize>], rendered: Vec<Option<Rendered>>) -> Trace {
        let world = self.world;
        let routes = world.view.routes();
        let is_new: Vec<bool> = rendered.iter().map(Option::is_some).collect();
        let prints = routes.par_iter().zip(is_new).with_min_len(256);
        let prints: Vec<u64> =
            prints.map(|(route, is_new)| if is_new { world.view.identity(route) } else { 0 }).collect();
        let old = std::mem::take(&mut self.trace.routes);
        let mut traced = Routes {
            prints: Vec::with_capacity(routes.len()),
            dependencies: Lists::with_room(routes.len(), old.dependencies.numbers().len()),
            warned: BTreeSet::new(),
        };
        for (at, (print, rendered)) in prints.into_iter().zip(rendered).enumerate() {
            let kept = same.get(at).copied().flatten();
            if let Some(Rendered { dependencies, is_warned }) = rendered {
                traced.push(print, self.traced(dependencies), is_warned);
            } else if let Some((kept, print)) = kept.and_then(|kept| Some((kept, *old.prints.get(kept)?))) {
                traced.push(print, old.dependencies.get(kept).iter().copied(), old.is_warned(kept));
            }
        }
        drop(old);
        self.trace.routes = traced;
        self.warn();
        self.evaluate();
        let Self { trace, asked, pages, .. } = self;
        // The build ends soon: freeing these would take longer than all that is left to do.
        std::mem::forget((asked, pages));
        trace.tidied()
    }

    /// The numbers in the trace of the dependencies of a route.
    fn traced(&mut self, Numbers { list, dependencies }: Numbers) -> Vec<u32> {
        let place = |dependency: &u32| self.places.get(list)?.get(*dependency as usize).copied();
        let asked: Vec<usize> = dependencies.iter().filter_map(place).collect();
        asked.into_iter().filter_map(|asked| self.number(asked, 0)).collect()
    }

    /// The number in the trace of a dependency of this build.
    fn number(&mut self, asked: usize, depth: usize) -> Option<u32> {
        if let Some(number) = self.numbers.get(asked).copied().flatten() {
            return Some(number);
        }
        let dependency = self.asked.get_index(asked)?;
        let made = match dependency {
            Dependency::Made(Made::Card(id)) => Some(self.world.card_dependencies(*id)),
            Dependency::Made(Made::Templates(name)) => Some((self.world.templates.dependencies(name), false)),
            _ => None,
        };
        let number = u32::try_from(self.trace.dependencies.len()).ok()?;
        self.trace.dependencies.push(dependency.renumbered(|id| self.pages.get(id.at()).copied())?);
        self.new.push(asked);
        if self.numbers.len() <= asked {
            self.numbers.resize(asked + 1, None);
        }
        if let Some(place) = self.numbers.get_mut(asked) {
            *place = Some(number);
        }
        if let Some((others, is_warned)) = made.filter(|_| depth < DEPTH) {
            let others = others.iter().filter_map(|dependency| {
                let known = self.asked.get_index_of(dependency);
                let asked = known.unwrap_or_else(|| self.asked.insert_full(dependency.clone()).0);
                self.number(asked, depth + 1)
            });
            let others: Vec<u32> = others.collect();
            self.trace.made.push(number, others, is_warned);
        }
        Some(number)
    }

    /// Marks the routes that show a card whose making found something to report.
    fn warn(&mut self) {
        let (warned, routes) = (&self.trace.made.warned, &mut self.trace.routes);
        if warned.is_empty() {
            return;
        }
        let shows = |dependencies: &[u32]| dependencies.iter().any(|dependency| warned.contains(dependency));
        let further = (0..).zip(routes.dependencies.iter()).filter(|(_, dependencies)| shows(dependencies));
        routes.warned.extend(further.map(|(number, _)| number));
    }

    /// Finds the fingerprints of the new dependencies.
    fn evaluate(&mut self) {
        let world = self.world;
        self.trace.prints.resize(self.trace.dependencies.len(), 0);
        let prints = self.trace.prints.get_mut(self.before..).unwrap_or_default();
        let asked = &self.asked;
        prints.par_iter_mut().zip(self.new.par_iter()).with_min_len(256).for_each_init(
            || Rc::new(RenderScope::new(world.clone(), 0)),
            |scope, (print, number)| {
                if let Some(dependency) = asked.get_index(*number).filter(|dependency| !dependency.is_made())
                {
                    // Mistakes were reported when it was first asked.
                    *print = scope::within(scope.clone(), || fingerprint(world, dependency));
                }
            },
        );
    }
}

impl Trace {
    /// Drops the dependencies that no route has any more, once they are many.
    fn tidied(mut self) -> Self {
        if self.base == 0 {
            // Everything in a first trace is in use.
            self.base = self.dependencies.len();
            return self;
        }
        if self.dependencies.len() < self.base + self.base / 4 + FEW {
            return self;
        }
        let made = self.made.places(self.dependencies.len());
        let mut used = vec![false; self.dependencies.len()];
        let mut next: Vec<u32> = self.routes.dependencies.numbers().to_vec();
        while let Some(dependency) = next.pop() {
            let Some(used) = used.get_mut(dependency as usize).filter(|used| !**used) else { continue };
            *used = true;
            if let Some(at) = made.get(dependency as usize).copied().flatten() {
                next.extend(self.made.others.get(at as usize));
            }
        }
        let mut numbers = vec![u32::MAX; self.dependencies.len()];
        for (number, (place, _)) in (0..).zip(numbers.iter_mut().zip(&used).filter(|(_, used)| **used)) {
            *place = number;
        }
        let moved = |dependency: &u32| {
            numbers.get(*dependency as usize).copied().filter(|number| *number != u32::MAX)
        };
        let is_used = |at: usize| used.get(at).copied().unwrap_or_default();
        let keep = |at: &mut usize| {
            *at += 1;
            is_used(*at - 1)
        };
        let (mut at, mut print_at) = (0, 0);
        self.dependencies.retain(|_| keep(&mut at));
        self.prints.retain(|_| keep(&mut print_at));
        let old = std::mem::take(&mut self.made);
        for (dependency, others) in old.dependencies.iter().zip(old.others.iter()) {
            if let Some(number) = moved(dependency) {
                self.made.push(number, others.iter().filter_map(moved), old.warned.contains(dependency));
            }
        }
        let old = std::mem::take(&mut self.routes.dependencies);
        old.iter()
            .for_each(|dependencies| self.routes.dependencies.push(dependencies.iter().filter_map(moved)));
        self.base = self.dependencies.len();
        self
    }
}
