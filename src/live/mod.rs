//! **live**: keeps the site behind the preview up to date, and answers for it.
//!
//! In: [`Settings`](crate::load::Settings) and the paths that the watcher reports. Out: a
//! [`preview::Backend`](crate::preview::Backend) with a desk: pages, their mistakes, and what a
//! writer does from the browser.
//!
//! Never: imports `build` or `cli`; speaks HTTP (`preview` does); writes except through `author`.

mod backend;
mod desk;
mod search;
mod site;

pub use backend::SiteBackend;
pub use desk::SiteDesk;
pub use site::{LiveSite, LiveUpdate};
