//! Headings: their levels, their numbers, and bold lines that stand for them.

use super::super::chars::is_han;
use super::super::ordinal::{self, Kind as OrdinalKind};
use super::{Block, Kind};
use crate::problem::{Edit, Finding, Fix, Problem};

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// Level of the last one; 0 before the first.
    level: u8,
    /// The last number at each level below the open ones.
    numbers: Vec<(u8, OrdinalKind, u32)>,
}

impl Headings {
    /// Looks at the next block.
    pub(super) fn look_at(&mut self, body: &str, block: &Block, found: &mut Vec<Finding>) {
        match block.kind {
            Kind::Heading(level) => {
                self.jump(body, block, level, found);
                self.order(block, level, found);
                self.level = level;
            }
            Kind::Paragraph => self.bold(block, found),
            Kind::Inner => {}
        }
    }

    /// A level is left out.
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

    /// `一、` and then `三、`.
    fn order(&mut self, block: &Block, level: u8, found: &mut Vec<Finding>) {
        self.numbers.retain(|(of, ..)| *of <= level);
        let text = block.text();
        let Some(own) = ordinal::ordinal(&text) else { return };
        let last = self.numbers.iter().find(|(of, kind, _)| (*of, *kind) == (level, own.kind)).copied();
        self.numbers.retain(|(of, ..)| *of < level);
        self.numbers.push((level, own.kind, own.number));
        let Some((.., last)) = last.filter(|(.., last)| own.number != last + 1) else { return };
        let count = text.get(..own.length).map_or(0, |number| number.chars().count());
        let span = block.span_of(0..count);
        let (written, expected) = (own.kind.write(own.number), own.kind.write(last + 1));
        let before = own.kind.write(last);
        let problem = Problem::warning(
            "heading/order",
            format!("标题序号“{written}”接在“{before}”后面"),
            format!("heading number {} follows number {last}", own.number),
        )
        .help(
            format!("是不是“{expected}”？检查有没有漏掉或重复的标题"),
            format!("is it number {}? a heading may be missing or double", last + 1),
        )
        .fix(Fix::probable(
            format!("改成“{expected}”"),
            format!("make it number {}", last + 1),
            vec![Edit::replace(span.clone(), expected)],
        ));
        found.push(Finding { problem, span });
    }

    /// A paragraph that is one short bold line.
    fn bold(&self, block: &Block, found: &mut Vec<Finding>) {
        if block.strong.as_ref() != Some(&block.span) || block.chars.len() > ordinal::LONGEST {
            return;
        }
        let text = block.text();
        let ends = text.trim_end().ends_with(['。', '；', '，', '、', '！', '？', '：', '.', ':', ',']);
        if ends || !text.contains(is_han) || text.contains('\n') {
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
