//! Addresses of the pages that a language has once.

use crate::site::config::Config;

/// The address of the home page of a language.
pub(in crate::site) fn home_url(config: &Config, lang: usize) -> String {
    format!("/{}index.html", config.prefix(lang))
}

/// The address of the map of the site in a language, if the site wants one.
pub(in crate::site) fn map_url(config: &Config, lang: usize) -> Option<String> {
    config.fields.is("site_map").then(|| format!("/{}sitemap.html", config.prefix(lang)))
}

/// The address of the search page in a language, if the site can be searched.
pub(in crate::site) fn search_url(config: &Config, lang: usize) -> Option<String> {
    (config.search.is_some() || config.has_own_search)
        .then(|| format!("/{}search/index.html", config.prefix(lang)))
}

/// Whether there is a feed: it needs full addresses.
pub(in crate::site) fn has_feed(config: &Config) -> bool {
    config.base_url.is_some() && config.fields.is("feed")
}

/// The address of the feed of a language.
pub(in crate::site) fn feed_url(config: &Config, lang: usize) -> String {
    format!("/{}feed.xml", config.prefix(lang))
}
