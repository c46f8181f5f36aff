//! The moment of publishing where most of a site is new: two folders change places.
//!
//! The journal replaces file after file, and with ten thousand of them the folder is part old and part new for some
//! tenths of a second. Here the whole new folder is laid out in the staging folder, with links to the files that stay
//! (their inodes and times are kept), and one system call puts it in the place of the old one. Whatever is in
//! the way of that leaves the work to the journal.

use super::commit::{self, crash_point};
use super::disk::{self, Doing, refused};
use super::journal::Plan;
use super::manifest::{self, Manifest};
use super::path;
use super::target::Target;
use crate::problem::Problem;
use rayon::prelude::*;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// From how many changed files on the folders are exchanged. With fewer the journal is done within milliseconds; and who
/// watches the folder or serves it from a container, which keep hold of the folder that was there, is
/// spared the exchange as long as only articles change.
const MANY: usize = if cfg!(test) { 12 } else { 300 };

/// Publishes by exchanging the folders, if that pays and is possible. Otherwise it answers `false`, and everything is
/// as it was.
pub(super) fn attempt(target: &Target, plan: &Plan, before: &Manifest) -> Result<bool, Problem> {
    // Each file that stays costs a link, so they must not be the greater part.
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

/// Removes the old folder, which lies in the staging folder now.
fn remove_old(target: &Target, before: &Manifest) -> Result<(), Problem> {
    let (whole, paths) = (target.whole(), before.iter().collect::<Vec<_>>());
    // The system frees one file after the other if it is asked by one thread. What fails here, fails below.
    paths.par_iter().with_min_len(64).for_each(|path| {
        let _ = fs::remove_file(whole.join(path));
    });
    crash_point();
    commit::done(target)
}

/// Tries the system call on two folders that are staged, since network disks tend not to have it: the whole site need not
/// be laid out to find that.
fn can_exchange(target: &Target) -> io::Result<()> {
    let probe = target.staging.join("probe");
    fs::create_dir(&probe)?;
    // There and back.
    change_places(&probe, &target.whole())?;
    change_places(&probe, &target.whole())?;
    fs::remove_dir(&probe)
}

/// Whether everything in `folder` was written by builds and may be removed by this process. What anybody else put there
/// must stay where it is, and so must the folder.
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

/// Makes the whole new site in the staging folder.
fn lay_out(target: &Target, plan: &Plan) -> io::Result<()> {
    let whole = target.whole();
    resemble(&target.folder, &whole)?;
    let folders = path::folders(plan.writes.iter().chain(&plan.keeps).map(String::as_str));
    // A folder sorts before what lies in it.
    for folder in folders {
        let (old, new) = (target.folder.join(folder), whole.join(folder));
        fs::create_dir(&new)?;
        if old.is_dir() {
            resemble(&old, &new)?;
        }
    }
    crash_point();
    // First what may be refused: some file systems have no links, and some systems link only to one's own files.
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

/// Puts the new folder in the place of the old one, unless somebody put something into that one in the meantime.
fn exchange(target: &Target, before: &Manifest) -> io::Result<()> {
    let whole = target.whole();
    change_places(&whole, &target.folder)?;
    crash_point();
    // Only now nothing can come into the old folder any more.
    if !holds_only_ours(&whole, before) {
        change_places(&whole, &target.folder)?;
        return Err(io::Error::from(ErrorKind::DirectoryNotEmpty));
    }
    Ok(())
}

/// Undoes what there is of a new folder: the files that were staged go back to where the journal wants them.
fn put_back(target: &Target, plan: &Plan) -> Result<(), Problem> {
    let whole = target.whole();
    for path in &plan.writes {
        match fs::rename(whole.join(path), target.changed(path)) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(refused(Doing::Write, &target.shown(path), &error));
            }
            // It had not been moved yet.
            _ => {}
        }
        crash_point();
    }
    disk::clear(&whole).map_err(|error| refused(Doing::Remove, &whole, &error))
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

/// Gives the new folder the permissions of the old one. What cannot be given without further rights, an owner, an
/// access list, a label of SELinux, must be equal.
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

/// The extended attributes of a folder, by name.
#[cfg(target_os = "linux")]
fn attributes(folder: &Path) -> io::Result<std::collections::BTreeMap<Vec<u8>, Vec<u8>>> {
    use rustix::fs::{lgetxattr, llistxattr};
    // What does not fit is more than a folder of a web site has.
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
