//! Finds tables whose columns are separated by something else than commas: a spreadsheet program
//! may write `;` or tabs, and a person types `，`.

use std::ops::Range;

use crate::problem::Problem;

/// What else than a comma may separate columns, in Chinese and in English.
const SEPARATORS: [(char, &str, &str); 6] = [
    (';', "英文分号“;”", "`;`"),
    ('；', "中文分号“；”", "`；`"),
    ('\t', " Tab 键", "tabs"),
    ('，', "中文逗号“，”", "`，`"),
    ('、', "顿号“、”", "`、`"),
    ('|', "竖线“|”", "`|`"),
];

/// Reports a table whose first row, and most of the others, have columns that another mark
/// separates. A mark in the name of one column is in no other row: `事项（时间；地点）`.
pub(super) fn find(text: &str) -> Option<(Problem, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let head = text.get(start..)?.lines().next()?.trim_end();
    if head.contains('"') {
        return None;
    }
    let rows =
        || text.get(start + head.len()..).unwrap_or_default().lines().filter(|row| !row.trim().is_empty());
    let is_used = |mark: char| {
        let columns = head.matches(mark).count();
        if columns == 0 {
            return false;
        }
        let alike = rows().filter(|row| row.matches(mark).count() == columns).count();
        alike * 2 >= rows().count()
    };
    // `姓名,单位、职务`: the commas separate, and the other mark is within a column.
    let commas = head.matches(',').count();
    let is_within =
        |mark: char| mark == '、' && commas > 0 && rows().all(|row| row.matches(',').count() == commas);
    let found = SEPARATORS.iter().find(|(mark, ..)| is_used(*mark) && !is_within(*mark))?;
    Some((wrong(found), start..start + head.len()))
}

/// Reports a row of the wrong number of columns, if it would have the right one with another mark
/// as separator.
pub(super) fn in_row(row: &str, columns: usize) -> Option<Problem> {
    let fits = |mark: char| row.contains(mark) && row.split([mark, ',']).count() == columns;
    SEPARATORS.iter().find(|(mark, ..)| fits(*mark)).map(wrong)
}

fn wrong((_, zh, en): &(char, &str, &str)) -> Problem {
    Problem::error(
        "data/csv-separator",
        format!("这一行用{zh}分列，要用英文逗号“,”"),
        format!("the columns of this row are separated by {en}; they need commas"),
    )
    .help(
        "改成英文逗号；或者用 Excel、WPS 打开，另存为“CSV UTF-8（逗号分隔）”",
        "use commas, or save the table as `CSV UTF-8 (comma delimited)`",
    )
}
