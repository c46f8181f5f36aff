//! Finds pages and styles in `static/` that name another file of `static/` by its Chinese name.
//!
//! Names are published in ASCII, and addresses on pages follow. What is in `static/` is copied byte
//! by byte: an address in `static/专题.html` stays as it is, so its writer has to change it.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::markdown::Tags;
use crate::problem::{Problem, SourceText};
use crate::site::{Site, join, percent_decoded, static_path};
use crate::source::{Inventory, ListedFile, SiteFolder, Stamp, has_extension};
use crate::store::Fingerprint;
use crate::text::link::{Destination, destination};
use crate::text::style_addresses;

/// Length in bytes of the longest file that is looked into: none that a person wrote is longer.
const LONGEST: u64 = 1 << 20;

/// The problems of each page and style of `static/`: a preview checks after each edit, and none of
/// them may have changed.
#[derive(Debug, Default)]
pub(crate) struct StaticLinkCache {
    /// The fingerprint of the names of all files: with others, an address may mean another file.
    names: u64,
    files: HashMap<String, (Stamp, Vec<Problem>), FixedState>,
}

impl StaticLinkCache {
    /// Forgets a file: it may have been written twice within one tick of the clock.
    pub(crate) fn forget(&mut self, file: &str) {
        self.files.remove(file);
    }
}

/// Reports them. Nothing is read where every file keeps its name, and only what is not in the
/// cache.
pub(super) fn check(
    folder: &SiteFolder,
    inventory: &Inventory,
    site: &Site,
    cache: &mut StaticLinkCache,
) -> Vec<Problem> {
    if site.statics().iter().all(|file| keeps_its_name(file)) {
        return Vec::new();
    }
    let names = Fingerprint::new().value(site.statics()).done();
    if cache.names != names {
        *cache = StaticLinkCache { names, files: HashMap::default() };
    }
    let files = &mut cache.files;
    let is_read = |name: &str| ["html", "htm", "css"].iter().any(|ending| has_extension(name, ending));
    let read = inventory.statics.iter().filter(|file| is_read(&file.name) && file.stamp.length <= LONGEST);
    let read: Vec<&ListedFile> = read.collect();
    let is_new = |file: &&&ListedFile| files.get(&file.name).is_none_or(|(stamp, _)| *stamp != file.stamp);
    let new: Vec<&ListedFile> = read.iter().filter(is_new).copied().collect();
    let found = new.par_iter().map(|file| {
        let problems = in_file(folder, site, &file.name);
        (file.name.clone(), (file.stamp, problems))
    });
    files.extend(found.collect::<Vec<_>>());
    let known = read.iter().filter_map(|file| files.get(&file.name));
    known.flat_map(|(_, problems)| problems.iter().cloned()).collect()
}

fn keeps_its_name(file: &str) -> bool {
    file.strip_prefix("static/") == Some(&*static_path(file))
}

fn in_file(folder: &SiteFolder, site: &Site, file: &str) -> Vec<Problem> {
    let Some(text) = folder.text(file) else { return Vec::new() };
    let source = SourceText::new(file, &text);
    let found = addresses(&text, has_extension(file, "css")).into_iter();
    let moved = found.filter_map(|(address, span)| Some(moved(site, file, &address)?.at(&source, span)));
    moved.collect()
}

/// The addresses in a style sheet or a page, with their places.
fn addresses(text: &str, is_style: bool) -> Vec<(String, Range<usize>)> {
    if is_style {
        let places = style_addresses(text).into_iter();
        return places.filter_map(|span| Some((text.get(span.clone())?.to_owned(), span))).collect();
    }
    let Tags { attributes, styles, .. } = Tags::read(text);
    let mut found = Vec::new();
    for attribute in &attributes {
        // Each is looked for after the one before, so that a long list is read once.
        let mut rest = attribute.span.clone();
        for address in attribute.addresses() {
            let place = text.get(rest.clone()).and_then(|written| written.find(address));
            let place = place.map(|at| rest.start + at..rest.start + at + address.len());
            // `&amp;` for `&` is not found, and nor is what comes after it.
            rest.start = place.as_ref().map_or(rest.end, |place| place.end);
            found.push((address.to_owned(), place.unwrap_or_else(|| attribute.span.clone())));
        }
    }
    for style in styles {
        let css = text.get(style.clone()).unwrap_or_default();
        let places = style_addresses(css).into_iter();
        found.extend(places.filter_map(|place| {
            let address = css.get(place.clone())?.to_owned();
            Some((address, style.start + place.start..style.start + place.end))
        }));
    }
    found
}

/// The problem of an address in a file of `static/` that names another one which is published
/// elsewhere.
///
/// `a.css` in `static/专题/index.html` is none: both are in the same folder also when published.
fn moved(site: &Site, file: &str, address: &str) -> Option<Problem> {
    if destination(address) != Destination::Inside {
        return None;
    }
    let path = percent_decoded(address.split(['?', '#']).next()?);
    let target = |from: &str| match path.strip_prefix('/') {
        Some(rooted) => Some(rooted.to_owned()),
        None => join(from, &path),
    };
    let own = file.strip_prefix("static/")?;
    let named = format!("static/{}", target(own)?);
    let named = named.trim_end_matches('/');
    // `专题/` is its `index.html`.
    let index = format!("{named}/index.html");
    let (named, rest) = match (site.statics().contains(named), site.statics().contains(&index)) {
        (true, _) => (named, ""),
        (_, true) => (index.as_str(), "/index.html"),
        _ => return None,
    };
    let published = static_path(named);
    let published = published.strip_suffix(rest).unwrap_or(&published);
    if target(&static_path(file))?.trim_end_matches('/') == published {
        return None;
    }
    let named = named.strip_suffix(rest).unwrap_or(named);
    let name = named.rsplit('/').next().unwrap_or_default();
    let problem = Problem::warning(
        "link/renamed",
        format!("“{name}”发布以后叫“{published}”，这里的地址“{address}”打不开"),
        format!("`{name}` is published as `{published}`: the address `{address}` leads nowhere"),
    );
    Some(problem.help(
        "static 里的文件照原样复制，里面的地址不会跟着变：把那个文件和它的文件夹改成英文名或拼音名，这里也照改",
        "files of `static` are copied as they are: give that file and its folder an ASCII name, and write it here",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Portal, Settings};
    use crate::schema::Date;

    #[test]
    fn addresses_of_pages_and_styles_are_found_where_they_are() {
        let page = "<style>p { src: url('字.woff') }</style><a href=表.csv><i style=\"background:url(图.png)\">\
            <img srcset='甲.png 480w, 乙.png 2x'><style></style><style>q { src: url(字.woff) }</style>";
        for (text, is_style, expected) in [
            (page, false, "表.csv 图.png 甲.png 乙.png 字.woff 字.woff"),
            ("a{b:url(图.png)}", true, "图.png"),
        ] {
            let found = addresses(text, is_style);
            let names: Vec<&str> = found.iter().map(|(address, _)| address.as_str()).collect();
            assert_eq!(names.join(" "), expected);
            assert!(found.iter().all(|(address, span)| text[span.clone()] == **address));
        }
        let escaped = "<i style='b: url(甲&amp;乙.png), url(丙.png)'>";
        let found = addresses(escaped, false);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(_, span)| escaped[span.clone()].starts_with("style=")), "{found:?}");
    }

    #[test]
    fn addresses_take_time_in_proportion() {
        for (before, repeated) in [
            ("<style>", "url(a) "),
            ("<i style='", "url(a) "),
            ("<i style='", "url(a&amp;b) "),
            ("<img srcset='", "a.png 1x, "),
            ("", "<i style='b:url(a&amp;)'>"),
            ("<style>", "url("),
        ] {
            let make = |size: usize| format!("{before}{}", repeated.repeat(size)) + "'></style>";
            crate::trial::in_proportion(repeated, 5_000, make, |page| drop(addresses(&page, false)));
        }
    }

    #[test]
    fn each_style_is_looked_into_once() {
        let page = |size: usize| (0..size).map(|n| format!("<i style=a{n}>")).collect::<String>();
        crate::trial::in_proportion("styles", 10_000, page, |page| drop(addresses(&page, false)));
    }

    #[test]
    fn only_what_has_changed_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| crate::load::fixture::write(dir.path(), name, text);
        write("site.yaml", "title: 甲\n");
        write("static/a.html", "<a href=表.csv>");
        write("static/表.csv", "甲");
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let portal = Portal::open(&settings).unwrap();
        let list = || portal.folder.inventory().0;
        let mut cache = StaticLinkCache::default();
        let mut found =
            |inventory: &Inventory| check(&portal.folder, inventory, portal.site(), &mut cache).len();
        let before = list();
        assert_eq!(found(&before), 1);
        write("static/a.html", "<a href=表.csv><img srcset='/表.csv 480w, 表.csv'>");
        assert_eq!(found(&before), 1, "with the stamps as they were, nothing is read");
        assert_eq!(found(&list()), 3);
    }
}
