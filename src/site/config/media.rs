//! Reads what a site says about its pictures, attachments, films and recordings.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, written_trail};
use crate::source::yaml::{Node, Part, Step};

/// Maximum length of a file of which the site says nothing, in bytes.
const DEFAULT: u64 = 30 << 20;

/// The site's rules for files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Maximum length of a published file, in bytes.
    pub max: u64,
    /// Hosts that are the site's own, in lower case: pictures on them are not on another site.
    pub hosts: Vec<String>,
}

impl Media {
    pub(super) fn of(fields: &Fields) -> Self {
        let group = fields.group("media");
        let max = group.and_then(|group| length(group.text("max", "")?));
        let hosts = group.map(|group| group.items("hosts")).unwrap_or_default();
        let hosts = hosts.iter().filter_map(|host| named_host(host.as_text()?)).collect();
        Self { max: max.unwrap_or(DEFAULT), hosts }
    }

    /// Whether a full address is on one of the site's own hosts, or on a host below one.
    pub fn is_own(&self, url: &str) -> bool {
        let rest = url.trim().split_once("//").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default().to_lowercase();
        let without_port = host.split(':').next().unwrap_or_default();
        self.hosts.iter().any(|own| {
            let is_below = || without_port.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.'));
            *own == host || own == without_port || is_below()
        })
    }
}

/// A host as it is meant: `https://img.example.com/` is `img.example.com`.
fn named_host(written: &str) -> Option<String> {
    let written = written.trim();
    let rest = written.split_once("//").map_or(written, |(_, rest)| rest);
    let host = rest.trim_start_matches("*.").trim_end_matches('/').to_lowercase();
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    (!host.is_empty() && host.chars().all(is_host)).then_some(host)
}

/// A length in bytes: `30MB`, `1.5 GB`, `500K`, `30兆`; a number alone is in megabytes.
fn length(written: &str) -> Option<u64> {
    let written = written.trim().to_lowercase();
    let at = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (number, unit) = written.split_at(at);
    let unit: u32 = match unit.trim() {
        "" | "m" | "mb" | "mib" | "兆" => 20,
        "k" | "kb" | "kib" => 10,
        "g" | "gb" | "gib" => 30,
        _ => return None,
    };
    let number: f64 = number.parse().ok().filter(|number| (0.001..=1e6).contains(number))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within bounds")]
    Some((number * f64::from(1_u32 << unit)) as u64)
}

/// Reports a length or a host that cannot be understood.
pub(super) fn check(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let Some(group) = fields.group("media") else { return };
    let mut report = |path: &[Step], problem: Problem| {
        reader.report(&written_trail(configuration_group(), site, path), Part::Value, problem);
    };
    let key = |key: &str| Step::Key(key.to_owned());
    if let Some(written) = group.text("max", "").filter(|written| length(written).is_none()) {
        let problem = Problem::error(
            "config/media",
            format!("“{written}”不是文件大小"),
            format!("`{written}` is not the size of a file"),
        )
        .help("写成 30MB、200MB 或 1GB", "write 30MB, 200MB or 1GB");
        report(&[key("media"), key("max")], problem);
    }
    for (at, host) in group.items("hosts").iter().enumerate() {
        let Some(written) = host.as_text().filter(|host| named_host(host).is_none()) else { continue };
        let problem = Problem::error(
            "config/media",
            format!("“{written}”不是域名"),
            format!("`{written}` is not the name of a host"),
        )
        .help("只写域名，如 img.example.com", "write the host alone, such as img.example.com");
        report(&[key("media"), key("hosts"), Step::Index(at)], problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (written, expected) in [
            ("30MB", Some(30 << 20)),
            (" 1.5 gb", Some(3 << 29)),
            ("500K", Some(500 << 10)),
            ("30兆", Some(30 << 20)),
            ("200", Some(200 << 20)),
            ("", None),
            ("0", None),
            ("很大", None),
            ("30 MBit", None),
            ("1e9GB", None),
            ("-3MB", None),
        ] {
            assert_eq!(length(written), expected, "{written}");
        }
    }

    #[test]
    fn own_hosts_are_known_with_those_below_them() {
        let written = ["https://IMG.example.com/", "*.intra.cn", "10.0.0.8:8080"];
        let hosts = written.iter().filter_map(|host| named_host(host)).collect();
        let media = Media { max: 0, hosts };
        for own in [
            "http://img.example.com/a",
            "https://a.img.example.com:81",
            "//b.intra.cn/x",
            "http://10.0.0.8:8080/",
        ] {
            assert!(media.is_own(own), "{own}");
        }
        for other in [
            "http://example.com/",
            "http://ximg.example.com/",
            "http://10.0.0.8/",
            "http://x/img.example.com",
            "http://img.example.com@x/",
        ] {
            assert!(!media.is_own(other), "{other}");
        }
        assert_eq!(named_host("a b"), None);
    }
}
