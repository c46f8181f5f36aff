//! Splits a style sheet into tokens, as CSS Syntax Level 3 does, but only as finely as removing
//! white space needs.

use super::cursor::Cursor;

/// A token with its text, which together make up the whole style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Space,
    Comment,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    Semicolon,
    Colon,
    Comma,
    /// A string, or `url(…)` with an address that is not quoted.
    Whole,
    /// Names, numbers and signs that follow each other without white space: `.a>b`, `10px`.
    Words,
}

/// Splits `css` into tokens. Returns `None` for a comment, string or address without an end, and
/// where an escape makes it unclear what a name is.
pub(super) fn tokens(css: &str) -> Option<Vec<Token<'_>>> {
    let mut scanner = Scanner { cursor: Cursor::new(css) };
    let mut tokens = Vec::with_capacity(css.len() / 4);
    while let Some(first) = scanner.cursor.peek() {
        let from = scanner.cursor.at();
        let kind = scanner.token(first)?;
        tokens.push(Token { kind, text: scanner.cursor.since(from)? });
    }
    Some(tokens)
}

struct Scanner<'t> {
    cursor: Cursor<'t>,
}

impl Scanner<'_> {
    fn token(&mut self, first: char) -> Option<TokenKind> {
        let kind = match first {
            _ if is_space(first) => {
                self.cursor.skip_while(is_space);
                return Some(TokenKind::Space);
            }
            '"' | '\'' => {
                self.string()?;
                return Some(TokenKind::Whole);
            }
            '/' if self.cursor.is_before("/*") => {
                self.cursor.skip_comment()?;
                return Some(TokenKind::Comment);
            }
            '(' | '[' | '{' => TokenKind::Open,
            ')' | ']' | '}' => TokenKind::Close,
            ';' => TokenKind::Semicolon,
            ':' => TokenKind::Colon,
            ',' => TokenKind::Comma,
            _ => return self.words(),
        };
        self.cursor.next();
        Some(kind)
    }

    /// Skips what follows a `\` in a string: also a line end, of which `\r\n` is one.
    fn escaped(&mut self) -> Option<()> {
        if self.cursor.next()? == '\r' && self.cursor.peek() == Some('\n') {
            self.cursor.next();
        }
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        let quote = self.cursor.next()?;
        loop {
            match self.cursor.next()? {
                '\\' => self.escaped()?,
                '\n' | '\r' | '\u{c}' => return None,
                c if c == quote => return Some(()),
                _ => {}
            }
        }
    }

    /// Reads names, numbers and signs up to white space or a mark of their own.
    fn words(&mut self) -> Option<TokenKind> {
        let from = self.cursor.at();
        let (mut name, mut has_escape) = (from, false);
        while let Some(c) = self.cursor.peek() {
            match c {
                '\\' => {
                    has_escape = true;
                    self.escape()?;
                }
                '(' => {
                    let end = self.cursor.at();
                    let is_address = self.cursor.text().get(name..end)?.eq_ignore_ascii_case("url");
                    // `\75rl(` is `url(`, too: nobody writes that.
                    if has_escape {
                        return None;
                    }
                    return if is_address { self.address() } else { Some(TokenKind::Words) };
                }
                '"' | '\'' | ')' | '[' | ']' | '{' | '}' | ';' | ':' | ',' => break,
                '/' if self.cursor.is_before("/*") => break,
                _ if is_space(c) => break,
                _ => {
                    self.cursor.next();
                    if !is_of_name(c) {
                        (name, has_escape) = (self.cursor.at(), false);
                    }
                }
            }
        }
        Some(TokenKind::Words)
    }

    /// Reads an escape: `\` with a character, or with up to six digits and the white space that
    /// ends them, which is part of it: `\31 a`.
    fn escape(&mut self) -> Option<()> {
        self.cursor.next();
        let first = self.cursor.next()?;
        if matches!(first, '\n' | '\r' | '\u{c}') {
            return None;
        }
        if first.is_ascii_hexdigit() {
            for _ in 0..5 {
                if self.cursor.peek().is_some_and(|c| c.is_ascii_hexdigit()) {
                    self.cursor.next();
                }
            }
            if self.cursor.is_before("\r\n") {
                self.cursor.next();
            }
            if self.cursor.peek().is_some_and(is_space) {
                self.cursor.next();
            }
        }
        Some(())
    }

    /// Reads the rest of `url(`. A quoted address is a string in brackets.
    fn address(&mut self) -> Option<TokenKind> {
        self.cursor.peek()?;
        let at = self.cursor.at();
        let inside = self.cursor.text().get(at + 1..)?;
        if inside.trim_start_matches(is_space).starts_with(['"', '\'']) {
            return Some(TokenKind::Words);
        }
        self.cursor.next();
        self.cursor.skip_while(is_space);
        loop {
            match self.cursor.peek()? {
                ')' => {
                    self.cursor.next();
                    return Some(TokenKind::Whole);
                }
                '\\' => self.escape()?,
                '"' | '\'' | '(' => return None,
                c if is_space(c) => {
                    self.cursor.skip_while(is_space);
                    if self.cursor.peek() != Some(')') {
                        return None;
                    }
                }
                _ => {
                    self.cursor.next();
                }
            }
        }
    }
}

/// Returns whether CSS takes a character for white space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(css: &str) -> Vec<(TokenKind, &str)> {
        tokens(css).unwrap().into_iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn the_tokens_are_the_whole_text() {
        use TokenKind::{Close, Colon, Comment, Open, Semicolon, Space, Whole, Words};
        assert_eq!(
            words("a.b{--x: url( a;b ) \"};\"/*}*/}"),
            [
                (Words, "a.b"),
                (Open, "{"),
                (Words, "--x"),
                (Colon, ":"),
                (Space, " "),
                (Whole, "url( a;b )"),
                (Space, " "),
                (Whole, "\"};\""),
                (Comment, "/*}*/"),
                (Close, "}"),
            ]
        );
        assert_eq!(words(".\\31 \\;b;"), [(Words, ".\\31 \\;b"), (Semicolon, ";")]);
        assert_eq!(
            words("x URL('a' )")[2..],
            [(Words, "URL"), (Open, "("), (Whole, "'a'"), (Space, " "), (Close, ")")]
        );
    }

    #[test]
    fn what_has_no_end_is_not_split() {
        for css in
            ["/*", "/*/", "\"a", "'a\n'", "url(a", "url(a b)", "url(a\"b\")", "\\", "\\75rl(a)", "a\\\n"]
        {
            assert_eq!(tokens(css), None, "{css}");
        }
    }
}
