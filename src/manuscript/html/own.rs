//! Reads the markup that pages of this program have, and others that follow the same standards
//! (the roles of DPUB-ARIA): notes, notices, credits of photos, rows of pictures, signatures.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::super::inline::{Inline, Marks, plain, tidied};
use super::super::model::{Block, BlockKind, Figure, Notice, NoticeKind};
use super::block::Around;
use super::page::{Page, select};
use super::style::has_class;
use crate::text::colon_behind;

impl Page<'_> {
    /// Reads the notes at the end of a page, to which references in its text refer.
    pub(super) fn read_notes(&mut self, root: &ElementRef<'_>) {
        let items: Vec<ElementRef<'_>> = select(root, "[role=doc-endnotes] li[id]").collect();
        for item in &items {
            let id = item.value().attr("id").unwrap_or_default().to_owned();
            let index = self.notes.len();
            self.notes.entry(id).or_insert(index);
        }
        for item in items {
            let blocks = self.blocks(item);
            self.manuscript.notes.push(blocks);
        }
    }

    /// Reads an inline element that has a meaning of its own. Returns whether it has.
    pub(super) fn own_piece(
        &mut self,
        element: ElementRef<'_>,
        marks: Marks,
        pieces: &mut Vec<Inline>,
    ) -> bool {
        match role(element) {
            "doc-noteref" => {
                let href = element.value().attr("href").unwrap_or_default();
                let note = href.strip_prefix('#').and_then(|id| self.notes.get(id));
                pieces.extend(note.map(|note| Inline::Note(*note)));
                return note.is_some();
            }
            // `↩` leads back to the text.
            "doc-backlink" => return true,
            _ => {}
        }
        let words = || {
            let words: String = element.text().collect();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mut bracketed = |words: String| {
            if let Some(Inline::Text { text, .. }) = pieces.last_mut() {
                text.truncate(text.trim_end().len());
            }
            if !words.is_empty() {
                pieces.push(Inline::Text { text: format!("（{words}）"), marks });
            }
        };
        match element.value().name() {
            "span" if has_class(element, "credit") => bracketed(words()),
            // The kind and the length of a file: `名单（XLSX，12 KB）`.
            "span" if has_class(element, "sub") => bracketed(words()),
            // The label of a picture: `（AI 生成）`.
            "span" if has_class(element, "picture-label") => bracketed(words()),
            // What only offers the original of a photo.
            "a" if has_class(element, "original") => {}
            _ => return false,
        }
        true
    }

    /// Whether the looks of our pages part a piece from the one before it: the year, the name and
    /// the giver of an honor, the title of an article and its date. Elements that Markdown makes
    /// have no class: `**甲**乙` stays one word.
    pub(super) fn is_parted(&self, node: NodeRef<'_, Node>) -> bool {
        let Some(before) = node.prev_sibling().and_then(ElementRef::wrap) else { return false };
        let is_small = |element: ElementRef<'_>| {
            matches!(element.value().name(), "sup" | "sub" | "rt" | "rp" | "img" | "br" | "bdi" | "input")
        };
        let stands_alone = |element: ElementRef<'_>| {
            element.value().name() == "time" || element.value().attr("class").is_some()
        };
        self.link.is_some()
            && !is_small(before)
            && match ElementRef::wrap(node) {
                Some(element) => !is_small(element) && (stands_alone(before) || stands_alone(element)),
                // `置顶` before a title, `一` before the name of a pillar.
                None => has_class(before, "mark") || has_class(before, "numeral"),
            }
    }

    /// Reads a block that has a meaning of its own. Returns whether it has.
    pub(super) fn own_block(
        &mut self,
        element: ElementRef<'_>,
        around: &Around,
        done: &mut Vec<Block>,
    ) -> bool {
        match element.value().name() {
            // The notes have been read.
            "section" if role(element) == "doc-endnotes" => {}
            "aside" | "div" if role(element) == "note" => self.notice(element, around, done),
            "div" | "p" if has_class(element, "signature") => self.signature(element, around, done),
            "div" if has_class(element, "figures") => self.row_of_pictures(element, around, done),
            "dl" => self.definitions(element, around, done),
            _ if self.is_decoration(element) => {}
            _ => return false,
        }
        true
    }

    /// Whether an element of our own pages only decorates: what it shows is said beside it.
    fn is_decoration(&self, element: ElementRef<'_>) -> bool {
        self.link.is_some() && element.value().attr("aria-hidden") == Some("true")
    }

    fn notice(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut blocks = Vec::new();
        let mut title = String::new();
        let is_title =
            |child: &ElementRef<'_>| has_class(*child, "d-title") || has_class(*child, "alert-title");
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(child) if title.is_empty() && is_title(&child) => {
                    let words: String = child.text().collect();
                    title = words.split_whitespace().collect::<Vec<_>>().join(" ");
                }
                Some(child) => self.within_one(child, around, &mut blocks),
                None => {}
            }
        }
        let is = |class: &str| has_class(element, class) || has_class(element, &format!("alert-{class}"));
        let kind = match () {
            () if is("important") => NoticeKind::Important,
            () if is("warning") || is("caution") => NoticeKind::Warning,
            () => NoticeKind::Note,
        };
        if !blocks.is_empty() || !title.is_empty() {
            let place = blocks.first().map_or(self.place, |block| block.place);
            done.push(Block::new(BlockKind::Notice(Notice { kind, title, blocks }), place));
        }
    }

    /// Reads the lines of a signature. One after another are one signature.
    fn signature(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut blocks = Vec::new();
        self.within(element, around, &mut blocks);
        let place = blocks.first().map_or(self.place, |block| block.place);
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        for block in blocks {
            let BlockKind::Paragraph(paragraph) = block.kind else { continue };
            let parts = paragraph.text.split(|inline| *inline == Inline::Break);
            let parts = parts.map(|part| tidied(part.to_vec())).filter(|part| !plain(part).is_empty());
            lines.extend(parts);
        }
        match done.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Signature(before)) => before.extend(lines),
            _ if lines.is_empty() => {}
            _ => done.push(Block::new(BlockKind::Signature(lines), place)),
        }
    }

    /// Reads pictures next to each other. Those without words are one figure.
    fn row_of_pictures(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut blocks = Vec::new();
        self.within(element, around, &mut blocks);
        let pictures = |block: &Block| match &block.kind {
            BlockKind::Figure(figure) if figure.caption.is_empty() => Some(figure.pictures.clone()),
            _ => None,
        };
        match blocks.iter().map(pictures).collect::<Option<Vec<_>>>() {
            Some(all) if !all.is_empty() => {
                let place = blocks.first().map_or(self.place, |block| block.place);
                let figure = Figure { pictures: all.concat(), caption: Vec::new() };
                done.push(Block::new(BlockKind::Figure(figure), place));
            }
            _ => done.extend(blocks),
        }
    }

    /// Reads names and what they stand for: `时间：11月14日`.
    fn definitions(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut name: Vec<Inline> = Vec::new();
        let parts = element.children().filter_map(ElementRef::wrap).flat_map(|child| {
            // A name and its value may have an element around them.
            let inner = child.children().filter_map(ElementRef::wrap);
            match child.value().name() {
                "dt" | "dd" => vec![child],
                _ => inner.filter(|inner| matches!(inner.value().name(), "dt" | "dd")).collect(),
            }
        });
        for part in parts {
            if self.is_decoration(part) {
                continue;
            }
            let mut blocks = Vec::new();
            self.within(part, around, &mut blocks);
            if part.value().name() == "dt" {
                for block in blocks {
                    if let BlockKind::Paragraph(paragraph) = block.kind {
                        name = paragraph.text;
                    }
                }
                continue;
            }
            let name = std::mem::take(&mut name);
            if let Some(lead) = lead(name) {
                match blocks.first_mut().map(|block| &mut block.kind) {
                    Some(BlockKind::Paragraph(first)) => {
                        first.text.splice(0..0, lead);
                        first.text = tidied(std::mem::take(&mut first.text));
                    }
                    _ => {
                        let paragraph = super::super::model::Paragraph { text: lead, ..Default::default() };
                        blocks.insert(0, Block::new(BlockKind::Paragraph(paragraph), self.place));
                    }
                }
            }
            done.extend(blocks);
        }
    }
}

/// Returns a name with its colon.
fn lead(mut name: Vec<Inline>) -> Option<Vec<Inline>> {
    let words = plain(&name);
    let last = words.trim_end().chars().next_back()?;
    if !matches!(last, '：' | ':') {
        name.push(Inline::text(colon_behind(&words)));
    }
    Some(name)
}

fn role<'e>(element: ElementRef<'e>) -> &'e str {
    element.value().attr("role").unwrap_or_default()
}
