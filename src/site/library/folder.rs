//! A section as its folder and its `_index.md` describe it, without lists.

use std::sync::Arc;

use super::id::SectionId;
use crate::schema::{ContentType, Fields, SortKey};

/// A section's `_index.md` as it was read.
#[derive(Debug)]
pub struct SectionSource {
    /// Its file.
    pub file: String,
    /// The section's folder below `content/`; empty for the home page.
    pub folder: String,
    /// The number of its language.
    pub lang: usize,
    /// Its fields.
    pub fields: Fields,
    /// The fingerprint of the text of its file.
    pub text: u64,
}

/// A folder of pages in one language: a section without the lists of its pages.
#[derive(Debug)]
pub struct Folder {
    /// Its path below `content/`; empty for the home page.
    pub path: Box<str>,
    /// The number of its language.
    pub lang: usize,
    /// Its `_index.md`, if there is one.
    pub file: Option<Box<str>>,
    /// The fields of its `_index.md`.
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
    /// The fingerprint of the text of its `_index.md`.
    pub text: u64,
    /// The fingerprint of the section without its pages.
    pub print: u64,
}

impl Folder {
    /// The key of the field by which its pages are grouped.
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
}
