//! Reads pasted text: what an editor, a chat or a word processor hands over without its looks.
//!
//! Paragraphs end at a line break, as word processors hand them over, unless the lines are wrapped:
//! then they end at an empty line. Rows of cells with tabs between them are a table.

use super::inline::{Inline, tidied};
use super::model::{Alignment, Block, BlockKind, Cell, Manuscript, Paragraph, Row, Table};
use crate::text::is_han;

/// Maximum number of lines that are read: more is no article.
const MOST_LINES: usize = 200_000;
/// Width from which a line may be one that an editor wrapped, in columns.
const NARROWEST: usize = 40;

/// Reads a text.
pub(super) fn read(text: &str) -> Manuscript {
    let lines: Vec<(usize, &str)> =
        text.lines().take(MOST_LINES).enumerate().map(|(n, line)| (n + 1, line)).collect();
    let mut manuscript = Manuscript::default();
    for block in lines.split(|(_, line)| line.trim().is_empty()).filter(|block| !block.is_empty()) {
        let mut rest = block;
        while let Some((first, _)) = rest.split_first() {
            let rows = rest.iter().take_while(|(_, line)| is_row(line)).count();
            if rows >= 2 {
                manuscript.blocks.push(table(rest.get(..rows).unwrap_or_default()));
                rest = rest.get(rows..).unwrap_or_default();
                continue;
            }
            let count = 1 + rest.iter().skip(1).take_while(|(_, line)| !is_row(line)).count();
            let part = rest.get(..count).unwrap_or_default();
            match is_wrapped(part) {
                true => manuscript.blocks.push(paragraph(&joined(part), first.0)),
                false => manuscript.blocks.extend(part.iter().map(|(place, line)| paragraph(line, *place))),
            }
            rest = rest.get(count..).unwrap_or_default();
        }
    }
    manuscript
}

/// Whether a line is a row of cells: `序号`, a tab, `姓名`. A tab at the beginning is an indent,
/// and several push a signature to the right.
fn is_row(line: &str) -> bool {
    // The last cell of a row may be empty.
    let row = line.trim_start().trim_end_matches([' ', '\r', '\u{3000}']);
    row.contains('\t') && !line.starts_with("\t\t")
}

fn table(lines: &[(usize, &str)]) -> Block {
    let row = |line: &str| {
        let cells = line.trim_end_matches(['\r', '\n']).split('\t');
        let cells = cells.map(|words| Cell { blocks: vec![paragraph(words, 0)], ..Cell::default() });
        Row { cells: cells.collect() }
    };
    let rows = lines.iter().map(|(_, line)| row(line)).collect();
    let place = lines.first().map_or(0, |(place, _)| *place);
    Block::new(BlockKind::Table(Table { head: 1, rows }), place)
}

/// A paragraph. Words that are pushed to the right by blanks are set there.
fn paragraph(line: &str, place: usize) -> Block {
    let words = line.trim();
    let lead = line.len() - line.trim_start().len();
    let columns: usize = line
        .get(..lead)
        .unwrap_or_default()
        .chars()
        .map(|c| match c {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum();
    // An indent has two characters; six and more push the words of a signature.
    let alignment = if columns >= 12 { Alignment::End } else { Alignment::Start };
    let text = tidied(vec![Inline::text(words)]);
    Block::new(BlockKind::Paragraph(Paragraph { text, alignment, ..Paragraph::default() }), place)
}

/// Whether an editor wrapped the lines of a block: all but the last are nearly as wide as the
/// widest, none but the last ends a sentence by more than chance, and none has an indent.
fn is_wrapped(lines: &[(usize, &str)]) -> bool {
    let Some((_, before)) = lines.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let width = |line: &str| unicode_width::UnicodeWidthStr::width(line.trim_end());
    let widest = lines.iter().map(|(_, line)| width(line)).max().unwrap_or(0);
    let is_full = |line: &str| width(line) + 12 >= widest;
    let ends = |line: &str| line.trim_end().ends_with(['。', '！', '？', '；', '：', '.', '!', '?']);
    let is_indented = |line: &str| line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ");
    let ended = before.iter().filter(|(_, line)| ends(line)).count();
    widest >= NARROWEST
        && before.iter().all(|(_, line)| is_full(line))
        && lines.iter().skip(1).all(|(_, line)| !is_indented(line))
        && ended * 4 <= before.len()
}

/// Joins wrapped lines: without a space between Chinese characters.
fn joined(lines: &[(usize, &str)]) -> String {
    let mut text = String::new();
    for (_, line) in lines {
        let line = line.trim();
        let is_latin =
            |c: Option<char>| c.is_some_and(|c| !is_han(c) && c.is_alphanumeric() || matches!(c, ',' | '.'));
        if is_latin(text.chars().next_back()) && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::write::body;
    use super::*;

    fn read_back(text: &str) -> String {
        body(&read(text), &[])
    }

    #[test]
    fn each_pasted_line_is_a_paragraph_unless_lines_are_wrapped() {
        for (text, expected) in [
            ("甲。\n乙。\r\n\r\n丙", "甲。\n\n乙。\n\n丙\n"),
            ("　　甲。\n\t乙。", "甲。\n\n乙。\n"),
            (
                "会议强调，各党支部要把学习教育同中心工作结合起来，在学深悟透上\n下功夫，在真抓实干上见成效，切实把学习成果转化为推动高质量发展的\n动力。",
                "会议强调，各党支部要把学习教育同中心工作结合起来，在学深悟透上下功夫，在真抓实干上见成效，切实把学习成果转化为推动高质量发展的动力。\n",
            ),
            (
                "序号\t姓名\n1\t张三\n2\t\n说明。",
                "| 序号 | 姓名 |\n|---|---|\n| 1 | 张三 |\n| 2 |  |\n\n说明。\n",
            ),
            ("", ""),
        ] {
            assert_eq!(read_back(text), expected, "{text}");
        }
    }
}
