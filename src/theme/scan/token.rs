//! Splits a template into tags, and the code of each into tokens, exactly as Tera's lexer does
//! (`src/parsing/lexer.rs` there).

use std::borrow::Cow;
use std::ops::Range;

/// A template, or the rest of it, that Tera can't read either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// A token of the code of a template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenKind<'t> {
    /// A name or a keyword. The lexer doesn't tell them apart: `in` may be a variable.
    Name(&'t str),
    /// A text between quotation marks, without escapes.
    Text(Cow<'t, str>),
    /// A number without its sign.
    Number,
    /// Punctuation: `|`, `==`, `?.`.
    Sign(&'static str),
}

/// A token and its place in the template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<'t> {
    pub kind: TokenKind<'t>,
    pub span: Range<usize>,
}

/// `{{ … }}` or `{% … %}`. Comments and raw blocks are not code.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    /// Whether it is `{{ … }}`.
    pub is_expression: bool,
    /// Whether it removes the space before or after it: `{{- … }}`.
    pub is_trimming: bool,
    /// From its first brace to after its last one.
    pub span: Range<usize>,
    pub tokens: Vec<Token<'t>>,
}

/// Number of tokens in most tags.
const USUAL: usize = 8;

/// Returns the punctuation at the start of `text`; of several that fit, the longest. `-` is also
/// the sign of a number: `x -1` is a difference.
fn sign(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let next = bytes.get(1).copied().unwrap_or_default();
    Some(match (bytes.first()?, next) {
        (b'.', b'.') if bytes.get(2) == Some(&b'.') => "...",
        (b'/', b'/') => "//",
        (b'*', b'*') => "**",
        (b'=', b'=') => "==",
        (b'!', b'=') => "!=",
        (b'>', b'=') => ">=",
        (b'<', b'=') => "<=",
        (b'<', b'/') => "</",
        (b'?', b'.') => "?.",
        (b'?', b'[') => "?[",
        (b'+', _) => "+",
        (b'-', _) => "-",
        (b'*', _) => "*",
        (b'/', _) => "/",
        (b'%', _) => "%",
        (b'!', _) => "!",
        (b'.', _) => ".",
        (b',', _) => ",",
        (b':', _) => ":",
        (b'~', _) => "~",
        (b'|', _) => "|",
        (b'=', _) => "=",
        (b'>', _) => ">",
        (b'<', _) => "<",
        (b'(', _) => "(",
        (b')', _) => ")",
        (b'[', _) => "[",
        (b']', _) => "]",
        (b'{', _) => "{",
        (b'}', _) => "}",
        (b'@', _) => "@",
        _ => return None,
    })
}

/// The tags of a template, in order. The first that is not readable ends them.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = Result<Tag<'_>, Unreadable>> {
    let mut lexer = Lexer { text, at: 0 };
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let next = lexer.tag().transpose();
        is_over = !matches!(next, Some(Ok(_)));
        next
    })
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes over `prefix` if it is next.
    fn skip(&mut self, prefix: &str) -> bool {
        let is_next = self.rest().starts_with(prefix);
        self.at += if is_next { prefix.len() } else { 0 };
        is_next
    }

    fn skip_space(&mut self) {
        let rest = self.rest().bytes();
        self.at += rest.take_while(u8::is_ascii_whitespace).count();
    }

    /// Goes to `needle` and over it.
    fn find(&mut self, needle: &str) -> Result<(), Unreadable> {
        let found = memchr::memmem::find(self.rest().as_bytes(), needle.as_bytes()).ok_or(Unreadable)?;
        self.at += found + needle.len();
        Ok(())
    }

    /// The next tag; `None` after the last one.
    fn tag(&mut self) -> Result<Option<Tag<'t>>, Unreadable> {
        while let Some(found) = memchr::memchr(b'{', self.rest().as_bytes()) {
            self.at += found;
            let start = self.at;
            if self.skip("{#") {
                // `{#-#}` is a whole comment, `{#}` is not.
                self.skip("-");
                self.find("#}")?;
            } else if self.skip("{{") {
                return self.code(start, "}}").map(Some);
            } else if self.skip("{%") {
                if self.raw()? {
                    continue;
                }
                return self.code(start, "%}").map(Some);
            } else {
                self.at += 1;
            }
        }
        Ok(None)
    }

    /// Goes over a raw block if its first tag is here, after `{%`. Only a whole `{% endraw %}` ends
    /// it: `endraw` alone, or anything that looks like code, is text.
    fn raw(&mut self) -> Result<bool, Unreadable> {
        let start = self.at;
        // Tera takes two hyphens here: `{%-- raw %}`.
        self.skip("-");
        if !self.tag_of("raw") {
            self.at = start;
            return Ok(false);
        }
        loop {
            self.find("{%")?;
            let inner = self.at;
            if self.tag_of("endraw") {
                return Ok(true);
            }
            self.at = inner;
        }
    }

    /// Goes over a tag that consists of `name`, after `{%`, if it is one.
    fn tag_of(&mut self, name: &str) -> bool {
        self.skip("-");
        self.skip_space();
        let is_named = self.skip(name);
        self.skip_space();
        self.skip("-");
        is_named && self.skip("%}")
    }

    fn code(&mut self, start: usize, close: &str) -> Result<Tag<'t>, Unreadable> {
        let mut is_trimming = self.skip("-");
        let mut tokens = Vec::with_capacity(USUAL);
        loop {
            self.skip_space();
            let rest = self.rest();
            let is_end = |rest: &str| rest.starts_with(close);
            let trims = rest.strip_prefix('-').is_some_and(is_end);
            if trims || is_end(rest) {
                is_trimming |= trims;
                self.at += close.len() + usize::from(trims);
                return Ok(Tag { is_expression: close == "}}", is_trimming, span: start..self.at, tokens });
            }
            tokens.push(self.token()?);
        }
    }

    fn token(&mut self) -> Result<Token<'t>, Unreadable> {
        let (start, rest) = (self.at, self.rest());
        let first = rest.bytes().next().ok_or(Unreadable)?;
        // As in Tera, `.5` is a dot and a number.
        let (kind, length) = if first.is_ascii_alphabetic() || first == b'_' {
            let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let end = rest.bytes().position(|byte| !is_word(&byte)).unwrap_or(rest.len());
            (TokenKind::Name(rest.get(..end).unwrap_or_default()), end)
        } else if matches!(first, b'"' | b'\'' | b'`') {
            let inner = quoted(rest, first).ok_or(Unreadable)?;
            (TokenKind::Text(unescaped(inner)?), inner.len() + 2)
        } else if first.is_ascii_digit() {
            (TokenKind::Number, number(rest)?)
        } else if let Some(sign) = sign(rest) {
            (TokenKind::Sign(sign), sign.len())
        } else {
            return Err(Unreadable);
        };
        self.at += length;
        Ok(Token { kind, span: start..self.at })
    }
}

/// Returns the text from the quotation mark at the start to the next one that is not escaped.
fn quoted(text: &str, quote: u8) -> Option<&str> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            _ if byte == quote => return text.get(1..at),
            _ => {}
        }
    }
    None
}

fn unescaped(text: &str) -> Result<Cow<'_, str>, Unreadable> {
    if !text.contains('\\') {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some(c @ ('"' | '\'' | '/' | '\\')) => c,
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                _ => return Err(Unreadable),
            },
            c => c,
        });
    }
    Ok(Cow::Owned(out))
}

/// The length of the number at the start: digits, and at most one dot, which may be the last.
fn number(text: &str) -> Result<usize, Unreadable> {
    let mut dots = 0;
    let end = text.find(|c: char| {
        dots += usize::from(c == '.');
        !c.is_ascii_digit() && (c != '.' || dots > 1)
    });
    let length = end.unwrap_or(text.len());
    let number = text.get(..length).unwrap_or_default();
    let is_valid = number.contains('.') || number.parse::<i64>().is_ok();
    is_valid.then_some(length).ok_or(Unreadable)
}
