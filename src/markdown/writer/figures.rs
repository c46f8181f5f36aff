//! Recognizes columns of figures and rows of sums in a table, so that they can be set as such. The
//! figures themselves stay as they are written.

use super::merge::raw_cells;

/// What rows of sums are called, without blanks.
const SUMS: [&str; 9] = ["合计", "总计", "小计", "共计", "累计", "总和", "total", "subtotal", "sum"];

/// Returns for each column of a table whether its body holds figures: `1,280`, `-3.5`, `¥20`,
/// `13.6%`. Cells without a value don't count. The first column names the rows: its numbers are
/// ordinals or years.
pub(super) fn columns(table: &str, head: usize) -> Vec<bool> {
    let mut columns: Vec<Column> = Vec::new();
    let mut start = 0;
    for (number, line) in table.split('\n').enumerate() {
        // The second line holds the dashes.
        if number > head {
            let cells = raw_cells(table, start..start + line.len());
            let words = |at: usize| table.get(cells.get(at)?.clone());
            for at in 0..cells.len() {
                if at == columns.len() {
                    columns.push(Column::default());
                }
                // A cell of several columns belongs to none.
                let is_wide = words(at + 1) == Some("<<");
                if let (Some(column), Some(cell), false) = (columns.get_mut(at), words(at), is_wide) {
                    column.take(cell);
                }
            }
        }
        start += line.len() + 1;
    }
    columns.iter().enumerate().map(|(at, column)| at > 0 && column.is_of_figures()).collect()
}

/// What has been seen of a column.
#[derive(Default)]
struct Column {
    figures: usize,
    /// Figures that look like a year: a column of nothing else is one of years.
    years: usize,
    others: usize,
}

impl Column {
    fn take(&mut self, cell: &str) {
        let cell = bare(cell);
        if matches!(cell, "" | "-" | "—" | "——" | "–" | "/" | "无" | "<<" | "^^") {
            return;
        }
        if is_figure(cell) {
            self.figures += 1;
            let is_year = cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
            self.years += usize::from(is_year && cell.bytes().all(|b| b.is_ascii_digit()));
        } else {
            self.others += 1;
        }
    }

    fn is_of_figures(&self) -> bool {
        self.others == 0 && self.figures > self.years
    }
}

/// Whether a row begins with a word for a sum.
pub(super) fn is_sum(row: &str) -> bool {
    let Some(first) = raw_cells(row, 0..row.len()).into_iter().next() else { return false };
    // Marks of bold letters, and those that stand in for them next to Chinese.
    let first = row.get(first).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let words: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    SUMS.contains(&words.to_lowercase().trim_end_matches(['：', ':']))
}

/// A cell without the marks of bold and italic letters around it.
fn bare(cell: &str) -> &str {
    cell.trim_matches(['*', '_', ' '])
}

/// Whether this is a number, with what is usually written next to one. A telephone number, a
/// postcode or another code is none.
fn is_figure(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-', '−', '－', '¥', '￥', '$', '约']);
    let text = text.trim_end_matches(['%', '％', '‰']);
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if rest.is_some_and(|rest| !is_number(rest)) {
        return false;
    }
    let mut groups = whole.split([',', '，']);
    let first = groups.next().unwrap_or_default();
    let mut further = groups.peekable();
    let is_grouped = further.peek().is_some();
    let is_code = whole.len() > 1 && whole.starts_with('0') || (!is_grouped && whole.len() > 9);
    is_number(first)
        && !is_code
        && (!is_grouped || first.len() <= 3)
        && further.all(|group| group.len() == 3 && is_number(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_codes_and_words() {
        for figure in ["0", "12", "1,280", "12，345.60", "-3.5", "¥20", "13.6%", "0.5‰", "约30"] {
            assert!(is_figure(figure), "{figure}");
        }
        for other in [
            "",
            "%",
            "一",
            "12名",
            "010",
            "13800000000",
            "1,28",
            "1234,567",
            "1.2.3",
            "2026-11-20",
            "3/4",
            ".",
        ] {
            assert!(!is_figure(other), "{other}");
        }
    }

    #[test]
    fn columns_of_figures_are_found() {
        let table = "|序号|项目|收入|年份|电话|占比|\n|---|---|---|---|---|---|\n|1|甲|**21870**|2024|010|3%|\n|2|乙||2025|020|—|\n|合计||27870|||";
        assert_eq!(columns(table, 1), [false, false, true, false, false, true]);
        // A row that the head covers is part of it.
        assert_eq!(columns("|支部|人数|\n|---|---|\n|^^|应到|\n|甲|26|", 2), [false, true]);
        assert_eq!(columns("|支部|人数|\n|---|---|\n|^^|应到|\n|甲|26|", 1), [false, false]);
        assert_eq!(columns("|a|b|\n|---|---|", 1), [false; 0]);
        assert_eq!(columns("", 1), [false; 0]);
    }

    #[test]
    fn rows_of_sums_are_found() {
        for sum in ["|合计|3|", "合 计 | 3", "| **总计** | 3 |", "| Total: | 3 |", "> | 小计 | 3 |"] {
            assert!(is_sum(sum), "{sum}");
        }
        for other in ["|合计人数|3|", "|甲|合计|", "", "|"] {
            assert!(!is_sum(other), "{other}");
        }
    }
}
