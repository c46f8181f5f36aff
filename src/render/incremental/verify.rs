//! Compares a trace with the site as it is: which routes are unchanged, and why the others are not.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{LazyLock, OnceLock};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::problem::{Problem, Words};
use crate::render::ask::{Dependency, Scope};
use crate::render::incremental::trace::{DEPTH, Trace, fingerprint};
use crate::render::renderer::Renderer;
use crate::render::template::scope::{self, RenderScope};
use crate::render::world::World;
use crate::site::{PageId, Route};

/// The state of a dependency: not compared yet, the same as before, or different.
const UNKNOWN: u8 = 0;
const SAME: u8 = 1;
const OTHER: u8 = 2;

/// The number of routes that one thread checks at a time.
const PIECE: usize = 256;

/// A trace that was compared with the site as it is now.
pub struct Comparison {
    trace: Trace,
    /// Whether all answers of the organised site are the same.
    is_same_site: bool,
    /// Whether all pages are where they were.
    is_same_shape: bool,
    /// Whether all pages have the same titles, once it has been asked.
    same_titles: OnceLock<bool>,
    /// The present number of each page of the trace.
    pages: Vec<Option<PageId>>,
    /// Maps each dependency to its index among those that are made from others, if it is one.
    made: Vec<Option<u32>>,
    states: Vec<AtomicU8>,
    /// For each route of the site its number in the trace, if it is unchanged.
    same: Vec<Option<usize>>,
}

/// Why a route is rebuilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is not: nothing has changed.
    Same,
    /// The last build did not have it.
    New,
    /// Something was to be reported about it.
    Warned,
    /// These dependencies differ.
    Differs(Vec<Words>),
}

impl Renderer {
    /// Indexes all pages by what is in their fields, if templates ask for pages by that, as far as
    /// the last build tells. Without a trace they probably do.
    pub fn prepare(&self, last: Option<&Trace>) {
        let asks = |dependency: &Dependency| dependency.is_by_field();
        if last.is_none_or(|trace| trace.dependencies.iter().any(asks)) {
            self.world().view.prepare_index();
        }
    }

    /// Compares a trace with the site as it is, to find which routes are unchanged. Mistakes that
    /// are found on the way are returned with it. `configuration` is the fingerprint of what every
    /// route depends on without asking; with another one nothing is unchanged.
    pub fn verify(&self, trace: Trace, configuration: u64) -> (Comparison, Vec<Problem>) {
        let trace = if trace.configuration == configuration { trace } else { Trace::default() };
        let view = &self.world().view;
        let pages = if trace.has_same_pages(view) {
            (0..).map(PageId).take(trace.pages.len()).map(Some).collect()
        } else {
            let numbers: HashMap<u64, PageId, FixedState> = view.page_keys().zip((0..).map(PageId)).collect();
            trace.pages.iter().map(|key| numbers.get(key).copied()).collect()
        };
        let mut verified = Comparison {
            is_same_site: trace.site == view.site_print(),
            is_same_shape: trace.shape == view.shape_print(),
            same_titles: OnceLock::new(),
            pages,
            made: trace.made.places(trace.dependencies.len()),
            states: trace.dependencies.iter().map(|_| AtomicU8::new(UNKNOWN)).collect(),
            same: Vec::new(),
            trace,
        };
        let places: LazyLock<HashMap<u64, usize, FixedState>, _> = LazyLock::new(|| {
            (0..).zip(&verified.trace.routes.prints).map(|(at, print)| (*print, at)).collect()
        });
        let one = |number: usize, route: &Route| {
            let (routes, print) = (&verified.trace.routes, view.identity(route));
            // Nearly always the routes are the same as before.
            let at = match routes.prints.get(number) {
                Some(known) if *known == print => number,
                _ => *places.get(&print)?,
            };
            let is_same = !routes.is_warned(at)
                && routes
                    .dependencies
                    .get(at)
                    .iter()
                    .all(|dependency| verified.is_same(self.world(), *dependency, 0));
            is_same.then_some(at)
        };
        let found: Vec<(Vec<Option<usize>>, Vec<Problem>)> = view
            .routes()
            .par_chunks(PIECE)
            .enumerate()
            .with_max_len(1)
            .map(|(piece, routes)| {
                let scope = Rc::new(RenderScope::new(self.world().clone(), 0));
                let found = scope::within(scope.clone(), || {
                    (piece * PIECE..).zip(routes).map(|(number, route)| one(number, route)).collect()
                });
                (found, scope.problems.take())
            })
            .collect();
        let mut problems = Vec::new();
        let mut same = Vec::with_capacity(view.routes().len());
        for (routes, found) in found {
            same.extend(routes);
            problems.extend(found);
        }
        drop(places);
        verified.same = same;
        (verified, view.judged(problems))
    }
}

impl Comparison {
    /// Whether a route of the site, by its number, is unchanged.
    pub fn is_kept(&self, route: usize) -> bool {
        self.same.get(route).is_some_and(Option::is_some)
    }

    /// No longer counts a route as unchanged.
    pub fn drop_route(&mut self, route: usize) {
        if let Some(same) = self.same.get_mut(route) {
            *same = None;
        }
    }

    /// Why a route is rebuilt.
    pub fn reason(&self, renderer: &Renderer, route: usize) -> Reason {
        if self.is_kept(route) {
            return Reason::Same;
        }
        let routes = &self.trace.routes;
        let view = &renderer.world().view;
        let print = view.routes().get(route).map(|route| view.identity(route));
        let Some(traced) = routes.prints.iter().position(|known| Some(*known) == print) else {
            return Reason::New;
        };
        let mut differing = Vec::new();
        let mut next = routes.dependencies.get(traced).to_vec();
        let scope = Rc::new(RenderScope::new(renderer.world().clone(), 0));
        while let Some(dependency) = next.pop() {
            // Not all of them have been compared: the first that differed was enough.
            if scope::within(scope.clone(), || self.is_same(renderer.world(), dependency, 0)) {
                continue;
            }
            let others = self.others(dependency);
            match others {
                // A value that is made from others differs because of them.
                Some(others) => next.extend(others),
                None => {
                    differing.extend(self.trace.dependencies.get(dependency as usize).map(|dependency| {
                        dependency.words(&|id| {
                            let page = self.pages.get(id.at()).copied().flatten();
                            page.and_then(|id| view.file_of(id)).unwrap_or("?").to_owned()
                        })
                    }))
                }
            }
        }
        differing.sort();
        differing.dedup();
        match differing.is_empty() {
            true if routes.is_warned(traced) => Reason::Warned,
            true => Reason::New,
            false => Reason::Differs(differing),
        }
    }

    fn is_same(&self, world: &World, dependency: u32, depth: usize) -> bool {
        let Some(state) = self.states.get(dependency as usize) else { return false };
        match state.load(Ordering::Relaxed) {
            SAME => return true,
            OTHER => return false,
            _ => {}
        }
        // Two threads may compare the same one at once, with the same result.
        let is_same = depth < DEPTH && self.find_out(world, dependency, depth);
        state.store(if is_same { SAME } else { OTHER }, Ordering::Relaxed);
        is_same
    }

    fn find_out(&self, world: &World, number: u32, depth: usize) -> bool {
        let Some(dependency) = self.trace.dependencies.get(number as usize) else { return false };
        let is_known = match dependency.scope() {
            Scope::Shape => self.is_same_shape || self.is_same_site,
            Scope::Site => self.is_same_site,
            Scope::Titles => self.is_same_site || (self.is_same_shape && self.has_same_titles(world)),
            Scope::Own | Scope::Made => false,
        };
        if is_known {
            return true;
        }
        let Some(dependency) = dependency.renumbered(|id| self.pages.get(id.at()).copied().flatten()) else {
            return false;
        };
        if !dependency.is_made() {
            return self.trace.prints.get(number as usize) == Some(&fingerprint(world, &dependency));
        }
        let others = self.others(number);
        others.is_some_and(|others| others.iter().all(|other| self.is_same(world, *other, depth + 1)))
    }

    fn has_same_titles(&self, world: &World) -> bool {
        *self.same_titles.get_or_init(|| self.trace.titles == world.view.titles_print())
    }

    /// Returns the dependencies that a made value was made from; `None` for a question.
    fn others(&self, dependency: u32) -> Option<&[u32]> {
        let at = self.made.get(dependency as usize).copied().flatten()?;
        Some(self.trace.made.others.get(at as usize))
    }

    /// Whether the last build had routes that are gone.
    pub fn has_lost_routes(&self) -> bool {
        self.trace.routes.prints.len() > self.same.len()
    }

    /// The trace, and the number in it of each unchanged route.
    pub fn kept(self) -> (Trace, Vec<Option<usize>>) {
        (self.trace, self.same)
    }
}
