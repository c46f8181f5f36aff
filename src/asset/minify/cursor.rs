//! Goes through a text character by character.

/// A place in a text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Begins at the first character.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns the position of the next character in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes on by one character.
    pub fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes on while this is so.
    pub fn skip_while(&mut self, is_so: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&is_so) {
            self.next();
        }
    }

    /// Goes on behind the next `end`. `None` if there is none.
    fn skip_behind(&mut self, end: &str) -> Option<()> {
        self.at += self.rest()?.find(end)? + end.len();
        Some(())
    }

    /// Goes on behind the comment that begins here. `None` if it has no end.
    pub fn skip_comment(&mut self) -> Option<()> {
        // `/*/` is not closed by its own star.
        self.skip_behind("/*")?;
        self.skip_behind("*/")
    }

    /// Returns the next character and stays before it. Nearly all are ASCII.
    pub fn peek(&self) -> Option<char> {
        let first = *self.text.as_bytes().get(self.at)?;
        if first.is_ascii() { Some(char::from(first)) } else { self.rest()?.chars().next() }
    }

    /// Returns whether these are the next characters.
    pub fn is_before(&self, text: &str) -> bool {
        self.rest().is_some_and(|rest| rest.starts_with(text))
    }

    /// Returns the whole text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the text from a position to the next character.
    pub fn since(&self, from: usize) -> Option<&'t str> {
        self.text.get(from..self.at)
    }

    fn rest(&self) -> Option<&'t str> {
        self.text.get(self.at..)
    }
}
