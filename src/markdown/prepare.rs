//! The text that is parsed: the body with what CommonMark does not know made into what it does.
//!
//! Emphasis beside Chinese punctuation gets sentinels, directive lines become comments with a secret
//! word in them, addresses with spaces get angle brackets, paragraphs indented by hand are no code. A
//! text that needs none of it is borrowed. Every place is mapped back, so that problems point into the
//! body as it was written.

use std::borrow::Cow;
use std::ops::Range;

use super::chars::{is_cjk, is_indent, is_shared_mark};
use super::destination;
use super::directive::{self, Line, Opening};
use super::emphasis::{sentinel, sentinel_place};
use super::fence::{Prefix, Verbatim, Within, list_marker, prefix};
use super::map::{Map, Rewrite};
use crate::problem::Finding;

/// What a directive's line became a marker for.
#[derive(Debug)]
pub(super) struct Marker {
    /// The line's content in the body.
    pub span: Range<usize>,
    /// What it does.
    pub kind: MarkerKind,
}

/// What a directive's line does.
#[derive(Debug)]
pub(super) enum MarkerKind {
    /// It opens a directive (and may close it).
    Open(Box<Opening>),
    /// It closes one.
    Close {
        /// How many colons.
        colons: usize,
    },
}

/// The text to be parsed and what was done to it.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub body: &'a str,
    pub text: Cow<'a, str>,
    pub map: Map,
    pub markers: Vec<Marker>,
    pub findings: Vec<Finding>,
    sentinel: Option<char>,
    nonce: String,
}

impl<'a> Prepared<'a> {
    /// The marker that `html` is.
    pub fn marker(&self, html: &str) -> Option<usize> {
        if self.markers.is_empty() {
            return None;
        }
        let number = html.trim().strip_prefix(self.nonce.as_str())?.strip_suffix("-->")?;
        number.parse().ok().filter(|&id| id < self.markers.len())
    }

    /// `text` without sentinels.
    pub fn clean<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        match self.sentinel {
            Some(sentinel) if text.contains(sentinel) => Cow::Owned(text.replace(sentinel, "")),
            _ => text,
        }
    }

    /// `text` of the prepared span as the body has it, for what is shown as it was written.
    pub fn verbatim<'t>(&'t self, text: &'t str, span: &Range<usize>) -> Cow<'t, str> {
        if self.map.touches(span) {
            Cow::Borrowed(self.body.get(self.map.span(span.clone())).unwrap_or(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// Prepares `body`.
pub(super) fn prepare(body: &str) -> Prepared<'_> {
    let mut scanner = Scanner::new(body);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', body.as_bytes()).chain(Some(body.len())) {
        scanner.line(start..end);
        start = end + 1;
    }
    let (text, map) = scanner.edits.finish();
    Prepared {
        body,
        text,
        map,
        markers: scanner.markers,
        findings: scanner.findings,
        sentinel: scanner.sentinel.flatten(),
        nonce: scanner.nonce,
    }
}

/// `body` as if it needed no preparation, to compare with.
#[cfg(test)]
pub(super) fn unprepared(body: &str) -> Prepared<'_> {
    let (text, map) = Rewrite::new(body).finish();
    let (markers, findings) = (Vec::new(), Vec::new());
    Prepared { body, text, map, markers, findings, sentinel: None, nonce: String::new() }
}

struct Scanner<'a> {
    body: &'a str,
    edits: Rewrite<'a>,
    markers: Vec<Marker>,
    findings: Vec<Finding>,
    /// Looked for when the first is needed.
    sentinel: Option<Option<char>>,
    nonce: String,
    verbatim: Option<Verbatim>,
    /// Columns of the content of the list items that the line may belong to, from the outermost in.
    items: Vec<usize>,
    /// The line before is empty, or there is none.
    blank: bool,
    /// Where the paragraph began.
    paragraph: usize,
    /// Code spans of the paragraph that began there, once they were asked for.
    spans: Option<(usize, Vec<Range<usize>>)>,
}

impl<'a> Scanner<'a> {
    fn new(body: &'a str) -> Self {
        Self {
            body,
            edits: Rewrite::new(body),
            markers: Vec::new(),
            findings: Vec::new(),
            sentinel: None,
            nonce: String::new(),
            verbatim: None,
            items: Vec::new(),
            blank: true,
            paragraph: 0,
            spans: None,
        }
    }

    fn line(&mut self, range: Range<usize>) {
        let line = &self.body[range.clone()];
        if let Some(verbatim) = &self.verbatim {
            let within = verbatim.within(line);
            if within != Within::Yes {
                self.verbatim = None;
                self.blank = false;
            }
            if within != Within::No {
                return;
            }
        }
        if self.blank {
            self.paragraph = range.start;
        }
        let first = line.as_bytes().first().copied().unwrap_or(b'\n');
        // Most lines begin with a Han character (0xE4 to 0xE9) or a letter: nothing to look at.
        if first.is_ascii_alphabetic() || (0xE4..=0xE9).contains(&first) {
            if self.blank {
                self.items.clear();
            }
            self.blank = false;
            return self.inline(range);
        }
        if line.trim_start_matches(is_indent).trim_end().is_empty() {
            if !line.is_ascii() {
                self.edits.replace(range, "");
            }
            self.blank = true;
            return;
        }
        self.blank = self.block(line, range);
    }

    /// A line that may begin a block; whether the next line begins one in any case.
    fn block(&mut self, line: &'a str, range: Range<usize>) -> bool {
        let prefix = prefix(line);
        if prefix.item.is_some() || self.blank {
            self.items.retain(|&column| column <= prefix.column);
            self.items.extend(prefix.item);
        }
        let rest = &line[prefix.length..];
        let content = range.start + prefix.length..range.end;
        self.verbatim = Verbatim::open(rest, prefix, self.items.last().copied());
        if self.verbatim.is_some() {
            return false;
        }
        if self.directive(rest, content.clone(), prefix) {
            return true;
        }
        self.indent(line, &range, prefix);
        self.inline(content);
        rest.starts_with('#')
    }

    /// Takes the line for a directive's, if it is one.
    fn directive(&mut self, rest: &str, content: Range<usize>, prefix: Prefix) -> bool {
        if !rest.starts_with([':', '：']) || prefix.item.is_some() {
            return false;
        }
        let kind = match directive::parse(rest, content.start) {
            None => return false,
            Some(Line::Close { colons }) => MarkerKind::Close { colons },
            Some(Line::Open(mut opening)) => {
                self.findings.append(&mut opening.findings);
                MarkerKind::Open(opening)
            }
        };
        if self.nonce.is_empty() {
            self.nonce = nonce(self.body);
        }
        // A table and an HTML block end at an empty line only; in a list it would set the items apart.
        let alone = prefix.quotes == 0 && self.items.is_empty();
        let gap = if alone && !self.blank { "\n" } else { "" };
        let start = if alone { content.start - prefix.length } else { content.start };
        let marker = format!("{gap}{}{}-->", self.nonce, self.markers.len());
        self.edits.replace(start..content.end, &marker);
        let span = content.start..content.start + rest.trim_end().len();
        self.markers.push(Marker { span, kind });
        true
    }

    /// Paragraphs indented by hand: `　　` begins a new one, four spaces or a tab make no code of it.
    fn indent(&mut self, line: &str, range: &Range<usize>, prefix: Prefix) {
        if !self.items.is_empty() || prefix.quotes > 0 {
            return;
        }
        let rest = &line[prefix.length..];
        if rest.starts_with("　　") && !self.blank {
            self.edits.insert(range.start, "\n");
            self.paragraph = range.start;
        } else if self.blank && prefix.indent >= 4 && begins_prose(rest) {
            self.edits.replace(range.start..range.start + prefix.length, "");
        }
    }

    /// Emphasis and addresses in a line.
    fn inline(&mut self, range: Range<usize>) {
        let bytes = self.body.as_bytes();
        let mut at = range.start;
        while let Some(found) = memchr::memchr3(b'*', b'~', b']', &bytes[at..range.end]) {
            let start = at + found;
            at = match bytes[start] {
                b']' => self.destination(start, range.end),
                mark => self.run(mark, start, &range),
            };
        }
    }

    /// A run of `*` or `~`; answers where to go on.
    fn run(&mut self, mark: u8, start: usize, line: &Range<usize>) -> usize {
        let bytes = self.body.as_bytes();
        let length = bytes[start..line.end].iter().take_while(|&&byte| byte == mark).count();
        let end = start + length;
        let escapes = bytes[line.start..start].iter().rev().take_while(|&&byte| byte == b'\\').count();
        let run = start + escapes % 2..end;
        if run.is_empty() || (mark == b'~' && run.len() != 2) {
            return end;
        }
        let Some(place) = sentinel_place(self.body, line, &run) else { return end };
        let body = self.body;
        if let Some(sentinel) = *self.sentinel.get_or_insert_with(|| sentinel(body)) {
            self.edits.insert(place, sentinel.encode_utf8(&mut [0; 4]));
        }
        end
    }

    /// The address after a `]`; answers where to go on.
    fn destination(&mut self, bracket: usize, line_end: usize) -> usize {
        let Some(mended) = destination::mend(self.body, bracket, line_end) else { return bracket + 1 };
        if self.in_code(bracket) {
            return bracket + 1;
        }
        for (range, with) in mended.edits {
            self.edits.replace(range, with);
        }
        mended.end
    }

    /// Whether `at` stands in a code span.
    fn in_code(&mut self, at: usize) -> bool {
        if self.spans.as_ref().is_none_or(|(paragraph, _)| *paragraph != self.paragraph) {
            let rest = &self.body[self.paragraph..];
            let end = memchr::memmem::find(rest.as_bytes(), b"\n\n").unwrap_or(rest.len());
            self.spans = Some((self.paragraph, destination::code_spans(&rest[..end])));
        }
        let Some((paragraph, spans)) = &self.spans else { return false };
        let at = at - paragraph;
        spans.get(spans.partition_point(|span| span.end <= at)).is_some_and(|span| span.start <= at)
    }
}

/// The beginning of a comment that does not occur in `body`.
fn nonce(body: &str) -> String {
    let mut number = 0_usize;
    loop {
        let nonce = format!("<!--:::{number}:");
        if !body.contains(&nonce) {
            return nonce;
        }
        number += 1;
    }
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
            ("    // 注释\n", "    // 注释\n"),
            ("    1. 第一\n", "    1. 第一\n"),
            ("    # 标题\n", "    # 标题\n"),
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
