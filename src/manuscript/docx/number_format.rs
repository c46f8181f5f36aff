//! Prints numbers in the formats of Word.

use crate::text::numeral;

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Prints a number in a format of Word (`ST_NumberFormat`); `None` if the format is unknown.
///
/// Where a format has no sign for a number (a circle has at most 20), it is printed in digits, as
/// Word does.
pub(super) fn print(format: &str, number: u32) -> Option<String> {
    let digits = || number.to_string();
    let signs = |signs: &str| {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.and_then(|at| signs.chars().nth(at)).map_or_else(digits, String::from)
    };
    Some(match format {
        "decimal" | "decimalHalfWidth" => digits(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "taiwaneseCounting" => {
            numeral::chinese(u64::from(number))
        }
        // From 100 on digit by digit.
        "chineseCounting" if number < 100 => numeral::chinese(u64::from(number)),
        "chineseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            numeral::year(u64::from(number))
        }
        "japaneseCounting" => japanese(number),
        "chineseLegalSimplified" => numeral::formal(u64::from(number)),
        "ideographLegalTraditional" => traditional(&numeral::formal(u64::from(number))),
        "ideographTraditional" => signs(STEMS),
        "ideographZodiac" => signs(BRANCHES),
        "ideographZodiacTraditional" => sexagenary(number).unwrap_or_else(digits),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            from('①', number, 20).unwrap_or_else(digits)
        }
        "decimalEnclosedParen" => from('⑴', number, 20).unwrap_or_else(digits),
        "decimalEnclosedFullstop" => from('⒈', number, 20).unwrap_or_else(digits),
        "ideographEnclosedCircle" => from('㊀', number, 10).unwrap_or_else(digits),
        "decimalFullWidth" | "decimalFullWidth2" => wide(number),
        "lowerLetter" => letters(number, 'a').unwrap_or_else(digits),
        "upperLetter" => letters(number, 'A').unwrap_or_else(digits),
        "lowerRoman" => roman(number).map_or_else(digits, |text| text.to_lowercase()),
        "upperRoman" => roman(number).unwrap_or_else(digits),
        "ordinal" => ordinal(number),
        "numberInDash" => format!("- {number} -"),
        _ => return None,
    })
}

/// Returns the sign for a number in a row of `most` signs.
fn from(first: char, number: u32, most: u32) -> Option<String> {
    let offset = number.checked_sub(1).filter(|offset| *offset < most)?;
    char::from_u32(u32::from(first) + offset).map(String::from)
}

/// Without 一 before powers, and without 零: 百一 is 101.
fn japanese(number: u32) -> String {
    if number == 0 {
        return "〇".to_owned();
    }
    let chinese = numeral::chinese(u64::from(number)).replace('零', "");
    match number {
        10..10_000 => {
            ["百", "十", "千"].iter().fold(chinese, |text, power| text.replace(&format!("一{power}"), power))
        }
        _ => chinese,
    }
}

fn traditional(text: &str) -> String {
    const PAIRS: [(char, char); 4] = [('贰', '貳'), ('叁', '參'), ('陆', '陸'), ('万', '萬')];
    let other = |c: char| PAIRS.iter().find(|(simple, _)| *simple == c).map_or(c, |(_, other)| *other);
    text.chars().map(other).collect()
}

/// 甲子, 乙丑 … 癸亥.
fn sexagenary(number: u32) -> Option<String> {
    let at = usize::try_from(number).ok()?.checked_sub(1).filter(|at| *at < 60)?;
    Some([STEMS.chars().nth(at % 10)?, BRANCHES.chars().nth(at % 12)?].into_iter().collect())
}

fn wide(number: u32) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
    number.to_string().chars().map(wide).collect()
}

/// a … z, aa, bb … zz, aaa.
fn letters(number: u32, first: char) -> Option<String> {
    /// More letters than these are no number that anybody reads.
    const LONGEST: u32 = 30;
    let at = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + at % 26)?;
    let times = usize::try_from(at / 26 + 1).ok()?;
    (at / 26 < LONGEST).then(|| String::from(letter).repeat(times))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..10_000).contains(&number) {
        return None;
    }
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

fn ordinal(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (format, number, expected) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 105, "一〇五"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("japaneseCounting", 12, "十二"),
            ("japaneseCounting", 101, "百一"),
            ("japaneseCounting", 1110, "千百十"),
            ("taiwaneseCounting", 20, "二十"),
            ("chineseLegalSimplified", 10, "壹拾"),
            ("ideographLegalTraditional", 23, "貳拾參"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 60, "癸亥"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 1, "①"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("ideographEnclosedCircle", 4, "㊃"),
            ("decimalFullWidth", 12, "１２"),
            ("lowerLetter", 2, "b"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 0, "0"),
            ("upperLetter", u32::MAX, "4294967295"),
            ("lowerRoman", 4, "iv"),
            ("upperRoman", 1990, "MCMXC"),
            ("upperRoman", u32::MAX, "4294967295"),
            ("ordinal", 12, "12th"),
            ("ordinal", 22, "22nd"),
            ("none", 1, ""),
        ] {
            assert_eq!(print(format, number).as_deref(), Some(expected), "{format} {number}");
        }
        assert_eq!(print("hebrew1", 1), None);
    }
}
