//! The words of what is wrong with a table whose rows are pages.

use crate::problem::{Problem, suggest};
use crate::sheet::SheetName;

pub(super) fn no_table() -> Problem {
    Problem::error(
        "sheet/format",
        "“取自”要写一张表格（.xlsx 或 .csv），这个文件不是",
        "`from` names a table, .xlsx or .csv; this file is none",
    )
    .help(
        "Excel、WPS 表格另存为“Excel 工作簿（.xlsx）”，放在 _index.md 旁边",
        "save the table as `Excel workbook (.xlsx)`, next to _index.md",
    )
}

pub(super) fn no_sheet(wanted: &str, file: &str, names: &[SheetName]) -> Problem {
    let names: Vec<&str> = names.iter().map(|sheet| sheet.name.as_str()).collect();
    let own = file.rsplit('/').next().unwrap_or(file);
    let problem = Problem::error(
        "sheet/no-sheet",
        format!("“{own}”里没有工作表“{wanted}”"),
        format!("`{own}` has no sheet `{wanted}`"),
    );
    problem.did_you_mean(
        suggest(wanted, names.iter().copied()),
        format!("里面的工作表：{}", names.join("、")),
        format!("its sheets: {}", names.join(", ")),
    )
}

pub(super) fn empty() -> Problem {
    Problem::warning("sheet/empty", "这张表是空的，没有文章", "this table is empty: there are no pages in it")
        .help(
            "第一行写各列的名称，下面每行一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张",
            "the first row names the columns, each row below is a page; or remove the table, or name the sheets to use with `sheets`",
        )
}

pub(super) fn no_title_column(title: &str) -> Problem {
    Problem::error(
        "sheet/no-title",
        "表头里没有标题一列，不知道每一行是哪一篇",
        "no column is the title: it is not known which page each row is",
    )
    .help(
        format!(
            "把有标题的那一列的表头改成“{title}”；不用这张工作表的，在 _index.md 里用“工作表”写明用哪几张"
        ),
        "call the column with the titles `title`; name the sheets to use with `sheets` in _index.md",
    )
}

pub(super) fn no_title() -> Problem {
    Problem::error("sheet/no-title", "这一行没有标题，没有成为文章", "this row has no title and is no page")
        .help(
            "补上标题；合计、说明这样的行，移到表格外面",
            "add the title; sums and remarks belong outside of the table",
        )
}

pub(super) fn unknown_column(name: &str, meant: Option<&str>) -> Problem {
    Problem::warning(
        "sheet/unknown-column",
        format!("没有“{name}”这一项，这一列没有用上"),
        format!("there is no field `{name}`: this column is not used"),
    )
    .did_you_mean(
        meant,
        "表头写文章里各项的名称；可以写哪些，用 dangjian types 查看",
        "a column has the name of a field; `dangjian types` lists them",
    )
}

pub(super) fn nameless_column(column: usize) -> Problem {
    let letters = letters(column);
    Problem::warning(
        "sheet/unknown-column",
        format!("第 {letters} 列没有表头，这一列没有用上"),
        format!("column {letters} has no name and is not used"),
    )
    .help("在表头里写上这一列是什么；不用的，删掉这一列", "name it in the heading, or remove it")
}

/// The letters of a column, as a spreadsheet shows them: `A`, `AB`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

pub(super) fn column_twice(first: &str, second: &str) -> Problem {
    Problem::error(
        "sheet/column-twice",
        format!("“{first}”和“{second}”两列是同一项"),
        format!("the columns `{first}` and `{second}` are one field"),
    )
    .help("留下一列，另一列合并过来，或者改成别的项", "keep one of them, or give the other its own name")
}

pub(super) fn same_name(stem: &str, has_id: bool) -> Problem {
    if has_id {
        return Problem::error(
            "sheet/same-id",
            format!("编号“{stem}”写了两次，不知道是哪一篇"),
            format!("the id `{stem}` is written twice: it is not known which page is meant"),
        )
        .help("每一行的编号要不同", "each row has an id of its own");
    }
    Problem::error(
        "sheet/same-id",
        "这一行的标题和上面的一样，网址会重复",
        "this row has the same title as another one above, and so the same address",
    )
    .help(
        "加一列“编号”，每行写一个不同的编号（字母、数字），网址就用它",
        "add a column `id` with a different id (letters, digits) in each row: the address is made from it",
    )
}

pub(super) fn no_name(written: &str) -> Problem {
    Problem::error(
        "sheet/no-name",
        format!("“{written}”做不了网址，这一行没有成为文章"),
        format!("no address can be made of `{written}`: this row is no page"),
    )
    .help(
        "在“编号”一列写字母、数字，如 ry-2026-01",
        "write letters and digits into the column `id`, such as h-2026-01",
    )
}

pub(super) fn said_twice(key: &str, column: &str, text: &str) -> Problem {
    Problem::warning(
        "sheet/said-twice",
        format!("“{key}”在表格里写的是“{text}”，和这里不一样，用了这里的"),
        format!("the table says `{text}` for `{key}` (column `{column}`); this one is used"),
    )
    .help("两处只留一处，或者改成一样", "remove one of the two, or make them the same")
}

pub(super) fn body_twice(column: &str) -> Problem {
    Problem::warning(
        "sheet/said-twice",
        format!("表格的“{column}”一列也写了正文，用了这里的"),
        format!("the column `{column}` of the table has a text, too; this one is used"),
    )
    .help("两处只留一处", "remove one of the two")
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(super::letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
