//! Answers queries, in the order that they ask for.

use std::collections::HashSet;

use super::query::{Axis, Query};
use super::stage::Lists;
use crate::schema::SortKey;
use crate::site::library::{Library, PageId};

impl Lists {
    /// The part of the complete answer to a query that the query asks for. Takes time for that
    /// part, not for the complete answer.
    pub(in crate::site) fn window(&self, library: &Library, query: &Query, whole: &[PageId]) -> Vec<PageId> {
        let is_wanted = |id: &&PageId| match &query.not {
            Some(not) => library.page(**id).is_some_and(|page| {
                *page.stem != **not && (*page.id != **not || library.own_name(page) != not.as_str())
            }),
            None => true,
        };
        let limit = query.limit.unwrap_or(whole.len());
        whole.iter().filter(is_wanted).skip(query.offset).take(limit).copied().collect()
    }

    /// The complete answer to a query, in order. A query for one section without an order is
    /// answered by the section's list, pinned pages first.
    pub(in crate::site) fn ordered(&self, library: &Library, query: &Query) -> Vec<PageId> {
        if let ([one], [], []) = (query.sections.as_slice(), query.with.as_slice(), query.sort.as_slice()) {
            return self.members(library, query, one).to_vec();
        }
        let mut found = self.candidates(library, query);
        if query.sort.is_empty() {
            self.sorter(library).sort(&mut found, &self.natural_order(library, query));
        } else {
            self.sorter(library).sort(&mut found, &query.sort);
        }
        found
    }

    /// The pages of a section that a query asks for.
    fn members(&self, library: &Library, query: &Query, path: &str) -> &[PageId] {
        let section = library.sections.id(query.lang, path).and_then(|id| self.section(id));
        section.map_or(&[], |section| if query.shallow { &section.pages } else { &section.all })
    }

    /// The pages that fit, in any order: the shortest list of the index, filtered by the others.
    fn candidates(&self, library: &Library, query: &Query) -> Vec<PageId> {
        let in_sections: Option<Vec<PageId>> = (!query.sections.is_empty()).then(|| {
            let sections = query.sections.iter();
            let mut pages: Vec<PageId> =
                sections.flat_map(|path| self.members(library, query, path)).copied().collect();
            pages.sort_unstable();
            pages.dedup();
            pages
        });
        let mut lists: Vec<&[PageId]> = Vec::new();
        for (axis, key) in &query.with {
            lists.push(self.pages_of(library, query.lang, *axis, key));
        }
        lists.sort_by_key(|list| list.len());
        let mut found = match (in_sections, lists.split_first()) {
            (Some(pages), _) => pages,
            (None, Some((shortest, _))) => shortest.to_vec(),
            (None, None) => self.newest(query.lang).to_vec(),
        };
        for list in lists {
            let members: HashSet<PageId> = list.iter().copied().collect();
            found.retain(|id| members.contains(id));
        }
        found
    }

    /// The order of a query that asks for none: the one of its type or its only section, else from
    /// the newest.
    fn natural_order(&self, library: &Library, query: &Query) -> Vec<SortKey> {
        let of_type = query
            .with
            .iter()
            .find(|(axis, _)| *axis == Axis::Type)
            .and_then(|(_, id)| library.base.types.get(id));
        if let Some(content_type) = of_type {
            return content_type.order.clone();
        }
        let [one] = query.sections.as_slice() else { return vec![SortKey::parse("-date")] };
        let section = library.sections.id(query.lang, one).and_then(|id| library.folder(id));
        section.map(|section| section.order.clone()).unwrap_or_default()
    }
}
