//! Defines what surrounds a text that leaves the site: its head, its facts, its attachments.

use super::model::{Block, Manuscript};

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
