//! A route: a file that a build writes, and what it is made from.

use std::sync::Arc;

use crate::site::config::{FeedFormat, WebServer};
use crate::site::library::{Library, PageId, SectionId};
use crate::site::lists::Part;

/// The pages of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedOf {
    /// All pages of a language.
    Site(usize),
    /// The pages in a section and below it.
    Section(SectionId),
    /// The pages of a term: taxonomy, term.
    Term(usize, usize),
    /// The pages of the unit that this page is about.
    Unit(PageId),
}

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
    /// A feed.
    Feed(FeedOf, FeedFormat),
    /// The addresses of all pages, for search engines: 0 is the whole or the list of parts, which
    /// are counted from 1.
    Sitemap(usize),
    /// What tells search engines of the sitemap.
    Robots,
    /// What tells browsers of the search of a language (OpenSearch 1.1).
    OpenSearch(usize),
    /// All pages of a language, for other programs.
    Catalogue(usize),
    /// A page for other programs.
    Record(PageId),
    /// The former addresses, for a web server.
    Redirects(WebServer),
    /// A former address that leads to a page.
    Alias(PageId),
    /// A former address that leads to a section.
    FormerSection(SectionId),
    /// The address of a term that is gone, which leads to all terms of its taxonomy.
    FormerTerm(usize),
}

impl Target {
    /// Whether the sitemap lists it: what a visitor may look for, and nothing that only repeats it.
    pub(crate) fn is_in_sitemap(&self) -> bool {
        let is_overview = matches!(self, Self::Archive(_) | Self::Year(_, _, 1) | Self::Map(_));
        is_overview || matches!(self, Self::Page(_) | Self::Home(_) | Self::Section(_, 1))
    }
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
            Target::Feed(FeedOf::Unit(id), _) => {
                library.page(*id).map(|page| page.file.to_string()).unwrap_or_default()
            }
            Target::Page(id) | Target::Alias(id) | Target::Record(id) => {
                library.page(*id).map(|page| page.file.to_string()).unwrap_or_default()
            }
            Target::Section(id, _)
            | Target::Part(id, ..)
            | Target::FormerSection(id)
            | Target::Feed(FeedOf::Section(id), _) => {
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
