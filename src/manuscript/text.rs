//! Reads pasted text: what an editor, a chat or a word processor hands over without its looks.
//!
//! Paragraphs end at a line break, as word processors hand them over, unless the lines were
//! wrapped: the reading of Markdown tells that. Rows of cells with tabs between them are a table.

use super::inline::{Inline, tidied};
use super::model::{Alignment, Block, BlockKind, Cell, Manuscript, Paragraph, Row, Table};
use crate::markdown::begins_paragraphs;
use crate::text::{is_han, joins};

/// Maximum number of lines that are read: more is no article.
const MOST_LINES: usize = 200_000;

/// Reads a text.
pub(super) fn read(text: &str) -> Manuscript {
    let lines: Vec<(usize, &str)> =
        text.lines().take(MOST_LINES).enumerate().map(|(n, line)| (n + 1, line)).collect();
    let begins = begins_paragraphs(text);
    let goes_on = |(place, _): &(usize, &str)| begins.get(place - 1) == Some(&false);
    let mut manuscript = Manuscript::default();
    for block in lines.split(|(_, line)| line.trim().is_empty()).filter(|block| !block.is_empty()) {
        let mut rest = block;
        while !rest.is_empty() {
            let rows = rest.iter().take_while(|(_, line)| is_row(line)).count();
            if rows >= 2 {
                manuscript.blocks.push(table(rest.get(..rows).unwrap_or_default()));
                rest = rest.get(rows..).unwrap_or_default();
                continue;
            }
            let count = 1 + rest.iter().skip(1).take_while(|line| !is_row(line.1) && goes_on(line)).count();
            match rest.get(..count) {
                Some([(place, line)]) => manuscript.blocks.push(paragraph(line, *place)),
                Some(part @ [(place, _), ..]) => manuscript.blocks.push(paragraph(&joined(part), *place)),
                _ => break,
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

/// Joins wrapped lines: without a space between Chinese characters.
fn joined(lines: &[(usize, &str)]) -> String {
    let mut text = String::new();
    for (_, line) in lines {
        let line = line.trim();
        if let (Some(before), Some(after)) = (text.chars().next_back(), line.chars().next())
            && !is_together(before, after)
        {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// Whether two characters have no space between them: beside a Chinese one, `2026` and `年`, too.
fn is_together(before: char, after: char) -> bool {
    is_han(before) || is_han(after) || joins(before, after, true)
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
            // By the sender; an indent begins a paragraph.
            (
                "通知\n\n各党支部：\n　　根据上级要求，现定于11月25日开展主题党日活动，请各支部提\n前做好准备。现将有关事项通知如\n下：\n　　一、时间\n　　11月25日下午，在机关楼\n302会议室。\n　　　　　　　　党委\n",
                "通知\n\n各党支部：\n\n根据上级要求，现定于11月25日开展主题党日活动，请各支部提前做好准备。现将有关事项通知如下：\n\n一、时间\n\n11月25日下午，在机关楼302会议室。\n\n党委\n",
            ),
            ("", ""),
        ] {
            assert_eq!(read_back(text), expected, "{text}");
        }
    }
}
