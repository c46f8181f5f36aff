//! Addresses of the pages that a language has once.

use std::sync::LazyLock;

use crate::site::config::{Config, FeedFormat, Feeds, WebServer};

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

/// The feeds of the site: they need full addresses.
pub(in crate::site) fn feeds(config: &Config) -> &Feeds {
    static NONE: LazyLock<Feeds> = LazyLock::new(Feeds::default);
    if config.base_url.is_some() { &config.feeds } else { LazyLock::force(&NONE) }
}

/// The address of a feed of what is at `url`: in the same folder as a list, else in a folder of its
/// own. `/news/index.html` has `/news/feed.xml`, `/tags/a.html` has `/tags/a/feed.xml`.
pub fn feed_url(url: &str, format: FeedFormat) -> String {
    let folder = url.strip_suffix("index.html").map(str::to_owned);
    let folder = folder.unwrap_or_else(|| format!("{}/", url.strip_suffix(".html").unwrap_or(url)));
    format!("{folder}{}", format.file())
}

/// The address of what tells browsers of the search of a language. It has to name a full address.
pub(in crate::site) fn open_search_url(config: &Config, lang: usize) -> Option<String> {
    config.base_url.as_ref()?;
    search_url(config, lang).map(|_| format!("/{}opensearch.xml", config.prefix(lang)))
}

/// The address of a page for other programs: `/news/x.json`.
pub(crate) fn record_url(url: &str) -> String {
    format!("{}.json", url.strip_suffix(".html").unwrap_or(url))
}

/// The address of all pages of a language for other programs.
pub(in crate::site) fn catalogue_url(config: &Config, lang: usize) -> String {
    format!("/{}index.json", config.prefix(lang))
}

/// The address of the table of former addresses for a web server.
pub(in crate::site) fn redirects_url(server: WebServer) -> &'static str {
    match server {
        WebServer::Nginx => "/redirects.nginx.conf",
        WebServer::Apache => "/redirects.apache.conf",
        WebServer::Iis => "/redirects.iis.config",
    }
}
