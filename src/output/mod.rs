//! **output**: bytes into the published folder, whole or not at all.
//!
//! In: site paths with bytes, or files to copy, from many threads. Out: the published folder.
//! [`Publication`] gathers a build's files beside the folder and changes it only in
//! [`Publication::commit`]: a build that fails leaves it as it was.
//!
//! - No folder yet, or an empty one: everything is staged in a sibling folder, which takes the
//!   folder's name in one rename.
//! - A folder that an earlier build wrote: only what differs is staged. Where one file takes the place of another, one rename is all.
//!   Else a journal says what is to be done; then file after file is renamed into place, and what is gone is removed. Killed before the
//!   journal is complete, the folder is the old site; killed after that, the next
//!   [`Publication::begin`] finishes from the journal. In between, a few milliseconds for some hundred files,
//!   the folder is part old and part new.
//! - Such a folder most of whose files differ (more than half, and at least 300): the new folder is laid out beside it, with
//!   hard links to the files that stay, and exchanged with the old one in one system call. Killed before that, the folder is
//!   the old site; killed after that, the new one, and the next `begin` throws the old folder away. This is done on
//!   Linux only, where all in the folder is ours, its owners, access lists and labels can be kept, and
//!   the staging folder lies beside it; else, and where the system refuses, the journal does the work. Who holds on
//!   to the folder itself (a container that mounts it, a watcher) holds the old one afterwards, which is why any file of
//!   somebody else's in it, `.keep` say, rules the exchange out.
//!
//! Every file is whole at every moment: a file is written beside the folder and renamed, never written in place. What stays keeps
//! its inode and its time.
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

pub use manifest::NAME as MANIFEST;
pub use publication::{Publication, Summary, refusals};
