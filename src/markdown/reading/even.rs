//! Recognizes a block whose lines have one width, as an editor makes them.

use super::line::{End, Line, NARROWEST, WIDEST, closes, width};
use super::own::is_own;
use super::signature::{is_date, signs};
use crate::text::may_follow_signature;

/// Lines of ten characters are the narrowest that are recognized. Verses are narrower.
const NARROWEST_EVEN: usize = 20;

/// Lines of this width are seldom equal by chance.
const LIKELY: usize = 34;

/// The columns by which full lines may differ.
const UNEVEN: usize = 2;

/// The columns of the indent with which a paragraph begins: `　　会上，…`.
const INDENT: usize = 4;

/// What the lines of a block have in common: all are full, except for the last one of a paragraph.
/// Most break within a clause, where no writer ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Even {
    /// The width of the full lines, without a mark that hangs over their end.
    pub limit: usize,
    /// Whether it could hardly be by chance.
    pub is_certain: bool,
}

/// How many lines of a block end in which way.
#[derive(Debug, Default)]
struct Ends {
    /// Full ones that end within a clause.
    within: usize,
    /// Full ones that end with a comma.
    clause: usize,
    /// Full ones that end with a sentence.
    sentence: usize,
    /// Lines above one that begins a paragraph by its words.
    own: usize,
}

impl Even {
    /// Measures the lines of a block. The signature below it is none of them.
    pub(super) fn of(lines: &[Line<'_>]) -> Option<Self> {
        let lines = without_signature(lines);
        let last = lines.last().filter(|_| lines.len() > 2)?;
        let limit =
            lines.iter().map(bare_width).max().filter(|limit| (NARROWEST_EVEN..=WIDEST).contains(limit))?;
        let ends = Ends::of(lines, limit)?;
        let ends_text = matches!(last.end, End::Sentence | End::Item | End::Colon);
        let is_wrapped = ends.within + ends.clause >= ends.sentence && ends.within > ends.own;
        if !ends_text || !is_wrapped || !has_marks(lines, last) || is_parallel(lines) {
            return None;
        }
        let is_shorter = last.width + UNEVEN < limit || ends.within > 2;
        let is_certain = is_shorter && ends.within > 1 && ends.within + ends.clause > ends.sentence;
        let is_likely = ends.within > 1 && limit >= LIKELY
            || is_shorter && limit >= NARROWEST && ends.clause + ends.sentence > 0;
        (is_certain || is_likely).then_some(Self { limit, is_certain })
    }
}

impl Ends {
    /// Counts the lines above another one. Returns nothing if one is short and does not end there.
    fn of(lines: &[Line<'_>], limit: usize) -> Option<Self> {
        let mut ends = Self::default();
        for (at, pair) in lines.windows(2).enumerate() {
            let [line, next] = pair else { continue };
            if next.is_indented || line.is_hard || line.is_item || next.is_item {
                continue;
            }
            let indent = if line.is_indented { INDENT } else { 0 };
            let is_full = indent + line.width + next.first_unit().max(2) + UNEVEN > limit;
            let is_ended = matches!(line.end, End::Sentence | End::Item | End::Colon);
            match (is_full, line.end) {
                _ if is_own(line, next) => ends.own += 1,
                (true, End::Clause) => ends.clause += 1,
                (true, _) if is_ended => ends.sentence += 1,
                (true, _) => ends.within += 1,
                // A title may be the first line of a block.
                (false, _) if is_ended || at == 0 => {}
                (false, _) => return None,
            }
        }
        Some(ends)
    }
}

/// Returns the lines of a block above the units and the date that sign it, and above the notes
/// below these.
fn without_signature<'l, 'a>(lines: &'l [Line<'a>]) -> &'l [Line<'a>] {
    let mut rest = lines;
    while let Some((_, above)) = rest.split_last().filter(|(note, _)| may_follow_signature(note.text)) {
        rest = above;
    }
    let Some((_, above)) = rest.split_last().filter(|(date, _)| is_date(date.text)) else { return lines };
    rest = above;
    while let Some((_, above)) = rest.split_last().filter(|(unit, _)| signs(unit.text, false)) {
        rest = above;
    }
    rest
}

/// Returns the width of a line without the marks at its end: an editor leaves `。”` at the end of
/// a line that is full without it.
fn bare_width(line: &Line<'_>) -> usize {
    width(line.text.trim_end_matches(closes))
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？')
}

/// Returns how many characters are before the first mark within a line.
fn first_mark(line: &Line<'_>) -> Option<usize> {
    line.text.trim_end_matches(closes).chars().position(is_mark)
}

/// Whether there are marks in the lines, and not only at the end of the last one, as there are in
/// sentences. Names and titles have none.
fn has_marks(lines: &[Line<'_>], last: &Line<'_>) -> bool {
    let above =
        lines.iter().take(lines.len().saturating_sub(1)).filter(|line| line.text.contains(is_mark)).count();
    let marked = above + usize::from(first_mark(last).is_some());
    marked * 4 >= lines.len()
}

/// Whether lines are built alike, as slogans are: `强化政治引领，把牢发展方向` and `强化组织建设，
/// 夯实战斗堡垒`.
fn is_parallel(lines: &[Line<'_>]) -> bool {
    let begins_alike = |pair: &&[Line<'_>]| match pair {
        [line, next] => line.text.chars().next() == next.text.chars().next(),
        _ => false,
    };
    let alike = lines.windows(2).filter(begins_alike).count();
    let mut places = lines.iter().filter_map(first_mark);
    let first = places.next();
    let others = places.clone().count();
    let are_alike = places.all(|place| Some(place) == first);
    alike * 3 >= lines.len().saturating_sub(1) || others > 0 && are_alike && (others + 1) * 2 > lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(block: &str) -> Option<bool> {
        let lines: Vec<Line<'_>> = Line::all(block, 0).collect();
        Even::of(&lines).map(|even| even.is_certain)
    }

    #[test]
    fn lines_of_one_width_are_those_of_an_editor() {
        for (block, expected) in [
            (
                "会上，公司党委书记秦望岳围绕学习贯\n彻党的二十届四中全会精神，结合企业\n改革发展实际，为全体党员讲了一堂生\n动的专题党课。",
                Some(true),
            ),
            (
                "今天上午公司党委召开\n主题教育动员大会，全体\n党员参加。会议由党委副\n书记周既明主持。",
                Some(true),
            ),
            // A full stop that hangs over the end.
            (
                "他强调，要把学习成果转化为推动工作的实际行动。\n要聚焦主责主业，狠抓安全生产，确保全年各项任\n务圆满完成，以优异成绩向党的生日献礼。",
                Some(false),
            ),
            // Paragraphs, a salutation and a signature.
            (
                "各党支部：\n根据《中国共产党章程》和《中国共产党发展\n党员工作细则》等有关规定，经支部委员会研\n究，拟接收张三为中共预备党员。\n特此公示。\n党群工作部\n2026年5月1日\n抄送：各支部",
                Some(true),
            ),
            ("强化政治引领，把牢发展方向\n强化组织建设，夯实战斗堡垒\n强化作风建设，激发干事活力。", None),
            ("坚定理想信念，筑牢思想根基\n严明政治纪律，锤炼党性修养\n扛起责任担当，服务企业发展。", None),
            ("第一党支部书记张三同志\n公司工会的主席李四同志\n技术部门负责人王五同志\n特此公示。", None),
            ("红军不怕远征难，\n万水千山只等闲。\n五岭逶迤腾细浪，\n乌蒙磅礴走泥丸。", None),
            ("公司党委召开会议。\n会议指出，各支部要认真学习，抓好落实。\n会议要求，要结合实际。", None),
        ] {
            assert_eq!(even(block), expected, "{block}");
        }
    }
}
