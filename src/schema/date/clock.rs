//! Parses times of day.

use jiff::civil;

use super::{DateError, Precision, Zone, zone};
use crate::text::numeral;

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
pub(in crate::schema) fn day_part(text: &str) -> &'static str {
    DAY_PARTS.iter().find(|(name, _)| text.contains(name)).map_or("", |(name, _)| name)
}

/// A time of day with its zone.
pub(super) struct Clock {
    pub time: civil::Time,
    /// Whether the time is 24:00, that is 0:00 of the next day.
    pub is_next_day: bool,
    pub offset: i16,
    pub precision: Precision,
}

/// Parses a time. `has_t` is whether a `T` separates it from the date.
pub(super) fn parse_time(text: &str, zone: Zone, has_t: bool) -> Result<Clock, DateError> {
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

/// Splits a text into date and time: at a space, at a `T`, after the day (日, 号) or before a part
/// of the day.
pub(super) fn split_time(text: &str) -> (&str, &str) {
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
