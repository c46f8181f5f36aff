//! **incremental**: what the routes of a build depended on, and which of them are the same now.

mod trace;
mod verify;

pub use trace::{Asked, Rendered, Trace};
pub use verify::{Reason, Verified};
