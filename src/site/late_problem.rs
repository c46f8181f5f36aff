//! Mistakes that are found after the texts have left memory.

use crate::problem::Problem;
use crate::schema::Replacement;
use crate::source::yaml::{Part, Step};

/// A mistake without a place: the text has left memory. Its file is read again to find the place.
#[derive(Debug, Clone)]
pub struct LateProblem {
    /// The file.
    pub file: String,
    /// The path to it in the YAML.
    pub path: Vec<Step>,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
    /// What to write in place of the key or value, if that is clear.
    pub instead: Option<Replacement>,
}

impl LateProblem {
    /// At the value of a declared field.
    pub fn canonical(file: &str, path: Vec<Step>, problem: Problem) -> Self {
        Self::at(file, path, Part::Value, problem)
    }

    /// At a key or value. The path has the keys of the declaration, which the text may replace by
    /// their labels; where nothing is declared, the keys of the text.
    pub fn at(file: &str, path: Vec<Step>, part: Part, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, part, problem, instead: None }
    }
}
