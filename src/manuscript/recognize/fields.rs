//! Holds what was recognized.

use super::super::model::{Block, BlockKind};

/// A field of the article, as the manuscript says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// The key of the field: `title`, `author`.
    pub key: &'static str,
    /// Its values: several for lists.
    pub values: Vec<String>,
    /// Whether it was only guessed from where it is and how it looks.
    pub is_guess: bool,
}

/// What was recognized.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognized {
    /// The fields in the order in which they were found.
    pub fields: Vec<FieldValue>,
    /// The names of the attachments that the text lists. They are taken out of the text only if
    /// `found` finds their files.
    pub attachments: Vec<String>,
    /// Those of them that have no file: they stay in the text.
    pub missing: Vec<String>,
    /// The headings of annexes that stand below the text, as they are: `附件1`.
    pub annexes: Vec<String>,
    /// Whether the text names a responsible editor. Another editor is somebody else.
    pub(super) has_responsible_editor: bool,
}

impl Recognized {
    /// Adds values to a field, without those that it has.
    pub(super) fn add(&mut self, key: &'static str, values: Vec<String>, is_guess: bool) {
        match self.fields.iter_mut().find(|field| field.key == key) {
            Some(field) => {
                for value in values {
                    if !field.values.contains(&value) {
                        field.values.push(value);
                    }
                }
                field.is_guess |= is_guess;
            }
            None if values.is_empty() => {}
            None => self.fields.push(FieldValue { key, values, is_guess }),
        }
    }

    /// Whether a field has a value.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }

    /// The value of a field with only one.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.key == key)?.values.first().map(String::as_str)
    }
}

/// Whether a paragraph or heading has nothing in it.
pub(super) fn is_empty(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(paragraph) => paragraph.text.is_empty(),
        BlockKind::Heading(heading) => heading.text.is_empty(),
        _ => false,
    }
}
