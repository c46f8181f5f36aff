//! Goes through a text character by character.

use std::iter::Peekable;
use std::str::CharIndices;

/// A place in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
}

impl<'t> Cursor<'t> {
    /// Begins at the first character.
    pub fn new(text: &'t str) -> Self {
        Self { text, rest: text.char_indices().peekable() }
    }

    /// Returns the position of the next character in bytes.
    pub fn at(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    /// Goes on by one character.
    pub fn next(&mut self) -> Option<char> {
        self.rest.next().map(|(_, c)| c)
    }

    /// Returns the next character and stays before it.
    pub fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }

    /// Returns whether these are the next characters.
    pub fn is_before(&mut self, text: &str) -> bool {
        let at = self.at();
        self.text.get(at..).is_some_and(|rest| rest.starts_with(text))
    }

    /// Returns the whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the text from a position to the next character.
    pub fn since(&mut self, from: usize) -> Option<&'t str> {
        let at = self.at();
        self.text.get(from..at)
    }
}
