//! Says why a command failed: because of the site, or of the command line.

use crate::problem::{Problem, suggest};
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
    let problem = Problem::error(
        "cli/unknown-type",
        format!("没有“{name}”这种内容类型"),
        format!("there is no content type `{name}`"),
    );
    let names: Vec<&str> = types.iter().map(|found| found.name.get("zh")).collect();
    let ids: Vec<&str> = types.iter().map(|found| &*found.id).collect();
    Failure::usage(problem.did_you_mean(
        suggest(name, types.names()),
        format!("可用的类型：{}", names.join("、")),
        format!("types: {}", ids.join(", ")),
    ))
}
