//! A trace held against the site as it is: which routes are as they were, and why the others are not.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::fact::Fact;
use super::frame::{self, Frame};
use super::renderer::Renderer;
use super::trace::{DEPTH, Trace, route_print};
use super::world::World;
use crate::problem::{Problem, Words};
use crate::site::{PageId, Route};

/// A fact may still be unknown, the same as before, or not.
const UNKNOWN: u8 = 0;
const SAME: u8 = 1;
const OTHER: u8 = 2;

/// So many routes are looked at by one thread at a time.
const PIECE: usize = 256;

/// A trace held against the site as it is now.
pub struct Verified {
    trace: Trace,
    /// Whether all answers of the organised site are as they were.
    is_same_site: bool,
    /// Whether all pages stand where they stood.
    is_same_shape: bool,
    /// The pages of the trace as they are numbered now.
    pages: Vec<Option<PageId>>,
    /// Of each fact that is made from others, where it stands among those of the trace.
    made: Vec<Option<u32>>,
    states: Vec<AtomicU8>,
    /// The number in the trace of each route of the site that is as it was.
    same: Vec<Option<usize>>,
}

/// Why a route is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is as it was.
    Same,
    /// Nothing is known of it.
    New,
    /// There was something to tell about it.
    Warned,
    /// These facts differ.
    Differs(Vec<Words>),
}

impl Renderer {
    /// Has all pages indexed where templates ask for pages by what they have: as far as is known of the last build. Where nothing is known
    /// they probably do.
    pub fn prepare(&self, last: Option<&Trace>) {
        let asks = |fact: &Fact| matches!(fact, Fact::Answer(query) if !query.with.is_empty());
        if last.is_none_or(|trace| trace.facts.iter().any(asks)) {
            self.site().prepare_index();
        }
    }

    /// Holds a trace against the site as it is: which routes are as they were. Mistakes that are met on the way come
    /// beside it. `configuration` is the fingerprint of what every route depends on without asking; with another one nothing is as it was.
    pub fn verify(&self, trace: Trace, configuration: u64) -> (Verified, Vec<Problem>) {
        let trace = if trace.configuration == configuration { trace } else { Trace::default() };
        let site = self.site();
        let pages = if trace.has_same_pages(site) {
            (0..).map(PageId).take(trace.pages.len()).map(Some).collect()
        } else {
            let numbers: HashMap<u64, PageId, FixedState> =
                site.pages_with_ids().map(|(id, page)| (page.key, id)).collect();
            trace.pages.iter().map(|key| numbers.get(key).copied()).collect()
        };
        let mut verified = Verified {
            is_same_site: trace.site == site.print(),
            is_same_shape: trace.shape == site.shape(),
            pages,
            made: trace.made.places(trace.facts.len()),
            states: trace.facts.iter().map(|_| AtomicU8::new(UNKNOWN)).collect(),
            same: Vec::new(),
            trace,
        };
        let places: LazyLock<HashMap<u64, usize, FixedState>, _> = LazyLock::new(|| {
            (0..).zip(&verified.trace.routes.prints).map(|(at, print)| (*print, at)).collect()
        });
        let one = |number: usize, route: &Route| {
            let (routes, print) = (&verified.trace.routes, route_print(self.world(), route));
            // Nearly always there are the same ones as before.
            let at = match routes.prints.get(number) {
                Some(known) if *known == print => number,
                _ => *places.get(&print)?,
            };
            let is_same = !routes.is_warned(at)
                && routes.facts.get(at).iter().all(|fact| verified.is_same(self.world(), *fact, 0));
            is_same.then_some(at)
        };
        let found: Vec<(Vec<Option<usize>>, Vec<Problem>)> = site
            .routes()
            .par_chunks(PIECE)
            .enumerate()
            .with_max_len(1)
            .map(|(piece, routes)| {
                let frame = Rc::new(Frame::new(self.world().clone(), 0));
                let found = frame::within(frame.clone(), || {
                    (piece * PIECE..).zip(routes).map(|(number, route)| one(number, route)).collect()
                });
                (found, frame.problems.take())
            })
            .collect();
        let mut problems = Vec::new();
        let mut same = Vec::with_capacity(site.routes().len());
        for (routes, found) in found {
            same.extend(routes);
            problems.extend(found);
        }
        drop(places);
        verified.same = same;
        (verified, self.world().judged(problems))
    }
}

impl Verified {
    /// Whether a route of the site, by its number, is as it was.
    pub fn is_kept(&self, route: usize) -> bool {
        self.same.get(route).is_some_and(Option::is_some)
    }

    /// No longer counts a route as one that is as it was.
    pub fn drop_route(&mut self, route: usize) {
        if let Some(same) = self.same.get_mut(route) {
            *same = None;
        }
    }

    /// Why a route is made anew.
    pub fn reason(&self, renderer: &Renderer, route: usize) -> Reason {
        if self.is_kept(route) {
            return Reason::Same;
        }
        let routes = &self.trace.routes;
        let print = renderer.site().routes().get(route).map(|route| route_print(renderer.world(), route));
        let Some(traced) = routes.prints.iter().position(|known| Some(*known) == print) else {
            return Reason::New;
        };
        let mut differing = Vec::new();
        let mut next = routes.facts.get(traced).to_vec();
        let frame = Rc::new(Frame::new(renderer.world().clone(), 0));
        while let Some(fact) = next.pop() {
            // Not all of them have been asked: the first that differed was enough.
            if frame::within(frame.clone(), || self.is_same(renderer.world(), fact, 0)) {
                continue;
            }
            let others = self.others(fact);
            match others {
                // Of what is made from others, those are told.
                Some(others) => next.extend(others),
                None => differing.extend(self.trace.facts.get(fact as usize).map(|fact| {
                    fact.told(|id| {
                        let page = self.pages.get(id.at()).copied().flatten();
                        let page = page.and_then(|id| renderer.site().page(id));
                        page.map_or_else(|| "?".to_owned(), |page| page.file.to_string())
                    })
                })),
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

    fn is_same(&self, world: &World, fact: u32, depth: usize) -> bool {
        let Some(state) = self.states.get(fact as usize) else { return false };
        match state.load(Ordering::Relaxed) {
            SAME => return true,
            OTHER => return false,
            _ => {}
        }
        // Two threads may find the same out at once, and find the same.
        let is_same = depth < DEPTH && self.find_out(world, fact, depth);
        state.store(if is_same { SAME } else { OTHER }, Ordering::Relaxed);
        is_same
    }

    fn find_out(&self, world: &World, number: u32, depth: usize) -> bool {
        let Some(fact) = self.trace.facts.get(number as usize) else { return false };
        if (self.is_same_site && fact.is_of_site()) || (self.is_same_shape && fact.is_of_shape()) {
            return true;
        }
        let Some(fact) = fact.renumbered(|id| self.pages.get(id.at()).copied().flatten()) else {
            return false;
        };
        if !fact.is_made() {
            return self.trace.prints.get(number as usize) == Some(&world.evaluate(&fact));
        }
        let others = self.others(number);
        others.is_some_and(|others| others.iter().all(|other| self.is_same(world, *other, depth + 1)))
    }

    /// The facts that a fact is made from, if it is made from others.
    fn others(&self, fact: u32) -> Option<&[u32]> {
        let at = self.made.get(fact as usize).copied().flatten()?;
        Some(self.trace.made.others.get(at as usize))
    }

    /// The trace, and the number in it of each route that is as it was.
    pub fn kept(self) -> (Trace, Vec<Option<usize>>) {
        (self.trace, self.same)
    }
}
