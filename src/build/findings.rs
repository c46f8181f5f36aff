//! Collects what the threads of a build find and publish.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use super::record::PublishedFile;
use crate::problem::{self, Problem};
use crate::source::Stamp;

/// Collects the published files and the problems.
#[derive(Default)]
pub(super) struct Findings<'f> {
    problems: Mutex<Vec<Problem>>,
    outputs: Mutex<Vec<Cow<'f, PublishedFile>>>,
}

impl<'f> Findings<'f> {
    pub(super) fn report(&self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).extend(problems);
    }

    /// Whether one of the problems is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).iter().any(Problem::is_error)
    }

    /// Returns all problems in order, and all files.
    pub(super) fn told(self) -> (Vec<Problem>, Vec<Cow<'f, PublishedFile>>) {
        let mut problems = self.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        problem::sort(&mut problems);
        (problems, self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn published(&self, path: &str, published: Result<Stamp, Problem>, copied: Option<Stamp>) {
        match published {
            Ok(stamp) => self.keep([Cow::Owned(PublishedFile { path: path.into(), stamp, copied })]),
            Err(problem) => self.report([problem]),
        }
    }

    pub(super) fn keep(&self, outputs: impl IntoIterator<Item = Cow<'f, PublishedFile>>) {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner).extend(outputs);
    }
}
