//! Publishes a site that is mostly new by exchanging two folders.
//!
//! The journal replaces file after file; with ten thousand files the folder is part old and part
//! new for some tenths of a second. Here the complete new folder is built in the staging folder,
//! with hard links to the files that stay (they keep their inodes and times), and one system call
//! exchanges it with the old one. If anything prevents that, the journal does the work.

use super::commit::{self, crash_point};
use super::disk::{self, Operation, refused};
use super::journal::Plan;
use super::manifest::{self, Manifest};
use super::path;
use super::target::OutputFolder;
use crate::problem::Problem;
use rayon::prelude::*;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Minimum number of changed files for an exchange. With fewer the journal takes only milliseconds.
/// And whoever keeps hold of the old folder (a watcher, or a container that mounts it) is spared
/// the exchange as long as only articles change.
const MANY: usize = if cfg!(test) { 12 } else { 300 };

/// Publishes by exchanging the folders, if that is worth it and possible. Otherwise returns `false`
/// and leaves everything as it was.
pub(super) fn attempt(target: &OutputFolder, plan: &Plan, before: &Manifest) -> Result<bool, Problem> {
    // Each file that stays costs a hard link, so most files must be new.
    let pays = plan.writes.len() >= MANY && plan.writes.len() > plan.keeps.len();
    if !pays
        || target.staging.starts_with(&target.folder)
        || !holds_only_ours(&target.folder, before)
        || can_exchange(target).is_err()
    {
        return Ok(false);
    }
    match lay_out(target, plan).and_then(|()| exchange(target, before)) {
        Ok(()) => remove_old(target, before).map(|()| true),
        Err(_) => put_back(target, plan).map(|()| false),
    }
}

/// Removes the old folder, which is in the staging folder now.
fn remove_old(target: &OutputFolder, before: &Manifest) -> Result<(), Problem> {
    let (whole, paths) = (target.whole(), before.iter().collect::<Vec<_>>());
    // For one thread the system frees the files one by one. A failure here is reported below.
    paths.par_iter().with_min_len(64).for_each(|path| {
        let _ = fs::remove_file(whole.join(path));
    });
    crash_point();
    commit::done(target)
}

/// Tries the system call on two staged folders, because network disks often lack it. This avoids
/// building the entire site needlessly.
fn can_exchange(target: &OutputFolder) -> io::Result<()> {
    let probe = target.staging.join("probe");
    fs::create_dir(&probe)?;
    // Exchange and undo.
    change_places(&probe, &target.whole())?;
    change_places(&probe, &target.whole())?;
    fs::remove_dir(&probe)
}

/// Returns whether builds wrote everything in `folder`, and this process may remove it. What
/// somebody else put there must stay, and so must the folder.
fn holds_only_ours(folder: &Path, before: &Manifest) -> bool {
    let folders = path::folders(before.iter());
    walkdir::WalkDir::new(folder).into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let Some(path) = entry.path().strip_prefix(folder).ok().and_then(Path::to_str) else { return false };
        if entry.file_type().is_dir() {
            (path.is_empty() || folders.contains(path)) && disk::is_writable(entry.path()).is_ok()
        } else {
            entry.file_type().is_file() && (path == manifest::NAME || before.get(path) == Some(path))
        }
    })
}

/// Builds the complete new site in the staging folder.
fn lay_out(target: &OutputFolder, plan: &Plan) -> io::Result<()> {
    let whole = target.whole();
    resemble(&target.folder, &whole)?;
    let folders = path::folders(plan.writes.iter().chain(&plan.keeps).map(String::as_str));
    // A folder sorts before its content.
    for folder in folders {
        let (old, new) = (target.folder.join(folder), whole.join(folder));
        fs::create_dir(&new)?;
        if old.is_dir() {
            resemble(&old, &new)?;
        }
    }
    crash_point();
    // Do first what may be refused: some file systems have no hard links, and some systems link
    // only to one's own files.
    for path in &plan.keeps {
        fs::hard_link(target.folder.join(path), whole.join(path))?;
        crash_point();
    }
    for path in &plan.writes {
        fs::rename(target.changed(path), whole.join(path))?;
        crash_point();
    }
    fs::write(whole.join(manifest::NAME), plan.manifest())?;
    crash_point();
    Ok(())
}

/// Exchanges the new folder with the old one, unless somebody has added something to the old one
/// meanwhile.
fn exchange(target: &OutputFolder, before: &Manifest) -> io::Result<()> {
    let whole = target.whole();
    change_places(&whole, &target.folder)?;
    crash_point();
    // Only from now on nothing can be added to the old folder.
    if !holds_only_ours(&whole, before) {
        change_places(&whole, &target.folder)?;
        return Err(io::Error::from(ErrorKind::DirectoryNotEmpty));
    }
    Ok(())
}

/// Undoes a partly built folder: staged files go back to where the journal expects them.
fn put_back(target: &OutputFolder, plan: &Plan) -> Result<(), Problem> {
    let whole = target.whole();
    for path in &plan.writes {
        match fs::rename(whole.join(path), target.changed(path)) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(refused(Operation::Write, &target.shown(path), &error));
            }
            // It had not been moved.
            _ => {}
        }
        crash_point();
    }
    disk::clear(&whole).map_err(|error| refused(Operation::Remove, &whole, &error))
}

#[cfg(target_os = "linux")]
fn change_places(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn change_places(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

/// Gives the new folder the permissions of the old one. What cannot be set without further rights
/// (owner, access list, SELinux label) must be equal.
#[cfg(target_os = "linux")]
fn resemble(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let (was, is) = (fs::symlink_metadata(old)?, fs::symlink_metadata(new)?);
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) || attributes(old)? != attributes(new)? {
        return Err(io::Error::from(ErrorKind::PermissionDenied));
    }
    if was.mode() == is.mode() { Ok(()) } else { fs::set_permissions(new, was.permissions()) }
}

#[cfg(not(target_os = "linux"))]
fn resemble(_old: &Path, _new: &Path) -> io::Result<()> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

/// Returns the extended attributes of a folder, by name.
#[cfg(target_os = "linux")]
fn attributes(folder: &Path) -> io::Result<std::collections::BTreeMap<Vec<u8>, Vec<u8>>> {
    use rustix::fs::{lgetxattr, llistxattr};
    // More than fits here is more than a folder of a web site has.
    let (mut names, mut value) = ([0; 4096], [0; 4096]);
    let length = match llistxattr(folder, &mut names) {
        Err(rustix::io::Errno::NOTSUP) => 0,
        other => other?,
    };
    let names = names.get(..length).unwrap_or_default().split(|byte| *byte == 0);
    names
        .filter(|name| !name.is_empty())
        .map(|name| {
            let length = lgetxattr(folder, name, &mut value)?;
            Ok((name.to_owned(), value.get(..length).unwrap_or_default().to_owned()))
        })
        .collect()
}
