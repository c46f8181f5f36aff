//! Normalises the number of an official document (发文字号) as GB/T 9704-2012, 7.2.5 requires.

use super::width::half_width;

/// Puts the year into hexagonal brackets, whatever brackets were typed: `岚钨党发[2026]8号` →
/// `岚钨党发〔2026〕8号`. Brackets around anything but a year of four digits stay.
pub fn document_number(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    loop {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return out };
        let behind = chars.as_str();
        if let Some((year, after)) = is_open(c).then(|| bracketed_year(behind)).flatten() {
            out.push('〔');
            out.push_str(&year);
            out.push('〕');
            rest = after;
        } else {
            out.push(c);
            rest = behind;
        }
    }
}

/// Reads a year and a closing bracket at the start of `text`. Returns the year in ASCII digits and
/// what follows the bracket.
fn bracketed_year(text: &str) -> Option<(String, &str)> {
    let mut chars = text.chars();
    let year: String = chars.by_ref().take(4).map(digit).collect::<Option<_>>()?;
    let is_year = year.len() == 4 && chars.next().is_some_and(is_close);
    is_year.then_some((year, chars.as_str()))
}

/// Converts an ASCII or full-width digit to ASCII.
fn digit(c: char) -> Option<char> {
    Some(half_width(c)).filter(char::is_ascii_digit)
}

fn is_open(c: char) -> bool {
    matches!(c, '[' | '(' | '（' | '［' | '【' | '〖' | '〔' | '﹝' | '<' | '〈')
}

fn is_close(c: char) -> bool {
    matches!(c, ']' | ')' | '）' | '］' | '】' | '〗' | '〕' | '﹞' | '>' | '〉')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::document_number;

    #[test]
    fn a_year_stands_in_hexagonal_brackets() {
        for written in
            ["[2023]", "(2023)", "（2023）", "【2023】", "［２０２３］", "〔2023〕", "﹝2023﹞", "(2023）"]
        {
            assert_eq!(document_number(&format!("岚钨党发{written}8号")), "岚钨党发〔2023〕8号", "{written}");
        }
    }

    #[test]
    fn other_brackets_stay() {
        for written in [
            "",
            "8号",
            "岚办发（试行）〔2023〕1号",
            "发[23]1号",
            "发[20231]1号",
            "发[2023",
            "发2023]",
            "（（2023",
        ] {
            assert_eq!(document_number(written), written);
        }
    }

    proptest! {
        #[test]
        fn once_is_enough(written in "[发〔\\[（(【2023〕\\]）)】0-9号]{0,16}") {
            let once = document_number(&written);
            prop_assert_eq!(document_number(&once), once);
        }
    }
}
