//! Writes a cell as the value of a field in YAML.

use crate::schema::Kind;
use crate::sheet::SheetCell;
use crate::text::{figure, is_forbidden, is_line_break};

/// Writes a cell on one line, as its field reads it.
pub(super) fn value(kind: &Kind, cell: &SheetCell) -> String {
    let text = cell.text.as_str();
    match kind {
        // A date that lost its format is the number of a day.
        Kind::Date => plain(cell.day.as_deref().unwrap_or(text)),
        // Without the words that are shown around it: 8 of `8次`.
        Kind::Integer { .. } | Kind::Number => plain(cell.number.as_deref().unwrap_or(text)),
        Kind::Boolean => plain(text),
        // A list in a cell has an item on each line, or marks between the items.
        Kind::List(of) if text.contains('\n') => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let items: Vec<String> = lines.map(|line| item(of, line)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => quoted(text),
    }
}

fn item(kind: &Kind, line: &str) -> String {
    match kind {
        Kind::Date | Kind::Integer { .. } | Kind::Number => plain(line),
        _ => quoted(line),
    }
}

/// Writes a number, a date or a word without quotation marks, if YAML reads it as it is.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(figure).collect();
    let text = text.trim();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | ' ' | ':');
    let begins = text.starts_with(char::is_alphanumeric);
    if begins && text.chars().all(is_plain) && !text.contains(": ") && !text.ends_with(':') {
        return text.to_owned();
    }
    quoted(text)
}

/// Quotes a text. The quotation marks of JSON are those of YAML.
fn quoted(text: &str) -> String {
    let clean = |c: char| if c != '\n' && (is_line_break(c) || is_forbidden(c)) { ' ' } else { c };
    let text: String = text.chars().map(clean).collect();
    serde_json::to_string(text.trim()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: &Kind, text: &str, day: Option<&str>) -> String {
        let day = day.map(str::to_owned);
        value(kind, &SheetCell { text: text.to_owned(), day, ..SheetCell::default() })
    }

    #[test]
    fn a_cell_is_written_as_its_field_reads_it() {
        assert_eq!(written(&Kind::Date, "46346", Some("2026-11-20")), "2026-11-20");
        assert_eq!(written(&Kind::Date, "２０１１年", None), "2011年");
        assert_eq!(written(&Kind::Date, "2026-11-20 09:30", None), "2026-11-20 09:30");
        assert_eq!(written(&Kind::Number, "１３.６", None), "13.6");
        assert_eq!(written(&Kind::Number, "1,234", None), "\"1,234\"");
        assert_eq!(written(&Kind::Boolean, "是", None), "是");
        let counted = SheetCell { number: Some("8".into()), text: "8次".into(), ..SheetCell::default() };
        assert_eq!(value(&Kind::Number, &counted), "8");
        assert_eq!(value(&Kind::Text, &counted), "\"8次\"");
        // A text stays as it is: 46346 may be a number of something else.
        assert_eq!(written(&Kind::Text, "46346", Some("2026-11-20")), "\"46346\"");
        assert_eq!(written(&Kind::Text, "“最美”\n“工匠”: #1", None), "\"“最美”\\n“工匠”: #1\"");
        assert_eq!(written(&Kind::List(Box::new(Kind::Text)), "甲 \n\n乙", None), "[\"甲\", \"乙\"]");
        assert_eq!(written(&Kind::List(Box::new(Kind::Text)), "甲、乙", None), "\"甲、乙\"");
    }
}
