//! Mistakes that are found after the texts were let go.

use crate::problem::Problem;
use crate::source::yaml::{Part, Step};

/// A mistake that was found after the text was let go: where to look for its place.
#[derive(Debug, Clone)]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// The steps to it within the YAML.
    pub path: Vec<Step>,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
}

impl Unplaced {
    /// At the value of a declared field.
    pub fn canonical(file: &str, path: Vec<Step>, problem: Problem) -> Self {
        Self::at(file, path, Part::Value, problem)
    }

    /// At a key or value. Its keys are the declaration's, for which a label may stand in the text, or those of the text where
    /// nothing is declared.
    pub fn at(file: &str, path: Vec<Step>, part: Part, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, part, problem }
    }
}
