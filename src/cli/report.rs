//! Problems and sums for the terminal.

use std::time::SystemTime;

use crate::problem::Problem;
use crate::schema::Date;

/// Prints problems.
pub(super) fn problems(problems: &[Problem]) {
    let style = crate::problem::terminal::Style { color: false, width: 110 };
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
    let language = crate::problem::Language::from_locales(names.iter().map(String::as_str));
    eprint!("{}", crate::problem::terminal::render(problems, language, style));
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
