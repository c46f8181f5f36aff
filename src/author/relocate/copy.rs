//! A copy of a site in which a move is tried.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::words;
use crate::problem::Problem;
use crate::source::{Inventory, SiteFolder};

/// The folder of copies in the site's own hidden folder, so that files can be linked.
const FOLDER: &str = ".dangjian/move";

/// A copy of the files that a build reads. It is removed when it is dropped.
pub(super) struct SiteCopy {
    root: PathBuf,
}

impl SiteCopy {
    /// Makes a copy. Its files are linked with those of the site where the disk can, so that photos
    /// take no room: a file of the copy must be replaced, never written into.
    pub(super) fn of(folder: &SiteFolder, inventory: &Inventory) -> Result<Self, Problem> {
        let top = folder.path(FOLDER);
        // What a killed run left.
        let _ = fs::remove_dir_all(&top);
        let copy = Self { root: top.join("site") };
        let make = || -> io::Result<()> {
            for file in inventory.all() {
                let target = copy.root.join(&file.name);
                target.parent().map_or(Ok(()), fs::create_dir_all)?;
                copied(&folder.path(&file.name).canonicalize()?, &target)?;
            }
            // An empty folder may be where something is moved.
            fs::create_dir_all(copy.root.join("content"))
        };
        make().map_err(|error| words::refused(FOLDER, &error))?;
        Ok(copy)
    }

    /// Its folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for SiteCopy {
    fn drop(&mut self) {
        let top = self.root.parent().unwrap_or(&self.root);
        let _ = fs::remove_dir_all(top);
        // Only if nothing else is in it.
        let _ = top.parent().map(fs::remove_dir);
    }
}

fn copied(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}
