//! Normalizes the text of a date.

use super::Zone;
use super::narrow::halfwidth;

/// The English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Normalizes a text for parsing: full-width digits, signs and spaces become ASCII, English dates
/// become ISO 8601, the day of the week is removed, and so are spaces before 年, 月, 日 and 号 and
/// after 年 and 月. Also returns the zone of the date: that of China if it says 北京时间.
pub(super) fn tidy(text: &str, zone: Zone) -> (String, Zone) {
    let text = halfwidth(text);
    let (text, zone) = match without_beijing(&text) {
        Some(text) => (text, Zone::default()),
        None => (text, zone),
    };
    let text = from_english(&text).unwrap_or(text);
    let text = without_weekday(&text);
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
        let follows_unit = tidy.ends_with(['年', '月']);
        if matches!(c, '年' | '月' | '日' | '号') {
            tidy.truncate(tidy.trim_end_matches(' ').len());
        }
        if c != ' ' || !follows_unit {
            tidy.push(c);
        }
    }
    (tidy, zone)
}

/// Removes 北京时间 and the brackets around it; `None` if the text does not contain it.
fn without_beijing(text: &str) -> Option<String> {
    let (before, after) = text.split_once("北京时间")?;
    let before = before.trim_end_matches(['（', '(', ' ']);
    Some(format!("{before} {}", after.trim_start_matches(['）', ')', ' ', ':', '，', ','])))
}

/// Rewrites a date with the English name of a month, as mail and programs write it:
/// `Fri, 20 Nov 2026 16:30:00 +0800` becomes `2026-11-20 16:30:00 +0800`. `None` if there is no
/// such name.
fn from_english(text: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    /// The shortest names of months and days: `Nov`, `Fri`.
    const SHORTEST: usize = 3;
    if text.bytes().filter(u8::is_ascii_alphabetic).count() < SHORTEST {
        return None;
    }
    let index_in = |names: &[&str], word: &str| {
        let word = word.trim_end_matches('.');
        let begins =
            |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        names.iter().position(|name| word.len() >= SHORTEST && begins(name))
    };
    let is_number = |word: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| index_in(&DAYS, word).is_some()) {
        words.remove(0);
    }
    let at = words.iter().take(2).position(|word| index_in(&MONTHS, word).is_some())?;
    let month = index_in(&MONTHS, words.remove(at))? + 1;
    // The day comes directly before or after the month, so it is the first word now.
    let day = words.first()?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !is_number(day, 1..=2) {
        return None;
    }
    words.remove(0);
    let year = words.iter().position(|word| is_number(word, 4..=4))?;
    let year = words.remove(year);
    Some(format!("{year}-{month}-{day} {}", words.join(" ")))
}

/// Removes the day of the week: 星期二, （周二） and the like.
fn without_weekday(text: &str) -> String {
    for name in ["星期", "礼拜", "周"] {
        let Some((before, after)) = text.split_once(name) else { continue };
        let Some(rest) = after.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天']) else {
            continue;
        };
        let before = before.trim_end_matches(['（', '(', ' ']);
        return format!("{before} {}", rest.trim_start_matches(['）', ')', ' ']));
    }
    text.to_owned()
}
