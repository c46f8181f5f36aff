//! Finds pages outside all sections that nothing links to.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::place::placed;
use crate::problem::Problem;
use crate::schema::{Kind, common_group};
use crate::site::{Page, Site, Unplaced};
use crate::source::yaml::Step;
use crate::source::{Inventory, ListedFile, SiteFolder, Stamp};

/// With more pages than this, one problem is reported for all: each is searched for in every text,
/// and has a bit in [`Leads`].
const MOST: usize = 50;

/// The code of the warning.
pub(crate) const CODE: &str = "site/unlisted";

/// The pages outside to which each file leads: a preview checks after each edit, which changes one
/// file of thousands.
#[derive(Debug, Default)]
pub(crate) struct LeadCache {
    /// The names of the pages.
    names: Vec<Vec<String>>,
    files: HashMap<String, (Stamp, Leads), FixedState>,
}

/// A bit for each page outside.
type Leads = u64;

impl LeadCache {
    /// Forgets a file: it may have been written twice within one tick of the clock.
    pub(crate) fn forget(&mut self, file: &str) {
        self.files.remove(file);
    }

    /// Forgets the files of `data/`.
    pub(crate) fn forget_data(&mut self) {
        self.files.retain(|file, _| !file.starts_with("data/"));
    }
}

/// Reports pages outside all sections to which neither a text nor a data file leads. Files are read
/// only if there are pages outside, which is rare, and only those that are not in the cache.
pub(crate) fn check(
    folder: &SiteFolder,
    inventory: &Inventory,
    site: &Site,
    cache: &mut LeadCache,
) -> Vec<Problem> {
    let outside = site.outside();
    if outside.is_empty() {
        return Vec::new();
    }
    if outside.len() > MOST {
        return vec![many(outside.len())];
    }
    let names: Vec<Vec<String>> = outside.iter().map(|page| names(page)).collect();
    if cache.names != names {
        *cache = LeadCache { names, files: HashMap::default() };
    }
    let LeadCache { names, files } = cache;
    // In data a title may be anything: `name: 某某公司`. Only addresses lead anywhere.
    let listed = inventory.documents.iter().map(|file| (file, usize::MAX));
    let listed = listed.chain(inventory.data.iter().map(|file| (file, ADDRESSES)));
    let is_new = |(file, _): &(&ListedFile, usize)| {
        files.get(&file.name).is_none_or(|(stamp, _)| *stamp != file.stamp)
    };
    let new: Vec<(&ListedFile, usize)> = listed.filter(is_new).collect();
    let read = new.par_iter().map(|(file, most)| {
        let text = folder.text(&file.name).unwrap_or_default();
        let leads = |names: &Vec<String>| {
            let (addresses, words) = names.split_at(ADDRESSES.min(names.len()));
            addresses.iter().any(|name| has_address(&text, name))
                || words.iter().take(most.saturating_sub(ADDRESSES)).any(|name| has_name(&text, name))
        };
        let bits = (0..).zip(names.iter()).filter(|(_, names)| leads(names));
        let bits = bits.fold(0, |bits: Leads, (at, _): (u32, _)| bits | 1 << at);
        (file.name.clone(), (file.stamp, bits))
    });
    files.extend(read.collect::<Vec<_>>());
    let of_file = |file: &ListedFile| files.get(&file.name).map_or(0, |(_, bits)| *bits);
    let all = inventory.documents.iter().chain(&inventory.data);
    let by_others = |page: &Page| {
        let others = all.clone().filter(|file| *file.name != *page.file);
        others.fold(0, |bits, file| bits | of_file(file))
    };
    // A page that leads to itself is no help to a reader. Without such pages, one pass is enough.
    let total = all.clone().fold(0, |bits, file| bits | of_file(file));
    let is_alone = |(at, page): &(u32, &&Page)| {
        let own = files.get(&*page.file).map_or(0, |(_, bits)| *bits);
        let bits = if own >> at & 1 == 1 { by_others(page) } else { total };
        bits >> at & 1 == 0
    };
    let alone = (0..).zip(&outside).filter(is_alone);
    let found =
        alone.map(|(_, page)| Unplaced::canonical(&page.file, vec![Step::Key("title".into())], unlisted()));
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

/// Whether a text has this address, and not only a longer one that ends with it: `/news/about.html`
/// does not lead to `out.html`. Chinese words may come right before or after a name in
/// ASCII.
fn has_address(text: &str, address: &str) -> bool {
    let letter = |own: Option<char>| {
        let is_ascii = own.is_some_and(|own| own.is_ascii());
        move |c: char| if is_ascii { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
    };
    let (first, last) = (letter(address.chars().next()), letter(address.chars().next_back()));
    text.match_indices(address).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let is_within = before.ends_with(|c: char| matches!(c, '-' | '_') || first(c));
        !address.is_empty() && !is_within && !goes_on(text, at + address.len(), last)
    })
}

/// Whether a text has this name, with what stands before it, as a whole: `: 公告` is not in
/// `: 公告栏启用`, and is a title of its own in `标题: 公告`, or a type in `type: news`.
fn has_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        let is_own = name.starts_with(": ") && is_of_page(line.trim().trim_start_matches("- "));
        !is_own && !goes_on(text, at + name.len(), char::is_alphanumeric)
    })
}

/// Whether the value of a field is only about the page itself, and names no other: a title, a
/// source. Fields that only some types have may name a page, but for these.
fn is_of_page(key: &str) -> bool {
    let group = common_group();
    // `headline` is not read as `title`, but means nothing else.
    let like = || group.fields().iter().find(|field| field.like.iter().any(|word| word == key));
    let Some(field) = group.meant_by(key).or_else(like) else {
        return ["section", "栏目", "kind", "种类"].contains(&key);
    };
    match field.kind {
        Kind::Text
        | Kind::Date
        | Kind::Integer { .. }
        | Kind::Number
        | Kind::Boolean
        | Kind::Colour
        | Kind::Choice(_)
        | Kind::Organization => true,
        Kind::Markdown
        | Kind::Url
        | Kind::Image
        | Kind::File
        | Kind::Person
        | Kind::Reference(_)
        | Kind::List(_)
        | Kind::Group(_)
        | Kind::Localized(_)
        | Kind::Any => false,
    }
}

/// Whether a word goes on at this place with such a letter.
fn goes_on(text: &str, at: usize, is_letter: impl Fn(char) -> bool) -> bool {
    let is_within = text.get(..at).is_some_and(|before| before.ends_with(&is_letter));
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    is_within && next.is_some_and(|next| is_letter(next) || matches!(next, '-' | '_'))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Portal, Settings};
    use crate::schema::Date;

    #[test]
    fn a_name_counts_only_as_a_whole() {
        for (text, name, expected) in [
            ("相关: 公告\n", ": 公告", true),
            ("相关: 公告栏启用\n", ": 公告", false),
            ("标题: 公告\n", ": 公告", false),
            ("type: news\n", ": news", false),
            ("topic: news", ": news", true),
            ("[[公告]]", "[[公告", true),
            ("[[公告栏]]", "[[公告", false),
            ("- 公告-2\n", "- 公告", false),
            ("“公告”", "“公告", true),
            ("稿源: 公告\n", ": 公告", false),
            ("headline: news\n", ": news", false),
            ("副标题: 公告\n", ": 公告", false),
            ("Title: news\n", ": news", false),
            ("种类: 公告\n", ": 公告", false),
            ("相关文章: 公告\n", ": 公告", true),
            ("党建理念: 公告\n", ": 公告", true),
            ("别的: 公告\n", ": 公告", true),
        ] {
            assert_eq!(has_name(text, name), expected, "{text}");
        }
        for (text, address, expected) in [
            ("[甲](../out.html#a)", "out.html", true),
            ("[甲](../about.html)", "out.html", false),
            ("见out.html", "out.html", true),
            ("网址是/news/out.html了解详情", "out.html", true),
            ("网址是/news/out.html2", "out.html", false),
            ("out.html-2", "out.html", false),
            ("见news/公告.html了解详情", "news/公告.html", true),
            ("news/公告栏启用", "news/公告", false),
            ("a公告.html", "公告.html", false),
            ("[甲](公告.md)", "公告.md", true),
            ("[甲](旧公告.md)", "公告.md", false),
            ("[甲](news/index.en.md)", "news/index.", true),
        ] {
            assert_eq!(has_address(text, address), expected, "{text}");
        }
    }

    #[test]
    fn only_what_has_changed_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| crate::load::fixture::write(dir.path(), name, text);
        write("site.yaml", "title: 甲\n");
        write("content/about.md", "---\ntitle: 关于\ntype: page\n---\n见 about.html。\n");
        write("content/news/a.md", "---\ntitle: 甲\ndate: 2026-11-20\n---\n");
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let portal = Portal::open(&settings).unwrap();
        let list = || portal.folder.inventory().0;
        let mut cache = LeadCache::default();
        let mut found =
            |inventory: &Inventory| check(&portal.folder, inventory, portal.site(), &mut cache).len();
        let before = list();
        assert_eq!(found(&before), 1);
        write("content/news/a.md", "---\ntitle: 甲\ndate: 2026-11-20\n---\n[关于](../about.md)\n");
        assert_eq!(found(&before), 1, "with the stamps as they were, nothing is read");
        assert_eq!(found(&list()), 0);
    }
}
