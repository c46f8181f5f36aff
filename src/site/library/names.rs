//! Finds pages by id, title, stem or file in sorted lists: one allocation each, not one per page.

use std::hash::BuildHasher as _;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;

use super::id::PageId;
use super::page::Page;

/// The name by which pages are found.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    Id,
    Title,
    Stem,
    File,
}

/// Pages sorted by the hash of their name (for ids and titles: name and language). Comparing
/// numbers in one list takes a tenth of the time of comparing texts all over the memory. Pages with
/// the same hash are in the order of their names, then of their languages.
///
/// The list is made at the first lookup: many sites never look for titles.
#[derive(Debug, Clone)]
pub(super) struct Names {
    by: By,
    order: OnceLock<Vec<(u64, PageId)>>,
}

impl By {
    fn key(self, page: &Page) -> (&str, usize) {
        match self {
            Self::Id => (&page.id, page.lang),
            Self::Title => (page.title(), page.lang),
            // The versions of a page in all languages share their stem.
            Self::Stem => (&page.stem, 0),
            Self::File => (&page.file, 0),
        }
    }
}

impl Names {
    /// An index that is made at the first lookup.
    pub(super) fn new(by: By) -> Self {
        Self { by, order: OnceLock::new() }
    }

    /// All pages, sorted. For files, only pages with a file of their own.
    ///
    /// The calling thread sorts alone: if it waited for rayon, it could be given work that looks
    /// into this list and deadlock.
    fn sorted(by: By, pages: &[Arc<Page>]) -> Vec<(u64, PageId)> {
        let all = (0..).map(PageId).zip(pages);
        let all = all.filter(|(_, page)| !matches!(by, By::File) || page.has_body);
        let mut order: Vec<(u64, PageId)> = all.map(|(id, page)| (hash(by.key(page)), id)).collect();
        order.sort_unstable();
        let key = |id: PageId| (pages.get(id.at()).map(|page| (by.key(page), page.lang)), id);
        for same in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            // Nearly always these are two pages with the same name.
            if !same.is_sorted_by_key(|(_, id)| key(*id)) {
                same.sort_unstable_by(|a, b| key(a.1).cmp(&key(b.1)));
            }
        }
        order
    }

    /// Moves a page that has a new name to its place.
    pub(super) fn put_in_order(&mut self, id: PageId, pages: &[Arc<Page>]) {
        let by = self.by;
        let Some(order) = self.order.get_mut() else { return };
        order.retain(|(_, other)| *other != id);
        let Some(page) = pages.get(id.at()) else { return };
        let key =
            |hash: u64, id: PageId| (hash, pages.get(id.at()).map(|page| (by.key(page), page.lang)), id);
        let hash = hash(by.key(page));
        let at = order.partition_point(|(other, other_id)| {
            *other < hash || (*other == hash && key(hash, *other_id) < key(hash, id))
        });
        order.insert(at, (hash, id));
    }

    /// The pages with a name in a language (0 for stems and files).
    pub(super) fn find<'n>(
        &'n self,
        pages: &[Arc<Page>],
        name: &str,
        lang: usize,
    ) -> impl Iterator<Item = PageId> + use<'n> {
        self.all(pages, name, lang).iter().map(|entry| entry.1)
    }

    /// The first page of a language among the pages with a name in all languages.
    pub(super) fn find_in(&self, pages: &[Arc<Page>], name: &str, lang: usize) -> Option<PageId> {
        let all = self.all(pages, name, 0);
        let lang_of = |entry: &(u64, PageId)| pages.get(entry.1.at()).map(|page| page.lang);
        let first = all.partition_point(|entry| lang_of(entry) < Some(lang));
        all.get(first).filter(|entry| lang_of(entry) == Some(lang)).map(|entry| entry.1)
    }

    fn all<'n>(&'n self, pages: &[Arc<Page>], name: &str, lang: usize) -> &'n [(u64, PageId)] {
        let wanted = (name, lang);
        let hash = hash(wanted);
        let from = |order: &'n [(u64, PageId)], is_before: &dyn Fn(&(u64, PageId)) -> bool| {
            order.get(order.partition_point(is_before)..).unwrap_or_default()
        };
        let to = |order: &'n [(u64, PageId)], is_in: &dyn Fn(&(u64, PageId)) -> bool| {
            order.get(..order.partition_point(is_in)).unwrap_or_default()
        };
        let order = self.order.get_or_init(|| Self::sorted(self.by, pages));
        let same_hash = to(from(order, &|entry| entry.0 < hash), &|entry| entry.0 == hash);
        let key = |entry: &(u64, PageId)| pages.get(entry.1.at()).map(|page| self.by.key(page));
        to(from(same_hash, &|entry| key(entry) < Some(wanted)), &|entry| key(entry) == Some(wanted))
    }
}

/// Hashes a name. Debug builds use small numbers, so that every test meets names with the same
/// hash.
fn hash(key: (&str, usize)) -> u64 {
    let hash = FixedState::default().hash_one(key);
    if cfg!(debug_assertions) { hash & 0x1F } else { hash }
}
