//! Reads and extends `addresses.yaml`, which keeps each article and each term (a tag, an author) at
//! the address where it was published, whatever becomes of titles, file names and rules. A term is
//! named after the folder of its taxonomy: `tags/党课: /tags/dang-ke.html`.
//!
//! The file belongs to the site and is read like its configuration. If it is missing, nothing is
//! ever written.

use std::collections::BTreeMap;

use crate::problem::{self, Problem, SourceText};
use crate::source::yaml::{self, Node, Part, Step};

/// The addresses of articles by file, and of terms by folder and name.
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
    /// Every mistake in it: an entry without an article or address, and an address given twice.
    pub fn read(text: &SourceText<'_>) -> Result<Self, Vec<Problem>> {
        let span = 0..text.text().len();
        let node = yaml::parse(text, span).map_err(|problem| vec![*problem])?;
        if !matches!(node, Node::Mapping(_) | Node::Null) {
            let at = yaml::locate(text.text(), &[], Part::Value);
            return Err(vec![malformed().at(text, at)]);
        }
        match entries(&node) {
            Ok(by_file) => Ok(Self { by_file, is_there: true }),
            Err(wrong) => {
                let most = problem::most_places(text.text().len());
                let (wrong, unlisted) = problem::listed(wrong, most, |wrong| wrong.problem.severity);
                let placed = wrong.into_iter().map(|wrong| wrong.place(text));
                Err(placed.chain(unlisted.problem(text.file())).collect())
            }
        }
    }

    /// Whether the site has the file.
    pub(in crate::site) fn exist(&self) -> bool {
        self.is_there
    }

    /// The address that an article keeps.
    pub fn get(&self, file: &str) -> Option<&str> {
        self.by_file.get(file).map(String::as_str)
    }

    /// Each article with the address that it keeps.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter(|(file, _)| is_article(file))
    }

    /// Each term, named `tags/党课`, with the address that it keeps.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter(|(name, _)| !is_article(name))
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_file.iter().map(|(file, address)| (file.as_str(), address.as_str()))
    }

    /// Inserts entries into the text of the file, each at its place in the order of names. The text
    /// that is there stays unchanged.
    pub fn with(text: &str, new: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
        let new: Vec<(&str, &str)> =
            new.iter().map(|(file, address)| (file.as_ref(), address.as_ref())).collect();
        let parsed = yaml::parse(&SourceText::new(Self::FILE, text), 0..text.len());
        let is_empty = text.trim().is_empty() || matches!(parsed, Ok(Node::Null));
        let parsed = parsed.unwrap_or(Node::Null);
        // A mapping in braces, `{a: b}`, has no lines to insert between: write it again, sorted.
        let first = text.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        if first.is_some_and(|line| line.starts_with('{')) {
            let known = parsed.entries().iter().filter_map(|(file, at)| Some((file.as_str(), at.as_str()?)));
            let mut all: Vec<(&str, &str)> = known.chain(new.iter().copied()).collect();
            all.sort_unstable();
            return all.into_iter().map(entry).collect();
        }
        // What says that there is nothing is a mistake before an entry: `~`, `---`, a form feed.
        let is_remark = |line: &&str| line.trim_start().starts_with('#');
        let mut whole = match is_empty {
            true => text.split_inclusive('\n').filter(is_remark).collect(),
            false => text.to_owned(),
        };
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        let mut new = new;
        new.sort_unstable();
        let end = whole.len();
        // Insert from the last to the first, so that earlier positions stay valid.
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

impl Addresses {
    /// The text of the file with other names for its entries, or without those that have none any
    /// more. The other lines stay as they are written.
    pub fn renamed(text: &str, names: &BTreeMap<&str, Option<&str>>) -> String {
        let Ok(parsed) = yaml::parse(&SourceText::new(Self::FILE, text), 0..text.len()) else {
            return text.to_owned();
        };
        let entries = parsed.entries().iter();
        let (gone, kept): (Vec<_>, Vec<_>) = entries
            .filter_map(|(file, address)| Some((file.as_str(), address.as_str()?)))
            .partition(|(file, _)| names.contains_key(file));
        let new = gone.iter().filter_map(|(file, address)| Some(((*names.get(file)?)?, *address)));
        if gone.is_empty() {
            return text.to_owned();
        }
        let mut rest = String::with_capacity(text.len());
        let starts: Vec<usize> = gone
            .iter()
            .map(|(file, _)| yaml::locate(text, &[Step::Key((*file).to_owned())], Part::Key).start)
            .collect();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = at..at + line.len();
            at = span.end;
            if !starts.iter().any(|start| span.contains(start)) {
                rest.push_str(line);
            }
        }
        let new: Vec<(&str, &str)> = new.collect();
        let written = Self::with(&rest, &new);
        let expected: BTreeMap<&str, &str> = kept.into_iter().chain(new).collect();
        let read = yaml::parse(&SourceText::new(Self::FILE, &written), 0..written.len());
        let is_right = read.is_ok_and(|node| {
            let read = node.entries().iter().filter_map(|(file, at)| Some((file.as_str(), at.as_str()?)));
            read.collect::<BTreeMap<_, _>>() == expected
        });
        // A list in braces, on one line, is written anew.
        if is_right { written } else { expected.into_iter().map(entry).collect() }
    }
}

/// A wrong entry.
struct WrongEntry {
    /// Its key: the file of an article.
    file: String,
    /// Whether the key or the value is wrong.
    part: Part,
    problem: Problem,
    /// The file of the entry that it repeats.
    first: Option<String>,
}

impl WrongEntry {
    fn new(file: &str, part: Part, problem: Problem) -> Self {
        Self { file: file.to_owned(), part, problem, first: None }
    }

    /// An entry with the address of `first`.
    fn repeated(file: &str, address: &str, first: String) -> Self {
        let problem = Problem::error(
            "address/lock",
            format!("{address} 已经是“{first}”的网址"),
            format!("{address} is the address of `{first}` already"),
        )
        .help("两行留下一行，或者改其中一个网址", "keep one of the two, or change its address");
        Self { first: Some(first), ..Self::new(file, Part::Value, problem) }
    }

    /// The problem at the place of the entry.
    fn place(self, text: &SourceText<'_>) -> Problem {
        let locate = |file: String, part| yaml::locate(text.text(), &[Step::Key(file)], part);
        let problem = match self.first {
            Some(first) => {
                let place = text.place(locate(first, Part::Value));
                self.problem.label(place, "先写在这里", "first given here")
            }
            None => self.problem,
        };
        problem.at(text, locate(self.file, self.part))
    }
}

/// The addresses by file, or all wrong entries.
fn entries(node: &Node) -> Result<BTreeMap<String, String>, Vec<WrongEntry>> {
    let (mut by_file, mut files) = (BTreeMap::new(), BTreeMap::new());
    let mut wrong = Vec::new();
    for (file, address) in node.entries() {
        let Some(address) = address.as_str().filter(|address| is_address(address)) else {
            wrong.push(WrongEntry::new(file, Part::Value, malformed()));
            continue;
        };
        let is_term = || !file.starts_with("content/") && file.split_once('/').is_some_and(is_term);
        if !is_article(file) && !is_term() {
            wrong.push(WrongEntry::new(file, Part::Key, malformed()));
        }
        if let Some(first) = files.insert(address, file.clone()) {
            wrong.push(WrongEntry::repeated(file, address, first));
        }
        by_file.insert(file.clone(), address.to_owned());
    }
    if wrong.is_empty() { Ok(by_file) } else { Err(wrong) }
}

/// A line of the file.
fn entry((file, address): (&str, &str)) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if file.chars().all(is_plain) {
        return format!("{file}: {address}\n");
    }
    format!("{}: {address}\n", serde_json::Value::from(file))
}

fn is_article(key: &str) -> bool {
    key.starts_with("content/") && key.ends_with(".md")
}

/// Whether the parts before and after the first `/` are those of a term.
fn is_term((folder, name): (&str, &str)) -> bool {
    !folder.is_empty() && !name.is_empty() && folder.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_address(text: &str) -> bool {
    text.starts_with('/')
        && text.ends_with(".html")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
        && !text.split('/').skip(1).any(|part| part.is_empty() || part.starts_with('.'))
}

fn malformed() -> Problem {
    Problem::error("address/lock", "这一行不是“文章: 网址”", "this is not `article: address`").help(
        "写成 content/news/x.md: /news/x.html 这样；标签写成 tags/党课: /tags/dang-ke.html",
        "write it as content/news/x.md: /news/x.html, and a tag as tags/name: /tags/name.html",
    )
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
        assert_eq!(Addresses::with("\u{c}\n", &[("content/x.md", "/x.html")]), "content/x.md: /x.html\n");
        assert_eq!(Addresses::with("", &[("content/x.md", "/x.html")]), "content/x.md: /x.html\n");
        assert_eq!(
            Addresses::with("# 网址\n~ # 空", &[("content/x.md", "/x.html")]),
            "# 网址\ncontent/x.md: /x.html\n"
        );
        assert_eq!(
            Addresses::with("{content/y.md: /y.html}\n", &[("content/x.md", "/x.html")]),
            "content/x.md: /x.html\ncontent/y.md: /y.html\n"
        );
    }

    #[test]
    fn entries_get_other_names_and_the_rest_stays() {
        let names =
            BTreeMap::from([("content/b.md", Some("content/z.md")), ("content/c.md", None), ("x", None)]);
        for (text, expected) in [
            (
                "# 网址\ncontent/a.md: /a.html # 甲\ncontent/b.md: /b.html\n\"content/c.md\": /c.html\n",
                "# 网址\ncontent/a.md: /a.html # 甲\ncontent/z.md: /b.html\n",
            ),
            ("{content/b.md: /b.html, content/c.md: /c.html}\n", "content/z.md: /b.html\n"),
            ("content/c.md: /c.html", ""),
            ("content/a.md: /a.html", "content/a.md: /a.html"),
            ("# 空\n", "# 空\n"),
            ("content/b.md: [\n", "content/b.md: [\n"),
        ] {
            assert_eq!(Addresses::renamed(text, &names), expected);
        }
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
        let text = "content/a.md: /a.html\ntags/甲/乙: /tags/jia-yi.html\nen/tags/A: /en/tags/a.html\n";
        let read = Addresses::read(&SourceText::new(Addresses::FILE, text)).unwrap();
        assert_eq!(read.iter().count(), 1);
        assert_eq!(
            read.terms().collect::<Vec<_>>(),
            [("en/tags/A", "/en/tags/a.html"), ("tags/甲/乙", "/tags/jia-yi.html")]
        );
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
