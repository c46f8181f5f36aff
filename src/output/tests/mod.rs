//! Tests publishing from outside: the content of the folder before and after.

mod archive;
#[cfg(target_os = "linux")]
mod exchange;
mod kill;
mod publishing;
mod refusing;

pub(in crate::output) use kill::crash_point;

use super::{Publication, Summary};
use crate::problem::Problem;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files of a build with their text.
type Files<'a> = &'a [(&'a str, &'a str)];

fn publish(folder: &Path, files: Files<'_>) -> Result<Summary, Problem> {
    let publication = Publication::begin(folder)?;
    for (path, text) in files {
        publication.write(path, text.as_bytes())?;
    }
    publication.commit()
}

/// Returns all files below a folder with their text; the path of an empty folder ends with `/`,
/// that of a link with `@`.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        } else if entry.file_type().is_symlink() {
            found.insert(path + "@", String::new());
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.insert(path + "/", String::new());
        }
    }
    found
}

fn files(files: Files<'_>) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}
