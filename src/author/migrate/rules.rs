//! Reads the rules by which saved pages of an old portal become articles.

use std::path::Path;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use regex::Regex;
use scraper::Selector;

use super::folder::{undecodable, unreadable};
use super::front::{value, words};
use crate::problem::{Problem, Severity, SourceText};
use crate::schema::{Fields, Group, Reader, declare_group, place, written_trail};
use crate::source::yaml::{Node, Part, Step, Yaml};
use crate::source::{decode, read_at_most};

/// Maximum length of a file of rules, in bytes.
const LONGEST: u64 = 1 << 20;

/// Returns the declaration of the rules.
fn rules_group() -> &'static Group {
    // A test checks that the declaration is valid.
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("rules.yaml", include_str!("rules.yaml"))).unwrap_or_default()
    });
    &GROUP
}

/// The rules.
#[derive(Debug)]
pub(super) struct Rules {
    /// Patterns of the files.
    pub files: Vec<Regex>,
    /// Whether they are written, and not the usual ones.
    pub names_files: bool,
    pub charset: Option<&'static Encoding>,
    pub site: Option<String>,
    /// `/{path}`
    pub address: String,
    pub title: Selector,
    pub body: Selector,
    pub remove: Option<Selector>,
    pub column: Option<Selector>,
    /// The selectors of further fields, by our keys.
    pub fields: Vec<(&'static str, Selector)>,
    /// The sections here by the columns there.
    pub sections: Vec<(String, String)>,
}

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    /// All mistakes in it, each with its place.
    pub(super) fn load(file: &Path) -> Result<Self, Vec<Problem>> {
        let shown = file.display().to_string();
        let bytes = read_at_most(file, LONGEST).map_err(|error| vec![unreadable(&shown, &error)])?;
        let text = decode(bytes.unwrap_or_default()).map_err(|_| vec![undecodable(&shown)])?.text;
        Self::read(&SourceText::new(&shown, &text))
    }

    fn read(text: &SourceText<'_>) -> Result<Self, Vec<Problem>> {
        let yaml = Yaml::read(text, 0..text.text().len())?;
        let group = rules_group();
        let mut reader = Reader::of(&yaml);
        let fields = reader.group(group, &yaml.node);
        let mut reading = Reading { fields, reader, node: &yaml.node };
        let title = reading.selector("title");
        let body = reading.selector("body");
        let (remove, column) = (reading.selector("remove"), reading.selector("column"));
        let further = ["date", "source", "author", "editor", "summary"];
        let further = further.map(|key| reading.selector(key).map(|selector| (key, selector)));
        let charset = reading.charset();
        let files = reading.files();
        let names_files = !reading.fields.items("files").is_empty();
        let address = reading.address();
        let sections = reading.sections();
        let site = reading.fields.text("site", "").map(str::to_owned);
        // A key that is not known would leave what it asks for undone, in silence.
        let stops = |problem| Problem { severity: Severity::Error, ..problem };
        let problems: Vec<Problem> = place(reading.reader.finish(), &yaml).into_iter().map(stops).collect();
        let (Some(title), Some(body), true) = (title, body, problems.is_empty()) else {
            return Err(problems);
        };
        let fields = further.into_iter().flatten().collect();
        Ok(Self { files, names_files, charset, site, address, title, body, remove, column, fields, sections })
    }
}

struct Reading<'r> {
    fields: Fields,
    reader: Reader<'r>,
    node: &'r Node,
}

impl Reading<'_> {
    fn report(&mut self, key: &str, problem: Problem) {
        let trail = written_trail(rules_group(), self.node, &[Step::Key(key.into())]);
        self.reader.report(&trail, Part::Value, problem);
    }

    fn selector(&mut self, key: &'static str) -> Option<Selector> {
        let written = self.fields.text(key, "")?.to_owned();
        match Selector::parse(&written) {
            Ok(selector) => Some(selector),
            Err(_) => {
                self.report(key, no_selector(&written));
                None
            }
        }
    }

    fn charset(&mut self) -> Option<&'static Encoding> {
        let written = self.fields.text("charset", "")?.to_owned();
        let found = Encoding::for_label(written.as_bytes());
        if found.is_none() {
            self.report("charset", no_charset(&written));
        }
        found
    }

    fn files(&mut self) -> Vec<Regex> {
        let written: Vec<String> =
            self.fields.items("files").iter().filter_map(|item| item.as_text().map(str::to_owned)).collect();
        match written.is_empty() {
            true => ["**/*.html", "**/*.htm", "**/*.shtml"].iter().filter_map(|glob| pattern(glob)).collect(),
            false => written.iter().filter_map(|glob| pattern(glob)).collect(),
        }
    }

    fn address(&mut self) -> String {
        let written = self.fields.text("address", "").unwrap_or("/{path}").to_owned();
        let plain = ["{path}", "{folder}", "{name}"]
            .iter()
            .fold(written.clone(), |text, name| text.replace(name, ""));
        if plain.contains(['{', '}']) || !written.contains('{') {
            self.report("address", no_address(&written));
        }
        written
    }

    fn sections(&mut self) -> Vec<(String, String)> {
        let names = ["sections", "栏目对应"];
        let Some(node) = names.iter().find_map(|name| value(self.node, name)) else { return Vec::new() };
        if !matches!(node, Node::Mapping(_) | Node::Null) {
            self.report("sections", no_mapping());
        }
        let pairs = node.entries().iter().map(|(column, section)| Some((column.clone(), words(section)?)));
        pairs.flatten().collect()
    }
}

/// Makes a pattern of a glob: `**/` is any folders, `*` anything within a name.
pub(super) fn pattern(glob: &str) -> Option<Regex> {
    let mut text = String::from("^(?i:");
    let mut rest = glob.trim().trim_start_matches("./");
    while let Some(c) = rest.chars().next() {
        let (length, part) = match c {
            '*' if rest.starts_with("**/") => (3, "(?:.*/)?".to_owned()),
            '*' if rest.starts_with("**") => (2, ".*".to_owned()),
            '*' => (1, "[^/]*".to_owned()),
            '?' => (1, "[^/]".to_owned()),
            c => (c.len_utf8(), regex::escape(&c.to_string())),
        };
        text.push_str(&part);
        rest = rest.get(length..)?;
    }
    Regex::new(&(text + ")$")).ok()
}

fn no_selector(written: &str) -> Problem {
    Problem::error(
        "import/rules",
        format!("“{written}”不是 CSS 选择器"),
        format!("`{written}` is no CSS selector"),
    )
    .help(
        "写标签、.类名、#编号，如 h1、.title、#content p；几种都行的用逗号隔开",
        "write an element, a class or an id, such as h1, .title, #content p; part alternatives with commas",
    )
}

fn no_charset(written: &str) -> Problem {
    Problem::error(
        "import/rules",
        format!("没有“{written}”这种编码"),
        format!("there is no encoding `{written}`"),
    )
    .help("写 gbk、utf-8、big5；不写就自动识别", "write gbk, utf-8 or big5, or leave it out")
}

fn no_address(written: &str) -> Problem {
    Problem::error(
        "import/rules",
        format!("“{written}”看不出每个网页原来的地址"),
        format!("`{written}` gives pages no addresses"),
    )
    .help(
        "用 {path}（文件的路径）、{folder}（文件夹）、{name}（不带扩展名的文件名），如 /news/{name}.html",
        "use {path}, {folder} and {name} (without its ending), such as /news/{name}.html",
    )
}

fn no_mapping() -> Problem {
    Problem::error("import/rules", "“栏目对应”要一行一个", "`sections` expects one line for each column")
        .help(
            "如“党建动态: news”，冒号前是旧栏目，后面是这里的",
            "such as `Party news: news`: the column, then the section here",
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_declaration_is_right() {
        let declared = declare_group(&SourceText::new("rules.yaml", include_str!("rules.yaml"))).unwrap();
        assert!(declared.field("body").is_some());
    }

    #[test]
    fn mistakes_have_their_places() {
        let read = |text: &str| Rules::read(&SourceText::new("old.yaml", text));
        assert!(read("标题: h1\n正文: '#content'\n编码: gbk\n栏目对应:\n  要闻: news\n").is_ok());
        for (text, line) in [
            ("title: h1\nbody: '>>'\n", 2),
            ("title: h1\nbody: p\ncharset: gbkk\n", 3),
            ("title: h1\nbody: p\naddress: /a/{x}\n", 3),
            ("title: h1\nbody: p\nsections: [a]\n", 3),
            ("title: h1\n", 1),
        ] {
            let problems = read(text).unwrap_err();
            let place = problems.first().and_then(|problem| problem.place.clone());
            assert_eq!(place.map(|place| place.line), Some(line), "{text}: {problems:?}");
        }
    }

    #[test]
    fn a_glob_is_a_pattern() {
        for (glob, name, expected) in [
            ("**/*.html", "a/b/c.html", true),
            ("**/*.html", "c.HTML", true),
            ("a/*.htm", "a/b/c.htm", false),
            ("info/**/????.htm", "info/1001/2345.htm", true),
            ("a.b", "axb", false),
        ] {
            assert_eq!(pattern(glob).unwrap().is_match(name), expected, "{glob} {name}");
        }
    }
}
