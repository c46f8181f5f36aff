//! Aligns rows in columns by the display width of their characters.

use unicode_width::UnicodeWidthStr;

use crate::problem::terminal::printable;

/// Formats rows as columns with two spaces between them. Lines have no trailing spaces.
pub(super) fn table(rows: &[Vec<String>], indent: usize) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| printable(cell).replace(['\n', '\t'], " ")).collect())
        .collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        for (at, cell) in row.iter().enumerate() {
            match widths.get_mut(at) {
                Some(width) => *width = (*width).max(cell.width()),
                None => widths.push(cell.width()),
            }
        }
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = " ".repeat(indent);
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_two_columns_wide() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let text =
            table(&[row(["状态", "a", "标题"]), row(["x", "栏目", "两\n行\u{1b}"]), row(["y", "", ""])], 2);
        assert_eq!(text, "  状态  a     标题\n  x     栏目  两 行␛\n  y\n");
        assert_eq!(table(&[], 0), "");
    }
}
