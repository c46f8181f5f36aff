//! Writes the whole text in its order: head, facts, text, attachments, signature.

use super::block::{Around, line};
use super::document::Document;
use super::styles::Style;
use crate::manuscript::model::{Block, BlockKind};

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
        // The names of the attachments are above the signature.
        let blocks = &paper.text.blocks;
        let is_signature = |block: &Block| matches!(block.kind, BlockKind::Signature(_));
        let signed = blocks.len() - blocks.iter().rev().take_while(|block| is_signature(block)).count();
        let (text, signature) = blocks.split_at_checked(signed).unwrap_or((blocks, &[]));
        xml += &self.blocks(text, Around::Text);
        xml += &self.attachments();
        xml + &self.blocks(signature, Around::Text)
    }

    /// Writes the names of the attachments: numbered if there are several.
    fn attachments(&self) -> String {
        let word = &self.paper.attachments_word;
        match self.paper.attachments.as_slice() {
            [] => String::new(),
            [only] => line(Style::Attachment, &format!("{word}{only}")),
            several => {
                let named = |(at, name): (usize, &String)| match at {
                    0 => line(Style::Attachment, &format!("{word}1.{name}")),
                    _ => line(Style::MoreAttachments, &format!("{}.{name}", at + 1)),
                };
                several.iter().enumerate().map(named).collect()
            }
        }
    }
}
