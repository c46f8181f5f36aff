//! Parses numbers as people write them: `26`, `２６`, `1,234`, `26人`, `共二十六名`, `约240`,
//! `70余万元`.

use crate::text::{figure, half_width, numeral};

/// Measure words that may follow a number: they say what is counted and do not change the number.
/// Words that multiply (万, %) or measure money (元) are not included, nor are those that count
/// sets of unknown size ([`SETS`]). A word that ends with another one comes before it.
pub(super) const MEASURES: [&str; 46] = [
    "人次", "课时", "学时", "分钟", "小时", "年度", "个月", "人", "名", "位", "个", "项", "件", "次", "篇",
    "条", "家", "场", "份", "支", "期", "届", "天", "日", "岁", "章", "票", "门", "本", "册", "台", "处",
    "所", "张", "字", "分", "秒", "年", "周", "节", "课", "页", "辆", "枚", "面", "集",
];

/// Measure words of sets: 5对 are ten persons, and how many 3班 are nobody knows.
const SETS: [&str; 7] = ["对", "批", "轮", "组", "班", "套", "户"];

/// Measure words of time, and the words by which the name of a field says that it counts in them.
const TIMES: [(&str, [&str; 3]); 11] = [
    ("课时", ["课时", "学时", "period"]),
    ("学时", ["课时", "学时", "period"]),
    ("分钟", ["分", "分钟", "minute"]),
    ("小时", ["小时", "钟头", "hour"]),
    ("年度", ["年", "年度", "year"]),
    ("个月", ["月", "月", "month"]),
    ("天", ["天", "日", "day"]),
    ("日", ["天", "日", "day"]),
    ("秒", ["秒", "秒", "second"]),
    ("分", ["分", "分钟", "minute"]),
    ("年", ["年", "年", "year"]),
];

/// Words before a number that is not exact, and the keys of the choices of a qualifier.
const BEFORE: [(&str, &str); 6] = [
    ("大约", "about"),
    ("大概", "about"),
    ("约", "about"),
    ("将近", "nearly"),
    ("接近", "nearly"),
    ("近", "nearly"),
];
/// Words after a number that is not exact: 30余人, 3万多元.
const WITHIN: [(&str, &str); 2] = [("余", "over"), ("多", "over")];
/// Words at the end of a number that is not exact: 30人左右.
const AFTER: [(&str, &str); 2] = [("左右", "about"), ("上下", "about")];
/// Words and characters that show that what follows a number is not simply a unit: 95分以上, 十几.
const NO_UNIT: [&str; 17] = [
    "以上", "以下", "以内", "以外", "之间", "几", "数", "来", "余", "多", "左右", "上下", "至", "到", "比",
    "分之", "成",
];

/// Returns a number without its measure word, if that is of sets and the field counts in them:
/// `12户` of 走访户数.
pub(super) fn without_set<'t>(name: &str, text: &'t str) -> &'t str {
    let set =
        SETS.iter().filter(|set| name.contains(**set)).find_map(|set| text.trim_end().strip_suffix(set));
    set.unwrap_or(text)
}

/// Parses a whole number.
pub fn integer(text: &str) -> Option<i64> {
    let text = tidy(text);
    let (bare, measure) = without_measure(&text);
    // Years are written digit by digit: 二〇二六年.
    let year = || if measure.starts_with('年') { numeral::digits(bare) } else { None };
    ungrouped(bare)?
        .parse()
        .ok()
        .or_else(|| numeral::parse(bare).map(i64::from))
        .or_else(|| year().filter(|year| (1000..=9999).contains(year)).map(i64::from))
}

/// Whether a number would be shown as another one, or in another way: `99999999999999999999` and
/// `3.14159265358979323` have more digits than are kept. `13.600000000000001`, as a spreadsheet
/// writes it, has as many, but keeps them all. A whole number that can be counted with
/// ([`integer`]) is exact, however long it is.
pub(super) fn is_too_long(text: &str) -> bool {
    /// The smallest number that is shown with an exponent.
    const LARGE: f64 = 1e16;
    let text = tidy(text);
    let (bare, _) = without_measure(&text);
    let Some(plain) = ungrouped(bare) else { return false };
    let Ok(number) = plain.parse::<f64>() else { return false };
    let digits = |written: &str| -> String {
        let written = written.split(['e', 'E']).next().unwrap_or_default();
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    };
    plain.starts_with(['+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        && plain.parse::<i64>().is_err()
        && (number.abs() >= LARGE || digits(&plain) != digits(&number.to_string()))
}

/// Parses a finite number.
pub fn decimal(text: &str) -> Option<f64> {
    let text = tidy(text);
    let (bare, _) = without_measure(&text);
    let number: f64 = ungrouped(bare)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Returns the measure word of `text` if it is one of time and the name of the field counts in
/// another: `5分` for 间隔秒数.
pub fn contradicts(name: &str, text: &str) -> Option<&'static str> {
    let text = tidy(text);
    let (_, measure) = without_measure(&text);
    let name = name.to_lowercase();
    let (measure, own) = TIMES.iter().find(|(word, _)| *word == measure)?;
    let counts_in = |words: &[&str; 3]| words.iter().any(|word| name.contains(word));
    (!counts_in(own) && TIMES.iter().any(|(_, words)| counts_in(words))).then_some(measure)
}

/// A number with the words around it: `约240`, `70余万元`, `70%`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// The number in digits: `70`.
    pub digits: String,
    /// The key of the choice that says how exact it is: `about`, `over`, `nearly`.
    pub qualifier: Option<&'static str>,
    /// The unit after it: `万元`, `%`; empty if there is none.
    pub unit: String,
}

/// Splits a number from the words around it. Returns `None` if it is not clear which is which.
pub(super) fn measured(text: &str) -> Option<Quantity> {
    let text = tidy(text);
    let mut rest = text.as_str();
    let mut qualifier = None;
    let mut qualify = |key: &'static str| qualifier.replace(key).is_none_or(|before| before == key);
    if let Some((word, key)) = BEFORE.iter().find(|(word, _)| rest.starts_with(word)) {
        qualify(key);
        rest = rest.strip_prefix(word)?.trim_start();
    }
    if let Some((word, key)) = AFTER.iter().find(|(word, _)| rest.ends_with(word)) {
        qualify(key);
        rest = rest.strip_suffix(word)?.trim_end();
    }
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '+' | '-');
    let is_numeral = |c: char| c != '成' && "〇零一二两三四五六七八九十百千万".contains(c);
    let arabic = rest.find(|c| !is_figure(c)).unwrap_or(rest.len());
    let end = if arabic > 0 { arabic } else { rest.find(|c| !is_numeral(c)).unwrap_or(rest.len()) };
    let (number, mut unit) = (rest.get(..end)?.trim(), rest.get(end..)?.to_owned());
    let digits = match ungrouped(number).filter(|plain| plain.parse::<f64>().is_ok_and(f64::is_finite)) {
        Some(plain) => plain,
        None => numeral::parse(number)?.to_string(),
    };
    // 70余万元, and 3万多元 with the word after the power.
    let power =
        unit.chars().next().filter(|c| matches!(c, '万' | '亿' | '千' | '百')).map_or(0, char::len_utf8);
    for at in [0, power] {
        let found = WITHIN.iter().find(|(word, _)| unit.get(at..).is_some_and(|rest| rest.starts_with(word)));
        if let Some((word, key)) = found {
            if !qualify(key) {
                return None;
            }
            unit.replace_range(at..at + word.len(), "");
            break;
        }
    }
    let unit = unit.trim().to_owned();
    let is_sign = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '℃' | '°' | '²' | '³' | '/' | '·');
    let is_unit = unit.chars().count() <= 6
        && unit.chars().all(is_sign)
        && !NO_UNIT.iter().any(|word| unit.contains(word))
        && !unit.chars().any(|c| is_numeral(c) && c != '万' && c != '百' && c != '千');
    is_unit.then_some(Quantity { digits, qualifier, unit })
}

/// Converts a text to half width and removes 共 at its beginning.
fn tidy(text: &str) -> String {
    let text: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '，' | '％' => half_width(c),
            _ => figure(c),
        })
        .collect();
    text.strip_prefix('共').map_or(text.as_str(), str::trim_start).to_owned()
}

/// Whether a unit counts sets, so that the number of things in them is not known.
pub(super) fn counts_sets(unit: &str) -> bool {
    SETS.contains(&unit)
}

/// Splits a measure word from the end of a text.
fn without_measure(text: &str) -> (&str, &'static str) {
    let found = MEASURES.iter().find_map(|measure| Some((text.strip_suffix(measure)?.trim_end(), *measure)));
    found.unwrap_or((text, ""))
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
            ("2024年", 2024),
            ("二〇二四年", 2024),
            ("2024年度", 2024),
            ("2课时", 2),
            ("两课时", 2),
            ("300字", 300),
            ("95分", 95),
            ("5秒", 5),
            ("3个月", 3),
            ("五", 5),
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
    fn a_number_that_would_lose_digits_is_too_long() {
        for text in [
            "99999999999999999999",
            "12345678901234567890123人",
            "99,999,999,999,999,999,999",
            "3.14159265358979323",
            "-9999999999999999.5",
            "13.6000000000000001",
            "1e-400",
            "1e20",
            "1e400",
        ] {
            assert!(is_too_long(text), "{text}");
        }
        for text in [
            "9223372036854775807",
            "123456789012.345",
            "0.00000000000000001",
            "13.600000000000001",
            "0.30000000000000004",
            "-1,234,567,890,123.456",
            "1234567890123456.5",
            "13.60000000000000000000",
            "0.0",
            "1.50e3",
            "1e3",
            "",
            "甲",
            "inf",
            "1,2",
        ] {
            assert!(!is_too_long(text), "{text}");
        }
    }

    #[test]
    fn a_measure_of_time_is_that_of_the_field() {
        for (name, text) in [
            ("图片新闻间隔秒数", "5分"),
            ("间隔秒数", "5分钟"),
            ("carousel_seconds", "2天"),
            ("时长（分钟）", "90秒"),
            ("使用年数", "3个月"),
            ("课时", "2小时"),
        ] {
            assert!(contradicts(name, text).is_some(), "{name} {text}");
        }
        for (name, text) in [
            ("图片新闻间隔秒数", "5秒"),
            ("间隔秒数", "5"),
            ("评分", "95分"),
            ("年份", "2024年"),
            ("课时", "2课时"),
            ("数量", "5分"),
            ("公示天数", "5日"),
        ] {
            assert_eq!(contradicts(name, text), None, "{name} {text}");
        }
    }

    #[test]
    fn a_number_is_split_from_the_words_around_it() {
        for (text, digits, qualifier, unit) in [
            ("70%", "70", None, "%"),
            ("70％", "70", None, "%"),
            ("约240", "240", Some("about"), ""),
            ("大约 240 人", "240", Some("about"), "人"),
            ("70余万元", "70", Some("over"), "万元"),
            ("70万余元", "70", Some("over"), "万元"),
            ("3.5万多元", "3.5", Some("over"), "万元"),
            ("近1,200人次", "1200", Some("nearly"), "人次"),
            ("30余人", "30", Some("over"), "人"),
            ("二十余人", "20", Some("over"), "人"),
            ("七十多", "70", Some("over"), ""),
            ("300万元左右", "300", Some("about"), "万元"),
            ("12.5 吨", "12.5", None, "吨"),
            ("800元/吨", "800", None, "元/吨"),
            ("240", "240", None, ""),
        ] {
            let wanted = Quantity { digits: digits.into(), qualifier, unit: unit.into() };
            assert_eq!(measured(text), Some(wanted), "{text}");
        }
        for text in [
            "",
            "约",
            "人",
            "十几",
            "三五人",
            "25（其中线上3人）",
            "95分以上",
            "12-15人",
            "3:2",
            "四分之三",
            "2026年11月",
            "约30余人",
            "1,2,3",
            "七成",
            "三十好几",
            "70%以上",
            "全体",
            "数十人",
            "26人27人",
        ] {
            assert_eq!(measured(text), None, "{text}");
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
