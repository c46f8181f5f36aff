//! Reports text that was meant as a table: lines with `|` but without a line of dashes, cells
//! separated by tabs, frames of `+`.

use super::block::{Block, BlockKind};
use crate::problem::{Edit, Finding, Fix, Problem};

/// A line of a block: the numbers of its characters, and its text.
struct Line {
    start: usize,
    end: usize,
    text: String,
}

/// Reports lines of a paragraph that were meant as a table.
pub(super) fn look_at(body: &str, block: &Block, found: &mut Vec<Finding>) {
    let holds = |mark: char| block.chars.iter().any(|(_, c)| *c == mark);
    if block.kind != BlockKind::Paragraph || !['|', '｜', '\t', '+'].into_iter().any(holds) {
        return;
    }
    let lines = lines(block);
    // A line of dashes is below the head of another table.
    let rule = lines.iter().position(|line| is_rule(&line.text) && bars(&line.text) > 0);
    let is_part = |columns| lines.iter().all(|line| is_part(&line.text, columns));
    if rule != Some(1) && block.behind_table.is_some_and(is_part) {
        found.push(parted(body, block, rule.is_none()));
        return;
    }
    let [bars, tabs, frames] = [is_row, is_tabbed, is_frame].map(|is| longest(&lines, is));
    let bars = bars.or_else(|| even(&lines));
    let is_framed = |lines: &&[Line]| lines.iter().any(|line| line.text.trim().starts_with(['+']));
    if let Some(lines) = frames.filter(is_framed) {
        found.push(finding(body, block, lines, Form::Frame));
    } else if let Some(lines) = bars {
        found.push(finding(body, block, lines, Form::Bars));
    } else if let Some(lines) = tabs {
        found.push(finding(body, block, lines, Form::Tabs));
    }
}

fn lines(block: &Block) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 0..=block.chars.len() {
        if block.at(end).is_none_or(|c| c == '\n') {
            let text = block.chars.get(start..end).unwrap_or_default().iter().map(|(_, c)| *c).collect();
            lines.push(Line { start, end, text });
            start = end + 1;
        }
    }
    lines
}

/// Returns the first run of at least two lines for which `is` holds.
fn longest(lines: &[Line], is: fn(&str) -> bool) -> Option<&[Line]> {
    lines
        .chunk_by(|one, other| is(&one.text) == is(&other.text))
        .find(|run| run.len() >= 2 && run.first().is_some_and(|line| is(&line.text)))
}

/// Returns the first run of at least two lines with the same number of bars, two or more:
/// `甲 | 乙 | 丙`. One such line alone may be a list of links.
fn even(lines: &[Line]) -> Option<&[Line]> {
    lines
        .chunk_by(|one, other| bars(&one.text) == bars(&other.text))
        .find(|run| run.len() >= 2 && run.first().is_some_and(|line| bars(&line.text) >= 2))
}

fn bars(line: &str) -> usize {
    line.matches(is_bar).count()
}

/// Whether a line is a table row: `|甲|乙|`, `甲 | 乙 | 丙 | 丁`, also with full-width bars.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    let bars = bars(line);
    bars >= 2 && (line.starts_with(['|', '｜']) || line.ends_with(['|', '｜']) || bars >= 3)
}

/// Whether a line has tabs between cells, as in a table pasted from a spreadsheet or word
/// processor: `序号`, a tab, `姓名`.
fn is_tabbed(line: &str) -> bool {
    line.trim().contains('\t')
}

/// Whether a line belongs to a table with a frame: `+----+----+`, or a row between.
fn is_frame(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.starts_with(['+', '|']) && line.ends_with(['+', '|'])
}

/// Whether a line can only be a row of the table before it, with this number of columns:
/// `| 3 | 王五 |`.
fn is_part(line: &str, columns: usize) -> bool {
    let line = line.trim();
    let count = bars(line);
    count >= 2 && line.starts_with(is_bar) || count >= 1 && cells(line) == columns
}

/// Reports rows that an empty line parts from their table. With `is_whole` all of them are rows of
/// it.
fn parted(body: &str, block: &Block, is_whole: bool) -> Finding {
    let count = block.chars.iter().filter(|(_, c)| *c == '\n').count() + 1;
    let problem = Problem::warning(
        "md/table-syntax",
        format!("空行把表格断开了：后面这 {count} 行按文字显示"),
        format!("an empty line ends the table: the rows after it, {count} lines, are shown as text"),
    )
    .help(
        "是同一个表格就删去空行；是另一个表格，第二行写 |---|---|",
        "delete the empty line, or write |---|---| below the head of another table",
    );
    // Only empty lines are removed: what has no character is claimed by nobody.
    let before = body.get(..block.span.start).unwrap_or_default();
    let kept = before.trim_end().len();
    let is_plain = before.get(kept..).is_some_and(|gap| gap.bytes().all(|b| b.is_ascii_whitespace()));
    let problem = match is_plain && is_whole && kept > 0 {
        true => problem.fix(Fix::probable(
            "删去空行，接上表格",
            "delete the empty line",
            vec![Edit::replace(kept..block.span.start, "\n")],
        )),
        false => problem,
    };
    Finding { problem, span: block.span.clone() }
}

/// Whether this is the line of dashes below the table head, with any kind of dash.
fn is_rule(line: &str) -> bool {
    line.contains(is_dash)
        && line.chars().all(|c| is_dash(c) || matches!(c, '|' | '｜' | ':' | '：' | ' ' | '\t'))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '－' | '–' | '―' | '─' | '━')
}

enum Form {
    Bars,
    Tabs,
    Frame,
}

fn finding(body: &str, block: &Block, lines: &[Line], form: Form) -> Finding {
    let start = lines.first().map_or(0, |line| line.start);
    let end = lines.last().map_or(start, |line| line.end);
    let span = block.span_of(start..end);
    let count = lines.len();
    let (zh, en) = match form {
        Form::Bars => (
            format!("这 {count} 行像是表格，没有成为表格"),
            format!("these {count} lines look like a table and became none"),
        ),
        Form::Tabs => (
            format!("这 {count} 行用制表符（Tab）分格，没有成为表格，会并成一段"),
            format!("these {count} lines have cells parted by tabs; they become one paragraph"),
        ),
        Form::Frame => (
            format!("这 {count} 行是别的软件的表格写法，没有成为表格"),
            format!("these {count} lines are a table as another program writes it"),
        ),
    };
    let problem = Problem::warning("md/table-syntax", zh, en).help(
        "第一行写表头，第二行写 |---|---|（几列写几段，用半角的 | 和 -），下面每行一条：| 1 | 张三 |",
        "begin with the head, then |---|---| (one part a column), then a line a row: | 1 | words |",
    );
    let problem = match form {
        Form::Frame => problem,
        Form::Bars | Form::Tabs => problem.fix(Fix::probable(
            "改成表格，第一行作表头",
            "make it a table whose first line is the head",
            edits(body, block, lines),
        )),
    };
    Finding { problem, span }
}

/// Returns the edits that make the lines a table: its bars, its line of dashes, and empty lines
/// around it. Only marks are changed, so bold text and links in cells stay.
fn edits(body: &str, block: &Block, lines: &[Line]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let has_rule = lines.get(1).is_some_and(|line| is_rule(&line.text));
    let rows = lines.iter().enumerate().filter(|(number, _)| *number != 1 || !has_rule);
    // Markdown drops the cells of a row that the head has no column for: the head gets more.
    let columns = rows.map(|(_, line)| cells(&line.text)).max().unwrap_or(1);
    let rule = "|---".repeat(columns) + "|";
    for (number, line) in lines.iter().enumerate() {
        let raw = raw_line(body, block.span_of(line.start..line.end));
        if number == 1 && has_rule {
            edits.push(Edit::replace(raw, rule.as_str()));
            continue;
        }
        let text = body.get(raw.clone()).unwrap_or_default();
        let gap = if number == 0 && has_line_above(body, raw.start) { "\n" } else { "" };
        let opens = if text.starts_with(is_bar) { "" } else { "| " };
        edits.push(Edit::insert(raw.start, format!("{gap}{opens}")));
        for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '｜' | '\t')) {
            let mark = if c == '\t' { " | " } else { "|" };
            edits.push(Edit::replace(raw.start + at..raw.start + at + c.len_utf8(), mark));
        }
        let more = if number == 0 { columns - cells(&line.text).min(columns) } else { 0 };
        let closes = if text.ends_with(is_bar) { "" } else { " |" };
        let more = "  |".repeat(more);
        let below = if number == 0 && !has_rule { format!("\n{rule}") } else { String::new() };
        let is_last = number + 1 == lines.len() && has_line_below(body, raw.end);
        edits
            .push(Edit::insert(raw.end, format!("{closes}{more}{below}{}", if is_last { "\n" } else { "" })));
    }
    edits.retain(|edit| !edit.span.is_empty() || !edit.text.is_empty());
    edits
}

/// Whether there is text on the line above the one that contains `at`.
fn has_line_above(body: &str, at: usize) -> bool {
    let above = body.get(..at).unwrap_or_default().rsplit('\n').nth(1);
    above.is_some_and(|line| !line.trim().is_empty())
}

/// Whether there is text on the line below the one that contains `at`.
fn has_line_below(body: &str, at: usize) -> bool {
    let below = body.get(at..).unwrap_or_default().split('\n').nth(1);
    below.is_some_and(|line| !line.trim().is_empty())
}

/// Returns the complete line of the body around `span`, without the spaces at its ends.
fn raw_line(body: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = body.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = body.get(span.end..).and_then(|rest| rest.find('\n')).map_or(body.len(), |at| span.end + at);
    let line = body.get(start..end).unwrap_or_default();
    let before = line.len() - line.trim_start().len();
    start + before..start + before + line.trim().len()
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

fn cells(line: &str) -> usize {
    let line = line.trim().trim_start_matches(is_bar).trim_end_matches(is_bar);
    line.matches(['|', '｜', '\t']).count() + 1
}
