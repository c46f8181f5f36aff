//! Routes: every page that a build writes, and what it is made from.

use rayon::prelude::*;

use super::{PageId, SectionId, Site};

/// So many pages are looked at by one thread at a time.
const PIECE: usize = 256;

/// What a route is made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// The home page of a language.
    Home(usize),
    /// A page.
    Page(PageId),
    /// A page of the list of a section, counted from 1.
    Section(SectionId, usize),
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
    /// What a server shows where there is nothing.
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
    /// What it is made from.
    pub target: Target,
}

impl Route {
    fn at(url: &str, target: Target) -> Self {
        Self { path: url.trim_start_matches('/').to_owned(), target }
    }
}

/// All routes, sorted by path.
pub(super) fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::with_capacity(site.pages().len() + site.sections().len() * 2);
    for lang in site.used_languages().iter().copied() {
        let home = site.home_url(lang);
        routes.push(Route::at(&home, Target::Home(lang)));
        routes.push(Route::at(&format!("/{}404.html", site.config().prefix(lang)), Target::NotFound(lang)));
        if let Some(url) = site.map_url(lang) {
            routes.push(Route::at(&url, Target::Map(lang)));
        }
        if let Some(url) = site.search_url(lang) {
            routes.push(Route::at(&url, Target::Search(lang)));
        }
        if site.has_feed() {
            routes.push(Route::at(&site.feed_url(lang), Target::Feed(lang)));
        }
    }
    for archive in site.archives() {
        routes.push(Route::at(&archive.url(), Target::Archive(archive.lang)));
        for year in &archive.years {
            for number in 1..=archive.numbers(year) {
                let target = Target::Year(archive.lang, year.year, number);
                routes.push(Route::at(&archive.year_url(year.year, number), target));
            }
        }
    }
    if site.config().base_url.is_some() {
        routes.push(Route::at("/sitemap.xml", Target::Sitemap));
    }
    let pages = site.pages().par_iter().zip((0..u32::MAX).into_par_iter().map(PageId)).with_max_len(PIECE);
    routes.par_extend(pages.clone().map(|(page, id)| Route::at(&page.url, Target::Page(id))));
    let moved = pages.filter(|(page, _)| page.standing.has_aliases()).flat_map_iter(|(page, id)| {
        let aliases = page.fields.items("aliases").iter().filter_map(|alias| alias_path(alias.as_text()?));
        aliases.map(move |path| Route::at(&path, Target::Alias(id)))
    });
    routes.par_extend(moved);
    for (id, section) in site.sections_with_ids().filter(|(_, section)| !section.path.is_empty()) {
        for number in 1..=section.list_pages() {
            routes.push(Route::at(&section.list_url(number), Target::Section(id, number)));
        }
    }
    for (at, taxonomy) in site.taxonomies().iter().enumerate() {
        routes.push(Route::at(&taxonomy.url(), Target::Taxonomy(at)));
        for (term_at, term) in taxonomy.terms.iter().enumerate() {
            let numbers = term.pages.len().div_ceil(site.config().page_size.max(1)).max(1);
            for number in 1..=numbers {
                routes.push(Route::at(&taxonomy.term_url(term, number), Target::Term(at, term_at, number)));
            }
        }
    }
    routes.par_sort_by(|a, b| a.path.cmp(&b.path));
    routes
}

/// The file that a former address was: `/old/x/` was `/old/x/index.html`.
pub(super) fn alias_path(alias: &str) -> Option<String> {
    let path = alias.trim().split(['?', '#']).next()?.trim_start_matches('/');
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let last = path.rsplit('/').next()?;
    let path = if last.contains('.') { path } else { format!("{path}/index.html") };
    let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
        && !path.split('/').any(|part| part == "..");
    plain.then_some(path)
}
