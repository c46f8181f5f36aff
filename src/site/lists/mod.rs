//! **lists**: the second stage: pages in order, by section, term, month and property.
//!
//! In: the library. Out: [`Lists`], which contain numbers of pages only, and answers to queries.
//! Nothing here knows a file that is written.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod answer;
mod archive;
mod filters;
mod index;
mod order;
mod people;
mod query;
mod section;
mod sort;
mod stage;
mod taxonomy;
mod window;

pub use archive::{Archive, Month, Year};
pub use filters::{ChoicePart, Filters, Part};
pub use query::{Axis, Query};
pub use section::Section;
pub(in crate::site) use stage::Lists;
pub use taxonomy::{Taxonomy, Term};
