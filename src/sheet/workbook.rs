//! Reads workbooks: `.xlsx` and `.xlsm`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use super::format::Form;
use super::number::{date, day, duration, number};
use super::package::{MOST_UNPACKED, Package, Region, Stored};
use super::{CellFlaw, MOST_CELLS, Sheet, SheetCell, SheetRow, too_many_cells};
use crate::problem::{CellName, Place, Problem};

/// Maximum size of a workbook, in bytes.
pub const MOST_BYTES: u64 = 32 << 20;
/// Maximum number of packed files.
const MOST_PARTS: usize = 5_000;

/// A workbook that has been opened.
pub struct Workbook<'f> {
    file: &'f str,
    inner: Package,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// Its name, as a tab shows it.
    pub name: String,
    /// Whether a reader of the workbook sees it. Lists to choose from are often on hidden sheets.
    pub is_visible: bool,
}

impl<'f> Workbook<'f> {
    /// Opens the workbook `file` with these bytes.
    ///
    /// # Errors
    /// It is of another format, encrypted, damaged or too large.
    pub fn open(file: &'f str, bytes: Vec<u8>) -> Result<Self, Box<Problem>> {
        let told = |problem: Problem| Box::new(problem.in_file(file));
        /// The beginning of `.xls`, `.et`, and of any encrypted workbook.
        const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        if bytes.starts_with(&COMPOUND) {
            return Err(told(other_format()));
        }
        measure(&bytes).map_err(told)?;
        let inner = Package::open(bytes).ok_or_else(|| told(damaged()))?;
        Ok(Self { file, inner })
    }

    /// Returns its sheets, in their order.
    pub fn names(&self) -> Vec<SheetName> {
        let name = |sheet: &super::package::PackedSheet| SheetName {
            name: sheet.name.clone(),
            is_visible: sheet.is_visible,
        };
        self.inner.sheets.iter().map(name).collect()
    }

    /// Reads the sheet `name`.
    ///
    /// # Errors
    /// It is damaged, or has too many cells.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, Box<Problem>> {
        let since_1904 = self.inner.since_1904;
        let read = self.inner.cells(name, MOST_CELLS).map(|found| {
            let found = found?;
            let cells = found.cells.into_iter();
            let cells = cells.filter_map(|(at, value)| Some((at, read(value, since_1904)?)));
            let mut cells: BTreeMap<(u32, u32), SheetCell> = cells.collect();
            let is_whole = fill_down(&mut cells, &found.merged);
            let columns = found.hidden_columns.into_iter();
            let hidden_columns = columns.map(|(first, last)| number_of(first)..=number_of(last)).collect();
            is_whole.then(|| Sheet { rows: rows(cells, &found.hidden_rows), hidden_columns })
        });
        let place = |problem: Problem| {
            let cell = CellName { sheet: name.to_owned(), column: String::new() };
            let place = Place::of_cell(self.file, cell, 0, "");
            Box::new(Problem { place: Some(place), ..problem })
        };
        match read {
            Some(Some(sheet)) => Ok(sheet),
            Some(None) => Err(place(too_many_cells())),
            None => Err(place(damaged())),
        }
    }
}

/// Unpacks the file once without keeping anything of it: what the file claims of its size may be
/// wrong.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = MOST_UNPACKED;
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(|_| damaged())?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Returns what a person sees in a cell; `None` if that is nothing.
fn read(value: Stored, since_1904: bool) -> Option<SheetCell> {
    let cell = match value {
        Stored::Text(text) => {
            let text = text.trim().to_owned();
            SheetCell { flaw: CellFlaw::of_text(&text), text, ..SheetCell::default() }
        }
        Stored::Boolean(is_so) => SheetCell { text: is_so.to_string(), ..SheetCell::default() },
        Stored::Formula => SheetCell { flaw: Some(CellFlaw::NoResult), ..SheetCell::default() },
        Stored::Number(value, form) => read_number(value, &form, since_1904),
    };
    (!cell.text.is_empty() || cell.flaw.is_some()).then_some(cell)
}

fn read_number(value: f64, form: &Form, since_1904: bool) -> SheetCell {
    let plain = || {
        let flaw = CellFlaw::of_number(value);
        SheetCell { text: number(value), day: day(value, since_1904), flaw, ..SheetCell::default() }
    };
    match form {
        Form::Number => plain(),
        Form::Figure(figure) => match figure.shown(value) {
            Some(text) => {
                // Hundredths are another number than the one that is stored.
                let number = (!figure.is_percent()).then(|| number(value)).filter(|number| *number != text);
                let has_words = figure.has_words() || figure.is_percent();
                let plain = plain();
                SheetCell { text, number, day: plain.day.filter(|_| !has_words), ..plain }
            }
            None => {
                let flaw = CellFlaw::ShownOtherwise(figure.code.clone());
                SheetCell { flaw: Some(flaw), ..plain() }
            }
        },
        Form::Duration => SheetCell { text: duration(value), ..SheetCell::default() },
        Form::Date(shown) => match date(value, since_1904, *shown) {
            Some((text, is_more)) => {
                let flaw = is_more.then_some(CellFlaw::HiddenYear);
                SheetCell { text, flaw, ..SheetCell::default() }
            }
            None => plain(),
        },
    }
}

/// Writes what is in a merged cell into each of its rows: three honors of one year have the year
/// once. Of its columns the first has it. Returns false if that gives too many cells.
fn fill_down(cells: &mut BTreeMap<(u32, u32), SheetCell>, merged: &[Region]) -> bool {
    let last = cells.keys().next_back().map_or(0, |(row, _)| *row);
    for (first, end, column) in merged {
        let Some(cell) = cells.get(&(*first, *column)).cloned() else { continue };
        for row in *first..=(*end).min(last) {
            cells.insert((row, *column), cell.clone());
        }
        if cells.len() > MOST_CELLS {
            return false;
        }
    }
    true
}

fn rows(cells: BTreeMap<(u32, u32), SheetCell>, hidden: &BTreeSet<u32>) -> Vec<SheetRow> {
    let mut rows: Vec<SheetRow> = Vec::new();
    for ((row, column), cell) in cells {
        let number = number_of(row).saturating_add(1);
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(SheetRow { number, is_hidden: hidden.contains(&row), ..SheetRow::default() });
        }
        if let Some(last) = rows.last_mut() {
            last.cells.push(SheetCell { column: number_of(column), ..cell });
        }
    }
    rows
}

fn number_of(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn other_format() -> Problem {
    Problem::error(
        "sheet/format",
        "这个表格是 .xls、.et 格式，或者加了密码，没有读",
        "this workbook is of an old format, or has a password; it was not read",
    )
    .help(
        "用 Excel 或 WPS 打开，去掉打开密码，另存为“Excel 工作簿（.xlsx）”",
        "open it, remove its password, and save it as `Excel workbook (.xlsx)`",
    )
}

fn damaged() -> Problem {
    Problem::error(
        "sheet/damaged",
        "这个表格打不开：不是 .xlsx 文件，或者没有复制完整",
        "this workbook can't be read: it is no .xlsx file, or was cut off",
    )
    .help(
        "用 Excel 或 WPS 打开看看；打得开的，另存为“Excel 工作簿（.xlsx）”，打不开的，重新复制一份",
        "open it: if that works save it as `Excel workbook (.xlsx)`, else copy it again",
    )
}

fn too_large() -> Problem {
    Problem::error(
        "sheet/too-large",
        format!("这个表格里压缩的内容太大，超过了 {} MB，没有读", MOST_UNPACKED >> 20),
        format!("what is packed in this workbook is larger than {} MB; it was not read", MOST_UNPACKED >> 20),
    )
    .help(
        "把要用的行和列复制到新的表格里，图片不要放在表格里",
        "copy the rows and columns that pages need to a new workbook, without pictures",
    )
}

#[cfg(test)]
mod tests;
