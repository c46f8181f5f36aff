//! Recognises rows that are probably no pages: sums, remarks below the table, the heading once
//! more.

use super::columns::Columns;
use super::told;
use crate::problem::Problem;
use crate::sheet::SheetRow;

const SUMS: [&str; 9] = ["合计", "小计", "总计", "共计", "累计", "总数", "total", "subtotal", "grandtotal"];
const REMARKS: [&str; 18] = [
    "说明",
    "注",
    "备注",
    "附注",
    "注释",
    "填表说明",
    "填报说明",
    "填表人",
    "填报人",
    "填表日期",
    "填报日期",
    "制表人",
    "数据来源",
    "资料来源",
    "note",
    "notes",
    "remark",
    "remarks",
];

/// Returns the warning for a row that is probably no page.
pub(super) fn of(columns: &Columns<'_>, row: &SheetRow) -> Option<Problem> {
    let title = columns.text_of("title", row);
    // `合计` is often the first cell, with the number of rows below the titles.
    let first = row.cells.first().map(|cell| cell.text.as_str());
    let sum = [Some(title), first].into_iter().flatten().find(|text| is_sum(text));
    if let Some(text) = sum.or_else(|| Some(title).filter(|text| is_remark(text))) {
        return Some(told::remark(text));
    }
    columns.is_heading(row).then(|| told::heading_again(title))
}

/// Whether a text is the name of a sum: `合 计`, `总计：`.
fn is_sum(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches([':', '：']).to_lowercase();
    SUMS.contains(&text.as_str())
}

/// Whether a text begins as a remark: `注：`, `备注1：`. A page may be called `说明`.
fn is_remark(text: &str) -> bool {
    let Some((before, _)) = text.split_once([':', '：']) else { return false };
    let before: String = before.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c);
    REMARKS.contains(&before.to_lowercase().trim_end_matches(is_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_remarks_are_recognised_and_titles_are_not() {
        for text in ["合计", "合 计", "总计：", "小计", "Total"] {
            assert!(is_sum(text), "{text}");
        }
        for text in ["合计三等功", "总计划", "小计算机", "累计捐款一百万元", ""] {
            assert!(!is_sum(text), "{text}");
        }
        for text in [
            "注：以上数据截至2026年",
            "说明：本表",
            "备注:",
            "注1：",
            "备 注：无",
            "填表人：张三",
            "Note: as of May",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in ["说明", "注册会计师：张三", "关于评选的说明：附表", "备注", "注重实效", ""]
        {
            assert!(!is_remark(text), "{text}");
        }
    }
}
