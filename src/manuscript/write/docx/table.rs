//! Writes tables with their merged cells.

use unicode_width::UnicodeWidthStr as _;

use super::block::Around;
use super::document::Document;
use crate::manuscript::inline::plain;
use crate::manuscript::model::{Block, BlockKind, Cell, Table};
use crate::problem::Problem;

/// The width of the text, in twentieths of a point: 156 mm.
pub(super) const TEXT_WIDTH: usize = 8844;
/// Maximum number of columns in Word.
const MOST_COLUMNS: usize = 63;

/// One place of a row.
#[derive(Clone, Copy)]
enum Place<'t> {
    Cell(&'t Cell),
    /// Covered by a cell above that is so wide.
    Covered(usize),
}

impl Document<'_> {
    /// Writes a table over the width of the text.
    pub(super) fn table(&mut self, table: &Table) -> String {
        let rows = placed(table);
        let lost: usize = table.rows.iter().map(|row| row.cells.len()).sum::<usize>()
            - rows.iter().flatten().filter(|place| matches!(place, Place::Cell(_))).count();
        if lost > 0 {
            let mut cells = table.rows.iter().flat_map(|row| &row.cells);
            let first = cells.find_map(|cell| cell.blocks.first().map(Block::words)).unwrap_or_default();
            self.report(too_wide(lost), first);
        }
        let columns = rows.iter().map(|row| width(row)).max().unwrap_or(0);
        if columns == 0 {
            return String::new();
        }
        let widths = widths(&rows, columns);
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
             <w:jc w:val=\"center\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        for (number, row) in rows.iter().enumerate() {
            let is_head = number < table.head;
            let repeated = if is_head { "<w:tblHeader/>" } else { "" };
            xml += &format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
            let mut column = 0;
            for place in row {
                let (span, merged) = match place {
                    Place::Cell(cell) => (
                        span(cell, column),
                        match cell.rows {
                            0 | 1 => "",
                            _ => "<w:vMerge w:val=\"restart\"/>",
                        },
                    ),
                    Place::Covered(span) => (*span, "<w:vMerge/>"),
                };
                let own: usize = widths.iter().skip(column).take(span).sum();
                column += span;
                let spans = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
                let blocks = match place {
                    Place::Cell(cell) => {
                        self.blocks(&cell.blocks, if is_head { Around::HeadCell } else { Around::Cell })
                    }
                    Place::Covered(_) => String::new(),
                };
                // A cell ends with a paragraph.
                let end = match blocks.ends_with("</w:p>") {
                    true => "",
                    false => "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>",
                };
                xml += &format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{own}\" w:type=\"dxa\"/>{spans}{merged}\
                     <w:vAlign w:val=\"center\"/></w:tcPr>{blocks}{end}</w:tc>"
                );
            }
            // Each row has all columns.
            for own in widths.iter().skip(column) {
                xml += &format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{own}\" w:type=\"dxa\"/></w:tcPr>\
                     <w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p></w:tc>"
                );
            }
            xml += "</w:tr>";
        }
        // Without a paragraph between them two tables are one.
        xml + "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/></w:pPr></w:p>"
    }
}

/// Returns the places of each row, with those that cells above cover.
fn placed(table: &Table) -> Vec<Vec<Place<'_>>> {
    let mut rows: Vec<Vec<Place<'_>>> = Vec::new();
    // Cells that go on below: their column, width, and the number of rows that are left.
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    for row in &table.rows {
        let mut places = Vec::new();
        let mut column = 0;
        let mut next = Vec::new();
        let mut cells = row.cells.iter();
        loop {
            if let Some((_, span, left)) = open.iter().find(|(at, ..)| *at == column).copied() {
                places.push(Place::Covered(span));
                if left > 1 {
                    next.push((column, span, left - 1));
                }
                column += span;
                continue;
            }
            let Some(cell) = cells.next().filter(|_| column < MOST_COLUMNS) else { break };
            places.push(Place::Cell(cell));
            let span = span(cell, column);
            if cell.rows > 1 {
                next.push((column, span, cell.rows - 1));
            }
            column += span;
        }
        open = next;
        rows.push(places);
    }
    rows
}

/// The columns that a cell covers from `column` on: no more than there can be.
fn span(cell: &Cell, column: usize) -> usize {
    cell.columns.clamp(1, MOST_COLUMNS.saturating_sub(column).max(1))
}

fn width(row: &[Place<'_>]) -> usize {
    row.iter().fold(0, |column, place| {
        column
            + match place {
                Place::Cell(cell) => span(cell, column),
                Place::Covered(span) => *span,
            }
    })
}

fn too_wide(lost: usize) -> Problem {
    Problem::warning(
        "export/lost",
        format!("表格太宽，有 {lost} 个单元格没有写进去：Word 的表格最多 {MOST_COLUMNS} 列"),
        format!("the table is too wide: {lost} cells were left out, since one of Word has {MOST_COLUMNS} columns at most"),
    )
    .help(
        "把这张表分成几张，或者作为 Excel 附件",
        "part the table, or attach it as a sheet",
    )
}

/// Shares the width of the text among the columns by the length of their words.
fn widths(rows: &[Vec<Place<'_>>], columns: usize) -> Vec<usize> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 40;
    let mut weights = vec![SHORTEST; columns];
    for row in rows {
        let mut column = 0;
        for place in row {
            match place {
                Place::Cell(cell) => {
                    if let Some(weight) = weights.get_mut(column).filter(|_| cell.columns == 1) {
                        *weight = (*weight).max(length(&cell.blocks).min(LONGEST));
                    }
                    column += cell.columns;
                }
                Place::Covered(span) => column += span,
            }
        }
    }
    let all: usize = weights.iter().sum();
    let mut widths: Vec<usize> = weights.iter().map(|weight| weight * TEXT_WIDTH / all.max(1)).collect();
    let rest = TEXT_WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// Returns the length of the longest line of a cell, in half-width columns, with its margins.
fn length(blocks: &[Block]) -> usize {
    let line = |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => {
            plain(&paragraph.text).lines().map(|line| line.width()).max().unwrap_or(0)
        }
        _ => 16,
    };
    blocks.iter().map(line).max().unwrap_or(0) + 2
}
