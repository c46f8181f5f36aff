//! Reads blocks: the text of the document, of a cell, a text box, a note.

use super::alternative::chosen;
use super::caption;
use super::flow::Flow;
use super::loss::Loss;
use super::reading::{NoteKind, Reading};
use super::styled;
use super::xml::{Element, Family};
use crate::manuscript::model::Block;

impl Reading<'_, '_, '_> {
    /// Reads the blocks in an element.
    pub fn story(&mut self, parent: &Element<'_>) -> Vec<Block> {
        let fields = self.fields.len();
        let mut flow = Flow::default();
        self.blocks(parent, &mut flow);
        self.finish_held(&mut flow);
        // A field that never ends, ends with its text.
        self.fields.truncate(fields);
        caption::attached(styled::joined(flow.finish(), &self.styled), &self.captions)
    }

    fn blocks(&mut self, parent: &Element<'_>, flow: &mut Flow) {
        for child in parent.elements() {
            match (child.family, child.name) {
                (Family::Word, "p") => self.paragraph(child, flow),
                (Family::Word, "tbl") => {
                    for block in self.table(child) {
                        flow.push(block);
                    }
                }
                (Family::Word, "sdt") => match self.control(child) {
                    Some(content) => self.blocks(content, flow),
                    None => flow.drop_contents_title(),
                },
                (Family::Word, "altChunk" | "subDoc") => self.lose_between(Loss::Chunk),
                (Family::Word, "del" | "moveFrom") => self.deleted(child),
                (Family::Compatibility, "AlternateContent") => {
                    if let Some(branch) = chosen(child) {
                        self.blocks(branch, flow);
                    }
                }
                // A formula on a line of its own, or a run of a damaged file.
                (Family::Math, "oMath" | "oMathPara") | (Family::Word, "r") => {
                    self.paragraph(&child.wrapped("p"), flow);
                }
                (Family::Word, name) if name.ends_with("Pr") => {}
                _ => self.blocks(child, flow),
            }
        }
    }

    /// Counts a loss between paragraphs.
    fn lose_between(&mut self, loss: Loss) {
        self.losses.count(loss, self.paragraphs, "");
        self.losses.name_place(self.paragraphs, &self.last_words);
    }

    /// Reads the paragraphs of a text box that is anchored in the paragraph that is read.
    pub fn text_box(&mut self, content: &Element<'_>) -> Vec<Block> {
        let paragraphs = self.paragraphs;
        let place = self.place;
        self.paragraphs = self.paragraphs.max(place);
        let links = std::mem::take(&mut self.links);
        let fields = std::mem::take(&mut self.fields);
        let blocks = self.story(content);
        self.fields = fields;
        self.links = links;
        self.place = place;
        if blocks.is_empty() {
            self.paragraphs = paragraphs;
        }
        blocks
    }

    /// Reads a note, and returns its index.
    pub fn note(&mut self, kind: NoteKind, id: &str) -> Option<usize> {
        let key = (kind, id.to_owned());
        if let Some(known) = self.note_numbers.get(&key) {
            return Some(*known);
        }
        let (part, element) = *self.notes.get(&(kind, id))?;
        let number = self.manuscript.notes.len();
        self.note_numbers.insert(key, number);
        self.manuscript.notes.push(Vec::new());
        let outer = std::mem::replace(&mut self.part, part);
        let paragraphs = self.paragraphs;
        let blocks = self.text_box(element);
        self.paragraphs = paragraphs;
        self.part = outer;
        if let Some(note) = self.manuscript.notes.get_mut(number) {
            *note = blocks;
        }
        Some(number)
    }
}
