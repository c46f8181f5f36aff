//! Recognizes the signature that ends a document: the units and the date.

use std::ops::Range;

use super::super::chars::{indent_by_hand, is_han, is_indent};
use super::super::fence::list_marker;
use super::line::End;
use super::listed::is_listed;
use crate::text::{may_follow_signature, names_a_signer, names_a_unit};

/// Maximum length of a line with the name of a unit, in characters.
const LONGEST: usize = 30;

/// Maximum number of units that sign together on lines of their own.
const MOST_UNITS: usize = 3;

/// Maximum number of lines below the date that belong to the document: `抄送：…`, `联系人：…`.
const MOST_NOTES: usize = 6;

/// The columns from which on a line stands right of the text: a paragraph is indented by four.
const FAR: usize = 8;

/// Returns the spans of the signatures of a body, in order: at its end, and before each `附件`. The
/// lines of one need no empty lines between them.
///
/// A signature is a date on a line of its own with at least one unit or person above it, or both on
/// one line that spaces part. Any words may sign that stand right of the text. Above it ends a
/// text: `会议时间` and `2026年11月20日` at the beginning of a body are none, and neither is a
/// sentence that ends with a date, or `第十一党支部成立` above one.
pub(in crate::markdown) fn signatures(body: &str) -> Vec<Range<usize>> {
    let text = body.trim_end_matches(|c: char| is_indent(c) || c.is_whitespace());
    let mut found: Vec<Range<usize>> = annexes(body).filter_map(|at| before(body, at)).collect();
    found.extend(before(body, above_notes(body, text.len())));
    found.dedup();
    found
}

/// Whether a place in a body is in one of its `signatures`.
pub(in crate::markdown) fn is_signed(signatures: &[Range<usize>], at: usize) -> bool {
    let next = signatures.partition_point(|signature| signature.end <= at);
    signatures.get(next).is_some_and(|signature| signature.contains(&at))
}

/// Returns where the lines begin that announce annexes: `附件：1.名单`, `附：`.
fn annexes(body: &str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(body.as_bytes(), "附").filter(|at| {
        let (above, rest) = body.split_at_checked(*at).unwrap_or_default();
        let is_first = above.trim_end_matches(is_indent).ends_with('\n');
        let words = rest.strip_prefix("附件").or_else(|| rest.strip_prefix('附')).unwrap_or_default();
        let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || is_indent(c));
        is_first && (words.starts_with(['：', ':', '\n', '\r']) || words.is_empty())
    })
}

/// Returns where the footnotes begin that end a body, which are shown below its signature:
/// `[^1]: 注的内容。`, with lines that are indented below it.
fn above_notes(body: &str, end: usize) -> usize {
    let is_note = |words: &str| words.starts_with("[^") && words.contains("]:");
    let mut cut = end;
    for line in (Backwards { body, end }) {
        let rest = body.get(line.start..).unwrap_or_default();
        if is_note(line.words) {
            cut = line.start;
        } else if is_date(line.words) || !rest.starts_with(['\t', ' ']) || line.indent < 4 {
            break;
        }
    }
    cut
}

/// Returns the span of the signature that ends before `end`.
fn before(body: &str, end: usize) -> Option<Range<usize>> {
    let mut lines = Backwards { body, end }.peekable();
    // `（此件公开发布）` and `抄送：各支部` may be below the date.
    for _ in 0..MOST_NOTES {
        if lines.next_if(|line| may_follow_signature(line.words)).is_none() {
            break;
        }
    }
    let date = lines.next()?;
    let mut start = date.start;
    let span_end = start + trimmed_length(body, start);
    let mut units = 0;
    if is_date(date.words) {
        while units < MOST_UNITS
            && let Some(unit) = lines.next_if(|line| signs(line.words, line.indent >= FAR))
        {
            // `（盖章）` is between a unit and the date.
            units += usize::from(!is_seal(unit.words));
            start = unit.start;
        }
    } else if signs(unit_and_date(date.words)?.0, date.indent >= FAR) {
        units = 1;
    }
    (units > 0 && ends_text(lines.next()?.words)).then_some(start..span_end)
}

/// Returns the length of the line at `start` without the spaces at its end.
fn trimmed_length(body: &str, start: usize) -> usize {
    let line = body.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    line.trim_end_matches(|c: char| is_indent(c) || c == '\r').len()
}

/// A line that is not empty.
struct Words<'a> {
    start: usize,
    words: &'a str,
    /// The columns before its words.
    indent: usize,
}

/// The lines before a place that are not empty, from the last one up.
#[derive(Clone, Copy)]
struct Backwards<'a> {
    body: &'a str,
    end: usize,
}

impl<'a> Iterator for Backwards<'a> {
    type Item = Words<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let before = self.body.get(..self.end).filter(|before| !before.is_empty())?;
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let line = before.get(start..).unwrap_or_default();
            self.end = start.saturating_sub(1);
            if start == 0 {
                self.end = 0;
            }
            let words = line.trim_matches(|c: char| is_indent(c) || c == '\r');
            if !words.is_empty() {
                return Some(Words { start, words, indent: indent(line) });
            }
            if start == 0 {
                return None;
            }
        }
    }
}

/// Returns the columns before the words of a line, whatever spaces they are.
fn indent(line: &str) -> usize {
    let (length, by_hand) = indent_by_hand(line);
    let of_markdown = |c: char| if c == '\t' { 4 } else { 1 };
    by_hand.max(line.get(..length).unwrap_or_default().chars().map(of_markdown).sum())
}

/// Whether a line ends a text above a signature: a sentence, an item, an annex, a row of a table,
/// but no heading.
fn ends_text(line: &str) -> bool {
    let is_block = || line.starts_with(['|', ':']) || list_marker(line.as_bytes()).is_some();
    let is_closing = || ["附", "特此", "敬礼", "!["].iter().any(|begins| line.starts_with(begins));
    matches!(End::of(line), End::Sentence | End::Item) || is_listed(line) || is_block() || is_closing()
}

/// Whether a line is nothing but a date: `2026年11月20日`, `二〇二六年十一月`, `2026 年 × 月 × 日`,
/// `2026-05-01`.
pub(super) fn is_date(line: &str) -> bool {
    let is_numeral =
        |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十×X０１２３４５６７８９".contains(c);
    let line = line.trim_matches(is_indent);
    // `　　年　月　日` is filled in by hand.
    let is_blank = || line.starts_with('年') && line.contains(is_indent);
    let is_written = || {
        line.contains('年')
            && line.ends_with(['月', '日'])
            && line.chars().all(|c| is_numeral(c) || matches!(c, '年' | '月' | '日' | ' ' | '\u{3000}'))
    };
    (line.starts_with(is_numeral) || is_blank()) && (is_written() || is_date_in_figures(line))
}

/// Whether a line is a date in figures: `2026-05-01`, `2026/5/1`, `2026.5.1`.
fn is_date_in_figures(line: &str) -> bool {
    let Some(mark) = line.chars().nth(4).filter(|c| matches!(c, '-' | '/' | '.')) else { return false };
    let mut parts = line.split(mark);
    let mut is_within = |longest: usize, values: std::ops::RangeInclusive<u32>| {
        let is_figure = |part: &&str| part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit());
        let value = parts.next().filter(is_figure).and_then(|part| part.parse().ok());
        value.is_some_and(|value| values.contains(&value))
    };
    is_within(4, 1900..=2999) && is_within(2, 1..=12) && is_within(2, 1..=31) && parts.next().is_none()
}

/// Whether a line says no more than that a seal belongs there: `（盖章）`.
fn is_seal(line: &str) -> bool {
    let inner = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| inner.ends_with('章') && inner.chars().nth(4).is_none())
}

/// Returns the unit and the date of a line that has both, with spaces between them:
/// `党群工作部　　2026年11月20日`.
fn unit_and_date(line: &str) -> Option<(&str, &str)> {
    let gap = line.char_indices().find(|(at, c)| {
        is_indent(*c) && line.get(*at..).is_some_and(|rest| is_date(rest.trim_start_matches(is_indent)))
    });
    let (unit, date) = line.split_at_checked(gap?.0)?;
    Some((unit.trim_end_matches(is_indent), date.trim_start_matches(is_indent)))
}

/// Whether a line above a date signs: it names a unit or a person, or is short and stands right of
/// the text.
pub(super) fn signs(line: &str, is_far: bool) -> bool {
    /// Ends of labels, which a date below them completes.
    const LABELS: [&str; 6] = ["时间", "日期", "期限", "截止", "日程", "年月"];
    let line = line.trim_matches(is_indent);
    let is_short = || {
        line.contains(is_han)
            && line.chars().nth(LONGEST).is_none()
            && !is_date(line)
            && !["特此", "此致", "敬礼", "附"].iter().any(|begins| line.starts_with(begins))
            && list_marker(line.as_bytes()).is_none()
            && !line.contains(['。', '，', '；', '！', '？', '|', '<', '[', '`', '#', '>', '*'])
    };
    let is_name = || {
        !line.contains(['、', '：', ':'])
            && !line.ends_with(['…', '于', '至', '自', '的'])
            && !LABELS.iter().any(|label| line.ends_with(label))
    };
    is_short()
        && !is_listed(line)
        && (is_seal(line) || names_a_unit(line) || names_a_signer(line) || is_far && is_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_a_unit_and_a_date_at_the_end_of_a_text() {
        for (body, expected) in [
            ("特此通知。\n党群工作部\n2026年11月20日\n", "党群工作部\n2026年11月20日"),
            (
                "特此通知。\n\n　　　　　　党群工作部\n\n\t\t2026年11月20日  \n\n",
                "　　　　　　党群工作部\n\n\t\t2026年11月20日",
            ),
            ("特此通知。\n\n党群工作部　　2026年11月20日", "党群工作部　　2026年11月20日"),
            (
                "请参加。\n中共某某公司委员会\n某某公司\n二〇二六年十一月二十日",
                "中共某某公司委员会\n某某公司\n二〇二六年十一月二十日",
            ),
            ("甲。\n党群工作部\n2026年11月20日\n附件：1.名单\n", "党群工作部\n2026年11月20日"),
            ("甲。\n附件：1.名单\n2.回执\n党群工作部\n2026年11月\n", "党群工作部\n2026年11月"),
            ("甲。\n党群工作部\n2026年11月20日\n（此件公开发布）", "党群工作部\n2026年11月20日"),
            ("|甲|乙|\n|-|-|\n|1|2|\n\n党群工作部\n2026年11月20日", "党群工作部\n2026年11月20日"),
            ("特此通知\n党群工作部\n２０２６年１１月２０日", "党群工作部\n２０２６年１１月２０日"),
            ("甲。\r\n党群工作部\r\n2026年11月20日\r\n", "党群工作部\r\n2026年11月20日"),
            ("甲。\n党群工作部\n2026-05-01", "党群工作部\n2026-05-01"),
            ("甲。\n党群工作部\n2026/5/1", "党群工作部\n2026/5/1"),
            ("甲。\n党群工作部　　2026.5.1", "党群工作部　　2026.5.1"),
            ("甲。\n申请人：张三\n2026年5月1日", "申请人：张三\n2026年5月1日"),
            ("此致\n敬礼！\n承诺人：\n　　年　　月　　日", "承诺人：\n　　年　　月　　日"),
            ("甲。\n第三党支部书记　张三\n2026年5月1日", "第三党支部书记　张三\n2026年5月1日"),
            ("甲。\n党群工作部\n（盖章）\n2026年5月1日", "党群工作部\n（盖章）\n2026年5月1日"),
            ("甲。\n党委\n工会\n团委\n2026年5月1日", "党委\n工会\n团委\n2026年5月1日"),
            ("甲。\n党群工作部、团委\n2026年5月1日", "党群工作部、团委\n2026年5月1日"),
            (
                "甲。\n党群工作部\n2026年5月1日\n\n（此件公开发布）\n抄送：各支部\n联系人：张三",
                "党群工作部\n2026年5月1日",
            ),
            ("甲。\n党群工作部\n2026年5月1日\n联系人：张三\n附件：1.名单", "党群工作部\n2026年5月1日"),
            ("甲。\n　　　　　　　奋斗者\n2026年5月1日", "　　　　　　　奋斗者\n2026年5月1日"),
            (
                "甲[^1]。\n党群工作部\n2026年5月1日\n\n[^1]: 注一。\n\n    又一段\n[^b]: 注二",
                "党群工作部\n2026年5月1日",
            ),
            ("甲[^1]。\n\n[^1]: 注一。\n\n党群工作部\n\t\t2026年5月1日", "党群工作部\n\t\t2026年5月1日"),
        ] {
            let found: Vec<&str> = signatures(body).into_iter().map(|span| &body[span]).collect();
            assert_eq!(found, [expected], "{body:?}");
        }
    }

    #[test]
    fn what_only_ends_with_a_date_is_no_signature() {
        for body in [
            "",
            "2026年11月20日",
            "党群工作部\n2026年11月20日",
            "本办法自发布之日起施行，有效期至2026年11月20日",
            "甲。\n本办法有效期至\n2026年11月20日",
            "甲。\n会议时间\n2026年11月20日",
            "甲。\n时间：\n2026年11月20日",
            "甲。\n2026年11月20日",
            "甲。\n党群工作部、团委，2026年11月20日",
            "甲。\n党群工作部\n2026年11月20日在公司召开会议",
            "甲。\n党群工作部\n2026年11月20日\n乙。",
            "## 通知\n党群工作部\n2026年11月20日",
            "甲。\n- 党群工作部\n- 2026年11月20日",
            "甲。\n1. 党群工作部\n2026年11月20日",
            "甲。\n第十一党支部成立\n2026年9月28日",
            "甲。\n张三同志去世\n2026年5月1日",
            "甲。\n张三 摄\n2026年5月1日",
            "甲。\n图片由王五提供\n2026年5月1日",
            "甲。\n下一次主题党日\n2026年6月1日",
            "甲。\n公司二楼会议室\n2026年5月1日",
            "甲。\n值班人员\n张三\n2026年5月1日",
            "甲。\n　　第四党支部荣获先进\n　　2026年5月1日",
            "甲。\n活动安排\n党员活动室\n2026年5月1日",
            "甲。\n党群工作部\n2026.5.32",
            "甲。\n党群工作部\n2026-5.1",
            "甲。\n主持人：张三\n2026年5月1日",
            "甲。\n（盖章）\n2026年5月1日",
            "甲。\n这一行有三十多个字没有句号也没有逗号所以它无论如何都不是一个单位的名称\n2026年11月20日",
        ] {
            assert!(signatures(body).is_empty(), "{body:?}");
        }
    }
}
