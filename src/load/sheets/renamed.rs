//! Finds rows whose titles have changed: their pages have left the addresses where they were
//! published.

use std::collections::BTreeMap;

use crate::problem::{Problem, suggest};
use crate::site::Site;
use crate::source::SiteFolder;

/// Reports recorded addresses that nothing has any more, where a row is new in the same section. A
/// row without 编号 has its address from its title, so it may be the same page. Returns the
/// problem of each, by the file that is gone.
pub(in crate::load) fn renamed(folder: &SiteFolder, site: &Site) -> BTreeMap<String, Problem> {
    let Some(rows) = folder.rows() else { return BTreeMap::new() };
    let new = site.new_addresses().into_iter().map(|(file, _)| file);
    let new: Vec<&str> = new.filter(|file| rows.is_named_by_title(file)).collect();
    if new.is_empty() {
        return BTreeMap::new();
    }
    let is_there = |file: &str| {
        let is_page = site.page_of_file(file).is_some() || site.left_out_file(file).is_some();
        is_page || rows.has(file) || folder.has(file)
    };
    let is_reached = |address: &str| site.route(address.trim_start_matches('/')).is_some();
    let gone = site.addresses().iter().filter(|(file, address)| !is_there(file) && !is_reached(address));
    let problem = |(file, address): (&str, &str)| {
        let (section, stem, lang) = parts(site, file)?;
        let is_beside =
            |file: &&str| parts(site, file).is_some_and(|(own, _, of)| (own, of) == (section, lang));
        let beside = || new.iter().copied().filter(is_beside);
        let nearest = suggest(stem, beside().filter_map(|file| Some(parts(site, file)?.1)));
        let is_nearest = |file: &&str| parts(site, file).map(|(_, stem, _)| stem) == nearest;
        let row = beside().find(is_nearest).or_else(|| beside().next())?;
        Some((file.to_owned(), left(file, stem, address).in_file(row)))
    };
    gone.filter_map(problem).collect()
}

/// The folder of a file, its name without ending, and its language: `honors/a.en.md`.
fn parts<'f>(site: &Site, file: &'f str) -> Option<(&'f str, &'f str, usize)> {
    let (folder, own) = file.strip_suffix(".md")?.rsplit_once('/')?;
    let lang = own.rsplit_once('.').and_then(|(stem, code)| Some((stem, site.config().language(code)?)));
    let (stem, lang) = lang.unwrap_or((own, 0));
    Some((folder, stem, lang))
}

fn left(file: &str, stem: &str, address: &str) -> Problem {
    Problem::warning(
        "address/left",
        format!("网址 {address} 打不开了：用它的那一篇不在了，这一行是新的，可能是改了标题的同一篇"),
        format!("nothing is at {address} any more: its page is gone, and this row is new; it may be the same page with another title"),
    )
    .help(
        format!("同一篇的，在这一行的“编号”里写 {stem}，网址就不变；那一篇不要了的，在 addresses.yaml 里删去“{file}”一行；要用新网址的，也删去，再在“旧链接”里写 {address}"),
        format!("if it is, write `{stem}` as its `id`, and it keeps its address; else take `{file}` out of addresses.yaml; to move the page do so, too, and write {address} into `aliases`"),
    )
}
