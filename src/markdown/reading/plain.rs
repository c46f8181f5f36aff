//! Reads the line ends of a plain text that somebody sent: each line is a paragraph, unless an
//! editor or a mail program has wrapped the text.
//!
//! The measures are those for Markdown. What differs: an indent always begins a paragraph, a line
//! that has room for more ends one, and a text is read as wrapped only if no line of it is wider.

use super::super::chars::is_han;
use super::even::Even;
use super::line::{End, Line, NARROWEST, WIDEST, closes};
use super::listed;
use super::manner::Manner;
use super::own::{Boundary, SLACK};

/// The columns of the indent of a paragraph, by which its first line is shorter than the others.
const INDENT: usize = 4;
/// No mail program wraps lines narrower than this.
const NARROWEST_MAIL: usize = 24;

/// Returns for each line of a plain text whether it begins a paragraph. One that does not goes on
/// with the line above it; lines without words begin one.
pub(crate) fn begins_paragraphs(text: &str) -> Vec<bool> {
    let whole = Manner::of(text);
    let (mut lines, mut start) = (Vec::new(), 0);
    for line in text.split('\n') {
        // Blanks at the end of a line mean nothing here.
        lines.push(Line::new(line.trim_end(), start));
        start += line.len() + 1;
    }
    let limit = whole.is_wrapped().then_some(whole.limit).filter(|limit| is_within(&lines, *limit));
    let mut begins = Vec::with_capacity(lines.len());
    for block in lines.split_inclusive(|line| line.text.is_empty()) {
        let wrap = Wrap::of(block, limit);
        let mut is_below_indent = false;
        for (at, line) in block.iter().enumerate() {
            let above = at.checked_sub(1).and_then(|above| block.get(above));
            let starts =
                line.text.is_empty() || above.is_none_or(|above| wrap.parts(above, at, is_below_indent));
            if starts {
                is_below_indent = line.is_indented;
            }
            begins.push(starts);
        }
    }
    begins
}

/// Whether the lines can have been wrapped at `limit`: none is wider.
fn is_within(lines: &[Line<'_>], limit: usize) -> bool {
    (NARROWEST_MAIL..=WIDEST).contains(&limit) && lines.iter().all(|line| line.width <= limit + SLACK)
}

/// How a block was wrapped.
struct Wrap<'b> {
    lines: &'b [Line<'b>],
    /// The width at which it was; `None` if it was not.
    limit: Option<usize>,
    rows: Vec<(u8, u32)>,
}

impl<'b> Wrap<'b> {
    /// `whole` is the width at which the whole text was wrapped.
    fn of(lines: &'b [Line<'b>], whole: Option<usize>) -> Self {
        let has_han = lines.iter().any(|line| line.text.contains(is_han));
        let own = Manner::of_block(lines, Even::of(lines));
        // A list of units is as even as wrapped lines, and has no marks.
        let has_marks = lines.iter().any(|line| line.text.contains(['，', '。', '、', '；']));
        let own_limit = || (own.is_clearly_wrapped() && is_within(lines, own.limit)).then_some(own.limit);
        let limit = match has_han {
            true if has_marks => whole.or_else(own_limit).or_else(|| below_indents(lines)),
            true => None,
            false => of_latin(lines),
        };
        let mut rows: Vec<(u8, u32)> = match limit {
            Some(_) => lines.iter().filter_map(|line| listed::enumerator(line.text)).collect(),
            None => Vec::new(),
        };
        rows.sort_unstable();
        Self { lines, limit, rows }
    }

    /// Whether a paragraph begins at the line of number `at`, below `line`. With `is_below_indent`
    /// the one above began with an indent.
    fn parts(&self, line: &Line<'_>, at: usize, is_below_indent: bool) -> bool {
        let Some(next) = self.lines.get(at) else { return true };
        if next.is_indented {
            return true;
        }
        // No paragraph begins with `，`, and none ends with `《`.
        let is_torn = next.text.starts_with(closes) || line.end == End::Open;
        let Some(limit) = self.limit else { return !is_torn };
        let is_row = |line: &Line<'_>| line.text.starts_with(['|', '｜', '<']);
        if is_torn || is_row(line) || is_row(next) || next.is_item {
            return !is_torn;
        }
        let has_room = line.width + next.first_unit() + SLACK <= limit;
        // Where indents begin the paragraphs, a line may be short within a sentence.
        let is_free = !is_below_indent || matches!(line.end, End::Sentence | End::Item | End::Colon);
        has_room && is_free
            || Boundary { lines: self.lines, at, rows: &self.rows, limit, even: None, is_dense: false }
                .begins(true)
    }
}

/// Returns the width of a text whose paragraphs begin with an indent, in which lines of one width
/// go on without one: at least two of them.
fn below_indents(lines: &[Line<'_>]) -> Option<usize> {
    let mut is_below_indent = false;
    let mut widths = Vec::new();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        is_below_indent |= line.is_indented;
        if is_below_indent && !next.is_indented && !next.text.is_empty() {
            widths.push(line.width + if line.is_indented { INDENT } else { 0 });
        }
    }
    let (least, most) = (widths.iter().min()?, widths.iter().max()?);
    let is_even = widths.len() > 1 && most - least <= SLACK;
    (is_even && is_within(lines, *most)).then_some(*most)
}

/// Returns the width of lines of another script: few of them end with a sentence.
fn of_latin(lines: &[Line<'_>]) -> Option<usize> {
    let (_, before) = lines.split_last()?;
    let widest = before.iter().map(|line| line.width).max()?;
    let ended = before.iter().filter(|line| line.text.ends_with(['.', '!', '?', ':'])).count();
    (widest >= NARROWEST && ended * 4 <= before.len() && is_within(lines, widest)).then_some(widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Joins the lines of each paragraph by `+`, and parts paragraphs by `/`.
    fn read(text: &str) -> String {
        let begins = begins_paragraphs(text);
        let lines = text.lines().zip(begins).filter(|(line, _)| !line.trim().is_empty());
        let mut read = String::new();
        for (line, begins) in lines {
            read += if begins { "/" } else { "+" };
            read.extend(line.trim().chars().take(3));
        }
        read
    }

    #[test]
    fn lines_that_were_wrapped_are_joined_and_others_are_paragraphs() {
        let first = "根据上级要求，现定于本月开展主题党日活动，请各支部提";
        for (text, expected) in [
            // By an editor, at one width.
            (format!("{first}\n前做好准备，并且把参加的人员名单按照要求报送到党群工作部，\n以便统一安排。"), "/根据上+前做好+以便统"),
            // Paragraphs begin with an indent, and a line may be short within one.
            (
                format!("各党支部：\n　　{first}\n前做好准备。现将有关事项通知如\n下：\n　　一、时间\n　　下午两点，在机关楼\n302会议室。\n　　二、内容"),
                "/各党支/根据上+前做好+下：/一、时/下午两+302/二、内",
            ),
            // A mail program wraps at less than an editor does.
            (
                "　　会议认真传达学习了上级精神\n并听取了各支部工作汇报，研究下一\n步的工作。\n　　会议强调，要抓好落实。".to_owned(),
                "/会议认+并听取+步的工/会议强",
            ),
            // A headline and a salutation have room.
            (format!("关于开展活动的通知\n各党支部：\n{first}\n前做好准备。"), "/关于开/各党支/根据上+前做好"),
            // As word processors hand a text over.
            ("会议强调，要抓好落实。\n大家表示，要牢记使命。\n会议由书记主持。".to_owned(), "/会议强/大家表/会议由"),
            ("尊敬的各位领导、各位来宾、同志们，\n今天我们在这里召开会议，总结过去一年的工作，部署今后一个时期的任务。\n会议有三项议程。".to_owned(), "/尊敬的/今天我/会议有"),
            ("南湖烟雨起征帆，\n百载风云历万难。\n星火燎原天地阔，\n红旗漫卷海天宽。".to_owned(), "/南湖烟/百载风/星火燎/红旗漫"),
            ("某某公司第一生产车间党支部委员会全体党员活动\n某某公司第二生产车间党支部委员会全体党员活动\n某某公司第三生产车间党支部委员会全体党员活动".to_owned(), "/某某公/某某公/某某公"),
            // No paragraph begins with a comma.
            ("陈静\n，女，1980年生。\n她说：“\n好。”".to_owned(), "/陈静+，女，/她说：+好。”"),
            ("the quick brown fox jumps over the lazy dog and\nthen over the next lazy dog and over some others,\nwhich are lazy as well, and so on and so on and\non.\nNext".to_owned(), "/the+the+whi+on./Nex"),
            ("One Road\nSecond Street".to_owned(), "/One/Sec"),
            (String::new(), ""),
        ] {
            assert_eq!(read(&text), expected, "{text}");
        }
    }
}
