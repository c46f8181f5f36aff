//! Writes the values of fields as lines: each paragraph of them has the style by which our reader
//! knows them.

use super::block::styled;
use super::document::Document;
use super::styles::Style;
use crate::manuscript::inline::{Inline, plain};
use crate::manuscript::model::{Block, BlockKind, Cell, Figure, Row, Table};
use crate::text::{colon_behind, is_han};

impl Document<'_> {
    /// Writes the values of fields.
    pub(super) fn facts(&mut self, blocks: &[Block]) -> String {
        let mut xml = String::new();
        for block in blocks {
            let mut figures = Vec::new();
            find_figures(std::slice::from_ref(block), &mut figures);
            for figure in figures {
                xml += &self.pictures_of_fact(figure);
            }
            let lines = lines(std::slice::from_ref(block));
            xml.extend(lines.iter().map(|line| styled(Style::Facts, "", &self.runs(line))));
        }
        xml
    }

    /// Writes pictures of a field, such as the certificate of an honor.
    fn pictures_of_fact(&mut self, figure: &Figure) -> String {
        // Lines of a fixed height would cut them off.
        const HIGH: &str = "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>";
        let drawings = figure.pictures.iter().filter_map(|picture| self.drawing(*picture, 1));
        let drawings: String = drawings.collect();
        if drawings.is_empty() { drawings } else { styled(Style::Facts, HIGH, &drawings) }
    }
}

/// Finds the pictures in blocks, at any depth.
fn find_figures<'b>(blocks: &'b [Block], found: &mut Vec<&'b Figure>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Figure(figure) => found.push(figure),
            BlockKind::Quote(blocks) => find_figures(blocks, found),
            BlockKind::Notice(notice) => find_figures(&notice.blocks, found),
            BlockKind::List(list) => list.items.iter().for_each(|item| find_figures(&item.blocks, found)),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| find_figures(&cell.blocks, found));
            }
            _ => {}
        }
    }
}

fn lines(blocks: &[Block]) -> Vec<Vec<Inline>> {
    let mut all = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(paragraph) => all.push(paragraph.text.clone()),
            BlockKind::Heading(heading) => all.push(heading.text.clone()),
            BlockKind::List(list) => {
                for (at, item) in list.items.iter().enumerate() {
                    let mut inner = lines(&item.blocks);
                    if let Some(first) = inner.first_mut() {
                        first.insert(0, Inline::text(list.mark(at)));
                    }
                    all.extend(inner);
                }
            }
            BlockKind::Table(table) => all.extend(rows(table)),
            BlockKind::Quote(blocks) => all.extend(lines(blocks)),
            BlockKind::Notice(notice) => {
                all.push(vec![Inline::text(notice.title.as_str())]);
                all.extend(lines(&notice.blocks));
            }
            BlockKind::Signature(signed) => all.extend(signed.iter().cloned()),
            BlockKind::Figure(figure) => all.push(figure.caption.clone()),
            BlockKind::Code(code) => all.extend(code.lines().map(|line| vec![Inline::text(line)])),
            BlockKind::Rule => {}
        }
    }
    all.retain(|line| !plain(line).trim().is_empty());
    all
}

/// Returns the rows of a table as lines, each value with the head of its column:
/// `姓名：吴听澜；事由：出差`.
fn rows(table: &Table) -> Vec<Vec<Inline>> {
    let words = |blocks: &[Block]| {
        let lines = lines(blocks);
        lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join(" ")
    };
    let heads: Vec<String> = table
        .rows
        .iter()
        .take(table.head.min(1))
        .flat_map(|row| &row.cells)
        .map(|cell| words(&cell.blocks))
        .collect();
    let line = |row: &Row| {
        let cell = |(at, cell): (usize, &Cell)| {
            let value = words(&cell.blocks);
            let head = heads.get(at).filter(|head| !head.is_empty());
            let named =
                head.map_or_else(|| value.clone(), |head| format!("{head}{}{value}", colon_behind(head)));
            (!value.is_empty()).then_some(named)
        };
        let cells: Vec<String> = row.cells.iter().enumerate().filter_map(cell).collect();
        let gap = if cells.iter().any(|cell| cell.contains(is_han)) { "；" } else { "; " };
        vec![Inline::text(cells.join(gap))]
    };
    table.rows.iter().skip(heads.len().min(1)).map(line).collect()
}
