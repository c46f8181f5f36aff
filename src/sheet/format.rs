//! Reads the formats of numbers: what is shown of a number that a cell stores.

use super::format_code::{Token, sections};
use super::number::{Precision, number};

/// What the numbers of a style are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Numbers that are shown as they are stored.
    Number,
    /// Numbers with a certain number of digits, or with words: `"岚党发〔2026〕"0"号"`.
    Figure(Figure),
    Date(Precision),
    /// Hours that may be more than a day.
    Duration,
}

/// A format of numbers: for positive ones, and perhaps for negative ones and for zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub code: String,
    sections: Vec<Vec<Token>>,
}

impl Form {
    /// Reads the code of a format: `yyyy"年"m"月"`, `[h]:mm`, `0.00"元"`.
    pub fn of(code: &str) -> Self {
        let sections = sections(code);
        let first = sections.first().map(Vec::as_slice).unwrap_or_default();
        if first.contains(&Token::Elapsed) {
            return Self::Duration;
        }
        if first.iter().any(|token| matches!(token, Token::Date(..))) {
            return Self::Date(precision(first));
        }
        let is_whole = |token: &Token| *token == Token::Whole;
        if first.contains(&Token::Exponent) || sections.len() < 2 && first.iter().all(is_whole) {
            return Self::Number;
        }
        Self::Figure(Figure { code: code.to_owned(), sections })
    }

    /// The formats that every program knows by their numbers, with those of Chinese ones.
    pub fn built_in(id: u32) -> Self {
        match id {
            14 | 15 | 30 | 31 => Self::Date(Precision::Day),
            17 | 27 | 36 | 50 | 52 | 57 => Self::Date(Precision::Month),
            16 | 28 | 29 | 51 | 53 | 54 | 58 => Self::Date(Precision::NoYear),
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Date(Precision::Clock),
            22 => Self::Date(Precision::Time),
            46 => Self::Duration,
            1 | 3 | 37 | 38 | 41 | 42 => Self::of("0"),
            2 | 4 | 39 | 40 | 43 | 44 => Self::of("0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            12 | 13 => Self::of("# ?/?"),
            _ => Self::Number,
        }
    }
}

impl Figure {
    /// Whether words are shown around the number, so that it is more than a number.
    pub fn has_words(&self) -> bool {
        let is_word = |c: char| !c.is_whitespace() && !"-+()".contains(c);
        let has_words = |token: &Token| match token {
            Token::Text(text) => text.chars().any(is_word),
            _ => false,
        };
        // `000-0000` is the number of a telephone.
        let is_divided = |section: &Vec<Token>| {
            let digits = |token: &Token| matches!(token, Token::Digit(_));
            let mut between = section
                .iter()
                .skip_while(|token| !digits(token))
                .skip_while(|token| matches!(token, Token::Digit(_) | Token::Comma | Token::Point));
            between.any(digits)
        };
        self.sections.iter().any(|section| section.iter().any(has_words) || is_divided(section))
    }

    /// Whether hundredths are shown.
    pub fn is_percent(&self) -> bool {
        self.sections.first().is_some_and(|section| section.contains(&Token::Percent))
    }

    /// Writes what is shown of a number; `None` if that is not certain.
    pub fn shown(&self, value: f64) -> Option<String> {
        let second = self.sections.get(1).filter(|_| value < 0.0);
        let third = self.sections.get(2).filter(|_| value == 0.0);
        let section = second.or(third).or_else(|| self.sections.first())?;
        // `0;-0;` hides zeros, `;;;` anything.
        if section.is_empty() {
            return (value == 0.0).then(String::new);
        }
        let shown = written(section, value.abs(), self.has_words())?;
        let is_negative = value < 0.0 && second.is_none() && shown.contains(|c| matches!(c, '1'..='9'));
        let shown = if is_negative { format!("-{}", shown.trim()) } else { shown.trim().to_owned() };
        Some(shown)
    }
}

/// Writes a number that is not negative. `is_grouped`: whether thousands are separated where the
/// format says so; a number alone is written without, so that it can be read as one.
fn written(section: &[Token], value: f64, is_grouped: bool) -> Option<String> {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let digits_of = |part: &[Token]| part.iter().filter(|token| is_digit(token)).count();
    let point = section.iter().position(|token| *token == Token::Point).unwrap_or(section.len());
    let (before, after) = section.split_at_checked(point)?;
    let (places, decimals) = (digits_of(before), digits_of(after));
    let (scale, dividing) = scale(section)?;
    let is_grouped = is_grouped && section.iter().filter(|token| **token == Token::Comma).count() > dividing;
    let value = value * scale;
    let (whole, fraction) = rounded(&number(value), decimals)?;
    let whole = whole.trim_start_matches('0');
    let mut text = String::new();
    let (mut digits, mut left, mut place) = (whole.chars(), whole.len(), 0);
    let missing = places.saturating_sub(whole.len());
    let is_before_group = |left: usize| is_grouped && left > 0 && left.is_multiple_of(3);
    // Zeros at the end are shown where the format says `0`.
    let kinds: Vec<&Token> = after.iter().filter(|token| is_digit(token)).collect();
    let needed = kinds.iter().rposition(|token| **token == Token::Digit('0'));
    let significant = fraction.trim_end_matches('0').len().max(needed.map_or(0, |at| at + 1));
    let mut decimals = fraction.chars().take(significant);
    for (at, token) in section.iter().enumerate() {
        match token {
            Token::Text(words) => text.push_str(words),
            Token::Percent => text.push('%'),
            Token::Whole => text.push_str(&number(value)),
            Token::Point if significant > 0 => text.push('.'),
            Token::Digit(kind) if at < point => {
                place += 1;
                if place <= missing {
                    if *kind == '0' {
                        text.push('0');
                        text.extend(is_before_group(places - place).then_some(','));
                    }
                    continue;
                }
                // The first place takes all digits that are too many.
                while left > places - place {
                    text.extend(digits.next());
                    left -= 1;
                    text.extend(is_before_group(left).then_some(','));
                }
            }
            Token::Digit(_) => text.extend(decimals.next()),
            _ => {}
        }
    }
    // `.00` has no place for what is before the point.
    let is_lost = places == 0 && point < section.len() && !whole.is_empty();
    (!is_lost).then_some(text)
}

/// Returns by what a format multiplies a number, and how many of its commas divide it by a
/// thousand: those after the last digit. `None` if it is not certain what is shown.
fn scale(section: &[Token]) -> Option<(f64, usize)> {
    let is_odd =
        |token: &Token| matches!(token, Token::Odd | Token::Exponent | Token::Date(..) | Token::Elapsed);
    let count = |wanted: &Token| section.iter().filter(|token| *token == wanted).count();
    let (points, percents) = (count(&Token::Point), count(&Token::Percent));
    if points > 1 || percents > 1 || section.iter().any(is_odd) {
        return None;
    }
    let last_digit = section.iter().rposition(|token| matches!(token, Token::Digit(_)));
    let after = last_digit.and_then(|last| section.get(last..)).unwrap_or_default();
    let dividing = after.iter().filter(|token| **token == Token::Comma).count();
    let divided = [1.0, 1e-3, 1e-6, 1e-9].get(dividing)?;
    Some((divided * if percents == 1 { 100.0 } else { 1.0 }, dividing))
}

/// Rounds a number that is written in digits to so many after the point, half up; returns those
/// before and after the point.
fn rounded(text: &str, decimals: usize) -> Option<(String, String)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut digits: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals)).collect();
    if digits.iter().any(|digit| !digit.is_ascii_digit()) {
        return None;
    }
    if fraction.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        let from = digits.len() - nines;
        digits.iter_mut().skip(from).for_each(|digit| *digit = b'0');
        match from.checked_sub(1).and_then(|at| digits.get_mut(at)) {
            Some(digit) => *digit += 1,
            None => digits.insert(0, b'1'),
        }
    }
    let fraction = digits.split_off(digits.len().checked_sub(decimals)?);
    Some((String::from_utf8(digits).ok()?, String::from_utf8(fraction).ok()?))
}

/// How much of a date is shown. Minutes and months have the same letter: `m` after hours or before
/// seconds is minutes.
fn precision(section: &[Token]) -> Precision {
    let letters: Vec<(char, usize)> = section
        .iter()
        .filter_map(|token| match token {
            Token::Date(letter, length) => Some((*letter, *length)),
            _ => None,
        })
        .collect();
    let (mut year, mut month, mut day, mut clock) = (false, false, false, false);
    for (at, (letter, length)) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let is_minutes = before.is_some_and(|(letter, _)| *letter == 'h')
            || letters.get(at + 1).is_some_and(|(letter, _)| *letter == 's');
        match letter {
            'y' => year = true,
            'm' if is_minutes => clock = true,
            'm' => month = true,
            // `ddd` is the day of the week.
            'd' => day |= *length < 3,
            'h' | 's' => clock = true,
            _ => {}
        }
    }
    match (year, month, day, clock) {
        (true, _, true, false) => Precision::Day,
        (true, _, true, true) => Precision::Time,
        (true, true, false, _) => Precision::Month,
        (true, false, false, _) => Precision::Year,
        (false, _, _, true) => Precision::Clock,
        (false, ..) => Precision::NoYear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_a_number_is() {
        let date = |code: &str| match Form::of(code) {
            Form::Date(precision) => Some(precision),
            _ => None,
        };
        for (code, precision) in [
            ("yyyy\"年\"m\"月\"d\"日\"", Precision::Day),
            ("[$-804]yyyy/m/d;@", Precision::Day),
            ("[$-F800]dddd, mmmm dd, yyyy", Precision::Day),
            ("yyyy\"年\"m\"月\"", Precision::Month),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\";@", Precision::Month),
            ("mmm-yy", Precision::Month),
            ("yyyy", Precision::Year),
            ("e\"年\"", Precision::Year),
            ("m\"月\"d\"日\"", Precision::NoYear),
            ("aaaa", Precision::NoYear),
            ("ddd", Precision::NoYear),
            ("\"yyyy\"m\"月\"", Precision::NoYear),
            ("h:mm", Precision::Clock),
            ("上午/下午h\"时\"mm\"分\"", Precision::Clock),
            ("mm:ss.0", Precision::Clock),
            ("m/d h:mm", Precision::Clock),
            ("m/d/yy h:mm", Precision::Time),
            ("yyyy-mm-dd h:mm AM/PM", Precision::Time),
        ] {
            assert_eq!(date(code), Some(precision), "{code}");
        }
        for code in ["General", "@", "G/通用格式", "0.00E+00"] {
            assert_eq!(Form::of(code), Form::Number, "{code}");
        }
        for code in ["0.00", "0\"days\"", "#,##0_);[Red]\\(#,##0\\)", "\"届\"0"] {
            assert!(matches!(Form::of(code), Form::Figure(_)), "{code}");
        }
        assert_eq!((Form::of("[h]:mm"), Form::of("[mm]:ss")), (Form::Duration, Form::Duration));
        assert_eq!(Form::built_in(57), Form::Date(Precision::Month));
        assert_eq!(Form::built_in(0), Form::Number);
    }

    fn shown(code: &str, value: f64) -> Option<String> {
        match Form::of(code) {
            Form::Figure(figure) => figure.shown(value),
            _ => None,
        }
    }

    #[test]
    fn a_number_is_written_as_it_is_shown() {
        for (code, value, wanted) in [
            ("\"岚党发〔2026〕\"0\"号\"", 8.0, "岚党发〔2026〕8号"),
            ("\"ry-\"000", 7.0, "ry-007"),
            ("\"ry-\"000", 1234.0, "ry-1234"),
            ("0%", 0.5, "50%"),
            ("0.0%", 0.1234, "12.3%"),
            ("0%", 0.57, "57%"),
            ("0000", 12.0, "0012"),
            ("0", 2026.0, "2026"),
            ("0", 2.5, "3"),
            ("0", 0.0, "0"),
            ("0.00", 99.995, "100.00"),
            ("0.00", -2.5, "-2.50"),
            ("#.##", 0.5, ".5"),
            ("0.0#", 2.0, "2.0"),
            ("0.##", 2.0, "2"),
            ("#,##0", 1234.0, "1234"),
            ("#,##0\"元\"", 1_234_567.0, "1,234,567元"),
            ("¥#,##0.00", 1234.5, "¥1,234.50"),
            ("[$¥-804]#,##0", 1234.0, "¥1,234"),
            ("0!.0,\"万\"", 12_345.0, "1.2万"),
            ("000-0000", 5_551_234.0, "555-1234"),
            ("\"第\"General\"届\"", 3.0, "第3届"),
            ("#,##0_);[Red]\\(#,##0\\)", -5.0, "(5)"),
            ("0;-0;\"无\"", 0.0, "无"),
            ("0;-0;", 0.0, ""),
            ("\"满\"0", -5.0, "-满5"),
            ("#", 0.0, ""),
            ("0", -0.2, "0"),
        ] {
            assert_eq!(shown(code, value).as_deref(), Some(wanted), "{code} {value}");
        }
        for (code, value) in
            [("[DBNum1]0\"号\"", 8.0), ("# ?/?", 0.5), ("[<100]0\"分\";0", 8.0), (";;;", 5.0), (".00", 5.0)]
        {
            assert_eq!(shown(code, value), None, "{code}");
        }
    }

    #[test]
    fn only_words_make_more_than_a_number_of_it() {
        let has_words = |code: &str| matches!(Form::of(code), Form::Figure(figure) if figure.has_words());
        for code in ["0\"号\"", "¥0", "000-0000", "\"ry-\"000", "0;-0;\"无\""] {
            assert!(has_words(code), "{code}");
        }
        for code in ["0", "0.00", "#,##0.00_);(#,##0.00)", "0%", "_ * #,##0_ ;_ * -#,##0_ "] {
            assert!(!has_words(code), "{code}");
        }
    }

    #[test]
    fn any_code_is_read() {
        for code in ["", "\"", "[", "\\", "_", "[$", "E+", "0.0.0", "%%0", "0,,,,,", "年0İ0", "ａ/ｐ"] {
            if let Form::Figure(figure) = Form::of(code) {
                for value in [0.0, 1.5, -1.0, 1e300, 1e-300, f64::NAN, f64::INFINITY] {
                    let _ = figure.shown(value);
                }
            }
        }
    }
}
