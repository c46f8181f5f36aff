//! Recognizes lines that look like headings but are not in Markdown: `一、总体要求`, `##总体要求`, `＃ 总体要求`.

use std::ops::Range;

use super::super::Headings;
use super::super::chars::{indent_by_hand, is_han, is_indent};
use super::super::ordinal::{Kind, looks_like_a_heading};
use super::line::Scanner;
use super::words;
use crate::problem::Finding;

/// The lines around a line that may be a heading.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The form of number of the last non-empty line, if it looked like a heading.
    before: Option<Kind>,
}

impl Scanner<'_> {
    /// Handles a line of text outside lists and quotes that may be a heading.
    pub(super) fn heading(&mut self, line: &str, at: &Range<usize>) {
        let marks = line.len() - line.trim_start_matches(['#', '＃']).len();
        if marks > 0 {
            self.neighbours.before = None;
            return self.marked(line, at, marks);
        }
        let before = self.neighbours.before.take();
        let found = if self.blank { looks_like_a_heading(line.trim_matches(is_indent)) } else { None };
        let Some(found) = found.filter(|_| self.chinese()) else { return };
        self.neighbours.before = Some(found.kind);
        let (is_alone, after) = self.after(at.end);
        // Several in sequence with nothing between them are a list.
        if !is_alone || before == Some(found.kind) || after == Some(found.kind) {
            return;
        }
        let mark = "#".repeat(self.outline.level(found.kind).into());
        let indent = line.len() - line.trim_start_matches(is_indent).len();
        let space = at.start..at.start + indent;
        if self.options.headings == Headings::Detect {
            self.edits.replace(space, &format!("{mark} "));
        } else {
            let span = space.end..at.start + line.trim_end().len();
            let problem = words::ordinal_line(&line[indent..], &mark, space);
            self.findings.push(Finding { problem, span });
        }
    }

    /// Handles a line that begins with `#`: a heading, or one that lacks a space.
    fn marked(&mut self, line: &str, at: &Range<usize>, marks: usize) {
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
            && (level > 1 || self.blank);
        if level > 6 || !is_meant || !self.chinese() {
            return;
        }
        self.outline.heading(u8::try_from(level).unwrap_or(6));
        let wrong = at.start..at.start + line.len() - text.len();
        let right = format!("{} ", "#".repeat(level));
        if self.options.headings == Headings::Detect {
            self.edits.replace(wrong, &right);
        } else {
            let span = at.start..at.start + line.trim_end().len();
            self.findings.push(Finding { problem: words::heading_space(&right, wrong, level), span });
        }
    }

    /// Returns whether a line that ends at `end` is followed by a new paragraph, and the form of
    /// number of the next non-empty line.
    fn after(&self, end: usize) -> (bool, Option<Kind>) {
        let rest = self.body.get(end..).unwrap_or_default();
        let mut lines = rest.split('\n').skip(1);
        let next = lines.next().unwrap_or_default();
        let indented = indent_by_hand(next).1 >= 2 || next.starts_with("    ") || next.starts_with('\t');
        let is_blank = |line: &str| line.trim_matches(is_indent).trim().is_empty();
        let following = match is_blank(next) {
            false => Some(next),
            true => lines.find(|line| !is_blank(line)),
        };
        let kind = following.and_then(|line| looks_like_a_heading(line.trim_matches(is_indent)));
        (is_blank(next) || indented, kind.map(|found| found.kind))
    }

    /// Whether a line that begins with `#` is a heading in Markdown, or is made one.
    pub(super) fn is_heading(&self, rest: &str) -> bool {
        let words = rest.trim_start_matches('#');
        let level = rest.len() - words.len();
        let lacks_space = self.options.headings != Headings::Detect;
        level <= 6 && (words.is_empty() || words.starts_with([' ', '\t', '\r']) || !lacks_space)
    }
}
