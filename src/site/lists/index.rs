//! Indexes pages by what templates ask for.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::order::Order;
use super::query::Axis;
use crate::schema::Value;
use crate::site::library::{Library, Page, PageId};

/// Pages by their properties, each list from the newest.
#[derive(Debug, Default)]
pub(in crate::site) struct Index {
    lists: HashMap<(usize, Axis), Lists, FixedState>,
}

/// Pages indexed by one thread at a time; few in debug builds, so that every test meets several
/// pieces.
const PIECE: usize = if cfg!(debug_assertions) { 8 } else { 1024 };

type Lists = HashMap<Box<str>, Vec<PageId>, FixedState>;

impl Index {
    /// Indexes all pages. Takes them as they are in memory and sorts the lists afterwards: taking
    /// them from the newest, and so from all over the memory, takes three times as long.
    pub(super) fn new(library: &Library, order: &Order) -> Self {
        let pieces = library.pages.par_chunks(PIECE).enumerate();
        let piece = |(piece, pages)| Self::of(library, piece * PIECE, pages);
        let pieces: Vec<Self> = pieces.map(piece).collect();
        let mut pieces = pieces.into_iter();
        let mut index = pieces.next().unwrap_or_default();
        pieces.for_each(|piece| index.append(piece));
        let lists: Vec<_> = index.lists().collect();
        lists.into_par_iter().for_each(|pages| order.sort(pages));
        index
    }

    /// The same on one thread.
    pub(super) fn alone(library: &Library, order: &Order) -> Self {
        let mut index = Self::of(library, 0, &library.pages);
        index.lists().for_each(|pages| order.sort(pages));
        index
    }

    fn lists(&mut self) -> impl Iterator<Item = &mut Vec<PageId>> {
        self.lists.values_mut().flat_map(HashMap::values_mut)
    }

    /// Appends an index of further pages.
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

    /// Indexes pages that are numbered from `first` on. The lists are in the order of the numbers.
    fn of(library: &Library, first: usize, pages: &[Arc<Page>]) -> Self {
        let mut index = Self::default();
        for (id, page) in PageId::from(first).zip(pages) {
            each_key(library, page, &mut |axis, key| {
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

    pub(super) fn list(&self, lang: usize, axis: Axis, key: &str) -> &[PageId] {
        self.lists.get(&(lang, axis)).and_then(|lists| lists.get(key)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Calls `add` with every property of a page by which it can be found.
fn each_key(library: &Library, page: &Page, add: &mut dyn FnMut(Axis, &str)) {
    add(Axis::Type, &page.content_type.id);
    for written in &page.mentions {
        add_page(library, page, library.mentioned(page.lang, written), Axis::Mention, add);
    }
    for (key, value) in page.fields.iter() {
        for item in value.items() {
            match (&**key, item) {
                (_, Value::Organization(name)) => {
                    let organization = &library.base.organization;
                    if let Some(unit) = organization.find(name).and_then(|id| organization.unit(id)) {
                        add(Axis::Unit, &unit.id);
                    }
                }
                (_, Value::Person(person)) => add(Axis::Person, &person.name),
                ("topic", Value::Reference(name)) => add_target(library, page, name, Axis::Topic, add),
                ("concept", Value::Reference(name)) => add_target(library, page, name, Axis::Concept, add),
                (_, Value::Reference(name)) => add_target(library, page, name, Axis::Mention, add),
                ("flags", Value::Choice(..)) => {
                    if let Some(choice) = item.choice() {
                        add(Axis::Flag, &choice.key);
                    }
                }
                ("tags", Value::Text(tag)) => add(Axis::Tag, tag),
                ("series", Value::Group(fields)) => {
                    if let Some(name) = fields.text("name", "") {
                        add(Axis::Series, name);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Adds the place of the page that a field refers to: several pages may have its id.
fn add_target(library: &Library, page: &Page, name: &str, axis: Axis, add: &mut dyn FnMut(Axis, &str)) {
    let target = library.refer(page.lang, name, &axis.targets().unwrap_or_default());
    add_page(library, page, target, axis, add);
}

/// Adds the place of another page.
fn add_page(
    library: &Library,
    page: &Page,
    other: Option<PageId>,
    axis: Axis,
    add: &mut dyn FnMut(Axis, &str),
) {
    if let Some(other) = other.and_then(|id| library.page(id)).filter(|other| other.stem != page.stem) {
        add(axis, &other.stem);
    }
}
