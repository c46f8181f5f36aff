//! The state of a document that is being written.

use std::collections::BTreeMap;

use crate::manuscript::paper::{Paper, PaperFinding};
use crate::problem::Problem;

/// A document that is being written.
pub(super) struct Document<'m> {
    pub paper: &'m Paper,
    pub relations: Vec<Relation>,
    /// The files of its pictures: their names and their bytes.
    pub media: Vec<(String, Vec<u8>)>,
    /// The pictures that have been prepared, by index; `None` if Word can't show one.
    pub drawings: BTreeMap<usize, Option<Drawing>>,
    /// The number of drawings in the text.
    pub shown: usize,
    /// The first number of each numbered list, and its level.
    pub lists: Vec<(u32, usize)>,
    /// The notes, as XML, by index.
    pub notes: BTreeMap<usize, String>,
    pub findings: Vec<PaperFinding>,
    /// Whether a note is being written.
    pub is_in_note: bool,
}

/// A part or a page that the text refers to: `rId1` is the first.
pub(super) struct Relation {
    pub kind: &'static str,
    pub target: String,
    pub is_outside: bool,
}

impl<'m> Document<'m> {
    pub fn new(paper: &'m Paper) -> Self {
        Self {
            paper,
            relations: Vec::new(),
            media: Vec::new(),
            drawings: BTreeMap::new(),
            shown: 0,
            lists: Vec::new(),
            notes: BTreeMap::new(),
            findings: Vec::new(),
            is_in_note: false,
        }
    }

    /// Reports something about some words or a file of the article.
    pub fn report(&mut self, problem: Problem, about: impl Into<String>) {
        self.findings.push(PaperFinding { problem, about: about.into() });
    }

    /// Reports something that a document is told of once, however often it occurs.
    pub fn report_once(&mut self, problem: Problem, about: impl Into<String>) {
        if !self.findings.iter().any(|known| known.problem == problem) {
            self.report(problem, about);
        }
    }

    /// Adds a relation, and returns its name.
    pub fn relate(&mut self, kind: &'static str, target: &str, is_outside: bool) -> String {
        let known = |relation: &Relation| relation.kind == kind && relation.target == target;
        let at = self.relations.iter().position(known).unwrap_or_else(|| {
            self.relations.push(Relation { kind, target: target.to_owned(), is_outside });
            self.relations.len() - 1
        });
        format!("rId{}", at + 1)
    }
}

/// A picture of the document.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The names of the relations of its file and, for a drawing in vectors, of that.
    pub relation: String,
    pub vectors: Option<String>,
    /// Its size in English metric units, of which a millimetre has 36,000.
    pub size: (u64, u64),
    pub alt: String,
}
