//! Problems and sums for the terminal.

use std::time::SystemTime;

use crate::problem::Problem;
use crate::schema::Date;

/// Prints problems.
pub(super) fn problems(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{problem}");
        if let Some(help) = &problem.help {
            eprintln!("    {}", help.zh);
        }
    }
}

/// The moment of the run.
pub(super) fn now(given: Option<&str>) -> Result<Date, Problem> {
    if let Some(text) = given {
        return Date::parse(text).map_err(|_| {
            Problem::error(
                "cli/now",
                format!("“{text}”不是能看懂的时间"),
                format!("`{text}` is not a moment"),
            )
        });
    }
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the clock")]
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Ok(i64::try_from(seconds)
        .ok()
        .and_then(Date::from_unix)
        .unwrap_or_else(|| Date::from_unix(0).unwrap_or_else(|| unreachable!())))
}
