//! Finds the folder to publish to, and the places next to it for files that are not published yet.

use super::disk::{self, EntryKind, Operation, refused};
use super::manifest::{self, Manifest};
use super::path::OURS;
use crate::problem::Problem;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The published folder and the files that belong to it.
#[derive(Debug)]
pub(super) struct OutputFolder {
    /// The folder as the user named it, for messages.
    pub shown: PathBuf,
    /// The real folder, with links resolved.
    pub folder: PathBuf,
    /// The lock file; outside the folder if possible.
    pub lock: PathBuf,
    /// The staging folder, on the same file system as the folder.
    pub staging: PathBuf,
    /// Parents created for the folder, innermost first.
    made: Vec<PathBuf>,
}

/// The content of the folder before a build.
#[derive(Debug)]
pub(super) enum Before {
    /// No folder, or an empty one: the new site gets its name in one rename.
    Nothing,
    /// The files of an earlier build: the new site replaces them file by file.
    Site(Manifest),
}

impl Before {
    /// Returns the manifest of the earlier build; an empty one if there was none.
    pub(super) fn manifest(&self) -> &Manifest {
        static NOTHING: Manifest = Manifest::nothing();
        match self {
            Self::Nothing => &NOTHING,
            Self::Site(manifest) => manifest,
        }
    }
}

impl OutputFolder {
    /// Finds the real folder behind `shown` and creates its parents, but not the folder itself.
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
                (parent.join(next_to(name, "lock")), parent.join(next_to(name, "staging")))
            } else {
                (folder.join(format!("{OURS}-lock")), folder.join(format!("{OURS}-staging")))
            };
            Ok(Self { shown: shown.to_owned(), lock, staging, made: std::mem::take(&mut made), folder })
        });
        if target.is_err() {
            unmake(&made);
        }
        target.map_err(|error| refused(Operation::Write, shown, &error))
    }

    /// Returns the path of a published file as messages show it.
    pub(super) fn shown(&self, path: &str) -> PathBuf {
        self.shown.join(path)
    }

    /// Returns the place where a complete new site waits to get the folder's name.
    pub(super) fn whole(&self) -> PathBuf {
        self.staging.join("whole")
    }

    /// Returns the place where a file that differs from the published one waits. It uses few
    /// folders, whatever the site's own are: creating and removing thousands of folders would take
    /// longer than the files.
    pub(super) fn changed(&self, path: &str) -> PathBuf {
        let name = blake3::hash(path.as_bytes()).to_hex();
        let (shelf, name) = name.split_at(2);
        self.staging.join("changed").join(shelf).join(name)
    }

    /// Returns the path of the journal, which describes how to finish an interrupted publication.
    pub(super) fn journal(&self) -> PathBuf {
        self.staging.join("journal")
    }

    /// Returns the content of the folder. Refuses a folder with files of somebody else.
    pub(super) fn before(&self) -> Result<Before, Problem> {
        if let Some(manifest) = Manifest::read(&self.folder, &self.shown)? {
            return Ok(Before::Site(manifest));
        }
        match self.is_empty() {
            Ok(true) if self.staging.starts_with(&self.folder) => Ok(Before::Site(Manifest::default())),
            Ok(true) => Ok(Before::Nothing),
            Ok(false) => Err(foreign(&self.shown)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Before::Nothing),
            Err(error) => Err(refused(Operation::Read, &self.shown, &error)),
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

impl Drop for OutputFolder {
    fn drop(&mut self) {
        unmake(&self.made);
    }
}

/// Returns the real path of a folder that does not exist yet. Creates its parents and adds them to
/// `made`.
fn missing(shown: &Path, made: &mut Vec<PathBuf>) -> io::Result<PathBuf> {
    // A link to nowhere; its purpose is unknown, so leave it.
    if disk::kind(shown)? != EntryKind::Nothing {
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

/// Removes the created parents, as long as they are empty.
fn unmake(made: &[PathBuf]) {
    for folder in made {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// Returns a hidden name next to the folder that shows whose it is: `.public.dangjian-staging` for
/// the folder `public`.
fn next_to(name: &OsStr, what: &str) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!("{OURS}-{what}"));
    hidden
}

/// Returns whether files can be created in `parent` and renamed from there into `folder`. They
/// cannot if the folder is a mounted disk, or if this user may write only to the folder itself
/// (`/var/www/html`).
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
