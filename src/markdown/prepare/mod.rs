//! Prepares the text that is parsed: turns what CommonMark does not know into what it does.
//!
//! Emphasis next to Chinese punctuation gets sentinels, directive lines become comments with a
//! number that the body does not contain, addresses with spaces get angle brackets, and paragraphs
//! indented by hand do not become code. A text that needs none of this is borrowed. Every place is
//! mapped back, so that problems point into the body as it was written.
//!
//! [`line`] goes through the lines, `paragraph` and `heading` handle those that are Chinese prose,
//! `inline` handles their content.

mod heading;
mod inline;
mod line;
mod paragraph;
mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Options;
use super::chars::{holds, is_cjk, is_shared_mark};
use super::directive::Opening;
use super::fence::list_marker;
use super::map::{Map, Rewrite};
use crate::problem::Finding;

/// A line of a directive, which is replaced by a marker.
#[derive(Debug)]
pub(super) struct Marker {
    /// The content of the line in the body.
    pub span: Range<usize>,
    /// What it does.
    pub kind: MarkerKind,
}

/// The function of a directive's line.
#[derive(Debug)]
pub(super) enum MarkerKind {
    /// It opens a directive (and may close it).
    Open(Box<Opening>),
    /// It closes one.
    Close {
        /// Number of colons.
        colons: usize,
    },
}

/// The text to be parsed, and what was done to it.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub body: &'a str,
    pub text: Cow<'a, str>,
    pub map: Map,
    pub markers: Vec<Marker>,
    pub findings: Vec<Finding>,
    /// Characters that were inserted and must be removed from everything that is written.
    sentinels: Sentinels,
    /// The beginning of each marker.
    nonce: String,
}

/// Characters that the body does not contain. Each is searched for when it is first needed; the
/// inner `None` means that the body contains all candidates.
#[derive(Debug, Default, Clone, Copy)]
struct Sentinels {
    /// One that is punctuation to the parser.
    mark: Option<Option<char>>,
    /// One that is a space to the parser.
    gap: Option<Option<char>>,
}

impl<'a> Prepared<'a> {
    /// Returns the number of the marker that `html` is, if it is one.
    pub fn marker(&self, html: &str) -> Option<usize> {
        if self.markers.is_empty() {
            return None;
        }
        let number = html.trim().strip_prefix(self.nonce.as_str())?.strip_suffix("-->")?;
        number.parse().ok().filter(|&id| id < self.markers.len())
    }

    /// Returns `text` without sentinels.
    pub fn clean<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let mut text = text.into();
        for sentinel in [self.sentinels.mark, self.sentinels.gap].into_iter().flatten().flatten() {
            if holds(&text, sentinel) {
                text = Cow::Owned(text.replace(sentinel, ""));
            }
        }
        text
    }

    /// Returns `text`, at `span` of the prepared text, as it is in the body, for what is shown as
    /// it was written.
    pub fn verbatim<'t>(&'t self, text: &'t str, span: &Range<usize>) -> Cow<'t, str> {
        if self.map.touches(span) {
            Cow::Borrowed(self.body.get(self.map.span(span.clone())).unwrap_or(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// Prepares `body`.
pub(super) fn prepare<'a>(body: &'a str, options: &'a Options) -> Prepared<'a> {
    let mut scanner = line::Scanner::new(body, options);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', body.as_bytes()).chain(Some(body.len())) {
        scanner.line(start..end);
        start = end + 1;
    }
    scanner.finish()
}

/// Wraps `body` without preparing it, for comparison.
pub(super) fn unprepared(body: &str) -> Prepared<'_> {
    let (text, map) = Rewrite::new(body).finish();
    let (markers, findings) = (Vec::new(), Vec::new());
    let sentinels = Sentinels::default();
    Prepared { body, text, map, markers, findings, sentinels, nonce: String::new() }
}

/// Returns a beginning of a comment that does not occur in `body`: `<!--:::0:`, or with the first
/// number that is free.
fn nonce(body: &str) -> String {
    const BEGINNING: &str = "<!--:::";
    let taken: BTreeSet<usize> = memchr::memmem::find_iter(body.as_bytes(), BEGINNING)
        .filter_map(|at| body.get(at + BEGINNING.len()..)?.split_once(':')?.0.parse().ok())
        .collect();
    let number = (0..).zip(&taken).find(|(free, taken)| free != *taken).map_or(taken.len(), |(free, _)| free);
    format!("{BEGINNING}{number}:")
}

/// Whether an indented line is a Chinese paragraph rather than code or a block of its own.
pub(super) fn begins_prose(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return false };
    if is_cjk(first) || is_shared_mark(first) {
        return true;
    }
    let opens = first.is_ascii_digit() || matches!(first, '*' | '[' | '!' | '(');
    opens
        && list_marker(rest.as_bytes()).is_none()
        && rest.chars().find(|c| c.is_alphabetic()).is_some_and(is_cjk)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepare(body: &str) -> Prepared<'_> {
        static OPTIONS: std::sync::LazyLock<Options> = std::sync::LazyLock::new(Options::default);
        super::prepare(body, &OPTIONS)
    }

    #[test]
    fn a_text_that_needs_nothing_is_borrowed() {
        for body in
            ["", "党建\n\n**重点**工作\n", "　　段首\n\n　　段首", "- a\n\n    b\n", "    let x = 1;\n"]
        {
            assert!(matches!(prepare(body).text, Cow::Borrowed(_)), "{body:?}");
        }
    }

    #[test]
    fn directives_become_comments_outside_code() {
        let body = "甲\n:::note\n乙\n:::\n\n```\n:::note\n```\n\n<!--\n:::note\n-->\n> :::\n";
        let page = prepare(body);
        assert_eq!(
            page.text,
            "甲\n\n<!--:::0:0-->\n乙\n\n<!--:::0:1-->\n\n```\n:::note\n```\n\n<!--\n:::note\n-->\n> <!--:::0:2-->\n"
        );
        assert_eq!(page.marker("<!--:::0:1-->\n"), Some(1));
        assert_eq!(page.marker("<!--:::0:3-->"), None);
        let spans: Vec<_> = page.markers.iter().map(|marker| &body[marker.span.clone()]).collect();
        assert_eq!(spans, [":::note", ":::", ":::"]);
    }

    #[test]
    fn a_body_cannot_forge_a_marker() {
        let page = prepare("<!--:::0:0-->\n\n:::note\n:::\n");
        assert_eq!(page.marker("<!--:::0:0-->"), None);
        assert_eq!(page.marker("<!--:::1:0-->"), Some(0));
    }

    #[test]
    fn paragraphs_indented_by_hand_are_paragraphs() {
        for (body, expected) in [
            ("    党建引领\n", "党建引领\n"),
            ("\t“三会一课”\n", "“三会一课”\n"),
            ("    2026年\n", "2026年\n"),
            ("    // 注释\n", "// 注释\n"),
            ("    1. 第一\n    2. 第二\n       - 项\n\n三\n", "1. 第一\n2. 第二\n   - 项\n\n三\n"),
            ("    # 标题\n", "# 标题\n"),
            ("    let x = 1;\n", "    let x = 1;\n"),
            ("> 甲\n>\n>     乙\n", "> 甲\n>\n> 乙\n"),
            ("    > 甲\n    > 乙\n丙\n", "> 甲\n> 乙\n丙\n"),
            ("- 甲\n\n        乙\n", "- 甲\n\n  乙\n"),
            ("甲[^1]\n\n[^1]: 甲\n\n    乙\n", "甲[^1]\n\n[^1]: 甲\n\n    乙\n"),
            ("甲\n\n    ```\n    x\n    ```\n乙", "甲\n\n```\n    x\n```\n乙"),
            ("甲\n　　乙\n", "甲\n\n　　乙\n"),
            ("甲\n　　\n乙\n", "甲\n\n乙\n"),
            ("- 甲\n\n    乙\n", "- 甲\n\n    乙\n"),
            ("- 甲\n\n丙\n\n    乙\n", "- 甲\n\n丙\n\n乙\n"),
        ] {
            assert_eq!(prepare(body).text, expected, "{body:?}");
        }
    }

    #[test]
    fn escaped_runs_and_code_keep_their_stars() {
        assert_eq!(prepare("中\\**“a”").text, "中\\*\u{A8CE}*“a”".replace('\u{A8CE}', ""));
        assert_eq!(prepare("```\n中**“a”**文\n```").text, "```\n中**“a”**文\n```");
        assert_eq!(prepare("`[a](b c.d)` [a](b c.d)").text, "`[a](b c.d)` [a](<b c.d>)");
    }
}
