//! **output**: writes bytes into the published folder, completely or not at all.
//!
//! In: site paths with bytes, or files to copy, from many threads. Out: the published folder.
//! [`Publication`] collects the files of a build next to the folder, and changes the folder only in
//! [`Publication::commit`]: a build that fails leaves it as it was.
//!
//! - No folder, or an empty one: everything is staged in a sibling folder, which gets the folder's
//!   name in one rename.
//! - A folder that an earlier build wrote: only differences are staged. If the only change replaces
//!   one file, a single rename is enough. Otherwise a journal lists the changes; then file after
//!   file is renamed into place, and obsolete files are removed. If the process is killed before
//!   the journal is complete, the folder is the old site; if it is killed later, the next
//!   [`Publication::begin`] finishes the work from the journal. In between, a few milliseconds for
//!   some hundred files, the folder is part old and part new.
//! - Such a folder with mostly different files (more than half, and at least 300): the new folder
//!   is built next to it, with hard links to the files that stay, and exchanged with the old one in
//!   one system call. If the process is killed before that, the folder is the old site; if it is
//!   killed later, it is the new one, and the next `begin` removes the old folder. This is done
//!   only on Linux, and only if everything in the folder is ours, its owners, access lists and
//!   labels can be kept, and the staging folder is next to it. Otherwise, and if the system
//!   refuses, the journal does the work. Whoever holds the folder itself (a container that mounts
//!   it, a watcher) holds the old one afterwards; so any file of somebody else in it, for example
//!   `.keep`, rules the exchange out.
//!
//! Every file is complete at all times: it is written in the staging folder and renamed, never
//! written in place. Files that stay keep their inode and their time.
//!
//! The manifest `.dangjian` in the folder lists what builds wrote. Anything else was put there by
//! somebody else, and is neither removed nor overwritten.

mod archive;
mod commit;
mod content;
mod disk;
mod exchange;
mod journal;
mod lock;
mod manifest;
mod path;
mod publication;
mod register;
mod target;
#[cfg(test)]
mod tests;

pub use archive::{ArchiveOrder, ArchiveReport, archive};
pub use manifest::NAME as MANIFEST;
pub use publication::{Publication, Summary};
pub use register::refusals;
