//! Finds pages and styles in `static/` that name another file of `static/` by its Chinese name.
//!
//! Names are published in ASCII, and addresses on pages follow. What is in `static/` is copied byte
//! by byte: an address in `static/专题.html` stays as it is, so its writer has to change it.

use std::ops::Range;

use crate::markdown::Tags;
use crate::problem::{Problem, SourceText};
use crate::site::{Site, join, percent_decoded, static_path};
use crate::source::{Inventory, SiteFolder, has_extension};
use crate::text::link::{Destination, destination};
use crate::text::style_addresses;

/// Length in bytes of the longest file that is looked into: none that a person wrote is longer.
const LONGEST: u64 = 1 << 20;

/// Reports them. Nothing is read where every file keeps its name.
pub(super) fn check(folder: &SiteFolder, inventory: &Inventory, site: &Site) -> Vec<Problem> {
    if site.statics().iter().all(|file| keeps_its_name(file)) {
        return Vec::new();
    }
    let is_read = |name: &str| ["html", "htm", "css"].iter().any(|ending| has_extension(name, ending));
    let files = inventory.statics.iter().filter(|file| is_read(&file.name) && file.stamp.length <= LONGEST);
    files.flat_map(|file| in_file(folder, site, &file.name)).collect()
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
    let tags = Tags::read(text);
    let of_attributes = tags.attributes.into_iter().map(|found| (found.value, found.span));
    let of_styles = tags.styles.into_iter().flat_map(|style| {
        // What is written with entities is only known as a whole.
        let is_as_written = text.get(style.span.clone()) == Some(&*style.text);
        let place = |found: Range<usize>| match is_as_written {
            true => style.span.start + found.start..style.span.start + found.end,
            false => style.span.clone(),
        };
        let spans = style_addresses(&style.text).into_iter();
        let found = spans.filter_map(|span| Some((style.text.get(span.clone())?.to_owned(), place(span))));
        found.collect::<Vec<_>>()
    });
    of_attributes.chain(of_styles).collect()
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
    let published = static_path(&named);
    if !site.statics().contains(&named) || target(&static_path(file))? == published {
        return None;
    }
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
    use super::addresses;

    #[test]
    fn addresses_of_pages_and_styles_are_found_where_they_are() {
        let page =
            "<style>p { src: url('字.woff') }</style><a href=表.csv><i style=\"background:url(图.png)\">";
        for (text, is_style, expected) in
            [(page, false, "表.csv 字.woff 图.png"), ("a{b:url(图.png)}", true, "图.png")]
        {
            let found = addresses(text, is_style);
            let names: Vec<&str> = found.iter().map(|(address, _)| address.as_str()).collect();
            assert_eq!(names.join(" "), expected);
            assert!(found.iter().all(|(address, span)| text[span.clone()].contains(address)));
        }
        let twice = "<i style=\"background:url(&#39;图.png&#39;)\"><i style=background:url(图.png)>\
                     <style>a{b:url(图.png)}</style><style>a{b:url(图.png)}</style>";
        let found = addresses(twice, false);
        let places: Vec<&str> = found.iter().map(|(_, span)| &twice[span.clone()]).collect();
        assert_eq!(places, ["background:url(&#39;图.png&#39;)", "图.png", "图.png", "图.png"]);
        assert!(found.is_sorted_by_key(|(_, span)| span.start));
        assert!(found.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start));
    }

    #[test]
    fn each_style_is_looked_into_once() {
        let page = |size: usize| (0..size).map(|n| format!("<i style=a{n}>")).collect::<String>();
        crate::trial::in_proportion("styles", 10_000, page, |page| drop(addresses(&page, false)));
    }
}
