//! Where a build publishes, and the room beside it for what is not published yet.

use super::commit;
use super::disk::{self, Doing, Kind, refused};
use super::journal::Plan;
use super::manifest::{self, LONGEST_LIST, Manifest};
use super::path::OURS;
use crate::problem::Problem;
use crate::source::read_at_most;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The published folder and what belongs to it.
#[derive(Debug)]
pub(super) struct Target {
    /// The folder as the user named it: for messages.
    pub shown: PathBuf,
    /// The folder itself, links resolved.
    pub folder: PathBuf,
    /// Lock file, outside the folder wherever that can be written.
    pub lock: PathBuf,
    /// Staging folder, on the folder's own file system.
    pub staging: PathBuf,
    /// Parents that were made for the folder, the innermost first.
    made: Vec<PathBuf>,
}

/// What lies in the folder before a build.
#[derive(Debug)]
pub(super) enum Before {
    /// No folder, or an empty one: the new site takes its name in one rename.
    Nothing,
    /// What an earlier build wrote: the new site replaces it file by file.
    Site(Manifest),
}

impl Before {
    /// What an earlier build wrote; where there was none, nothing.
    pub(super) fn manifest(&self) -> &Manifest {
        static NOTHING: Manifest = Manifest::nothing();
        match self {
            Self::Nothing => &NOTHING,
            Self::Site(manifest) => manifest,
        }
    }
}

impl Target {
    /// Finds the real folder behind `shown`, making its parents; the folder itself is not made.
    pub(super) fn find(shown: &Path) -> Result<Self, Problem> {
        let mut made = Vec::new();
        let folder = match fs::metadata(shown) {
            Ok(data) if data.is_dir() => fs::canonicalize(shown),
            Ok(_) => Err(io::Error::from(ErrorKind::NotADirectory)),
            Err(error) if error.kind() == ErrorKind::NotFound => missing(shown, &mut made),
            Err(error) => Err(error),
        };
        let target = folder.and_then(|folder| {
            let (parent, name) = split(&folder)?;
            let (lock, staging) = if can_hold(parent, &folder) {
                (parent.join(beside(name, "lock")), parent.join(beside(name, "staging")))
            } else {
                (folder.join(format!("{OURS}-lock")), folder.join(format!("{OURS}-staging")))
            };
            Ok(Self { shown: shown.to_owned(), lock, staging, made: std::mem::take(&mut made), folder })
        });
        if target.is_err() {
            unmake(&made);
        }
        target.map_err(|error| refused(Doing::Write, shown, &error))
    }

    /// The file of a site path as messages name it.
    pub(super) fn shown(&self, path: &str) -> PathBuf {
        self.shown.join(path)
    }

    /// Where a whole new site waits to take the folder's name.
    pub(super) fn whole(&self) -> PathBuf {
        self.staging.join("whole")
    }

    /// Where a file that differs from the published one waits: in few folders, whatever the site's
    /// own are, since making and removing thousands of them would take longer than the files.
    pub(super) fn changed(&self, path: &str) -> PathBuf {
        let name = blake3::hash(path.as_bytes()).to_hex();
        let (shelf, name) = name.split_at(2);
        self.staging.join("changed").join(shelf).join(name)
    }

    /// The file that says how to finish an interrupted publication.
    pub(super) fn journal(&self) -> PathBuf {
        self.staging.join("journal")
    }

    /// Finishes what an interrupted run left behind, or throws it away if nothing of it was published.
    pub(super) fn recover(&self) -> Result<(), Problem> {
        let read = read_at_most(&self.journal(), LONGEST_LIST);
        let journal = read.ok().flatten().and_then(|bytes| Plan::decode(&bytes));
        if let Some(plan) = journal.filter(|_| self.folder.is_dir()) {
            commit::finish(self, &plan, commit::Run::Again)?;
        }
        disk::clear(&self.staging).map_err(|error| refused(Doing::Remove, &self.staging, &error))
    }

    /// What lies in the folder; a folder of somebody else's files is refused.
    pub(super) fn before(&self) -> Result<Before, Problem> {
        if let Some(manifest) = Manifest::read(&self.folder, &self.shown)? {
            return Ok(Before::Site(manifest));
        }
        match self.is_empty() {
            Ok(true) if self.staging.starts_with(&self.folder) => Ok(Before::Site(Manifest::default())),
            Ok(true) => Ok(Before::Nothing),
            Ok(false) => Err(foreign(&self.shown)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Before::Nothing),
            Err(error) => Err(refused(Doing::Read, &self.shown, &error)),
        }
    }

    fn is_empty(&self) -> io::Result<bool> {
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            if name == manifest::NAME || !name.to_string_lossy().starts_with(OURS) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        unmake(&self.made);
    }
}

/// The real path of a folder that is not there yet; its parents are made and noted in `made`.
fn missing(shown: &Path, made: &mut Vec<PathBuf>) -> io::Result<PathBuf> {
    // A link to nowhere: what it is for is not ours to guess.
    if disk::kind(shown)? != Kind::Nothing {
        return Err(io::Error::from(ErrorKind::NotADirectory));
    }
    let shown = std::path::absolute(shown)?;
    let (parent, name) = split(&shown)?;
    let news: Vec<PathBuf> =
        parent.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
    let result = fs::create_dir_all(parent);
    made.extend(news);
    result?;
    Ok(fs::canonicalize(parent)?.join(name))
}

fn split(folder: &Path) -> io::Result<(&Path, &OsStr)> {
    folder.parent().zip(folder.file_name()).ok_or_else(|| io::Error::from(ErrorKind::NotADirectory))
}

/// Takes away the parents that were made, as long as nothing is in them.
fn unmake(made: &[PathBuf]) {
    for folder in made {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// `.public.dangjian-staging`: beside the folder `public`, hidden, and saying whose it is.
fn beside(name: &OsStr, what: &str) -> OsString {
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(format!("{OURS}-{what}"));
    beside
}

/// Whether files can be made in `parent` and renamed from there into `folder`. They can't where the
/// folder is a mounted disk, or where only the folder was given to this user (`/var/www/html`).
#[cfg(unix)]
fn can_hold(parent: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev()).ok();
    !folder.exists() || (device(parent) == device(folder) && disk::is_writable(parent).is_ok())
}

#[cfg(not(unix))]
fn can_hold(_parent: &Path, _folder: &Path) -> bool {
    true
}

fn foreign(folder: &Path) -> Problem {
    let folder = folder.display();
    Problem::error(
        "output/foreign-folder",
        format!("“{folder}”里有不是 dangjian 生成的文件"),
        format!("\"{folder}\" holds files that dangjian did not write"),
    )
    .help(
        "换一个输出文件夹；里面的东西不要了，就先清空它",
        "choose another output folder, or empty this one first",
    )
    .in_file(folder.to_string())
}
