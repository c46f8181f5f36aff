//! `addresses.yaml`: where articles have been published, so that they stay there whatever becomes of titles, names and rules.
//!
//! The file is the site's own and is read like its configuration. Where it is not there, nothing is ever written.

use std::collections::BTreeMap;

use super::{Page, Site, State, Unplaced};
use crate::problem::{self, Place, Problem, SourceText};
use crate::source::yaml::{self, Node, Part, Step};
use crate::text::slug;

/// The addresses of articles, by the article's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    by_file: BTreeMap<String, String>,
    is_there: bool,
}

impl Addresses {
    /// The name of the file in the site's folder.
    pub const FILE: &'static str = "addresses.yaml";

    /// Reads the file.
    ///
    /// # Errors
    /// Every mistake in it: an entry that is no article or no address, and an address that is given twice.
    pub fn read(text: &SourceText<'_>) -> Result<Self, Vec<Problem>> {
        let span = 0..text.text().len();
        let node = yaml::parse(text, span).map_err(|problem| vec![*problem])?;
        let at =
            |steps: &[Step], part, problem: Problem| problem.at(text, yaml::locate(text.text(), steps, part));
        if !matches!(node, Node::Mapping(_) | Node::Null) {
            return Err(vec![at(&[], Part::Value, malformed())]);
        }
        let (mut by_file, mut known) = (BTreeMap::new(), BTreeMap::new());
        // What is wrong with which entry, and the one that it repeats.
        let mut found: Vec<(String, Part, Problem, Option<String>)> = Vec::new();
        for (file, address) in node.entries() {
            let Some(address) = address.as_str().filter(|address| is_address(address)) else {
                found.push((file.clone(), Part::Value, malformed(), None));
                continue;
            };
            if !file.starts_with("content/") || !file.ends_with(".md") {
                found.push((file.clone(), Part::Key, malformed(), None));
            }
            if let Some(first) = known.insert(address.to_owned(), file.clone()) {
                let problem = Problem::error(
                    "address/lock",
                    format!("{address} 已经是“{first}”的网址"),
                    format!("{address} is the address of `{first}` already"),
                );
                let problem = problem
                    .help("两行留下一行，或者改其中一个网址", "keep one of the two, or change its address");
                found.push((file.clone(), Part::Value, problem, Some(first)));
            }
            by_file.insert(file.clone(), address.to_owned());
        }
        if found.is_empty() {
            return Ok(Self { by_file, is_there: true });
        }
        let most = problem::most_places(text.text().len());
        let (found, unlisted) = problem::listed(found, most, |(_, _, problem, _)| problem.severity);
        let placed = found.into_iter().map(|(file, part, problem, first)| {
            let first =
                first.map(|first| text.place(yaml::locate(text.text(), &[Step::Key(first)], Part::Value)));
            let problem = match first {
                Some(place) => problem.label(place, "先写在这里", "first given here"),
                None => problem,
            };
            at(&[Step::Key(file)], part, problem)
        });
        Err(placed.chain(unlisted.problem(text.file())).collect())
    }

    /// The address that an article keeps.
    pub fn get(&self, file: &str) -> Option<&str> {
        self.by_file.get(file).map(String::as_str)
    }

    /// Each article with the address that it keeps.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_file.iter().map(|(file, address)| (file.as_str(), address.as_str()))
    }

    /// The text of the file with further entries, each at its place in the order of names. What is there stays as it is.
    pub fn with(text: &str, new: &[(&str, &str)]) -> String {
        let parsed = yaml::parse(&SourceText::new(Self::FILE, text), 0..text.len()).unwrap_or(Node::Null);
        // Of a mapping in braces nothing is a line of its own.
        let first = text.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        if first.is_some_and(|line| line.starts_with('{')) {
            let known = parsed.entries().iter().filter_map(|(file, at)| Some((file.as_str(), at.as_str()?)));
            let mut all: Vec<(&str, &str)> = known.chain(new.iter().copied()).collect();
            all.sort_unstable();
            return all.into_iter().map(entry).collect();
        }
        let mut whole = text.to_owned();
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        let mut new = new.to_vec();
        new.sort_unstable();
        let end = whole.len();
        // From the last, so that places stay where they were found.
        for (file, address) in new.into_iter().rev() {
            let after = parsed.entries().iter().map(|(key, _)| key).filter(|key| key.as_str() > file).min();
            let place = after.map(|key| yaml::locate(text, &[Step::Key(key.clone())], Part::Key).start);
            let line =
                place.map(|at| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1));
            whole.insert_str(line.unwrap_or(end), &entry((file, address)));
        }
        whole
    }
}

/// A line of the file.
fn entry((file, address): (&str, &str)) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if file.chars().all(is_plain) {
        return format!("{file}: {address}\n");
    }
    format!("{}: {address}\n", serde_json::Value::from(file))
}

fn is_address(text: &str) -> bool {
    text.starts_with('/')
        && text.ends_with(".html")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
        && !text.split('/').skip(1).any(|part| part.is_empty() || part.starts_with('.'))
}

fn malformed() -> Problem {
    Problem::error("address/lock", "这一行不是“文章: 网址”", "this is not `article: address`")
        .help("写成 content/news/x.md: /news/x.html 这样", "write it as content/news/x.md: /news/x.html")
}

impl Site {
    /// Articles that are published and whose addresses are not noted yet, with those addresses. Nothing where the site has no
    /// `addresses.yaml`.
    pub fn new_addresses(&self) -> Vec<(&str, &str)> {
        if !self.addresses.is_there {
            return Vec::new();
        }
        let is_new = |page: &&Page| {
            page.has_body && page.state == State::Published && self.addresses.get(&page.file).is_none()
        };
        self.pages.iter().map(|page| &**page).filter(is_new).map(|page| (&*page.file, &*page.url)).collect()
    }

    /// Pages whose addresses were those of articles that are gone or not shown: a reader who has kept the address would find another
    /// article there.
    pub(super) fn check_kept_addresses(&self, problems: &mut Vec<Unplaced>) {
        for (file, address) in &self.addresses.by_file {
            if self.page_of_file(file).is_some() {
                continue;
            }
            let Some(route) = self.route(address.trim_start_matches('/')) else { continue };
            let other = self.file_of(route);
            let is_hidden = self.left_out.iter().any(|page| page.file == *file);
            let (zh, en) = if is_hidden {
                ("现在没有发布", "which is not published now")
            } else {
                ("已经没有这个文件", "which is gone")
            };
            let problem = Problem::error(
                "address/collision",
                format!("{address} 是“{file}”的网址（{zh}），“{other}”不能再用"),
                format!("{address} is the address of `{file}`, {en}; `{other}` cannot have it"),
            )
            .label(Place::whole_file(file), "网址原来是它的", "it has had the address");
            let has_slug = self.page_of_file(&other).and_then(|id| self.page(id));
            let has_slug = has_slug.is_some_and(|page| page.standing.slug.is_some());
            let (zh, en) = if has_slug {
                (format!("把“{other}”的“网址名”改成别的"), format!("give `{other}` another `slug:`"))
            } else {
                (format!("给“{other}”加一行“网址名: ……”"), format!("give `{other}` a `slug:`"))
            };
            let problem = if is_hidden {
                problem.help(format!("{zh}，或者改文件名"), format!("{en}, or rename it"))
            } else {
                problem.help(
                    format!("同一篇文章改了文件名的，把 addresses.yaml 里的“{file}”改成“{other}”；否则{zh}"),
                    format!("if it is the same article under another name, write `{other}` for `{file}` in addresses.yaml; else {en}"),
                )
            };
            problems.push(Unplaced::canonical(&other, vec![Step::Key("slug".into())], problem));
        }
        for page in self.pages.iter().filter(|_| !self.addresses.by_file.is_empty()) {
            let Some((kept, wanted)) = self.addresses.get(&page.file).zip(page.standing.slug.as_deref())
            else {
                continue;
            };
            let name = kept.rsplit('/').next().and_then(|name| name.strip_suffix(".html"));
            if slug(wanted).is_none_or(|wanted| Some(wanted.as_str()) == name) {
                continue;
            }
            let problem = Problem::warning(
                "address/kept",
                format!("网址仍是 {kept}，这里写的网址名没有用上"),
                format!("the address stays {kept}; this slug is not used"),
            )
            .help(
                format!("要换网址，就把 addresses.yaml 里“{}”一行删去，再在“旧链接”里写 {kept}；不换就删去这里的网址名", page.file),
                format!("to move the page, take `{}` out of addresses.yaml and put {kept} into `aliases`; else take the slug out", page.file),
            );
            problems.push(Unplaced::canonical(&page.file, vec![Step::Key("slug".into())], problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn new_entries_stand_at_their_places_and_the_rest_stays() {
        let text = "# 网址\ncontent/b.md: /b.html   # 乙\n\ncontent/d.md: /d.html";
        let with = Addresses::with(
            text,
            &[("content/e.md", "/e.html"), ("content/a: 甲.md", "/a.html"), ("content/c.md", "/c.html")],
        );
        assert_eq!(
            with,
            "# 网址\n\"content/a: 甲.md\": /a.html\ncontent/b.md: /b.html   # 乙\n\ncontent/c.md: /c.html\ncontent/d.md: /d.html\ncontent/e.md: /e.html\n"
        );
        let read = Addresses::read(&SourceText::new(Addresses::FILE, &with)).unwrap();
        assert_eq!(
            (read.get("content/a: 甲.md"), read.get("content/d.md")),
            (Some("/a.html"), Some("/d.html"))
        );
        assert_eq!(Addresses::with("", &[("content/x.md", "/x.html")]), "content/x.md: /x.html\n");
        assert_eq!(
            Addresses::with("{content/y.md: /y.html}\n", &[("content/x.md", "/x.html")]),
            "content/x.md: /x.html\ncontent/y.md: /y.html\n"
        );
    }

    #[test]
    fn what_is_malformed_has_a_place() {
        for (text, line) in [
            ("- a\n", 1),
            ("content/a.md: /a.html\ncontent/b.md: b.html\n", 2),
            ("content/a.md: /../a.html\n", 1),
            ("content/a.md: [1]\n", 1),
            ("content/a.md: /新闻.html\n", 1),
            ("site.yaml: /a.html\n", 1),
            ("content/a.md: /a.html\ncontent/b.md: /a.html\n", 2),
        ] {
            let problems = Addresses::read(&SourceText::new(Addresses::FILE, text)).unwrap_err();
            assert_eq!(
                (problems[0].code, problems[0].place.as_ref().unwrap().line),
                ("address/lock", line),
                "{text}"
            );
        }
        assert!(Addresses::read(&SourceText::new(Addresses::FILE, "# 空\n")).unwrap().is_there);
    }

    proptest! {
        #[test]
        fn what_is_added_is_read_again(names in prop::collection::btree_set("[a-c新 :#'\"{}&*!\\[\\]-]{1,6}", 1..6), old in 0..6_usize) {
            let files: Vec<String> = names.iter().map(|name| format!("content/{name}.md")).collect();
            let addresses: Vec<String> = (0..files.len()).map(|at| format!("/{at}.html")).collect();
            let all: Vec<(&str, &str)> = files.iter().map(String::as_str).zip(addresses.iter().map(String::as_str)).collect();
            let (first, second) = all.split_at(old.min(all.len()));
            let text = Addresses::with(&Addresses::with("# 网址\n", second), first);
            let read = Addresses::read(&SourceText::new(Addresses::FILE, &text)).unwrap();
            for (file, address) in all {
                prop_assert_eq!(read.get(file), Some(address));
            }
        }
    }
}
