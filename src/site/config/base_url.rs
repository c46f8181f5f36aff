//! The full address at which a site is published.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, written_trail};
use crate::source::yaml::{Node, Part, Step};
use crate::text::link::base_address;

/// Reports a `base_url` without its scheme.
pub(super) fn check_base_url(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let Some(url) = fields.text("base_url", "") else { return };
    if base_address(url).is_none() {
        let trail = written_trail(configuration_group(), site, &[Step::Key("base_url".into())]);
        reader.report(&trail, Part::Value, no_base_address(url));
    }
}

/// Reports that `url` is not an address at which a site can be.
pub fn no_base_address(url: &str) -> Problem {
    Problem::error(
        "config/base-url",
        format!("“{url}”不是完整的网址"),
        format!("`{url}` is not the full address of a site"),
    )
    .help(
        "写成 https://dj.example.com/ 这样，只写域名和路径；内网没有固定地址就不写",
        "write https://dj.example.com/, with nothing but a host and a path, or leave it out",
    )
}
