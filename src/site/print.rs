//! Fingerprints of the organised site: as long as they are the same, so are its answers.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Page, SectionId, Site, sort};
use crate::schema::stored::{encode_value, is_words, may_be_words};
use crate::schema::{Field, Value};
use crate::store::{Fingerprint, Gathered};

/// So many pages are looked at by one thread at a time.
const PIECE: usize = 512;

/// Which fields have to do with where a page stands.
pub(super) struct Shaping<'s> {
    /// The fields by which the lists of each section are sorted.
    orders: Vec<BTreeSet<&'s str>>,
    /// The fields that hold terms.
    terms: BTreeSet<&'s str>,
    /// The folders of the sections that stand in an order of names in any language.
    named: BTreeSet<&'s str>,
}

impl Site {
    /// The fingerprint of all by which pages are found, ordered and related.
    pub(super) fn make_shape(&self) -> u64 {
        let shaping = self.shaping();
        let mut print = Fingerprint::new();
        let pieces = self.pages.par_chunks(PIECE).with_max_len(1).map(|pages| {
            let mut print = Gathered::default();
            pages.iter().for_each(|page| self.print_shape(page, &shaping, &mut print));
            print.done()
        });
        for piece in pieces.collect::<Vec<u64>>() {
            print.number(piece);
        }
        for section in &self.sections {
            print.number(section.lang as u64).text(&section.path).number(section.print);
        }
        // Which unit an article names is for the organization to say.
        print.number(self.data_print("organization"));
        print
            .text(&format!("{:?}", (&self.config.languages, &self.config.taxonomies, self.config.page_size)));
        print.done()
    }

    /// Which fields have to do with where a page stands.
    pub(super) fn shaping(&self) -> Shaping<'_> {
        let orders: Vec<BTreeSet<&str>> =
            (0..).map(SectionId).take(self.sections.len()).map(|id| self.orders_of(id)).collect();
        let is_named = |orders: &BTreeSet<&str>| orders.iter().any(|key| sort::is_of_names(key));
        let named = self.sections.iter().zip(&orders).filter(|(_, orders)| is_named(orders));
        Shaping {
            named: named.map(|(section, _)| &*section.path).collect(),
            orders,
            terms: self
                .config
                .taxonomies
                .iter()
                .flat_map(|taxonomy| taxonomy.fields.iter().map(String::as_str))
                .chain(["tags"])
                .collect(),
        }
    }

    /// Takes in all of a page by which pages are found, ordered and related.
    pub(super) fn print_shape(&self, page: &Page, shaping: &Shaping<'_>, print: &mut Gathered) {
        print.number(page.key).text(&page.file).text(&page.url).text(&page.id).text(page.state.name());
        print.number(u64::from(page.pinned)).text(&page.content_type.id).value(&page.moment);
        print.number(page.frame);
        self.print_words(page, shaping, print);
        if page.standing.refers {
            for (key, value) in page.fields.iter() {
                self.print_references(page.lang, key, value, print);
            }
        }
    }

    /// Takes in the words of a page by which lists are sorted or that are terms.
    fn print_words(&self, page: &Page, shaping: &Shaping<'_>, print: &mut Gathered) {
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
        let orders = shaping.orders.get(page.section.at()).into_iter().flatten();
        shaping.terms.iter().chain(orders).for_each(|key| word(key));
        page.content_type.order.iter().for_each(|order| word(&order.key));
        // A list in another language may stand in the order of the names in this one.
        if self.section(page.section).is_some_and(|section| shaping.named.contains(&*section.path)) {
            ["title", "pinyin"].into_iter().for_each(word);
        }
    }

    /// The fields by which lists are sorted in which the pages of a section stand.
    fn orders_of(&self, id: SectionId) -> BTreeSet<&str> {
        let around = std::iter::successors(self.section(id), |section| self.section(section.parent?));
        around.flat_map(|section| &section.order).map(|key| key.key.as_str()).collect()
    }

    /// What a field refers to: a title may be meant, which another page can have tomorrow.
    fn print_references(&self, lang: usize, key: &str, value: &Value, print: &mut Gathered) {
        for item in value.items() {
            let name = match item {
                Value::Reference(name) => name,
                Value::Text(name) if key == "related" => name,
                _ => continue,
            };
            // As the index and the related pages look them up.
            for types in [&[][..], &[key.to_owned()]] {
                let page = self.refer(lang, name, types).and_then(|id| self.page(id));
                print.number(page.map_or(0, |page| page.key));
            }
        }
    }

    /// The fingerprint of all that there is of the site apart from texts, pictures and the theme.
    pub(super) fn make_print(&self) -> u64 {
        let mut print = Gathered::default();
        // As long as nothing changes with time, no period begins or ends either.
        print.value(&self.next_change).text(&format!("{:?}", self.config.fields));
        for page in &self.pages {
            print.number(page.key).number(page.print).text(&page.url).text(page.state.name());
            print.number(u64::from(page.pinned));
        }
        for section in &self.sections {
            print.number(section.lang as u64).text(&section.path).number(section.print);
        }
        for page in self.left_out.iter() {
            print.text(&page.file).text(&page.id).text(&page.title).text(page.state.name());
        }
        print.value(&self.data_prints).value(&self.resources).value(&self.statics);
        print.done()
    }
}
