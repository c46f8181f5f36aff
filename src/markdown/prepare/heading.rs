//! Recognizes lines that look like headings but are not in Markdown: `一、总体要求`, `##总体要求`,
//! `＃ 总体要求`.

use std::ops::Range;

use super::super::chars::{indent_by_hand, is_han, is_indent};
use super::super::ordinal::{Ordinal, OrdinalKind, Outline, looks_like_a_heading, ordinal};
use super::super::{Headings, Options};
use super::draft::Draft;
use super::words;

/// Finds headings, line after line.
#[derive(Debug, Default)]
pub(super) struct HeadingLines {
    /// The form of number of the last non-empty line, if it looked like a heading.
    before: Option<OrdinalKind>,
    outline: Outline,
}

impl HeadingLines {
    /// Handles a line of text outside lists and quotes that may be a heading.
    pub(super) fn line(&mut self, draft: &mut Draft<'_>, line: &str, at: &Range<usize>) {
        let marks = line.len() - line.trim_start_matches(['#', '＃']).len();
        if marks > 0 {
            self.before = None;
            return self.marked(draft, line, at, marks);
        }
        let before = self.before.take();
        if let Some(kind) = attachment(line) {
            self.before = Some(kind);
            return;
        }
        if !draft.blank {
            return;
        }
        let Some(found) = looks_like_a_heading(line.trim_matches(is_indent)) else {
            self.before = enumerated(line);
            return;
        };
        if !draft.chinese() {
            return;
        }
        self.before = Some(found.kind);
        let (is_alone, has_sibling) = after(draft.body, at.end, found);
        // Several in sequence with nothing between them are a list.
        if !is_alone || before == Some(found.kind) || has_sibling {
            return;
        }
        let mark = "#".repeat(self.outline.level(found.kind).into());
        let indent = line.len() - line.trim_start_matches(is_indent).len();
        let space = at.start..at.start + indent;
        if draft.options.headings == Headings::Detect {
            draft.edits.replace(space, &format!("{mark} "));
        } else {
            let span = space.end..at.start + line.trim_end().len();
            let problem = words::ordinal_line(line.get(indent..).unwrap_or_default(), &mark, space);
            draft.report(problem, span);
        }
    }

    /// Handles a line that begins with `#`: a heading, or one that lacks a space.
    fn marked(&mut self, draft: &mut Draft<'_>, line: &str, at: &Range<usize>, marks: usize) {
        let (before, words) = line.split_at(marks);
        let level = before.chars().count();
        let text = words.trim_start_matches(is_indent);
        let is_right = !before.contains('＃') && (words.is_empty() || words.starts_with([' ', '\t']));
        if is_right {
            return self.outline.heading(u8::try_from(level).unwrap_or(6).clamp(1, 6));
        }
        // `#党的二十大#` is a topic, `#1` a number.
        let is_meant = text.starts_with(|c: char| is_han(c) || matches!(c, '（' | '《' | '“'))
            && !text.contains('#')
            && !text.trim_end().ends_with(['。', '；', '，'])
            && (level > 1 || draft.blank);
        if level > 6 || !is_meant || !draft.chinese() {
            return;
        }
        self.outline.heading(u8::try_from(level).unwrap_or(6));
        let wrong = at.start..at.start + line.len() - text.len();
        let right = format!("{} ", "#".repeat(level));
        if draft.options.headings == Headings::Detect {
            draft.edits.replace(wrong, &right);
        } else {
            let span = at.start..at.start + line.trim_end().len();
            draft.report(words::heading_space(&right, wrong, level), span);
        }
    }
}

/// Returns the form of number of the attachments that a line begins to list: `附件：1．名单`,
/// `附件：`. Those that follow are no headings.
fn attachment(line: &str) -> Option<OrdinalKind> {
    let rest = line.trim_start_matches(is_indent).strip_prefix('附')?;
    let rest = rest.strip_prefix(['件', '表', '图', '录']).unwrap_or(rest);
    let words = rest.trim_start_matches(|c| is_indent(c) || matches!(c, '：' | ':'));
    match words.trim().is_empty() {
        true => Some(OrdinalKind::Figure),
        false => ordinal(words).map(|found| found.kind).filter(|_| words.len() < rest.len()),
    }
}

/// Returns the form of number of an item of an enumeration that goes on: `（一）场地；`.
fn enumerated(line: &str) -> Option<OrdinalKind> {
    let line = line.trim_matches(is_indent).trim_end();
    ordinal(line).filter(|_| line.ends_with(['；', ';', '，', '、'])).map(|found| found.kind)
}

/// Returns whether a line that ends at `end` is followed by a new paragraph, and whether the next
/// non-empty line is the next item of a list: it looks like a heading of the same form, or it has
/// the next number, whatever it is like.
fn after(body: &str, end: usize, found: Ordinal) -> (bool, bool) {
    let rest = body.get(end..).unwrap_or_default();
    let mut lines = rest.split('\n').skip(1);
    let next = lines.next().unwrap_or_default();
    let indented = indent_by_hand(next).1 >= 2 || next.starts_with("    ") || next.starts_with('\t');
    let is_blank = |line: &str| line.trim_matches(is_indent).trim().is_empty();
    let following = match is_blank(next) {
        false => Some(next),
        true => lines.find(|line| !is_blank(line)),
    };
    let is_sibling = |line: &str| {
        let line = line.trim_matches(is_indent);
        let same = |next: &Ordinal| next.kind == found.kind;
        looks_like_a_heading(line).filter(same).is_some()
            || ordinal(line).filter(same).is_some_and(|next| next.number == found.number + 1)
    };
    (is_blank(next) || indented, following.is_some_and(is_sibling))
}

/// Whether a line that begins with `#` is a heading in Markdown, or is made one.
pub(super) fn is_heading(options: &Options, rest: &str) -> bool {
    let words = rest.trim_start_matches('#');
    let level = rest.len() - words.len();
    let lacks_space = options.headings != Headings::Detect;
    level <= 6 && (words.is_empty() || words.starts_with([' ', '\t', '\r']) || !lacks_space)
}
