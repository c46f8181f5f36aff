//! **checks**: mistakes that only show when a site is complete.
//!
//! The checks stand above the stages and only read them.

mod arrangement;
mod beside;
mod data_references;
mod figures;
mod namesakes;
mod outside;
mod permalinks;
mod reference_words;
mod references;
mod translations;
mod untranslated;

pub(super) use references::References;

use super::late_problem::LateProblem;
use super::library::Library;

/// Reports every mistake in the library that is not a wrong reference of a page.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let mut problems = data_references::check(library);
    problems.extend(arrangement::check(library));
    problems.extend(permalinks::check(library));
    problems.extend(beside::check(library));
    problems.extend(figures::check(library));
    problems.extend(translations::check(library));
    problems.extend(namesakes::check(library));
    problems
}
