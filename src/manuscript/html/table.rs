//! Reads tables.

use super::super::model::{Cell, Row, Table};
use super::block::Around;
use super::layout::{Rows, cells};
use super::page::Page;
use super::style;

/// Maximum number of cells that are read.
const MOST_CELLS: usize = 50_000;

impl Page<'_> {
    pub(super) fn table(&mut self, rows: Rows<'_>, around: &Around) -> Table {
        let mut table = Table::default();
        let mut count = 0;
        for (row, is_head) in rows {
            if self.is_left_out(&row) {
                continue;
            }
            let mut read = Row::default();
            let mut all_heads = true;
            for cell in cells(row) {
                if count >= MOST_CELLS || self.is_left_out(&cell) {
                    continue;
                }
                count += 1;
                all_heads &= cell.value().name() == "th";
                let span = |name| cell.value().attr(name).and_then(|span| span.trim().parse::<usize>().ok());
                let mut blocks = Vec::new();
                let own = style::cell_alignment(cell).unwrap_or(around.alignment);
                self.within(cell, &around.aligned(own), &mut blocks);
                let columns = span("colspan").unwrap_or(1).clamp(1, 1000);
                let rows = span("rowspan").unwrap_or(1).clamp(1, 65_534);
                read.cells.push(Cell { blocks, columns, rows });
            }
            let is_head = is_head || all_heads;
            if is_head && table.head == table.rows.len() && !read.cells.is_empty() {
                table.head += 1;
            }
            // A row whose cells are all covered from above has none of its own.
            table.rows.push(read);
        }
        if table.rows.iter().all(|row| row.cells.is_empty()) {
            table.rows.clear();
        }
        table
    }
}
