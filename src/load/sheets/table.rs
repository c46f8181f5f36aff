//! A table, and how to say where something in it is.

use std::sync::Arc;

use super::columns::Columns;
use crate::problem::{CellName, Place, Problem};
use crate::sheet::{Sheet, SheetCell, SheetRow, hidden_column, hidden_rows};
use crate::source::{Origin, TableText};

/// A sheet, and how to say where something in it is.
pub(super) struct Table {
    pub sheet: Sheet,
    pub source: TableSource,
}

pub(super) enum TableSource {
    Text(Arc<TableText>),
    Sheet { file: Arc<str>, name: String },
}

impl Table {
    /// Where a cell is, or the row as a whole.
    pub fn origin(&self, row: &SheetRow, cell: Option<&SheetCell>, columns: &Columns<'_>) -> Origin {
        match &self.source {
            TableSource::Text(text) => {
                Origin::Span(text.clone(), cell.map_or(&row.span, |cell| &cell.span).clone())
            }
            TableSource::Sheet { file, name } => {
                let column = cell.map(|cell| columns.name(cell.column).to_owned()).unwrap_or_default();
                let name = CellName { sheet: name.clone(), column };
                Origin::Cell { file: file.clone(), name, row: row.number }
            }
        }
    }

    /// Places a problem at a row as a whole.
    pub fn at_row(&self, row: &SheetRow, columns: &Columns<'_>, problem: Problem) -> Problem {
        let shown = columns.line_of("title", row).unwrap_or_default();
        Problem { place: Some(self.origin(row, None, columns).place(&shown)), ..problem }
    }

    /// The rows below the names of the columns that are pages. A row with nothing but its number is
    /// an empty one that was prepared.
    pub fn pages<'t>(&'t self, columns: &'t Columns<'_>, head: usize) -> impl Iterator<Item = &'t SheetRow> {
        self.sheet.rows.iter().skip(head + 1).filter(|row| columns.has_content(row))
    }

    /// Returns the problems of the cells of a row, in some of its columns.
    pub fn flaws(
        &self,
        row: &SheetRow,
        columns: &Columns<'_>,
        is_used: impl Fn(usize) -> bool,
    ) -> Vec<Problem> {
        let cells = row.cells.iter().filter(|cell| is_used(cell.column));
        let problem = |cell: &SheetCell| {
            let place = self.origin(row, Some(cell), columns).place(&columns.line(cell));
            Some(Problem { place: Some(place), ..cell.flaw.as_ref()?.problem(&cell.text) })
        };
        cells.filter_map(problem).collect()
    }

    /// Reports hidden rows and columns that are used. Rows are hidden when a table is filtered, so
    /// they are pages as the others are.
    pub fn hidden(&self, columns: &Columns<'_>, head: usize) -> Vec<Problem> {
        let mut found = Vec::new();
        let rows: Vec<&SheetRow> = self.pages(columns, head).filter(|row| row.is_hidden).collect();
        if let Some(first) = rows.first() {
            let numbers: Vec<usize> = rows.iter().map(|row| row.number).collect();
            found.push(self.at_row(first, columns, hidden_rows(&numbers)));
        }
        let Some(head_row) = self.sheet.rows.get(head) else { return found };
        for cell in head_row.cells.iter().filter(|cell| self.sheet.is_hidden(cell.column)) {
            let is_filled = || self.pages(columns, head).any(|row| !row.text(cell.column).is_empty());
            if columns.is_used(cell.column) && is_filled() {
                let place = self.origin(head_row, Some(cell), columns).place(&cell.text);
                found.push(Problem { place: Some(place), ..hidden_column(columns.name(cell.column)) });
            }
        }
        found
    }

    /// Places a problem at the table as a whole.
    pub fn at_sheet(&self, problem: Problem) -> Problem {
        match &self.source {
            TableSource::Text(text) => problem.in_file(text.file.as_str()),
            TableSource::Sheet { file, name } => {
                let cell = CellName { sheet: name.clone(), column: String::new() };
                Problem { place: Some(Place::of_cell(&**file, cell, 0, "")), ..problem }
            }
        }
    }
}
