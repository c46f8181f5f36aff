//! Parses time zones: the site's own, and those written after a time.

use std::fmt;

use super::error::DateError;
use super::narrow::halfwidth;
use crate::text::numeral;

/// A time zone with a fixed offset from UTC; Chinese standard time by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Zone(i16);

/// Chinese standard time, in minutes east of Greenwich.
const CHINA: i16 = 8 * 60;

/// Names of zones with a fixed offset, in minutes east of Greenwich. A name comes before those
/// that it ends with.
const NAMES: [(&str, i16); 17] = [
    ("北京时间", CHINA),
    ("中国标准时间", CHINA),
    ("China Standard Time", CHINA),
    ("Asia/Shanghai", CHINA),
    ("Asia/Beijing", CHINA),
    ("Asia/Chongqing", CHINA),
    ("Asia/Hong_Kong", CHINA),
    ("Asia/Macau", CHINA),
    ("Asia/Taipei", CHINA),
    ("PRC", CHINA),
    ("Asia/Urumqi", 6 * 60),
    ("新疆时间", 6 * 60),
    ("乌鲁木齐时间", 6 * 60),
    ("格林尼治时间", 0),
    ("世界时", 0),
    ("UTC", 0),
    ("GMT", 0),
];

impl Default for Zone {
    fn default() -> Self {
        Self(CHINA)
    }
}

impl Zone {
    /// Parses a zone as written in `site.yaml`: `+08:00`, `+8`, `8`, `UTC+8`, `Z`, `北京时间`,
    /// `东八区`, `Asia/Shanghai`. Other names, for example of zones with summer time, have no fixed
    /// offset and give `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = halfwidth(text);
        let text = text.trim();
        if let Some(offset) = named(text) {
            return Some(Self(offset));
        }
        if (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
            return Self::parse(&format!("+{text}"));
        }
        match written(text, false) {
            Ok(("", Some(offset))) => Some(Self(offset)),
            _ => None,
        }
    }

    /// Returns the minutes east of Greenwich.
    pub fn minutes(self) -> i16 {
        self.0
    }
}

/// Writes `+08:00`.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

/// Returns the offset of a zone that has a name: `Asia/Shanghai`, 东八区, 西5区.
fn named(name: &str) -> Option<i16> {
    let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, offset)| *offset).or_else(|| counted(name))
}

/// Returns the offset of a zone that is counted from Greenwich: 东八区, 西5时区.
fn counted(name: &str) -> Option<i16> {
    const MOST: i16 = 12;
    let number = name.strip_suffix('区')?;
    let number = number.strip_suffix('时').unwrap_or(number);
    let (direction, number) = match number.strip_prefix('东') {
        Some(number) => (1, number),
        None => (-1, number.strip_prefix('西')?),
    };
    let hours = number.parse().ok().or_else(|| i16::try_from(numeral::parse(number)?).ok())?;
    (0..=MOST).contains(&hours).then_some(direction * hours * 60)
}

/// Splits a time into the clock and the zone's offset in minutes: `Z`, `+08:00`, `+0800`, `+8`,
/// `UTC+8`, `+08:00[Asia/Shanghai]`, `+0000 UTC`, （北京时间）. Without a written zone the offset
/// is that of `zone`. `has_t` is whether a `T` separates the time from the date.
///
/// # Errors
/// [`DateError`]; a zone that has a name but no known offset is [`DateError::Form`].
pub(super) fn split(text: &str, zone: Zone, has_t: bool) -> Result<(&str, i16), DateError> {
    let (text, note) = without_note(text);
    let (clock, offset) = written(text, has_t)?;
    match (offset, note) {
        // A name in brackets explains the offset before it.
        (Some(offset), _) => Ok((clock, offset)),
        (None, Some(note)) => named(note).map(|offset| (clock, offset)).ok_or(DateError::Form),
        (None, None) => Ok((clock, zone.minutes())),
    }
}

/// Splits off a note in brackets: `+08:00[Asia/Shanghai]`, `GMT+0800 (China Standard Time)`.
fn without_note(text: &str) -> (&str, Option<&str>) {
    let inner = text.strip_suffix([']', ')', '）']);
    match inner.and_then(|inner| inner.rsplit_once(['[', '(', '（'])) {
        Some((clock, note)) => (clock.trim_end(), Some(note.trim())),
        None => (text, None),
    }
}

/// Splits a time into the clock and the offset that is written after it, if any.
fn written(text: &str, has_t: bool) -> Result<(&str, Option<i16>), DateError> {
    let text = without_abbreviation(text);
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Ok((clock, Some(0)));
    }
    for (name, offset) in NAMES {
        if let Some(clock) = text.strip_suffix(name) {
            return Ok((clock.trim_end(), Some(offset)));
        }
    }
    if let Some((clock, name)) = text.rsplit_once(' ')
        && let Some(offset) = counted(name)
    {
        return Ok((clock.trim_end(), Some(offset)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Ok((text, None)) };
    let (before, written) = text.split_at(at);
    let clock = before.trim_end_matches("UTC").trim_end_matches("GMT");
    let is_foreign = |c: char| !c.is_ascii_digit() && !matches!(c, ':' | ' ');
    if written.chars().skip(1).any(is_foreign) {
        return Err(DateError::Form);
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    // `9:00-11:00` is from nine to eleven. A hyphen begins an offset only where a program wrote the
    // time: after `T` or seconds, as ` -0500`, or after `UTC`.
    let is_offset = written.starts_with('+')
        || has_t
        || clock.is_empty()
        || clock.len() < before.len()
        || clock.matches(':').count() == 2
        || (clock.ends_with(' ') && written.len() == 5 && digits.len() == 4);
    if !is_offset {
        return Err(DateError::Form);
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return Err(DateError::Form),
    };
    let hours: i16 = hours.parse().map_err(|_| DateError::Form)?;
    let minutes: i16 = minutes.parse().map_err(|_| DateError::Form)?;
    if hours > 14 || minutes > 59 {
        return Err(DateError::Calendar);
    }
    let offset = hours * 60 + minutes;
    Ok((clock, Some(if written.starts_with('-') { -offset } else { offset })))
}

/// Removes the abbreviation of a zone that follows its offset, as Go writes it: `+0800 CST`.
fn without_abbreviation(text: &str) -> &str {
    let Some((before, name)) = text.rsplit_once(' ') else { return text };
    let is_offset = |word: &str| {
        word.strip_prefix(['+', '-'])
            .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_name = (2..=5).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    let follows = before.rsplit(' ').next().is_some_and(is_offset);
    if is_name && follows { before } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Date;

    #[test]
    fn a_zone_is_written_in_many_ways() {
        for (text, shown) in [
            ("+08:00", "+08:00"),
            ("+8", "+08:00"),
            ("＋０８：００", "+08:00"),
            ("UTC+8", "+08:00"),
            ("北京时间", "+08:00"),
            ("Asia/Shanghai", "+08:00"),
            ("+0900", "+09:00"),
            ("-05:30", "-05:30"),
            ("8", "+08:00"),
            ("０８", "+08:00"),
            ("东八区", "+08:00"),
            ("东八时区", "+08:00"),
            ("东6区", "+06:00"),
            ("西五区", "-05:00"),
            ("Asia/Urumqi", "+06:00"),
            ("新疆时间", "+06:00"),
            ("UTC+08:00", "+08:00"),
            ("gmt", "+00:00"),
            ("Z", "+00:00"),
            ("utc", "+00:00"),
        ] {
            assert_eq!(Zone::parse(text).map(|zone| zone.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in [
            "",
            "东八区?",
            "Europe/Berlin",
            "+25",
            "8 o'clock",
            "+8:0",
            "12:00",
            "15",
            "东十三区",
            "八区",
            "区",
        ] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_of_another_zone_becomes_one_of_the_sites() {
        let china = Zone::default();
        for (text, shown) in [
            ("2025-12-31T16:30:00.000Z", "2026-01-01T00:30:00+08:00"),
            ("2025-12-31T16:30:00+00:00", "2026-01-01T00:30:00+08:00"),
            ("2025-12-31 16:30 UTC", "2026-01-01T00:30+08:00"),
            ("2026-01-01 00:30 +0900", "2025-12-31T23:30+08:00"),
            ("2024-02-29T20:00-05:00", "2024-03-01T09:00+08:00"),
            ("2025-12-31 16:30", "2025-12-31T16:30+08:00"),
            ("2025-12-31", "2025-12-31"),
            ("2025-12", "2025-12"),
        ] {
            assert_eq!(
                Date::parse_in(text, china).map(|date| date.to_string()).as_deref(),
                Ok(shown),
                "{text}"
            );
        }
        let tokyo = Zone::parse("+09:00").unwrap();
        let date = |text| Date::parse_in(text, tokyo).unwrap();
        assert_eq!(date("2026-01-01 00:30").to_string(), "2026-01-01T00:30+09:00");
        assert_eq!(date("2025-12-31T15:30Z"), date("2026-01-01 00:30"));
        // A day begins at midnight in the site's zone.
        assert_eq!(date("2026-01-01").start(), date("2025-12-31T15:00Z").start());
    }
}
