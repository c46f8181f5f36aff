//! Makes the routes of a site.

use std::sync::Arc;

use rayon::prelude::*;

use super::fixed::{
    catalogue_url, feed_url, feeds, home_url, map_url, open_search_url, record_url, redirects_url, search_url,
};
use super::route::{FeedOf, Route, Target};
use crate::site::library::{Library, PageId};
use crate::site::lists::{Lists, Taxonomy};

/// Maximum number of addresses in a sitemap; 50,000 by sitemaps.org. Few in debug builds, so that
/// tests have several.
pub(crate) const SITEMAP: usize = if cfg!(debug_assertions) { 1_000 } else { 50_000 };

/// Pages handled by one thread at a time.
const PIECE: usize = 256;

/// All routes, sorted by path.
pub(super) fn routes(library: &Library, lists: &Lists) -> Vec<Route> {
    let mut routes = Vec::with_capacity(library.pages.len() + lists.sections.len() * 2);
    add_languages(library, &mut routes);
    add_archives(lists, &mut routes);
    add_pages(library, &mut routes);
    add_sections(library, lists, &mut routes);
    add_terms(library, lists, &mut routes);
    add_units(library, &mut routes);
    add_for_programs(library, &mut routes);
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
        routes.extend(open_search_url(config, lang).map(|url| Route::at(&url, Target::OpenSearch(lang))));
        if feeds(config).of_site {
            add_feeds(library, &home_url(config, lang), FeedOf::Site(lang), routes);
        }
        if config.has_api {
            routes.push(Route::at(&catalogue_url(config, lang), Target::Catalogue(lang)));
        }
    }
}

/// The feeds of what is at `url`.
fn add_feeds(library: &Library, url: &str, of: FeedOf, routes: &mut Vec<Route>) {
    let formats = feeds(&library.base.config).formats.iter();
    routes.extend(formats.map(|format| Route::at(&feed_url(url, *format), Target::Feed(of, *format))));
}

/// Whether the terms of a taxonomy have feeds: nobody follows each name in an index.
fn has_feed_of_terms(library: &Library, taxonomy: &Taxonomy) -> bool {
    let declared = library.base.config.taxonomies.get(taxonomy.declared);
    feeds(&library.base.config).of_terms && declared.is_some_and(|declared| !declared.is_of_people)
}

/// What only programs read: sitemap, robots.txt, articles as JSON, tables of former addresses.
fn add_for_programs(library: &Library, routes: &mut Vec<Route>) {
    let config = &library.base.config;
    if config.has_api {
        let pages = library.pages.iter().zip((0..).map(PageId));
        routes.extend(pages.map(|(page, id)| Route::at(&record_url(&page.url), Target::Record(id))));
    }
    let servers = config.redirects.iter();
    routes.extend(servers.map(|server| Route::at(redirects_url(*server), Target::Redirects(*server))));
    if config.base_url.is_none() {
        return;
    }
    let listed = routes.iter().filter(|route| route.target.is_in_sitemap()).count();
    routes.push(Route::at("/sitemap.xml", Target::Sitemap(0)));
    if listed > SITEMAP {
        let part = |number| Route::at(&format!("/sitemap-{number}.xml"), Target::Sitemap(number));
        routes.extend((1..=listed.div_ceil(SITEMAP)).map(part));
    }
    // It says nothing in a folder of another site, and the site may have its own.
    let is_wanted = config.base_path() == "/" && !library.base.statics.contains("static/robots.txt");
    if is_wanted {
        routes.push(Route::at("/robots.txt", Target::Robots));
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

fn add_sections(library: &Library, lists: &Lists, routes: &mut Vec<Route>) {
    for (id, section) in lists.sections_with_ids().filter(|(_, section)| !section.path.is_empty()) {
        let aliases = section.fields.items("aliases").iter().filter_map(|alias| alias_path(alias.as_text()?));
        routes.extend(aliases.map(|path| Route::at(&path, Target::FormerSection(id))));
        if feeds(&library.base.config).of_sections {
            add_feeds(library, &section.url(), FeedOf::Section(id), routes);
        }
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
        let former = taxonomy.former_urls();
        routes.extend(former.map(|url| Route::at(&url, Target::FormerTerm(at))));
        for (term_at, term) in taxonomy.terms.iter().enumerate() {
            if has_feed_of_terms(library, taxonomy) {
                add_feeds(library, &taxonomy.term_url(term, 1), FeedOf::Term(at, term_at), routes);
            }
            for number in 1..=term.pages.len().div_ceil(page_size).max(1) {
                routes.push(Route::at(&taxonomy.term_url(term, number), Target::Term(at, term_at, number)));
            }
        }
    }
}

/// The feeds of units, beside their pages.
fn add_units(library: &Library, routes: &mut Vec<Route>) {
    if !feeds(&library.base.config).of_units {
        return;
    }
    for (page, id) in library.pages.iter().zip((0..).map(PageId)).filter(|(page, _)| page.unit.is_some()) {
        add_feeds(library, &page.url, FeedOf::Unit(id), routes);
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
