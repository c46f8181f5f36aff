//! Parses and fills patterns of addresses: `/{section}/{year}/{month}{day}-{slug}.html`.

use super::address;
use super::declared::configuration_group;
use crate::problem::{Problem, suggest};
use crate::schema::{Date, Precision, Reader};
use crate::source::yaml::{Node, Part as Where, Step};
use crate::text::address_name;

/// The names allowed between braces.
const BLANKS: [(&str, Blank); 7] = [
    ("section", Blank::Section),
    ("year", Blank::Year),
    ("month", Blank::Month),
    ("day", Blank::Day),
    ("slug", Blank::Slug),
    ("id", Blank::Id),
    ("title", Blank::Title),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    Section,
    Year,
    Month,
    Day,
    Slug,
    Id,
    Title,
}

/// A pattern of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Blank(Blank),
}

/// The patterns of a site, each with the folder of its section or the name of its type.
pub type Permalinks = Vec<(String, Pattern)>;

/// The values that fill a pattern.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'f> {
    /// The folder of the page's section below `content/`.
    pub section: &'f str,
    /// The date of the page.
    pub date: Option<Date>,
    /// The last part of its address without a pattern.
    pub slug: &'f str,
    /// Its id.
    pub id: &'f str,
    /// Its title.
    pub title: &'f str,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors It has an unknown blank, characters that no address has, or no blank that differs
    /// from page to page.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut parts = Vec::new();
        let mut rest = text.trim();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { return Err(unclosed()) };
            let Some((_, blank)) = BLANKS.into_iter().find(|(known, _)| *known == name.trim()) else {
                return Err(unknown(name.trim()));
            };
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Blank(blank));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        let pattern = Self(parts);
        let is_text = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c);
        let texts =
            pattern.0.iter().filter_map(|part| if let Part::Text(text) = part { Some(text) } else { None });
        let are_texts = texts.clone().all(|text| text.chars().all(is_text) && !text.contains(".."));
        let ends = text.trim().ends_with(".html") || text.trim().ends_with('/');
        if !are_texts || !text.trim().starts_with('/') || !ends {
            return Err(misshapen());
        }
        match pattern.has(&[Blank::Slug, Blank::Id, Blank::Title]) {
            true => Ok(pattern),
            false => Err(Problem::error(
                "config/permalink",
                "这样写，所有文章的网址会是同一个",
                "so all pages would have the same address",
            )
            .help("加上 {slug}、{id} 或 {title}", "put `{slug}`, `{id}` or `{title}` into it")),
        }
    }

    fn has(&self, blanks: &[Blank]) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Blank(blank) if blanks.contains(blank)))
    }

    /// The address below the folder of the language, without a leading `/`. `None` if the pattern
    /// needs a more precise date.
    pub fn fill(&self, filling: &Filling<'_>) -> Option<String> {
        let mut path = String::new();
        for part in &self.0 {
            let blank = match part {
                Part::Text(text) => {
                    path += text;
                    continue;
                }
                Part::Blank(blank) => *blank,
            };
            let date = |least| filling.date.filter(|date| date.precision() >= least).map(|date| date.civil());
            path += &match blank {
                Blank::Section => address::folder(filling.section).trim_end_matches('/').to_owned(),
                Blank::Year => format!("{:04}", date(Precision::Year)?.year()),
                Blank::Month => format!("{:02}", date(Precision::Month)?.month()),
                Blank::Day => format!("{:02}", date(Precision::Day)?.day()),
                Blank::Slug => filling.slug.to_owned(),
                Blank::Id => address_name(filling.id).unwrap_or_else(|| filling.slug.to_owned()),
                Blank::Title => address_name(filling.title).unwrap_or_else(|| filling.slug.to_owned()),
            };
        }
        // The home section has an empty folder: `/{section}/x.html` becomes `x.html`.
        let mut path: String = path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        if !path.ends_with(".html") {
            path += "/index.html";
        }
        Some(path)
    }
}

fn names() -> String {
    BLANKS.map(|(name, _)| format!("{{{name}}}")).join(" ")
}

fn unknown(name: &str) -> Problem {
    Problem::error(
        "config/permalink",
        format!("网址样式里没有“{{{name}}}”这一项"),
        format!("a permalink has no `{{{name}}}`"),
    )
    .did_you_mean(
        suggest(name, BLANKS.map(|(name, _)| name)),
        format!("可以写：{}", names()),
        format!("there are: {}", names()),
    )
}

fn unclosed() -> Problem {
    Problem::error("config/permalink", "网址样式里的 { 没有配对的 }", "a `{` of this permalink is not closed")
        .help(format!("可以写：{}", names()), format!("there are: {}", names()))
}

fn misshapen() -> Problem {
    Problem::error("config/permalink", "这不是网址的样式", "this isn't a pattern of an address").help(
        "以 / 开头，以 .html 或 / 结尾，只用小写字母、数字、/ . _ - 和花括号里的项，如 /{section}/{year}/{slug}.html",
        "begin with `/`, end with `.html` or `/`; use lower-case letters, digits, `/ . _ -` and blanks: /{section}/{year}/{slug}.html",
    )
}

/// The valid patterns of `permalinks:`. [`check_permalinks`] reports the others.
pub(super) fn permalinks(node: Option<&Node>) -> Permalinks {
    let entries = node.map(Node::entries).unwrap_or_default();
    let pattern = |(key, value): &(String, Node)| {
        Some((key.trim_matches('/').to_owned(), Pattern::parse(value.as_str()?).ok()?))
    };
    entries.iter().filter_map(pattern).collect()
}

/// Checks that `permalinks` maps sections or types to patterns.
pub(super) fn check_permalinks(site: &Node, reader: &mut Reader<'_>) {
    let is_key = |key: &str| configuration_group().meant_by(key).is_some_and(|f| &*f.key == "permalinks");
    let Some((key, given)) = site.entries().iter().find(|(key, _)| is_key(key)) else { return };
    let trail = vec![Step::Key(key.clone())];
    let wrong = || {
        Problem::error(
            "config/permalink",
            "网址样式要按栏目或类型来写",
            "permalinks are given by section or type",
        )
        .help("如 news: /{section}/{year}/{slug}.html", "such as news: /{section}/{year}/{slug}.html")
    };
    if !matches!(given, Node::Mapping(_) | Node::Null) {
        reader.report(&trail, Where::Value, wrong());
    }
    for (name, pattern) in given.entries() {
        let trail: Vec<Step> = trail.iter().cloned().chain([Step::Key(name.clone())]).collect();
        match pattern.as_str().map(Pattern::parse) {
            Some(Ok(_)) => {}
            Some(Err(problem)) => reader.report(&trail, Where::Value, problem),
            None => reader.report(&trail, Where::Value, wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(pattern: &str, section: &str, date: &str) -> Option<String> {
        let date = Date::parse(date).ok();
        let filling = Filling { section, date, slug: "x", id: "编号7", title: "重庆银行" };
        Pattern::parse(pattern).unwrap().fill(&filling)
    }

    #[test]
    fn a_pattern_is_filled() {
        for (pattern, address) in [
            ("/{section}/{year}/{month}{day}-{slug}.html", "xin-wen/branch/2026/0709-x.html"),
            ("/{year}/{id}.html", "2026/bian-hao-7.html"),
            ("/{section}/{title}/", "xin-wen/branch/chong-qing-yin-hang/index.html"),
            ("/{ slug }.html", "x.html"),
        ] {
            assert_eq!(filled(pattern, "新闻/branch", "2026-07-09").as_deref(), Some(address), "{pattern}");
        }
        assert_eq!(filled("/{section}/{slug}.html", "", "2026").as_deref(), Some("x.html"));
        assert_eq!(filled("/{year}/{slug}.html", "", "2026").as_deref(), Some("2026/x.html"));
        assert_eq!(filled("/{month}/{slug}.html", "", "2026"), None);
        assert_eq!(filled("/{day}/{slug}.html", "", "2026-07"), None);
        assert_eq!(filled("/{year}/{slug}.html", "", ""), None);
    }

    #[test]
    fn a_wrong_pattern_says_why() {
        for (pattern, words) in [
            ("/{slgu}.html", "没有“{slgu}”"),
            ("/{slug.html", "没有配对"),
            ("/{year}.html", "同一个"),
            ("{slug}.html", "不是网址"),
            ("/{slug}", "不是网址"),
            ("/新闻/{slug}.html", "不是网址"),
            ("/../{slug}.html", "不是网址"),
            ("", "不是网址"),
        ] {
            let problem = Pattern::parse(pattern).unwrap_err();
            assert!(problem.message.zh.contains(words), "{pattern}: {problem}");
        }
    }

    proptest! {
        #[test]
        fn an_address_is_ascii_and_stays_inside(pattern in r"(/|\{slug\}|\{title\}|\{section\}|a|-|\.){0,8}\.html", title in any::<String>()) {
            if let Ok(pattern) = Pattern::parse(&pattern) {
                let filling = Filling { section: "新 闻/../..", date: None, slug: "x", id: "y", title: &title };
                let address = pattern.fill(&filling).unwrap();
                prop_assert!(address.is_ascii() && !address.starts_with('/') && !address.split('/').any(|part| part == ".."), "{}", address);
            }
        }
    }
}
