//! The texts of pages and sections, read from the disk to be rendered.

use std::sync::{Arc, PoisonError};

use super::section::words as section_words;
use super::{Question, Scope, View};
use crate::markdown::{self, Anywhere, Heading};
use crate::problem::{Problem, Words};
use crate::site::PageId;
use crate::source::Document;
use crate::store::Fingerprint;

/// The text of a page's file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Text(pub PageId);

/// A document that was read to be rendered.
pub(in super::super) struct ReadText {
    pub document: Document,
    /// Problems of the file apart from its content, such as its encoding.
    pub warnings: Vec<Problem>,
}

impl View {
    /// Reads a document from the disk.
    pub(super) fn read_text(&self, file: &str) -> Result<ReadText, Box<Problem>> {
        let (document, warnings) = self.folder.document(file).map_err(Box::new)?;
        Ok(ReadText { document, warnings })
    }
}

impl Question for Text {
    type Answer<'v> = Option<Result<ReadText, Box<Problem>>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        Some(view.read_text(&view.site.page(self.0)?.file))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.page(self.0).map_or(0, |page| page.text));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        let file = page(self.0);
        Words::new(format!("“{file}”的内容"), format!("text of {file}"))
    }

    fn page_mut(&mut self) -> Option<&mut PageId> {
        Some(&mut self.0)
    }
}

/// The headings of a page, to which links with a fragment lead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Headings(pub PageId);

impl Question for Headings {
    type Answer<'v> = Option<Arc<Vec<Heading>>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let known = view.headings.read().unwrap_or_else(PoisonError::into_inner).get(&self.0).cloned();
        if known.is_some() {
            return known;
        }
        let ReadText { document, .. } = view.read_text(&view.site.page(self.0)?.file).ok()?;
        let made = markdown::render(document.body(), &view.site.config().markdown, &Anywhere);
        let headings = Arc::new(made.headings);
        view.headings.write().unwrap_or_else(PoisonError::into_inner).insert(self.0, headings.clone());
        Some(headings)
    }

    /// To read the text again for its headings would cost more than it saves: they are the same as
    /// long as the text is.
    fn print(&self, view: &View, print: &mut Fingerprint) {
        Text(self.0).print(view, print);
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        Text(self.0).words(page)
    }

    fn page_mut(&mut self) -> Option<&mut PageId> {
        Some(&mut self.0)
    }
}

/// The text of a section's `_index.md`: language, folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct SectionText(pub usize, pub Arc<str>);

impl Question for SectionText {
    /// Nothing where the section has no `_index.md`.
    type Answer<'v> = Option<Result<ReadText, Box<Problem>>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let file = view.site.section_at(self.0, &self.1)?.file.as_deref()?;
        Some(view.read_text(file))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.section_at(self.0, &self.1).map_or(0, |section| section.text));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        section_words(&self.1)
    }
}
