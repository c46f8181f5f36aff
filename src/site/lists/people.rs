//! Knows the people of a language for the index of names.

use std::collections::{BTreeSet, HashMap};

use super::taxonomy::Term;
use crate::site::library::{Library, PageId};
use crate::text::{NameOrder, initial};

/// The people who have a page of their own, and those whom the organization names.
pub(super) struct People<'l> {
    /// Their names.
    pub known: BTreeSet<&'l str>,
    /// The pages of those who have one.
    pages: HashMap<&'l str, PageId>,
}

impl<'l> People<'l> {
    pub(super) fn of(library: &'l Library, lang: usize) -> Self {
        let config = &library.base.config;
        let code = config.code(lang);
        let own = PageId::from(0).zip(&library.pages);
        let own = own.filter(|(_, page)| page.lang == lang && &*page.content_type.id == "person");
        // Of two pages of one name the first is meant, as elsewhere.
        let mut pages = HashMap::new();
        for (id, page) in own {
            pages.entry(page.title()).or_insert(id);
        }
        let organization = &library.base.organization;
        let persons = organization.units().flat_map(|(_, unit)| unit.persons());
        let named = persons.filter_map(|(_, person)| person.text("name", code));
        Self { known: named.chain(pages.keys().copied()).collect(), pages }
    }

    /// Sorts terms by their sounds, and gives each its letter and the page of its person.
    pub(super) fn arrange(&self, terms: &mut [Term], library: &Library) {
        let reading = |term: &Term| {
            let page = library.page(term.own?)?;
            page.fields.text("pinyin", "").map(str::to_owned)
        };
        for term in &mut *terms {
            term.own = self.pages.get(&*term.name).copied();
            term.letter = Some(initial(&term.name, reading(term).as_deref()));
            term.pages.retain(|page| Some(*page) != term.own);
        }
        terms.sort_by_cached_key(|term| {
            let key = NameOrder::Pinyin.key(&term.name, reading(term).as_deref());
            // What has no letter comes last.
            (!term.letter.is_some_and(char::is_alphabetic), term.letter, key, term.slug.clone())
        });
    }
}
