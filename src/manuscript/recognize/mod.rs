//! Recognizes what the blocks of a manuscript are: headline, bylines, headings, captions,
//! attachments, signature.
//!
//! A manuscript says little of this by itself: writers set a headline large and centred, number
//! headings by hand, and write `（通讯员 张三）` on a line of its own. What is taken from a text is
//! returned as a [`FieldValue`] and leaves the body; whether it is certain is noted, so that the
//! writer can be asked to confirm what is not.

mod attachment;
mod byline;
mod figure;
mod head;
mod heading;
mod signature;

pub use attachment::{listed_attachments, named};

use super::model::{Block, Manuscript};

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
}

impl Recognized {
    /// Adds values to a field, without those that it has.
    fn add(&mut self, key: &'static str, values: Vec<String>, is_guess: bool) {
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
    fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }

    /// The value of a field with only one.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.key == key)?.values.first().map(String::as_str)
    }
}

/// Recognizes the blocks of a manuscript in place. `found` returns the name of the file of an
/// attachment that the text lists by name, if there is one.
pub fn recognize(manuscript: &mut Manuscript, found: &dyn Fn(&str) -> Option<String>) -> Recognized {
    let mut recognized = Recognized::default();
    let blocks = &mut manuscript.blocks;
    figure::unwrap_layout(blocks);
    head::take(blocks, &mut recognized);
    attachment::take(blocks, found, &mut recognized);
    byline::take_at_end(blocks, &mut recognized);
    figure::recognize(blocks);
    heading::recognize(blocks);
    signature::recognize(blocks, &mut recognized);
    blocks.retain(|block| !is_empty(block));
    recognized
}

/// Whether a paragraph or heading has nothing in it.
fn is_empty(block: &Block) -> bool {
    use super::model::BlockKind;
    match &block.kind {
        BlockKind::Paragraph(paragraph) => paragraph.text.is_empty(),
        BlockKind::Heading(heading) => heading.text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
