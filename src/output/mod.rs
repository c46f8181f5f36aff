//! **output**: bytes into the published folder, whole or not at all.
//!
//! In: site paths with bytes, or files to copy, from many threads. Out: the published folder.
//! [`Publication`] gathers a build's files beside the folder and changes it only in
//! [`Publication::commit`]: a build that fails leaves it as it was.
//!
//! - No folder yet, or an empty one: everything is staged in a sibling folder, which takes the
//!   folder's name in one rename.
//! - A folder that an earlier build wrote: only what differs is staged. A journal says what is to be
//!   done; then file after file is renamed into place, and what is gone is removed. Killed before the
//!   journal is complete, the folder is the old site; killed after that, the next
//!   [`Publication::begin`] finishes from the journal. Every file is whole at every moment.
//!
//! The manifest `.dangjian` in the folder lists what builds wrote. What is not in it was put there by
//! somebody else, and is neither removed nor overwritten.

mod commit;
mod content;
mod disk;
mod exchange;
mod journal;
mod lock;
mod manifest;
mod path;
mod publication;
mod target;
#[cfg(test)]
mod tests;

pub use publication::{Publication, Summary};
