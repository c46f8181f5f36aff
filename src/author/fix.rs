//! Applies the fixes of a site's problems to its files.

use std::collections::BTreeMap;

use crate::build::check;
use crate::load::Settings;
use crate::problem::{self, Fix, Problem, pattern};
use crate::source::{SiteFolder, Stamp};

/// Maximum number of rounds: a fix may allow another one, but not forever.
const ROUNDS: usize = 8;

/// Selects fixes.
#[derive(Debug, Clone, Default)]
pub struct FixFilter {
    /// Also apply fixes that may not be what the writer meant.
    pub all: bool,
    /// Only problems with these codes, or of these families (`punct/*`); all if empty.
    pub codes: Vec<String>,
    /// Only in these files, by path from the site's folder; in all if empty.
    pub files: Vec<String>,
}

/// A file and its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    /// Path from the site's folder.
    pub file: String,
    /// Text before, as it was read.
    pub before: String,
    /// Text afterwards.
    pub after: String,
    /// The problems that were fixed.
    pub problems: Vec<Problem>,
}

/// Result of applying fixes.
#[derive(Debug, Default)]
pub struct FixReport {
    /// Files that were changed, or would be.
    pub files: Vec<FixedFile>,
    /// Problems with writing files.
    pub refused: Vec<Problem>,
    /// Problems that remain.
    pub left: Vec<Problem>,
}

impl FixFilter {
    fn is_wanted(&self, problem: &Problem) -> bool {
        let Some((fix, place)) = problem.fix.as_ref().zip(problem.place.as_ref()) else { return false };
        (fix.certain || self.all)
            && (self.codes.is_empty() || self.codes.iter().any(|code| pattern::names(code, problem.code)))
            && (self.files.is_empty() || self.files.contains(&place.file))
    }
}

/// Returns the fixes of the first round, without writing them.
pub fn proposed_fixes(settings: &Settings, wanted: &FixFilter) -> FixReport {
    let folder = SiteFolder::open(&settings.folder);
    round(settings, wanted, folder.as_ref().ok(), |_, _| Ok(()))
}

/// Applies fixes to the files of a site until none is left.
pub fn fix(settings: &Settings, wanted: &FixFilter) -> FixReport {
    let folder = SiteFolder::open(&settings.folder);
    let mut all = FixReport::default();
    for _ in 0..ROUNDS {
        let write = |name: &str, text: &str| match &folder {
            Ok(folder) => folder.write_text(name, text),
            Err(problem) => Err(problem.clone()),
        };
        let FixReport { files, refused, left } = round(settings, wanted, folder.as_ref().ok(), write);
        all.left = left;
        all.refused = refused;
        let is_done = files.is_empty() || !all.refused.is_empty();
        for file in files {
            all.take_in(file);
        }
        if is_done {
            break;
        }
    }
    all
}

impl FixReport {
    /// Merges the further changes of a file.
    fn take_in(&mut self, file: FixedFile) {
        match self.files.iter_mut().find(|known| known.file == file.file) {
            Some(known) => {
                known.after = file.after;
                known.problems.extend(file.problems);
            }
            None => self.files.push(file),
        }
    }
}

/// Checks the site, and applies those fixes that are compatible with each other.
fn round(
    settings: &Settings,
    wanted: &FixFilter,
    folder: Option<&SiteFolder>,
    write: impl Fn(&str, &str) -> Result<(), Problem>,
) -> FixReport {
    let checked = check(settings);
    let (fixable, mut left): (Vec<Problem>, Vec<Problem>) =
        checked.problems.into_iter().partition(|problem| wanted.is_wanted(problem));
    let mut by_file: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
    for problem in fixable {
        let file = problem.place.as_ref().map(|place| place.file.clone()).unwrap_or_default();
        by_file.entry(file).or_default().push(problem);
    }
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for (file, problems) in by_file {
        // Files of the built-in theme cannot be changed.
        let read = folder
            .zip(checked.stamps.get(&file))
            .and_then(|(folder, stamp)| unchanged(folder, &file, *stamp));
        let Some(before) = read else {
            left.extend(problems);
            continue;
        };
        let fixes: Vec<&Fix> = problems.iter().filter_map(|problem| problem.fix.as_ref()).collect();
        let (after, made) = problem::apply(&before, &fixes);
        let is_made = |(number, _): &(usize, Problem)| made.contains(number);
        let (mended, rest): (Vec<_>, Vec<_>) = problems.into_iter().enumerate().partition(is_made);
        left.extend(rest.into_iter().map(|(_, problem)| problem));
        let problems: Vec<Problem> = mended.into_iter().map(|(_, problem)| problem).collect();
        if problems.is_empty() {
            continue;
        }
        match write(&file, &after) {
            Ok(()) => files.push(FixedFile { file, before, after, problems }),
            Err(problem) => refused.push(problem),
        }
    }
    problem::sort(&mut left);
    FixReport { files, refused, left }
}

/// Applies the fix of a problem, if its line is unchanged.
///
/// # Errors
/// The line has changed, or the file cannot be written.
pub(crate) fn fix_one(folder: &SiteFolder, problem: &Problem) -> Result<(), Problem> {
    let Some((fix, place)) = problem.fix.as_ref().zip(problem.place.as_ref()) else {
        return Err(Fix::outdated());
    };
    let (text, _) = folder.read(&place.file)?;
    let line = place.line.checked_sub(1).map(|before| text.lines().nth(before));
    let is_same = line.is_none_or(|line| line.is_some_and(|line| place.is_of(line)));
    let (mended, made) = problem::apply(&text, &[fix]);
    if !is_same || made.is_empty() || !folder.may_be_written(&place.file) {
        return Err(Fix::outdated());
    }
    folder.write_text(&place.file, &mended)
}

/// Returns the text of a file, if it has not changed since it was checked.
fn unchanged(folder: &SiteFolder, file: &str, stamp: Stamp) -> Option<String> {
    let text = folder.read(file).ok()?.0;
    // A fix of one word writes the entire file, so it would make a guessed encoding permanent.
    (Stamp::of(&folder.path(file)) == stamp && folder.may_be_written(file)).then_some(text)
}
