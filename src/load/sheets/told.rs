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

pub(super) fn only_head() -> Problem {
    Problem::warning(
        "sheet/empty",
        "这张表只有表头，没有文章",
        "this table has only the names of its columns: there are no pages in it",
    )
    .help(
        "表头下面每行写一篇；不用这张表的，删掉它，或者用“工作表”写明用哪几张",
        "each row below is a page; or remove the table, or name the sheets to use with `sheets`",
    )
}

pub(super) fn only_hidden() -> Problem {
    Problem::warning(
        "sheet/empty",
        "这个表格的工作表都是隐藏的，没有用，所以没有文章",
        "all sheets of this workbook are hidden, and not used: there are no pages",
    )
    .help(
        "取消隐藏要用的工作表，或者在 _index.md 里用“工作表”写明用哪几张",
        "show the sheet that is meant, or name it with `sheets` in _index.md",
    )
}

/// A table with the usual name, of a format that is not read. `has_other`: whether the section has
/// pages of another table.
pub(super) fn foreign_table(has_other: bool) -> Problem {
    let (zh, en) = (
        "这个表格没有读：文章的表格要是 .xlsx 或 .csv",
        "this table was not read: tables of pages are .xlsx or .csv",
    );
    let problem = Problem::error("sheet/format", zh, en).help(
        "用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”；不用的，改名或者删去",
        "save it as `Excel workbook (.xlsx)`; if it is not meant, rename or remove it",
    );
    // The other one may have been saved from it.
    if has_other { Problem { severity: crate::problem::Severity::Warning, ..problem } } else { problem }
}

/// Sheets are named where no workbook is. `has_table`: whether there is a CSV file.
pub(super) fn no_sheets(has_table: bool) -> Problem {
    let (zh, en) = if has_table {
        ("“工作表”没有用上：.csv 文件只有一张表", "`sheets` is not used: a .csv file has no sheets")
    } else {
        ("“工作表”没有用上：这个栏目没有表格", "`sheets` is not used: this section has no table")
    };
    Problem::error("sheet/no-sheet", zh, en).help(
        "删去“工作表”一行，或者把表格存成“Excel 工作簿（.xlsx）”，用“取自”写上",
        "remove it, or save the table as `Excel workbook (.xlsx)` and name it with `from`",
    )
}

pub(super) fn remark(text: &str) -> Problem {
    let text: String = text.chars().take(20).collect();
    Problem::warning(
        "sheet/remark",
        format!("“{text}”像是合计或说明，也成了一篇文章"),
        format!("`{text}` seems to be a sum or a remark; it is a page now"),
    )
    .help(
        "合计、说明移到别的工作表，或者写进栏目的 _index.md；真是一篇文章的，换一个标题",
        "move sums and remarks to another sheet, or into _index.md; if it is a page, give it another title",
    )
}

pub(super) fn heading_again(title: &str) -> Problem {
    Problem::warning(
        "sheet/remark",
        format!("这一行又是表头，成了一篇叫“{title}”的文章"),
        format!("this row is the heading once more; it is a page called `{title}` now"),
    )
    .help("表头只留最上面的一行", "keep only the first one")
}

pub(super) fn reserved_id(id: &str) -> Problem {
    Problem::error(
        "sheet/no-name",
        format!("编号“{id}”做不了网址：这个名称另有用处，这一行没有成为文章"),
        format!("the id `{id}` can't be an address: this name is reserved, and the row is no page"),
    )
    .help("换一个编号，如 ry-2026-01", "choose another id, such as h-2026-01")
}

pub(super) fn reserved_title(title: &str) -> Problem {
    Problem::error(
        "sheet/no-name",
        format!("标题“{title}”做不了网址：这个名称另有用处，这一行没有成为文章"),
        format!(
            "no address can be made of the title `{title}`: this name is reserved, and the row is no page"
        ),
    )
    .help(
        "在“编号”一列写字母、数字，如 ry-2026-01",
        "write letters and digits into the column `id`, such as h-2026-01",
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
