//! Any bytes as a workbook, any text as a table of CSV, and as the cells and the formats of a
//! workbook, which mutation would not reach through the sums of an archive.
#![no_main]

use std::io::{Cursor, Write};

use dangjian::problem::SourceText;
use dangjian::sheet::{Sheet, Workbook, read_csv, write_csv, write_workbook};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fuzz_target!(|bytes: &[u8]| {
    opened(bytes.to_vec());
    let text = String::from_utf8_lossy(bytes);
    // The styles stand before the first line that says so.
    let (cells, styles) = text.split_once("\n--\n").unwrap_or((&text, ""));
    opened(packed(cells, styles));
    if let Ok(sheet) = read_csv(&SourceText::new("x.csv", &text)) {
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            assert!(text.get(cell.span.clone()).is_some(), "{:?} of {text:?}", cell.span);
        }
        read_back(&sheet);
    }
});

fn opened(bytes: Vec<u8>) {
    let Ok(mut workbook) = Workbook::open("x.xlsx", bytes) else { return };
    for name in workbook.names() {
        if let Ok(sheet) = workbook.sheet(&name.name) {
            read_back(&sheet);
        }
    }
}

/// What is written of a table is read as the same.
fn read_back(sheet: &Sheet) {
    let width = sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or(0);
    if width * sheet.rows.len() > 2_000 {
        return;
    }
    let texts = |sheet: &Sheet| -> Vec<Vec<String>> {
        let row = |row: &dangjian::sheet::SheetRow| (0..width).map(|at| row.text(at).to_owned()).collect();
        sheet.rows.iter().map(row).filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty())).collect()
    };
    let rows = texts(sheet);
    if rows.is_empty() {
        return;
    }
    let mut workbook =
        Workbook::open("x.xlsx", write_workbook("x", &rows).expect("in memory")).expect("what was written");
    assert_eq!(texts(&workbook.sheet("x").expect("what was written")), rows);
    let csv = String::from_utf8(write_csv(&rows)).expect("UTF-8");
    let csv = csv.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if let Ok(again) = read_csv(&SourceText::new("x.csv", &csv)) {
        assert_eq!(texts(&again), rows, "{csv:?}");
    }
}

fn packed(cells: &str, styles: &str) -> Vec<u8> {
    let relations = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>"#
    );
    let root = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let workbook = format!(
        r#"<workbook {MAIN} xmlns:r="{RELATION}"><sheets><sheet name="x" sheetId="1" r:id="a"/></sheets></workbook>"#
    );
    let sheet = format!("<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>");
    let styles = format!("<styleSheet {MAIN}>{styles}</styleSheet>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/styles.xml", &styles),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).expect("in memory");
        writer.write_all(content.as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}
