//! Fingerprints of a library: while they stay the same, so do the answers that a site gives.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::id::{PageId, SectionId};
use super::page::Page;
use super::stage::Library;
use crate::schema::stored::{encode_value, is_words, may_be_words};
use crate::schema::{Field, Value};
use crate::store::{Fingerprint, Gathered};
use crate::text::NameOrder;

/// Pages fingerprinted by one thread at a time.
const PIECE: usize = 512;

/// The two fingerprints of a library.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Prints {
    /// Covers everything except texts, pictures and the theme.
    pub(in crate::site) all: u64,
    /// Covers everything by which pages are found, ordered and related. Words of pages count only
    /// where something is sorted by them, or refers to a page by its title.
    pub(in crate::site) shape: u64,
}

impl Prints {
    /// The fingerprints of a library.
    pub(in crate::site) fn of(library: &Library) -> Self {
        let (all, shape) = rayon::join(|| all(library), || shape(library));
        Self { all, shape }
    }

    /// The fingerprints after an edit of these pages that keeps the shape.
    pub(in crate::site) fn edited(self, library: &Library, pages: &[PageId]) -> Self {
        let pages = pages.iter().filter_map(|id| library.page(*id));
        let all = pages.fold(self.all, |all, page| {
            Fingerprint::new().number(all).number(page.key).number(page.print).done()
        });
        Self { all, ..self }
    }
}

fn all(library: &Library) -> u64 {
    let mut print = Gathered::default();
    // While nothing changes with time, no period begins or ends either.
    print.value(&library.next_change).text(&format!("{:?}", library.base.config.fields));
    for page in &library.pages {
        print.number(page.key).number(page.print).text(&page.url).text(page.state.name());
        print.number(u64::from(page.pinned));
    }
    for folder in &library.sections.folders {
        print.number(folder.lang as u64).text(&folder.path).number(folder.print);
    }
    for page in library.left_out.iter() {
        print.text(&page.file).text(&page.id).text(&page.title).text(page.state.name());
    }
    let base = &library.base;
    print.value(&base.data_prints).value(&base.resources).value(&base.statics);
    print.done()
}

fn shape(library: &Library) -> u64 {
    let words = ShapeWords::of(library);
    let mut print = Fingerprint::new();
    let pieces = library.pages.par_chunks(PIECE).with_max_len(1).map(|pages| {
        let mut print = Gathered::default();
        pages.iter().for_each(|page| words.add_page(page, &mut print));
        print.done()
    });
    for piece in pieces.collect::<Vec<u64>>() {
        print.number(piece);
    }
    for folder in &library.sections.folders {
        print.number(folder.lang as u64).text(&folder.path).number(folder.print);
    }
    // The organization decides which unit a name in an article means.
    print.number(library.base.data_prints.get("organization").copied().unwrap_or_default());
    for (term, address) in library.base.addresses.terms() {
        print.text(term).text(address);
    }
    let config = &library.base.config;
    print.text(&format!("{:?}", (&config.languages, &config.taxonomies, config.page_size)));
    print.done()
}

/// The fields whose words have a part in the shape of a library.
pub(super) struct ShapeWords<'l> {
    library: &'l Library,
    /// For each section, the fields by which a list with its pages is sorted.
    orders: Vec<BTreeSet<&'l str>>,
    /// The fields that contain terms.
    terms: BTreeSet<&'l str>,
    /// The folders whose sections are sorted by names in some language.
    named: BTreeSet<&'l str>,
    /// Whether all persons whom a page names are terms.
    has_people: bool,
}

impl<'l> ShapeWords<'l> {
    pub(super) fn of(library: &'l Library) -> Self {
        let folders = &library.sections.folders;
        let orders: Vec<BTreeSet<&str>> =
            (0..).map(SectionId).take(folders.len()).map(|id| orders_of(library, id)).collect();
        let is_named = |orders: &BTreeSet<&str>| orders.iter().any(|key| NameOrder::named(key).is_some());
        let named = folders.iter().zip(&orders).filter(|(_, orders)| is_named(orders));
        let taxonomies = library.base.config.taxonomies.iter();
        let has_people = library.base.config.taxonomies.iter().any(|taxonomy| taxonomy.is_of_people);
        let terms = taxonomies.flat_map(|taxonomy| taxonomy.fields.iter().map(String::as_str));
        Self {
            library,
            named: named.map(|(folder, _)| &*folder.path).collect(),
            terms: terms.chain(["tags"]).collect(),
            orders,
            has_people,
        }
    }

    /// Whether two versions of a page have the same shape.
    pub(super) fn are_alike(&self, one: &Page, other: &Page) -> bool {
        let print = |page| {
            let mut print = Gathered::default();
            self.add_page(page, &mut print);
            print.done()
        };
        one.lang == other.lang && print(one) == print(other)
    }

    /// Adds everything of a page by which pages are found, ordered and related.
    fn add_page(&self, page: &Page, print: &mut Gathered) {
        print.number(page.key).text(&page.file).text(&page.url).text(&page.id).text(page.state.name());
        print.number(u64::from(page.pinned)).text(&page.content_type.id).value(&page.moment);
        print.number(page.frame);
        self.add_words(page, print);
        for written in &page.mentions {
            let mentioned = self.library.mentioned(page.lang, written).and_then(|id| self.library.page(id));
            print.number(mentioned.map_or(0, |page| page.key));
        }
        if page.standing.refers {
            for (key, value) in page.fields.iter() {
                self.add_references(page.lang, key, value, print);
            }
        }
    }

    /// Adds the words of a page that are terms or by which lists are sorted.
    fn add_words(&self, page: &Page, print: &mut Gathered) {
        let mut word = |key: &str| {
            let is_of_words = |field: &Field| may_be_words(&field.kind);
            if !page.content_type.group.field(key).is_some_and(is_of_words) {
                return;
            }
            if key == "title" {
                print.text(page.title());
            }
            if let Some(value) = page.fields.get(key).filter(|value| is_words(value)) {
                print.text(key).bytes(&encode_value(&page.content_type.group, key, value));
            }
        };
        let orders = self.orders.get(page.section.at()).into_iter().flatten();
        self.terms.iter().chain(orders).for_each(|key| word(key));
        page.content_type.order.iter().for_each(|order| word(&order.key));
        // A list in another language may be in the order of the names in this one.
        let folder = self.library.folder(page.section);
        let is_named = folder.is_some_and(|folder| self.named.contains(&*folder.path));
        if is_named || (self.has_people && &*page.content_type.id == "person") {
            ["title", "pinyin"].into_iter().for_each(word);
        }
        if self.has_people {
            for name in page.persons() {
                print.text(name);
            }
        }
    }

    /// Adds the pages that a field refers to: it may name a title, which another page can have
    /// tomorrow.
    fn add_references(&self, lang: usize, key: &str, value: &Value, print: &mut Gathered) {
        for item in value.items() {
            let name = match item {
                Value::Reference(name) => name,
                Value::Text(name) if key == "related" => name,
                _ => continue,
            };
            // The index looks up references of a type, related pages are looked up among all.
            for types in [&[][..], &[key.to_owned()]] {
                let page = self.library.refer(lang, name, types).and_then(|id| self.library.page(id));
                print.number(page.map_or(0, |page| page.key));
            }
        }
    }
}

/// The fields by which the lists of a section and of those around it are sorted.
fn orders_of(library: &Library, id: SectionId) -> BTreeSet<&str> {
    let around = std::iter::successors(library.folder(id), |folder| library.folder(folder.parent?));
    around.flat_map(|folder| &folder.order).map(|key| key.key.as_str()).collect()
}
