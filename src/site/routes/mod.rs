//! **routes**: the third stage: every file that a build writes from pages, and the menus.
//!
//! In: the library and its lists. Out: [`Routes`] and the collisions and wrong menus that were
//! found.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod collision;
mod fixed;
mod kept;
mod menu;
mod menu_entry;
mod route;
mod stage;
mod table;

pub use fixed::feed_url;
pub(crate) use fixed::record_url;
pub(in crate::site) use fixed::{feeds, home_url, map_url, open_search_url, search_url};
pub(in crate::site) use kept::{new_articles, new_terms};
pub use menu::MenuItem;
pub use menu_entry::menu_group;
pub use route::{FeedOf, Route, Target};
pub(in crate::site) use stage::Routes;
pub(crate) use table::{SITEMAP, alias_path};
