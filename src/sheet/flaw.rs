//! Finds cells that don't say what their writer sees, or what was written into them.

use crate::problem::Problem;

/// What is wrong with a cell, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFlaw {
    /// The result of a formula that failed: `#REF!`.
    Fault,
    /// A formula whose result nobody has stored.
    NoResult,
    /// More digits than a spreadsheet program keeps: the last ones are zeros now.
    LostDigits,
    /// A number with an exponent instead of its last digits: `1.23457E+17`.
    Exponent,
    /// What is shown of a number in a column that is too narrow: `####`.
    TooNarrow,
    /// A number that is shown as something else, with the format that does so.
    ShownOtherwise(String),
    /// A date of which the year or the day is not shown.
    HiddenYear,
}

/// Spreadsheet programs keep so many digits of a number.
const MOST_DIGITS: usize = 15;

impl CellFlaw {
    /// Finds the flaw of a text, as a CSV file has it, or a cell with a text.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        const FAULTS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
        if FAULTS.contains(&text) {
            return Some(Self::Fault);
        }
        if text.len() > 1 && text.bytes().all(|byte| byte == b'#') {
            return Some(Self::TooNarrow);
        }
        has_exponent(text).then_some(Self::Exponent)
    }

    /// Finds the flaw of a number in the digits of a CSV file: `123456789012345000`.
    pub(super) fn of_digits(text: &str) -> Option<Self> {
        let (kept, lost) = text.split_at_checked(MOST_DIGITS)?;
        let is_lost = kept.bytes().all(|byte| byte.is_ascii_digit()) && !kept.starts_with('0');
        let is_lost = is_lost && !lost.is_empty() && lost.bytes().all(|byte| byte == b'0');
        is_lost.then_some(Self::LostDigits)
    }

    /// Finds the flaw of a number in a workbook.
    pub(super) fn of_number(value: f64) -> Option<Self> {
        const TOO_LONG: f64 = 1e15;
        (value.abs() >= TOO_LONG).then_some(Self::LostDigits)
    }

    /// Returns the problem of a cell with this flaw. An error if its content is not known.
    pub fn problem(&self, text: &str) -> Problem {
        match self {
            Self::Fault => fault(text),
            Self::NoResult => no_result(),
            Self::LostDigits => spoilt(
                "这个数超过 15 位，表格只留得住前 15 位，后面的变成了 0",
                "this number has more than 15 digits, of which only the first 15 are left",
                "把这一列设成“文本”格式，对照原件重新写上这个数",
                "format the column as text, and write the number again, as the original has it",
            ),
            Self::Exponent => spoilt(
                "这个数写成了科学计数法，后面的数字已经丢了",
                "this number has an exponent instead of its last digits",
                "在原来的表格里把这一列设成“文本”格式，对照原件重新写上，再另存",
                "format the column as text in the workbook, write the number again, and save it",
            ),
            Self::TooNarrow => spoilt(
                "这不是内容：列太窄，表格存的是显示不下的样子",
                "this is what is shown in a column that is too narrow, and no content",
                "在原来的表格里把这一列拉宽，再另存",
                "make the column wider in the workbook, and save it again",
            ),
            Self::ShownOtherwise(format) => shown_otherwise(
                &format!("这一格在表格里显示成别的样子（格式是“{format}”），这里用了存的数"),
                &format!(
                    "this cell is shown in another way (its format is `{format}`); the stored number was used"
                ),
                "要用显示的样子，就把这一格改成“文本”格式，照着写一遍",
                "if what is shown is meant, format the cell as text and write that",
            ),
            Self::HiddenYear => shown_otherwise(
                "这一格没有显示年份，用了表格里存的年份",
                "this cell does not show the year; the one that is stored was used",
                "看看年份对不对，把这一格的格式改成带年月日的",
                "see whether the year is right, and choose a format that shows it",
            ),
        }
    }

    /// Whether it is not known what the cell says.
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Fault | Self::NoResult)
    }
}

/// Whether a text is a number as spreadsheet programs shorten it. They write the sign and at least
/// two digits of the exponent; `5E2` is a name.
fn has_exponent(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_all = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['+', '-']);
    whole.trim_start_matches('-').len() == 1
        && is_all(whole.trim_start_matches('-'))
        && is_all(fraction)
        && exponent.is_some_and(|digits| digits.len() > 1 && is_all(digits))
}

fn fault(text: &str) -> Problem {
    Problem::error(
        "sheet/formula-error",
        format!("这一格的公式出错了，结果是“{text}”"),
        format!("the formula of this cell has failed: it is `{text}`"),
    )
    .help(
        "在表格里改好公式，或者直接写上内容，保存后再生成",
        "fix the formula, or write the value itself, and save the table",
    )
}

fn no_result() -> Problem {
    Problem::error(
        "sheet/formula-error",
        "这一格是公式，表格里没有存下它的结果",
        "this cell is a formula, and its result is not stored in the table",
    )
    .help(
        "多半是别的程序生成的表格：用 Excel 或 WPS 打开，看到结果后保存一次；或者直接写上内容",
        "the table was probably made by a program: open it in a spreadsheet program and save it, or write the value itself",
    )
}

fn spoilt(zh: &str, en: &str, help_zh: &str, help_en: &str) -> Problem {
    Problem::warning("sheet/spoilt", zh, en).help(help_zh, help_en)
}

fn shown_otherwise(zh: &str, en: &str, help_zh: &str, help_en: &str) -> Problem {
    Problem::warning("sheet/shown-otherwise", zh, en).help(help_zh, help_en)
}

/// Reports hidden rows with these numbers, at the first of them.
pub fn hidden_rows(numbers: &[usize]) -> Problem {
    /// As many are named.
    const MOST: usize = 10;
    let all = numbers.iter().take(MOST).map(usize::to_string);
    let all: Vec<String> = all.chain((numbers.len() > MOST).then(|| "…".to_owned())).collect();
    hidden(
        format!("隐藏的行也用上了：第 {} 行", all.join("、")),
        format!("hidden rows are used, too: {}", all.join(", ")),
    )
    .help(
        "筛选以后保存的，清除筛选；不要发布的行，从表格里删去，或者加一列“草稿”，写“是”",
        "if the rows were filtered, clear the filter; what should not be published is deleted, or is a `draft`",
    )
}

/// Reports a hidden column.
pub fn hidden_column(name: &str) -> Problem {
    hidden(format!("隐藏的列“{name}”也用上了"), format!("the hidden column `{name}` is used, too")).help(
        "取消隐藏；不要发布的，从表格里删去这一列",
        "show it, or delete it if it should not be published",
    )
}

fn hidden(zh: String, en: String) -> Problem {
    Problem::warning("sheet/hidden", zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_spreadsheet_program_spoilt_has_a_flaw() {
        for (text, flaw) in [
            ("#REF!", Some(CellFlaw::Fault)),
            ("####", Some(CellFlaw::TooNarrow)),
            ("#", None),
            ("1.23457E+17", Some(CellFlaw::Exponent)),
            ("-1E-05", Some(CellFlaw::Exponent)),
            ("5E2", None),
            ("5E+2", None),
            ("12E+10", None),
            ("A1E+10", None),
            ("E+10", None),
            ("1.E+10", None),
            ("第1E+10号", None),
        ] {
            assert_eq!(CellFlaw::of_text(text), flaw, "{text}");
        }
        for (text, is_lost) in [
            ("123456789012345000", true),
            ("1234567890123450", true),
            ("123456789012345", false),
            ("123456789012345678", false),
            ("000000000000000000", false),
            ("12345678901234500X", false),
            ("一二三四五六七八九十", false),
        ] {
            assert_eq!(CellFlaw::of_digits(text).is_some(), is_lost, "{text}");
        }
        assert_eq!(CellFlaw::of_number(1e15), Some(CellFlaw::LostDigits));
        assert_eq!(CellFlaw::of_number(123_456_789_012_345.0), None);
    }
}
