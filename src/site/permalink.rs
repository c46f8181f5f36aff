//! Patterns of addresses: `/{section}/{year}/{month}{day}-{slug}.html`.

use super::{Config, PageSource, Section, Site, Unplaced, address};
use crate::problem::{Problem, suggest};
use crate::schema::{ContentType, Date, Precision};
use crate::source::yaml::{Node, Part as Where, Step};
use crate::text::slug;

/// What may stand between braces.
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

/// How the addresses of some pages are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Blank(Blank),
}

/// The patterns of a site, each with the folder of a section or the name of a type.
pub type Permalinks = Vec<(String, Pattern)>;

/// What a pattern is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'f> {
    /// The folder of the page's section below `content/`.
    pub section: &'f str,
    /// The date of the page.
    pub date: Option<Date>,
    /// The last part of its address where there is no pattern.
    pub slug: &'f str,
    /// Its id.
    pub id: &'f str,
    /// Its title.
    pub title: &'f str,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// It has an unknown blank, characters that no address has, or nothing that tells one page from another.
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

    /// The address below the folder of the language, without `/` before it. `None` where it needs more of a date than there is.
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
                Blank::Id => slug(filling.id).unwrap_or_else(|| filling.slug.to_owned()),
                Blank::Title => slug(filling.title).unwrap_or_else(|| filling.slug.to_owned()),
            };
        }
        // A page of no section has no folder.
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
    Problem::error("config/permalink", "这不是网址的样式", "this is no pattern of an address").help(
        "以 / 开头，以 .html 或 / 结尾，只用小写字母、数字、/ . _ - 和花括号里的项，如 /{section}/{year}/{slug}.html",
        "begin with `/`, end with `.html` or `/`; use lower-case letters, digits, `/ . _ -` and blanks: /{section}/{year}/{slug}.html",
    )
}

/// The patterns that `permalinks:` gives. Those that are wrong are left out; [`Pattern::parse`] tells why they are.
pub(super) fn permalinks(node: Option<&Node>) -> Permalinks {
    let entries = node.map(Node::entries).unwrap_or_default();
    let pattern = |(key, value): &(String, Node)| {
        Some((key.trim_matches('/').to_owned(), Pattern::parse(value.as_str()?).ok()?))
    };
    entries.iter().filter_map(pattern).collect()
}

impl Config {
    /// The pattern of the pages of a type in a section: that of the nearest section, else that of the type.
    pub(super) fn pattern<'c>(
        &'c self,
        section: &str,
        is_type: impl Fn(&str) -> bool,
    ) -> Option<&'c Pattern> {
        if self.permalinks.is_empty() {
            return None;
        }
        let of =
            |wanted: &str| self.permalinks.iter().find(|(key, _)| key == wanted).map(|(_, pattern)| pattern);
        let mut folder = section;
        while !folder.is_empty() {
            if let Some(pattern) = of(folder) {
                return Some(pattern);
            }
            folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
        }
        self.permalinks.iter().find(|(key, _)| is_type(key)).map(|(_, pattern)| pattern)
    }
}

impl Config {
    /// Where a page of a language will be that is written to `stem` below `content/`.
    pub fn future_url(
        &self,
        stem: &str,
        lang: usize,
        content_type: &ContentType,
        title: &str,
        today: &str,
    ) -> String {
        let (section, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let slug = slug(name).unwrap_or_else(|| "x".into());
        let date = Date::parse(today).ok();
        let filling = Filling { section, date, slug: &slug, id: name, title };
        let address = self
            .pattern(section, |key| is_named(content_type, key))
            .and_then(|pattern| pattern.fill(&filling));
        address
            .map_or_else(|| self.plain_url(stem, lang), |address| format!("/{}{address}", self.prefix(lang)))
    }

    /// Where a page of a language is that is written to `stem` below `content/`, where no pattern says otherwise.
    pub fn plain_url(&self, stem: &str, lang: usize) -> String {
        let (section, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let slug = slug(name).unwrap_or_else(|| "x".into());
        format!("/{}{}{slug}.html", self.prefix(lang), address::folder(section))
    }
}

fn is_named(content_type: &ContentType, key: &str) -> bool {
    content_type.spellings().any(|word| word == key)
}

impl Site {
    /// The address of a page by the pattern of its section or type, if there is one that can be filled.
    pub(super) fn address_by_pattern(
        &self,
        page: &PageSource,
        section: &Section,
        slug: &str,
        id: &str,
    ) -> Option<String> {
        let pattern = self.config.pattern(&section.path, |key| is_named(&page.content_type, key))?;
        let title = page.title();
        pattern.fill(&Filling { section: &section.path, date: page.standing.date, slug, id, title })
    }

    /// Patterns for what is neither section nor type, and pages whose date says less than their pattern wants.
    pub(super) fn check_permalinks(&self, problems: &mut Vec<Unplaced>) {
        for (key, _) in &self.config.permalinks {
            let is_section =
                (0..self.config.languages.len()).any(|lang| self.section_id(lang, key).is_some());
            if is_section || self.types.meant_by(key).is_some() {
                continue;
            }
            let names = self.sections.iter().map(|section| &*section.path).chain(self.types.names());
            let problem = Problem::error(
                "config/permalink",
                format!("没有“{key}”这个栏目或类型"),
                format!("there is no section or type `{key}`"),
            )
            .did_you_mean(
                suggest(key, names.filter(|name| !name.is_empty())),
                "写 content 里的栏目文件夹，如 news，或者类型名",
                "write the folder of a section below `content`, such as `news`, or the name of a type",
            );
            let path = vec![Step::Key("permalinks".into()), Step::Key(key.clone())];
            let unplaced = Unplaced::canonical("site.yaml", path, problem);
            problems.push(Unplaced { part: Where::Key, ..unplaced });
        }
        if self.config.permalinks.is_empty() {
            return;
        }
        for page in self.pages.iter().filter(|page| page.has_body && self.addresses.get(&page.file).is_none())
        {
            let Some(section) = self.section(page.section) else { continue };
            let pattern = self.config.pattern(&section.path, |key| is_named(&page.content_type, key));
            let date = page.date();
            let filling =
                Filling { section: &section.path, date, slug: "x", id: &page.id, title: page.title() };
            if pattern.is_none_or(|pattern| pattern.fill(&filling).is_some()) {
                continue;
            }
            let (zh, en) = match date {
                Some(date) => (format!("日期只写到“{date}”"), format!("its date is only `{date}`")),
                None => ("文章没有日期".to_owned(), "the page has no date".to_owned()),
            };
            let problem = Problem::error(
                "address/no-date",
                format!("网址里要用日期，{zh}"),
                format!("its address is made of its date, but {en}"),
            )
            .help(
                "把日期写到年月日，如 日期: 2026-11-20；或者改 site.yaml 里的网址样式",
                "give the whole day, such as date: 2026-11-20, or change `permalinks` in site.yaml",
            );
            problems.push(Unplaced::canonical(&page.file, vec![Step::Key("date".into())], problem));
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
