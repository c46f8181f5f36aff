//! Finds pages outside all sections that nothing links to.

use rayon::prelude::*;

use super::place::placed;
use crate::problem::Problem;
use crate::site::{Page, Site, Unplaced};
use crate::source::yaml::Step;
use crate::source::{Inventory, ListedFile, SiteFolder};

/// With more pages than this, one problem is reported for all: each is searched for in every text.
const MOST: usize = 50;

/// The code of the warning.
pub(crate) const CODE: &str = "site/unlisted";

/// Reports pages outside all sections to which neither a text nor a data file leads. Files are read
/// only if there are pages outside, which is rare.
pub(crate) fn check(folder: &SiteFolder, inventory: &Inventory, site: &Site) -> Vec<Problem> {
    let outside = site.outside();
    if outside.is_empty() {
        return Vec::new();
    }
    if outside.len() > MOST {
        return vec![many(outside.len())];
    }
    let names: Vec<Vec<String>> = outside.iter().map(|page| names(page)).collect();
    // In data a title may be anything: `name: 某某公司`. Only addresses lead anywhere.
    let documents = inventory.documents.iter().map(|file| (file, usize::MAX));
    let files: Vec<(&ListedFile, usize)> =
        documents.chain(inventory.data.iter().map(|file| (file, ADDRESSES))).collect();
    let led_to = files.par_iter().map(|(file, most)| {
        let text = folder.text(&file.name).unwrap_or_default();
        let leads = |(page, names): (&&Page, &Vec<String>)| {
            *page.file != *file.name && names.iter().take(*most).any(|name| text.contains(name.as_str()))
        };
        outside.iter().zip(&names).map(leads).collect::<Vec<bool>>()
    });
    let either = |a: Vec<bool>, b: Vec<bool>| a.into_iter().zip(b).map(|(a, b)| a || b).collect();
    let led_to = led_to.reduce(|| vec![false; outside.len()], either);
    let alone = outside.iter().zip(led_to).filter(|(_, is_led_to)| !is_led_to);
    let found =
        alone.map(|(page, _)| Unplaced::canonical(&page.file, vec![Step::Key("title".into())], unlisted()));
    placed(folder, site, found.collect())
}

/// The first so many of [`names`] are addresses.
const ADDRESSES: usize = 3;

/// Lists the texts by which other pages may refer to it: its addresses and file, then its id or
/// title.
fn names(page: &Page) -> Vec<String> {
    let stem = page.stem.as_ref();
    let file = page.file.rsplit('/').next().unwrap_or_default();
    let file = if file.starts_with("index.") { format!("{stem}/index.") } else { file.to_owned() };
    let mut names = vec![format!("{stem}.html"), page.url.trim_start_matches('/').to_owned(), file];
    names.extend([format!("[[{}", page.title()), format!("[[{stem}")]);
    // As the value of a field: `相关: [about]`.
    for name in [page.title(), &*page.id] {
        names.extend([": ", "- ", "[", ", ", "、", "“", "\""].map(|before| format!("{before}{name}")));
    }
    names
}

fn unlisted() -> Problem {
    Problem::warning(
        "site/unlisted",
        "这一篇不属于任何栏目，菜单、首页和别的文章里也没有它，读者找不到",
        "this page is in no section, and no menu, list or other page leads to it: no reader will find it",
    )
    .help(
        "移进一个栏目的文件夹；或者在 site.yaml 的菜单里写上它，如“- 页面: 编号”",
        "move it into the folder of a section, or name it in the menu of site.yaml: `- page: id`",
    )
}

fn many(count: usize) -> Problem {
    Problem::warning(
        "site/unlisted",
        format!("content 下面有 {count} 篇文章不属于任何栏目，菜单和首页里也没有"),
        format!("{count} pages are in no section, and neither the menu nor the home page lists them"),
    )
    .in_file("content")
    .help(
        "建一个栏目（content 里的文件夹，放一个 _index.md），把它们移进去",
        "make a section (a folder in `content` with `_index.md`) and move them there",
    )
}
