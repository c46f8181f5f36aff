//! Parses periods as people write them: `11月20日至27日`, `2026-11-20~2026-11-27`,
//! `2026年11月20日9时起至11月27日17时止`.

use super::{Date, DateError, Precision, Zone, date};
use crate::text::last_bracketed;

/// The words and marks between beginning and end. Those that are in no date come first.
const BETWEEN: [&str; 13] = ["至", "到", "——", "—", "～", "~", "–", "−", "--", "－", "-", "／", "/"];

/// A period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub from: Date,
    pub to: Date,
    /// The year of the beginning, if it is not written and was taken from the date of the page.
    pub guessed: Option<i16>,
}

/// Parses a period. If no year is written, it is the one that brings the beginning nearest to
/// `about`, the date of the page.
///
/// # Errors
/// [`DateError`]; [`DateError::NoYear`] if there is neither a year nor `about`.
pub(super) fn parse(text: &str, zone: Zone, about: Option<Date>) -> Result<Period, DateError> {
    /// The longest text that is read, in bytes: each mark in it may be the one between two dates.
    const LONGEST: usize = 300;
    let text = bare(text);
    let mut error = DateError::Form;
    if text.len() > LONGEST {
        return Err(error);
    }
    // A single date contains hyphens too: `2026-11-20` is not a period.
    if Date::parse_in(text, zone).is_ok() {
        return Err(error);
    }
    for between in BETWEEN {
        for (at, _) in text.match_indices(between) {
            let (from, to) = (text[..at].trim_end(), text[at + between.len()..].trim_start());
            match halves(from.trim_end_matches('起').trim(), to.trim_start_matches('至').trim(), zone, about)
            {
                Ok(period) => return Ok(period),
                // Any other error is more specific than `Form`: report the first of those.
                Err(DateError::Form) => {}
                Err(found) => error = if error == DateError::Form { found } else { error },
            }
        }
    }
    Err(error)
}

/// Removes 自 and 从 at the beginning; 止, 内, final punctuation and a note in brackets at the end.
fn bare(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['。', '；', '，']);
    let text = last_bracketed(text).map_or(text, |(before, _)| before);
    text.trim_start_matches(['自', '从']).trim_end_matches(['止', '内']).trim()
}

fn halves(from: &str, to: &str, zone: Zone, about: Option<Date>) -> Result<Period, DateError> {
    let is_dated = |text: &str| text.chars().any(char::is_numeric) || text.contains(['年', '月', '日']);
    if !is_dated(from) || !is_dated(to) {
        return Err(DateError::Form);
    }
    let part = date::day_part(from);
    let (from, guessed) = match Date::parse_in(from, zone) {
        // `11-20` in `11-20~11-27` is not a date, because 11 is not a year: the next arm adds the
        // year.
        Ok(date) => (date, None),
        Err(DateError::Calendar | DateError::Form)
            if !from.contains('年') && month_and_day(from).is_some() =>
        {
            let (date, year) = without_year(from, zone, about)?;
            (date, Some(year))
        }
        Err(DateError::NoYear) => {
            let (date, year) = without_year(from, zone, about)?;
            (date, Some(year))
        }
        Err(error) => return Err(error),
    };
    let to = end(to, from, part, zone)?;
    let to_the_day = |date: Date| date.precision().min(Precision::Day);
    if to_the_day(from) != to_the_day(to) {
        return Err(DateError::Form);
    }
    Ok(Period { from, to, guessed })
}

/// Parses the end of a period. Only what differs from its beginning need be written: `27`, `27日`,
/// `27日17时`, `11月27日`, and `17:00` for the same day. `part` is the part of the day at which it
/// begins: 下午2:30至4:30 ends in the afternoon.
fn end(to: &str, from: Date, part: &str, zone: Zone) -> Result<Date, DateError> {
    let begun = from.civil();
    if from.precision() >= Precision::Minute && is_clock(to) {
        let day = begun.date();
        let part = if date::day_part(to).is_empty() { part } else { "" };
        return Date::parse_in(&format!("{}年{}月{}日{part}{to}", day.year(), day.month(), day.day()), zone);
    }
    let in_year = |year: i16| Date::parse_in(&dated(year, to), zone);
    match Date::parse_in(to, zone) {
        Ok(date) if may_be_a_day(to, &date) => {}
        Ok(date) => return Ok(date),
        Err(DateError::Calendar) if month_and_day(to).is_none() => return Err(DateError::Calendar),
        Err(_) => {}
    }
    if month_and_day(to).is_some() {
        let same = in_year(begun.year());
        // An end before the beginning is in the next year: 12月28日至1月5日.
        return match same {
            Ok(date) if date.end() <= from.start() => in_year(begun.year() + 1),
            other => other,
        };
    }
    let day = if to.chars().all(char::is_numeric) { format!("{to}日") } else { to.to_owned() };
    if !day.contains(['日', '号']) || from.precision() < Precision::Day {
        return Err(DateError::Form);
    }
    Date::parse_in(&format!("{}年{}月{day}", begun.year(), begun.month()), zone)
}

/// Whether a text that parses as a year has fewer than four characters, so that it is more likely a
/// day or a month.
fn may_be_a_day(text: &str, date: &Date) -> bool {
    date.precision() == Precision::Year && text.chars().count() < 4
}

/// Whether a text is a time of day without a date: `17:00`, `17时`, `下午5点半`.
fn is_clock(text: &str) -> bool {
    text.contains([':', '：', '时', '点'])
        && !text.contains(['年', '月', '日', '号', '-', '/', '.'])
        && !text.contains("星期")
}

/// Returns the date of a month and a day in the year in which it is nearest to `about`, and that
/// year.
fn without_year(text: &str, zone: Zone, about: Option<Date>) -> Result<(Date, i16), DateError> {
    const HALF_A_YEAR: i64 = 183;
    let about = about.ok_or(DateError::NoYear)?;
    let date = Date::parse_in(&dated(about.year(), text), zone)?;
    let away = about.days_until(&date);
    if away.abs() < HALF_A_YEAR {
        return Ok((date, about.year()));
    }
    let year = if away < 0 { about.year() + 1 } else { about.year() - 1 };
    Ok((Date::parse_in(&dated(year, text), zone)?, year))
}

/// Adds a year to a date without one: `11月20日`, `11-20`, `11.20`.
fn dated(year: i16, text: &str) -> String {
    match month_and_day(text) {
        Some((month, rest)) if !text.contains('月') => format!("{year}年{month}月{rest}日"),
        _ => format!("{year}年{text}"),
    }
}

/// Splits a date without a year into the month, and the day with what follows it: `11月20日9时`,
/// `11-20`, `11/20`, `11.20`.
fn month_and_day(text: &str) -> Option<(&str, &str)> {
    if let Some((month, rest)) = text.split_once('月') {
        return (!month.contains('年') && !rest.is_empty()).then_some((month.trim(), rest));
    }
    let (month, day) = text.split_once(['-', '/', '.'])?;
    let small = |part: &str| part.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number));
    (small(month) && small(day)).then_some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, about: &str) -> Result<String, DateError> {
        let period = parse(text, Zone::default(), Date::parse(about).ok())?;
        let guessed = period.guessed.map(|year| format!(" ({year}?)")).unwrap_or_default();
        Ok(format!("{} {}{guessed}", period.from, period.to))
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("2026年11月20日至27日", "2026-11-20 2026-11-27"),
            ("2026年11月20日至11月27日", "2026-11-20 2026-11-27"),
            ("2026年11月20日至2026年11月27日", "2026-11-20 2026-11-27"),
            ("2026年11月20日—27日", "2026-11-20 2026-11-27"),
            ("2026年11月20日-27日", "2026-11-20 2026-11-27"),
            ("2026年11月20日～12月3日", "2026-11-20 2026-12-03"),
            ("2026年12月28日至1月5日", "2026-12-28 2027-01-05"),
            ("自2026年11月20日起至2026年11月27日止", "2026-11-20 2026-11-27"),
            ("从2026年11月20日到11月27日（共6个工作日）", "2026-11-20 2026-11-27"),
            ("2026-11-20 至 2026-11-27", "2026-11-20 2026-11-27"),
            ("2026-11-20~2026-11-27", "2026-11-20 2026-11-27"),
            ("2026-11-20 - 2026-11-27", "2026-11-20 2026-11-27"),
            ("2026-11-20~11-27", "2026-11-20 2026-11-27"),
            ("2026.11.20-2026.11.27", "2026-11-20 2026-11-27"),
            ("2026.11.20—11.27", "2026-11-20 2026-11-27"),
            ("2026/11/20——2026/11/27", "2026-11-20 2026-11-27"),
            ("2026年11月20日9时至27日17时", "2026-11-20T09:00+08:00 2026-11-27T17:00+08:00"),
            ("２０２６年１１月２０日至２７日", "2026-11-20 2026-11-27"),
            ("二〇二六年十一月二十日至二十七日", "2026-11-20 2026-11-27"),
            ("2026年11月至2026年12月", "2026-11 2026-12"),
            ("2026年11月20日至27", "2026-11-20 2026-11-27"),
            ("2026-11-20/2026-11-27", "2026-11-20 2026-11-27"),
            ("2026年11月20日9:00至17:00", "2026-11-20T09:00+08:00 2026-11-20T17:00+08:00"),
            ("2026年11月20日9:00—17:00", "2026-11-20T09:00+08:00 2026-11-20T17:00+08:00"),
            ("2026-11-20 9:00-11:00", "2026-11-20T09:00+08:00 2026-11-20T11:00+08:00"),
            ("2026-11-20 9:00 - 17:00", "2026-11-20T09:00+08:00 2026-11-20T17:00+08:00"),
            ("2026年11月20日9时至17时", "2026-11-20T09:00+08:00 2026-11-20T17:00+08:00"),
            ("2026年11月20日下午2:30至4:30", "2026-11-20T14:30+08:00 2026-11-20T16:30+08:00"),
            ("2026年11月20日上午9点至下午5点半", "2026-11-20T09:00+08:00 2026-11-20T17:30+08:00"),
        ] {
            assert_eq!(shown(text, ""), Ok(wanted.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_year_that_is_not_written_is_that_of_the_page_and_said_to_be_a_guess() {
        for (text, about, wanted) in [
            ("11月20日至27日", "2026-11-20", "2026-11-20 2026-11-27 (2026?)"),
            ("11月20日至11月27日", "2026-11-20", "2026-11-20 2026-11-27 (2026?)"),
            ("11-20~11-27", "2026-11-20", "2026-11-20 2026-11-27 (2026?)"),
            ("1月4日至10日", "2026-12-30", "2027-01-04 2027-01-10 (2027?)"),
            ("12月28日至1月5日", "2026-12-25", "2026-12-28 2027-01-05 (2026?)"),
            ("12月28日至1月5日", "2027-01-02", "2026-12-28 2027-01-05 (2026?)"),
        ] {
            assert_eq!(shown(text, about), Ok(wanted.to_owned()), "{text} {about}");
        }
        assert_eq!(shown("11月20日至27日", ""), Err(DateError::NoYear));
        assert_eq!(
            shown("11月20日9:00至17:00", "2026-11-18").unwrap(),
            "2026-11-20T09:00+08:00 2026-11-20T17:00+08:00 (2026?)"
        );
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "至",
            "即日起至27日",
            "2026年11月20日",
            "下周一至周五",
            "五个工作日",
            "2026-11-20",
            "1-2",
            "2026/11/20",
            "2026年11月20日9:00",
        ] {
            assert!(shown(text, "").is_err(), "{text}");
        }
        assert_eq!(shown("2026年11月20日至31日", ""), Err(DateError::Calendar));
        assert_eq!(shown("2026年13月20日至31日", ""), Err(DateError::Calendar));
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down(any in any::<String>(), likely in "[0-9年月日号时至到起止自—~～.（） -]{0,24}") {
            let about = Date::parse("2026-11-20").ok();
            for text in [&any, &likely] {
                let _ = (parse(text, Zone::default(), about), parse(text, Zone::default(), None));
            }
        }
    }
}
