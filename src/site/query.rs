//! Queries that templates ask: which pages, in which order.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Page, PageId, Site, sort};
use crate::schema::{SortKey, Value};

/// By what pages are looked up without going through all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Axis {
    /// Content type.
    Type,
    /// A unit that any field names.
    Unit,
    /// A person that any field names.
    Person,
    /// A topic.
    Topic,
    /// A concept.
    Concept,
    /// A flag.
    Flag,
    /// A series.
    Series,
    /// A tag.
    Tag,
}

/// A question for pages. What is `None` or empty does not narrow the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Query {
    /// The number of the language.
    pub lang: usize,
    /// Folders of sections.
    pub sections: Vec<String>,
    /// Whether sections below count.
    pub shallow: bool,
    /// What the pages must have.
    pub with: Vec<(Axis, String)>,
    /// An id that is left out.
    pub not: Option<String>,
    /// The order; that of the type or section where empty.
    pub sort: Vec<SortKey>,
    /// How many at most; all where `None`.
    pub limit: Option<usize>,
    /// How many are passed over.
    pub offset: usize,
}

/// Pages by what they have, in each list from the newest.
#[derive(Debug, Default)]
pub(super) struct Index {
    lists: HashMap<(usize, Axis), Lists, FixedState>,
}

/// So many pages are indexed by one thread at a time; in development few, so that every test meets indexes of several pieces.
const PIECE: usize = if cfg!(debug_assertions) { 8 } else { 1024 };

type Lists = HashMap<Box<str>, Vec<PageId>, FixedState>;

impl Index {
    /// Indexes all pages. They are taken as they lie in the memory and put in order after that: to take them from the newest, and so from
    /// all over the memory, takes three times as long.
    pub(super) fn new(site: &Site) -> Self {
        let pieces = site.pages.par_chunks(PIECE).enumerate();
        let pieces: Vec<Self> = pieces.map(|(piece, pages)| Self::of(site, piece * PIECE, pages)).collect();
        let mut pieces = pieces.into_iter();
        let mut index = pieces.next().unwrap_or_default();
        pieces.for_each(|piece| index.append(piece));
        let ranks = site.ranks();
        let lists: Vec<_> = index.lists().collect();
        lists.into_par_iter().for_each(|pages| sort::by_ranks(pages, &ranks));
        index
    }

    /// The same on one thread.
    pub(super) fn alone(site: &Site) -> Self {
        let (mut index, ranks) = (Self::of(site, 0, &site.pages), site.ranks());
        index.lists().for_each(|pages| sort::by_ranks(pages, &ranks));
        index
    }

    fn lists(&mut self) -> impl Iterator<Item = &mut Vec<PageId>> {
        self.lists.values_mut().flat_map(HashMap::values_mut)
    }

    /// Takes in an index of further pages.
    fn append(&mut self, further: Self) {
        #[allow(clippy::iter_over_hash_type, reason = "each list is appended to the one of the same name")]
        for (axis, lists) in further.lists {
            let own = self.lists.entry(axis).or_default();
            #[allow(clippy::iter_over_hash_type, reason = "as above")]
            for (key, pages) in lists {
                own.entry(key).or_default().extend(pages);
            }
        }
    }

    /// Of the pages from the number `first` on.
    fn of(site: &Site, first: usize, pages: &[Arc<Page>]) -> Self {
        let mut index = Self::default();
        for (id, page) in site.ids_from(first).zip(pages) {
            keys(site, page, &mut |axis, key| {
                let list = index.lists.entry((page.lang, axis)).or_default();
                match list.get_mut(key) {
                    Some(pages) if pages.last() == Some(&id) => {}
                    Some(pages) => pages.push(id),
                    None => {
                        list.insert(key.into(), vec![id]);
                    }
                }
            });
        }
        index
    }

    fn list(&self, lang: usize, axis: Axis, key: &str) -> &[PageId] {
        self.lists.get(&(lang, axis)).and_then(|lists| lists.get(key)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Tells everything by which a page can be looked up.
fn keys(site: &Site, page: &Page, tell: &mut dyn FnMut(Axis, &str)) {
    tell(Axis::Type, &page.content_type.id);
    for (key, value) in page.fields.iter() {
        for item in value.items() {
            match item {
                Value::Organization(name) => {
                    let unit = site.organization().find(name).and_then(|id| site.organization().unit(id));
                    if let Some(unit) = unit {
                        tell(Axis::Unit, &unit.id);
                    }
                }
                Value::Person(person) => tell(Axis::Person, &person.name),
                Value::Reference(name) if &**key == "topic" || &**key == "concept" => {
                    let axis = if &**key == "topic" { Axis::Topic } else { Axis::Concept };
                    let target = site.refer(page.lang, name, &[key.to_string()]).and_then(|id| site.page(id));
                    if let Some(target) = target {
                        tell(axis, &target.id);
                    }
                }
                Value::Choice(..) if &**key == "flags" => {
                    if let Some(choice) = item.choice() {
                        tell(Axis::Flag, &choice.key);
                    }
                }
                Value::Text(tag) if &**key == "tags" => tell(Axis::Tag, tag),
                Value::Group(fields) if &**key == "series" => {
                    if let Some(name) = fields.text("name", "") {
                        tell(Axis::Series, name);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Query {
    /// The question as a template asks it: `section="news", tag="安全", limit=10`.
    pub fn told(&self) -> String {
        let mut told: Vec<String> =
            self.sections.iter().map(|section| format!("section=\"{section}\"")).collect();
        told.extend(self.with.iter().map(|(axis, key)| {
            let axis = format!("{axis:?}").to_lowercase();
            format!("{axis}=\"{key}\"")
        }));
        told.extend(self.shallow.then(|| "deep=false".to_owned()));
        told.extend(self.not.as_ref().map(|not| format!("not=\"{not}\"")));
        told.extend(self.sort.iter().map(|key| format!("sort=\"{key}\"")));
        told.extend(self.limit.map(|limit| format!("limit={limit}")));
        told.extend((self.offset > 0).then(|| format!("offset={}", self.offset)));
        told.join(", ")
    }

    /// The same question without a window: what is in it, and in which order.
    pub fn whole(&self) -> Self {
        Self { not: None, limit: None, offset: 0, ..self.clone() }
    }
}

impl Site {
    /// The pages that a query asks for.
    pub fn query(&self, query: &Query) -> Vec<PageId> {
        self.window(query, &self.ordered(query))
    }

    /// Of the whole answer to a query the part that it asks for: in time that grows with that part, not with the whole.
    pub fn window(&self, query: &Query, whole: &[PageId]) -> Vec<PageId> {
        let is_wanted = |id: &&PageId| match &query.not {
            Some(not) => self.page(**id).is_some_and(|page| *page.id != **not),
            None => true,
        };
        let limit = query.limit.unwrap_or(whole.len());
        whole.iter().filter(is_wanted).skip(query.offset).take(limit).copied().collect()
    }

    /// The pages of a language that can be looked up by a key.
    pub(super) fn pages_of(&self, lang: usize, axis: Axis, key: &str) -> &[PageId] {
        self.index().list(lang, axis, key)
    }

    /// The whole answer to a query, in order. What no order is asked for comes as its section lists it, pinned pages first.
    pub fn ordered(&self, query: &Query) -> Vec<PageId> {
        if let ([one], [], []) = (query.sections.as_slice(), query.with.as_slice(), query.sort.as_slice()) {
            let section = self.section_at(query.lang, one);
            return section
                .map(|s| if query.shallow { s.pages.clone() } else { s.all.clone() })
                .unwrap_or_default();
        }
        let mut found = self.candidates(query);
        let order = if query.sort.is_empty() { self.natural_order(query) } else { query.sort.clone() };
        sort::sort(&mut found, &order, |id| self.page(id), |page| self.named(page));
        found
    }

    /// The page whose title is the name of this one, if it is another one: names stand in the same order in every language.
    pub(super) fn named(&self, page: &Page) -> Option<&Page> {
        if page.lang == 0 { None } else { self.translation(&page.stem, 0) }
    }

    /// The pages that fit, in no order that matters: the shortest list that the index has, filtered by the rest.
    fn candidates(&self, query: &Query) -> Vec<PageId> {
        let in_sections: Option<Vec<PageId>> = (!query.sections.is_empty()).then(|| {
            let sections = query.sections.iter().filter_map(|path| self.section_at(query.lang, path));
            let mut pages: Vec<PageId> =
                sections.flat_map(|s| if query.shallow { &s.pages } else { &s.all }).copied().collect();
            pages.sort_unstable();
            pages.dedup();
            pages
        });
        let mut lists: Vec<&[PageId]> =
            query.with.iter().map(|(axis, key)| self.index().list(query.lang, *axis, key)).collect();
        lists.sort_by_key(|list| list.len());
        let mut found = match (in_sections, lists.split_first()) {
            (Some(pages), _) => pages,
            (None, Some((shortest, _))) => shortest.to_vec(),
            (None, None) => self.newest(query.lang).to_vec(),
        };
        for list in lists {
            let members: std::collections::HashSet<PageId> = list.iter().copied().collect();
            found.retain(|id| members.contains(id));
        }
        found
    }

    /// The order that goes without saying: that of the one section or the one type; else from the newest.
    fn natural_order(&self, query: &Query) -> Vec<SortKey> {
        let of_type =
            query.with.iter().find(|(axis, _)| *axis == Axis::Type).and_then(|(_, id)| self.types().get(id));
        if let Some(content_type) = of_type {
            return content_type.order.clone();
        }
        match query.sections.as_slice() {
            [one] => {
                self.section_at(query.lang, one).map(|section| section.order.clone()).unwrap_or_default()
            }
            _ => vec![SortKey::parse("-date")],
        }
    }
}
