//! Parses numbers as people write them: `26`, `２６`, `1,234`, `26人`, `共二十六名`.

use crate::text::numeral;

/// Measure words that may follow a number: they say what is counted and do not change the number.
/// Words that multiply (万, %) or measure money (元) are not included.
pub(super) const MEASURES: [&str; 31] = [
    "人次", "人", "名", "位", "个", "项", "件", "次", "篇", "条", "家", "户", "场", "份", "支", "期", "届",
    "天", "岁", "章", "票", "门", "本", "册", "台", "套", "处", "所", "组", "班", "张",
];

/// Parses a whole number.
pub(super) fn integer(text: &str) -> Option<i64> {
    let text = tidy(text);
    let text = without_measure(&text);
    ungrouped(text)?.parse().ok().or_else(|| numeral::parse(text).map(i64::from))
}

/// Parses a finite number.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let text = tidy(text);
    let number: f64 = ungrouped(without_measure(&text))?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Converts a text to half width and removes 共 at its beginning.
fn tidy(text: &str) -> String {
    let text: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '，' => ',',
            '．' => '.',
            '－' | '−' => '-',
            '＋' => '+',
            '\u{3000}' | '\u{a0}' => ' ',
            _ => c,
        })
        .collect();
    text.strip_prefix('共').map_or(text.as_str(), str::trim_start).to_owned()
}

fn without_measure(text: &str) -> &str {
    let found = MEASURES.iter().find_map(|measure| text.strip_suffix(measure));
    found.map_or(text, str::trim_end)
}

/// Removes the commas or spaces between thousands. Returns `None` if they are anywhere else:
/// `1,2,3` may be a list.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let Some(separator) = [',', ' '].into_iter().find(|separator| whole.contains(*separator)) else {
        return (!text.contains(',')).then(|| text.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next()?.trim_start_matches(['+', '-']);
    let is_figures = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len())
        && is_figures(first)
        && groups.all(|group| group.len() == 3 && is_figures(group))
        && rest.is_none_or(|rest| !rest.contains([',', ' ']));
    is_grouped.then(|| text.replace(separator, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("26", 26),
            (" ２６ ", 26),
            ("26人", 26),
            ("26 名", 26),
            ("共26人", 26),
            ("二十六人", 26),
            ("1,234", 1234),
            ("1，234，567", 1_234_567),
            ("12 345", 12_345),
            ("-5", -5),
            ("－5", -5),
            ("300人次", 300),
            ("0", 0),
        ] {
            assert_eq!(integer(text), Some(number), "{text}");
        }
        for (text, number) in
            [("13.6", 13.6), ("4,120.5", 4120.5), ("１３．６", 13.6), ("3.5天", 3.5), ("1e3", 1000.0)]
        {
            assert_eq!(decimal(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_may_be_another_number_is_none() {
        for text in [
            "",
            "人",
            "三五人",
            "约26人",
            "26余人",
            "1,2,3",
            "12,34",
            "1 2",
            "3万",
            "26%",
            "26元",
            "1.5",
            "甲",
            "1,,000",
            "26人27人",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
        for text in ["", "13.6%", "3.5万", "1,2", "NaN", "inf", "1.2.3", "1.000,5"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
