//! Writes words: runs with their marks, links, references to notes.

use super::document::Document;
use super::styles::{LINK, NOTE_MARK};
use crate::manuscript::inline::{Inline, Marks, Script};
use crate::manuscript::model::Block;
use crate::text::{escaped, without_forbidden};

impl Document<'_> {
    /// Writes the content of a paragraph.
    pub(super) fn runs(&mut self, inlines: &[Inline]) -> String {
        let mut xml = String::new();
        for inline in inlines {
            match inline {
                Inline::Text { text, marks } => xml += &run(text, *marks, ""),
                Inline::Break => xml += "<w:r><w:br/></w:r>",
                Inline::Link { text, address } => {
                    let id = self.relate("hyperlink", address, true);
                    let inner = self.linked(text);
                    xml += &format!("<w:hyperlink r:id=\"{id}\">{inner}</w:hyperlink>");
                }
                Inline::Picture(picture) => xml += &self.small_drawing(*picture).unwrap_or_default(),
                Inline::Note(note) => xml += &self.note(*note),
            }
        }
        xml
    }

    /// Writes the words of a link, which look like one.
    fn linked(&mut self, text: &[Inline]) -> String {
        let style = format!("<w:rStyle w:val=\"{LINK}\"/>");
        let piece = |inline: &Inline| match inline {
            Inline::Text { text, marks } => run(text, *marks, &style),
            other => self.runs(std::slice::from_ref(other)),
        };
        text.iter().map(piece).collect()
    }

    /// Writes a reference to a note, and the note itself among the notes. Word knows no note to a
    /// note: its words stand in brackets there.
    fn note(&mut self, note: usize) -> String {
        let Some(blocks) = self.paper.text.notes.get(note) else { return String::new() };
        if self.is_in_note {
            let words: Vec<String> = blocks.iter().map(Block::words).collect();
            return plain_run(&format!("（{}）", words.join(" ").trim()));
        }
        if !self.notes.contains_key(&note) {
            self.is_in_note = true;
            let xml = self.note_blocks(blocks);
            self.is_in_note = false;
            self.notes.insert(note, xml);
        }
        // 0 and 1 are the lines above the notes.
        let id = note + 2;
        format!(
            "<w:r><w:rPr><w:rStyle w:val=\"{NOTE_MARK}\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        )
    }
}

/// Writes words that are marked alike. `style` is XML for the properties of the run.
pub(super) fn run(text: &str, marks: Marks, style: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut properties = style.to_owned();
    for (is_set, xml) in [
        (marks.is_bold, "<w:b/>"),
        (marks.is_italic, "<w:i/>"),
        (marks.is_struck, "<w:strike/>"),
        (marks.script == Script::Super, "<w:vertAlign w:val=\"superscript\"/>"),
        (marks.script == Script::Sub, "<w:vertAlign w:val=\"subscript\"/>"),
    ] {
        properties += if is_set { xml } else { "" };
    }
    if !properties.is_empty() {
        properties = format!("<w:rPr>{properties}</w:rPr>");
    }
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text))
}

/// Writes words without marks.
pub(super) fn plain_run(text: &str) -> String {
    run(text, Marks::default(), "")
}

/// Escapes words, without characters that XML forbids.
pub(super) fn xml(text: &str) -> String {
    escaped(&without_forbidden(text)).into_owned()
}
