//! Checks headings: their levels, their numbers, and bold lines used instead of them.

use std::ops::Range;

use super::super::ordinal::{self, OrdinalKind, Outline};
use super::super::title;
use super::block::{Block, BlockKind};
use super::fact;
use crate::problem::{Edit, Finding, Fix, Problem};

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// Level of the last one; 0 before the first.
    level: u8,
    /// The open row of numbers for each level and form.
    rows: Vec<Row>,
    outline: Outline,
}

/// A sequence of headings with the same level and form of number.
#[derive(Debug)]
struct Row {
    level: u8,
    kind: OrdinalKind,
    /// The number of its last heading.
    last: u32,
    /// The number that was expected of the last heading, and the index of its finding, if it has
    /// another number. The next heading may confirm the expectation.
    doubted: Option<(u32, usize)>,
}

impl Headings {
    /// Checks the next block.
    pub(super) fn look_at(&mut self, body: &str, block: &Block, found: &mut Vec<Finding>) {
        match block.kind {
            BlockKind::Heading(level) => {
                self.jump(body, block, level, found);
                self.order(block, level, found);
                self.level = level;
                self.outline.heading(level, &block.text());
            }
            BlockKind::Paragraph => self.bold(block, found),
            BlockKind::Inner => {}
        }
    }

    /// Reports a heading that skips a level.
    fn jump(&self, body: &str, block: &Block, level: u8, found: &mut Vec<Finding>) {
        let expected = self.level.max(1) + 1;
        if level <= expected {
            return;
        }
        let mut problem = Problem::warning(
            "heading/jump",
            format!("标题从 {} 级跳到 {level} 级", self.level.max(1)),
            format!("the headings go from level {} to level {level}", self.level.max(1)),
        )
        .help(
            format!("这里用 {} 级标题：{}", expected, "#".repeat(expected.into())),
            format!("make it one of level {expected}: {}", "#".repeat(expected.into())),
        );
        let written = body.get(block.span.clone()).unwrap_or_default();
        if written.starts_with(&"#".repeat(level.into())) {
            let surplus = block.span.start..block.span.start + usize::from(level - expected);
            problem = problem.fix(Fix::probable(
                format!("改成 {expected} 级标题"),
                format!("make it level {expected}"),
                vec![Edit::remove(surplus)],
            ));
        }
        found.push(Finding { problem, span: block.span.clone() });
    }

    /// Reports a number out of order: `一、` and then `三、`. A row may start again at one
    /// anywhere: in a second part, in a table of contents before the text, in a second annex.
    fn order(&mut self, block: &Block, level: u8, found: &mut Vec<Finding>) {
        self.rows.retain(|row| row.level <= level);
        let text = block.text();
        let Some(own) = ordinal::ordinal(&text) else { return };
        let is_own = |row: &Row| (row.level, row.kind) == (level, own.kind);
        let before = self.rows.iter().position(is_own).map(|at| self.rows.swap_remove(at));
        self.rows.retain(|row| row.level < level);
        let mut row = Row { level, kind: own.kind, last: own.number, doubted: None };
        if let Some(before) = before.filter(|_| own.number != 1) {
            let count = text.get(..own.length).map_or(0, |number| number.chars().count());
            row.doubted = follow(&before, own, block.span_of(0..count), found);
        }
        self.rows.push(row);
    }

    /// Reports a paragraph that is one short bold line.
    fn bold(&mut self, block: &Block, found: &mut Vec<Finding>) {
        if block.strong.as_ref() != Some(&block.span) || block.chars.len() > title::LONGEST {
            return;
        }
        let text = block.text();
        if text.contains('\n') || !title::reads_as_title(&text) || fact::is_fact(&text) {
            return;
        }
        let level = match ordinal::ordinal(&text) {
            Some(number) => self.outline.level(number),
            None => (self.level.max(1) + 1).min(6),
        };
        let mark = "#".repeat(level.into());
        let (first, last) = (block.span.start, block.span.end);
        let edits = vec![Edit::replace(first..first + 2, format!("{mark} ")), Edit::remove(last - 2..last)];
        let problem = Problem::info(
            "md/bold-as-heading",
            "这一行加粗的文字像是标题",
            "this line of bold words looks like a heading",
        )
        .help(
            format!("是标题就写成 {mark} 标题：读屏软件和目录才认得"),
            format!("write a heading as {mark} and the words, so that screen readers and tables of contents know it"),
        )
        .fix(Fix::probable(format!("改成标题（{mark}）"), format!("make it a heading with {mark}"), edits));
        found.push(Finding { problem, span: block.span.clone() });
    }
}

/// Reports a number that does not follow the one before it. Returns the expected number and the
/// index of the finding.
///
/// Only the numbers on both sides prove which one is wrong: 一、二、二、四 lacks 三, but in
/// 一、三、四 a heading may be missing or left out on purpose. So the fix is added only when the
/// next number confirms it.
fn follow(
    before: &Row,
    own: ordinal::Ordinal,
    span: Range<usize>,
    found: &mut Vec<Finding>,
) -> Option<(u32, usize)> {
    if let Some((expected, at)) = before.doubted.filter(|(expected, _)| own.number == expected + 1) {
        if let Some(finding) = found.get_mut(at) {
            let words = (format!("改成“{}”", own.kind.write(expected)), format!("make it number {expected}"));
            let edits = vec![Edit::replace(finding.span.clone(), own.kind.write(expected))];
            finding.problem.fix = Some(Fix::probable(words.0, words.1, edits));
        }
        return None;
    }
    let expected = before.last + 1;
    if own.number == expected {
        return None;
    }
    let written = own.kind.write(own.number);
    let problem = Problem::warning(
        "heading/order",
        format!("标题序号“{written}”接在“{}”后面", own.kind.write(before.last)),
        format!("heading number {} follows number {}", own.number, before.last),
    )
    .help(
        format!("是不是“{}”？检查有没有漏掉或重复的标题", own.kind.write(expected)),
        format!("is it number {expected}? a heading may be missing or double"),
    );
    found.push(Finding { problem, span });
    Some((expected, found.len() - 1))
}
