//! Writes tables: as CSV, and as a workbook with one sheet, all of whose cells are texts.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use crate::text::escaped;

/// Writes rows as CSV in UTF-8, with the mark and the line ends by which spreadsheet programs know
/// it.
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let quoted = |cell: &String| {
        let is_plain = !cell.contains(['"', ',', '\n', '\r']) && cell.trim() == cell;
        if is_plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    for row in rows {
        let line = row.iter().map(quoted).collect::<Vec<_>>().join(",");
        bytes.extend(line.as_bytes());
        bytes.extend(b"\r\n");
    }
    bytes
}

/// Writes rows as a workbook. The same rows give the same bytes.
///
/// # Errors
/// Fails only if there is more than a workbook can hold.
pub fn workbook(sheet: &str, rows: &[Vec<String>]) -> ZipResult<Vec<u8>> {
    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let parts: [(&str, String); 5] = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", WORKBOOK.replace("NAME", &escaped(&sheet_name(sheet)))),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", cells(rows)),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(DECLARATION.as_bytes())?;
        writer.write_all(part.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"NAME\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

fn relation(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

/// The names that sheets may have are short, and without some marks.
fn sheet_name(name: &str) -> String {
    const LONGEST: usize = 31;
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, '\\' | '/' | '?' | '*' | '[' | ']' | ':' | '\'') && !c.is_control())
        .take(LONGEST)
        .collect();
    if name.trim().is_empty() { "1".to_owned() } else { name }
}

fn cells(rows: &[Vec<String>]) -> String {
    let mut text = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for row in rows {
        text += "<row>";
        for cell in row {
            text += &match cell.as_str() {
                "" => "<c/>".to_owned(),
                cell => {
                    format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(cell))
                }
            };
        }
        text += "</row>";
    }
    text + "</sheetData></worksheet>"
}

#[cfg(test)]
mod tests {
    use super::super::{Workbook, read_csv};
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn what_is_written_is_read_again() {
        let rows: Vec<Vec<String>> =
            [["标题", "正文", "数"], ["甲 & <乙>", "一行\n\n“两”\"行\",", ""], ["=1+1", "", "007"]]
                .map(|row| row.map(str::to_owned).to_vec())
                .to_vec();
        let sheet = Workbook::open("a.xlsx", workbook("荣誉/2026", &rows).unwrap())
            .and_then(|mut workbook| {
                assert_eq!(workbook.names()[0].name, "荣誉2026");
                workbook.sheet("荣誉2026")
            })
            .unwrap();
        let text = String::from_utf8(csv(&rows)).unwrap();
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let table = read_csv(&SourceText::new("a.csv", &text)).unwrap();
        for read in [sheet, table] {
            let read: Vec<Vec<String>> =
                read.rows.iter().map(|row| (0..3).map(|at| row.text(at).to_owned()).collect()).collect();
            assert_eq!(read, rows);
        }
        assert_eq!(workbook("甲", &rows).unwrap(), workbook("甲", &rows).unwrap());
    }
}
