use std::io::Write as _;

use crate::trial_workbook::{Cell, Worksheet, day_number, workbook_of};

use super::*;

/// The bytes of a workbook with one sheet.
fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    crate::trial_workbook::workbook(&[("甲", &fill)])
}

fn texts(bytes: Vec<u8>) -> Vec<(usize, Vec<(usize, String)>)> {
    let mut workbook = Workbook::open("a.xlsx", bytes).unwrap();
    let cells = |row: SheetRow| row.cells.into_iter().map(|cell| (cell.column, cell.text)).collect();
    workbook.sheet("甲").unwrap().rows.into_iter().map(|row| (row.number, cells(row))).collect()
}

fn code(bytes: Vec<u8>) -> &'static str {
    Workbook::open("a.xlsx", bytes).map(|_| ()).unwrap_err().code
}

#[test]
fn cells_are_read_as_their_writer_sees_them() {
    let fill = |days: f64| {
        move |sheet: &mut Worksheet| {
            sheet.write(0, 0, "年份");
            sheet.write(2, 0, 2026.0);
            sheet.write(2, 1, 0.1 + 0.2);
            sheet.write(2, 2, Cell::Day(days));
            sheet.write(2, 3, " 两边有<空格>\u{3000}");
            sheet.write(2, 4, true);
            sheet.write(2, 5, "   ");
            sheet.write(2, 6, Cell::Fault("#DIV/0!".into()));
        }
    };
    let days = day_number(2026, 11, 20);
    let bytes = workbook(fill(days));
    // Old Macintoshes count four years and a day less.
    let of_1904 = workbook_of(&[("甲", &fill(days - 1462.0))], true);
    assert_eq!(texts(of_1904), texts(bytes.clone()));
    let row = ["2026", "0.3", "2026-11-20", "两边有<空格>", "true"].map(str::to_owned);
    let mut row: Vec<(usize, String)> = row.into_iter().enumerate().collect();
    row.push((6, "#DIV/0!".to_owned()));
    assert_eq!(texts(bytes), [(1, vec![(0, "年份".to_owned())]), (3, row)]);
}

#[test]
fn a_number_is_what_its_format_shows() {
    let day = day_number(2026, 11, 20);
    let bytes = workbook(|sheet| {
        for (row, code) in (0..).zip([
            "yyyy\"年\"m\"月\"",
            "yyyy",
            "mmm-yy",
            "m\"月\"d\"日\"",
            "\"第\"0\"天\"",
            "[DBNum1]0",
            "General",
        ]) {
            sheet.write(row, 0, Cell::Styled(day, code));
        }
        sheet.write(7, 0, Cell::Styled(0.5, "0%"));
        sheet.write(8, 0, Cell::Formula);
        sheet.write(9, 0, 123_456_789_012_345_678.0);
        sheet.write(10, 0, "1.23457E+17");
        sheet.write(11, 0, Cell::Styled(0.0, "0;-0;"));
    });
    let sheet = Workbook::open("a.xlsx", bytes).unwrap().sheet("甲").unwrap();
    let cells: Vec<SheetCell> = sheet.rows.into_iter().flat_map(|row| row.cells).collect();
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    let wanted = ["2026-11", "2026", "2026-11", "2026-11-20", "第46346天", "46346", "46346", "50%", ""];
    assert_eq!(texts[..9], wanted);
    assert_eq!(texts[9..], ["123456789012346000", "1.23457E+17"]);
    let flaws: Vec<(usize, CellFlaw)> =
        cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.flaw.clone()?))).collect();
    let wanted = [
        (3, CellFlaw::HiddenYear),
        (5, CellFlaw::ShownOtherwise("[DBNum1]0".to_owned())),
        (8, CellFlaw::NoResult),
        (9, CellFlaw::LostDigits),
        (10, CellFlaw::Exponent),
    ];
    assert_eq!(flaws, wanted);
    // The number of a day is one only where nothing else is shown.
    let days: Vec<bool> = cells.iter().map(|cell| cell.day.is_some()).collect();
    assert_eq!(days[4..8], [false, true, true, false]);
    assert_eq!((cells[4].number.as_deref(), cells[7].number.as_deref()), (Some("46346"), None));
}

#[test]
fn what_is_hidden_is_marked() {
    let bytes = workbook(|sheet| {
        for row in 0..3 {
            sheet.write(row, 0, "甲");
            sheet.write(row, 1, "乙");
        }
        sheet.hidden_rows.push(1);
        sheet.hidden_columns.push(1);
    });
    let sheet = Workbook::open("a.xlsx", bytes).unwrap().sheet("甲").unwrap();
    let rows: Vec<bool> = sheet.rows.iter().map(|row| row.is_hidden).collect();
    assert_eq!(rows, [false, true, false]);
    assert_eq!((sheet.is_hidden(0), sheet.is_hidden(1), sheet.is_hidden(2)), (false, true, false));
}

#[test]
fn a_merged_cell_is_in_each_of_its_rows() {
    let bytes = workbook(|sheet| {
        sheet.merge((0, 0), (2, 1), "2026");
        sheet.write(0, 2, "甲");
        sheet.write(2, 2, "丙");
        // It ends with the last row that has anything else.
        sheet.merge((3, 0), (1_000_000, 0), "2025");
        sheet.write(4, 2, "戊");
    });
    let year = |text: &str| (0, text.to_owned());
    let name = |text: &str| (2, text.to_owned());
    let rows = texts(bytes);
    assert_eq!(
        rows[..3],
        [(1, vec![year("2026"), name("甲")]), (2, vec![year("2026")]), (3, vec![year("2026"), name("丙")]),]
    );
    assert_eq!(rows[3..5], [(4, vec![year("2025")]), (5, vec![year("2025"), name("戊")])]);
}

#[test]
fn what_is_no_workbook_is_told() {
    let whole = workbook(|sheet| sheet.write(0, 0, "甲"));
    assert_eq!(code(whole[..whole.len() / 2].to_vec()), "sheet/damaged");
    assert_eq!(code(b"PK".to_vec()), "sheet/damaged");
    assert_eq!(code(Vec::new()), "sheet/damaged");
    assert_eq!(code(vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]), "sheet/format");
    // A packed file that is no workbook.
    assert_eq!(code(packed("a.txt", |file| file.write_all(b"a").unwrap())), "sheet/damaged");
}

#[test]
fn a_bomb_is_measured_before_it_is_read() {
    let zeros = vec![b' '; 1 << 20];
    let bomb = packed("xl/sharedStrings.xml", |file| (0..70).for_each(|_| file.write_all(&zeros).unwrap()));
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(code(bomb), "sheet/too-large");
}

fn packed(name: &str, write: impl Fn(&mut zip::ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    write(&mut writer);
    writer.finish().unwrap().into_inner()
}

#[test]
fn any_damage_is_a_problem_and_no_panic() {
    let whole = workbook(|sheet| {
        sheet.write(0, 0, "甲");
        sheet.write(1, 0, 3.5);
    });
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        if let Ok(mut workbook) = Workbook::open("a.xlsx", bytes) {
            for SheetName { name, .. } in workbook.names() {
                let _ = workbook.sheet(&name);
            }
        }
    }
}
