//! Finds articles that have left the addresses where they were published: under another name, or
//! for good.

use std::collections::{BTreeMap, BTreeSet};

use super::article_cache::ArticleCache;
use crate::problem::{Fix, Problem, SourceText};
use crate::schema::with_item;
use crate::site::{Addresses, Page, Site, Unplaced};
use crate::source::yaml::{Part, Step};
use crate::source::{Inventory, SiteFolder};

/// The fingerprints of the texts that vanished articles had when they were read last.
pub(super) type Vanished = BTreeMap<String, u64>;

/// Recalls what vanished articles were. The store keeps them as long as `addresses.yaml` does.
pub(super) fn vanished(addresses: &Addresses, inventory: &Inventory, sources: &ArticleCache) -> Vanished {
    let gone = addresses.iter().filter(|(file, _)| !inventory.has(file));
    gone.filter_map(|(file, _)| Some((file.to_owned(), sources.text_of(file)?))).collect()
}

/// Reports recorded addresses whose articles are gone and that lead nowhere. An article with the
/// same text, or with the same name in another folder, is told to keep the address. `told` are the
/// files of which something is known already. Returns problems with and without a place.
pub(super) fn check(
    folder: &SiteFolder,
    site: &Site,
    vanished: &Vanished,
    told: &BTreeSet<String>,
) -> (Vec<Problem>, Vec<Unplaced>) {
    let (mut placed, mut unplaced) = (Vec::new(), Vec::new());
    let is_there = |file: &str| {
        let is_page = site.page_of_file(file).is_some() || site.left_out_file(file).is_some();
        let is_row = folder.rows().is_some_and(|rows| rows.has(file));
        is_page || is_row || site.is_unread(file) || folder.has(file)
    };
    let is_reached = |address: &str| site.route(address.trim_start_matches('/')).is_some();
    let gone = site.addresses().iter();
    let gone: Vec<(&str, &str)> =
        gone.filter(|(file, address)| !is_there(file) && !is_reached(address)).collect();
    if gone.is_empty() {
        return (placed, unplaced);
    }
    let by_text: BTreeMap<u64, &Page> =
        site.pages().iter().rev().filter(|page| page.has_body).map(|page| (page.text, &**page)).collect();
    // A page that has been published is another one: only a new one may be guessed to be it.
    let new = site.new_addresses().into_iter();
    let new = new.filter_map(|(file, _)| site.page(site.page_of_file(file)?));
    let mut by_name: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in new {
        by_name.entry(name_of(&page.file)).or_default().push(page);
    }
    for (file, address) in gone.into_iter().filter(|(file, _)| !told.contains(*file)) {
        let same = vanished.get(file).and_then(|print| by_text.get(print));
        let alike = by_name.get(name_of(file)).map(Vec::as_slice);
        match (same, alike) {
            (Some(page), _) => placed.push(renamed(folder, page, (file, address), true)),
            (None, Some([page])) => placed.push(renamed(folder, page, (file, address), false)),
            _ => {
                let path = vec![Step::Key(file.to_owned())];
                unplaced.push(Unplaced::at(Addresses::FILE, path, Part::Key, gone_for_good(file, address)));
            }
        }
    }
    (placed, unplaced)
}

/// The name of an article: `party-day` of `content/news/party-day/index.md` and of
/// `content/news/party-day.md`.
fn name_of(file: &str) -> &str {
    let file = file.strip_suffix(".md").unwrap_or(file);
    let file = file.strip_suffix("/index").unwrap_or(file);
    file.rsplit('/').next().unwrap_or(file)
}

/// Reports an article under another name. `is_sure` is whether it has the same text.
fn renamed(folder: &SiteFolder, page: &Page, (file, address): (&str, &str), is_sure: bool) -> Problem {
    let new = &*page.file;
    let problem = if is_sure {
        Problem::warning(
            "address/renamed",
            format!("“{file}”改名成了“{new}”，原来的网址 {address} 打不开了"),
            format!("`{file}` is `{new}` now, and nothing is at its address {address} any more"),
        )
    } else {
        Problem::warning(
            "address/renamed",
            format!("“{file}”不在了，它的网址 {address} 打不开；“{new}”可能是同一篇"),
            format!(
                "`{file}` is gone, and nothing is at its address {address}; `{new}` may be the same article"
            ),
        )
    };
    let problem = problem.help(
        format!("在“{new}”的“旧链接”里写 {address}，读者会转到新网址；要网址不变，就把 addresses.yaml 里的“{file}”改成“{new}”；不是同一篇、那一篇不要了的，删去 addresses.yaml 里那一行"),
        format!("put {address} into the `aliases` of `{new}`, and readers are sent on; or, to keep the address, write `{new}` for `{file}` in addresses.yaml; if it is another article, and the first is meant to be gone, take its line out there"),
    );
    let Ok((document, _)) = folder.document(new) else { return problem.in_file(new) };
    let text = &document.text;
    let group = &page.content_type.group;
    let edits = with_item(text, document.front_matter.clone(), (group, "aliases"), address);
    let problem = match edits.filter(|edits| !edits.is_empty()) {
        Some(edits) => problem.fix(Fix::probable(
            format!("在“旧链接”里加上 {address}"),
            format!("add {address} to `aliases`"),
            edits,
        )),
        None => problem,
    };
    let start = document.front_matter.start;
    problem.at(&SourceText::new(new, text), start..start)
}

fn gone_for_good(file: &str, address: &str) -> Problem {
    Problem::warning(
        "address/gone",
        format!("“{file}”不在了，它的网址 {address} 打不开"),
        format!("`{file}` is gone, and nothing is at its address {address}"),
    )
    .help(
        "改了文件名或者挪了地方的，把这一行的文件改成现在的，网址就不变；确实删去了的，删去这一行",
        "if it was renamed or moved, write its name here, and the address stays; if it is meant to be gone, take this line out",
    )
}
