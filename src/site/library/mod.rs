//! **library**: the first stage: all pages and sections of a site, and the data that they refer to.
//!
//! In: [`Material`]. Out: [`Library`] and what is wrong with it. A page knows its section, address
//! and unit; nothing here knows an order or a list.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod ambiguous;
mod edit;
mod fingerprint;
mod folder;
mod id;
mod lookup;
mod material;
mod names;
mod nearest;
mod organization;
mod page;
mod page_maker;
mod rare_pairs;
mod sections;
mod selection;
mod stage;
mod statics;
mod statistics;
mod suggestions;
mod unit_pages;
mod unread;
mod visibility;

pub(in crate::site) use edit::Edit;
pub(in crate::site) use fingerprint::Prints;
pub use folder::{Folder, SectionSource};
pub use id::{PageId, SectionId, UnitId};
pub use material::Material;
pub(in crate::site) use organization::{Count, is_of_party, kind, members, title};
pub use organization::{DUTIES, Organization, Unit, organization_group};
pub use page::{Page, PageSource};
pub use selection::HiddenPage;
pub(in crate::site) use stage::Library;
pub use statics::static_path;
pub use statistics::{Figure, Statistics, statistics_group};
pub(in crate::site) use visibility::may_refer;
pub use visibility::{Change, Schedule, State, Visibility};
