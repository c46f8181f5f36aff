//! Publishes: moves files from the staging folder into the published folder.

use super::disk::{self, EntryKind, Operation, refused};
use super::journal::Plan;
use super::manifest::{self, LONGEST_LIST, Manifest};
use super::path;
use super::target::OutputFolder;
use crate::problem::Problem;
use crate::source::read_at_most;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Distinguishes the first run of a plan from its completion after an interruption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    First,
    Again,
}

/// Publishes into a missing or empty folder: renames the staging folder to it.
pub(super) fn whole(target: &OutputFolder, plan: &Plan) -> Result<(), Problem> {
    let whole = target.whole();
    let publish = || -> io::Result<()> {
        fs::write(whole.join(manifest::NAME), plan.manifest())?;
        crash_point();
        if let Ok(data) = fs::metadata(&target.folder) {
            fs::set_permissions(&whole, data.permissions())?;
            fs::remove_dir(&target.folder)?;
        }
        crash_point();
        fs::rename(&whole, &target.folder)
    };
    publish().map_err(|error| refused(Operation::Write, &target.shown, &error))?;
    crash_point();
    done(target)
}

/// Publishes the differences from the folder's content. Uses a journal, unless the only change
/// replaces one file.
pub(super) fn differences(target: &OutputFolder, plan: &Plan, before: &Manifest) -> Result<(), Problem> {
    if plan.changes_nothing(before) {
        return done(target);
    }
    check_permissions(target, plan)?;
    // If the only change replaces one file, a single rename is enough.
    if !(plan.has_same_list && plan.writes.len() == 1) {
        write_journal(target, plan)?;
        crash_point();
    }
    finish(target, plan, Run::First)
}

/// Executes the plan of the journal: all of it, or what is left of it.
pub(super) fn finish(target: &OutputFolder, plan: &Plan, run: Run) -> Result<(), Problem> {
    // First record all our files in the manifest: if the journal is lost on the way, none of them
    // is taken for somebody else's.
    if plan.has_same_list {
        renew_manifest(target)?;
    } else {
        write_manifest(target, plan.manifest_meanwhile())?;
    }
    crash_point();
    let obsolete: BTreeMap<String, &str> =
        plan.removes.iter().map(|path| (path::fold(path).into_owned(), path.as_str())).collect();
    let mut ready = BTreeSet::new();
    for path in &plan.writes {
        let (from, to) = (target.changed(path), target.folder.join(path));
        // On a later run the file may be in place already. If it is lost, this build writes it
        // again.
        if run == Run::First || from.exists() {
            make_way(target, path, &obsolete, &mut ready)
                .and_then(|()| fs::rename(&from, &to))
                .map_err(|error| refused(Operation::Write, &target.shown(path), &error))?;
        }
        crash_point();
    }
    if !plan.has_same_list {
        remove(target, plan)?;
        write_manifest(target, plan.manifest())?;
        crash_point();
    }
    done(target)
}

/// Finishes what an interrupted run left behind, or removes it if nothing of it was published.
pub(super) fn recover(target: &OutputFolder) -> Result<(), Problem> {
    let read = read_at_most(&target.journal(), LONGEST_LIST);
    let journal = read.ok().flatten().and_then(|bytes| Plan::decode(&bytes));
    if let Some(plan) = journal.filter(|_| target.folder.is_dir()) {
        finish(target, &plan, Run::Again)?;
    }
    disk::clear(&target.staging).map_err(|error| refused(Operation::Remove, &target.staging, &error))
}

/// Checks, before anything is changed, for permissions that would stop the publication half-way.
fn check_permissions(target: &OutputFolder, plan: &Plan) -> Result<(), Problem> {
    let folders: BTreeSet<&str> =
        plan.writes.iter().chain(&plan.removes).map(|path| path::parent(path).unwrap_or_default()).collect();
    for folder in folders {
        let place = target.folder.join(folder);
        let check = || match disk::kind(&place)? {
            EntryKind::Folder => disk::is_writable(&place),
            _ => Ok(()),
        };
        check().map_err(|error| refused(Operation::Write, &target.shown(folder), &error))?;
    }
    disk::is_writable(&target.folder).map_err(|error| refused(Operation::Write, &target.shown, &error))
}

fn write_journal(target: &OutputFolder, plan: &Plan) -> Result<(), Problem> {
    let (draft, journal) = (target.staging.join("journal.draft"), target.journal());
    let write = || -> io::Result<()> {
        let mut file = File::create(&draft)?;
        file.write_all(plan.encode().as_bytes())?;
        crash_point();
        // If the list of files changes, wait for the disk: after a power failure no written file
        // may be taken for somebody else's. Otherwise the next build detects by itself which files
        // are as it published them, and waiting for the disk takes longer than everything else.
        if !plan.has_same_list {
            file.sync_all()?;
        }
        fs::rename(&draft, &journal)
    };
    write().map_err(|error| refused(Operation::Write, &journal, &error))
}

fn write_manifest(target: &OutputFolder, manifest: String) -> Result<(), Problem> {
    let draft = target.staging.join("manifest");
    fs::write(&draft, manifest)
        .and_then(|()| fs::rename(&draft, target.folder.join(manifest::NAME)))
        .map_err(|error| refused(Operation::Write, &target.shown(manifest::NAME), &error))
}

/// Rewrites the manifest although its list stays the same: its new stamp shows a build that read
/// the folder earlier that something has been published since.
fn renew_manifest(target: &OutputFolder) -> Result<(), Problem> {
    let (manifest, draft) = (target.folder.join(manifest::NAME), target.staging.join("manifest"));
    fs::copy(&manifest, &draft)
        .and_then(|_| fs::rename(&draft, &manifest))
        .map_err(|error| refused(Operation::Write, &target.shown(manifest::NAME), &error))
}

/// Creates the folders of `path` and removes what is in its place. `ready` contains folders known
/// to exist.
fn make_way<'a>(
    target: &OutputFolder,
    path: &'a str,
    obsolete: &BTreeMap<String, &str>,
    ready: &mut BTreeSet<&'a str>,
) -> io::Result<()> {
    if path::parent(path).is_some_and(|folder| !ready.contains(folder)) {
        for folder in path::parents(path) {
            make_folder(target, folder, obsolete)?;
            ready.insert(folder);
        }
    }
    if let Some(variant) = obsolete.get(&*path::fold(path)) {
        return remove_file(&target.folder.join(variant));
    }
    match disk::kind(&target.folder.join(path))? {
        EntryKind::Folder => clear_folder(target, path, obsolete),
        EntryKind::Nothing | EntryKind::File { .. } | EntryKind::Other => Ok(()),
    }
}

fn make_folder(target: &OutputFolder, folder: &str, obsolete: &BTreeMap<String, &str>) -> io::Result<()> {
    let place = target.folder.join(folder);
    match disk::kind(&place)? {
        EntryKind::Folder => return Ok(()),
        EntryKind::Nothing => {}
        EntryKind::File { .. } if obsolete.contains_key(&*path::fold(folder)) => remove_file(&place)?,
        EntryKind::File { .. } | EntryKind::Other => return Err(io::Error::from(ErrorKind::NotADirectory)),
    }
    fs::create_dir(&place)
}

/// Empties and removes a folder of obsolete files in whose place a file will be.
fn clear_folder(target: &OutputFolder, folder: &str, obsolete: &BTreeMap<String, &str>) -> io::Result<()> {
    let below = format!("{folder}/");
    let gone: Vec<&str> = obsolete.values().filter(|path| path.starts_with(&below)).copied().collect();
    for path in &gone {
        if is_reached_by_folders(target, path)? {
            remove_file(&target.folder.join(path))?;
        }
    }
    // Keep the folders above it: they are needed for the new file.
    let within = |path: &&str| *path == folder || path.starts_with(&below);
    prune(target, gone.into_iter().flat_map(path::parents).filter(within).collect());
    match fs::symlink_metadata(target.folder.join(folder)) {
        Ok(_) => fs::remove_dir(target.folder.join(folder)),
        Err(_) => Ok(()),
    }
}

/// Removes the files that this build does not have, and the folders that become empty.
fn remove(target: &OutputFolder, plan: &Plan) -> Result<(), Problem> {
    // If the system ignores case, these are the new files under their old names.
    let written: BTreeSet<_> = plan.writes.iter().map(|path| path::fold(path)).collect();
    for path in plan.removes.iter().filter(|path| !written.contains(&path::fold(path))) {
        let remove = || -> io::Result<()> {
            if is_reached_by_folders(target, path)? { remove_file(&target.folder.join(path)) } else { Ok(()) }
        };
        remove().map_err(|error| refused(Operation::Remove, &target.shown(path), &error))?;
        crash_point();
    }
    prune(target, path::folders(plan.removes.iter().map(String::as_str)));
    crash_point();
    Ok(())
}

/// Returns whether all parents of `path` are folders. A link would lead out of the published
/// folder.
fn is_reached_by_folders(target: &OutputFolder, path: &str) -> io::Result<bool> {
    for folder in path::parents(path) {
        if disk::kind(&target.folder.join(folder))? != EntryKind::Folder {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes a file that a build wrote. Anything else that is there by now belongs to somebody else
/// and stays.
fn remove_file(place: &Path) -> io::Result<()> {
    match disk::kind(place)? {
        EntryKind::File { .. } => fs::remove_file(place),
        EntryKind::Nothing | EntryKind::Folder | EntryKind::Other => Ok(()),
    }
}

/// Removes those of the folders that are empty now, innermost first.
fn prune(target: &OutputFolder, folders: BTreeSet<&str>) {
    // A folder sorts before its content, so go backwards.
    for folder in folders.into_iter().rev() {
        let place = target.folder.join(folder);
        let is_folder = matches!(disk::kind(&place), Ok(EntryKind::Folder));
        if is_folder && is_reached_by_folders(target, folder).unwrap_or(false) {
            // Fails and keeps the folder if it is not empty.
            let _ = fs::remove_dir(place);
        }
    }
}

/// Removes the journal, then the staging folder.
pub(super) fn done(target: &OutputFolder) -> Result<(), Problem> {
    let journal = target.journal();
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(refused(Operation::Remove, &journal, &error));
        }
        _ => {}
    }
    crash_point();
    disk::clear(&target.staging).map_err(|error| refused(Operation::Remove, &target.staging, &error))
}

#[cfg(test)]
pub(super) use super::tests::crash_point;

/// A point at which a test can kill the process.
#[cfg(not(test))]
pub(super) fn crash_point() {}
