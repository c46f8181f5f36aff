//! What the routes of a build were made from, so that the next build makes only those anew whose facts differ.
//!
//! These are the *verifying traces* of Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018): of each route the facts
//! that it asked for, of each fact a fingerprint. A route is as it was if all its facts are; a fact that is made
//! from others (a card) is as it was if they are.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::fact::Fact;
use super::frame::{self, Frame};
use super::renderer::Renderer;
use super::world::World;
use crate::problem::Problem;
use crate::site::{PageId, Route, Site, Target};
use crate::store::Fingerprint;
use crate::store::numbers::{self, Lists};

/// How deep facts are made from others at most: a card within a card is the deepest that there is.
pub(super) const DEPTH: usize = 8;

/// What the routes of a build were made from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// What every route depends on without asking.
    pub(super) configuration: u64,
    /// The fingerprint of the organised site, and of where its pages stand.
    pub(super) site: u64,
    pub(super) shape: u64,
    /// How many facts there were when all of them were in use.
    base: usize,
    /// The keys of the pages, by the numbers that facts have for them here.
    #[serde(with = "numbers")]
    pub(super) pages: Vec<u64>,
    pub(super) facts: Vec<Fact>,
    /// The fingerprint of each fact; 0 for one that is made from others.
    #[serde(with = "numbers")]
    pub(super) prints: Vec<u64>,
    pub(super) made: Made,
    pub(super) routes: Routes,
}

/// The facts that are made from others.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Made {
    #[serde(with = "numbers")]
    pub facts: Vec<u32>,
    /// What each of them is made from.
    pub others: Lists,
    /// Those about which there was something to tell.
    warned: BTreeSet<u32>,
}

/// What routes were made from, in the order of their paths.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Routes {
    /// The fingerprints of path and kind of each, as [`route_print`] has them.
    #[serde(with = "numbers")]
    pub prints: Vec<u64>,
    pub facts: Lists,
    /// The numbers of those about which there was something to tell the writer: it is told only by rendering again.
    warned: BTreeSet<u32>,
}

impl Made {
    fn push(&mut self, fact: u32, others: impl IntoIterator<Item = u32>, is_warned: bool) {
        self.facts.push(fact);
        self.others.push(others);
        if is_warned {
            self.warned.insert(fact);
        }
    }

    /// Of each of so many facts, which of these it is.
    pub fn places(&self, facts: usize) -> Vec<Option<u32>> {
        let mut places = vec![None; facts];
        for (at, fact) in (0..).zip(&self.facts) {
            if let Some(place) = places.get_mut(*fact as usize) {
                *place = Some(at);
            }
        }
        places
    }
}

impl Routes {
    fn push(&mut self, print: u64, facts: impl IntoIterator<Item = u32>, is_warned: bool) {
        if is_warned {
            self.warned.extend(u32::try_from(self.prints.len()));
        }
        self.prints.push(print);
        self.facts.push(facts);
    }

    /// Whether there was something to tell about the route of this number.
    pub fn is_warned(&self, number: usize) -> bool {
        u32::try_from(number).is_ok_and(|number| self.warned.contains(&number))
    }
}

/// All that has been asked for in a build, each fact once: many routes ask for the same, and a large site has very many. Each thread
/// has a list of its own, so that none waits for another; they become one in the end.
#[derive(Debug)]
pub struct Asked(Vec<Mutex<IndexSet<Fact, FixedState>>>);

impl Default for Asked {
    fn default() -> Self {
        Self((0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect())
    }
}

impl Asked {
    /// Takes in what a rendering asked for.
    pub fn take(&self, facts: Vec<Fact>) -> Numbers {
        let list = rayon::current_thread_index().unwrap_or_default() % self.0.len().max(1);
        let Some(asked) = self.0.get(list) else { return Numbers::default() };
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let number = |fact| u32::try_from(asked.insert_full(fact).0).unwrap_or(u32::MAX);
        Numbers { list, facts: facts.into_iter().map(number).collect() }
    }

    /// All facts, and the numbers that those of each list have among them.
    fn joined(self) -> (IndexSet<Fact, FixedState>, Vec<Vec<usize>>) {
        let mut lists =
            self.0.into_iter().map(|list| list.into_inner().unwrap_or_else(PoisonError::into_inner));
        let mut all = lists.next().unwrap_or_default();
        let mut places = vec![(0..all.len()).collect()];
        places.extend(lists.map(|list| list.into_iter().map(|fact| all.insert_full(fact).0).collect()));
        (all, places)
    }
}

/// The numbers of facts in one of the lists of [`Asked`].
#[derive(Debug, Default)]
pub struct Numbers {
    list: usize,
    facts: Box<[u32]>,
}

/// What has been rendered in this build.
#[derive(Debug)]
pub struct Rendered {
    /// What was asked for.
    pub facts: Numbers,
    /// Whether there was something to tell the writer.
    pub is_warned: bool,
}

impl Renderer {
    /// The trace of a build: of the routes that are as they were what was known of them, of the others what they asked for.
    /// `old` is the trace of the last build, and `same` the number in it of each route that is as it was. `rendered` has an entry for each route of the site. Mistakes that are met on the way come beside it.
    pub fn trace(
        &self,
        old: Trace,
        same: &[Option<usize>],
        rendered: (Vec<Option<Rendered>>, Asked),
        configuration: u64,
    ) -> (Trace, Vec<Problem>) {
        let frame = Rc::new(Frame::new(self.world().clone(), 0));
        let (rendered, asked) = rendered;
        let trace = frame::within(frame.clone(), || Draft::new(self.world(), old, asked).of(same, rendered));
        (
            Trace { configuration, site: self.site().print(), shape: self.site().shape(), ..trace },
            self.world().judged(frame.problems.take()),
        )
    }
}

impl Trace {
    /// Whether its pages are those of a site, in the same order: then their numbers are the same.
    pub(super) fn has_same_pages(&self, site: &Site) -> bool {
        self.pages.iter().copied().eq(site.pages().iter().map(|page| page.key))
    }

    /// The numbers that the pages of a site have in it; those that it does not know come after the others.
    fn numbered(&mut self, site: &Site) -> Vec<PageId> {
        if self.has_same_pages(site) {
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
        site.pages().iter().map(|page| page.key).map(number).collect()
    }

    /// Whether a page shows the moment of the build.
    pub fn shows_now(&self) -> bool {
        self.facts.contains(&Fact::Now)
    }

    /// Whether there was something to tell the writer about a route.
    pub fn is_warned(&self) -> bool {
        !self.routes.warned.is_empty()
    }
}

/// Where a route is and what it is made of, apart from what it asks for.
pub(super) fn route_print(world: &World, route: &Route) -> u64 {
    let site = &world.site;
    let mut print = Fingerprint::new();
    print.text(&route.path);
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
        Target::Archive(lang) => print.number(10).number(*lang as u64),
        Target::Year(lang, year, number) => {
            print.number(11).number(*lang as u64).value(year).number(*number as u64)
        }
        Target::Map(lang) => print.number(12).number(*lang as u64),
        Target::Search(lang) => print.number(13).number(*lang as u64),
        Target::Alias(id) => print.number(9).number(site.page(*id).map_or(0, |page| page.key)),
    };
    print.done()
}

/// Of how many facts that are no longer in use a trace is rid: of a quarter of them, and a few.
const FEW: usize = 1024;

/// A trace that is being written: what is known is kept where it stands, and what is new comes after it.
struct Draft<'d> {
    world: &'d Arc<World>,
    trace: Trace,
    /// The numbers that the pages of the site have in the trace.
    pages: Vec<PageId>,
    /// What has been asked for, and where in it what each list of it has is.
    asked: IndexSet<Fact, FixedState>,
    places: Vec<Vec<usize>>,
    /// The numbers that it has in the trace, where it has one.
    numbers: Vec<Option<u32>>,
    /// Of each fact that is new in the trace, which it is of those that were asked for.
    new: Vec<usize>,
    /// How many facts were there before.
    before: usize,
}

impl<'d> Draft<'d> {
    fn new(world: &'d Arc<World>, mut trace: Trace, asked: Asked) -> Self {
        let (asked, places) = asked.joined();
        let pages = trace.numbered(&world.site);
        let numbers = vec![None; asked.len()];
        Self { world, pages, asked, places, numbers, new: Vec::new(), before: trace.facts.len(), trace }
    }

    fn of(mut self, same: &[Option<usize>], rendered: Vec<Option<Rendered>>) -> Trace {
        let world = self.world;
        let routes = world.site.routes();
        let is_new: Vec<bool> = rendered.iter().map(Option::is_some).collect();
        let prints = routes.par_iter().zip(is_new).with_min_len(256);
        let prints: Vec<u64> =
            prints.map(|(route, is_new)| if is_new { route_print(world, route) } else { 0 }).collect();
        let old = std::mem::take(&mut self.trace.routes);
        let mut traced = Routes {
            prints: Vec::with_capacity(routes.len()),
            facts: Lists::with_room(routes.len(), old.facts.numbers().len()),
            warned: BTreeSet::new(),
        };
        for (at, (print, rendered)) in prints.into_iter().zip(rendered).enumerate() {
            let kept = same.get(at).copied().flatten();
            if let Some(Rendered { facts, is_warned }) = rendered {
                traced.push(print, self.traced(facts), is_warned);
            } else if let Some((kept, print)) = kept.and_then(|kept| Some((kept, *old.prints.get(kept)?))) {
                traced.push(print, old.facts.get(kept).iter().copied(), old.is_warned(kept));
            }
        }
        drop(old);
        self.trace.routes = traced;
        self.warn();
        self.evaluate();
        let Self { trace, asked, pages, .. } = self;
        // A build ends soon: to take them apart would take longer than all that is left to do.
        std::mem::forget((asked, pages));
        trace.tidied()
    }

    /// The numbers in the trace of what a route asked for.
    fn traced(&mut self, Numbers { list, facts }: Numbers) -> Vec<u32> {
        let place = |fact: &u32| self.places.get(list)?.get(*fact as usize).copied();
        let asked: Vec<usize> = facts.iter().filter_map(place).collect();
        asked.into_iter().filter_map(|asked| self.number(asked, 0)).collect()
    }

    /// The number in the trace of a fact that was asked for.
    fn number(&mut self, asked: usize, depth: usize) -> Option<u32> {
        if let Some(number) = self.numbers.get(asked).copied().flatten() {
            return Some(number);
        }
        let fact = self.asked.get_index(asked)?;
        let made = match fact {
            Fact::Card(id) => Some(self.world.card_facts(*id)),
            Fact::Templates(name) => Some((self.world.closures.facts(name).into(), false)),
            _ => None,
        };
        let number = u32::try_from(self.trace.facts.len()).ok()?;
        self.trace.facts.push(fact.renumbered(|id| self.pages.get(id.at()).copied())?);
        self.new.push(asked);
        if self.numbers.len() <= asked {
            self.numbers.resize(asked + 1, None);
        }
        if let Some(place) = self.numbers.get_mut(asked) {
            *place = Some(number);
        }
        if let Some((others, is_warned)) = made.filter(|_| depth < DEPTH) {
            let others = others.iter().filter_map(|fact| {
                let known = self.asked.get_index_of(fact);
                let asked = known.unwrap_or_else(|| self.asked.insert_full(fact.clone()).0);
                self.number(asked, depth + 1)
            });
            let others: Vec<u32> = others.collect();
            self.trace.made.push(number, others, is_warned);
        }
        Some(number)
    }

    /// Marks the routes that show a card about which there was something to tell.
    fn warn(&mut self) {
        let (warned, routes) = (&self.trace.made.warned, &mut self.trace.routes);
        if warned.is_empty() {
            return;
        }
        let shows = |facts: &[u32]| facts.iter().any(|fact| warned.contains(fact));
        let further = (0..).zip(routes.facts.iter()).filter(|(_, facts)| shows(facts));
        routes.warned.extend(further.map(|(number, _)| number));
    }

    /// Finds the fingerprints of the facts that are new.
    fn evaluate(&mut self) {
        let world = self.world;
        self.trace.prints.resize(self.trace.facts.len(), 0);
        let prints = self.trace.prints.get_mut(self.before..).unwrap_or_default();
        let asked = &self.asked;
        prints.par_iter_mut().zip(self.new.par_iter()).with_min_len(256).for_each_init(
            || Rc::new(Frame::new(world.clone(), 0)),
            |frame, (print, number)| {
                if let Some(fact) = asked.get_index(*number).filter(|fact| !fact.is_made()) {
                    // What there is to tell was told when it was first asked for.
                    *print = frame::within(frame.clone(), || world.evaluate(fact));
                }
            },
        );
    }
}

impl Trace {
    /// Without the facts that no route asks for any more, once they are many.
    fn tidied(mut self) -> Self {
        if self.base == 0 {
            // All of a first trace is in use.
            self.base = self.facts.len();
            return self;
        }
        if self.facts.len() < self.base + self.base / 4 + FEW {
            return self;
        }
        let made = self.made.places(self.facts.len());
        let mut used = vec![false; self.facts.len()];
        let mut next: Vec<u32> = self.routes.facts.numbers().to_vec();
        while let Some(fact) = next.pop() {
            let Some(used) = used.get_mut(fact as usize).filter(|used| !**used) else { continue };
            *used = true;
            if let Some(at) = made.get(fact as usize).copied().flatten() {
                next.extend(self.made.others.get(at as usize));
            }
        }
        let mut numbers = vec![u32::MAX; self.facts.len()];
        for (number, (place, _)) in (0..).zip(numbers.iter_mut().zip(&used).filter(|(_, used)| **used)) {
            *place = number;
        }
        let moved = |fact: &u32| numbers.get(*fact as usize).copied().filter(|number| *number != u32::MAX);
        let is_used = |at: usize| used.get(at).copied().unwrap_or_default();
        let keep = |at: &mut usize| {
            *at += 1;
            is_used(*at - 1)
        };
        let (mut at, mut print_at) = (0, 0);
        self.facts.retain(|_| keep(&mut at));
        self.prints.retain(|_| keep(&mut print_at));
        let old = std::mem::take(&mut self.made);
        for (fact, others) in old.facts.iter().zip(old.others.iter()) {
            if let Some(number) = moved(fact) {
                self.made.push(number, others.iter().filter_map(moved), old.warned.contains(fact));
            }
        }
        let old = std::mem::take(&mut self.routes.facts);
        old.iter().for_each(|facts| self.routes.facts.push(facts.iter().filter_map(moved)));
        self.base = self.facts.len();
        self
    }
}
