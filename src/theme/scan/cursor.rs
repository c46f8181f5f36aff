//! Goes over the tokens of a tag.

use super::token::{Token, TokenKind, Unreadable};

/// A place in the tokens of a tag.
pub(super) struct Cursor<'r, 't> {
    /// The tokens that are not read yet.
    pub tokens: &'r [Token<'t>],
}

impl<'t> Cursor<'_, 't> {
    /// Whether a name is next.
    pub(super) fn is_name(&self) -> bool {
        matches!(self.tokens.first(), Some(Token { kind: TokenKind::Name(_), .. }))
    }

    /// Whether this sign is next.
    pub(super) fn is_next(&self, sign: &str) -> bool {
        matches!(self.tokens.first(), Some(Token { kind: TokenKind::Sign(next), .. }) if *next == sign)
    }

    /// Goes over a sign if it is next.
    pub(super) fn skip(&mut self, sign: &str) -> bool {
        let is_next = self.is_next(sign);
        self.tokens = self.tokens.get(usize::from(is_next)..).unwrap_or_default();
        is_next
    }

    /// Goes over a name if it is next.
    pub(super) fn skip_name(&mut self, name: &str) -> bool {
        let is_next =
            matches!(self.tokens.first(), Some(Token { kind: TokenKind::Name(next), .. }) if *next == name);
        self.tokens = self.tokens.get(usize::from(is_next)..).unwrap_or_default();
        is_next
    }

    /// Goes over a sign, which has to be next.
    pub(super) fn require(&mut self, sign: &str) -> Result<(), Unreadable> {
        if self.skip(sign) { Ok(()) } else { Err(Unreadable) }
    }

    /// Goes over a name, which has to be next.
    pub(super) fn name(&mut self) -> Result<&'t str, Unreadable> {
        let Some((Token { kind: TokenKind::Name(name), .. }, rest)) = self.tokens.split_first() else {
            return Err(Unreadable);
        };
        self.tokens = rest;
        Ok(name)
    }

    /// Goes over a text, which has to be next.
    pub(super) fn text(&mut self) -> Result<String, Unreadable> {
        let Some((Token { kind: TokenKind::Text(text), .. }, rest)) = self.tokens.split_first() else {
            return Err(Unreadable);
        };
        self.tokens = rest;
        Ok(text.clone().into_owned())
    }
}
