//! **site**: typed pages and data in; sections, order, neighbours, taxonomies, translations, the organization,
//! addresses and answers to queries out.
//!
//! In: [`Material`], what the earlier stages read. Out: [`Site`], immutable and without bodies, so that its
//! size grows with what lists need. Whether a unit, a topic or a page that is referred to exists is found
//! out here; such mistakes come back as [`Unplaced`], since the texts have been let go by now.

mod address;
mod addresses;
mod archive;
mod arrangement;
mod collision;
mod config;
mod figures_add_up;
mod imprint;
mod judgement;
mod menu;
mod mourning;
mod names;
mod nearest;
mod organise;
mod organised;
mod organization;
mod outside;
mod page;
mod patch;
mod permalink;
mod print;
mod query;
mod references;
mod route;
mod search;
mod section;
mod sections;
mod sort;
mod standing;
mod statistics;
mod taxonomy;
mod unit_pages;
mod unplaced;

pub use address::percent_decoded;
pub use addresses::Addresses;
pub use archive::{Archive, Month, Year};
pub use config::{
    Config, Language, Taxonomy as TaxonomyConfig, configuration_group, no_base_address, section_group,
};
pub use menu::{MenuItem, menu_group};
pub use mourning::{Window, windows};
pub use organise::{LeftOut, Material, organise};
pub use organised::Site;
pub use organization::{Organization, Unit, UnitId, organization_group};
pub use page::{Page, PageId, PageSource, SectionSource, State};
pub use query::{Axis, Query};
pub use route::{Route, Target};
pub use search::Search;
pub use section::{Section, SectionId};
pub use standing::{Coming, Standing};
pub use statistics::{Figure, Statistics, statistics_group};
pub use taxonomy::{Taxonomy, Term};
pub use unplaced::Unplaced;
