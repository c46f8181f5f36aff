//! Collects the files of a build and publishes them.

use super::commit;
use super::content::Content;
use super::disk::{self, EntryKind, Operation, refused};
use super::exchange;
use super::journal::Plan;
use super::lock::Lock;
use super::path;
use super::register::{GivenFile, GivenState, Register};
use super::target::{Before, OutputFolder};
use crate::problem::Problem;
use crate::source::Stamp;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A publication that has begun. Many threads may call [`write`](Self::write) and
/// [`copy`](Self::copy) at once. If it is dropped without [`commit`](Self::commit), the folder
/// stays as it was.
#[derive(Debug)]
pub struct Publication {
    // Dropped in this order: the lock file must be removed before the parents created for it.
    _lock: Lock,
    target: OutputFolder,
    before: Before,
    register: Mutex<Register>,
}

/// The result of a publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or differ from the published ones.
    pub written: usize,
    /// Files published before with the same bytes: they were not touched.
    pub unchanged: usize,
    /// Files of the last build that this build does not have.
    pub removed: usize,
    /// Total size of all files of the build, in bytes.
    pub bytes: u64,
}

impl Publication {
    /// Locks the folder for this build; finishes an interrupted publication first.
    ///
    /// # Errors
    /// Fails if another build uses the folder, if it contains files but no manifest of ours, or if
    /// the disk refuses.
    pub fn begin(folder: &Path) -> Result<Self, Problem> {
        let target = OutputFolder::find(folder)?;
        let lock = Lock::take(&target.lock, &target.shown)?;
        commit::recover(&target)?;
        let before = target.before()?;
        let publication = Self { _lock: lock, target, before, register: Mutex::default() };
        let whole = publication.target.whole();
        fs::create_dir_all(&whole).map_err(|error| refused(Operation::Write, &whole, &error))?;
        Ok(publication)
    }

    /// Publishes `bytes` at the site path `path` (`news/index.html`).
    ///
    /// # Errors
    /// Fails if the path is not valid on every host, if it was given before, if a file or link of
    /// somebody else is in its place, or if the disk refuses. After an error the publication cannot
    /// be committed.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Stamp, Problem> {
        self.noting_failure(|| self.take(path, Content::Bytes(bytes)))
    }

    /// Publishes the content of the file `from` at the site path `path`.
    ///
    /// # Errors
    /// As [`write`](Self::write), and if `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<Stamp, Problem> {
        self.noting_failure(|| self.take(path, Content::of_file(from)?))
    }

    /// Keeps the published file at `path`, `length` bytes long, as it is. Returns whether an
    /// earlier build published such a file. The caller has checked its content.
    ///
    /// # Errors
    /// Fails if the path was given before.
    pub fn keep(&self, path: &str, length: u64) -> Result<bool, Problem> {
        let Before::Site(manifest) = &self.before else { return Ok(false) };
        let kept = self.register().keep(path, length, manifest);
        self.noting_failure(|| kept)
    }

    /// Puts everything into the folder, and removes what the last build wrote and this one did not.
    ///
    /// # Errors
    /// Fails after an earlier error of this publication, or if the disk refuses. If it refuses
    /// half-way, the next [`begin`](Self::begin) continues from there, unless there was only one
    /// file to put into place.
    pub fn commit(self) -> Result<Summary, Problem> {
        let register = std::mem::take(&mut *self.register());
        if register.failed {
            return Err(Problem::error(
                "output/incomplete",
                "有文件没有生成，这次没有发布，原来的网站没有改动",
                "some files could not be prepared, so nothing was published",
            )
            .help("先改正前面的错误，再生成一次", "fix the errors before this one, and build again")
            .in_file(self.target.shown.display().to_string()));
        }
        let bytes = register.bytes;
        let plan = self.plan(register);
        let summary = Summary {
            written: plan.writes.len(),
            unchanged: plan.keeps.len(),
            removed: plan.removes.len(),
            bytes,
        };
        match &self.before {
            Before::Nothing => commit::whole(&self.target, &plan)?,
            Before::Site(manifest) if exchange::attempt(&self.target, &plan, manifest)? => {}
            Before::Site(manifest) => commit::differences(&self.target, &plan, manifest)?,
        }
        Ok(summary)
    }

    fn noting_failure<T>(&self, work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
        let result = work();
        if result.is_err() {
            self.register().failed = true;
        }
        result
    }

    /// Takes in one file. Returns the stamp that the file has once it is published.
    fn take(&self, path: &str, mut content: Content<'_>) -> Result<Stamp, Problem> {
        path::check(path)?;
        if self.register().enter(path, self.before.manifest())? {
            self.check_folders(path)?;
        }
        let length = content.length();
        let unchanged = self.is_published(path, &mut content)?;
        let (length, stamp) = if unchanged {
            (length, Stamp::of(&self.target.folder.join(path)))
        } else {
            self.stage(path, &mut content)?
        };
        commit::crash_point();
        self.register().note(path, unchanged, length);
        Ok(stamp)
    }

    /// Returns whether `path` is already published with these bytes. An entry of somebody else
    /// there is a problem.
    fn is_published(&self, path: &str, content: &mut Content<'_>) -> Result<bool, Problem> {
        let Before::Site(manifest) = &self.before else { return Ok(false) };
        let place = self.target.folder.join(path);
        let ours = manifest.get(path);
        let answer: io::Result<Option<bool>> = disk::kind(&place).and_then(|kind| match kind {
            EntryKind::Nothing => Ok(Some(false)),
            // It was written in another case: on a system that ignores case it must be renamed.
            EntryKind::File { .. } if ours.is_some_and(|ours| ours != path) => Ok(Some(false)),
            EntryKind::File { length } => {
                let equal = content.equals(&place, length)?;
                Ok((equal || ours.is_some()).then_some(equal))
            }
            EntryKind::Folder => Ok(self.holds_only_ours(path)?.then_some(false)),
            EntryKind::Other => Ok(None),
        });
        let answer = answer.map_err(|error| refused(Operation::Read, &self.target.shown(path), &error))?;
        answer.ok_or_else(|| self.foreign(path))
    }

    /// Returns whether builds wrote every file in the published folder `path`.
    fn holds_only_ours(&self, path: &str) -> io::Result<bool> {
        let Before::Site(manifest) = &self.before else { return Ok(true) };
        for entry in fs::read_dir(self.target.folder.join(path))? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { return Ok(false) };
            let below = format!("{path}/{name}");
            let ours = if entry.file_type()?.is_dir() {
                self.holds_only_ours(&below)?
            } else {
                manifest.get(&below) == Some(&below)
            };
            if !ours {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Refuses links and other people's files in the places of the folders of `path`.
    fn check_folders(&self, path: &str) -> Result<(), Problem> {
        let Before::Site(manifest) = &self.before else { return Ok(()) };
        for folder in path::parents(path) {
            let place = self.target.folder.join(folder);
            match disk::kind(&place) {
                Ok(EntryKind::Folder) => {}
                Ok(EntryKind::Nothing) => return Ok(()),
                Ok(EntryKind::File { .. }) if manifest.get(folder).is_some() => return Ok(()),
                Ok(EntryKind::File { .. } | EntryKind::Other) => return Err(self.foreign(folder)),
                Err(error) => return Err(refused(Operation::Read, &self.target.shown(folder), &error)),
            }
        }
        Ok(())
    }

    fn stage(&self, path: &str, content: &mut Content<'_>) -> Result<(u64, Stamp), Problem> {
        let place = match self.before {
            Before::Nothing => self.target.whole().join(path),
            Before::Site(_) => self.target.changed(path),
        };
        let mut write = || {
            let mut file = create(&place)?;
            let length = content.put(&mut file)?;
            Ok((length, Stamp::from_metadata(&file.metadata()?)))
        };
        write().map_err(|error| refused(Operation::Write, &self.target.shown(path), &error))
    }

    fn plan(&self, register: Register) -> Plan {
        let (mut writes, mut keeps) = (Vec::new(), Vec::new());
        let given = |folded: &str, path: &str| {
            register.files.get(folded).is_some_and(|given| given.path.as_deref().unwrap_or(folded) == path)
        };
        let mut removes = Vec::new();
        let mut has_same_list = false;
        if let Before::Site(manifest) = &self.before {
            for (number, (folded, path)) in manifest.folded().enumerate() {
                if register.is_kept(number) {
                    keeps.push(path.to_owned());
                } else if !given(folded, path) {
                    removes.push(path.to_owned());
                }
            }
            removes.sort_unstable();
            has_same_list = removes.is_empty() && register.files.len() + keeps.len() == manifest.len();
        }
        #[allow(clippy::iter_over_hash_type, reason = "both lists are sorted")]
        for (folded, GivenFile { path, state }) in register.files {
            let list = if state == GivenState::Unchanged { &mut keeps } else { &mut writes };
            list.push(path.unwrap_or(folded));
        }
        // Pages last, so that everything they show exists before them.
        writes.sort_unstable_by(|a, b| (a.ends_with(".html"), a).cmp(&(b.ends_with(".html"), b)));
        keeps.par_sort_unstable();
        Plan { writes, removes, keeps, has_same_list }
    }

    fn register(&self) -> std::sync::MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn foreign(&self, path: &str) -> Problem {
        Problem::error(
            "output/foreign-file",
            format!("“{path}”的位置被别的文件或链接占着，它不是 dangjian 生成的"),
            format!("a file or link that dangjian did not write is in the place of \"{path}\""),
        )
        .help(
            "把它从输出文件夹里移走；要随网站发布的文件，放进站点的 static 文件夹",
            "move it out of the output folder; what the site is to publish belongs into its static folder",
        )
        .in_file(self.target.shown(path).display().to_string())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // A journal that still exists belongs to an interrupted commit, and the next run needs it.
        if !self.target.journal().exists() {
            let _ = disk::clear(&self.target.staging);
        }
    }
}

/// Creates a new file, and its folder if necessary. Another thread may create the same folder.
fn create(place: &Path) -> io::Result<File> {
    match File::create(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)?;
            }
            File::create(place)
        }
        other => other,
    }
}
