//! Makes the changes of a move in the site: all of them, or none.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::words;
use crate::problem::Problem;
use crate::source::{SiteFolder, read_at_most, write_plain};

/// Where the changes are noted while they are made, so that the next run finishes what a killed one
/// began.
const JOURNAL: &str = ".dangjian/move.json";

/// The longest journal that is read, in bytes.
const LONGEST: u64 = 1 << 30;

/// What is changed in the site.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Changes {
    /// The files and folders that are renamed, in order.
    pub renames: Vec<(String, String)>,
    /// The files whose text changes, by their new names.
    pub texts: BTreeMap<String, String>,
    /// What they had been before: one that says something else by now stays as it is.
    #[serde(default)]
    pub before: BTreeMap<String, String>,
}

/// Whether a move was killed, and not finished yet.
pub(super) fn is_unfinished(folder: &SiteFolder) -> bool {
    folder.has(JOURNAL)
}

/// Finishes a move that was killed. Returns whether there was one.
///
/// # Errors
/// The system refuses.
pub(super) fn finish(folder: &SiteFolder) -> Result<bool, Problem> {
    let path = folder.path(JOURNAL);
    let Ok(Some(bytes)) = read_at_most(&path, LONGEST) else { return Ok(false) };
    let is_there = match serde_json::from_slice::<Changes>(&bytes) {
        Ok(changes) => {
            for (old, new) in &changes.renames {
                let is_open = folder.has(old) && !folder.has(new);
                if is_open {
                    renamed(folder, old, new).map_err(|error| words::refused(old, &error))?;
                }
            }
            for (file, text) in &changes.texts {
                let now = folder.read_file(file).ok().map(|(text, _)| text);
                if now.is_some() && now.as_ref() == changes.before.get(file) {
                    folder.write_text(file, text)?;
                }
            }
            true
        }
        // It was killed while it wrote the journal: nothing had been changed.
        Err(_) => false,
    };
    fs::remove_file(&path).map_err(|error| words::refused(JOURNAL, &error))?;
    Ok(is_there)
}

/// Makes the changes. `before` are the texts of the files that change, by their new names, as they
/// were read: if one has changed since, nothing is done.
///
/// # Errors
/// A file has changed, or the system refuses; the site is then as it was.
pub(super) fn make(
    folder: &SiteFolder,
    changes: &Changes,
    before: &BTreeMap<String, (String, String)>,
) -> Result<(), Problem> {
    for (old, text) in before.values() {
        let is_same = folder.read_file(old).is_ok_and(|(now, _)| now == *text);
        if !is_same {
            return Err(words::changed(old));
        }
    }
    if let Some((_, new)) = changes.renames.iter().find(|(_, new)| folder.has(new)) {
        return Err(words::taken(new));
    }
    let journal = folder.path(JOURNAL);
    let note = || -> io::Result<()> {
        journal.parent().map_or(Ok(()), fs::create_dir_all)?;
        write_plain(&journal, &serde_json::to_vec(changes).map_err(io::Error::other)?)
    };
    note().map_err(|error| words::refused(JOURNAL, &error))?;
    all(folder, changes, before)?;
    fs::remove_file(&journal).map_err(|error| words::refused(JOURNAL, &error))
}

fn all(
    folder: &SiteFolder,
    changes: &Changes,
    before: &BTreeMap<String, (String, String)>,
) -> Result<(), Problem> {
    let mut undone: Vec<&(String, String)> = Vec::new();
    let mut written: Vec<&String> = Vec::new();
    let mut make = || -> Result<(), Problem> {
        for pair in &changes.renames {
            renamed(folder, &pair.0, &pair.1).map_err(|error| words::refused(&pair.0, &error))?;
            undone.push(pair);
        }
        for (file, text) in &changes.texts {
            written.push(file);
            folder.write_text(file, text)?;
        }
        Ok(())
    };
    let made = make();
    if made.is_err() {
        for file in written {
            if let Some((_, text)) = before.get(file) {
                let _ = folder.write_text(file, text);
            }
        }
        for (old, new) in undone.into_iter().rev() {
            let _ = renamed(folder, new, old);
        }
        let _ = fs::remove_file(folder.path(JOURNAL));
    }
    made
}

fn renamed(folder: &SiteFolder, old: &str, new: &str) -> io::Result<()> {
    let (from, to) = (folder.path(old), folder.path(new));
    to.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::rename(&from, &to)?;
    // The folder of pictures that has become empty goes with them.
    if let Some(parent) = from.parent().filter(|parent| is_below_content(folder, parent)) {
        let _ = fs::remove_dir(parent);
    }
    Ok(())
}

/// Whether a folder lies below a section: one that may go when it is empty.
fn is_below_content(folder: &SiteFolder, path: &Path) -> bool {
    path.strip_prefix(folder.path("content")).is_ok_and(|rest| rest.components().count() > 1)
}
