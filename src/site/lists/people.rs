//! Knows the people of a language for the index of names.

use std::collections::{BTreeSet, HashMap};

use crate::site::library::{Library, PageId};

/// The people who have a page of their own, and those whom the organization names.
pub(super) struct People<'l> {
    /// Their names.
    pub known: BTreeSet<&'l str>,
    /// The pages of those who have one; `None` for a name that several people have.
    pages: HashMap<&'l str, Option<PageId>>,
}

impl<'l> People<'l> {
    pub(super) fn of(library: &'l Library, lang: usize) -> Self {
        let config = &library.base.config;
        let code = config.code(lang);
        let own = PageId::from(0).zip(&library.pages);
        let own = own.filter(|(_, page)| page.lang == lang && &*page.content_type.id == "person");
        let mut pages = HashMap::new();
        for (id, page) in own {
            pages.entry(page.title()).and_modify(|page| *page = None).or_insert(Some(id));
        }
        let organization = &library.base.organization;
        let persons = organization.units().flat_map(|(_, unit)| unit.persons());
        let named = persons.filter_map(|(_, person)| person.text("name", code));
        Self { known: named.chain(pages.keys().copied()).collect(), pages }
    }

    /// The page of the person of this name.
    pub(super) fn page(&self, name: &str) -> Option<PageId> {
        self.pages.get(name).copied().flatten()
    }
}
