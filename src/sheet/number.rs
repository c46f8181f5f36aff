//! Writes the numbers of a workbook as a person would: it stores 0.1 + 0.2 as
//! 0.30000000000000004, 2026 as a fraction, and a day as how many days have passed since 1900.

use jiff::{Span, civil};

/// The range of numbers that may be days: from 1927 to 2119. Years and counts are below, sums of
/// money above.
const DAYS: std::ops::RangeInclusive<f64> = 10_000.0..=80_000.0;

/// How much of a date is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
    /// A day with the time.
    Time,
    /// The time, and not of which year.
    Clock,
    /// A day, but not of which year: `11月20日`.
    NoYear,
}

/// Writes a number with the 15 digits that spreadsheet programs show.
pub(super) fn number(value: f64) -> String {
    let shown = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    // Minus zero is no number that anybody writes.
    if shown == 0.0 { "0".to_owned() } else { shown.to_string() }
}

/// The day for which a number without a date's format may stand. `since_1904`: whether the workbook
/// counts days as those of old Macintoshes do.
pub(super) fn day(value: f64, since_1904: bool) -> Option<String> {
    let is_day = value.fract() == 0.0 && DAYS.contains(&value);
    is_day.then(|| date(value, since_1904, Precision::Day).map(|(day, _)| day))?
}

/// Writes a number of hours, minutes and seconds that is no time of a day: `36:00`.
pub(super) fn duration(value: f64) -> String {
    let minutes = (value * 24.0 * 60.0).round();
    format!("{}:{:02}", (minutes / 60.0).floor(), minutes.abs() % 60.0)
}

/// Writes a date as precisely as it is shown, and says whether its day is more than what is shown.
/// What is only a time is written as one. `None` if there is no such day.
pub(super) fn date(value: f64, since_1904: bool, shown: Precision) -> Option<(String, bool)> {
    // A time is stored as a fraction of a day, which is seldom exact: 9:30 is 0.395833333.
    let seconds = (value * 86_400.0).round();
    if !(0.0..3e11).contains(&seconds) {
        return None;
    }
    let seconds = seconds as i64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        (_, _, 0) => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    if days == 0 && (!time.is_empty() || shown == Precision::Clock) {
        return Some((if time.is_empty() { "00:00".to_owned() } else { time }, false));
    }
    // The first spreadsheet took 1900 for a leap year, and all others count as it does.
    let begin = match (since_1904, days < 60) {
        (true, _) => civil::date(1904, 1, 1),
        (false, true) => civil::date(1899, 12, 31),
        (false, false) => civil::date(1899, 12, 30),
    };
    let day = begin.checked_add(Span::new().try_days(days).ok()?).ok()?;
    let with_time = || if time.is_empty() { day.to_string() } else { format!("{day} {time}") };
    Some(match shown {
        Precision::Year => (format!("{:04}", day.year()), false),
        Precision::Month => (format!("{:04}-{:02}", day.year(), day.month()), false),
        Precision::Day => (day.to_string(), false),
        Precision::Time => (with_time(), false),
        Precision::Clock => (with_time(), true),
        Precision::NoYear => (day.to_string(), true),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_noise() {
        let written = |value| number(value);
        assert_eq!(written(2026.0), "2026");
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(13.6), "13.6");
        assert_eq!(written(-0.0), "0");
        assert_eq!(written(1e15), "1000000000000000");
        assert_eq!(written(33.333_333_333_333_336), "33.3333333333333");
    }

    #[test]
    fn a_day_is_counted_from_1900_or_from_1904() {
        let date = |value, since_1904| date(value, since_1904, Precision::Time).map(|(date, _)| date);
        assert_eq!(date(46_346.0, false).as_deref(), Some("2026-11-20"));
        assert_eq!(date(44_884.0, true).as_deref(), Some("2026-11-20"));
        assert_eq!(date(46_346.395_833_333, false).as_deref(), Some("2026-11-20 09:30"));
        assert_eq!(date(44_884.395_833_333, true).as_deref(), Some("2026-11-20 09:30"));
        assert_eq!(date(0.395_833_333, false).as_deref(), Some("09:30"));
        assert_eq!(duration(1.5), "36:00");
        assert_eq!(day(46_346.0, false).as_deref(), Some("2026-11-20"));
        assert_eq!((day(2026.0, false), day(46_346.5, false), day(100_000.0, false)), (None, None, None));
    }

    #[test]
    fn a_date_is_as_precise_as_it_is_shown() {
        let written = |shown| date(46_346.395_833_333, false, shown).unwrap();
        for (shown, wanted, is_more) in [
            (Precision::Year, "2026", false),
            (Precision::Month, "2026-11", false),
            (Precision::Day, "2026-11-20", false),
            (Precision::Time, "2026-11-20 09:30", false),
            (Precision::Clock, "2026-11-20 09:30", true),
            (Precision::NoYear, "2026-11-20", true),
        ] {
            assert_eq!(written(shown), (wanted.to_owned(), is_more));
        }
    }
}
