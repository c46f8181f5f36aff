//! Detects, without reading a file, that it has changed.

use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// Length, times and number of a file, as reported by its file system. Equal stamps of one file
/// mean equal bytes, unless it was written twice within one tick of the file system's clock: see
/// [`Stamp::is_settled`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// Time of the last write, in nanoseconds since 1970.
    #[serde(with = "postcard::fixint::le")]
    pub modified: u64,
    /// Time of the last change of any kind (name, permissions, bytes), in nanoseconds since 1970; 0
    /// if the system does not report it.
    #[serde(with = "postcard::fixint::le")]
    changed: u64,
    /// Its number in its file system (inode); 0 if the system does not report it.
    number: u64,
}

/// Resolution of file system clocks, in nanoseconds, with some reserve: FAT counts in steps of two
/// seconds.
const TICK: u64 = 2_100_000_000;

impl Stamp {
    /// Returns the stamp of the file at `path`, following links; the default stamp if there is no
    /// information.
    pub fn of(path: &Path) -> Self {
        std::fs::metadata(path).map(|data| Self::from_metadata(&data)).unwrap_or_default()
    }

    /// Creates the stamp of a text that has no file: it is as old as can be, so that its
    /// fingerprint alone decides.
    pub(super) fn of_text(length: usize, fingerprint: u64) -> Self {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        Self { length, modified: 0, changed: fingerprint, number: 0 }
    }

    /// Creates a stamp from metadata.
    pub fn from_metadata(data: &Metadata) -> Self {
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        let (changed, number) = changed_and_number(data);
        Self { length: data.len(), modified, changed, number }
    }

    /// Returns whether the file was older than a tick at time `at` (in the unit of
    /// [`Stamp::modified`]). A younger file can be written again without a change of its stamp.
    pub fn is_settled(&self, at: u64) -> bool {
        self.modified.saturating_add(TICK) < at
    }

    /// Returns the time of the last change of any kind (name, permissions, bytes), in nanoseconds
    /// since 1970; 0 if the system does not report it. Unlike the time of writing it cannot be set.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// Returns the stamp without the time of change, the only part that renaming changes.
    #[must_use]
    pub fn renamed(self) -> Self {
        Self { changed: 0, ..self }
    }
}

/// Reads the stamps of many files below one folder. Ask for the files of each folder in sequence:
/// the folder stays open, so that its path is not resolved again for each file.
#[derive(Debug)]
pub struct Stamps<'r> {
    root: &'r Path,
    #[cfg(unix)]
    folder: Option<(String, std::os::fd::OwnedFd)>,
}

impl<'r> Stamps<'r> {
    /// Creates a reader for files below `root`.
    pub fn within(root: &'r Path) -> Self {
        Self {
            root,
            #[cfg(unix)]
            folder: None,
        }
    }

    /// Returns the stamp of the file `name`, a path from the root with `/`. With `follow` a link is
    /// followed. `None` if there is no such file, or it is not a plain file.
    #[cfg(unix)]
    pub fn of_file(&mut self, name: &str, follow: bool) -> Option<Stamp> {
        use rustix::fs::{AtFlags, FileType, Mode, OFlags};
        let (parent, name) = name.rsplit_once('/').unwrap_or(("", name));
        if self.folder.as_ref().is_none_or(|(open, _)| open != parent) {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
            let folder = rustix::fs::open(self.root.join(parent), flags, Mode::empty()).ok()?;
            self.folder = Some((parent.to_owned(), folder));
        }
        let (_, folder) = self.folder.as_ref()?;
        let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
        let data = rustix::fs::statat(folder, name, flags).ok()?;
        if FileType::from_raw_mode(data.st_mode) != FileType::RegularFile {
            return None;
        }
        let nanoseconds = |seconds: i64, rest: u64| {
            u64::try_from(seconds).ok().and_then(|s| s.checked_mul(1_000_000_000)?.checked_add(rest))
        };
        Some(Stamp {
            length: u64::try_from(data.st_size).unwrap_or_default(),
            modified: nanoseconds(data.st_mtime, data.st_mtime_nsec).unwrap_or_default(),
            changed: nanoseconds(data.st_ctime, data.st_ctime_nsec).unwrap_or_default(),
            number: data.st_ino,
        })
    }

    /// Returns the stamp of the file `name`, a path from the root with `/`. With `follow` a link is
    /// followed. `None` if there is no such file, or it is not a plain file.
    #[cfg(not(unix))]
    pub fn of_file(&mut self, name: &str, follow: bool) -> Option<Stamp> {
        let path = self.root.join(name);
        let data = if follow { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) }.ok()?;
        data.is_file().then(|| Stamp::from_metadata(&data))
    }
}

#[cfg(unix)]
fn changed_and_number(data: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = data.ctime().saturating_mul(1_000_000_000).saturating_add(data.ctime_nsec());
    (u64::try_from(nanoseconds).unwrap_or_default(), data.ino())
}

#[cfg(not(unix))]
fn changed_and_number(_data: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_of_a_change_and_settles_with_time() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x.md");
        std::fs::write(&file, "甲").unwrap();
        let first = Stamp::of(&file);
        assert_eq!(first, Stamp::of(&file));
        std::fs::write(&file, "甲乙").unwrap();
        assert_ne!(first, Stamp::of(&file));
        assert!(!first.is_settled(first.modified) && first.is_settled(first.modified + 2 * TICK));
        assert_eq!(Stamp::of(&dir.path().join("gone")), Stamp::default());
    }

    #[test]
    fn many_are_asked_as_one_is() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("b")).unwrap();
        let mut stamps = Stamps::within(dir.path());
        for name in ["a", "b/c", "b/d", "e"] {
            let file = dir.path().join(name);
            assert_eq!(stamps.of_file(name, true), None, "{name}");
            std::fs::write(&file, name).unwrap();
            assert_eq!(stamps.of_file(name, false), Some(Stamp::of(&file)), "{name}");
        }
        assert_eq!((stamps.of_file("b", true), stamps.of_file("x/y", true)), (None, None));
    }

    #[test]
    fn a_renamed_file_is_the_same_file() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&from, "甲").unwrap();
        let before = Stamp::of(&from).renamed();
        std::fs::rename(&from, &to).unwrap();
        assert_eq!(before, Stamp::of(&to).renamed());
    }
}
