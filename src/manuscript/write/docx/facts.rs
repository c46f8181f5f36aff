//! Writes the values of fields as lines: each paragraph of them has the style by which our reader
//! knows them.

use super::block::styled;
use super::document::Document;
use super::styles::Style;
use crate::manuscript::inline::{Inline, plain};
use crate::manuscript::model::{Block, BlockKind, Cell, Row, Table};
use crate::text::is_han;

impl Document<'_> {
    /// Writes the values of fields.
    pub(super) fn facts(&mut self, blocks: &[Block]) -> String {
        let lines = lines(blocks);
        lines.iter().map(|line| styled(Style::Facts, "", &self.runs(line))).collect()
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
                    let mark = match list.start {
                        Some(start) => format!("{}.", usize::try_from(start).unwrap_or(1).saturating_add(at)),
                        None => "• ".to_owned(),
                    };
                    let mut inner = lines(&item.blocks);
                    if let Some(first) = inner.first_mut() {
                        first.insert(0, Inline::text(mark));
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
            let colon = |head: &str| if head.contains(is_han) { "：" } else { ": " };
            let named = head.map_or_else(|| value.clone(), |head| format!("{head}{}{value}", colon(head)));
            (!value.is_empty()).then_some(named)
        };
        let cells: Vec<String> = row.cells.iter().enumerate().filter_map(cell).collect();
        let gap = if cells.iter().any(|cell| cell.contains(is_han)) { "；" } else { "; " };
        vec![Inline::text(cells.join(gap))]
    };
    table.rows.iter().skip(heads.len().min(1)).map(line).collect()
}
