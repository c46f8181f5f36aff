//! Reads what the line ends within a block of Chinese text mean.
//!
//! In Markdown the lines of a block are one paragraph. A text from a word processor has a line for
//! each paragraph and none that are empty; an editor for programmers wraps a paragraph into lines
//! of one width. Both are recognized: by the width of the lines, by what they end with, and by how
//! the other blocks of the body are written ([`Manner`]).
//!
//! A block of one line, which nearly all are, is never looked at.

mod even;
mod line;
mod listed;
mod manner;
mod own;
mod plain;
mod signature;

use std::ops::Range;

use super::chars::is_han;
use super::options::Lines;
use even::Even;
use line::Line;
pub(super) use line::is_item;
pub(super) use manner::Manner;
pub(super) use own::is_salutation;
pub(crate) use plain::begins_paragraphs;
pub(super) use signature::{is_signed, signatures};

/// The lines of a block, and where paragraphs begin among them.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// From the first line of the block to the end of the last one.
    span: Range<usize>,
    /// Where the lines begin that begin a paragraph, except for the first.
    breaks: Vec<usize>,
    /// The lines that could just as well be read in the other way.
    doubt: Option<Doubt>,
}

/// Lines that could be paragraphs of their own or one that was wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    /// From the first of them to the end of the last one.
    pub span: Range<usize>,
    /// Where all but the first of them begin.
    pub breaks: Vec<usize>,
    /// Whether they are read as paragraphs.
    pub parted: bool,
}

impl Reading {
    /// Reads the block of `body` whose first line is at `first`.
    pub(super) fn of(body: &str, first: Range<usize>, lines: Lines, manner: &mut Option<Manner>) -> Self {
        let (end, may_part) = line::end_of_block(body, first.end);
        let whole = first.start..end;
        let nothing = Self { span: whole.clone(), ..Self::default() };
        if !may_part || whole.end == first.end || matches!(lines, Lines::Join | Lines::CommonMark) {
            return nothing;
        }
        let block = body.get(whole.clone()).unwrap_or_default();
        let found: Vec<Line<'_>> = Line::all(block, whole.start).collect();
        if found.len() < 2 || !block.contains(is_han) {
            return nothing;
        }
        let whole_body = manner.get_or_insert_with(|| Manner::of(body));
        let even = Even::of(&found);
        let own = Manner::of_block(&found, even);
        let is_known = whole_body.is_wrapped() || own.is_clearly_wrapped();
        let is_wrapped = lines != Lines::Paragraphs && (is_known || even.is_some());
        let limit = own.limit.max(whole_body.limit);
        let mut rows: Vec<(u8, u32)> =
            found.iter().filter_map(|line| listed::enumerator(line.text)).collect();
        rows.sort_unstable();
        let is_dense = whole_body.is_dense();
        let is_guess = !is_known && even.is_some_and(|even| !even.is_certain);
        let even = even.map(|even| even.limit);
        let (mut breaks, mut plain, mut unsure) = (Vec::new(), Vec::new(), Vec::new());
        for (at, line) in found.iter().enumerate().skip(1) {
            let boundary = own::Boundary { lines: &found, at, rows: &rows, limit, even, is_dense };
            if boundary.begins(is_wrapped) {
                breaks.push(line.start);
            }
            if boundary.is_plain() {
                plain.push(line.start);
            }
            let may_begin = if is_guess { boundary.begins(false) } else { boundary.is_unsure() };
            if is_wrapped && may_begin {
                unsure.push(line.start);
            }
        }
        if is_guess || !whole_body.is_doubtful(&own) {
            plain = unsure;
        }
        let in_doubt = !plain.is_empty() && lines != Lines::Paragraphs;
        let doubt = in_doubt.then(|| Doubt { span: whole.clone(), breaks: plain, parted: !is_wrapped });
        Self { span: whole, breaks, doubt }
    }

    /// Whether the reading is of a block with a line that begins at `at`.
    pub(super) fn contains(&self, at: usize) -> bool {
        self.span.contains(&at)
    }

    /// Whether a paragraph begins on the line that begins at `at`, below another line of the block.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.breaks.binary_search(&at).is_ok()
    }

    /// Returns the block and where its paragraphs begin, except for the first, if it has several.
    pub(super) fn parts(&self) -> Option<(Range<usize>, &[usize])> {
        (!self.breaks.is_empty()).then(|| (self.span.clone(), &*self.breaks))
    }

    /// Returns the lines that could be read in another way.
    pub(super) fn doubt(&self) -> Option<&Doubt> {
        self.doubt.as_ref()
    }
}
