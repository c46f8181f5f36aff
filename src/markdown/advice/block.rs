//! Holds the visible characters of a block of text, with their places in the body.

use std::ops::Range;

use super::super::chars::is_han;

/// Replaces what is shown but is not text of the block: code, a picture, an address, an entity.
pub(super) const OTHER: char = '\u{FFFC}';

/// A block of text.
#[derive(Debug)]
pub(super) struct Block {
    pub kind: BlockKind,
    /// Where it is in the body.
    pub span: Range<usize>,
    /// Its visible characters with their places in the body; the end of a line is `\n`.
    pub chars: Vec<(usize, char)>,
    /// The number of columns of the table right before it, if there is one.
    pub behind_table: Option<usize>,
    /// The span of the strong text with which the block begins, if it does.
    pub strong: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A paragraph of the page itself.
    Paragraph,
    /// A heading with its level in the HTML, from 2.
    Heading(u8),
    /// Text in a list, a table, a quote or a note.
    Inner,
}

impl Block {
    pub fn is_chinese(&self) -> bool {
        self.chars.iter().any(|(_, c)| is_han(*c))
    }

    pub fn text(&self) -> String {
        self.chars.iter().map(|(_, c)| *c).collect()
    }

    /// Returns the character with this number, if there is one.
    pub fn at(&self, number: usize) -> Option<char> {
        self.chars.get(number).map(|(_, c)| *c)
    }

    /// Returns the character before the one with this number.
    pub fn before(&self, number: usize) -> Option<char> {
        self.at(number.checked_sub(1)?)
    }

    /// Returns the span in the body of the characters with these numbers.
    pub fn span_of(&self, numbers: Range<usize>) -> Range<usize> {
        let start = self.chars.get(numbers.start).map_or(self.span.end, |(at, _)| *at);
        let last = numbers.end.checked_sub(1).and_then(|last| self.chars.get(last));
        start..last.map_or(start, |(at, c)| at + c.len_utf8())
    }
}
