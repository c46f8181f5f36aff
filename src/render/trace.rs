//! What the routes of a build were made from, so that the next build makes only those anew whose facts differ.
//!
//! These are the *verifying traces* of Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018): of each route the facts
//! that it asked for, of each fact a fingerprint. A route is as it was if all its facts are; a fact that is made
//! from others (a card) is as it was if they are.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::fact::{Fact, Told};
use super::frame::{self, Frame};
use super::renderer::Renderer;
use super::world::World;
use crate::problem::Problem;
use crate::site::{PageId, Route, Target};
use crate::store::Fingerprint;
use std::sync::Arc;

/// How deep facts are made from others at most: a card within a card is the deepest that there is.
const DEPTH: usize = 8;

/// What the routes of a build were made from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// The keys of the pages, by the numbers that facts have for them.
    pages: Vec<u64>,
    facts: Vec<Fact>,
    /// The fingerprint of each fact; 0 for one that is made from others.
    prints: Vec<u64>,
    /// Of the facts that are made from others: their number, those of the others, and whether there was something to tell.
    made: Vec<(u32, Vec<u32>, bool)>,
    routes: Vec<Traced>,
}

/// What a route was made from.
#[derive(Debug, Serialize, Deserialize)]
struct Traced {
    path: Box<str>,
    /// What kind of route it was, and of what.
    target: u64,
    facts: Vec<u32>,
    /// Whether there was something to tell the writer: it is told only by rendering again.
    is_warned: bool,
}

/// What has been rendered in this build.
#[derive(Debug)]
pub struct Rendered {
    /// What was asked for, without repetitions.
    pub facts: Vec<Fact>,
    /// Whether there was something to tell the writer.
    pub is_warned: bool,
}

/// A fact may still be unknown, the same as before, or not.
const UNKNOWN: u8 = 0;
const SAME: u8 = 1;
const OTHER: u8 = 2;

/// A trace held against the site as it is now.
pub struct Verified<'t> {
    trace: &'t Trace,
    /// The pages of the trace as they are numbered now.
    pages: Vec<Option<PageId>>,
    /// Of the facts that are made from others, where they stand in the trace.
    made: HashMap<u32, usize>,
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
    Differs(Vec<Told>),
}

impl Renderer {
    /// Holds a trace against the site as it is: which routes are as they were. Mistakes that are met on the way come
    /// beside it.
    pub fn verify<'t>(&self, trace: &'t Trace) -> (Verified<'t>, Vec<Problem>) {
        let site = self.site();
        let numbers: HashMap<u64, PageId> = site.pages_with_ids().map(|(id, page)| (page.key, id)).collect();
        let mut verified = Verified {
            trace,
            pages: trace.pages.iter().map(|key| numbers.get(key).copied()).collect(),
            made: trace.made.iter().enumerate().map(|(at, (fact, ..))| (*fact, at)).collect(),
            states: trace.facts.iter().map(|_| AtomicU8::new(UNKNOWN)).collect(),
            same: Vec::new(),
        };
        let known: HashMap<&str, usize> =
            trace.routes.iter().enumerate().map(|(at, route)| (&*route.path, at)).collect();
        let found: Vec<(Option<usize>, Vec<Problem>)> = site
            .routes()
            .par_chunks(256)
            .flat_map_iter(|routes| {
                let frame = Rc::new(Frame::new(self.world().clone(), 0));
                let one = |route: &Route| {
                    let at = *known.get(route.path.as_str())?;
                    let traced = trace.routes.get(at)?;
                    let is_same = !traced.is_warned
                        && traced.target == target_print(self.world(), route)
                        && traced.facts.iter().all(|fact| verified.is_same(self.world(), *fact, 0));
                    is_same.then_some(at)
                };
                let mut found: Vec<(Option<usize>, Vec<Problem>)> = frame::within(frame.clone(), || {
                    routes.iter().map(|route| (one(route), Vec::new())).collect()
                });
                if let Some((_, problems)) = found.last_mut() {
                    *problems = frame.problems.take();
                }
                found
            })
            .collect();
        let mut problems = Vec::new();
        for (at, found) in found {
            verified.same.push(at);
            problems.extend(found);
        }
        (verified, problems)
    }

    /// The trace of a build: of the routes that are as they were what was known of them, of the others what they asked for.
    /// `rendered` has an entry for each route of the site that was rendered. Mistakes that are met on the way come beside it.
    pub fn trace(
        &self,
        verified: Option<&Verified<'_>>,
        rendered: &[Option<Rendered>],
    ) -> (Trace, Vec<Problem>) {
        let frame = Rc::new(Frame::new(self.world().clone(), 0));
        let trace = frame::within(frame.clone(), || Draft::new(self.world(), verified).of(rendered));
        (trace, frame.problems.take())
    }
}

impl Trace {
    /// Whether a page shows the moment of the build.
    pub fn shows_now(&self) -> bool {
        self.facts.contains(&Fact::Now)
    }

    /// Whether there was something to tell the writer about a route.
    pub fn is_warned(&self) -> bool {
        self.routes.iter().any(|route| route.is_warned)
    }
}

impl Verified<'_> {
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
        let path = renderer.site().routes().get(route).map_or("", |route| route.path.as_str());
        let Some(traced) = self.trace.routes.iter().find(|traced| &*traced.path == path) else {
            return Reason::New;
        };
        let mut differing = Vec::new();
        let mut next = traced.facts.clone();
        let frame = Rc::new(Frame::new(renderer.world().clone(), 0));
        while let Some(fact) = next.pop() {
            // Not all of them have been asked: the first that differed was enough.
            if frame::within(frame.clone(), || self.is_same(renderer.world(), fact, 0)) {
                continue;
            }
            let others = self.made.get(&fact).and_then(|at| self.trace.made.get(*at));
            match others {
                // Of what is made from others, those are told.
                Some((_, others, _)) => next.extend(others),
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
            true if traced.is_warned => Reason::Warned,
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
        let Some(fact) = self.fact(number) else { return false };
        if !fact.is_made() {
            return self.trace.prints.get(number as usize) == Some(&world.evaluate(&fact));
        }
        let made = self.made.get(&number).and_then(|at| self.trace.made.get(*at));
        made.is_some_and(|(_, others, _)| others.iter().all(|other| self.is_same(world, *other, depth + 1)))
    }

    /// A fact with the pages as they are numbered now.
    fn fact(&self, number: u32) -> Option<Fact> {
        let fact = self.trace.facts.get(number as usize)?;
        fact.renumbered(|id| self.pages.get(id.at()).copied().flatten())
    }
}

/// What a route is made of, apart from what it asks for.
fn target_print(world: &World, route: &Route) -> u64 {
    let site = &world.site;
    let mut print = Fingerprint::new();
    match &route.target {
        Target::Home(lang) => print.number(1).number(*lang as u64),
        Target::Page(id) => print.number(2).number(site.page(*id).map_or(0, |page| page.key)),
        Target::Section(id, number) => {
            let section = site.section(*id);
            print.number(3).text(section.map_or("", |section| &section.path));
            print.number(section.map_or(0, |section| section.lang as u64)).number(*number as u64)
        }
        Target::Taxonomy(at) => print.number(4).number(*at as u64),
        Target::Term(at, term, number) => {
            let taxonomy = site.taxonomies().get(*at);
            let term = taxonomy.and_then(|taxonomy| taxonomy.terms.get(*term));
            print.number(5).number(*at as u64).number(*number as u64).text(term.map_or("", |term| &term.name))
        }
        Target::NotFound(lang) => print.number(6).number(*lang as u64),
        Target::Feed(lang) => print.number(7).number(*lang as u64),
        Target::Sitemap => print.number(8),
        Target::Alias(id) => print.number(9).number(site.page(*id).map_or(0, |page| page.key)),
    };
    print.done()
}

/// A trace that is being written.
struct Draft<'d, 't> {
    world: &'d Arc<World>,
    verified: Option<&'d Verified<'t>>,
    trace: Trace,
    numbers: HashMap<Fact, u32, foldhash::fast::FixedState>,
    /// The numbers that facts of the old trace have in this one.
    moved: Vec<Option<u32>>,
}

impl<'d, 't> Draft<'d, 't> {
    fn new(world: &'d Arc<World>, verified: Option<&'d Verified<'t>>) -> Self {
        let trace =
            Trace { pages: world.site.pages().iter().map(|page| page.key).collect(), ..Trace::default() };
        let moved = verified.map_or(0, |verified| verified.trace.facts.len());
        Self { world, verified, trace, numbers: HashMap::default(), moved: vec![None; moved] }
    }

    fn of(mut self, rendered: &[Option<Rendered>]) -> Trace {
        let world = self.world;
        let routes = world.site.routes();
        self.trace.routes.reserve(routes.len());
        if let Some(verified) = self.verified {
            for at in verified.same.iter().flatten() {
                self.keep(verified, *at);
            }
        }
        if rendered.iter().any(Option::is_some) {
            // What is known already is not noted twice.
            self.numbers = self.trace.facts.iter().cloned().zip(0..).collect();
        }
        for (route, rendered) in routes.iter().zip(rendered) {
            let Some(rendered) = rendered else { continue };
            let facts = rendered.facts.iter().map(|fact| self.number(fact, 0)).collect();
            self.trace.routes.push(Traced {
                path: route.path.as_str().into(),
                target: target_print(world, route),
                facts,
                is_warned: rendered.is_warned,
            });
        }
        self.warn();
        self.evaluate();
        self.trace
    }

    /// Takes over a route that is as it was.
    fn keep(&mut self, verified: &Verified<'_>, at: usize) {
        let Some(traced) = verified.trace.routes.get(at) else { return };
        let facts = traced.facts.iter().filter_map(|fact| self.moved(verified, *fact, 0)).collect();
        self.trace.routes.push(Traced { path: traced.path.clone(), facts, ..*traced });
    }

    /// The number in this trace of a fact of the old one.
    fn moved(&mut self, verified: &Verified<'_>, old: u32, depth: usize) -> Option<u32> {
        if let Some(number) = self.moved.get(old as usize).copied().flatten() {
            return Some(number);
        }
        let fact = verified.fact(old).filter(|_| depth < DEPTH)?;
        let number = self.push(fact, *verified.trace.prints.get(old as usize)?)?;
        if let Some(moved) = self.moved.get_mut(old as usize) {
            *moved = Some(number);
        }
        if let Some((_, others, is_warned)) =
            verified.made.get(&old).and_then(|at| verified.trace.made.get(*at))
        {
            let others = others.iter().filter_map(|fact| self.moved(verified, *fact, depth + 1)).collect();
            self.trace.made.push((number, others, *is_warned));
        }
        Some(number)
    }

    fn push(&mut self, fact: Fact, print: u64) -> Option<u32> {
        let number = u32::try_from(self.trace.facts.len()).ok()?;
        self.trace.facts.push(fact);
        self.trace.prints.push(print);
        Some(number)
    }

    /// The number of a fact that a rendering asked for.
    fn number(&mut self, fact: &Fact, depth: usize) -> u32 {
        if let Some(number) = self.numbers.get(fact) {
            return *number;
        }
        let Some(number) = self.push(fact.clone(), 0) else { return u32::MAX };
        self.numbers.insert(fact.clone(), number);
        let (others, is_warned) = match fact {
            Fact::Card(id) => self.world.card_facts(*id),
            Fact::Templates(name) => (self.world.closures.facts(name).to_vec(), false),
            _ => return number,
        };
        if depth < DEPTH {
            let others = others.iter().map(|fact| self.number(fact, depth + 1)).collect();
            self.trace.made.push((number, others, is_warned));
        }
        number
    }

    /// Marks the routes that show a card about which there was something to tell.
    fn warn(&mut self) {
        let warned: Vec<u32> =
            self.trace.made.iter().filter(|(.., warned)| *warned).map(|(fact, ..)| *fact).collect();
        if warned.is_empty() {
            return;
        }
        for route in &mut self.trace.routes {
            route.is_warned |= route.facts.iter().any(|fact| warned.contains(fact));
        }
    }

    /// Finds the fingerprints of the facts that are new.
    fn evaluate(&mut self) {
        let world = self.world;
        let facts = self.trace.facts.par_iter().zip(self.trace.prints.par_iter_mut());
        facts.with_min_len(256).filter(|(fact, print)| **print == 0 && !fact.is_made()).for_each_init(
            || Rc::new(Frame::new(world.clone(), 0)),
            // What there is to tell was told when it was first asked for.
            |frame, (fact, print)| *print = frame::within(frame.clone(), || world.evaluate(fact)),
        );
    }
}
