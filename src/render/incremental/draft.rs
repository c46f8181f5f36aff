//! Writes the trace of a build.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use rayon::prelude::*;

use super::dependency_lists::{DependencyLists, Numbers, RenderedRoute};
use super::trace::{DEPTH, Routes, Trace, fingerprint};
use crate::problem::Problem;
use crate::render::ask::{Dependency, Scope, SharedValue};
use crate::render::renderer::Renderer;
use crate::render::template::scope::{self, RenderScope};
use crate::render::world::World;
use crate::site::PageId;
use crate::store::numbers::Lists;

impl Renderer {
    /// The trace of a build: for unchanged routes what was recorded of them, for the others their
    /// dependencies. `old` is the trace of the last build, and `same` the number in it of each
    /// unchanged route. `rendered` has an entry for each route of the site. Mistakes that are found
    /// on the way are returned with it.
    pub fn trace(
        &self,
        old: Trace,
        same: &[Option<usize>],
        rendered: (Vec<Option<RenderedRoute>>, DependencyLists),
        configuration: u64,
    ) -> (Trace, Vec<Problem>) {
        let view = &self.world().view;
        let scope = Rc::new(RenderScope::new(self.world().clone(), 0));
        let (rendered, asked) = rendered;
        let trace = scope::within(scope.clone(), || Draft::new(self.world(), old, asked).of(same, rendered));
        let is_of_titles = trace.dependencies.iter().any(|asked| asked.scope() == Scope::Titles);
        let titles = if is_of_titles { view.titles_print() } else { 0 };
        (
            Trace { configuration, site: view.site_print(), shape: view.shape_print(), titles, ..trace },
            view.judged(scope.problems.take()),
        )
    }
}

/// A trace that is being written: recorded entries keep their numbers, and new ones are appended.
struct Draft<'d> {
    world: &'d Arc<World>,
    trace: Trace,
    /// The numbers that the pages of the site have in the trace.
    pages: Vec<PageId>,
    /// All dependencies of this build, and for each list of [`DependencyLists`] where its entries
    /// are among them.
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
    fn new(world: &'d Arc<World>, mut trace: Trace, asked: DependencyLists) -> Self {
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

    fn of(mut self, same: &[Option<usize>], rendered: Vec<Option<RenderedRoute>>) -> Trace {
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
            if let Some(RenderedRoute { dependencies, is_warned }) = rendered {
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
            Dependency::Made(SharedValue::Card(id)) => Some(self.world.card_dependencies(*id)),
            Dependency::Made(SharedValue::Templates(name)) => {
                Some((self.world.templates.dependencies(name), false))
            }
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
