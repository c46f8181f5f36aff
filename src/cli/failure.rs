//! Says why a command failed: because of the site, or of the command line.

use crate::problem::Problem;
use crate::schema::Types;

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Because of the site or the system.
    Problems(Vec<Problem>),
    /// Because of the command line.
    Usage(Box<Problem>),
}

impl Failure {
    pub(super) fn usage(problem: Problem) -> Self {
        Self::Usage(Box::new(problem))
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

/// A type of the command line that the site does not have.
pub(super) fn unknown_type(name: &str, types: &Types) -> Failure {
    Failure::usage(types.unknown("cli/unknown-type", name))
}
