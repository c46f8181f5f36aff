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
    /// Whether the steps are those of the text, or the declaration's keys, for which a label may stand in the text.
    pub is_verbatim: bool,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
}

impl Unplaced {
    /// At the value of a declared field.
    pub fn canonical(file: &str, path: Vec<Step>, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, is_verbatim: false, part: Part::Value, problem }
    }

    /// At steps as they stand in the text.
    pub fn verbatim(file: &str, path: Vec<Step>, part: Part, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, is_verbatim: true, part, problem }
    }
}
