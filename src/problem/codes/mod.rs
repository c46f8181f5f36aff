//! Documents every code: what `dangjian explain` shows and what a site may change.
//!
//! Each family has a Markdown file with the pages of its codes: `meta.md` contains those of
//! `meta/…`. A file begins with a line that names the family in both languages
//! (`文章信息｜Front matter`); a page is
//!
//! ```text
//! # meta/unknown-key
//! error
//! ## 文章信息里有不认识的项目
//! 中文正文
//! ## An unknown key in the front matter
//! English text
//! ```
//!
//! The line below the code is its default severity. `, fixed` after it means that a site cannot
//! change it, because nothing correct can be published with this mistake. The text consists of
//! paragraphs and fenced code.

mod page;
#[cfg(test)]
mod used;

pub use page::page;

use std::sync::LazyLock;

use super::{Severity, Words, suggest};

/// A code and its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// For example `meta/unknown-key`.
    pub name: &'static str,
    /// The default severity. For a code that is used with several severities this is the least
    /// severe one, if a site may change it.
    pub severity: Severity,
    /// Whether a site can neither lower the severity nor suppress a finding.
    pub fixed: bool,
    /// A short title: what is wrong.
    pub title: Words,
    /// Explains what the code means, why it matters, a wrong and a right example, and what to do.
    /// Markdown: paragraphs and fenced code.
    pub text: Words,
}

/// The codes with the same first part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// For example `meta`.
    pub name: &'static str,
    /// The subject of the codes.
    pub title: Words,
    /// The codes, by name.
    pub codes: Vec<Code>,
}

macro_rules! files {
    ($($name:literal)*) => { [$(($name, include_str!(concat!($name, ".md")))),*] };
}

/// All families, sorted by name, each with the text of its file.
const FILES: &[(&str, &str)] = &files![
    "address" "attachment" "block" "check" "cli" "concept" "config" "data" "date" "directive" "editor" "explain" "export" "fix" "footer" "heading" "img" "import"
    "init" "link" "md" "media" "menu" "meta" "move" "new" "organization" "output" "preview" "punct" "reference" "schema" "serve" "sheet" "site"
    "source" "stats" "store" "template" "text" "theme" "tidy" "type" "user" "yaml"
];

static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    // A test checks that every file can be read, so none is left out here.
    FILES.iter().filter_map(|(name, text)| read(name, text).ok()).collect()
});

/// Returns all families, sorted by name.
pub fn families() -> &'static [Family] {
    &FAMILIES
}

/// Returns all codes, sorted by name.
pub fn all() -> impl Iterator<Item = &'static Code> {
    families().iter().flat_map(|family| &family.codes)
}

/// Returns the code with this name.
pub fn find(name: &str) -> Option<&'static Code> {
    let (family, _) = name.split_once('/')?;
    self::family(family)?.codes.iter().find(|code| code.name == name)
}

/// Returns the family with this name.
pub fn family(name: &str) -> Option<&'static Family> {
    families().iter().find(|family| family.name == name)
}

/// Returns the code or family that `name` probably meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.rsplit('/').next().unwrap_or(name);
    // Finds a code also by its second half alone, or with the wrong family before it.
    let same_end = || all().map(|code| code.name).find(|code| code.rsplit('/').next() == Some(wanted));
    suggest(name, families().iter().map(|family| family.name).chain(all().map(|code| code.name)))
        .or_else(same_end)
}

/// Reads the file of a family. An error describes what is wrong with the file.
fn read(family: &'static str, file: &'static str) -> Result<Family, String> {
    let (title, rest) = file.split_once('\n').unwrap_or((file, ""));
    let (zh, en) = title.split_once('｜').ok_or_else(|| format!("{family}: no title in both languages"))?;
    let mut codes = Vec::new();
    let mut sections = sections(rest).into_iter();
    let before = sections.next().map(|(_, text)| text).unwrap_or_default();
    if !before.trim().is_empty() {
        return Err(format!("{family}: text before the first code"));
    }
    while let Some((heading, severity)) = sections.next() {
        let code = code(family, heading, severity, &mut sections)?;
        if codes.last().is_some_and(|last: &Code| last.name >= code.name) {
            return Err(format!("{}: not in order", code.name));
        }
        codes.push(code);
    }
    Ok(Family { name: family, title: Words::new(zh, en), codes })
}

/// Builds a code from its heading, the line below it and the two sections after it.
fn code(
    family: &str,
    heading: &'static str,
    severity: &str,
    sections: &mut impl Iterator<Item = (&'static str, &'static str)>,
) -> Result<Code, String> {
    let name =
        heading.strip_prefix("# ").ok_or_else(|| format!("{family}: `{heading}` where a code is due"))?;
    let of_family = name.split_once('/').is_some_and(|(before, after)| before == family && !after.is_empty());
    if !of_family {
        return Err(format!("{name}: not of this family"));
    }
    let (severity, fixed) = match severity.trim().split_once(", ") {
        None => (severity.trim(), false),
        Some((severity, "fixed")) => (severity, true),
        Some((_, other)) => return Err(format!("{name}: `{other}`")),
    };
    let severity = match severity {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "info" => Severity::Info,
        other => return Err(format!("{name}: `{other}` is not a severity")),
    };
    let mut part = || -> Result<(&'static str, &'static str), String> {
        let (heading, text) = sections.next().ok_or_else(|| format!("{name}: a language is missing"))?;
        let title =
            heading.strip_prefix("## ").ok_or_else(|| format!("{name}: `{heading}` where a title is due"))?;
        let text = text.trim_matches('\n');
        if text.is_empty() { Err(format!("{name}: no text below `{title}`")) } else { Ok((title, text)) }
    };
    let ((zh, zh_text), (en, en_text)) = (part()?, part()?);
    Ok(Code { name, severity, fixed, title: Words::new(zh, en), text: Words::new(zh_text, en_text) })
}

/// Tracks fenced code: it begins with a run of at least three backticks and ends with an equal run.
#[derive(Debug, Default)]
struct Fence {
    backticks: usize,
}

impl Fence {
    /// Processes the next line; returns whether it begins or ends code.
    fn take(&mut self, line: &str) -> bool {
        let backticks = line.bytes().take_while(|byte| *byte == b'`').count();
        let is_fence = if self.is_open() { backticks == self.backticks } else { backticks >= 3 };
        if is_fence {
            self.backticks = if self.is_open() { 0 } else { backticks };
        }
        is_fence
    }

    fn is_open(&self) -> bool {
        self.backticks > 0
    }
}

/// Splits a text at its headings (`# …` and `## …` outside of fenced code). Returns each heading
/// with the text below it. The first item is the text above all headings, with an empty heading.
fn sections(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut starts = vec![(0, 0)];
    let (mut at, mut fence) = (0, Fence::default());
    for line in text.split_inclusive('\n') {
        if !fence.take(line) && !fence.is_open() && (line.starts_with("# ") || line.starts_with("## ")) {
            starts.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    starts
        .iter()
        .zip(ends)
        .map(|((start, below), end)| (part(*start, *below).trim(), part(*below, end)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_is_listed() {
        for (name, text) in FILES {
            let family = read(name, text).unwrap();
            assert!(!family.codes.is_empty(), "{name}");
        }
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/problem/codes");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".md")?.to_owned()))
            .collect();
        files.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(files, listed, "listed by name, each once");
    }

    #[test]
    fn a_malformed_page_is_told_of() {
        const PAGE: &str = "族｜Family\n# x/a\nerror\n## 甲\n正文\n## A\ntext\n";
        assert!(read("x", PAGE).is_ok());
        for (from, to, said) in [
            ("族｜Family", "族", "x: no title in both languages"),
            ("｜Family\n", "｜Family\n话\n", "x: text before the first code"),
            ("# x/a", "# y/a", "y/a: not of this family"),
            ("# x/a", "# x/", "x/: not of this family"),
            ("# x/a\n", "# x/b\nerror\n## 甲\n正文\n## A\ntext\n# x/a\n", "x/a: not in order"),
            ("error", "fatal", "x/a: `fatal` is not a severity"),
            ("error", "error, loud", "x/a: `loud`"),
            ("## 甲\n正文\n", "", "x/a: a language is missing"),
            ("## 甲\n", "# 甲\n", "x/a: `# 甲` where a title is due"),
            ("正文\n", "", "x/a: no text below `甲`"),
        ] {
            let page = PAGE.replace(from, to).leak();
            assert_eq!(read("x", page).unwrap_err(), said, "{page}");
        }
    }

    #[test]
    fn what_looks_like_a_heading_in_code_is_none() {
        const PAGE: &str =
            "族｜Family\n# x/a\nwarning, fixed\n## 甲\n写成\n```\n# 一\n## 二\n```\n## A\ntext\n";
        let family = read("x", PAGE).unwrap();
        assert_eq!(family.codes[0].text.zh, "写成\n```\n# 一\n## 二\n```");
        assert_eq!((family.codes[0].severity, family.codes[0].fixed), (Severity::Warning, true));
    }

    #[test]
    fn code_can_hold_backticks() {
        let mut fence = Fence::default();
        let lines = ["a ```", "````", "```", "# b", "```", "````", "c"];
        let inside = lines.map(|line| (fence.take(line), fence.is_open()));
        let expected = [(0, 0), (1, 1), (0, 1), (0, 1), (0, 1), (1, 0), (0, 0)];
        assert_eq!(inside, expected.map(|(is_fence, is_open)| (is_fence == 1, is_open == 1)));
    }

    #[test]
    fn a_code_is_found_by_its_name() {
        assert_eq!(find("meta/unknown-key").map(|code| code.name), Some("meta/unknown-key"));
        assert_eq!((find("meta"), find("meta/"), find("/"), find("")), (None, None, None, None));
        assert_eq!(nearest("meta/unkown-key"), Some("meta/unknown-key"));
        assert_eq!(nearest("directive-unclosed"), Some("md/directive-unclosed"));
        assert_eq!(nearest("mta"), Some("meta"));
        assert_eq!(nearest("别的"), None);
    }

    #[test]
    fn each_language_is_written_in_itself() {
        let has_han = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for code in all() {
            let name = code.name;
            assert!(has_han(&code.title.zh) && !has_han(&code.title.en), "{name}");
            assert!(has_han(&code.text.zh), "{name}");
            assert!(
                !code.title.zh.ends_with('。') && !code.title.en.ends_with('.'),
                "{name}: a title has no stop"
            );
            for text in [&code.text.zh, &code.text.en] {
                let mut fence = Fence::default();
                text.lines().for_each(|line| {
                    fence.take(line);
                });
                assert!(!fence.is_open(), "{name}: code that does not end");
                // Long enough to help, and short enough to fit a screen.
                let lines = text.lines().filter(|line| !line.is_empty()).count();
                assert!((6..=18).contains(&lines), "{name}: {lines} lines");
            }
        }
    }
}
