//! **problem**: collects the mistakes that every stage reports; the terminal, JSON and the preview
//! overlay read them.
//!
//! In: a code, a place and words. Out: a [`Problem`], which is a value: nothing is printed and
//! nothing is lost, so that all the mistakes of a run can be shown together, in the order of files
//! and lines. Only `cli` prints ([`terminal`]), and only `preview` turns problems into an overlay.
//! Each code has a page of documentation ([`codes`]).

mod address;
mod baseline;
pub mod codes;
mod fix;
pub mod gitlab;
mod group;
mod hidden;
pub mod json;
pub mod lines;
mod many;
mod names;
pub mod pattern;
mod place;
mod policy;
mod reason;
mod row;
pub mod sarif;
mod suppression;
pub mod terminal;

pub use address::{
    file_elsewhere, folder_for_file, missing_file, no_such_address, picture_elsewhere, unsafe_address,
    with_nearest,
};
pub use baseline::{Baseline, FILE as BASELINE};
pub use fix::{Edit, Fix, apply};
pub use group::{Digest, MOST_BLOCKS, ProblemGroup, Total};
pub use hidden::{hidden, private};
pub(crate) use many::{MOST as MOST_LISTED, listed, most_places, placed};
pub use names::Names;
pub use place::{CellName, Place, SourceLines, SourceText};
pub use policy::{Policy, Suppressions};
pub use reason::{reason, unwritable};
pub use row::{RowKey, RowWords};

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::text::{likeness, nested_quotations};

/// The importance of a problem for the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published until it is fixed; the exit code is 1.
    Error,
    /// The site is published; the writer should check.
    Warning,
    /// Worth knowing.
    Info,
}

/// The same text in Chinese and in English. The reader's locale selects one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Words {
    /// Simplified Chinese: the first language of every message.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Takes the same text in both languages. Nested Chinese quotation marks are corrected here, so
    /// that no message has to care: `没有““五位一体”党建”` becomes `没有“‘五位一体’党建”`.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        let zh = zh.into();
        let nested = match nested_quotations(&zh) {
            Cow::Owned(nested) => Some(nested),
            Cow::Borrowed(_) => None,
        };
        Self { zh: nested.unwrap_or(zh), en: en.into() }
    }

    /// Returns the text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Language of the messages (not of the site).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

impl Language {
    /// Selects the language of messages from locale names such as `zh_CN.UTF-8`, in the given order
    /// (`LC_ALL`, `LC_MESSAGES`, `LANG`). The first non-empty one decides; Chinese if there is
    /// none.
    pub fn from_locales<'a>(locales: impl IntoIterator<Item = &'a str>) -> Self {
        match locales.into_iter().find(|l| !l.is_empty()) {
            Some(locale) if locale.to_ascii_lowercase().starts_with("en") => Self::English,
            _ => Self::Chinese,
        }
    }
}

/// One mistake, warning or remark for the writer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Problem {
    /// Stable code, for example `meta/unknown-key`; a message may be reworded, its code may not.
    pub code: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// Its place, if it has one.
    pub place: Option<Place>,
    /// Describes the mistake.
    pub message: Words,
    /// Advice for the writer.
    pub help: Option<Words>,
    /// Other related places.
    pub labels: Vec<Label>,
    /// A change that fixes it.
    pub fix: Option<Fix>,
    /// What is said in place of message and help where the page is a row of a table.
    #[serde(skip)]
    pub row: Option<Box<RowWords>>,
    /// Whether the page is a draft or scheduled: the problem does not prevent publishing other
    /// pages.
    #[serde(skip)]
    pub is_of_draft: bool,
}

/// Another place related to a problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// Describes what is at that place.
    pub words: Words,
}

/// Returns a message or help with only the beginning of each very long address or other run of
/// ASCII characters in it: a pasted picture (`data:image/png;base64,…`) has a million.
fn brief(message: String) -> String {
    /// Longest run that is shown, in characters, and what is shown of a longer one.
    const LONGEST: usize = 160;
    const SHOWN: usize = 40;
    if message.len() <= LONGEST {
        return message;
    }
    // Marks around an address stay.
    let is_of_run = |c: char| c.is_ascii_graphic() && c != '`';
    let mut out = String::with_capacity(message.len());
    let mut rest = message.as_str();
    while !rest.is_empty() {
        let run = rest.find(|c| !is_of_run(c)).unwrap_or(rest.len());
        let (shown, dots) = if run > LONGEST { (SHOWN, "…") } else { (run, "") };
        out.push_str(rest.get(..shown).unwrap_or_default());
        out.push_str(dots);
        let (_, after) = rest.split_at_checked(run).unwrap_or_default();
        let next = after.find(is_of_run).unwrap_or(after.len());
        out.push_str(after.get(..next).unwrap_or_default());
        rest = after.get(next..).unwrap_or_default();
    }
    out
}

impl Problem {
    /// Creates an error: nothing is published until it is fixed.
    pub fn error(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            place: None,
            message: Words::new(brief(zh.into()), brief(en.into())),
            help: None,
            labels: Vec::new(),
            fix: None,
            row: None,
            is_of_draft: false,
        }
    }

    /// Creates a warning: the site is published nevertheless.
    pub fn warning(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, zh, en) }
    }

    /// Creates a remark: the site is published, and no action is needed.
    pub fn info(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::error(code, zh, en) }
    }

    /// Sets the place to a span of a text.
    #[must_use]
    pub fn at(mut self, text: &SourceText<'_>, span: Range<usize>) -> Self {
        self.place = Some(text.place(span));
        self
    }

    /// Sets the place to an entire file, or to a folder.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.place = Some(Place::whole_file(file));
        self
    }

    /// Sets the help: what to do about it.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Words::new(brief(zh.into()), brief(en.into())));
        self.drop_row_help();
        self
    }

    /// Adds another related place.
    #[must_use]
    pub fn label(mut self, place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label { place, words: Words::new(zh, en) });
        self
    }

    /// Sets the change that fixes it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Suggests the word that was probably meant, or sets the given help if there is none.
    #[must_use]
    pub fn did_you_mean(self, meant: Option<&str>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        match meant {
            Some(meant) => self.help(format!("是不是“{meant}”？"), format!("did you mean `{meant}`?")),
            None => self.help(zh, en),
        }
    }

    /// Marks the problem as one of a draft: an error becomes a warning, so that it does not prevent
    /// publishing.
    #[must_use]
    pub fn of_draft(self) -> Self {
        self.of_later("（草稿，发布前要改好）", " (a draft: fix it before it is published)")
    }

    /// Marks the problem as one of a page that is not published any more. It does not prevent
    /// publishing the others.
    #[must_use]
    pub fn of_expired(self) -> Self {
        self.of_later(
            "（已下线的文章，再发布前要改好）",
            " (an expired page: fix it before it is published again)",
        )
    }

    /// Marks the problem as one of a page that is not published before its time. It does not
    /// prevent publishing now, but would then.
    #[must_use]
    pub fn of_scheduled(self) -> Self {
        self.of_later(
            "（定时文章，到时整个网站会因此发布不了）",
            " (a scheduled page: at its time nothing is published because of it)",
        )
    }

    fn of_later(mut self, zh: &str, en: &str) -> Self {
        if self.is_error() {
            self.severity = Severity::Warning;
            self.is_of_draft = true;
            self.add(zh, en);
        }
        self
    }

    /// Returns whether it prevents the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns whether its place is in this file, given as a path relative to the site's folder.
    pub fn is_in(&self, file: &str) -> bool {
        self.place.as_ref().is_some_and(|place| place.file == file)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} [{}]", self.message.zh, self.code)
    }
}

impl std::error::Error for Problem {}

/// A mistake in a text whose file the finder does not know. The caller adds the file.
///
/// The Markdown stage sees only a body; its caller knows the document around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The problem, without a place. Spans of its fix, if any, refer to the searched text.
    pub problem: Problem,
    /// Position in the searched text, in bytes.
    pub span: Range<usize>,
}

impl Finding {
    /// Converts the finding to a problem of a file in which the searched text begins at `offset`.
    /// `place` creates the place from a span in the file.
    fn placed(mut self, offset: usize, place: impl Fn(Range<usize>) -> Place) -> Problem {
        self.problem.fix = self.problem.fix.map(|fix| fix.shifted(offset));
        self.problem.place = Some(place(self.span.start + offset..self.span.end + offset));
        self.problem
    }
}

/// Sorts problems by file, line, column and code, and drops duplicates, so that a report does not
/// depend on the number of threads.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort_by(|a, b| {
        (a.place.as_ref(), a.code, &a.message.zh).cmp(&(b.place.as_ref(), b.code, &b.message.zh))
    });
    problems.dedup();
}

/// From this length on, in characters, an English word has to resemble another one more.
const LONG_WORD: usize = 8;

/// Returns the candidate most similar to `word`, if it is similar enough to be what was meant.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    // Each of two Chinese characters is half of the meaning: 委员 is not 党员. A long English word
    // that differs in a part of it is another one: `reviewerlink` is not `reviewers`.
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let least = if length >= LONG_WORD && word.chars().all(is_name) { 0.7 } else { 0.6 };
    // A cheap check first: with this difference in length the likeness can't reach `least`.
    let is_about_as_long = |candidate: &&str| {
        let other = candidate.chars().count();
        let (shorter, longer) = (length.min(other) as f64, length.max(other) as f64);
        shorter >= least * longer
    };
    candidates
        .into_iter()
        .filter(is_about_as_long)
        .filter(|candidate| !likeness::are_other_words(word, candidate))
        .map(|candidate| {
            let is_same = !word.is_ascii() && likeness::is_same(word, candidate);
            (if is_same { 1.0 } else { strsim::normalized_damerau_levenshtein(word, candidate) }, candidate)
        })
        .filter(|(likeness, _)| *likeness >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_address_the_beginning_is_shown() {
        let address = format!("https://a.example/?x={}", "y".repeat(9_000));
        let problem = Problem::error("x/y", format!("网址“{address}”在本站没有"), format!("no `{address}`."));
        assert_eq!(problem.message.zh, format!("网址“https://a.example/?x={}…”在本站没有", "y".repeat(19)));
        assert_eq!(problem.message.en, format!("no `https://a.example/?x={}…`.", "y".repeat(19)));
        let short = format!("网址“{}”和{}", "y".repeat(160), "甲".repeat(200));
        assert_eq!(Problem::error("x/y", short.clone(), "").message.zh, short);
    }

    #[test]
    fn suggestion_is_the_nearest_word_or_none() {
        assert_eq!(suggest("titel", ["title", "date"]), Some("title"));
        assert_eq!(suggest("通信员", ["通讯员", "摄影"]), Some("通讯员"));
        assert_eq!(suggest("xyz", ["title", "date"]), None);
        assert_eq!(suggest("委员", ["党员", "书记"]), None);
        assert_eq!(suggest("發布時間", ["发布时间", "发布人"]), Some("发布时间"));
        assert_eq!(suggest("发布人", ["发布时间"]), None);
        assert_eq!(suggest("country", ["county", "city"]), None);
        assert_eq!(suggest("reviewer", ["reviewers"]), Some("reviewers"));
        assert_eq!(suggest("reviewerlink", ["reviewers"]), None);
        assert_eq!(suggest("pubilsh_time", ["publish_time"]), Some("publish_time"));
    }

    #[test]
    fn language_follows_the_first_locale_that_is_set() {
        assert_eq!(Language::from_locales(["", "en_US.UTF-8"]), Language::English);
        assert_eq!(Language::from_locales(["zh_CN.UTF-8", "en_US"]), Language::Chinese);
        assert_eq!(Language::from_locales(["C"]), Language::Chinese);
        assert_eq!(Language::from_locales([]), Language::Chinese);
    }

    #[test]
    fn sorting_orders_by_place_and_drops_repetitions() {
        let text = SourceText::new("a.md", "一\n二\n");
        let second = Problem::error("x/y", "乙", "b").at(&text, 4..7);
        let first = Problem::error("x/y", "甲", "a").at(&text, 0..3);
        let mut all = vec![second.clone(), first.clone(), second.clone()];
        sort(&mut all);
        assert_eq!(all, vec![first, second]);
    }
}
