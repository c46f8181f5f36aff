//! **sheet**: reads tables, as spreadsheet programs write them, into rows of texts.
//!
//! In: the text of a CSV file, or the bytes of a workbook (`.xlsx`). Out: a [`Sheet`] with the
//! cells of each row as their writer sees them: dates as dates and not as the number of a day,
//! `2026` and not `2026.0`, merged cells in each of their rows. Whatever size a file claims to
//! have, it is measured before it is read.
//!
//! Never: knows what a column means.

mod csv;
mod csv_quotes;
mod csv_separator;
mod flaw;
mod format;
mod format_code;
mod number;
mod package;
mod workbook;
mod write;
mod xml;

pub use csv::read as read_csv;
pub use flaw::{CellFlaw, hidden_column, hidden_rows};
pub use workbook::{MOST_BYTES, SheetName, Workbook};
pub use write::{csv as write_csv, workbook as write_workbook};

use std::ops::{Range, RangeInclusive};

use crate::problem::Problem;

/// Maximum number of cells of a table; each takes about a hundred bytes.
const MOST_CELLS: usize = 1_000_000;

/// A table.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its rows from the top. Of a workbook, rows without anything in them are left out.
    pub rows: Vec<SheetRow>,
    /// The columns that are not to be seen.
    hidden_columns: Vec<RangeInclusive<usize>>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct SheetRow {
    /// Its number in the workbook, or its line in the file, from 1.
    pub number: usize,
    /// The span of the row in the text of a CSV file.
    pub span: Range<usize>,
    /// The cells that are not empty, from the left.
    pub cells: Vec<SheetCell>,
    /// Whether it is not to be seen.
    pub is_hidden: bool,
}

/// A cell of a table that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// Its column, from 0.
    pub column: usize,
    /// What is written in it, without blanks around.
    pub text: String,
    /// The day that its number stands for, if it is a date that lost its format.
    pub day: Option<String>,
    /// The number that is stored in it, if words are shown around it: `8` of `8号`.
    pub number: Option<String>,
    /// What is wrong with it. A formula without a result has no text.
    pub flaw: Option<CellFlaw>,
    /// Its span in the text of a CSV file.
    pub span: Range<usize>,
}

impl Sheet {
    /// Whether a column is not to be seen.
    pub fn is_hidden(&self, column: usize) -> bool {
        self.hidden_columns.iter().any(|hidden| hidden.contains(&column))
    }
}

impl SheetRow {
    /// Returns the text of the cell in a column; empty if there is none.
    pub fn text(&self, column: usize) -> &str {
        self.cells.iter().find(|cell| cell.column == column).map_or("", |cell| &cell.text)
    }
}

fn too_many_cells() -> Problem {
    Problem::error(
        "data/too-many-cells",
        "这张表太大，超过了一百万格，没有读",
        "this table has more than a million cells and was not read",
    )
    .help(
        "分成几个文件，或者只留下页面要用的行和列",
        "split it, or keep only the rows and columns that pages show",
    )
}

/// Returns the text of a part of a workbook, which is in UTF-8 but for a few old programs.
fn utf8(bytes: Vec<u8>) -> Option<String> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
    Some(text.into_owned())
}
