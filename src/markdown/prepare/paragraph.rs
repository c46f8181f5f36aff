//! Finds where Chinese writers begin paragraphs: with an indent, or on a line of its own.

use std::ops::Range;

use super::super::Lines;
use super::super::chars::{indent_by_hand, is_cjk, is_han, is_shared_mark};
use super::super::fence::{Prefix, list_marker};
use super::super::reading::{Manner, Reading, is_signed};
use super::draft::Draft;
use super::words;
use crate::problem::Edit;

/// Finds the beginnings of paragraphs, line after line.
#[derive(Debug, Default)]
pub(super) struct ParagraphLines {
    /// The reading of the block that the scan is in, or was last in.
    reading: Reading,
    /// How the whole body is written, once that is needed.
    manner: Option<Manner>,
    /// The spans of the signatures. Each of their lines is a paragraph.
    pub signatures: Vec<Range<usize>>,
    /// The place up to which indented lines that may be code have been seen.
    told_code: usize,
}

impl ParagraphLines {
    /// Handles paragraphs indented by hand: an indent begins a new one, and four spaces or a tab do
    /// not make code.
    pub(super) fn indent(&mut self, draft: &mut Draft<'_>, line: &str, range: &Range<usize>, prefix: Prefix) {
        if draft.html || prefix.item.is_some() {
            return;
        }
        let rest = line.get(prefix.length..).unwrap_or_default();
        if prefix.length == 0 && !draft.blank && indent_by_hand(rest).1 >= 4 && draft.chinese() {
            // Nobody continues a list item this way.
            draft.items.clear();
        }
        if let Some(&column) = draft.items.last() {
            // Below a list item, code is indented by four more columns than the item's text.
            if draft.blank && prefix.quotes == 0 && prefix.indent >= column + 4 && draft.chinese() {
                strip(draft, line, range, prefix, &" ".repeat(column));
            }
            return;
        }
        let begins = !draft.blank && begins_paragraph(line, prefix, rest) && draft.chinese();
        if begins {
            draft.paragraph = range.start;
            draft.blank = true;
            let gap = format!("{}\n", lead(line, prefix));
            if prefix.indent < 4 {
                return draft.edits.insert(range.start, &gap);
            }
            let lead = lead(line, prefix);
            let end = range.start + prefix.length;
            draft.edits.replace(range.start..end, &format!("{gap}{lead}"));
        } else if draft.blank && prefix.indent >= 4 && draft.chinese() {
            if range.start >= self.told_code && !begins_prose(rest) {
                // Where the code ends counts without advice too: the text is the same.
                let (problem, end) = words::indented_code(draft.body, range);
                if draft.options.advise {
                    draft.report(problem, range.start + prefix.length..range.end);
                }
                self.told_code = end;
            }
            strip(draft, line, range, prefix, "");
        }
    }

    /// Whether a line that begins at `at` is one of those that may be code.
    pub(super) fn may_be_code(&self, at: usize) -> bool {
        at < self.told_code
    }

    /// Reads a line of dashes below a Chinese paragraph as a rule; one or two dashes as text. (In
    /// CommonMark the paragraph would become a heading.) Returns whether it did.
    pub(super) fn underline(
        &mut self,
        draft: &mut Draft<'_>,
        line: &str,
        range: &Range<usize>,
        prefix: Prefix,
    ) -> bool {
        let content = match prefix.quotes {
            0 => line,
            _ => line.get(prefix.length..).unwrap_or_default(),
        }
        .trim_matches([' ', '\t', '\r']);
        if draft.blank || draft.html || content.is_empty() || !content.bytes().all(|byte| byte == b'-') {
            return false;
        }
        let above = draft.body.get(draft.previous.clone()).unwrap_or_default();
        if !above.contains(is_han) || above.contains('|') || (content == "-" && !draft.items.is_empty()) {
            return false;
        }
        let start = range.end - line.len() + (line.trim_end().len() - content.len());
        let span = start..start + content.len();
        let rule = draft.chinese();
        let edit = match content.len() {
            1 | 2 => Edit::insert(start, "\\"),
            _ if prefix.quotes > 0 || !draft.items.is_empty() => Edit::replace(span.clone(), "***"),
            _ => Edit::insert(range.start, "\n"),
        };
        if draft.options.advise {
            draft.report(words::underlined(edit, content.len(), rule), span.clone());
        }
        if !rule {
            return false;
        }
        match content.len() {
            1 | 2 => draft.edits.insert(start, "\\"),
            _ => draft.edits.replace(span, "***"),
        }
        true
    }

    /// Handles a line of text, at `range`: begins a paragraph where one is meant.
    pub(super) fn read(&mut self, draft: &mut Draft<'_>, range: &Range<usize>) {
        self.read_block(draft, range);
        if !draft.blank && self.begins(draft, range.start) {
            draft.edits.insert(range.start, "\n");
            draft.paragraph = range.start;
            draft.blank = true;
            draft.items.clear();
        }
    }

    /// Reads the block that begins with the line at `range`, if the line is not in one that has
    /// been read.
    fn read_block(&mut self, draft: &mut Draft<'_>, range: &Range<usize>) {
        if self.reading.contains(range.start) {
            return;
        }
        // Fast path: a block of one line.
        let next = draft.body.as_bytes().get(range.end + 1);
        if matches!(next, None | Some(b'\n')) && draft.blank || !draft.chinese() {
            return;
        }
        let lines = draft.options.sentence_lines;
        self.reading = Reading::of(draft.body, range.clone(), lines, &mut self.manner);
        if draft.options.advise {
            self.report(draft);
        }
    }

    /// Whether a paragraph begins on the line that begins at `at`, below another line.
    pub(super) fn begins(&self, draft: &Draft<'_>, at: usize) -> bool {
        let is_meant = draft.options.sentence_lines != Lines::Warn && self.reading.begins(at);
        is_meant || is_signed(&self.signatures, at)
    }

    /// Reports lines that are joined although they look like paragraphs, or that could be read in
    /// another way.
    fn report(&mut self, draft: &mut Draft<'_>) {
        if draft.options.sentence_lines == Lines::Warn {
            if let Some((span, breaks)) = self.reading.parts() {
                draft.report(words::merged(breaks), span);
            }
        } else if let Some(doubt) = self.reading.doubt() {
            let problem = words::in_doubt(doubt);
            draft.report(problem, doubt.span.clone());
        }
    }
}

/// Removes the spaces before the content of a line, except for `spaces`.
pub(super) fn strip(draft: &mut Draft<'_>, line: &str, range: &Range<usize>, prefix: Prefix, spaces: &str) {
    let start = range.start + lead(line, prefix).len();
    draft.edits.replace(start..range.start + prefix.length, spaces);
}

/// Returns the part before the spaces before the content: the marks of block quotes.
fn lead(line: &str, prefix: Prefix) -> &str {
    match prefix.quotes {
        0 => "",
        _ => {
            let marks = line.get(..prefix.length).unwrap_or_default().trim_end_matches([' ', '\t']);
            let space = usize::from(line.as_bytes().get(marks.len()) == Some(&b' '));
            line.get(..marks.len() + space).unwrap_or_default()
        }
    }
}

/// Whether a line that follows another line of a paragraph begins a new paragraph by its indent.
pub(in crate::markdown) fn begins_paragraph(line: &str, prefix: Prefix, rest: &str) -> bool {
    let (length, columns) = indent_by_hand(rest);
    let first = rest.get(length..).and_then(|text| text.chars().next());
    let Some(first) = first.filter(|c| !c.is_whitespace()) else { return false };
    if columns >= 2 {
        return true;
    }
    let is_marked =
        first.is_ascii_punctuation() && !matches!(first, '"' | '\'' | '(' | '[' | '*' | '`' | '!');
    let spaces = line.get(..prefix.length).unwrap_or_default();
    match prefix.indent {
        0 | 1 => false,
        _ if is_marked => false,
        _ if spaces.ends_with('\t') => true,
        2 | 3 => begins_prose(rest),
        _ => begins_prose(rest) || rest.contains(is_han),
    }
}

/// Whether an indented line is a Chinese paragraph rather than code or a block of its own.
pub(in crate::markdown) fn begins_prose(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return false };
    if is_cjk(first) || is_shared_mark(first) {
        return true;
    }
    let opens = first.is_ascii_digit() || matches!(first, '*' | '[' | '!' | '(');
    opens
        && list_marker(rest.as_bytes()).is_none()
        && rest.chars().find(|c| c.is_alphabetic()).is_some_and(is_cjk)
}
