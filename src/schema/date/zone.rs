//! Parses time zones: the site's own, and those written after a time.

use std::fmt;

use super::DateError;

/// A time zone with a fixed offset from UTC; Chinese standard time by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Zone(i16);

/// Chinese standard time, in minutes east of Greenwich.
const CHINA: i16 = 8 * 60;

/// Names of Chinese standard time.
const CHINESE: [&str; 9] = [
    "北京时间",
    "东八区",
    "中国标准时间",
    "Asia/Shanghai",
    "Asia/Chongqing",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "PRC",
];

impl Default for Zone {
    fn default() -> Self {
        Self(CHINA)
    }
}

impl Zone {
    /// Parses a zone as written in `site.yaml`: `+08:00`, `+8`, `UTC+8`, `Z`, `北京时间`,
    /// `Asia/Shanghai`. Other names, for example of zones with summer time, have no fixed offset
    /// and give `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = super::halfwidth(text);
        let text = text.trim();
        if CHINESE.iter().any(|name| name.eq_ignore_ascii_case(text)) {
            return Some(Self::default());
        }
        if ["UTC", "GMT"].contains(&text.to_uppercase().as_str()) {
            return Some(Self(0));
        }
        match split(text, Self::default()) {
            Ok(("", offset)) if !text.is_empty() => Some(Self(offset)),
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

/// Splits a time into the clock and the zone's offset in minutes: `Z`, `+08:00`, `+0800`, `+8`,
/// `UTC+8`. Without a written zone the offset is that of `zone`.
pub(super) fn split(text: &str, zone: Zone) -> Result<(&str, i16), DateError> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Ok((clock, 0));
    }
    for name in ["UTC", "GMT"] {
        if let Some(clock) = text.strip_suffix(name) {
            return Ok((clock.trim_end(), 0));
        }
    }
    let Some(at) = text.rfind(['+', '-']) else { return Ok((text, zone.minutes())) };
    let (clock, written) = text.split_at(at);
    let clock = clock.trim_end_matches("UTC").trim_end_matches("GMT");
    let is_foreign = |c: char| !c.is_ascii_digit() && !matches!(c, ':' | ' ');
    if written.chars().skip(1).any(is_foreign) {
        return Err(DateError::Form);
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
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
    Ok((clock, if written.starts_with('-') { -offset } else { offset }))
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
            ("Z", "+00:00"),
            ("utc", "+00:00"),
        ] {
            assert_eq!(Zone::parse(text).map(|zone| zone.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "东八区?", "Europe/Berlin", "+25", "8 o'clock", "+8:0", "12:00"] {
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
