//! What is asked of a move, and what it changed.

use crate::problem::Problem;

/// A move as it is asked for.
#[derive(Debug, Clone)]
pub struct MoveOrder {
    /// An article or a section: `content/news/x.md`, `news/x`, `news`.
    pub from: String,
    /// A section, or the new name: `honors`, `honors/y`.
    pub to: String,
    /// Whether recorded addresses (`addresses.yaml`) stay as they are.
    pub keeps_addresses: bool,
    /// Whether nothing is changed.
    pub is_dry: bool,
}

/// A file whose text changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedText {
    /// Its path from the site's folder, after the move.
    pub file: String,
    /// Its text before.
    pub before: String,
    /// Its text afterwards.
    pub after: String,
}

/// What a move changed, or would change.
#[derive(Debug, Default)]
pub struct MoveReport {
    /// The files and folders that were renamed, by path from the site's folder.
    pub renamed: Vec<(String, String)>,
    /// The files whose text was changed.
    pub changed: Vec<ChangedText>,
    /// The number of links and names that were written anew.
    pub links: usize,
    /// Former addresses, and where they lead now.
    pub forwarded: Vec<(String, String)>,
    /// What is left for the writer.
    pub left: Vec<Problem>,
    /// Whether an earlier move, which had been killed, was finished first.
    pub finished: bool,
}
