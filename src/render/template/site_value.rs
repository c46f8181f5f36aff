//! Gives templates the settings of a site.

use tera::Value as Shown;

use crate::schema::Fields;
use crate::site::{Feeds, MenuItem};

/// Returns the settings of a site that pages show. `World::print_site` takes in all of it.
pub(in crate::render) struct SiteValue {
    /// `site` of templates.
    pub shown: Shown,
    pub home_url: String,
    pub menu: Vec<MenuItem>,
    pub title: Option<String>,
    pub organization: Option<String>,
    pub description: Option<String>,
    /// Where readers report mistakes.
    pub corrections: Option<String>,
    /// Which feeds there are.
    pub feeds: Feeds,
    /// `page_tags`: the tags of pages for machines.
    pub page_tags: Option<Fields>,
}

impl Default for SiteValue {
    fn default() -> Self {
        Self {
            shown: Shown::none(),
            home_url: String::new(),
            menu: Vec::new(),
            title: None,
            organization: None,
            description: None,
            corrections: None,
            feeds: Feeds::default(),
            page_tags: None,
        }
    }
}
