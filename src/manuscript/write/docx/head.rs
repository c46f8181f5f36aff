//! Writes the whole text in its order: head, facts, text, attachments, signature.

use super::block::{Around, line};
use super::document::Document;
use super::styles::Style;

impl Document<'_> {
    /// Writes the content of the document.
    pub(super) fn written(&mut self) -> String {
        let paper = self.paper;
        let mut xml = String::new();
        if let Some(kicker) = &paper.kicker {
            xml += &line(Style::Kicker, kicker);
        }
        xml += &line(Style::Title, &paper.title);
        if let Some(subtitle) = &paper.subtitle {
            xml += &line(Style::Subtitle, subtitle);
        }
        for byline in &paper.bylines {
            xml += &line(Style::Byline, byline);
        }
        xml += &self.facts(&paper.facts);
        let (text, signature) = paper.signed();
        xml += &self.blocks(text, Around::Text);
        xml += &self.attachments();
        xml + &self.blocks(signature, Around::Text)
    }

    /// Writes the names of the attachments: numbered if there are several.
    fn attachments(&self) -> String {
        let word = &self.paper.attachments_word;
        let named = |(at, name): (usize, String)| match at {
            0 => line(Style::Attachment, &format!("{word}{name}")),
            _ => line(Style::MoreAttachments, &name),
        };
        self.paper.attachment_lines().into_iter().enumerate().map(named).collect()
    }
}
