//! **store**: what a build remembers for the next one, in the site's `.dangjian/` folder.
//!
//! In: values with a name and an epoch. Out: the same values, if they were written whole, by the same program, for the
//! same epoch; nothing otherwise. It is an optimisation only: without it, or with it damaged, older, foreign or
//! half written, a build does all its work and gives the same bytes. Nothing here knows what the values mean.
//!
//! A file holds a line that says what it is, the epoch, a hash of the rest, and the value. It is written beside
//! its place and renamed into it. Of the files that belong to an output folder only those of the folders that were published
//! to last are kept, so that the store does not grow with the number of builds.

mod fingerprint;
mod folder;
pub mod numbers;

pub use fingerprint::{Fingerprint, Gathered, fingerprint};
pub use folder::Store;

/// The fingerprint of this program: what another one has kept is not read.
pub fn program() -> u64 {
    static PROGRAM: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
        let data = std::env::current_exe().and_then(std::fs::metadata);
        let stamp = data.map(|data| crate::source::Stamp::from_metadata(&data)).unwrap_or_default();
        Fingerprint::new().text(env!("CARGO_PKG_VERSION")).number(stamp.length).number(stamp.modified).done()
    });
    *PROGRAM
}
