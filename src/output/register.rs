//! The files given to a publication, and which of them cannot be published together.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::manifest::Manifest;
use super::path;
use crate::problem::Problem;

/// The files given to the publication so far.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// Files by the folded form of their path.
    pub files: HashMap<String, GivenFile, FixedState>,
    /// The folders that contain them, folded.
    folders: HashSet<String, FixedState>,
    /// Whether each file of the manifest stays, by its index. These files do not collide with each
    /// other, because they were published together.
    kept: Vec<bool>,
    /// The index of the file that is probably kept next.
    next: usize,
    /// Total size of the files, in bytes.
    pub bytes: u64,
    /// Something failed, so what was collected must not be published.
    pub failed: bool,
}

/// A file given to the publication.
#[derive(Debug)]
pub(super) struct GivenFile {
    /// Its path, if that differs from the folded form.
    pub path: Option<String>,
    pub state: GivenState,
}

/// The state of a file given to the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenState {
    /// It is being compared or staged.
    Taken,
    Written,
    Unchanged,
}

/// Returns the problems of files that cannot be published, or not together. Each file is a site
/// path, with its source file if there is one. Writes nothing.
pub fn refusals<'p>(files: impl IntoIterator<Item = (&'p str, Option<&'p str>)>) -> Vec<Problem> {
    let (mut register, nothing) = (Register::default(), Manifest::default());
    let mut refusal =
        |path: &str| path::check(path).and_then(|()| register.enter(path, &nothing).map(drop)).err();
    let refused = files.into_iter().filter_map(|(path, file)| {
        let problem = refusal(path)?;
        Some(file.map(|file| problem.clone().in_file(file)).unwrap_or(problem))
    });
    refused.collect()
}

impl Register {
    /// Enters a path; returns whether its folder is new. `before` is the manifest of the published
    /// files.
    pub fn enter(&mut self, path: &str, before: &Manifest) -> Result<bool, Problem> {
        let folded = path::fold(path);
        if let Some(other) = self.given(&folded, before) {
            return Err(collision(path, other));
        }
        if self.folders.contains(&*folded) || before.within(&folded).any(|number| self.is_kept(number)) {
            return Err(collision(path, &format!("{path}/")));
        }
        let is_new = path::parent(&folded).is_some_and(|folder| !self.folders.contains(folder));
        if is_new {
            if let Some(file) = path::parents(&folded).find_map(|folder| self.given(folder, before)) {
                return Err(collision(path, file));
            }
            self.folders.extend(path::parents(&folded).map(str::to_owned));
        }
        let (folded, path) = match folded {
            Cow::Borrowed(folded) => (folded.to_owned(), None),
            Cow::Owned(folded) => (folded, Some(path.to_owned())),
        };
        self.files.insert(folded, GivenFile { path, state: GivenState::Taken });
        Ok(is_new)
    }

    /// Enters a file of the manifest `before` that stays; returns whether the manifest contains it.
    pub fn keep(&mut self, path: &str, length: u64, before: &Manifest) -> Result<bool, Problem> {
        let folded = path::fold(path);
        // Usually the kept files come in the order of the manifest, and before all others.
        let number = match before.path(self.next) {
            Some(next) if next == path => Some(self.next),
            _ => before.find(&folded).filter(|number| before.path(*number) == Some(path)),
        };
        let Some(number) = number else { return Ok(false) };
        self.next = number + 1;
        if self.is_kept(number) {
            return Err(collision(path, path));
        }
        if !self.files.is_empty() {
            let entered = |folded: &str| {
                let (file, given) = self.files.get_key_value(folded)?;
                Some(given.path.as_deref().unwrap_or(file))
            };
            if let Some(other) = entered(&folded).or_else(|| path::parents(&folded).find_map(entered)) {
                return Err(collision(path, other));
            }
            if self.folders.contains(&*folded) {
                return Err(collision(path, &format!("{path}/")));
            }
        }
        self.kept.resize(before.len(), false);
        if let Some(kept) = self.kept.get_mut(number) {
            *kept = true;
        }
        self.bytes += length;
        Ok(true)
    }

    /// Returns the given path that has this folded form.
    fn given<'r>(&'r self, folded: &str, before: &'r Manifest) -> Option<&'r str> {
        if let Some((folded, given)) = self.files.get_key_value(folded) {
            return Some(given.path.as_deref().unwrap_or(folded));
        }
        let number = before.find(folded).filter(|number| self.is_kept(*number))?;
        before.path(number)
    }

    pub fn is_kept(&self, number: usize) -> bool {
        self.kept.get(number).copied().unwrap_or_default()
    }

    /// Records the result for a path that was entered.
    pub fn note(&mut self, path: &str, unchanged: bool, length: u64) {
        if let Some(given) = self.files.get_mut(&*path::fold(path)) {
            given.state = if unchanged { GivenState::Unchanged } else { GivenState::Written };
        }
        self.bytes += length;
    }
}

fn collision(path: &str, other: &str) -> Problem {
    let (zh, en) = if path == other {
        (format!("有两处内容都要发布到“{path}”"), format!("two things are to be published at \"{path}\""))
    } else {
        (
            format!("“{path}”和“{other}”不能同时发布：在有些系统上它们是同一个位置"),
            format!(
                "\"{path}\" and \"{other}\" cannot both be published: they are one place on some systems"
            ),
        )
    };
    Problem::error("output/collision", zh, en).help(
        "给其中一个改名，是文章的也可以改它的“网址名”",
        "rename one of them, or change the `slug` of the page",
    )
}
