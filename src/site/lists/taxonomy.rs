//! Lists the terms of each taxonomy with their pages, in each language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;
use twox_hash::XxHash3_64;

use super::order::Order;
use super::people::People;
use super::window::window;
use crate::site::library::{Library, Page, PageId};
use crate::text::{NameOrder, address_name, initial, slug};

/// A taxonomy in one language.
#[derive(Debug)]
pub struct Taxonomy {
    /// Its number in the configuration.
    pub declared: usize,
    /// The number of its language.
    pub lang: usize,
    /// Its folder in addresses, ending in `/`: `/tags/`.
    pub base: String,
    /// Its terms: those with most pages first, or in an index of names by their sounds.
    pub terms: Vec<Term>,
    /// The last parts of the addresses of terms that are gone, which lead to all terms.
    pub former: Vec<Box<str>>,
    /// The number of each term.
    numbers: HashMap<Box<str>, usize>,
}

/// A term and the pages that carry it.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: Box<str>,
    /// The last part of its address.
    pub slug: Box<str>,
    /// Its pages, from the newest.
    pub pages: Vec<PageId>,
    /// The page of the person whom it names, which is not among the others.
    pub own: Option<PageId>,
    /// The letter under which an index has it, in lower case. `None` in other taxonomies.
    pub letter: Option<char>,
}

impl Taxonomy {
    /// The address of the page with all terms.
    pub fn url(&self) -> String {
        format!("{}index.html", self.base)
    }

    /// The address of page `number` (from 1) of the list of a term.
    pub fn term_url(&self, term: &Term, number: usize) -> String {
        if number <= 1 {
            format!("{}{}.html", self.base, term.slug)
        } else {
            format!("{}{}_{number}.html", self.base, term.slug)
        }
    }

    /// The addresses of terms that are gone.
    pub fn former_urls(&self) -> impl Iterator<Item = String> {
        self.former.iter().map(|slug| format!("{}{slug}.html", self.base))
    }

    /// The term with this name.
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.terms.get(*self.numbers.get(name)?)
    }
}

impl Term {
    /// The pages on page `number` (from 1) of its list.
    pub fn list_page(&self, size: usize, number: usize) -> &[PageId] {
        window(&self.pages, size, number)
    }
}

/// Pages gathered by one thread at a time; few in debug builds, so that every test meets several
/// pieces.
const PIECE: usize = if cfg!(debug_assertions) { 8 } else { 1024 };

/// The taxonomies of all languages.
pub(super) fn taxonomies(library: &Library, order: &Order) -> Vec<Taxonomy> {
    let config = &library.base.config;
    let mut taxonomies = Vec::new();
    for (declared, taxonomy) in config.taxonomies.iter().enumerate() {
        for lang in library.sections.used_languages.iter().copied() {
            let people = taxonomy.is_of_people.then(|| People::of(library, lang));
            let members = members(library, people.as_ref(), &taxonomy.fields, lang, order);
            let base = format!(
                "/{}{}/",
                config.prefix(lang),
                slug(&taxonomy.name).unwrap_or_else(|| "terms".into())
            );
            let kept = KeptSlugs::of(library, &base);
            // A tag that was the last one still leads to the page of all.
            if members.is_empty() && kept.by_name.is_empty() {
                continue;
            }
            let mut terms = terms(members, taxonomy.is_of_people, &kept);
            if let Some(people) = &people {
                arrange(&mut terms, people, library);
            }
            let numbers: HashMap<Box<str>, usize> =
                terms.iter().enumerate().map(|(at, term)| (term.name.clone(), at)).collect();
            let former = kept.former(|name| numbers.contains_key(name));
            taxonomies.push(Taxonomy { declared, lang, base, terms, numbers, former });
        }
    }
    taxonomies
}

/// The terms in these fields of the pages of a language, each with its pages from the newest. With
/// `people`, all persons whom a page names are terms, and these people.
fn members<'l>(
    library: &'l Library,
    people: Option<&People<'l>>,
    fields: &[String],
    lang: usize,
    order: &Order,
) -> BTreeMap<&'l str, Vec<PageId>> {
    let gathered = |(piece, pages): (usize, &'l [Arc<Page>])| {
        let mut members: HashMap<&'l str, Vec<PageId>, FixedState> = HashMap::default();
        let pages = PageId::from(piece * PIECE).zip(pages).filter(|(_, page)| page.lang == lang);
        for (id, page) in pages {
            let mut add = |term: &'l str| {
                let pages = members.entry(term).or_default();
                if pages.last() != Some(&id) {
                    pages.push(id);
                }
            };
            fields.iter().for_each(|field| page.fields.each_word(field, &mut add));
            if people.is_some() {
                page.persons().for_each(add);
            }
        }
        members
    };
    let pieces: Vec<_> = library.pages.par_chunks(PIECE).enumerate().map(gathered).collect();
    let mut members: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    #[allow(clippy::iter_over_hash_type, reason = "each list is appended to the one of the same name")]
    for (term, pages) in pieces.into_iter().flatten() {
        members.entry(term).or_default().extend(pages);
    }
    for name in people.iter().flat_map(|people| &people.known) {
        members.entry(name).or_default();
    }
    members.values_mut().for_each(|pages| order.sort(pages));
    members
}

/// Sorts the terms of an index of names by their sounds, and gives each its letter and the page of
/// its person.
fn arrange(terms: &mut [Term], people: &People<'_>, library: &Library) {
    let reading = |term: &Term| {
        let page = library.page(term.own?)?;
        page.fields.text("pinyin", "").map(str::to_owned)
    };
    for term in &mut *terms {
        term.own = people.page(&term.name);
        term.letter = Some(initial(&term.name, reading(term).as_deref()));
        term.pages.retain(|page| Some(*page) != term.own);
    }
    terms.sort_by_cached_key(|term| {
        let key = NameOrder::Pinyin.key(&term.name, reading(term).as_deref());
        // What has no letter comes last.
        (!term.letter.is_some_and(char::is_alphabetic), term.letter, key, term.slug.clone())
    });
}

/// The last part of the address of a person: who sounds alike has another, and keeps it whoever
/// comes. 章伟 and 张伟 are both `zhang-wei`.
fn of_person(name: &str, slug: String) -> String {
    if name.is_ascii() {
        slug
    } else {
        format!("{slug}-{:04x}", XxHash3_64::oneshot(name.as_bytes()) & 0xFFFF)
    }
}

/// The last parts of addresses that terms of a taxonomy keep, by `addresses.yaml`.
struct KeptSlugs<'l> {
    by_name: BTreeMap<&'l str, &'l str>,
}

impl<'l> KeptSlugs<'l> {
    /// Those of the taxonomy in the folder `base`.
    fn of(library: &'l Library, base: &str) -> Self {
        let folder = base.trim_start_matches('/');
        let kept = library.base.addresses.terms().filter_map(|(key, address)| {
            let slug = address.strip_prefix(base)?.strip_suffix(".html")?;
            Some((key.strip_prefix(folder)?, slug)).filter(|(_, slug)| is_slug(slug))
        });
        Self { by_name: kept.collect() }
    }

    /// Those of terms that are gone.
    fn former(&self, is_there: impl Fn(&str) -> bool) -> Vec<Box<str>> {
        let gone = self.by_name.iter().filter(|(name, _)| !is_there(name));
        gone.map(|(_, slug)| (*slug).into()).collect()
    }
}

/// Whether no other file of a taxonomy has such a name: not the list of terms, nor a further page
/// of a term (`a_2`).
fn is_slug(name: &str) -> bool {
    name != "index" && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Terms with unique slugs, those with most pages first. What was published keeps its slug, and
/// nothing else takes it, even if its term is gone.
fn terms(members: BTreeMap<&str, Vec<PageId>>, are_people: bool, kept: &KeptSlugs<'_>) -> Vec<Term> {
    // Each slug with the number that its next repetition tries first: `a`, `a-2`, `a-3`.
    let mut slugs: HashMap<String, usize> =
        kept.by_name.values().map(|slug| ((*slug).to_owned(), 2)).collect();
    let mut terms: Vec<Term> = members
        .into_iter()
        .map(|(name, pages)| {
            let slug = match kept.by_name.get(name) {
                Some(slug) => (*slug).to_owned(),
                None => new_slug(name, are_people, &mut slugs),
            };
            Term { name: name.into(), slug: slug.into(), pages, own: None, letter: None }
        })
        .collect();
    terms.sort_by(|a, b| b.pages.len().cmp(&a.pages.len()).then_with(|| a.slug.cmp(&b.slug)));
    terms
}

/// A slug that no other term has.
fn new_slug(name: &str, is_person: bool, slugs: &mut HashMap<String, usize>) -> String {
    let wanted = address_name(name).map(|slug| if is_person { of_person(name, slug) } else { slug });
    let wanted = wanted.filter(|slug| slug != "index").unwrap_or_else(|| "term".into());
    let mut slug = wanted.clone();
    let mut number = slugs.get(&wanted).copied().unwrap_or(2);
    while slugs.contains_key(&slug) {
        slug = format!("{wanted}-{number}");
        number += 1;
    }
    slugs.insert(wanted, number);
    slugs.entry(slug.clone()).or_insert(2);
    slug
}
