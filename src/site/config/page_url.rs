//! The address that a page gets from its place and the patterns of `site.yaml`.

use super::address;
use super::permalink::{Filling, Pattern};
use super::site_yaml::Config;
use crate::schema::{ContentType, Date};
use crate::text::address_name;

impl Config {
    /// The pattern for pages of a type in a section: the one of the nearest section around them,
    /// else the one of the type.
    pub(in crate::site) fn pattern(&self, section: &str, content_type: &ContentType) -> Option<&Pattern> {
        if self.permalinks.is_empty() {
            return None;
        }
        let of =
            |wanted: &str| self.permalinks.iter().find(|(key, _)| key == wanted).map(|(_, pattern)| pattern);
        let mut folder = section;
        while !folder.is_empty() {
            if let Some(pattern) = of(folder) {
                return Some(pattern);
            }
            folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
        }
        let is_type = |key: &str| content_type.spellings().any(|word| word == key);
        self.permalinks.iter().find(|(key, _)| is_type(key)).map(|(_, pattern)| pattern)
    }

    /// The address that a page of a language will have if it is written to `stem` below `content/`.
    pub fn future_url(
        &self,
        stem: &str,
        lang: usize,
        content_type: &ContentType,
        title: &str,
        today: &str,
    ) -> String {
        let (section, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let slug = address_name(name).unwrap_or_else(|| "x".into());
        let date = Date::parse(today).ok();
        let filling = Filling { section, date, slug: &slug, id: name, title };
        let address = self.pattern(section, content_type).and_then(|pattern| pattern.fill(&filling));
        address
            .map_or_else(|| self.plain_url(stem, lang), |address| format!("/{}{address}", self.prefix(lang)))
    }

    /// The address of a page of a language at `stem` below `content/`, without patterns.
    pub fn plain_url(&self, stem: &str, lang: usize) -> String {
        let (section, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let slug = address_name(name).unwrap_or_else(|| "x".into());
        format!("/{}{}{slug}.html", self.prefix(lang), address::folder(section))
    }
}
