//! Makes the routes of a site.

use std::sync::Arc;

use rayon::prelude::*;

use super::fixed::{feed_url, has_feed, home_url, map_url, search_url};
use super::route::{Route, Target};
use crate::site::library::{Library, PageId};
use crate::site::lists::Lists;

/// Pages handled by one thread at a time.
const PIECE: usize = 256;

/// All routes, sorted by path.
pub(super) fn routes(library: &Library, lists: &Lists) -> Vec<Route> {
    let mut routes = Vec::with_capacity(library.pages.len() + lists.sections.len() * 2);
    add_languages(library, &mut routes);
    add_archives(lists, &mut routes);
    if library.base.config.base_url.is_some() {
        routes.push(Route::at("/sitemap.xml", Target::Sitemap));
    }
    add_pages(library, &mut routes);
    add_sections(lists, &mut routes);
    add_terms(library, lists, &mut routes);
    routes.par_sort_by(|a, b| a.path.cmp(&b.path));
    routes
}

/// The pages that each language has once.
fn add_languages(library: &Library, routes: &mut Vec<Route>) {
    let config = &library.base.config;
    for lang in library.sections.used_languages.iter().copied() {
        routes.push(Route::at(&home_url(config, lang), Target::Home(lang)));
        routes.push(Route::at(&format!("/{}404.html", config.prefix(lang)), Target::NotFound(lang)));
        routes.extend(map_url(config, lang).map(|url| Route::at(&url, Target::Map(lang))));
        routes.extend(search_url(config, lang).map(|url| Route::at(&url, Target::Search(lang))));
        if has_feed(config) {
            routes.push(Route::at(&feed_url(config, lang), Target::Feed(lang)));
        }
    }
}

fn add_archives(lists: &Lists, routes: &mut Vec<Route>) {
    for archive in &lists.archives {
        routes.push(Route::at(&archive.url(), Target::Archive(archive.lang)));
        for year in &archive.years {
            for number in 1..=archive.numbers(year) {
                let target = Target::Year(archive.lang, year.year, number);
                routes.push(Route::at(&archive.year_url(year.year, number), target));
            }
        }
    }
}

/// All pages, and their former addresses.
fn add_pages(library: &Library, routes: &mut Vec<Route>) {
    let pages = library.pages.par_iter().zip((0..u32::MAX).into_par_iter().map(PageId)).with_max_len(PIECE);
    routes.par_extend(pages.clone().map(|(page, id)| Route::at(&page.url, Target::Page(id))));
    let moved = pages.filter(|(page, _)| page.standing.has_aliases()).flat_map_iter(|(page, id)| {
        let aliases = page.fields.items("aliases").iter().filter_map(|alias| alias_path(alias.as_text()?));
        aliases.map(move |path| Route::at(&path, Target::Alias(id)))
    });
    routes.par_extend(moved);
}

fn add_sections(lists: &Lists, routes: &mut Vec<Route>) {
    for (id, section) in lists.sections_with_ids().filter(|(_, section)| !section.path.is_empty()) {
        for number in 1..=section.list_pages() {
            routes.push(Route::at(&section.list_url(number), Target::Section(id, number)));
        }
        for (part, count) in section.filters.parts() {
            let part = Arc::new(part);
            for number in 1..=count {
                let url = section.filters.url(&part, number);
                routes.extend(url.map(|url| Route::at(&url, Target::Part(id, part.clone(), number))));
            }
        }
    }
}

fn add_terms(library: &Library, lists: &Lists, routes: &mut Vec<Route>) {
    let page_size = library.base.config.page_size.max(1);
    for (at, taxonomy) in lists.taxonomies.iter().enumerate() {
        routes.push(Route::at(&taxonomy.url(), Target::Taxonomy(at)));
        for (term_at, term) in taxonomy.terms.iter().enumerate() {
            for number in 1..=term.pages.len().div_ceil(page_size).max(1) {
                routes.push(Route::at(&taxonomy.term_url(term, number), Target::Term(at, term_at, number)));
            }
        }
    }
}

/// The file of a former address: `/old/x/` was `/old/x/index.html`. `None` if no file can have that
/// name.
pub(crate) fn alias_path(alias: &str) -> Option<String> {
    let path = alias.trim().split(['?', '#']).next()?.trim_start_matches('/');
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let last = path.rsplit('/').next()?;
    let path = if last.contains('.') { path } else { format!("{path}/index.html") };
    let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
        && !path.split('/').any(|part| part == "..");
    plain.then_some(path)
}
