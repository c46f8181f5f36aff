//! Pages by what they are called: looked up in a sorted list, which costs one allocation and not one for each page.

use std::sync::Arc;

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

/// Pages sorted by what they are called, then by language.
#[derive(Debug, Clone)]
pub(super) struct Names {
    by: By,
    order: Vec<PageId>,
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
        let mut order: Vec<PageId> =
            all.filter(|(_, page)| !matches!(by, By::File) || page.has_body).map(|(id, _)| id).collect();
        let key = |id: &PageId| (pages.get(id.at()).map(|page| by.key(page)), *id);
        order.par_sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        Self { by, order }
    }

    /// Puts a page that is called something else now where it belongs.
    pub(super) fn put_in_order(&mut self, id: PageId, pages: &[Arc<Page>]) {
        self.order.retain(|other| *other != id);
        let by = self.by;
        let key = |id: &PageId| (pages.get(id.at()).map(|page| by.key(page)), *id);
        let at = self.order.partition_point(|other| key(other) < key(&id));
        self.order.insert(at, id);
    }

    /// The pages that are called so in a language (0 for files).
    pub(super) fn find(&self, pages: &[Arc<Page>], name: &str, lang: usize) -> &[PageId] {
        let key = |id: &PageId| pages.get(id.at()).map(|page| self.by.key(page));
        let wanted = Some((name, lang));
        let start = self.order.partition_point(|id| key(id) < wanted);
        let rest = self.order.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|id| key(id) == wanted)).unwrap_or_default()
    }
}
