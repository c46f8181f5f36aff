//! Parses and compares dates with the precision they were given: year, month, day, minute or
//! second.

mod error;
mod zone;

#[cfg(test)]
mod tests;

pub use error::DateError;
pub use zone::Zone;

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;

use crate::text::numeral;
use zone::halfwidth;

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

/// Normalizes a text for parsing: full-width digits, signs and spaces become ASCII, English dates
/// become ISO 8601, the day of the week is removed, and so are spaces before 年, 月, 日 and 号 and
/// after 年 and 月. Also returns the zone of the date: that of China if it says 北京时间.
fn tidy(text: &str, zone: Zone) -> (String, Zone) {
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
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    /// The shortest names of months and days: `Nov`, `Fri`.
    const SHORTEST: usize = 3;
    if text.bytes().filter(u8::is_ascii_alphabetic).count() < SHORTEST {
        return None;
    }
    let index_in = |names: &[&str], word: &str| {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        names.iter().position(|name| word.len() >= SHORTEST && name.starts_with(word.as_str()))
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

/// A part of the day, which says what its hours mean: 下午3点 is 15:00, 中午1点 is 13:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayPart {
    Early,
    Morning,
    Noon,
    Afternoon,
    Evening,
    /// `AM`
    BeforeNoon,
    /// `PM`
    AfterNoon,
}

/// Names of the parts of the day. A name comes before those that it begins with.
const DAY_PARTS: [(&str, DayPart); 21] = [
    ("上午", DayPart::Morning),
    ("早上", DayPart::Morning),
    ("早晨", DayPart::Morning),
    ("清晨", DayPart::Morning),
    ("凌晨", DayPart::Early),
    ("中午", DayPart::Noon),
    ("正午", DayPart::Noon),
    ("下午", DayPart::Afternoon),
    ("午后", DayPart::Afternoon),
    ("傍晚", DayPart::Afternoon),
    ("晚上", DayPart::Evening),
    ("晚间", DayPart::Evening),
    ("当晚", DayPart::Evening),
    ("夜间", DayPart::Evening),
    ("夜里", DayPart::Evening),
    ("夜晚", DayPart::Evening),
    ("深夜", DayPart::Evening),
    ("半夜", DayPart::Evening),
    ("午夜", DayPart::Evening),
    ("早", DayPart::Morning),
    ("晚", DayPart::Evening),
];

impl DayPart {
    /// Returns the hour, from 0 to 24, that is meant by `hour` in this part of the day.
    ///
    /// # Errors
    /// [`DateError::Calendar`] if the part has no such hour (上午15点); [`DateError::Form`] if it
    /// does not say of which day the hour is (晚上2点).
    fn hour(self, hour: i8) -> Result<i8, DateError> {
        match (self, hour) {
            (Self::Early | Self::BeforeNoon, 12) => Ok(0),
            (Self::Early, 0..=8)
            | (Self::Morning, 0..=12)
            | (Self::Noon, 10..=15)
            | (Self::BeforeNoon, 0..=11)
            | (Self::Afternoon | Self::AfterNoon, 12..=23)
            | (Self::Evening, 17..=24) => Ok(hour),
            (Self::Noon, 1..=3) | (Self::Afternoon | Self::AfterNoon, 1..=11) | (Self::Evening, 5..=11) => {
                Ok(hour + 12)
            }
            (Self::Evening, 0 | 12) => Ok(24),
            (Self::Evening, 1..=4) => Err(DateError::Form),
            _ => Err(DateError::Calendar),
        }
    }
}

/// Returns the part of the day that a text names: 下午. Empty if it names none.
pub(super) fn day_part(text: &str) -> &'static str {
    DAY_PARTS.iter().find(|(name, _)| text.contains(name)).map_or("", |(name, _)| name)
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

/// A time of day with its zone.
struct Clock {
    time: civil::Time,
    /// Whether the time is 24:00, that is 0:00 of the next day.
    is_next_day: bool,
    offset: i16,
    precision: Precision,
}

/// Parses a time. `has_t` is whether a `T` separates it from the date.
fn parse_time(text: &str, zone: Zone, has_t: bool) -> Result<Clock, DateError> {
    let (clock, offset) = zone::split(text.trim(), zone, has_t)?;
    let (clock, part) = part_of_day(clock.trim());
    let clock = clock.trim_end_matches(['整', '钟']);
    let is_whole_hour = clock.ends_with(['时', '点']);
    let clock = clock.replace('半', "30分").replace("一刻", "15分").replace("三刻", "45分");
    let clock = clock.replace(['时', '点', '分'], ":").replace('秒', "");
    let clock = clock.split('.').next().unwrap_or_default().trim_end_matches(':');
    let numbers: Vec<i8> = clock
        .split(':')
        .map(|part| clock_number(part.trim()).ok_or(DateError::Form))
        .collect::<Result<_, _>>()?;
    let (hour, minute, second, precision) = match *numbers.as_slice() {
        [hour] if is_whole_hour => (hour, 0, 0, Precision::Minute),
        [hour, minute] => (hour, minute, 0, Precision::Minute),
        [hour, minute, second] => (hour, minute, second, Precision::Second),
        _ => return Err(DateError::Form),
    };
    let hour = part.map_or(Ok(hour), |part| part.hour(hour))?;
    let is_next_day = hour == 24 && (minute, second) == (0, 0);
    let hour = if is_next_day { 0 } else { hour };
    let time = civil::Time::new(hour, minute, second, 0).map_err(|_| DateError::Calendar)?;
    Ok(Clock { time, is_next_day, offset, precision })
}

/// Parses a number of a clock: `09`, 九, 二十四.
fn clock_number(part: &str) -> Option<i8> {
    if part.bytes().all(|b| b.is_ascii_digit()) {
        return part.parse().ok();
    }
    numeral::parse(part).and_then(|number| i8::try_from(number).ok())
}

/// Removes 上午, 下午, AM, PM and the like before or after a clock, and returns it.
fn part_of_day(clock: &str) -> (&str, Option<DayPart>) {
    const ENGLISH: [(&str, DayPart); 4] = [
        ("AM", DayPart::BeforeNoon),
        ("PM", DayPart::AfterNoon),
        ("A.M.", DayPart::BeforeNoon),
        ("P.M.", DayPart::AfterNoon),
    ];
    for (name, part) in DAY_PARTS {
        if let Some(rest) = clock.strip_prefix(name).or_else(|| clock.strip_suffix(name)) {
            return (rest.trim(), Some(part));
        }
    }
    for (name, part) in ENGLISH {
        let end = clock.len().checked_sub(name.len()).and_then(|at| clock.split_at_checked(at));
        if let Some((rest, _)) = end.filter(|(_, end)| end.eq_ignore_ascii_case(name)) {
            return (rest.trim_end(), Some(part));
        }
        let start = clock.split_at_checked(name.len());
        if let Some((_, rest)) = start.filter(|(start, _)| start.eq_ignore_ascii_case(name)) {
            return (rest.trim_start(), Some(part));
        }
    }
    (clock, None)
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
