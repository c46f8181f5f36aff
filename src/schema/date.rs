//! Parses and compares dates with the precision they were given: year, month, day, minute or
//! second.

mod clock;
mod error;
mod narrow;
mod precision;
mod words;
mod zone;

#[cfg(test)]
mod tests;

pub use error::DateError;
pub use precision::Precision;
pub use words::MONTHS;
pub use zone::Zone;

pub(super) use clock::day_part;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;

use crate::text::numeral;
use clock::{Clock, parse_time, split_time};
use narrow::halfwidth;
use words::tidy;

/// An instant, or a year, month or day if no more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    at: civil::DateTime,
    offset: i16,
    precision: Precision,
}

impl Date {
    /// Parses a date in any of the forms in use: `2023-08-08`, `2023/8/8`, `2023.8.8`,
    /// `2023年8月8日`, `二〇二三年八月八日`, `20230808`, `2006年7月`, `2011`, with a time
    /// (`13:43:22`, `9时5分`, `下午3:30`) and a zone. Full-width digits are accepted, and a day of
    /// the week is ignored. Without a zone the date is in +08:00; a written zone is kept as it is.
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

    /// Parses a date in the plain forms that nearly all articles have, `2023-08-08` and
    /// `2023-08-08 13:43`, without allocating. `None` for any other text: [`Self::parse_in`] may
    /// still read it.
    pub(super) fn plain(text: &str, zone: Zone) -> Option<Self> {
        iso(text, zone).map(|date| date.in_zone(zone))
    }

    fn parse_as(text: &str, zone: Zone) -> Result<Self, DateError> {
        // Fast path for the form that `Display` writes and that most articles use.
        if let Some(date) = iso(text, zone) {
            return Ok(date);
        }
        Self::parse_any(text, zone)
    }

    fn parse_any(text: &str, zone: Zone) -> Result<Self, DateError> {
        let (text, zone) = tidy(text, zone);
        match Self::read(text.trim(), zone) {
            Ok((date, _)) => Ok(date),
            Err(_) if is_period(text.trim(), zone) => Err(DateError::Period),
            Err(error) => Err(error),
        }
    }

    /// Returns the day that ends at the written time: 24:00 is read as 0:00 of the next day.
    /// `None` for a text with any other time, or none.
    pub(super) fn ended_day(text: &str, zone: Zone) -> Option<Self> {
        let (text, zone) = tidy(text, zone);
        let (date, is_next_day) = Self::read(text.trim(), zone).ok()?;
        is_next_day.then(|| date.day_before())?
    }

    /// Whether the time at the end of a text is 24:00, or 晚上12点.
    pub(super) fn ends_day(text: &str) -> bool {
        let text = halfwidth(text.trim().trim_end_matches('止'));
        let time = text.rsplit(['日', '号', ' ', 'T']).next().unwrap_or_default();
        parse_time(time, Zone::default(), false).is_ok_and(|clock| clock.is_next_day)
    }

    /// Returns the day before this one, without a time.
    pub(super) fn day_before(self) -> Option<Self> {
        let day = self.at.date().yesterday().ok()?;
        Some(Self { at: day.to_datetime(civil::Time::midnight()), precision: Precision::Day, ..self })
    }

    /// Parses a text that is already normalized. Also returns whether its time is 24:00, which
    /// makes it the next day.
    fn read(text: &str, zone: Zone) -> Result<(Self, bool), DateError> {
        let (date, time) = split_time(text);
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
        let day = civil::Date::new(year, small(month)?, small(day)?).map_err(|_| DateError::Calendar)?;
        if time.is_empty() {
            let at = day.to_datetime(civil::Time::midnight());
            return Ok((Self { at, offset: zone.minutes(), precision }, false));
        }
        if precision < Precision::Day {
            return Err(DateError::Form);
        }
        let has_t = text.get(date.len()..).is_some_and(|rest| rest.starts_with(['T', 't']));
        let Clock { time, is_next_day, offset, precision } = parse_time(time, zone, has_t)?;
        let day = if is_next_day { day.tomorrow().map_err(|_| DateError::Calendar)? } else { day };
        Ok((Self { at: day.to_datetime(time), offset, precision }, is_next_day))
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

    /// Whether something can begin on this date and last until `end`. A day ends with its last
    /// moment: 2026-11-20 09:00 begins before the end of 2026-11-20.
    pub fn begins_before(&self, end: &Self) -> bool {
        self.start() <= end.start() || self.start() < end.deadline()
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

/// Parses ISO 8601 exactly as the `Display` of [`Date`] writes it, and `2023-08-08 13:43`. Returns
/// `None` for any other form.
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
    // `2023-08-08 13:43` 16, `2023-08-08T13:43+08:00` 22, and 25 with seconds.
    match bytes.len() {
        4 => return Some(known(date(1, 1)?, Precision::Year)),
        7 if is(4, b'-') => return Some(known(date(small(5)?, 1)?, Precision::Month)),
        10 if is(4, b'-') && is(7, b'-') => return Some(known(date(small(5)?, small(8)?)?, Precision::Day)),
        16 if is(4, b'-') && is(7, b'-') && is(10, b' ') && is(13, b':') => {
            let time = civil::Time::new(small(11)?, small(14)?, 0, 0).ok()?;
            let at = date(small(5)?, small(8)?)?.to_datetime(time);
            return Some(Date { at, offset: zone.minutes(), precision: Precision::Minute });
        }
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

/// Returns the numbers of a date in the order written; a valid date has one to three.
fn date_numbers(date: &str) -> Result<Vec<i32>, DateError> {
    // Between units a hyphen means “to”: 2026年1-3月 is not a day.
    if date.contains('-') && date.contains(['年', '月']) {
        return Err(DateError::Form);
    }
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日', '号']).map(str::trim).collect();
    let used = match parts.split_last() {
        Some((last, before)) if last.is_empty() && date.ends_with(['年', '月', '日', '号']) => before,
        _ => &parts[..],
    };
    used.iter().map(|part| date_number(part).ok_or(DateError::Form)).collect()
}

/// Parses ASCII digits, Chinese digits (二〇二三), a Chinese numeral (十二) or 廿 and 卅. Word
/// processors write an O or a 0 for the 〇 of a year: 二O二六.
fn date_number(part: &str) -> Option<i32> {
    if !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit()) {
        return part.parse().ok();
    }
    let written = part.replace('廿', "二十").replace('卅', "三十");
    let number = numeral::digits(&written).or_else(|| numeral::parse(&written)).or_else(|| {
        let is_zero = |c: char| matches!(c, '0' | 'O' | 'o' | 'Ｏ' | 'ｏ');
        numeral::digits(&written.replace(is_zero, "〇"))
    });
    number.and_then(|number| i32::try_from(number).ok())
}

/// Returns whether a text, which is not a date, is a period: a date or a time of day, a mark or
/// word such as 至, and something that can be the end.
fn is_period(text: &str, zone: Zone) -> bool {
    /// A longer text, in bytes, is not a period.
    const LONGEST: usize = 100;
    const BETWEEN: [char; 4] = ['至', '到', '~', '-'];
    const IN_END: &str = "年月日号时点分秒半刻整钟上下中午早晚凌晨夜间零〇一二三四五六七八九十廿卅止:./-~ T+";
    if text.len() > LONGEST {
        return false;
    }
    let is_end = |to: &str| {
        to.contains(numeral_or_digit) && to.chars().all(|c| c.is_ascii_digit() || IN_END.contains(c))
    };
    let is_unit = |text: &str| text.contains(['年', '月']);
    text.char_indices().filter(|(_, c)| BETWEEN.contains(c)).any(|(at, between)| {
        let (from, to) = (&text[..at], text[at + between.len_utf8()..].trim_matches([' ', '-', '~']));
        let from = from.trim_start_matches(['自', '从']).trim_end_matches([' ', '-', '~', '起']);
        if !is_end(to) {
            return false;
        }
        let is_year = to.trim_end_matches('年').len() == 4 && to.starts_with(|c: char| c.is_ascii_digit());
        match Date::read(from, zone) {
            Ok(_) if between != '-' => true,
            // Hyphens are in dates too: `2023-13-01` is not the period from 2023 to 13-01.
            Ok((date, _)) => match date.precision {
                Precision::Year => is_year,
                Precision::Month => is_unit(from) && is_unit(to),
                _ => true,
            },
            Err(error) => error == DateError::NoYear,
        }
    })
}

fn numeral_or_digit(c: char) -> bool {
    c.is_ascii_digit() || date_number(c.encode_utf8(&mut [0; 4])).is_some()
}
