//! Reads which feeds a site has, and what it publishes for other programs.

use serde::{Deserialize, Serialize};

use crate::schema::{Fields, Value};

/// The format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Returns the name of its file.
    pub(in crate::site) fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }
}

/// The feeds of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Feeds {
    /// Their formats.
    pub formats: Vec<FeedFormat>,
    /// Whether each language has one of all its pages.
    pub of_site: bool,
    /// Whether each section has one.
    pub of_sections: bool,
    /// Whether each term of a taxonomy has one.
    pub of_terms: bool,
    /// Whether each unit with a page has one.
    pub of_units: bool,
}

/// A web server that can be told former addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WebServer {
    /// nginx: a `map` of addresses.
    Nginx,
    /// Apache httpd: lines of `mod_alias`.
    Apache,
    /// Internet Information Services: a map of its module URL Rewrite.
    Iis,
}

/// Returns the feeds that `site.yaml` wants.
pub(super) fn feeds(fields: &Fields) -> Feeds {
    let given = fields.group("feed");
    let is_off = given.is_some_and(|given| given.get("enabled").is_some() && !given.is("enabled"));
    if is_off {
        return Feeds::default();
    }
    let formats = |key: &str| match key {
        "atom" => Some(FeedFormat::Atom),
        "rss" => Some(FeedFormat::Rss),
        "json" => Some(FeedFormat::Json),
        _ => None,
    };
    let mut formats: Vec<FeedFormat> = chosen(given, "formats").filter_map(formats).collect();
    let mut scopes: Vec<&str> = chosen(given, "scope").collect();
    if formats.is_empty() {
        formats.push(FeedFormat::Atom);
    }
    if scopes.is_empty() {
        scopes.push("site");
    }
    formats.sort_unstable();
    formats.dedup();
    let is_of = |scope| scopes.contains(&scope);
    Feeds {
        formats,
        of_site: is_of("site"),
        of_sections: is_of("sections"),
        of_terms: is_of("terms"),
        of_units: is_of("units"),
    }
}

/// Returns the servers that are told former addresses.
pub(super) fn servers(fields: &Fields) -> Vec<WebServer> {
    let server = |key: &str| match key {
        "nginx" => Some(WebServer::Nginx),
        "apache" => Some(WebServer::Apache),
        "iis" => Some(WebServer::Iis),
        _ => None,
    };
    let mut servers: Vec<WebServer> = chosen(Some(fields), "redirects").filter_map(server).collect();
    servers.sort_unstable();
    servers.dedup();
    servers
}

/// Returns the keys of the choices in a list.
fn chosen<'f>(fields: Option<&'f Fields>, key: &str) -> impl Iterator<Item = &'f str> {
    let items = fields.map(|fields| fields.items(key)).unwrap_or_default();
    items.iter().filter_map(|item| match item {
        Value::Choice(choices, at) => choices.get(*at).map(|choice| choice.key.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;
    use crate::problem::SourceText;
    use crate::source::yaml::Yaml;

    fn read(text: &str) -> (Feeds, Vec<WebServer>, usize) {
        let text = format!("title: 甲\nbase_url: https://dj.example/\n{text}");
        let yaml = Yaml::read(&SourceText::new("site.yaml", &text), 0..text.len()).unwrap();
        let (config, problems) = Config::read(&yaml).unwrap();
        (config.feeds, config.redirects, problems.len())
    }

    #[test]
    fn feeds_are_chosen_by_format_and_scope() {
        let usual = Feeds { formats: vec![FeedFormat::Atom], of_site: true, ..Feeds::default() };
        for text in ["", "feed: true\n", "订阅: 是\n", "feed: {enabled: true}\n"] {
            assert_eq!(read(text).0, usual, "{text}");
        }
        assert_eq!(read("feed: false\n").0, Feeds::default());
        assert_eq!(read("订阅: 否\n").0, Feeds::default());
        let (feeds, _, problems) = read("订阅: {格式: [RSS, atom, JSON Feed, RSS], 范围: [栏目, 单位]}\n");
        assert_eq!(
            (feeds, problems),
            (
                Feeds {
                    formats: vec![FeedFormat::Atom, FeedFormat::Rss, FeedFormat::Json],
                    of_sections: true,
                    of_units: true,
                    ..Feeds::default()
                },
                0
            )
        );
        assert_eq!(read("feed: {formats: [html]}\n").2, 1);
    }

    #[test]
    fn servers_are_chosen_by_name() {
        assert_eq!(read("旧网址表: [IIS, nginx]\n").1, vec![WebServer::Nginx, WebServer::Iis]);
        assert_eq!(read("redirects: nginx\n").1, vec![WebServer::Nginx]);
    }
}
