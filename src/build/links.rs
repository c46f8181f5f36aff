//! Checks the links of rendered pages, wherever they come from: a template, a directive, HTML in an
//! article, data. Links of articles and settings are checked where they are written, too, with
//! better words; here is what no other check can see.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;
use std::sync::Mutex;

use foldhash::fast::FixedState;

use crate::markdown::Tags;
use crate::problem::{Problem, SourceText};
use crate::render::Renderer;
use crate::site::{Route, join, percent_decoded};
use crate::source::SiteFolder;
use crate::text::link::{Destination, destination};
use crate::text::slug;

/// What has been seen of the pages.
#[derive(Default)]
pub(super) struct Links {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// The places within each page, as hashes, by its path.
    places: BTreeMap<String, BTreeSet<u64>>,
    /// The pages that lead to each address: its path, and the place there.
    leading: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Links {
    /// Looks at a rendered page.
    pub(super) fn look(&self, renderer: &Renderer, route: &Route, bytes: &[u8]) {
        if !route.path.ends_with(".html") {
            return;
        }
        let html = String::from_utf8_lossy(bytes);
        let tags = Tags::read(&html);
        let addresses: BTreeSet<&str> =
            tags.attributes.iter().flat_map(|attribute| attribute.addresses()).collect();
        let base = renderer.site().config().base_url.as_deref();
        let local = addresses.into_iter().filter_map(|address| target(&route.path, address, base));
        // Nearly all links lead to a page that is there.
        let is_known = |path: &str| path == route.path || renderer.site().route(path).is_some();
        let open: Vec<(String, String)> =
            local.filter(|(path, place)| !place.is_empty() || !is_known(path)).collect();
        let places: BTreeSet<u64> = tags.places.iter().map(|name| hash(name)).collect();
        let Ok(mut seen) = self.seen.lock() else { return };
        for (path, place) in open {
            let is_here = path == route.path && places.contains(&hash(&place));
            if !is_here {
                seen.leading.entry((path, place)).or_default().insert(route.path.clone());
            }
        }
        seen.places.insert(route.path.clone(), places);
    }

    /// Reports the links that lead nowhere, each once. `known` has been found already.
    pub(super) fn problems(
        self,
        renderer: &Renderer,
        folder: &SiteFolder,
        known: &[Problem],
    ) -> Vec<Problem> {
        let Ok(seen) = self.seen.into_inner() else { return Vec::new() };
        let site = renderer.site();
        let is_there = |path: &str| {
            let is_published = || renderer.assets().at(path).is_some() || site.static_at(path).is_some();
            site.route(path).is_some() || is_published()
        };
        // A search engine beside the site.
        let engine = site.config().search.as_ref().map(|engine| engine.action.trim_start_matches('/'));
        let is_elsewhere = |path: &str| is_of_search(path) || engine == Some(path);
        let dead = seen.leading.iter().filter(|((path, place), _)| match seen.places.get(path) {
            Some(places) => !place.is_empty() && !places.contains(&hash(place)),
            None => !is_there(path) && !is_elsewhere(path),
        });
        let told = |((path, place), pages): (&(String, String), &BTreeSet<String>)| {
            let first = pages.first()?;
            let file = site.route(first).map(|route| site.file_of(route)).unwrap_or_default();
            if known.iter().any(|problem| is_same(problem, &file, place)) {
                return None;
            }
            let problem = nowhere(path, place, first, pages.len());
            Some(placed(folder, &file, (path, place), problem))
        };
        dead.filter_map(told).collect()
    }
}

/// Whether a problem tells of a link of this file to this place: `[一](#第一节)` leads to
/// `#di-yi-jie`.
fn is_same(problem: &Problem, file: &str, place: &str) -> bool {
    let Some(at) = problem.place.as_ref().filter(|at| problem.code == "link/anchor" && at.file == file)
    else {
        return false;
    };
    let marked = at.marked();
    let written = marked.split_once('#').map_or("", |(_, written)| written);
    let written = percent_decoded(written.split([')', '>', '"', '\'', ' ']).next().unwrap_or_default());
    written == place || slug(&written).as_deref() == Some(place)
}

/// The pieces of the index, which scripts load.
fn is_of_search(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_piece = |stem: &str| {
        let number = stem.strip_prefix(['p', 't']).unwrap_or(stem);
        matches!(stem, "index" | "sounds") || (number != stem && number.bytes().all(|b| b.is_ascii_digit()))
    };
    folder.rsplit('/').next() == Some("search") && name.strip_suffix(".js").is_some_and(is_piece)
}

/// The path and the place in it to which an address on a page leads; `None` if it leads elsewhere.
/// `base` is the full address of the site.
fn target(page: &str, address: &str, base: Option<&str>) -> Option<(String, String)> {
    let address = address.trim();
    let own = base.and_then(|base| address.strip_prefix(base));
    let (page, address) = own.map_or((page, address), |rest| ("index.html", rest));
    if own.is_some() && address.is_empty() {
        return None;
    }
    let (path, place) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split('?').next().unwrap_or_default();
    // The top of a page is always there, and a browser finds words by itself (`#:~:text=`).
    let is_place = !place.eq_ignore_ascii_case("top") && !place.starts_with(":~:");
    let place = if is_place { place } else { "" };
    if path.is_empty() {
        return (!place.is_empty()).then(|| (page.to_owned(), percent_decoded(place)));
    }
    if !matches!(destination(address), Destination::Inside) || path.starts_with('/') {
        return None;
    }
    let path = join(page, &percent_decoded(path))?;
    let path = if path.is_empty() || address.ends_with('/') { format!("{path}index.html") } else { path };
    Some((path, percent_decoded(place)))
}

fn hash(place: &str) -> u64 {
    FixedState::default().hash_one(place)
}

fn nowhere(path: &str, place: &str, page: &str, count: usize) -> Problem {
    let (pages, pages_en) = match count {
        0 | 1 => (format!("{page} "), page.to_owned()),
        _ => (format!("{page} 等 {count} 页"), format!("{page} and {} others", count - 1)),
    };
    let problem = if place.is_empty() {
        Problem::warning(
            "link/page",
            format!("网页里的链接打不开：/{path}（在 {pages}上）"),
            format!("a link of the page leads nowhere: /{path} (on {pages_en})"),
        )
    } else {
        Problem::warning(
            "link/page",
            format!("网页里的链接找不到位置：/{path} 里没有 #{place}（在 {pages}上）"),
            format!("a link of the page leads to no place: /{path} has no #{place} (on {pages_en})"),
        )
    };
    problem.help(
        "它写在原始 HTML、组件、数据文件或者主题的模板里：改成本站有的网址",
        "it stands in HTML, in a directive, in a data file or in a template of the theme: write an address that is there",
    )
}

/// Adds the place where the address stands in the source, if it stands there.
fn placed(folder: &SiteFolder, file: &str, (path, place): (&str, &str), problem: Problem) -> Problem {
    let Some(text) = folder.text(file) else { return problem };
    let name = path.rsplit('/').next().unwrap_or(path);
    let written = [format!("#{place}"), format!("/{path}"), path.to_owned(), name.to_owned()];
    let mut written = written.iter().filter(|written| written.len() > 1);
    let found = written.find_map(|written| text.find(written.as_str()).map(|at| at..at + written.len()));
    match found {
        Some(span) => problem.at(&SourceText::new(file, &text), span),
        // It may stand in a template: a file that would be searched in vain is not named.
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_on_a_page_leads_to_a_path_and_a_place() {
        for (address, expected) in [
            ("../a.html#x", Some(("a.html", "x"))),
            ("b.html?q=1", Some(("news/b.html", ""))),
            ("#m11", Some(("news/p.html", "m11"))),
            ("#%E4%B8%80", Some(("news/p.html", "一"))),
            ("../", Some(("index.html", ""))),
            ("#", None),
            ("#TOP", None),
            ("b.html#:~:text=x", Some(("news/b.html", ""))),
            ("https://dj.example/c.html", Some(("c.html", ""))),
            ("", None),
            ("https://x.example/", None),
            ("mailto:a@x.example", None),
            ("../../x.html", None),
        ] {
            let found = target("news/p.html", address, Some("https://dj.example/"));
            let found = found.as_ref().map(|(path, place)| (path.as_str(), place.as_str()));
            assert_eq!(found, expected, "{address}");
        }
    }
}
