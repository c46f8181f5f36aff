//! Splits a script into tokens, as ECMAScript does, but only as finely as removing comments needs.

use super::cursor::Cursor;

/// A token with its text, which together make up the whole script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// White space within a line.
    Space,
    /// One end of a line.
    LineEnd,
    /// `// …`, without the end of its line.
    LineComment,
    /// `/* … */`.
    Comment,
    /// A name or a keyword.
    Word,
    Number,
    /// A string, with its quotes.
    Text,
    /// A piece of a template: up to its end, or up to and with `${`.
    Template,
    Regex,
    /// One sign; `++` and `--` are one, too.
    Sign,
}

/// Words after which `/` begins a regular expression.
const BEFORE_REGEX: [&str; 13] = [
    "return",
    "typeof",
    "case",
    "do",
    "else",
    "in",
    "instanceof",
    "new",
    "delete",
    "void",
    "throw",
    "default",
    "extends",
];
/// Words that are keywords in some places and names in others.
const EITHER: [&str; 8] = ["of", "yield", "await", "async", "let", "static", "get", "set"];
/// Words before a condition in brackets.
const CONDITION: [&str; 5] = ["if", "while", "for", "with", "await"];

/// Splits `js` into tokens. Returns `None` for a string, comment or bracket without an end, and
/// where it takes the whole grammar to tell whether `/` divides or begins a regular expression.
pub(super) fn tokens(js: &str) -> Option<Vec<Token<'_>>> {
    let mut scanner = Scanner {
        cursor: Cursor::new(js),
        tokens: Vec::with_capacity(js.len() / 4),
        open: Vec::new(),
        slash: Slash::Regex,
        is_member: false,
    };
    while let Some(first) = scanner.cursor.peek() {
        let from = scanner.cursor.at();
        let kind = scanner.token(first)?;
        let text = scanner.cursor.since(from)?;
        scanner.note(kind, text)?;
        scanner.tokens.push(Token { kind, text });
    }
    scanner.open.is_empty().then_some(scanner.tokens)
}

/// What `/` means after the last token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slash {
    Division,
    Regex,
    /// It depends on more than the tokens before.
    Unclear,
}

/// An open bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bracket {
    kind: BracketKind,
    /// What `/` means after its end.
    after: Slash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BracketKind {
    Round,
    Square,
    Curly,
    /// `${` in a template.
    Template,
}

struct Scanner<'t> {
    cursor: Cursor<'t>,
    tokens: Vec<Token<'t>>,
    open: Vec<Bracket>,
    slash: Slash,
    /// Whether the last token is the `.` before a property.
    is_member: bool,
}

impl<'t> Scanner<'t> {
    fn token(&mut self, first: char) -> Option<TokenKind> {
        match first {
            _ if is_line_end(first) => {
                self.cursor.next();
                Some(TokenKind::LineEnd)
            }
            _ if first.is_whitespace() || first == '\u{feff}' => {
                self.cursor.next();
                Some(TokenKind::Space)
            }
            '/' if self.cursor.is_before("//") => {
                self.cursor.skip_while(|c| !is_line_end(c));
                Some(TokenKind::LineComment)
            }
            '/' if self.cursor.is_before("/*") => {
                self.cursor.skip_comment()?;
                Some(TokenKind::Comment)
            }
            '/' => match self.slash {
                Slash::Division => {
                    self.cursor.next();
                    Some(TokenKind::Sign)
                }
                Slash::Regex => {
                    self.regex()?;
                    Some(TokenKind::Regex)
                }
                Slash::Unclear => None,
            },
            '"' | '\'' => {
                self.string(first)?;
                Some(TokenKind::Text)
            }
            '`' => {
                self.cursor.next();
                self.template()
            }
            '}' if self.open.last().is_some_and(|bracket| bracket.kind == BracketKind::Template) => {
                self.open.pop();
                self.cursor.next();
                self.template()
            }
            // Comments of the oldest browsers, which hide the rest of a line; and the line of a
            // program at the beginning of a file.
            '<' if self.cursor.is_before("<!--") => None,
            '-' if self.cursor.is_before("-->") && self.is_first_of_line() => None,
            '#' if self.cursor.is_before("#!") => None,
            '0'..='9' => self.number(),
            '.' if self
                .cursor
                .text()
                .get(self.cursor.at() + 1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) =>
            {
                self.number()
            }
            '+' | '-' if self.cursor.is_before("++") || self.cursor.is_before("--") => {
                self.cursor.next();
                self.cursor.next();
                Some(TokenKind::Sign)
            }
            _ if is_of_word(first) => {
                while let Some(c) = self.cursor.peek().filter(|c| is_of_word(*c)) {
                    self.cursor.next();
                    // `\u{61}`
                    if c == '\\' && self.cursor.is_before("u{") {
                        while self.cursor.next()? != '}' {}
                    }
                }
                Some(TokenKind::Word)
            }
            _ if first.is_ascii_punctuation() => {
                self.cursor.next();
                Some(TokenKind::Sign)
            }
            _ => None,
        }
    }

    /// Takes in a token: opens and closes brackets, and sees what `/` would mean after it.
    fn note(&mut self, kind: TokenKind, text: &str) -> Option<()> {
        use TokenKind::{Comment, LineComment, LineEnd, Number, Regex, Sign, Space, Template, Text, Word};
        let was_member = self.is_member;
        match kind {
            Space | LineEnd | LineComment | Comment => return Some(()),
            Number | Text | Regex => self.slash = Slash::Division,
            Template
                if text.ends_with("${")
                    && self.open.last().is_some_and(|b| b.kind == BracketKind::Template) =>
            {
                self.slash = Slash::Regex;
            }
            Template => self.slash = Slash::Division,
            Word if was_member => self.slash = Slash::Division,
            Word if BEFORE_REGEX.contains(&text) => self.slash = Slash::Regex,
            Word if EITHER.contains(&text) => self.slash = Slash::Unclear,
            Word => self.slash = Slash::Division,
            Sign => self.sign(text)?,
        }
        self.is_member = kind == Sign && text == ".";
        Some(())
    }

    fn sign(&mut self, text: &str) -> Option<()> {
        let opened = |kind, after| Bracket { kind, after };
        match text {
            "(" => {
                let mut before = self.tokens.iter().rev().filter(|token| is_code(token));
                let is_condition = before
                    .next()
                    .is_some_and(|token| token.kind == TokenKind::Word && CONDITION.contains(&token.text));
                // A statement follows a condition, and may begin with a regular expression; a
                // property may be called `if`, too.
                let is_property = before.next().is_some_and(|token| token.text == ".");
                let after = if is_condition && !is_property { Slash::Unclear } else { Slash::Division };
                self.open.push(opened(BracketKind::Round, after));
                self.slash = Slash::Regex;
            }
            "[" => {
                self.open.push(opened(BracketKind::Square, Slash::Division));
                self.slash = Slash::Regex;
            }
            "{" => {
                // The end of an object, or of a block.
                self.open.push(opened(BracketKind::Curly, Slash::Unclear));
                self.slash = Slash::Regex;
            }
            ")" | "]" | "}" => {
                let bracket = self.open.pop()?;
                let is_its_end = matches!(
                    (bracket.kind, text),
                    (BracketKind::Round, ")") | (BracketKind::Square, "]") | (BracketKind::Curly, "}")
                );
                if !is_its_end {
                    return None;
                }
                self.slash = bracket.after;
            }
            // `a++ / b`, but also `++ /b/.lastIndex`.
            "++" | "--" => self.slash = Slash::Unclear,
            _ => self.slash = Slash::Regex,
        }
        Some(())
    }

    /// Skips what follows a `\` in a string: also a line end, of which `\r\n` is one.
    fn escaped(&mut self) -> Option<()> {
        if self.cursor.next()? == '\r' && self.cursor.peek() == Some('\n') {
            self.cursor.next();
        }
        Some(())
    }

    fn string(&mut self, quote: char) -> Option<()> {
        self.cursor.next();
        loop {
            match self.cursor.next()? {
                '\\' => self.escaped()?,
                '\n' | '\r' => return None,
                c if c == quote => return Some(()),
                _ => {}
            }
        }
    }

    /// Reads a piece of a template, after its beginning or after the `}` of what is inserted.
    fn template(&mut self) -> Option<TokenKind> {
        loop {
            match self.cursor.next()? {
                '\\' => drop(self.cursor.next()?),
                '`' => return Some(TokenKind::Template),
                '$' if self.cursor.peek() == Some('{') => {
                    self.cursor.next();
                    self.open.push(Bracket { kind: BracketKind::Template, after: Slash::Division });
                    return Some(TokenKind::Template);
                }
                _ => {}
            }
        }
    }

    fn regex(&mut self) -> Option<()> {
        self.cursor.next();
        let mut is_in_class = false;
        loop {
            match self.cursor.next()? {
                c if is_line_end(c) => return None,
                '\\' if is_line_end(self.cursor.next()?) => return None,
                '[' => is_in_class = true,
                ']' => is_in_class = false,
                '/' if !is_in_class => break,
                _ => {}
            }
        }
        self.cursor.skip_while(is_of_word);
        Some(())
    }

    /// Reads a number: `1.5e-3`, `0xff`, `1_000n`. `1..toFixed()` is `1.` and a property.
    fn number(&mut self) -> Option<TokenKind> {
        let from = self.cursor.at();
        let is_plain =
            !["0x", "0X", "0b", "0B", "0o", "0O"].iter().any(|prefix| self.cursor.is_before(prefix));
        let mut has_point = false;
        while let Some(c) = self.cursor.peek() {
            let at = self.cursor.at();
            let is_exponent = is_plain && self.cursor.text().get(from..at)?.ends_with(['e', 'E']);
            match c {
                '.' if is_plain && !has_point => has_point = true,
                '+' | '-' if is_exponent => {}
                _ if is_of_word(c) && c != '\\' => {}
                _ => break,
            }
            self.cursor.next();
        }
        Some(TokenKind::Number)
    }

    fn is_first_of_line(&self) -> bool {
        let mut before = self.tokens.iter().rev().take_while(|token| token.kind != TokenKind::LineEnd);
        !before.any(is_code)
    }
}

/// Returns whether a token is more than white space or a comment.
pub(super) fn is_code(token: &Token<'_>) -> bool {
    use TokenKind::{Comment, LineComment, LineEnd, Space};
    !matches!(token.kind, Space | LineEnd | LineComment | Comment)
}

/// Returns whether a character ends a line, and with it a comment.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Returns whether a character belongs to names. `\` begins an escape, `#` a private name.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '_' | '$' | '\\' | '#' | '\u{200c}' | '\u{200d}')
        || (!c.is_ascii() && !c.is_whitespace() && c != '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(js: &str) -> Vec<(TokenKind, &str)> {
        let all = tokens(js).unwrap();
        assert_eq!(all.iter().map(|token| token.text).collect::<String>(), js);
        all.into_iter()
            .filter(|token| token.kind != TokenKind::Space)
            .map(|token| (token.kind, token.text))
            .collect()
    }

    #[test]
    fn a_slash_divides_or_begins_an_expression() {
        use TokenKind::{Number, Regex, Sign, Template, Text, Word};
        assert_eq!(kinds("a / b"), [(Word, "a"), (Sign, "/"), (Word, "b")]);
        assert_eq!(kinds("=/[/]\\//g"), [(Sign, "="), (Regex, "/[/]\\//g")]);
        assert_eq!(kinds("return/'/"), [(Word, "return"), (Regex, "/'/")]);
        assert_eq!(kinds("a.return/2/1")[2..4], [(Word, "return"), (Sign, "/")]);
        assert_eq!(kinds("(a)/2/'x'")[3..], [(Sign, "/"), (Number, "2"), (Sign, "/"), (Text, "'x'")]);
        assert_eq!(
            kinds("`a${ `b/*` }/*c`/2"),
            [(Template, "`a${"), (Template, "`b/*`"), (Template, "}/*c`"), (Sign, "/"), (Number, "2")]
        );
        assert_eq!(kinds("`\\${`"), [(Template, "`\\${`")]);
        assert_eq!(kinds("`a${{b:1}}`").len(), 7);
    }

    #[test]
    fn numbers_and_names_are_whole() {
        use TokenKind::{Number, Sign, Word};
        assert_eq!(kinds("1.5e-3+.5"), [(Number, "1.5e-3"), (Sign, "+"), (Number, ".5")]);
        assert_eq!(kinds("0xe+1"), [(Number, "0xe"), (Sign, "+"), (Number, "1")]);
        assert_eq!(kinds("1..a/2")[..3], [(Number, "1."), (Sign, "."), (Word, "a")]);
        assert_eq!(kinds("\\u{61}b 党.#x"), [(Word, "\\u{61}b"), (Word, "党"), (Sign, "."), (Word, "#x")]);
    }

    #[test]
    fn what_takes_the_whole_grammar_is_not_split() {
        for js in [
            "} /a/",
            "{}/a/g",
            "if (a) /b/.test(c)",
            "a++ / b",
            "yield /a/",
            "'a\n'",
            "`a",
            "`${",
            "/a\n/",
            "/*",
            "(]",
            "(",
            "<!-- a",
            "a\n--> b",
            "#!/bin/node",
            "a = {} / 2",
        ] {
            assert_eq!(tokens(js), None, "{js}");
        }
        assert!(tokens("while (n --> 0) {}").is_some() && tokens("x.if(a) / 2").is_some());
    }
}
