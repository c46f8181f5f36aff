//! Writes tables, also those with merged cells: `<<` in a cell merges it with the one to its left,
//! `^^` with the one above.

use super::super::model::{Alignment, Block, BlockKind, Cell, Table};
use super::Writer;

/// Maximum number of columns: Word has 63, sheets more, which no page shows.
const MOST_COLUMNS: usize = 200;

/// The content of one place of the grid.
#[derive(Clone, PartialEq, Eq)]
enum Place {
    Free,
    Words(String),
    /// Covered by the cell to the left.
    Left,
    /// Covered by the cell above.
    Above,
}

impl Writer<'_> {
    /// Writes a table of pipes. Each row has a cell in every column.
    pub(super) fn table(&self, table: &Table) -> String {
        let grid = self.grid(table);
        let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
        let mut text = String::new();
        for (number, row) in grid.iter().enumerate() {
            text.push('|');
            for column in 0..columns {
                let words = match row.get(column) {
                    Some(Place::Words(words)) => words.as_str(),
                    Some(Place::Left) => "<<",
                    Some(Place::Above) => "^^",
                    Some(Place::Free) | None => "",
                };
                text.push_str(if words.is_empty() { "  |" } else { " " });
                if !words.is_empty() {
                    text.push_str(words);
                    text.push_str(" |");
                }
            }
            text.push('\n');
            if number == 0 {
                text.push('|');
                for alignment in alignments(table, columns) {
                    text.push_str(match alignment {
                        Alignment::Start => "---|",
                        Alignment::Center => ":---:|",
                        Alignment::End => "---:|",
                    });
                }
                text.push('\n');
            }
        }
        text
    }

    /// Places the cells: a cell takes the next places that no cell of a row above covers.
    fn grid(&self, table: &Table) -> Vec<Vec<Place>> {
        let mut grid = vec![Vec::new(); table.rows.len()];
        for (number, row) in table.rows.iter().enumerate() {
            let mut column = 0;
            for cell in &row.cells {
                while grid.get(number).and_then(|row| row.get(column)).is_some_and(|p| *p != Place::Free) {
                    column += 1;
                }
                let width = cell.columns.clamp(1, MOST_COLUMNS.saturating_sub(column).max(1));
                let height = cell.rows.clamp(1, table.rows.len() - number);
                for below in 0..height {
                    for right in 0..width {
                        let place = match (below, right) {
                            (0, 0) => Place::Words(self.cell(cell)),
                            (0, _) => Place::Left,
                            _ => Place::Above,
                        };
                        put(&mut grid, number + below, column + right, place);
                    }
                }
                column += width;
            }
        }
        grid
    }

    /// Writes the content of a cell on one line.
    fn cell(&self, cell: &Cell) -> String {
        let words = self.lines(&cell.blocks).join("<br>");
        match words.as_str() {
            "<<" | "^^" => format!("\\{words}"),
            _ => words,
        }
    }

    /// Returns the lines of a cell: one for each paragraph and item.
    fn lines(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => lines.push(self.cell_line(&paragraph.text)),
                BlockKind::Heading(heading) => lines.push(self.cell_line(&heading.text)),
                BlockKind::Signature(words) => lines.extend(words.iter().map(|line| self.cell_line(line))),
                BlockKind::List(list) => {
                    for (index, item) in list.items.iter().enumerate() {
                        let mark = match list.start {
                            Some(start) => {
                                format!("{}.", start.saturating_add(u32::try_from(index).unwrap_or(0)))
                            }
                            None => "•".to_owned(),
                        };
                        let words = self.lines(&item.blocks).join("<br>");
                        lines.push(format!("{mark} {words}"));
                    }
                }
                BlockKind::Figure(figure) => {
                    lines.extend(figure.pictures.iter().filter_map(|picture| self.picture(*picture, &[])));
                    lines.push(self.cell_line(&figure.caption));
                }
                // A table within a table: its rows are lines.
                BlockKind::Table(table) => {
                    for row in &table.rows {
                        let words = row.cells.iter().map(|cell| self.lines(&cell.blocks).join(" "));
                        lines.push(words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" "));
                    }
                }
                BlockKind::Quote(blocks) => lines.extend(self.lines(blocks)),
                BlockKind::Notice(notice) => {
                    lines.push(self.cell_words(&notice.title));
                    lines.extend(self.lines(&notice.blocks));
                }
                BlockKind::Code(code) => lines.extend(code.lines().map(|line| self.cell_words(line))),
                BlockKind::Rule => {}
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

/// Returns how each column is set: as all of its cells below the head are that have words. A table
/// whose cells are all centred is one that Word made, and says nothing.
fn alignments(table: &Table, columns: usize) -> Vec<Alignment> {
    let mut found: Vec<Option<Alignment>> = vec![None; columns];
    let mut open: Vec<usize> = vec![0; columns];
    for (number, row) in table.rows.iter().enumerate() {
        let mut cells = row.cells.iter();
        let mut column = 0;
        while column < columns {
            if let Some(left) = open.get_mut(column).filter(|left| **left > 0) {
                *left -= 1;
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            for covered in open.iter_mut().skip(column).take(cell.columns) {
                *covered = cell.rows.saturating_sub(1);
            }
            let own = cell.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Paragraph(paragraph) => Some(paragraph.alignment),
                _ => None,
            });
            if let (Some(own), Some(known)) = (own, found.get_mut(column))
                && cell.columns == 1
                && number >= table.head.max(1)
            {
                *known = match *known {
                    Some(known) if known != own => Some(Alignment::Start),
                    _ => Some(own),
                };
            }
            column += cell.columns;
        }
    }
    let all: Vec<Alignment> = found.into_iter().map(Option::unwrap_or_default).collect();
    match all.iter().all(|alignment| *alignment == Alignment::Center) {
        true => vec![Alignment::Start; columns],
        false => all,
    }
}

fn put(grid: &mut [Vec<Place>], row: usize, column: usize, place: Place) {
    let Some(row) = grid.get_mut(row) else { return };
    if row.len() <= column {
        row.resize(column + 1, Place::Free);
    }
    if let Some(there) = row.get_mut(column).filter(|there| **there == Place::Free) {
        *there = place;
    }
}
