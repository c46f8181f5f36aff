//! Defines what surrounds a text that leaves the site: its head, its facts, its attachments.

use super::model::{Block, BlockKind, Manuscript};
use crate::problem::Problem;

/// A problem of an article that leaves the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFinding {
    /// The problem, without a place.
    pub problem: Problem,
    /// The words of the article or the file that it is about, by which its place is found; empty if
    /// it is about all of it.
    pub about: String,
}

/// An article as it leaves the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The line above the title.
    pub kicker: Option<String>,
    /// The title, with its label: `【主题党日】清明祭英烈`.
    pub title: String,
    /// The line below the title.
    pub subtitle: Option<String>,
    /// Who made it, and when: one line each.
    pub bylines: Vec<String>,
    /// The values of the other fields of its type, such as time and place of a meeting.
    pub facts: Vec<Block>,
    /// The word before the names of the attachments: `附件：`.
    pub attachments_word: String,
    /// The names of its attachments.
    pub attachments: Vec<String>,
    /// Its text.
    pub text: Manuscript,
}

impl Paper {
    /// Splits the text from its signature: the names of the attachments are between them.
    pub(super) fn signed(&self) -> (&[Block], &[Block]) {
        let blocks = self.text.blocks.as_slice();
        let is_signature = |block: &&Block| matches!(block.kind, BlockKind::Signature(_));
        let signed = blocks.iter().rev().take_while(is_signature).count();
        blocks.split_at_checked(blocks.len() - signed).unwrap_or((blocks, &[]))
    }

    /// Returns the names of the attachments, each for a line: numbered if there are several.
    pub(super) fn attachment_lines(&self) -> Vec<String> {
        match self.attachments.as_slice() {
            [only] => vec![only.clone()],
            several => several.iter().enumerate().map(|(at, name)| format!("{}.{name}", at + 1)).collect(),
        }
    }
}
