//! Reads the blocks of a page.

use scraper::{ElementRef, Node};

use super::super::inline::{Inline, Marks, plain, tidied};
use super::super::model::{Alignment, Block, BlockKind, Figure, Heading, List, ListItem, Look, Paragraph};
use super::inline::DEEPEST;
use super::layout::{Part, Rows, parts, rows};
use super::navigation::is_navigation;
use super::page::Page;
use super::style;
use crate::text::is_han;

/// The looks that a block gives to those within it.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub alignment: Alignment,
    look: Look,
    marks: Marks,
    depth: usize,
}

/// The blanks from which on a line is indented.
const INDENT: usize = 2;

impl Around {
    /// Returns the same looks with another alignment.
    pub(super) fn aligned(&self, alignment: Alignment) -> Self {
        Self { alignment, ..self.clone() }
    }
}

impl Page<'_> {
    /// Reads what an element holds.
    pub(super) fn blocks(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        let mut done = Vec::new();
        self.within(element, &Around::default(), &mut done);
        done
    }

    pub(super) fn within(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        // Words that are not in a paragraph yet.
        let mut loose: Vec<Inline> = Vec::new();
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Element(_), Some(inner)) if is_block(inner) && around.depth < DEEPEST => {
                    self.end(&mut loose, around, done);
                    if !self.is_left_out(&inner) {
                        self.block(inner, around, done);
                    }
                }
                _ => self.inline(child, around.marks, around.depth, &mut loose),
            }
        }
        self.end(&mut loose, around, done);
    }

    /// Reads an element itself, as [`Self::within`] reads those in an element.
    pub(super) fn within_one(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        if is_block(element) {
            self.block(element, around, done);
        } else {
            self.within(element, around, done);
        }
    }

    /// Ends a paragraph. Two breaks part paragraphs, as does a break above an indent: old pages
    /// know no other way.
    fn end(&mut self, loose: &mut Vec<Inline>, around: &Around, done: &mut Vec<Block>) {
        let pieces = std::mem::take(loose);
        let mut part: Vec<Inline> = Vec::new();
        let mut parts = Vec::new();
        let is_blank =
            |inline: &Inline| matches!(inline, Inline::Text { text, .. } if text.trim().is_empty());
        for piece in pieces {
            let ends = piece == Inline::Break
                && part.iter().rev().find(|piece| !is_blank(piece)) == Some(&Inline::Break);
            if ends {
                parts.push(std::mem::take(&mut part));
            } else {
                part.push(piece);
            }
        }
        parts.push(part);
        for part in parts.into_iter().flat_map(at_indents) {
            // Leading blanks push a signature to the right.
            let text = tidied(part);
            if text.is_empty() {
                continue;
            }
            self.place += 1;
            let is_bold = text.iter().all(is_bold_or_blank) && !plain(&text).trim().is_empty();
            let look = Look { is_bold, ..around.look.clone() };
            let paragraph = Paragraph { text, alignment: around.alignment, look };
            done.push(Block::new(BlockKind::Paragraph(paragraph), self.place));
        }
    }

    fn block(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let inner = Around {
            alignment: style::alignment(&element).unwrap_or(around.alignment),
            look: with_inner_look(element, style::look(&element, &around.look)),
            marks: style::marks(&element, around.marks),
            depth: around.depth + 1,
        };
        let name = element.value().name();
        let is_own = self.link.is_some();
        match name {
            // What only decorates an article of our own is no loss.
            _ if is_own && element.value().attr("aria-hidden") == Some("true") => {}
            // What leads to other pages belongs to the old site.
            "nav" | "footer" => {}
            "p" | "div" | "ul" | "ol" | "td" | "section" | "center" if !is_own && is_navigation(element) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let mut pieces = Vec::new();
                self.children(element, Marks::default(), inner.depth, &mut pieces);
                let text = tidied(pieces);
                let level = name.bytes().next_back().map_or(1, |digit| digit - b'0');
                if !text.is_empty() {
                    self.place += 1;
                    done.push(Block::new(BlockKind::Heading(Heading { level, text }), self.place));
                }
            }
            "ul" | "ol" => self.list(element, &inner, done),
            "table" => match parts(element).filter(|_| !is_own) {
                Some(parts) => parts.into_iter().for_each(|part| self.part(part, &inner, done)),
                None => {
                    self.table_caption(element, &inner, done);
                    self.push_table(rows(element), &inner, done);
                }
            },
            "blockquote" => {
                let mut blocks = Vec::new();
                self.within(element, &inner, &mut blocks);
                if !blocks.is_empty() {
                    done.push(Block::new(BlockKind::Quote(blocks), self.place));
                }
            }
            "pre" => {
                let code: String = element.text().collect();
                if !code.trim().is_empty() {
                    self.place += 1;
                    done.push(Block::new(BlockKind::Code(code.trim_matches('\n').to_owned()), self.place));
                }
            }
            "hr" => done.push(Block::new(BlockKind::Rule, self.place)),
            "figure" => self.figure(element, &inner, done),
            _ if self.own_block(element, &inner, done) => {}
            "aside" => self.losses.content("asides", ""),
            "form" => {
                self.losses.content("forms", "");
                self.within(element, &inner, done);
            }
            _ => self.within(element, &inner, done),
        }
    }

    /// Reads the caption of a table as the paragraph above it: there is no other place for it.
    fn table_caption(&mut self, table: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut children = table.children().filter_map(ElementRef::wrap);
        let caption = children.find(|child| child.value().name() == "caption");
        if let Some(caption) = caption.filter(|caption| !self.is_left_out(caption)) {
            self.within(caption, &around.aligned(Alignment::Center), done);
        }
    }

    fn push_table(&mut self, rows: Rows<'_>, around: &Around, done: &mut Vec<Block>) {
        let table = self.table(rows, around);
        if !table.rows.is_empty() {
            done.push(Block::new(BlockKind::Table(table), self.place));
        }
    }

    /// Reads a part of a page that a table lays out.
    fn part(&mut self, part: Part<'_>, around: &Around, done: &mut Vec<Block>) {
        match part {
            Part::Blocks(cell) if self.is_left_out(&cell) => {}
            Part::Blocks(cell) => self.block(cell, around, done),
            Part::Line(words) => {
                let mut loose = vec![Inline::text(words)];
                self.end(&mut loose, around, done);
            }
            Part::Aside => self.losses.content("asides", ""),
            Part::Table(rows) => self.push_table(rows, around, done),
        }
    }

    fn list(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let start = element.value().attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let start = (element.value().name() == "ol").then_some(start);
        let mut list = List { start, items: Vec::new() };
        for child in element.children().filter_map(ElementRef::wrap) {
            let mut blocks = Vec::new();
            match child.value().name() {
                _ if self.is_left_out(&child) => continue,
                "li" => {
                    self.within(child, &Around { depth: around.depth + 1, ..around.clone() }, &mut blocks)
                }
                // A list right within a list belongs to the item before it.
                _ if is_block(child) => self.block(child, around, &mut blocks),
                _ => continue,
            }
            match list.items.last_mut() {
                Some(item) if child.value().name() != "li" => item.blocks.extend(blocks),
                _ if blocks.is_empty() => {}
                _ => list.items.push(ListItem { blocks }),
            }
        }
        if !list.items.is_empty() {
            done.push(Block::new(BlockKind::List(list), self.place));
        }
    }

    /// Reads `<figure>`: its pictures, and the words below them.
    fn figure(&mut self, element: ElementRef<'_>, around: &Around, done: &mut Vec<Block>) {
        let mut blocks = Vec::new();
        self.within(element, around, &mut blocks);
        let (mut figure, mut others) = (Figure::default(), Vec::new());
        for block in blocks {
            match block.kind {
                BlockKind::Paragraph(paragraph) => {
                    // A label of the picture is above its words.
                    let words = plain(&figure.caption);
                    let is_joined = self.link.is_none() || words.trim().is_empty() || words.ends_with('）');
                    if !is_joined && !plain(&paragraph.text).trim().is_empty() {
                        figure.caption.push(Inline::text(if words.contains(is_han) { "　" } else { " " }));
                    }
                    for piece in paragraph.text {
                        match piece {
                            Inline::Picture(picture) => figure.pictures.push(picture),
                            other => figure.caption.push(other),
                        }
                    }
                }
                kind => others.push(Block { kind, place: block.place }),
            }
        }
        figure.caption = tidied(std::mem::take(&mut figure.caption));
        if figure.pictures.is_empty() {
            self.place += 1;
            let paragraph = Paragraph { text: figure.caption, ..Paragraph::default() };
            done.push(Block::new(BlockKind::Paragraph(paragraph), self.place));
        } else {
            done.push(Block::new(BlockKind::Figure(figure), self.place));
        }
        done.extend(others);
    }
}

/// Parts words where an indent stands below a break: `各党支部：<br>　　为庆祝……`.
fn at_indents(words: Vec<Inline>) -> Vec<Vec<Inline>> {
    let (mut parts, mut open) = (Vec::new(), Vec::new());
    // The place of the last break among the open words, and the number of blanks below it.
    let mut below: Option<(usize, usize)> = None;
    for piece in words {
        below = match (&piece, below) {
            (Inline::Break, _) => Some((open.len(), 0)),
            (Inline::Text { text, .. }, Some((at, blanks))) => {
                let blanks = blanks + text.chars().take_while(|c| c.is_whitespace()).count();
                let is_blank = text.trim().is_empty();
                if !is_blank && blanks >= INDENT {
                    let rest = open.split_off(at);
                    parts.push(std::mem::replace(&mut open, rest));
                }
                is_blank.then_some((at, blanks))
            }
            _ => None,
        };
        open.push(piece);
    }
    parts.push(open);
    parts
}

/// Returns the look of a block whose words all have one element around them: editors put the size
/// on a `<span>` within the `<p>`.
fn with_inner_look(element: ElementRef<'_>, look: Look) -> Look {
    let mut look = look;
    let mut at = element;
    for _ in 0..DEEPEST {
        let mut inner = at.children().filter(|node| match node.value() {
            Node::Text(text) => !text.trim().is_empty(),
            Node::Element(_) => true,
            _ => false,
        });
        let (Some(only), None) = (inner.next(), inner.next()) else { break };
        let Some(only) = ElementRef::wrap(only).filter(|only| !is_block(*only)) else { break };
        look = style::look(&only, &look);
        at = only;
    }
    look
}

fn is_bold_or_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text, marks } => marks.is_bold || text.trim().is_empty(),
        Inline::Link { text, .. } => text.iter().all(is_bold_or_blank),
        Inline::Break => true,
        Inline::Picture(_) | Inline::Note(_) => false,
    }
}

/// Whether an element is a block, or holds one: browsers part lines there.
fn is_block(element: ElementRef<'_>) -> bool {
    const BLOCKS: [&str; 34] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ];
    BLOCKS.contains(&element.value().name())
}
