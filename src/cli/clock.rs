//! Determines the time of a run.

use std::time::SystemTime;

use crate::problem::Problem;
use crate::schema::{Date, DateError, Zone};

/// Returns the given time, else the system's. Nothing else in the program reads the clock.
pub(super) fn now(given: Option<Date>) -> Result<Date, Problem> {
    if let Some(date) = given {
        return Ok(date);
    }
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the clock")]
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    now.and_then(|since| i64::try_from(since.as_secs()).ok()).and_then(Date::from_unix).ok_or_else(|| {
        Problem::error("cli/clock", "电脑的时钟不对", "this machine's clock is wrong")
            .help("调好时钟，或者用 --now 写明时间", "set it, or say the time with `--now`")
    })
}

/// Formats the day of a time: `2026-11-20`.
pub(super) fn day(now: Date) -> String {
    now.civil().date().to_string()
}

/// Formats a future time in ISO 8601; `None` for `i64::MAX`, which means never.
pub(super) fn moment(seconds: i64, zone: Zone) -> Option<String> {
    Some(Date::from_unix(seconds).filter(|_| seconds < i64::MAX)?.in_zone(zone).to_string())
}

/// Formats a future time to the minute: `2026-11-28 0:00`; `None` for `i64::MAX`, which means
/// never.
pub(super) fn minute(seconds: i64, zone: Zone) -> Option<String> {
    let at = Date::from_unix(seconds).filter(|_| seconds < i64::MAX)?.in_zone(zone).civil();
    Some(format!("{} {}:{:02}", at.date(), at.hour(), at.minute()))
}

/// A time as `--now` takes it. Without a zone it is in the zone of the site, which is only known
/// once the site is.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    written: String,
    /// As Chinese standard time.
    date: Date,
}

impl Moment {
    /// Returns the time in the time zone of a site.
    pub fn within(&self, zone: Zone) -> Date {
        Date::parse_in(&self.written, zone).unwrap_or(self.date)
    }
}

/// Parses the value of `--now`.
pub(super) fn parse(text: &str) -> Result<Moment, Problem> {
    let date = Date::parse(text).map_err(|error| {
        let (zh, en) = match error {
            DateError::Calendar => {
                (format!("没有“{text}”这个时间"), format!("there is no such moment as `{text}`"))
            }
            DateError::Form | DateError::NoYear | DateError::Period => {
                (format!("看不懂“{text}”这个时间"), format!("`{text}` is not a moment"))
            }
        };
        Problem::error("cli/now", zh, en)
            .help("写成 2026-11-20 或 \"2026-11-20 08:30\" 这样", "write 2026-11-20 or \"2026-11-20 08:30\"")
    })?;
    Ok(Moment { written: text.to_owned(), date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_without_a_zone_is_one_of_the_sites() {
        let at = |text: &str, zone: &str| parse(text).unwrap().within(Zone::parse(zone).unwrap()).start();
        assert_eq!(at("2026-11-20 08:30", "+06:00") - at("2026-11-20 08:30", "+08:00"), 2 * 3600);
        assert_eq!(at("2026-11-20", "Z") - at("2026-11-20", "+08:00"), 8 * 3600);
        assert_eq!(at("2026-11-20T00:30Z", "+06:00"), at("2026-11-20 08:30", "+08:00"));
    }

    #[test]
    fn a_moment_is_given_or_the_clocks() {
        let given = parse("2026-11-20 08:30").unwrap().within(Zone::default());
        assert_eq!(now(Some(given)), Ok(given));
        assert_eq!(day(given), "2026-11-20");
        assert!(now(None).unwrap().year() >= 2026);
        assert!(parse("2023-02-30").unwrap_err().message.zh.contains("没有"));
        assert!(parse("明天").unwrap_err().message.zh.contains("看不懂"));
    }
}
