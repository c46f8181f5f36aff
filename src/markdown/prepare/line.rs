//! Goes through the lines: recognizes code, directives, and the beginnings of paragraphs.

use std::ops::Range;

use super::super::chars::{indent_by_hand, is_han, is_indent};
use super::super::directive::{self, Line};
use super::super::emphasis::Stars;
use super::super::fence::{Prefix, Verbatim, Within, prefix};
use super::super::map::Rewrite;
use super::super::ordinal::Outline;
use super::super::{Headings, Lines, Options, Paragraphs};
use super::heading::Neighbours;
use super::inline::{Next, Spans};
use super::paragraph::Sentences;
use super::{Marker, MarkerKind, Prepared, Sentinels, nonce, words};
use crate::problem::Finding;

/// Goes through a body line by line.
pub(super) struct Scanner<'a> {
    pub body: &'a str,
    pub options: &'a Options,
    pub edits: Rewrite<'a>,
    markers: Vec<Marker>,
    pub findings: Vec<Finding>,
    pub sentinels: Sentinels,
    /// Whether the text may contain variation selectors.
    pub selectors: bool,
    /// Whether the text contains HTML comments.
    pub remarks: bool,
    nonce: String,
    pub verbatim: Option<Verbatim>,
    /// The line that opened the verbatim lines.
    opened: Range<usize>,
    /// Columns of the content of the list items to which the line may belong, from the outermost
    /// in.
    pub items: Vec<usize>,
    /// The spaces before a list or a quote that is indented as a whole. They are removed from each
    /// of its lines.
    shift: Range<usize>,
    /// Whether the line before is empty, or there is none.
    pub blank: bool,
    /// Where the paragraph begins.
    pub paragraph: usize,
    /// The line before, if it belongs to the same paragraph.
    pub previous: Range<usize>,
    /// The place up to which indented lines that may be code have been reported.
    pub told_code: usize,
    /// Whether the lines from the last empty one on are raw HTML.
    pub html: bool,
    /// The code spans of a paragraph, once they are needed.
    pub spans: Option<Spans>,
    /// The stars of a line, once they are needed.
    pub stars: Option<Stars>,
    /// The next end of a comment.
    pub next_close: Next,
    /// The next empty line.
    pub next_blank: Next,
    /// Whether the text has Han characters and is read as Chinese, once that is needed.
    chinese: Option<bool>,
    /// Whether to look for lines that look like headings.
    seeks_headings: bool,
    /// Whether to look for lines that are sentences.
    seeks_sentences: bool,
    pub outline: Outline,
    pub neighbours: Neighbours,
    pub sentences: Sentences,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(body: &'a str, options: &'a Options) -> Self {
        let wanted = |always, told| always || (told && options.advise);
        let chinese = (options.paragraphs == Paragraphs::CommonMark).then_some(false);
        Self {
            body,
            options,
            edits: Rewrite::new(body),
            markers: Vec::new(),
            findings: Vec::new(),
            sentinels: Sentinels::default(),
            // The first two bytes of U+FE00 to U+FE3F, which include the variation selectors.
            selectors: memchr::memmem::find(body.as_bytes(), b"\xEF\xB8").is_some(),
            remarks: memchr::memmem::find(body.as_bytes(), b"<!--").is_some(),
            nonce: String::new(),
            verbatim: None,
            opened: 0..0,
            items: Vec::new(),
            shift: 0..0,
            blank: true,
            paragraph: 0,
            previous: 0..0,
            told_code: 0,
            html: false,
            spans: None,
            stars: None,
            next_close: Next::new("-->"),
            next_blank: Next::new("\n\n"),
            chinese,
            seeks_headings: wanted(
                options.headings == Headings::Detect,
                options.headings == Headings::Report,
            ),
            seeks_sentences: wanted(
                options.sentence_lines == Lines::Paragraphs,
                options.sentence_lines == Lines::Warn,
            ),
            outline: Outline::default(),
            neighbours: Neighbours::default(),
            sentences: Sentences::default(),
        }
    }

    pub(super) fn finish(mut self) -> Prepared<'a> {
        self.end_of_sentences();
        if matches!(self.verbatim, Some(Verbatim::Fence { .. })) {
            self.unclosed_fence();
        }
        let (text, map) = self.edits.finish();
        Prepared {
            body: self.body,
            text,
            map,
            markers: self.markers,
            findings: self.findings,
            sentinels: self.sentinels,
            nonce: self.nonce,
        }
    }

    /// Whether the body is read by the rules for Chinese. A body without Han characters is
    /// CommonMark.
    pub(super) fn chinese(&mut self) -> bool {
        let body = self.body;
        *self.chinese.get_or_insert_with(|| body.chars().any(is_han))
    }

    pub(super) fn line(&mut self, range: Range<usize>) {
        let line = &self.body[range.clone()];
        if let Some(verbatim) = &self.verbatim {
            let within = verbatim.within(line);
            // The paragraph around a comment continues.
            let goes_on = matches!(verbatim, Verbatim::Remark);
            if verbatim.opens_another(line) {
                self.unclosed_fence();
            }
            if within == Within::Last {
                self.end_of_fence(line, &range);
            }
            if within != Within::Yes {
                self.blank = !goes_on;
                self.verbatim = None;
            }
            if within != Within::No {
                return;
            }
        }
        if self.blank {
            self.paragraph = range.start;
            self.html = false;
        }
        let first = line.as_bytes().first().copied().unwrap_or(b'\n');
        // Fast path: most lines begin with a Han character (first byte 0xE4 to 0xE9) or a letter,
        // and so begin no special block.
        if first.is_ascii_alphabetic() || (0xE4..=0xE9).contains(&first) {
            if self.blank {
                self.items.clear();
            }
            self.shift = 0..0;
            self.prose(line, &range, &range);
            self.previous = range.clone();
            self.blank = false;
            return self.inline(range);
        }
        if line.trim_start_matches(is_indent).trim_end().is_empty() && (line.is_ascii() || self.chinese()) {
            if !line.is_ascii() {
                self.edits.replace(range, "");
            }
            self.blank = true;
            return;
        }
        self.blank = self.block(line, range);
    }

    /// Handles a line of text, at `at` in the line at `range`, which may be a heading or a sentence
    /// of its own.
    fn prose(&mut self, content: &str, at: &Range<usize>, range: &Range<usize>) {
        if self.seeks_headings {
            self.heading(content, at);
        }
        if self.seeks_sentences {
            self.sentence(content, at, range);
        }
    }

    /// Handles a line that may begin a block. Returns whether the next line begins one in any case.
    fn block(&mut self, line: &'a str, range: Range<usize>) -> bool {
        let (line, range) = self.shifted(line, range);
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[spaces..].starts_with('>') && prefix(&line[..spaces]).indent >= 4 && self.is_margin() {
            self.shift = range.start..range.start + spaces;
            self.edits.replace(self.shift.clone(), "");
            return self.unindented(&line[spaces..], range.start + spaces..range.end);
        }
        self.unindented(line, range)
    }

    /// Whether an indent that would make a line code is removed here.
    fn is_margin(&mut self) -> bool {
        self.blank && self.items.is_empty() && self.chinese()
    }

    /// Handles a line from which the indent of a complete list or quote has been removed. Returns
    /// the same as `block`.
    fn unindented(&mut self, line: &'a str, range: Range<usize>) -> bool {
        if line.starts_with('&') && self.is_blank_by_hand(line) {
            self.edits.replace(range, "");
            return true;
        }
        let prefix = prefix(line);
        if self.underline(line, &range, prefix) {
            return false;
        }
        if prefix.quotes > 0 && prefix.item.is_none() && line.len() == prefix.length {
            // An empty line of a quote.
            self.end_of_sentences();
            return true;
        }
        if prefix.item.is_some() || self.blank {
            self.items.retain(|&column| column <= prefix.column);
            if let Some(column) = prefix.item {
                let shift = self.shift_list(line, &range, prefix);
                self.items.push(column - shift);
            }
        }
        let rest = &line[prefix.length..];
        let content = range.start + prefix.length..range.end;
        self.verbatim = Verbatim::open(rest, prefix, self.items.last().copied());
        if self.verbatim.is_some() {
            self.opened = range.clone();
            self.end_of_sentences();
            if prefix.indent >= 4 && self.items.is_empty() && self.chinese() {
                self.strip(line, &range, prefix, "");
            }
            return false;
        }
        if self.directive(rest, content.clone(), prefix) {
            self.end_of_sentences();
            return true;
        }
        if let Some(start) = self.behind_remark(rest, prefix) {
            let text = range.start + start..range.end;
            self.edits.replace(range.start..text.start, "");
            return self.unindented(&line[start..], text);
        }
        self.html |= self.blank && is_html(rest);
        self.note(rest, content.start, prefix);
        self.indent(line, &range, prefix);
        if self.items.is_empty() && prefix.quotes == 0 && !self.html {
            self.prose(rest, &content, &range);
        } else {
            self.end_of_sentences();
        }
        self.previous = content.clone();
        self.inline(content);
        rest.starts_with('#') && self.is_heading(rest)
    }

    /// Reports, once, a fence that contains more than was meant.
    fn unclosed_fence(&mut self) {
        let opened = std::mem::take(&mut self.opened);
        let line = self.body.get(opened.clone()).unwrap_or_default();
        if !line.trim().is_empty() {
            let span = opened.start..opened.start + line.trim_end().len();
            self.findings.push(Finding { problem: words::unclosed_fence(), span });
        }
    }

    /// Removes the spaces before a list or a quote that is indented as a whole.
    fn shifted(&mut self, line: &'a str, range: Range<usize>) -> (&'a str, Range<usize>) {
        let shift = self.body.get(self.shift.clone()).filter(|shift| !shift.is_empty());
        match shift.and_then(|shift| Some((shift.len(), line.strip_prefix(shift)?))) {
            Some((length, rest)) => {
                self.edits.replace(range.start..range.start + length, "");
                (rest, range.start + length..range.end)
            }
            None => {
                self.shift = 0..0;
                (line, range)
            }
        }
    }

    /// Moves a list to the margin if its indent would make it code. Returns the number of columns
    /// by which it is moved.
    fn shift_list(&mut self, line: &str, range: &Range<usize>, prefix: Prefix) -> usize {
        if prefix.column < 4 || prefix.quotes > 0 || !self.blank || !self.items.is_empty() || !self.chinese()
        {
            return 0;
        }
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        self.shift = range.start..range.start + spaces;
        self.edits.replace(self.shift.clone(), "");
        prefix.column
    }

    /// Whether a line has only spaces that are written as entities.
    fn is_blank_by_hand(&mut self, line: &str) -> bool {
        let (length, _) = indent_by_hand(line);
        line.get(length..).is_some_and(|rest| rest.trim().is_empty()) && self.chinese()
    }

    /// Makes indented lines below a footnote or a definition part of it.
    fn note(&mut self, rest: &str, at: usize, prefix: Prefix) {
        if prefix.indent > 3 || prefix.quotes > 0 || prefix.item.is_some() {
            return;
        }
        if rest.starts_with("[^") && (rest.contains("]:") || self.note_colon(rest, at)) {
            self.items = vec![4];
        } else if self.options.definition_lists && rest.starts_with(": ") {
            self.items = vec![2];
        }
    }

    /// Reads `[^1]：` at the beginning of a line as `[^1]:`, just as front matter may have `标题：`.
    fn note_colon(&mut self, rest: &str, at: usize) -> bool {
        let label = rest.find("]：").filter(|end| rest.get(2..*end).is_some_and(is_label));
        let Some(label) = label else { return false };
        let span = at + label + 1..at + label + 1 + '：'.len_utf8();
        self.edits.replace(span.clone(), ": ");
        self.findings.push(Finding { problem: words::note_colon(span.clone()), span });
        true
    }

    /// Removes the indent of a closing fence that is indented like its opening one, which
    /// CommonMark does not accept.
    fn end_of_fence(&mut self, line: &'a str, range: &Range<usize>) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_fence = matches!(self.verbatim, Some(Verbatim::Fence { .. }));
        if is_fence && (indent >= 4 || line.starts_with('\t')) && self.items.is_empty() && self.chinese() {
            self.edits.replace(range.start..range.start + indent, "");
        }
    }

    /// Returns where the text begins after comments at the beginning of a line. It is read as if
    /// they were not there.
    fn behind_remark(&mut self, rest: &str, prefix: Prefix) -> Option<usize> {
        let is_alone = prefix.quotes == 0 && prefix.item.is_none() && self.items.is_empty();
        if !rest.starts_with("<!--") || !is_alone {
            return None;
        }
        let text = std::iter::successors(Some(rest), |text| behind(text)).last()?;
        (text.len() < rest.len() && self.chinese()).then_some(prefix.length + rest.len() - text.len())
    }

    /// Replaces the line by a marker if it is the line of a directive. Returns whether it is.
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
        // A table or an HTML block ends only at an empty line. In a list an empty line would make
        // the list loose.
        let alone = prefix.quotes == 0 && self.items.is_empty();
        let gap = if alone && !self.blank { "\n" } else { "" };
        let start = if alone { content.start - prefix.length } else { content.start };
        let marker = format!("{gap}{}{}-->", self.nonce, self.markers.len());
        self.edits.replace(start..content.end, &marker);
        let span = content.start..content.start + rest.trim_end().len();
        self.markers.push(Marker { span, kind });
        true
    }
}

/// Whether this can be the label of a footnote.
fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.contains([' ', '[', ']', '\t'])
}

/// Returns the text after a comment, if there is any on its line.
fn behind(text: &str) -> Option<&str> {
    let remark = text.starts_with("<!--").then(|| text.find("-->"))??;
    let words = text.get(remark + "-->".len()..)?.trim_start();
    (!words.is_empty()).then_some(words)
}

/// Whether a line at the beginning of a block opens raw HTML, which continues until an empty line.
fn is_html(rest: &str) -> bool {
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let is_address = tag.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && !is_address
}
