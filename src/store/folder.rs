//! Reads and writes the files in the folder of the store.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fingerprint;
use crate::problem::{Problem, unwritable};
use crate::source::{Stamp, open_plain, read_at_most, write_plain};

/// Name of the folder in a site.
const FOLDER: &str = ".dangjian";
/// The first line of every file in this format.
const HEADER: &[u8] = b"dangjian store 2\n";
/// Length of epoch and hash after the header, in bytes.
const SUMS: usize = 16;
/// Maximum number of bytes allocated in advance, whatever length the file reports.
const LARGE: u64 = 64 << 20;
/// Maximum length of a file to read, in bytes: the data of a million articles.
const LONGEST: u64 = 1 << 30;
/// Number of output folders whose records are kept.
const OUTPUTS: usize = 4;
/// Beginning of the names of files that belong to an output folder.
const OUTPUT: &str = "output-";

/// The store of a site.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
    /// The part of the store in which the names are, below its folder.
    inner: &'static str,
}

/// A store, and what a run may do with it.
#[derive(Debug, Clone)]
pub struct StoreUse {
    /// The store.
    pub store: Store,
    /// Whether to take stored results from the store.
    pub recalls: bool,
    /// Whether to write new results to it. Runs that only read leave it unchanged.
    pub keeps: bool,
}

impl StoreUse {
    /// Returns the value stored under a name for this epoch, if the run takes any.
    pub fn load<T: DeserializeOwned>(&self, name: &str, epoch: u64) -> Option<T> {
        self.recalls.then_some(&self.store)?.load(name, epoch)
    }

    /// Stores a value under a name, if the run writes any.
    pub fn save<T: Serialize>(&self, name: &str, epoch: u64, value: &T) {
        if self.keeps {
            self.store.save(name, epoch, value);
        }
    }
}

impl Store {
    /// Returns the store of the site in the folder `site`. Creates and reads nothing.
    pub fn of(site: &Path) -> Self {
        Self { root: site.join(FOLDER), inner: "" }
    }

    /// Returns the part of the store in the folder `folder` inside it.
    pub(super) fn inner(&self, folder: &'static str) -> Self {
        Self { root: self.root.clone(), inner: folder }
    }

    /// Returns the path of the file with a name.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(self.inner).join(name)
    }

    /// Returns the name for files that belong to the output folder `output`. It does not depend on
    /// the folder in which the program was started.
    pub fn name_for(output: &Path) -> String {
        let whole = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        let whole = whole.canonicalize().unwrap_or(whole);
        format!("{OUTPUT}{:016x}", fingerprint(whole.as_os_str().as_encoded_bytes()))
    }

    /// Returns the value stored under a name for this epoch.
    pub fn load<T: DeserializeOwned>(&self, name: &str, epoch: u64) -> Option<T> {
        let (bytes, start) = self.load_bytes(name, epoch)?;
        postcard::from_bytes(bytes.get(start..)?).ok()
    }

    /// Returns the bytes of the file stored under a name for this epoch, and the position in them
    /// at which the value begins.
    pub fn load_bytes(&self, name: &str, epoch: u64) -> Option<(Vec<u8>, usize)> {
        let bytes = self.read(name, epoch)?;
        let sums = bytes.strip_prefix(HEADER)?;
        let (sums, body) = sums.split_at_checked(SUMS)?;
        let (known, hash) = sums.split_at_checked(SUMS / 2)?;
        let is_whole = known == epoch.to_le_bytes() && hash == fingerprint(body).to_le_bytes();
        is_whole.then_some((bytes, HEADER.len() + SUMS))
    }

    /// Reads a file that begins with the header and this epoch. Of any other file only the
    /// beginning is read: it may have any length.
    fn read(&self, name: &str, epoch: u64) -> Option<Vec<u8>> {
        let path = self.path(name);
        let head = [HEADER, &epoch.to_le_bytes()].concat();
        let mut begins = vec![0; head.len()];
        open_plain(&path).ok()?.read_exact(&mut begins).ok()?;
        if begins != head {
            return None;
        }
        read_at_most(&path, LONGEST).ok()?
    }

    /// Stores a value under a name. If the site is not writable there is no store, which is not a
    /// mistake.
    pub fn save<T: Serialize>(&self, name: &str, epoch: u64, value: &T) {
        // The value is usually about as long as last time.
        let last = fs::metadata(self.path(name)).map_or(0, |data| data.len());
        let room = usize::try_from(last.min(LARGE)).unwrap_or_default();
        self.save_with(name, epoch, room, |bytes| postcard::to_extend(value, bytes).ok());
    }

    /// Stores bytes under a name. `put` appends about `room` bytes to those that it receives.
    pub fn save_with(
        &self,
        name: &str,
        epoch: u64,
        room: usize,
        put: impl FnOnce(Vec<u8>) -> Option<Vec<u8>>,
    ) {
        let mut bytes = Vec::with_capacity(HEADER.len() + SUMS + room);
        bytes.extend_from_slice(HEADER);
        bytes.extend(epoch.to_le_bytes());
        bytes.extend([0; SUMS / 2]);
        let _ = put(bytes).map(|bytes| self.write(name, bytes));
    }

    fn write(&self, name: &str, mut bytes: Vec<u8>) -> io::Result<()> {
        self.make()?;
        if let Some(folder) = self.path(name).parent() {
            fs::create_dir_all(folder)?;
        }
        let (head, body) = bytes.split_at_mut(HEADER.len() + SUMS);
        let hash = fingerprint(body).to_le_bytes();
        if let Some(place) = head.last_chunk_mut::<{ SUMS / 2 }>() {
            *place = hash;
        }
        let draft = self.path(&format!("{name}.{}.draft", std::process::id()));
        let written = write_plain(&draft, &bytes).and_then(|()| fs::rename(&draft, self.path(name)));
        if written.is_err() {
            // Usually because the disk is full.
            let _ = fs::remove_file(&draft);
        }
        written
    }

    /// Writes a text for a human reader; returns its path.
    ///
    /// # Errors
    /// Fails if the site is not writable.
    pub fn write_text(&self, name: &str, text: &str) -> Result<PathBuf, Problem> {
        let place = self.path(name);
        let written = self.make().and_then(|()| write_plain(&place, text.as_bytes()));
        written.map_err(|error| {
            unwritable("store/unwritable", &error)
                .in_file(place.display().to_string())
                .help("看看能不能往站点文件夹里写东西", "see whether the site's folder can be written to")
        })?;
        Ok(place)
    }

    /// Removes the value stored under a name.
    pub fn forget(&self, name: &str) {
        let _ = fs::remove_file(self.path(name));
    }

    /// Returns the current time of the clock of the site's file system, in nanoseconds since 1970.
    /// Stamps use that clock, which may be another machine's. `None` if the site is not writable.
    pub fn moment(&self) -> Option<u64> {
        let write = || -> io::Result<u64> {
            self.make()?;
            let place = self.path("clock");
            write_plain(&place, b"")?;
            Ok(Stamp::of(&place).modified)
        };
        write().ok().filter(|moment| *moment > 0)
    }

    /// Removes the files of all output folders except those published to most recently, and
    /// leftover drafts.
    pub fn tidy(&self) {
        // The names of all files of one output folder have the same part before the first dot.
        let mut outputs: BTreeMap<String, (u64, Vec<String>)> = BTreeMap::new();
        for entry in fs::read_dir(self.path("")).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".draft") {
                self.forget(&name);
            } else if name.starts_with(OUTPUT) {
                let output = name.split('.').next().unwrap_or_default().to_owned();
                let (newest, files) = outputs.entry(output).or_default();
                *newest = (*newest).max(Stamp::of(&entry.path()).modified);
                files.push(name);
            }
        }
        let mut outputs: Vec<(u64, Vec<String>)> = outputs.into_values().collect();
        outputs.sort();
        outputs.reverse();
        for (_, files) in outputs.into_iter().skip(OUTPUTS) {
            files.iter().for_each(|file| self.forget(file));
        }
    }

    /// Creates the folder, excluded from version control and from backups.
    fn make(&self) -> io::Result<()> {
        if self.root.is_dir() {
            return Ok(());
        }
        fs::create_dir(&self.root)?;
        fs::write(self.root.join(".gitignore"), "*\n")?;
        // https://bford.info/cachedir/
        fs::write(
            self.root.join("CACHEDIR.TAG"),
            "Signature: 8a477f597d28d172789f06886806bc55\n# What dangjian remembers of the last build. It can be deleted at any time.\n",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back_for_its_epoch_alone() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(dir.path());
        let value = vec![("甲".to_owned(), 1_u32), ("乙".to_owned(), 2)];
        store.save("x", 7, &value);
        assert_eq!(store.load("x", 7), Some(value));
        assert_eq!(store.load::<Vec<(String, u32)>>("x", 8), None);
        assert_eq!(store.load::<Vec<(String, u32)>>("y", 7), None);
        assert!(dir.path().join(".dangjian/.gitignore").is_file());
    }

    #[test]
    fn what_was_damaged_or_cut_off_does_not_come_back() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(dir.path());
        store.save("x", 7, &vec!["党建".to_owned(); 3]);
        let place = dir.path().join(".dangjian/x");
        let whole = fs::read(&place).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            fs::write(&place, damaged).unwrap();
            assert_eq!(store.load::<Vec<String>>("x", 7), None, "byte {at}");
            fs::write(&place, &whole[..at]).unwrap();
            assert_eq!(store.load::<Vec<String>>("x", 7), None, "the first {at} bytes");
        }
    }

    #[test]
    fn what_is_too_long_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(dir.path());
        store.save("x", 7, &1_u32);
        let file = fs::OpenOptions::new().write(true).open(dir.path().join(".dangjian/x")).unwrap();
        // Sparse: takes no room on the disk, but would take all of it in memory.
        file.set_len(LONGEST + 1).unwrap();
        assert_eq!(store.load::<u32>("x", 7), None);
        // With another epoch, only the beginning is read.
        file.set_len(LONGEST / 2).unwrap();
        assert!(store.read("x", 8).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_keeps_nobody_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(dir.path());
        store.save("x", 7, &1_u32);
        let (pipe, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::from(0o600));
        for name in ["clock", "y"] {
            let place = dir.path().join(".dangjian").join(name);
            rustix::fs::mknodat(rustix::fs::CWD, place, pipe, mode, 0).unwrap();
        }
        assert_eq!((store.moment(), store.load::<u32>("y", 7)), (None, None));
        assert!(store.write_text("y", "甲").is_err());
    }

    #[test]
    fn only_the_outputs_of_late_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::of(dir.path());
        for number in 0..9 {
            let name = Store::name_for(&dir.path().join(number.to_string()));
            store.save(&name, 1, &number);
            store.save(&format!("{name}.trace"), 1, &number);
            std::thread::sleep(std::time::Duration::from_millis(15));
        }
        store.save("sources", 1, &0);
        store.tidy();
        let kept = |number: u32| {
            store.load::<u32>(&Store::name_for(&dir.path().join(number.to_string())), 1).is_some()
        };
        assert_eq!((0..9).filter(|number| kept(*number)).collect::<Vec<_>>(), [5, 6, 7, 8]);
        assert_eq!(store.load("sources", 1), Some(0));
    }

    #[cfg(unix)]
    #[test]
    fn a_site_that_cannot_be_written_to_has_no_store() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let store = Store::of(&file);
        store.save("x", 1, &1);
        assert_eq!(store.moment(), None);
        assert_eq!(store.load::<u32>("x", 1), None);
    }
}
