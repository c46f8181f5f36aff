//! Advises the writer about what is shown as written and was probably not meant so.
//!
//! In: a prepared body. Out: findings with fixes, none of which stops a build. They are searched
//! for only on request (`Options::advise`), so that a build pays nothing for them. Each rule checks
//! the visible characters of one block, each with its place in the body. Code, addresses, raw HTML
//! and the lines of directives are excluded.

mod block;
mod definition;
mod digit;
mod directive;
mod fact;
mod file_name;
mod heading;
mod leftover;
mod mark;
mod note;
mod quote;
mod table;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::chars::is_han;
use super::prepare::PreparedBody;
use super::{Options, autolink};
use crate::problem::Finding;
use block::{Block, BlockKind, OTHER};

/// Returns all advice on a page, unsorted.
pub(super) fn findings(page: &PreparedBody<'_>, options: &Options) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut headings = heading::Headings::default();
    // A page without Han characters is plain CommonMark.
    let is_chinese = page.body.contains(is_han);
    let mut unpaired = quote::UnpairedMarks::default();
    for mut block in blocks(page, options, &mut found) {
        mark::invisible(page.body, &block, &mut found);
        headings.look_at(page.body, &block, &mut found);
        if is_chinese {
            leftover::leftovers(page.body, &mut block, &mut found);
            note::undefined(page.body, &block, &mut found);
            table::look_at(page.body, &block, &mut found);
            file_name::look_at(page.body, &block, &mut found);
            digit::full_width(&block, &mut found);
            directive::within_line(page.body, &block, &mut found);
        }
        if block.is_chinese() {
            mark::half_width(&block, &mut found);
            mark::stars(page.body, &block, &mut found);
            mark::underscores(page.body, &block, &mut found);
            if !options.smart_punctuation {
                quote::straight(&block, &mut unpaired, &mut found);
            }
        }
    }
    found.extend(unpaired.finish());
    found
}

/// Returns the blocks of a page in order, and reports definitions of links that nothing refers to.
fn blocks(page: &PreparedBody<'_>, options: &Options, found: &mut Vec<Finding>) -> Vec<Block> {
    let mut reader = Reader {
        page,
        done: Vec::new(),
        open: None,
        containers: 0,
        hidden: 0,
        columns: 0,
        behind_table: None,
    };
    let mut events = Parser::new_ext(&page.text, super::options::extensions(options)).into_offset_iter();
    let mut definitions = definition::Used::default();
    for (event, range) in events.by_ref() {
        definitions.event(&event);
        reader.event(event, range);
    }
    definitions.report(page, events.reference_definitions(), found);
    reader.end();
    reader.done
}

struct Reader<'a> {
    page: &'a PreparedBody<'a>,
    done: Vec<Block>,
    open: Option<Block>,
    /// Number of open lists, quotes, tables and notes.
    containers: usize,
    /// Number of open elements whose text is not part of the block.
    hidden: usize,
    /// The number of columns of the last table.
    columns: usize,
    /// The same while the table has just ended.
    behind_table: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end_of(tag),
            Event::Text(text) if self.hidden == 0 => self.text(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::InlineHtml(_) => {
                self.push(range.start, OTHER);
            }
            Event::FootnoteReference(_) => self.push(range.start, OTHER),
            Event::SoftBreak | Event::HardBreak => self.push(range.start, '\n'),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let inner = if self.containers == 0 { BlockKind::Paragraph } else { BlockKind::Inner };
        match tag {
            Tag::Paragraph => self.begin(inner, range),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level_of(*level)), range),
            Tag::TableCell | Tag::DefinitionListTitle => self.begin(BlockKind::Inner, range),
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.end();
                self.hidden += 1;
            }
            Tag::Image { .. } => {
                self.push(range.start, OTHER);
                self.hidden += 1;
            }
            Tag::List(_) | Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => self.enter(),
            Tag::Table(columns) => {
                self.columns = columns.len();
                self.enter();
            }
            Tag::DefinitionListDefinition => self.enter(),
            Tag::Strong => {
                if let Some(block) = self.open.as_mut().filter(|block| block.chars.is_empty()) {
                    block.strong = Some(self.page.map.span(range));
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self) {
        self.end();
        self.containers += 1;
    }

    fn end_of(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.end();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.leave()
            }
            TagEnd::Table => {
                self.leave();
                self.behind_table = Some(self.columns);
            }
            TagEnd::DefinitionListDefinition => self.leave(),
            _ => {}
        }
    }

    fn leave(&mut self) {
        self.end();
        self.containers = self.containers.saturating_sub(1);
    }

    fn begin(&mut self, kind: BlockKind, range: Range<usize>) {
        self.end();
        let length = self.page.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        let span = self.page.map.span(range.start..range.start + length);
        let behind_table = std::mem::take(&mut self.behind_table);
        self.open = Some(Block { kind, span, chars: Vec::new(), behind_table, strong: None });
    }

    fn end(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        let text = block.text();
        let mut addresses = autolink::addresses(&text).peekable();
        let mut at = 0;
        for (_, c) in &mut block.chars {
            let length = c.len_utf8();
            while addresses.next_if(|address| address.end <= at).is_some() {}
            if addresses.peek().is_some_and(|address| address.contains(&at)) {
                *c = OTHER;
            }
            at += length;
        }
        self.done.push(block);
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.open.is_none() {
            // The text of an item in a tight list has no paragraph.
            self.begin(BlockKind::Inner, range.clone());
        }
        if self.page.text.get(range.clone()) != Some(text) {
            return self.push(range.start, OTHER);
        }
        for (at, c) in text.char_indices() {
            if !self.page.clean(c.encode_utf8(&mut [0; 4]) as &str).is_empty() {
                self.push(range.start + at, c);
            }
        }
    }

    /// Adds a character of the prepared text.
    fn push(&mut self, at: usize, c: char) {
        let place = self.page.map.span(at..at).start;
        let is_there = c == '\n' || self.page.body.get(place..).is_some_and(|rest| rest.starts_with(c));
        if let Some(block) = &mut self.open {
            block.chars.push((place, if is_there { c } else { OTHER }));
        }
    }
}

/// Returns the level in the HTML: the title of the page is the only `<h1>`.
fn level_of(level: HeadingLevel) -> u8 {
    (level as u8).max(2)
}
