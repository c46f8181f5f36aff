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
    /// The number of the last non-empty line, if it had one.
    before: Option<Sibling>,
    outline: Outline,
}

impl HeadingLines {
    /// Handles a line of text outside lists and quotes that may be a heading. `is_alone` tells that
    /// the next line is a paragraph of its own.
    pub(super) fn line(&mut self, draft: &mut Draft<'_>, line: &str, at: &Range<usize>, is_alone: bool) {
        let marks = line.len() - line.trim_start_matches(['#', '＃']).len();
        if marks > 0 {
            self.before = None;
            return self.marked(draft, line, at, marks);
        }
        let before = self.before.take();
        if let Some(kind) = attachment(line) {
            self.before = Some(Sibling { kind, number: None });
            return;
        }
        self.before = sibling(line);
        // The first item of a list may stand right below the line that announces it.
        if !draft.blank {
            return;
        }
        let Some(found) = looks_like_a_heading(line.trim_matches(is_indent)) else { return };
        if !draft.chinese() {
            return;
        }
        let (is_last, has_sibling) = after(draft.body, at.end, found);
        // Several in sequence with nothing between them are a list.
        let is_next = before.is_some_and(|before| before.is_followed_by(found));
        if !(is_last || is_alone) || is_next || has_sibling {
            return;
        }
        let mark = "#".repeat(self.outline.level(found).into());
        let indent = line.len() - line.trim_start_matches(is_indent).len();
        let space = at.start..at.start + indent;
        if draft.options.headings == Headings::Detect {
            draft.edits.replace(space, &format!("{mark} "));
        } else {
            let span = space.end..at.start + line.trim_end().len();
            let words = line.get(indent..).unwrap_or_default();
            let whole = start_of_line(draft.body, space.start)..space.end;
            draft.report(words::ordinal_line(words, &mark, whole), span);
        }
    }

    /// Handles a line that begins with `#`: a heading, or one that lacks a space.
    fn marked(&mut self, draft: &mut Draft<'_>, line: &str, at: &Range<usize>, marks: usize) {
        let (before, words) = line.split_at(marks);
        let level = before.chars().count();
        let text = words.trim_start_matches(is_indent);
        let is_right = !before.contains('＃') && (words.is_empty() || words.starts_with([' ', '\t']));
        if is_right {
            return self.outline.heading(u8::try_from(level).unwrap_or(6).clamp(1, 6), text);
        }
        // `#党的二十大#` is a topic, `#1` a number.
        let is_meant = text.starts_with(|c: char| is_han(c) || matches!(c, '（' | '《' | '“'))
            && !text.contains('#')
            && !text.trim_end().ends_with(['。', '；', '，'])
            && (level > 1 || draft.blank);
        if level > 6 || !is_meant || !draft.chinese() {
            return;
        }
        self.outline.heading(u8::try_from(level).unwrap_or(6), text);
        let wrong = at.start..at.start + line.len() - text.len();
        let right = format!("{} ", "#".repeat(level));
        if draft.options.headings == Headings::Detect {
            draft.edits.replace(wrong, &right);
        } else {
            let span = at.start..at.start + line.trim_end().len();
            let wrong = start_of_line(draft.body, wrong.start)..wrong.end;
            draft.report(words::heading_space(&right, wrong, level), span);
        }
    }
}

/// Returns where the line begins if there are only spaces before `at`, or else `at`. A heading is
/// written without them: `    ## 一、目标` would be code.
fn start_of_line(body: &str, at: usize) -> usize {
    let before = body.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
    if before.is_empty() || before.ends_with('\n') { before.len() } else { at }
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

/// A numbered line that may be an item of the same list as the one next to it.
#[derive(Debug, Clone, Copy)]
struct Sibling {
    kind: OrdinalKind,
    /// Its number, if only the one next to it is of the same list: a line that looks like a heading
    /// is of one list with another one whatever their numbers are.
    number: Option<u32>,
}

impl Sibling {
    /// Whether the line `next` below this one is an item of the same list.
    fn is_followed_by(self, next: Ordinal) -> bool {
        self.kind == next.kind && self.number.is_none_or(|number| number.checked_add(1) == Some(next.number))
    }

    /// Whether the line `before` above this one is an item of the same list.
    fn follows(self, before: Ordinal) -> bool {
        self.kind == before.kind
            && self.number.is_none_or(|number| before.number.checked_add(1) == Some(number))
    }
}

/// Returns what is known of a line that begins with a number.
fn sibling(line: &str) -> Option<Sibling> {
    let line = line.trim_matches(is_indent);
    let found = ordinal(line)?;
    let number = looks_like_a_heading(line).is_none().then_some(found.number);
    Some(Sibling { kind: found.kind, number })
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
    let is_sibling = |line: &str| sibling(line).is_some_and(|next| next.follows(found));
    (is_blank(next) || indented, following.is_some_and(is_sibling))
}

/// Whether a line that begins with `#` is a heading in Markdown, or is made one.
pub(super) fn is_heading(options: &Options, rest: &str) -> bool {
    let words = rest.trim_start_matches('#');
    let level = rest.len() - words.len();
    let lacks_space = options.headings != Headings::Detect;
    level <= 6 && (words.is_empty() || words.starts_with([' ', '\t', '\r']) || !lacks_space)
}
