//! Orders all pages from the newest.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::site::library::{Library, Page, PageId};

/// The order of all pages from the newest: undated ones last, then by file.
#[derive(Debug)]
pub(in crate::site) struct Order {
    /// The place of each page among all.
    ranks: Vec<u32>,
    /// The pages of each language, from the newest.
    newest: Vec<Vec<PageId>>,
}

impl Order {
    pub(super) fn of(library: &Library) -> Self {
        let mut newest = vec![Vec::new(); library.languages()];
        let mut ranks = vec![0; library.pages.len()];
        for (id, rank) in from_newest(library).into_iter().zip(0..) {
            if let Some(place) = ranks.get_mut(id.at()) {
                *place = rank;
            }
            let newest = library.page(id).and_then(|page| newest.get_mut(page.lang));
            if let Some(newest) = newest {
                newest.push(id);
            }
        }
        Self { ranks, newest }
    }

    /// The place of a page among all.
    pub(super) fn rank(&self, id: PageId) -> u32 {
        self.ranks.get(id.at()).copied().unwrap_or(u32::MAX)
    }

    /// All pages of a language, from the newest.
    pub(super) fn newest(&self, lang: usize) -> &[PageId] {
        self.newest.get(lang).map(Vec::as_slice).unwrap_or_default()
    }

    /// Sorts pages from the newest.
    pub(super) fn sort(&self, ids: &mut [PageId]) {
        ids.sort_unstable_by_key(|id| self.rank(*id));
    }

    /// The place of a page in a list from the newest.
    pub(super) fn position(&self, newest: &[PageId], id: PageId) -> Option<usize> {
        let rank = self.ranks.get(id.at())?;
        newest.binary_search_by(|other| self.rank(*other).cmp(rank)).ok()
    }
}

fn from_newest(library: &Library) -> Vec<PageId> {
    let pages = &library.pages;
    // Pages come in the order of their files, except those of units, which are at the end. For two
    // pages of one time within the sorted run, comparing numbers is enough.
    let sorted = pages.windows(2).take_while(|two| matches!(two, [a, b] if a.file < b.file)).count();
    let times = (0..).map(PageId).zip(pages).map(|(id, page)| (page.moment, id));
    let mut order: Vec<(Option<i64>, PageId)> = times.collect();
    order.par_sort_unstable_by(|(a_time, a), (b_time, b)| {
        b_time.cmp(a_time).then_with(|| match (library.page(*a), library.page(*b)) {
            (Some(one), Some(other)) if a.max(b).at() > sorted => by_file(one, other),
            _ => a.cmp(b),
        })
    });
    order.into_iter().map(|(_, id)| id).collect()
}

/// Two pages of one time. Pages of units share a file.
fn by_file(a: &Page, b: &Page) -> Ordering {
    a.file.cmp(&b.file).then_with(|| a.id.cmp(&b.id))
}
