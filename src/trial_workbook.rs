//! Writes workbooks as spreadsheet programs do: shared strings, formats of days, merged cells,
//! formulas with their results. For tests only; those in `tests/` include this file.
//!
//! A library that does so would change how the pictures of the whole program are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// What is written in a cell.
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    /// The number of a day, from 1900 or 1904.
    Day(f64),
    Boolean(bool),
    /// A number with the format in which it is shown.
    Styled(f64, &'static str),
    /// A formula that failed, with what is shown.
    Fault(String),
    /// A formula whose result is not stored.
    Formula,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(is_so: bool) -> Self {
        Self::Boolean(is_so)
    }
}

/// The name of a sheet, and what fills it.
pub(crate) type NamedSheet<'s> = (&'s str, &'s dyn Fn(&mut Worksheet));

/// A sheet.
#[derive(Default)]
pub(crate) struct Worksheet {
    name: String,
    pub(crate) is_hidden: bool,
    cells: BTreeMap<(u32, u32), Cell>,
    merged: Vec<String>,
    pub(crate) hidden_rows: Vec<u32>,
    pub(crate) hidden_columns: Vec<u32>,
}

impl Worksheet {
    /// Writes a cell; rows and columns are counted from 0.
    pub(crate) fn write(&mut self, row: u32, column: u32, cell: impl Into<Cell>) {
        self.cells.insert((row, column), cell.into());
    }

    /// Writes a cell that is merged with those down to the other one.
    pub(crate) fn merge(&mut self, from: (u32, u32), to: (u32, u32), cell: impl Into<Cell>) {
        self.merged.push(format!("{}:{}", place(from), place(to)));
        self.write(from.0, from.1, cell);
    }
}

/// The number of a day, as workbooks count them.
pub(crate) fn day_number(year: i16, month: i8, day: i8) -> f64 {
    let since = jiff::civil::date(1899, 12, 30);
    f64::from((jiff::civil::date(year, month, day) - since).get_days())
}

fn place((row, column): (u32, u32)) -> String {
    format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1)
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The bytes of a workbook with these sheets, each filled by a function.
pub(crate) fn workbook(sheets: &[NamedSheet<'_>]) -> Vec<u8> {
    workbook_of(sheets, false)
}

/// The same, with days that are counted from 1904 or not.
pub(crate) fn workbook_of(sheets: &[NamedSheet<'_>], since_1904: bool) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let mut strings: Vec<String> = Vec::new();
    let mut formats: Vec<&'static str> = vec!["yyyy\"年\"m\"月\"d\"日\""];
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>",
            relation("a", "officeDocument", "xl/workbook.xml")
        ),
    )];
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, (name, fill)) in sheets.iter().enumerate() {
        let mut sheet = Worksheet { name: (*name).to_owned(), ..Worksheet::default() };
        fill(&mut sheet);
        let state = if sheet.is_hidden { " state=\"hidden\"" } else { "" };
        listed += &format!(
            "<sheet name=\"{}\" sheetId=\"{}\"{state} r:id=\"s{number}\"/>",
            plain(&sheet.name),
            number + 1
        );
        related += &relation(&format!("s{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            sheet_part(&sheet, (&mut strings, &mut formats), MAIN),
        ));
    }
    related += &relation("strings", "sharedStrings", "sharedStrings.xml");
    related += &relation("styles", "styles", "/xl/styles.xml");
    let days = if since_1904 { "<workbookPr date1904=\"1\"/>" } else { "<workbookPr/>" };
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{days}<sheets>{listed}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"{PACKAGE}\">{related}</Relationships>"),
    ));
    // Words that are read aloud in another way are written next to them.
    let string = |text: &String| {
        format!(
            "<si><r><t xml:space=\"preserve\">{}</t></r><rPh sb=\"0\" eb=\"1\"><t>yin</t></rPh></si>",
            plain(text)
        )
    };
    let listed: String = strings.iter().map(string).collect();
    parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\">{listed}</sst>")));
    let (mut codes, mut styles) = (String::new(), String::new());
    for (id, code) in (176..).zip(&formats) {
        codes += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", plain(code));
        styles += &format!("<xf numFmtId=\"{id}\"/>");
    }
    parts.push((
        "xl/styles.xml".to_owned(),
        format!("<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"),
    ));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(part.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet_part(
    sheet: &Worksheet,
    (strings, formats): (&mut Vec<String>, &mut Vec<&'static str>),
    main: &str,
) -> String {
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    for (at, cell) in &sheet.cells {
        let place = place(*at);
        *rows.entry(at.0).or_default() += &match cell {
            Cell::Text(text) => {
                strings.push(text.clone());
                format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", strings.len() - 1)
            }
            Cell::Number(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
            Cell::Day(number) => format!("<c r=\"{place}\" s=\"1\"><v>{number}</v></c>"),
            Cell::Styled(number, code) => {
                let known = formats.iter().position(|known| known == code);
                let at = known.unwrap_or(formats.len());
                formats.extend(known.is_none().then_some(*code));
                format!("<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>", at + 1)
            }
            Cell::Formula => format!("<c r=\"{place}\"><f>A1</f><v/></c>"),
            Cell::Boolean(is_so) => format!("<c r=\"{place}\" t=\"b\"><v>{}</v></c>", u8::from(*is_so)),
            Cell::Fault(shown) => format!("<c r=\"{place}\" t=\"e\"><f>A1/0</f><v>{shown}</v></c>"),
        };
    }
    let hidden = |row: &u32| if sheet.hidden_rows.contains(row) { " hidden=\"1\"" } else { "" };
    let row = |(row, cells): (&u32, &String)| format!("<row r=\"{}\"{}>{cells}</row>", row + 1, hidden(row));
    let rows: String = rows.iter().map(row).collect();
    let column = |at: &u32| format!("<col min=\"{0}\" max=\"{0}\" hidden=\"1\"/>", at + 1);
    let columns: String = sheet.hidden_columns.iter().map(column).collect();
    let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
    let merged: String = sheet.merged.iter().map(|region| format!("<mergeCell ref=\"{region}\"/>")).collect();
    format!(
        "<worksheet xmlns=\"{main}\">{columns}<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    )
}
