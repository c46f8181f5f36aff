//! A section in one language.

use std::sync::Arc;

use super::PageId;
use crate::schema::{ContentType, Fields, SortKey};

/// The number of a section in its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A folder of pages in one language.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its folder below `content/`; empty for the home page.
    pub path: Box<str>,
    /// The number of its language.
    pub lang: usize,
    /// Its `_index.md`, if there is one.
    pub file: Option<Box<str>>,
    /// What its `_index.md` says.
    pub fields: Fields,
    /// Its name.
    pub title: Box<str>,
    /// Its folder in addresses, from the site's root, ending in `/`: `/news/`.
    pub base: Box<str>,
    /// The type of its pages.
    pub content_type: Arc<ContentType>,
    /// The order of its pages.
    pub order: Vec<SortKey>,
    /// Articles on a page of its list; 0 for all on one.
    pub page_size: usize,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// The sections in it, in order.
    pub children: Vec<SectionId>,
    /// The pages in it, in order.
    pub pages: Vec<PageId>,
    /// The pages in it and below, in order, pinned ones first.
    pub all: Vec<PageId>,
    /// The fingerprint of the text of its `_index.md`.
    pub text: u64,
    /// The fingerprint of what it is apart from its pages.
    pub print: u64,
}

impl Section {
    /// The field by which its pages are grouped: its key.
    pub fn group_by(&self) -> Option<&str> {
        let by = self.fields.text("group_by", "").map(|by| self.content_type.key_of(by))?;
        // A field of that name comes first.
        Some(if matches!(by, "年份" | "年度" | "年") { "year" } else { by })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("{}index.html", self.base)
    }

    /// The address of a page of its list, counted from 1.
    pub fn list_url(&self, number: usize) -> String {
        if number <= 1 { self.url() } else { format!("{}index_{number}.html", self.base) }
    }

    /// How many pages its list has.
    pub fn list_pages(&self) -> usize {
        if self.page_size == 0 { 1 } else { self.all.len().div_ceil(self.page_size).max(1) }
    }

    /// The pages on a page of its list, counted from 1.
    pub fn list_page(&self, number: usize) -> &[PageId] {
        slice(&self.all, self.page_size, number)
    }
}

/// Page `number` (from 1) of a list in pages of `size` (0: all on one).
pub(super) fn slice(all: &[PageId], size: usize, number: usize) -> &[PageId] {
    if size == 0 {
        return all;
    }
    let start = number.saturating_sub(1).saturating_mul(size).min(all.len());
    let end = start.saturating_add(size).min(all.len());
    all.get(start..end).unwrap_or_default()
}
