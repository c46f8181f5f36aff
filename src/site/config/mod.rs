//! **config**: reads `site.yaml` and what belongs to it.
//!
//! In: YAML. Out: [`Config`], [`Addresses`] and the patterns by which pages get their addresses.
//! Knows nothing of pages; the other stages of the site build on it.

pub(in crate::site) mod address;
mod addresses;
mod base_url;
mod declared;
mod feeds;
mod home;
mod imprint;
mod language;
mod markdown;
mod media;
mod mourning;
mod page_url;
mod permalink;
mod search;
mod severity;
mod site_yaml;
mod taxonomy;
mod zone;

pub use address::{asked_path, join, percent_decoded};
pub use addresses::Addresses;
pub use base_url::no_base_address;
pub use declared::{configuration_group, section_group};
pub use feeds::{FeedFormat, Feeds, WebServer};
pub use language::Language;
pub use media::Media;
pub use mourning::{Window, windows};
pub(in crate::site) use permalink::Filling;
pub use search::Search;
pub use site_yaml::Config;
pub use taxonomy::Taxonomy;
