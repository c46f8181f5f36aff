//! **build**: brings the published folder up to date, and checks a site without writing.
//!
//! In: [`Settings`](crate::load::Settings), a [`BuildOrder`], and the record of the last build.
//! Out: the published folder, changed completely or not at all, and a report ([`BuildReport`],
//! [`CheckReport`]).
//!
//! Never: imports `live`, `author`, `preview` or `cli`; writes anything but the published folder,
//! the store and `addresses.yaml` (the addresses at which articles have been published).

mod addresses;
mod archive;
mod check;
mod destination;
mod explain;
mod findings;
mod last;
mod links;
mod record;
mod report;
mod run;
mod search;
mod stored_problem;
mod strays;

pub use archive::{ArchiveOrder, ArchiveReport, archive};
pub use check::{CheckReport, check};
pub use destination::{check_beside, is_same_place};
pub use explain::Explanation;
pub use report::{BuildOrder, BuildReport, HeldMemory, Progress};
pub use run::build;
