//! Checks headings: their levels, their numbers, and bold lines used instead of them.

use std::ops::Range;

use super::super::chars::is_han;
use super::super::ordinal::{self, OrdinalKind};
use super::super::{caption, title};
use super::block::{Block, BlockKind};
use crate::problem::{Edit, Finding, Fix, Problem};

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// Level of the last one; 0 before the first.
    level: u8,
    /// The open row of numbers for each level and form.
    rows: Vec<Row>,
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
    fn bold(&self, block: &Block, found: &mut Vec<Finding>) {
        if block.strong.as_ref() != Some(&block.span) || block.chars.len() > title::LONGEST {
            return;
        }
        let text = block.text();
        let is_no_title = !title::reads_as_title(&text) || states_a_fact(&text) || is_caption(&text);
        if text.contains('\n') || is_no_title {
            return;
        }
        let mark = "#".repeat(usize::from(self.level.max(1) + 1).min(6));
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

/// Whether a line is a label with what it stands for, not a heading:
/// `时间：2026年9月16日（周六）下午2:30`, `联系电话：0571-12345678`, `主持人：张三`.
fn states_a_fact(text: &str) -> bool {
    const LABELS: [&str; 18] = [
        "时间",
        "地点",
        "日期",
        "地址",
        "电话",
        "邮箱",
        "网址",
        "主持",
        "主持人",
        "主讲",
        "主讲人",
        "记录",
        "记录人",
        "参会人员",
        "参加人员",
        "作者",
        "来源",
        "联系人",
    ];
    const OF: [&str; 8] = ["", "活动", "会议", "联系", "报名", "截止", "学习", "培训"];
    let Some((label, value)) = text.split_once(['：', ':']) else { return false };
    let (label, value) = (label.trim(), value.trim());
    let is_known = OF.iter().any(|of| label.strip_prefix(of).is_some_and(|label| LABELS.contains(&label)));
    // `重点一：2026年工作安排` is a heading.
    let is_of_date =
        |c: char| !is_han(c) || "年月日时点分秒半周星期一二三四五六天上下午中晚早至到".contains(c);
    let is_date = value.starts_with(|c: char| c.is_ascii_digit())
        && value.contains(['年', '月', '日', ':', '：'])
        && value.chars().all(is_of_date);
    !value.is_empty() && (is_known || is_date)
}

/// Whether a line belongs to a picture or a table next to it: `图1 会场`, `表2：名单`,
/// `图片来源：新华社`, `义务植树（张三 摄）`.
fn is_caption(text: &str) -> bool {
    const LABELS: [&str; 9] =
        ["图", "图片", "图片来源", "图片说明", "图为", "资料来源", "摄影", "供图", "制图"];
    let rest = text.strip_prefix(['图', '表']).unwrap_or_default().trim_start();
    let is_numbered = rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let label = text.split_once(['：', ':']).map_or("", |(label, _)| label.trim());
    is_numbered
        || LABELS.contains(&label)
        || text.starts_with("图为")
        || caption::split_credit(text).1.is_some()
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
