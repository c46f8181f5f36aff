//! Taxonomies: terms with their pages, in each language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::section::slice;
use super::{Config, Page, PageId, sort};
use crate::text::slug;

/// A taxonomy in one language.
#[derive(Debug)]
pub struct Taxonomy {
    /// Its number in the configuration.
    pub declared: usize,
    /// The number of its language.
    pub lang: usize,
    /// Its folder in addresses, ending in `/`: `/tags/`.
    pub base: String,
    /// Its terms, those with most pages first.
    pub terms: Vec<Term>,
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

    /// The term with this name.
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.terms.get(*self.numbers.get(name)?)
    }
}

impl Term {
    /// The pages on page `number` (from 1) of its list.
    pub fn list_page(&self, size: usize, number: usize) -> &[PageId] {
        slice(&self.pages, size, number)
    }
}

/// The taxonomies of all languages.
pub(super) fn taxonomies(config: &Config, pages: &[Arc<Page>]) -> Vec<Taxonomy> {
    let mut taxonomies = Vec::new();
    for (declared, taxonomy) in config.taxonomies.iter().enumerate() {
        for lang in 0..config.languages.len() {
            let mut members: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
            for (id, page) in (0..).map(PageId).zip(pages).filter(|(_, page)| page.lang == lang) {
                let items = taxonomy.fields.iter().flat_map(|field| page.fields.items(field));
                for term in items.filter_map(|item| item.as_text()) {
                    let pages = members.entry(term).or_default();
                    if pages.last() != Some(&id) {
                        pages.push(id);
                    }
                }
            }
            if members.is_empty() {
                continue;
            }
            let base = format!(
                "/{}{}/",
                config.prefix(lang),
                slug(&taxonomy.name).unwrap_or_else(|| "terms".into())
            );
            let terms = terms(members, pages);
            let numbers = terms.iter().enumerate().map(|(at, term)| (term.name.clone(), at)).collect();
            taxonomies.push(Taxonomy { declared, lang, base, terms, numbers });
        }
    }
    taxonomies
}

fn terms(members: BTreeMap<&str, Vec<PageId>>, pages: &[Arc<Page>]) -> Vec<Term> {
    // Every slug, with the number that its next repetition tries first.
    let mut slugs: HashMap<String, usize> = HashMap::new();
    let mut terms: Vec<Term> = members
        .into_iter()
        .map(|(name, mut ids)| {
            sort::by_rank(&mut ids, |id| pages.get(id.at()).map(|page| &**page));
            let wanted = slug(name).filter(|slug| slug != "index").unwrap_or_else(|| "term".into());
            let mut slug = wanted.clone();
            let mut number = slugs.get(&wanted).copied().unwrap_or(2);
            while slugs.contains_key(&slug) {
                slug = format!("{wanted}-{number}");
                number += 1;
            }
            slugs.insert(wanted, number);
            slugs.entry(slug.clone()).or_insert(2);
            Term { name: name.into(), slug: slug.into(), pages: ids }
        })
        .collect();
    terms.sort_by(|a, b| b.pages.len().cmp(&a.pages.len()).then_with(|| a.slug.cmp(&b.slug)));
    terms
}
