//! Settings that all kinds of sites have.

use crate::problem::Problem;
use crate::schema::Zone;

/// Returns the zone of the dates of a site. One with summer time is told: its dates are read in
/// Chinese standard time.
pub(super) fn zone_of(name: Option<&str>, notes: &mut Vec<Problem>) -> Zone {
    let Some(name) = name else { return Zone::default() };
    Zone::parse(name).unwrap_or_else(|| {
        notes.push(
            Problem::warning(
                "import/old-date",
                format!("旧站的时区“{name}”有夏令时，没有写时区的时间都按北京时间读"),
                format!(
                    "the time zone `{name}` has summer time: dates without a zone were read as Chinese time"
                ),
            )
            .help("日期差一天、要紧的文章，核对一下", "check the dates of articles for which a day matters"),
        );
        Zone::default()
    })
}
