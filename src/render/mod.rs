//! **render**: the organised site and one route in; the bytes of that route out, with what they
//! depend on.
//!
//! In: a [`Renderer`] (site, theme, assets; made once for a run, shared by all threads) and a
//! [`Route`](crate::site::Route). Out: [`Rendering`]. No file is written here and no clock is read;
//! a body is read, rendered and let go.
//!
//! - `ask`: the only door to the site, the theme and the files. Asking records.
//! - `value`: cards, sections, units, lists, fields: what templates receive.
//! - `template`: the engine, its functions and filters, fragments, and what reading the templates'
//!   text finds out. Functions and filters are here and not in `theme`, because they answer for the
//!   page that is being rendered (`scope.rs`).
//! - `page`: what each kind of page receives.
//! - `html`: passes over finished HTML.
//! - `incremental`: what the routes of a build depended on, compared with the site as it is.
//!
//! `world.rs` has what all renderings share; `renderer.rs` puts it all together.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod ask;
mod date;
mod html;
mod incremental;
mod page;
mod renderer;
mod template;
mod value;
mod world;

pub use ask::{Dependency, SharedValue};
pub use date::shown as shown_date;
pub use incremental::{Comparison, DependencyLists, Reason, RenderedRoute, Trace};
pub use page::{BookOrder, PageText};
pub use renderer::{Attempt, Engine, Renderer, Rendering};
