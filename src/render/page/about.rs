//! The data about a page that every template receives.

use tera::Value as Shown;

use crate::site::{PageId, SectionId};

/// The kind, title, place and content of a page.
#[derive(Default)]
pub(in crate::render) struct About {
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    pub section: Option<SectionId>,
    pub page: Option<PageId>,
    /// Title and address of the page above it, for a page that is in no section.
    pub above: Option<(String, String)>,
    /// Its name in the breadcrumb, where its title repeats what is above it: 2026年.
    pub step: Option<String>,
    /// The page as its template receives it.
    pub page_shown: Option<Shown>,
}
