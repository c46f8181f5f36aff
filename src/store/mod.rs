//! **store**: stores what a build remembers for the next one, in the site's `.dangjian/` folder.
//!
//! In: values with a name and an epoch. Out: the same values, if they were written completely, by
//! the same program, for the same epoch; nothing otherwise. It is only an optimisation: without it,
//! or if it is damaged, outdated, foreign or incomplete, a build does all its work and gives the
//! same bytes. Nothing here knows the meaning of the values.
//!
//! A file contains a header line, the epoch, a hash of the rest, and the value. It is written next
//! to its final path and then renamed. Files that belong to an output folder are kept only for the
//! folders published to most recently, so that the store does not grow with the number of builds.

mod fingerprint;
mod folder;
mod made;
pub mod numbers;

pub use fingerprint::{Fingerprint, Gathered, fingerprint};
pub use folder::{Store, StoreUse};
pub use made::MadeFiles;

/// Returns the fingerprint of this program. Values stored by another program are not read.
pub fn program() -> u64 {
    static PROGRAM: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
        let data = std::env::current_exe().and_then(std::fs::metadata);
        let stamp = data.map(|data| crate::source::Stamp::from_metadata(&data)).unwrap_or_default();
        Fingerprint::new().text(env!("CARGO_PKG_VERSION")).number(stamp.length).number(stamp.modified).done()
    });
    *PROGRAM
}
