//! **site**: typed pages and data in; sections, order, neighbours, taxonomies, translations, the
//! organization, addresses and answers to queries out.
//!
//! In: [`Material`], what the earlier rooms read. Out: [`Site`], immutable and without bodies, so
//! that its size grows with what lists need. Mistakes that only show here, such as a reference to a
//! missing unit or page, come as [`Unplaced`], since the texts are no longer in memory.
//!
//! A site is made in stages, each a type that the next one reads:
//!
//! ```text
//! config ──▶ library ──────────────▶ lists ─────────────────▶ routes
//!            pages, sections,        order, terms, archives,  files, menus
//!            names, addresses, data  queries
//! ```
//!
//! No stage knows a later one, and none is changed once it is made. `organise.rs` runs them; the
//! checks in `checks/` stand above them and only read. An edit of an article ([`Site::patched`])
//! goes the same way: it makes another library, and keeps the lists and routes if that has the same
//! shape.

mod checks;
mod config;
mod late_problem;
mod library;
mod lists;
mod organise;
mod routes;
mod stages;

pub use config::{
    Addresses, Config, FeedFormat, Feeds, Language, Media, Search, Taxonomy as TaxonomyConfig, WebServer,
    Window, asked_path, configuration_group, join, no_base_address, percent_decoded, section_group, windows,
};
pub use late_problem::LateProblem as Unplaced;
pub use library::{
    Change, DUTIES, Figure, Folder, HiddenPage, Material, Organization, Page, PageId, PageSource,
    Schedule as Coming, SectionId, SectionSource, State, Statistics, Unit, UnitId, Visibility as Standing,
    organization_group, static_path, statistics_group,
};
pub use lists::{Archive, Axis, ChoicePart, Filters, Month, Part, Query, Section, Taxonomy, Term, Year};
pub use organise::organise;
pub use routes::{FeedOf, MenuItem, Route, Target, feed_url, menu_group};
pub(crate) use routes::{SITEMAP, alias_path, record_url};
pub use stages::Site;
