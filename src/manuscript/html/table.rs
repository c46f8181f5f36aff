//! Reads tables.

use scraper::ElementRef;

use super::super::model::{Cell, Row, Table};
use super::block::Around;
use super::page::Page;

/// Maximum number of cells that are read.
const MOST_CELLS: usize = 50_000;

impl Page<'_> {
    pub(super) fn table(&mut self, element: ElementRef<'_>, around: &Around) -> Table {
        let mut table = Table::default();
        let mut cells = 0;
        for (row, is_head) in rows(element) {
            let mut read = Row::default();
            let mut all_heads = true;
            for cell in row.children().filter_map(ElementRef::wrap) {
                let name = cell.value().name();
                if !matches!(name, "td" | "th") || cells >= MOST_CELLS {
                    continue;
                }
                cells += 1;
                all_heads &= name == "th";
                let span = |name| cell.value().attr(name).and_then(|span| span.trim().parse::<usize>().ok());
                let mut blocks = Vec::new();
                self.within(cell, around, &mut blocks);
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

/// Returns the rows of a table itself, not of tables within it, and whether each is in its head.
fn rows(table: ElementRef<'_>) -> Vec<(ElementRef<'_>, bool)> {
    let mut rows = Vec::new();
    for child in table.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            "tr" => rows.push((child, false)),
            name @ ("thead" | "tbody" | "tfoot") => {
                let inner = child.children().filter_map(ElementRef::wrap);
                rows.extend(inner.filter(|row| row.value().name() == "tr").map(|row| (row, name == "thead")));
            }
            _ => {}
        }
    }
    rows
}
