//! Keeps files that take long to make, such as the sizes of a photo, from one build to the next.

use std::fs;
use std::path::Path;

use super::Store;

/// Files that were made and can be made again, each under the name of what it was made from.
///
/// They are kept until [`MadeFiles::drop_unused`] finds that they have grown beyond a bound.
#[derive(Debug, Clone)]
pub struct MadeFiles {
    store: Store,
    /// Changes when the same name would be made differently.
    epoch: u64,
}

impl MadeFiles {
    /// Returns the files in the folder `folder` of the store of the site in the folder `site`.
    /// Creates and reads nothing.
    pub fn of(site: &Path, folder: &'static str, epoch: u64) -> Self {
        Self { store: Store::of(site).inner(folder), epoch }
    }

    /// Returns the file of this name, if it is there and whole.
    pub fn load(&self, name: &str) -> Option<Vec<u8>> {
        let (mut bytes, start) = self.store.load_bytes(&placed(name), self.epoch)?;
        bytes.drain(..start);
        Some(bytes)
    }

    /// Returns whether there is a file of this name. It may be damaged.
    pub fn has(&self, name: &str) -> bool {
        self.store.path(&placed(name)).is_file()
    }

    /// Keeps a file. If the site is not writable nothing is kept, which is not a mistake.
    pub fn save(&self, name: &str, bytes: &[u8]) {
        self.store.save_with(&placed(name), self.epoch, bytes.len(), |mut all| {
            all.extend_from_slice(bytes);
            Some(all)
        });
    }

    /// Removes files that are not in use if all of them have more than `bound` bytes, and leftover
    /// drafts.
    pub fn drop_unused(&self, is_used: impl Fn(&str) -> bool, bound: u64) {
        let (mut total, mut unused) = (0, Vec::new());
        let folders = fs::read_dir(self.store.path("")).into_iter().flatten().flatten();
        for file in folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten()) {
            let length = file.metadata().map_or(0, |data| data.len());
            let name = file.file_name().to_string_lossy().into_owned();
            total += length;
            if Path::new(&name).extension().is_some_and(|extension| extension == "draft") {
                let _ = fs::remove_file(file.path());
            } else if !is_used(&name) {
                unused.push(file.path());
            }
        }
        if total > bound {
            unused.iter().for_each(|path| {
                let _ = fs::remove_file(path);
            });
        }
    }
}

/// Returns the path of a name: a folder holds only the names that begin alike, since some systems
/// are slow with many thousand files in one folder.
fn placed(name: &str) -> String {
    let mut begins = name.chars().filter(char::is_ascii_alphanumeric);
    let folder: String = begins.by_ref().take(2).collect();
    format!("{folder}/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let files = MadeFiles::of(dir.path(), "pictures", 1);
        files.save("abc-480.jpg", b"photo");
        assert_eq!(files.load("abc-480.jpg").as_deref(), Some(b"photo".as_slice()));
        assert!(files.has("abc-480.jpg") && !files.has("abc-960.jpg"));
        assert_eq!(MadeFiles::of(dir.path(), "pictures", 2).load("abc-480.jpg"), None);
        let path = dir.path().join(".dangjian/pictures/ab/abc-480.jpg");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(files.load("abc-480.jpg"), None);
        assert!(dir.path().join(".dangjian/.gitignore").is_file());
    }

    #[test]
    fn what_nobody_uses_is_dropped_only_beyond_the_bound() {
        let dir = tempfile::tempdir().unwrap();
        let files = MadeFiles::of(dir.path(), "pictures", 1);
        files.save("used.jpg", &[0; 1000]);
        files.save("old.jpg", &[0; 1000]);
        files.drop_unused(|name| name == "used.jpg", 1 << 20);
        assert!(files.has("old.jpg"));
        files.drop_unused(|name| name == "used.jpg", 1500);
        assert!(files.has("used.jpg") && !files.has("old.jpg"));
    }
}
