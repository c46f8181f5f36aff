//! **incremental**: what the routes of a build depended on, and which of them are the same now.

mod dependency_lists;
mod draft;
mod tidy;
mod trace;
mod verify;

pub use dependency_lists::{DependencyLists, RenderedRoute};
pub use trace::Trace;
pub use verify::{Comparison, Reason};
