//! Pages by what they are called: looked up in a sorted list, which costs one allocation and not one for each page.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::{Page, PageId};

/// What pages are looked up by.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Id,
    Title,
    Stem,
    File,
}

/// Pages sorted by the hash of what they are called, and of their language: to compare numbers that lie side by side takes a tenth of
/// the time that words take which lie all over the memory. Those of one hash stand in the order of the words.
#[derive(Debug, Clone)]
pub(super) struct Names {
    by: By,
    order: Vec<(u64, PageId)>,
}

impl By {
    fn key(self, page: &Page) -> (&str, usize) {
        match self {
            Self::Id => (&page.id, page.lang),
            Self::Title => (&page.title, page.lang),
            Self::Stem => (&page.stem, page.lang),
            Self::File => (&page.file, 0),
        }
    }
}

impl Names {
    /// Nothing yet.
    pub(super) fn none(by: By) -> Self {
        Self { by, order: Vec::new() }
    }

    /// All pages that are called something. Pages without a file of their own have no file.
    pub(super) fn of(by: By, pages: &[Arc<Page>]) -> Self {
        let all = (0..).map(PageId).zip(pages);
        let all = all.filter(|(_, page)| !matches!(by, By::File) || page.has_body);
        let mut order: Vec<(u64, PageId)> = all.map(|(id, page)| (hash(by.key(page)), id)).collect();
        order.par_sort_unstable();
        let key = |id: PageId| (pages.get(id.at()).map(|page| by.key(page)), id);
        for same in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            // Two that are called alike, nearly always.
            if !same.is_sorted_by_key(|(_, id)| key(*id)) {
                same.sort_unstable_by(|a, b| key(a.1).cmp(&key(b.1)));
            }
        }
        Self { by, order }
    }

    /// Puts a page that is called something else now where it belongs.
    pub(super) fn put_in_order(&mut self, id: PageId, pages: &[Arc<Page>]) {
        self.order.retain(|(_, other)| *other != id);
        let by = self.by;
        let Some(page) = pages.get(id.at()) else { return };
        let key = |hash: u64, id: PageId| (hash, pages.get(id.at()).map(|page| by.key(page)), id);
        let hash = hash(by.key(page));
        let at = self.order.partition_point(|(other, other_id)| {
            *other < hash || (*other == hash && key(hash, *other_id) < key(hash, id))
        });
        self.order.insert(at, (hash, id));
    }

    /// The pages that are called so in a language (0 for files).
    pub(super) fn find<'n>(
        &'n self,
        pages: &[Arc<Page>],
        name: &str,
        lang: usize,
    ) -> impl Iterator<Item = PageId> + use<'n> {
        let wanted = (name, lang);
        let hash = hash(wanted);
        let from = |order: &'n [(u64, PageId)], is_before: &dyn Fn(&(u64, PageId)) -> bool| {
            order.get(order.partition_point(is_before)..).unwrap_or_default()
        };
        let to = |order: &'n [(u64, PageId)], is_in: &dyn Fn(&(u64, PageId)) -> bool| {
            order.get(..order.partition_point(is_in)).unwrap_or_default()
        };
        let same_hash = to(from(&self.order, &|entry| entry.0 < hash), &|entry| entry.0 == hash);
        let key = |entry: &(u64, PageId)| pages.get(entry.1.at()).map(|page| self.by.key(page));
        let found =
            to(from(same_hash, &|entry| key(entry) < Some(wanted)), &|entry| key(entry) == Some(wanted));
        found.iter().map(|entry| entry.1)
    }
}

/// In development it is a small number, so that every test meets names that share theirs.
fn hash(key: (&str, usize)) -> u64 {
    let hash = FixedState::default().hash_one(key);
    if cfg!(debug_assertions) { hash & 0x1F } else { hash }
}
