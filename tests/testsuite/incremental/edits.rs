//! Kinds of random edits, each with a bound on what is rendered again.

use std::fs;

use dangjian::schema::Date;

use super::random::Chance;
use super::{Pair, below, edit, with_line};
use crate::example::repository;
use crate::site::files;

/// A kind of edit.
pub struct Kind {
    pub name: &'static str,
    pub bound: Bound,
    /// Makes an edit, and says which.
    pub make: fn(&mut Pair, &mut Chance, usize) -> String,
}

/// The largest number of routes that an edit may render. The example has about 330 of them. Each
/// number has room for twice what was measured.
pub enum Bound {
    /// Those whose bytes it changes, and this many more.
    Changed(usize),
    /// Those whose bytes it changes, and all of the main language: menus and the navigation of
    /// sections are on each page.
    Language,
    /// All: what changes decides how everything is read or shown.
    All,
}

const fn kind(name: &'static str, bound: Bound, make: fn(&mut Pair, &mut Chance, usize) -> String) -> Kind {
    Kind { name, bound, make }
}

/// More routes for an edit of what a card contains: pages that show the card but not this field of
/// it (a neighbour shows no summary), and those that choose from all cards of a type (a unit, a
/// studio and a topic from all honors).
const CARD: usize = 40;

/// More routes for an edit that makes a page come, go or move: those with a card that moved to
/// another place on them, with the number of pages of a section next to theirs, and with a link to
/// the page of a person (126 pages show the card of one that names a secretary).
const STAY: usize = 130;

/// More routes for an edit of figures: those with figures of `data/statistics.yaml`, whichever.
const FIGURES: usize = 32;

/// All kinds.
pub const KINDS: [Kind; 33] = [
    // Only its own page, if it has a summary; otherwise the summary is made from the body, and the
    // card shows it.
    kind("body", Bound::Changed(CARD), |pair, chance, step| {
        let page = page(pair, chance);
        edit(pair, &page, |text| format!("{text}\n第{step}次添上的一句话。\n"));
        page
    }),
    kind("title", Bound::Changed(CARD), |pair, chance, step| {
        front_matter(pair, chance, "title", &format!("第{step}个新标题"))
    }),
    kind("summary", Bound::Changed(CARD), |pair, chance, step| {
        front_matter(pair, chance, "summary", &format!("第{step}个摘要。"))
    }),
    kind("tags", Bound::Changed(CARD), |pair, chance, step| {
        let tag = *chance.one(&["安全", "创新", "主题党日"]);
        front_matter(pair, chance, "tags", &format!("[{tag}, 标签{step}]"))
    }),
    kind("date", Bound::Changed(CARD), |pair, chance, step| {
        let day = 1 + chance.below(28);
        front_matter(pair, chance, "date", &format!("2026-0{}-{day:02}", 1 + step % 9))
    }),
    kind("unit", Bound::Changed(CARD), |pair, chance, _| {
        let having = pages(pair).into_iter().filter(|page| text(pair, page).contains("\nunit:"));
        let page = chance.one(&having.collect::<Vec<_>>()).clone();
        let unit = format!("unit: branch-{}", 1 + chance.below(9));
        edit(pair, &page, |text| with_line(&text, "unit", &unit));
        format!("{unit} in {page}")
    }),
    kind("draft", Bound::Changed(STAY), |pair, chance, _| {
        let draft = *chance.one(&["true", "false"]);
        front_matter(pair, chance, "draft", draft)
    }),
    kind("pinned", Bound::Changed(CARD), |pair, chance, _| {
        front_matter(pair, chance, "pinned_until", "2027-01-01")
    }),
    kind("expiry", Bound::Changed(CARD), |pair, chance, _| {
        front_matter(pair, chance, "expires", "2026-12-01")
    }),
    kind("new page", Bound::Changed(STAY), |pair, chance, step| {
        let page = page(pair, chance);
        // Next to a page bundle, not in it: there it would make the folder a section.
        let folder = page.rsplit_once('/').map_or("content", |(folder, _)| folder);
        let is_bundle = page.rsplit('/').next().is_some_and(|name| name.starts_with("index."));
        let folder = folder.rsplit_once('/').filter(|_| is_bundle).map_or(folder, |(parent, _)| parent);
        let new = format!("{folder}/added-{step}{}", if page.ends_with(".en.md") { ".en.md" } else { ".md" });
        let text = text(pair, &page);
        edit(pair, &new, |_| {
            with_line(&with_line(&text, "title", &format!("title: 新增{step}")), "id", "summary: 新的。")
        });
        new
    }),
    kind("removed page", Bound::Changed(STAY), |pair, chance, _| {
        let page = page(pair, chance);
        fs::remove_file(pair.site(&page)).unwrap();
        page
    }),
    kind("renamed page", Bound::Changed(STAY), |pair, chance, step| {
        let page = page(pair, chance);
        // A page bundle is renamed with its folder, and with its translations.
        let (folder, name) = page.rsplit_once('/').unwrap();
        let (page, new) = match name.starts_with("index.") {
            true => (folder.to_owned(), format!("{folder}-r{step}")),
            false => (page.clone(), format!("{folder}/r{step}-{name}")),
        };
        fs::rename(pair.site(&page), pair.site(&new)).unwrap();
        format!("{page} to {new}")
    }),
    kind("weight of a section", Bound::Language, |pair, chance, _| {
        let section = chance.one(&below(pair, "content", "_index.md")).clone();
        edit(pair, &section, |text| with_line(&text, "weight", &format!("weight: {}", chance.below(90))));
        section
    }),
    kind("title of a section", Bound::Language, |pair, chance, step| {
        let section = chance.one(&below(pair, "content", "_index.md")).clone();
        edit(pair, &section, |text| with_line(&text, "title", &format!("title: 栏目{step}")));
        section
    }),
    // The page itself, also if the answer is the same.
    kind("query of a directive", Bound::Changed(1), |pair, chance, step| {
        let (page, before, after) = *chance.one(&[
            ("content/grassroots/practice-board.md", "limit=", "tag=标签 limit="),
            ("content/grassroots/practice-board.md", "limit=5", "limit=3"),
            ("content/topics/two-roles/index.md", "limit=5", "limit=2"),
            ("content/topics/two-roles/index.md", "level=provincial", "level=municipal"),
        ]);
        let is_there = pair.site(page).exists();
        if is_there {
            edit(pair, page, |text| text.replacen(before, after, 1));
        }
        format!("{step}: {after} in {page}, {is_there}")
    }),
    kind("query of a block", Bound::Changed(2), |pair, chance, _| {
        let (before, after) = *chance.one(&[
            ("limit: 8}", "limit: 5}"),
            ("honors: {limit: 4}", "honors: {limit: 2}"),
            ("[study, party-day, integrity]", "[study, news]"),
            ("section: [grassroots, party-day], limit: 3", "section: [news], limit: 4"),
        ]);
        edit(pair, "site.yaml", |text| text.replacen(before, after, 1));
        after.to_owned()
    }),
    kind("title of the site", Bound::Changed(2), |pair, _, step| {
        edit(pair, "site.yaml", |text| {
            let line = |line: &str| match line.starts_with("title:") {
                true => format!("title: 党建在线第{step}版\n"),
                false => format!("{line}\n"),
            };
            text.lines().map(line).collect()
        });
        String::new()
    }),
    // The options are one dependency: any page may show any of them.
    kind("theme option", Bound::All, |pair, chance, _| {
        let option = *chance.one(&["density: compact", "width: wide", "columns: 2", "related: false"]);
        edit(pair, "site.yaml", |text| {
            let rest = text.lines().filter(|line| !line.starts_with("theme_options:"));
            rest.fold(format!("theme_options: {{{option}}}\n"), |text, line| text + line + "\n")
        });
        option.to_owned()
    }),
    kind("organization", Bound::Changed(FIGURES), |pair, chance, step| {
        let (before, after) = *chance.one(&[
            ("zh: 公司工会", "zh: 工会委员会"),
            ("members: 240", "members: 241"),
            ("zh: 党群工作部", "zh: 党委工作部"),
            ("zh: 纪检监察室", "zh: 纪委办公室"),
        ]);
        edit(pair, "data/organization.yaml", |text| text.replacen(before, after, 1));
        format!("{step}: {after}")
    }),
    kind("figure", Bound::Changed(FIGURES), |pair, chance, step| {
        let known = text(pair, "data/statistics.yaml");
        let labels: Vec<&str> = known.lines().filter(|line| line.starts_with("  label: {zh: ")).collect();
        let line = (*chance.one(&labels)).to_owned();
        edit(pair, "data/statistics.yaml", |text| {
            text.replacen(&line, &line.replace("{zh: ", &format!("{{zh: 第{step}")), 1)
        });
        line
    }),
    kind("links", Bound::Changed(4), |pair, _, step| {
        edit(pair, "data/links.yaml", |text| text.replacen("zh: 岚江", &format!("zh: 新{step}岚江"), 1));
        String::new()
    }),
    kind("comment in data", Bound::Changed(FIGURES), |pair, chance, step| {
        let file = chance.one(&below(pair, "data", ".yaml")).clone();
        edit(pair, &file, |text| format!("{text}\n# {step}\n"));
        file
    }),
    kind("template", Bound::Changed(0), |pair, chance, step| {
        let name = *chance.one(&["footer", "meta", "card", "sidebar"]);
        let partial =
            |theme: &str| repository().join(format!("themes/{theme}/templates/partials/{name}.html"));
        let text =
            ["classic", "base"].map(partial).into_iter().find_map(|file| fs::read_to_string(file).ok());
        let text = text.unwrap();
        edit(pair, &format!("templates/partials/{name}.html"), |_| format!("{text}<!-- {step} -->"));
        name.to_owned()
    }),
    kind("no own templates", Bound::Changed(0), |pair, _, _| {
        let _ = fs::remove_dir_all(pair.site("templates"));
        String::new()
    }),
    kind("directive", Bound::Changed(0), |pair, chance, step| {
        let name = *chance.one(&["note", "honors", "stats"]);
        let theme = repository().join(format!("themes/base/templates/directives/{name}.html"));
        let text = fs::read_to_string(theme).unwrap();
        edit(pair, &format!("templates/directives/{name}.html"), |_| {
            text.replacen('<', &format!("<!-- {step} --><"), 1)
        });
        name.to_owned()
    }),
    kind("style", Bound::Changed(0), |pair, _, step| {
        let styles = repository().join("themes/classic/styles");
        let name = fs::read_dir(&styles).unwrap().flatten().map(|entry| entry.file_name()).min().unwrap();
        let name = name.to_str().unwrap().to_owned();
        let text = fs::read_to_string(styles.join(&name)).unwrap();
        edit(pair, &format!("styles/{name}"), |_| format!("{text}\n.x {{ order: {step}; }}\n"));
        name
    }),
    kind("content type", Bound::All, |pair, _, step| {
        let text = fs::read_to_string(repository().join("themes/base/types/news.yaml")).unwrap();
        edit(pair, "types/news.yaml", |_| format!("{text}\n# {step}\n"));
        String::new()
    }),
    kind("interface word", Bound::Changed(4), |pair, _, step| {
        edit(pair, "i18n/zh.yaml", |_| format!("home: 首页{step}\n"));
        String::new()
    }),
    kind("time", Bound::Changed(STAY), |pair, chance, step| {
        let month = 1 + chance.below(12);
        pair.now = Date::parse(&format!("202{}-{month:02}-15 08:00", 6 + step % 2)).unwrap();
        pair.now.to_string()
    }),
    // Cards contain the address of their picture, and most lists don't show it.
    kind("picture", Bound::Changed(STAY), |pair, chance, step| {
        let picture = chance.one(&below(pair, "content", ".svg")).clone();
        edit(pair, &picture, |text| format!("{text}<!-- {step} -->"));
        picture
    }),
    kind("changed in public", Bound::Changed(1), |pair, chance, _| {
        let published = files(&pair.public()).into_keys().filter(|name| name.ends_with(".html"));
        let name = chance.one(&published.collect::<Vec<_>>()).clone();
        match chance.below(2) {
            0 => fs::remove_file(pair.public().join(&name)).unwrap(),
            _ => fs::write(pair.public().join(&name), "改过").unwrap(),
        }
        name
    }),
    kind("damaged store", Bound::All, |pair, _, _| {
        let store = fs::read_dir(pair.site(".dangjian")).unwrap().flatten();
        // Smaller photos are in a folder of it.
        for entry in store.filter(|entry| entry.path().is_file()) {
            let mut bytes = fs::read(entry.path()).unwrap();
            if let Some(byte) = bytes.get_mut(40) {
                *byte ^= 1;
            }
            fs::write(entry.path(), bytes).unwrap();
        }
        String::new()
    }),
    kind("nothing", Bound::Changed(0), |pair, chance, step| match chance.below(2) {
        // The same text at another time.
        0 => {
            let page = page(pair, chance);
            edit(pair, &page, |text| text);
            page
        }
        _ => {
            edit(pair, &format!("static/file-{}.dat", step % 3), |text| format!("{text}{step}"));
            "a file in static".to_owned()
        }
    }),
];

fn text(pair: &Pair, file: &str) -> String {
    fs::read_to_string(pair.site(file)).unwrap()
}

/// The articles of the site.
fn pages(pair: &Pair) -> Vec<String> {
    below(pair, "content", ".md").into_iter().filter(|name| !name.contains("_index")).collect()
}

fn page(pair: &Pair, chance: &mut Chance) -> String {
    chance.one(&pages(pair)).clone()
}

fn front_matter(pair: &Pair, chance: &mut Chance, key: &str, value: &str) -> String {
    let page = page(pair, chance);
    edit(pair, &page, |text| with_line(&text, key, &format!("{key}: {value}")));
    format!("{key}: {value} in {page}")
}
