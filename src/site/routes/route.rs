//! A route: a file that a build writes, and what it is made from.

use std::sync::Arc;

use crate::site::library::{Library, PageId, SectionId};
use crate::site::lists::Part;

/// The thing that a route is made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// The home page of a language.
    Home(usize),
    /// A page.
    Page(PageId),
    /// A page of the list of a section, counted from 1.
    Section(SectionId, usize),
    /// A page of a part of the list of a section, counted from 1.
    Part(SectionId, Arc<Part>, usize),
    /// All terms of a taxonomy.
    Taxonomy(usize),
    /// A page of the list of a term: taxonomy, term, number from 1.
    Term(usize, usize, usize),
    /// All years of the archive of a language.
    Archive(usize),
    /// A page of a year of the archive of a language, counted from 1.
    Year(usize, i16, usize),
    /// All sections of a language, for readers (网站地图).
    Map(usize),
    /// The form of the search of a language.
    Search(usize),
    /// The page that a server shows for a missing file.
    NotFound(usize),
    /// The Atom feed of a language.
    Feed(usize),
    /// The addresses of all pages, for search engines.
    Sitemap,
    /// A former address that leads to a page.
    Alias(PageId),
}

/// One file that a build writes from the site's pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// Its path in the published folder: `news/x.html`.
    pub path: String,
    /// The thing that it is made from.
    pub target: Target,
}

impl Route {
    /// The route of an address, with or without its leading `/`.
    pub(super) fn at(url: &str, target: Target) -> Self {
        Self { path: url.trim_start_matches('/').to_owned(), target }
    }
    /// The file of the site that the route is made from.
    pub(in crate::site) fn source(&self, library: &Library) -> String {
        match &self.target {
            Target::Page(id) | Target::Alias(id) => {
                library.page(*id).map(|page| page.file.to_string()).unwrap_or_default()
            }
            Target::Section(id, _) | Target::Part(id, ..) => {
                let folder = library.folder(*id);
                let file = folder.map(|folder| match &folder.file {
                    Some(file) => file.to_string(),
                    None => format!("content/{}", folder.path),
                });
                file.unwrap_or_default()
            }
            _ => "site.yaml".to_owned(),
        }
    }
}

/// The route of a path among routes that are sorted by path.
pub(super) fn find<'r>(routes: &'r [Route], path: &str) -> Option<&'r Route> {
    routes.get(routes.binary_search_by(|route| route.path.as_str().cmp(path)).ok()?)
}
