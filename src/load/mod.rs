//! **load**: opens a site and leads it through the stages.
//!
//! In: a site's folder and [`Settings`]. Out: a [`Portal`] that renders any route, or all the
//! problems of the run. `build` and `live` both start here, so that they can't differ. Commands
//! that need no article read an [`Outline`] instead. Nothing is computed here that a stage could
//! compute.
//!
//! Never: imports `build`, `author`, `live`, `preview` or `cli`; writes into the site or the
//! published folder (what was read of articles is cached in the [`store`](crate::store)).

mod article_cache;
mod articles;
mod configuration;
mod data;
mod data_names;
mod dead_links;
mod doubts;
#[cfg(test)]
mod fixture;
mod material;
mod misplaced;
mod moved;
mod name;
mod open;
mod outline;
mod place;
mod section;
mod section_table;
mod section_types;
mod settings;
mod sheets;
mod static_links;
mod timings;
mod unlisted;

pub use open::Portal;
pub use outline::{Outline, OutlineSection, built_in_types, zone_of};
pub use section_table::{SectionTable, section_table};
pub use settings::Settings;
pub use timings::{Stage, StageTime, Timings};

pub(crate) use article_cache::CacheUse;
pub(crate) use articles::{ArticleReader, ReadArticle};
pub(crate) use configuration::{configuration, judged};
pub(crate) use dead_links::in_pages as dead_in_pages;
pub(crate) use misplaced::{articles as outside_content, names as misnamed};
pub(crate) use name::DocumentName;
pub(crate) use open::{LoadedSite, SiteLoader, new_assets};
pub(crate) use place::placed;
pub(crate) use section_types::SectionTypes;
pub(crate) use unlisted::{CODE as UNLISTED, check as unlisted};
