//! Finds out which column of a table is which field.

use std::collections::BTreeMap;

use super::told;
use crate::problem::Problem;
use crate::schema::{Field, Group};
use crate::sheet::{SheetCell, SheetRow};

/// At most so many rows are above the names of the columns: the name of the table, a unit, a
/// date.
const MOST_ABOVE: usize = 10;

/// Names of the column that has the text of the page.
pub const BODY: [&str; 5] = ["正文", "内容", "body", "text", "content"];
/// Names of columns that only count the rows.
const COUNTS: [&str; 6] = ["序号", "行号", "no", "no.", "num", "#"];

/// The columns of a table.
pub struct Columns<'g> {
    group: &'g Group,
    /// By number, from 0.
    columns: BTreeMap<usize, Column<'g>>,
}

struct Column<'g> {
    /// The name as written.
    name: String,
    meaning: Meaning<'g>,
}

/// What is in a column.
#[derive(Clone, Copy)]
pub enum Meaning<'g> {
    Field(&'g Field),
    Body,
    /// The numbers of the rows, which nobody needs.
    Count,
    Unknown,
}

impl<'g> Columns<'g> {
    /// Finds the row with the names of the columns: of the first few the one with most names that
    /// are known. `None` if the table is empty.
    pub fn find(rows: &[SheetRow], group: &'g Group) -> Option<(usize, Self)> {
        let rows = rows.iter().enumerate().filter(|(_, row)| !row.cells.is_empty()).take(MOST_ABOVE);
        let read = rows.map(|(at, row)| (at, Self::of(row, group)));
        // Of several that are as good the first.
        read.reduce(|best, next| if next.1.known() > best.1.known() { next } else { best })
    }

    fn of(row: &SheetRow, group: &'g Group) -> Self {
        let column = |cell: &SheetCell| {
            // Writers break long names into lines: 授予⏎单位.
            let name: String = cell.text.split_whitespace().collect();
            let known = group.meant_by(&cell.text).or_else(|| group.meant_by(&name));
            let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
            let meaning = match known {
                Some(field) => Meaning::Field(field),
                None if is(&BODY) => Meaning::Body,
                None if is(&COUNTS) => Meaning::Count,
                None => Meaning::Unknown,
            };
            let name = if known.is_some() || cell.text.contains('\n') { name } else { cell.text.clone() };
            (cell.column, Column { name, meaning })
        };
        let cells = row.cells.iter().filter(|cell| !cell.text.is_empty());
        Self { group, columns: cells.map(column).collect() }
    }

    fn known(&self) -> usize {
        let known = |column: &&Column<'_>| matches!(column.meaning, Meaning::Field(_) | Meaning::Body);
        self.columns.values().filter(known).count()
    }

    /// Returns the name of a column as it is written; empty if it has none.
    pub fn name(&self, column: usize) -> &str {
        self.columns.get(&column).map_or("", |column| &column.name)
    }

    /// Returns the columns that pages are made of, from the left.
    pub fn all(&self) -> impl Iterator<Item = (usize, &str, Meaning<'g>)> {
        self.columns.iter().map(|(at, column)| (*at, column.name.as_str(), column.meaning))
    }

    /// Whether a column means anything for a page.
    pub fn is_used(&self, column: usize) -> bool {
        self.columns
            .get(&column)
            .is_some_and(|column| matches!(column.meaning, Meaning::Field(_) | Meaning::Body))
    }

    /// Whether a row has more than its number.
    pub fn has_content(&self, row: &SheetRow) -> bool {
        row.cells.iter().any(|cell| self.is_used(cell.column))
    }

    /// Whether a row says the names of the columns once more.
    pub fn is_heading(&self, row: &SheetRow) -> bool {
        let mut used = row.cells.iter().filter(|cell| self.is_used(cell.column)).peekable();
        let is_name = |cell: &SheetCell| {
            let name: String = cell.text.split_whitespace().collect();
            name == self.name(cell.column) || cell.text == self.name(cell.column)
        };
        used.peek().is_some() && used.all(is_name)
    }

    fn column_of(&self, key: &str) -> Option<usize> {
        let is_meant = |(_, column): &(&usize, &Column<'_>)| match column.meaning {
            Meaning::Field(field) => &*field.key == key,
            _ => false,
        };
        self.columns.iter().find(is_meant).map(|(at, _)| *at)
    }

    /// Returns the key of the field that `written` names.
    pub fn key_of(&self, written: &str) -> Option<String> {
        self.group.meant_by(written).map(|field| field.key.to_string())
    }

    /// Returns what a row says of a field; empty if nothing.
    pub fn text_of<'r>(&self, key: &str, row: &'r SheetRow) -> &'r str {
        self.column_of(key).map_or("", |column| row.text(column))
    }

    /// Returns a cell with its name, as in front matter: `级别: 市级`.
    pub fn line(&self, cell: &SheetCell) -> String {
        format!("{}: {}", self.name(cell.column), cell.text.replace('\n', " "))
    }

    /// Returns the cell of a field with its name.
    pub fn line_of(&self, key: &str, row: &SheetRow) -> Option<String> {
        let column = self.column_of(key)?;
        row.cells.iter().find(|cell| cell.column == column).map(|cell| self.line(cell))
    }

    /// Returns the mistakes in the names, with their columns.
    pub fn mistakes(&self, rows: &[SheetRow], head: usize) -> Vec<(usize, Problem)> {
        let names: Vec<&str> = self.columns.values().map(|column| column.name.as_str()).collect();
        let below = |column: usize| rows.iter().skip(head + 1).map(move |row| row.text(column));
        let mut found = Vec::new();
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (at, Column { name, meaning }) in &self.columns {
            let key = match meaning {
                Meaning::Field(field) => &*field.key,
                Meaning::Body => "---",
                Meaning::Count => continue,
                Meaning::Unknown => {
                    let value = below(*at).find(|text| !text.is_empty()).unwrap_or_default();
                    let meant = self.group.probable_name(&names, name, value);
                    found.push((*at, told::unknown_column(name, meant)));
                    continue;
                }
            };
            if let Some(first) = seen.insert(key, name) {
                found.push((*at, told::column_twice(first, name)));
            }
        }
        // Cells to the right of the names, or below a gap between them.
        let last = self.columns.keys().next_back().copied().unwrap_or_default();
        let nameless = (0..=last + 1).filter(|at| !self.columns.contains_key(at));
        let nameless = nameless.filter(|at| below(*at).any(|text| !text.is_empty()));
        found.extend(nameless.map(|at| (at, told::nameless_column(at))));
        if self.column_of("title").is_none() {
            let first = self.columns.keys().next().copied().unwrap_or_default();
            let title = self.group.field("title").map_or("标题", |field| field.label.get("zh"));
            found.push((first, told::no_title_column(title)));
        }
        found
    }
}
