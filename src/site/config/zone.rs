//! The time zone of a site.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, Zone, written_trail};
use crate::source::yaml::{Node, Part, Step};

/// The field of `site.yaml` that contains the time zone.
const ZONE: &str = "time_zone";

/// Looks up the zone in `site.yaml` before anything else is read, since dates depend on it. `None`
/// if the value is not a zone.
pub(super) fn zone(site: &Node) -> Option<Zone> {
    let is_zone = |key: &str| configuration_group().meant_by(key).is_some_and(|field| &*field.key == ZONE);
    let written = site.entries().iter().find(|(key, _)| is_zone(key)).map(|(_, value)| value);
    match written {
        None | Some(Node::Null) => Some(Zone::default()),
        Some(Node::Integer(hours)) => Zone::parse(&format!("{hours:+}")),
        Some(value) => value.as_str().and_then(Zone::parse),
    }
}

/// Reports a text that is not a zone.
pub(super) fn unknown_zone(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    // A value that is not a text has been reported.
    let Some(written) = fields.text(ZONE, "") else { return };
    let problem = Problem::error(
        "config/time-zone",
        format!("看不懂“{written}”这个时区"),
        format!("`{written}` is not a time zone"),
    )
    .help(
        "写成 +08:00 这样，即比格林尼治时间早几小时；北京时间就是 +08:00，不写也是",
        "write the distance from Greenwich, such as +08:00, which is also what holds if you leave it out",
    );
    let path = [Step::Key(ZONE.into())];
    reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
}
