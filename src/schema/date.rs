//! Parses and compares dates with the precision they were given: year, month, day, minute or
//! second.

mod zone;

#[cfg(test)]
mod tests;

pub use zone::Zone;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;

use crate::text::numeral;

/// The precision of a date: the smallest unit that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// 2011年
    Year,
    /// 2006年7月
    Month,
    /// 2023年8月8日
    Day,
    /// 2023-08-08 13:43
    Minute,
    /// 2008-06-20 13:43:22
    Second,
}

/// An instant, or a year, month or day if no more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    at: civil::DateTime,
    offset: i16,
    precision: Precision,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It is not written in any form of a date.
    Form,
    /// It has a month and a day, but no year.
    NoYear,
    /// It is written like a date, but the calendar has no such day or the clock no such time.
    Calendar,
}

impl Date {
    /// Parses a date in any of the forms in use: `2023-08-08`, `2023/8/8`, `2023.8.8`, `2023年8月8日`,
    /// `二〇二三年八月八日`, `20230808`, `2006年7月`, `2011`, with a time (`13:43:22`, `9时5分`, `下午3:30`) and a
    /// zone. Full-width digits are accepted, and a day of the week is ignored. Without a zone the
    /// date is in +08:00; a written zone is kept as it is.
    ///
    /// # Errors
    /// [`DateError`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Self::parse_as(text, Zone::default())
    }

    /// Parses a date of a site. Without a zone it is in the site's zone, and a time in another zone
    /// is converted: `2025-12-31T16:30Z` is half past midnight of 2026 in China, and is shown,
    /// filed and addressed as that.
    ///
    /// # Errors
    /// [`DateError`].
    pub fn parse_in(text: &str, zone: Zone) -> Result<Self, DateError> {
        Ok(Self::parse_as(text, zone)?.in_zone(zone))
    }

    fn parse_as(text: &str, zone: Zone) -> Result<Self, DateError> {
        // Fast path for the form that `Display` writes and that most articles use.
        if let Some(date) = iso(text, zone) {
            return Ok(date);
        }
        Self::parse_any(text, zone)
    }

    fn parse_any(text: &str, zone: Zone) -> Result<Self, DateError> {
        let text = tidy(text);
        let (date, time) = split_time(text.trim());
        if !text.contains(['T', 't']) && is_two_clocks(time) {
            return Err(DateError::Form);
        }
        let numbers = date_numbers(date)?;
        if date.contains('月')
            && !date.contains('年')
            && matches!(*numbers, [month, day] if month <= 12 && day <= 31)
        {
            return Err(DateError::NoYear);
        }
        let (year, month, day) = match *numbers.as_slice() {
            // Eight digits without separators: `20230808`.
            [whole] if (19_000_101..=99_991_231).contains(&whole) => {
                (whole / 10_000, Some(whole / 100 % 100), Some(whole % 100))
            }
            [year] => (year, None, None),
            [year, month] => (year, Some(month), None),
            [year, month, day] => (year, Some(month), Some(day)),
            _ => return Err(DateError::Form),
        };
        if !(1000..=9999).contains(&year) {
            return Err(DateError::Form);
        }
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        };
        let small = |number: Option<i32>| i8::try_from(number.unwrap_or(1)).map_err(|_| DateError::Calendar);
        let year = i16::try_from(year).map_err(|_| DateError::Form)?;
        let date = civil::Date::new(year, small(month)?, small(day)?).map_err(|_| DateError::Calendar)?;
        if time.is_empty() {
            let at = date.to_datetime(civil::Time::midnight());
            return Ok(Self { at, offset: zone.minutes(), precision });
        }
        if precision < Precision::Day {
            return Err(DateError::Form);
        }
        let (time, offset, precision) = parse_time(time, zone)?;
        Ok(Self { at: date.to_datetime(time), offset, precision })
    }

    /// Returns the instant `seconds` after 1970-01-01T00:00:00Z, in Chinese standard time.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let zone = Zone::default();
        let at = civil_of(seconds, zone)?;
        Some(Self { at, offset: zone.minutes(), precision: Precision::Second })
    }

    /// Returns the same instant in `zone`. A date without a time of day stays the same date in any
    /// zone.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        let offset = zone.minutes();
        if self.offset == offset {
            return self;
        }
        let moved =
            if self.precision >= Precision::Minute { civil_of(self.start(), zone) } else { Some(self.at) };
        moved.map_or(self, |at| Self { at, offset, ..self })
    }

    /// Returns its parts: date and time, minutes east of Greenwich, and precision.
    pub(super) fn parts(&self) -> (civil::DateTime, i16, Precision) {
        (self.at, self.offset, self.precision)
    }

    /// Builds a date from the values that `parts` returns.
    pub(super) fn from_parts(at: civil::DateTime, offset: i16, precision: Precision) -> Self {
        Self { at, offset, precision }
    }

    /// Returns the precision.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Returns the date and time of day. What is not known is the first month or day, or zero.
    pub fn civil(&self) -> civil::DateTime {
        self.at
    }

    /// Returns the year.
    pub fn year(&self) -> i16 {
        self.at.year()
    }

    /// Returns its first second, in seconds since 1970-01-01T00:00:00Z.
    pub fn start(&self) -> i64 {
        let days = self.day();
        let time = self.at.time();
        let seconds =
            i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        days * 86_400 + seconds - i64::from(self.offset) * 60
    }

    /// Returns its day, in days since 1970-01-01, by its own zone.
    pub fn day(&self) -> i64 {
        self.at.date().duration_since(civil::date(1970, 1, 1)).as_hours() / 24
    }

    /// Returns the first second after it: for a day the start of the next day, for a year the start
    /// of the next year.
    pub fn end(&self) -> i64 {
        use jiff::ToSpan;
        let next = match self.precision {
            Precision::Year => self.at.checked_add(1.year()),
            Precision::Month => self.at.checked_add(1.month()),
            Precision::Day => self.at.checked_add(1.day()),
            Precision::Minute => self.at.checked_add(1.minute()),
            Precision::Second => self.at.checked_add(1.second()),
        };
        next.map_or(i64::MAX, |at| Self { at, ..*self }.start())
    }

    /// Returns the first second at which something that lasts until this date is over. A day, month
    /// or year counts to its end, but 18:00 means 18:00.
    pub fn deadline(&self) -> i64 {
        if self.precision >= Precision::Minute { self.start() } else { self.end() }
    }

    /// Returns the number of days from this day to `other`; negative if `other` is earlier.
    pub fn days_until(&self, other: &Self) -> i64 {
        other.at.date().duration_since(self.at.date()).as_hours() / 24
    }
}

/// Orders by start. Of two dates that start together, the more precise comes first.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start(), std::cmp::Reverse(self.precision), self.offset).cmp(&(
            other.start(),
            std::cmp::Reverse(other.precision),
            other.offset,
        ))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes ISO 8601 with the precision of the date: the form that templates receive.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        write!(f, "{:04}", at.year())?;
        if self.precision >= Precision::Month {
            write!(f, "-{:02}", at.month())?;
        }
        if self.precision >= Precision::Day {
            write!(f, "-{:02}", at.day())?;
        }
        if self.precision >= Precision::Minute {
            write!(f, "T{:02}:{:02}", at.hour(), at.minute())?;
        }
        if self.precision == Precision::Second {
            write!(f, ":{:02}", at.second())?;
        }
        if self.precision >= Precision::Minute {
            let sign = if self.offset < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", self.offset.abs() / 60, self.offset.abs() % 60)?;
        }
        Ok(())
    }
}

/// Returns the date and time that clocks in `zone` show `seconds` after 1970-01-01T00:00:00Z.
fn civil_of(seconds: i64, zone: Zone) -> Option<civil::DateTime> {
    let offset = jiff::tz::Offset::from_seconds(i32::from(zone.minutes()) * 60).ok()?;
    Some(offset.to_datetime(jiff::Timestamp::from_second(seconds).ok()?))
}

/// Parses ISO 8601 exactly as the `Display` of [`Date`] writes it. Returns `None` for any other
/// form.
fn iso(text: &str, zone: Zone) -> Option<Date> {
    let bytes = text.as_bytes();
    let number = |at: usize, length: usize| {
        bytes.get(at..at + length)?.iter().try_fold(0_i16, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
        })
    };
    let small = |at| number(at, 2).and_then(|number| i8::try_from(number).ok());
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let year = number(0, 4).filter(|year| *year >= 1000)?;
    let date = |month, day| civil::Date::new(year, month, day).ok();
    let midnight = |date: civil::Date| date.to_datetime(civil::Time::midnight());
    let known = |at, precision| Date { at: midnight(at), offset: zone.minutes(), precision };
    // The length gives the form: `2011` has 4 bytes, `2006-07` 7, `2023-08-08` 10,
    // `2023-08-08T13:43+08:00` 22, and 25 with seconds.
    match bytes.len() {
        4 => return Some(known(date(1, 1)?, Precision::Year)),
        7 if is(4, b'-') => return Some(known(date(small(5)?, 1)?, Precision::Month)),
        10 if is(4, b'-') && is(7, b'-') => return Some(known(date(small(5)?, small(8)?)?, Precision::Day)),
        22 | 25 if is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') => {}
        _ => return None,
    }
    let is_exact = bytes.len() == 25;
    let sign = if is_exact { 19 } else { 16 };
    if is_exact && !is(16, b':') || !is(sign + 3, b':') {
        return None;
    }
    let (hours, minutes) = (number(sign + 1, 2)?, number(sign + 4, 2)?);
    let offset = match bytes.get(sign)? {
        b'+' => hours * 60 + minutes,
        b'-' => -(hours * 60 + minutes),
        _ => return None,
    };
    let second = if is_exact { small(17)? } else { 0 };
    let time = civil::Time::new(small(11)?, small(14)?, second, 0).ok()?;
    let precision = if is_exact { Precision::Second } else { Precision::Minute };
    let is_zone = hours <= 14 && minutes <= 59;
    is_zone.then_some(Date { at: date(small(5)?, small(8)?)?.to_datetime(time), offset, precision })
}

/// Normalizes a text for parsing: full-width digits, signs and spaces become ASCII, the day of the
/// week is removed, and so are spaces before 年, 月, 日 and 号 and after 年 and 月.
fn tidy(text: &str) -> String {
    let text = halfwidth(text);
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
    tidy
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

fn halfwidth(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '：' => ':',
            '－' | '–' => '-',
            '＋' => '+',
            '／' => '/',
            '．' => '.',
            '\u{3000}' | '\u{a0}' => ' ',
            _ => c,
        })
        .collect()
}

/// Parts of the day that come before an hour, and whether its hours count from noon: 下午3点 is 15:00.
const DAY_PARTS: [(&str, bool); 6] =
    [("上午", false), ("早上", false), ("凌晨", false), ("中午", false), ("下午", true), ("晚上", true)];

/// Returns the part of the day that a text names: 下午. Empty if it names none.
pub(super) fn day_part(text: &str) -> &'static str {
    DAY_PARTS.iter().find(|(name, _)| text.contains(name)).map_or("", |(name, _)| name)
}

/// Whether a time is two times of day, `9:00-11:00`, and not one with a zone. Programs that write a
/// zone west of Greenwich write `T` before the time, seconds, or no colon in the zone.
fn is_two_clocks(time: &str) -> bool {
    let is_clock = |text: &str| {
        let text = text.trim();
        let is_short = text.split_once(':').is_some_and(|(hour, minute)| {
            (1..=2).contains(&hour.len())
                && minute.len() == 2
                && (hour.to_owned() + minute).parse::<u16>().is_ok()
        });
        is_short || text.ends_with(['时', '点'])
    };
    time.split_once('-').is_some_and(|(from, to)| is_clock(part_of_day(from.trim()).0) && is_clock(to))
}

/// Splits a text into date and time: at a space, at a `T`, after the day (日, 号) or before a part of
/// the day.
fn split_time(text: &str) -> (&str, &str) {
    if let Some(at) = text.find(['日', '号']) {
        // 日 and 号 have the same length in UTF-8.
        let (date, rest) = text.split_at(at + '日'.len_utf8());
        return (date, rest.trim_start());
    }
    let day_part = DAY_PARTS.iter().filter_map(|(name, _)| text.find(name)).min();
    match (text.find([' ', 'T', 't']), day_part) {
        (Some(at), part) if part.is_none_or(|part| at < part) => (&text[..at], text[at + 1..].trim_start()),
        (_, Some(at)) => text.split_at(at),
        _ => (text, ""),
    }
}

/// Returns the numbers of a date in the order written; a valid date has one to three.
fn date_numbers(date: &str) -> Result<Vec<i32>, DateError> {
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日', '号']).map(str::trim).collect();
    let used = match parts.split_last() {
        Some((last, before)) if last.is_empty() && date.ends_with(['年', '月', '日', '号']) => before,
        _ => &parts[..],
    };
    used.iter().map(|part| date_number(part).ok_or(DateError::Form)).collect()
}

/// Parses ASCII digits, Chinese digits (二〇二三) or a Chinese numeral (十二).
fn date_number(part: &str) -> Option<i32> {
    if !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit()) {
        return part.parse().ok();
    }
    numeral::digits(part).or_else(|| numeral::parse(part)).and_then(|number| i32::try_from(number).ok())
}

fn parse_time(text: &str, zone: Zone) -> Result<(civil::Time, i16, Precision), DateError> {
    let text = text.replace("北京时间", "");
    let (clock, offset) = zone::split(text.trim(), zone)?;
    let (clock, is_from_noon) = part_of_day(clock.trim());
    let is_whole_hour = clock.ends_with(['时', '点']);
    let clock = clock.replace("点半", "点30分").replace(['时', '点', '分'], ":").replace('秒', "");
    let clock = clock.split('.').next().unwrap_or_default().trim_end_matches(':');
    let numbers: Vec<i8> = clock
        .split(':')
        .map(|part| part.trim().parse::<i8>().ok().filter(|n| *n >= 0).ok_or(DateError::Form))
        .collect::<Result<_, _>>()?;
    let (hour, minute, second, precision) = match *numbers.as_slice() {
        [hour] if is_whole_hour => (hour, 0, 0, Precision::Minute),
        [hour, minute] => (hour, minute, 0, Precision::Minute),
        [hour, minute, second] => (hour, minute, second, Precision::Second),
        _ => return Err(DateError::Form),
    };
    let hour = if is_from_noon && (1..12).contains(&hour) { hour + 12 } else { hour };
    let time = civil::Time::new(hour, minute, second, 0).map_err(|_| DateError::Calendar)?;
    Ok((time, offset, precision))
}

/// Removes 上午, 下午, AM, PM and the like. Also returns whether the hours count from noon.
fn part_of_day(clock: &str) -> (&str, bool) {
    for (name, is_from_noon) in DAY_PARTS {
        if let Some(rest) = clock.strip_prefix(name) {
            return (rest.trim_start(), is_from_noon);
        }
    }
    for (name, is_from_noon) in [("AM", false), ("am", false), ("PM", true), ("pm", true)] {
        if let Some(rest) = clock.strip_suffix(name) {
            return (rest.trim_end(), is_from_noon);
        }
    }
    (clock, false)
}
