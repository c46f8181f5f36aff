//! Prepares the text that is parsed: turns what CommonMark does not know into what it does.
//!
//! Emphasis next to Chinese punctuation gets sentinels, directive lines become comments with a
//! number that the body does not contain, addresses with spaces get angle brackets, and paragraphs
//! indented by hand do not become code. A text that needs none of this is borrowed. Every place is
//! mapped back, so that problems point into the body as it was written.
//!
//! [`line`] goes through the lines; `paragraph` and `heading` handle those that are Chinese prose,
//! `inline` handles their content. Each of these owns its state, and reads and changes the `draft`,
//! which they share; none of them sees the scanner of lines.

mod draft;
mod heading;
mod html;
mod inline;
mod line;
mod paragraph;
mod prepared;
mod words;

use super::Options;
use super::map::Rewrite;
use prepared::Sentinels;

pub(super) use html::{is_tag, is_verbatim, opens as opens_html};
pub(super) use paragraph::{begins_paragraph, begins_prose};
pub(super) use prepared::{Marker, MarkerKind, PreparedBody};

/// Prepares `body`.
pub(super) fn prepare<'a>(body: &'a str, options: &'a Options) -> PreparedBody<'a> {
    let mut scanner = line::Scanner::new(body, options);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', body.as_bytes()).chain(Some(body.len())) {
        scanner.line(start..end);
        start = end + 1;
    }
    scanner.finish()
}

/// Wraps `body` without preparing it, for comparison.
pub(super) fn unprepared(body: &str) -> PreparedBody<'_> {
    let (text, map) = Rewrite::new(body).finish();
    let (markers, findings) = (Vec::new(), Vec::new());
    let sentinels = Sentinels::default();
    let signatures = Vec::new();
    PreparedBody { body, text, map, markers, findings, signatures, sentinels, nonce: String::new() }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn prepare(body: &str) -> PreparedBody<'_> {
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
            ("    // 注释\n", "\u{A8CE}// 注释\n"),
            ("    1. 第一\n    2. 第二\n       - 项\n\n三\n", "1. 第一\n2. 第二\n   - 项\n\n三\n"),
            ("    # 标题\n", "\u{A8CE}# 标题\n"),
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
