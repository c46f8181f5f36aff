//! Reads tables of CSV.

use std::ops::Range;

use super::csv_quotes::{self, QuoteFault};
use super::{CellFlaw, MOST_CELLS, Sheet, SheetCell, SheetRow, csv_separator, too_many_cells};
use crate::problem::{Problem, SourceText};

/// Reads a table whose rows have as many columns as the first.
///
/// # Errors
/// Fails if the table is too large, or if it is not certain to which column a cell belongs.
pub fn read(source: &SourceText<'_>) -> Result<Sheet, Box<Problem>> {
    let text = source.text();
    if text.bytes().filter(|byte| matches!(byte, b',' | b'\n')).count() > MOST_CELLS {
        return Err(Box::new(too_many_cells().in_file(source.file())));
    }
    let at = |(problem, span): (Problem, Range<usize>)| Box::new(problem.at(source, span));
    if let Some((fault, span)) = csv_quotes::find(text) {
        return Err(at((misquoted(fault), span)));
    }
    if let Some(found) = csv_separator::find(text) {
        return Err(at(found));
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(text.as_bytes());
    let rows: Result<Vec<SheetRow>, csv::Error> =
        reader.records().map(|record| record.map(|record| row(text, &record))).collect();
    match rows {
        Ok(rows) => Ok(Sheet { rows, ..Sheet::default() }),
        Err(error) => Err(at(unreadable_row(text, &error))),
    }
}

fn row(text: &str, record: &csv::StringRecord) -> SheetRow {
    let position = record.position();
    let start = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
    // The reader skips empty lines, and counts them to the row after them.
    let rest = text.get(start..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches('\n').len();
    let start = start + skipped;
    let spans = spans(text, start, record.len());
    let end = spans.last().map_or(start, |span| span.end);
    let cells = record.iter().zip(spans).enumerate().filter(|(_, (cell, _))| !cell.is_empty());
    let cells = cells.map(|(column, (cell, span))| SheetCell {
        column,
        text: cell.to_owned(),
        flaw: CellFlaw::of_text(cell).or_else(|| CellFlaw::of_digits(cell)),
        span,
        ..SheetCell::default()
    });
    let line = position.map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
    SheetRow { number: line + skipped, span: start..end, cells: cells.collect(), ..SheetRow::default() }
}

/// Finds the spans of the first `count` cells from `start` on.
fn spans(text: &str, start: usize, count: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut spans = Vec::with_capacity(count);
    for _ in 0..count {
        let begin = at;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            // A doubled mark is a mark in the cell.
            while let Some(mark) = bytes.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) {
                at += mark + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        at += memchr::memchr2(b',', b'\n', rest).unwrap_or(rest.len());
        let cell = text.get(begin..at).unwrap_or_default();
        let blank = cell.len() - cell.trim_start().len();
        spans.push(begin + blank..begin + blank.max(cell.trim_end().len()));
        at += 1;
    }
    spans
}

/// Returns the problem of a row that cannot be read, and its span.
fn unreadable_row(text: &str, error: &csv::Error) -> (Problem, Range<usize>) {
    let line = error.position().map_or(1, csv::Position::line);
    let start: usize = text
        .split_inclusive('\n')
        .take(usize::try_from(line).unwrap_or(1).saturating_sub(1))
        .map(str::len)
        .sum();
    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at);
    let row = text.get(start..end).unwrap_or_default();
    let problem = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let columns = usize::try_from(*expected_len).unwrap_or(usize::MAX);
            csv_separator::in_row(row, columns).unwrap_or_else(|| unequal(*len, *expected_len))
        }
        _ => unreadable(),
    };
    (problem, start..end)
}

const COMMAS: (&str, &str) = (
    "每行的逗号个数要和第一行相同；内容里有逗号的，整格加英文双引号",
    "each row has as many commas as the first; quote a cell that has a comma in it",
);

fn unequal(columns: u64, expected: u64) -> Problem {
    let problem = Problem::error(
        "data/csv",
        format!("这一行有 {columns} 列，表头有 {expected} 列"),
        format!("this row has {columns} columns, the heading {expected}"),
    );
    problem.help(COMMAS.0, COMMAS.1)
}

fn unreadable() -> Problem {
    Problem::error("data/csv", "这一行读不懂", "this row can't be read").help(COMMAS.0, COMMAS.1)
}

fn misquoted(fault: QuoteFault) -> Problem {
    let (zh, en) = match fault {
        QuoteFault::Unclosed => (
            "这一格的英文双引号没有成对，下面的各行都被算进了这一格",
            "this quotation mark is never closed: the lines below are all in its cell",
        ),
        QuoteFault::TextAfter => (
            "这一格的英文双引号只括住了前一半，后面还有内容",
            "the quotation marks hold only the first part of this cell",
        ),
        QuoteFault::BlankBefore => (
            "这一格的英文双引号前面有空格，引号会原样显示，里面的逗号会把这一格分开",
            "a blank before this quotation mark: the mark would be shown, and a comma would end the cell",
        ),
    };
    let problem = Problem::error("data/csv-quote", zh, en);
    match fault {
        QuoteFault::BlankBefore => {
            problem.help("删去逗号和引号之间的空格", "remove the blank between the comma and the mark")
        }
        _ => problem.help(
            "补上后面的双引号；引号本来就是内容的，写两遍，整格再加英文双引号",
            "close it; where it belongs to the cell, double it and quote the cell",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_has_its_place() {
        let text = "编号,名称\n\n1, \"甲,\"\"乙\"\"\"\n ,丙 \n";
        // A blank before a mark is a mistake of its own.
        let text = text.replace(" \"甲", "\"甲");
        let sheet = read(&SourceText::new("a.csv", &text)).unwrap();
        let cells = |row: &SheetRow| {
            let cells = row.cells.iter();
            cells
                .map(|cell| (cell.column, cell.text.clone(), text[cell.span.clone()].to_owned()))
                .collect::<Vec<_>>()
        };
        let rows: Vec<_> = sheet.rows.iter().map(|row| (row.number, cells(row))).collect();
        let cell = |column: usize, text: &str, written: &str| (column, text.to_owned(), written.to_owned());
        assert_eq!(
            rows,
            [
                (1, vec![cell(0, "编号", "编号"), cell(1, "名称", "名称")]),
                (3, vec![cell(0, "1", "1"), cell(1, "甲,\"乙\"", "\"甲,\"\"乙\"\"\"")]),
                (4, vec![cell(1, "丙", "丙")]),
            ]
        );
        assert_eq!(&text[sheet.rows[1].span.clone()], "1,\"甲,\"\"乙\"\"\"");
    }

    #[test]
    fn what_a_spreadsheet_program_spoilt_has_a_flaw() {
        let text = "a,b,c,d\n#REF!,#N,1.5E+17,123456789012345000\n";
        let sheet = read(&SourceText::new("a.csv", text)).unwrap();
        let flaws: Vec<Option<CellFlaw>> = sheet.rows[1].cells.iter().map(|cell| cell.flaw.clone()).collect();
        assert_eq!(
            flaws,
            [Some(CellFlaw::Fault), None, Some(CellFlaw::Exponent), Some(CellFlaw::LostDigits)]
        );
    }
}
