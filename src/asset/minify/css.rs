//! Removes the comments and the white space of a style sheet.

use super::css_token::{Token, TokenKind, tokens};
use super::text::Minified;

/// How deep blocks lie within each other at most.
const DEEPEST: usize = 32;
/// At-rules that only count at the beginning of a file.
const FIRST_ONLY: [&str; 3] = ["@charset", "@import", "@namespace"];

/// Removes the comments of a style sheet. Returns `None` where brackets do not match, a string or
/// comment has no end, or something stands where a browser would drop it: what comes after that
/// may then be read in another way than here.
pub(super) fn minified(css: &str) -> Option<Minified> {
    let tokens = tokens(css)?;
    let mut writer =
        Writer { tokens: &tokens, at: 0, text: String::with_capacity(css.len()), is_joinable: true };
    writer.statements(0)?;
    Some(Minified { text: writer.text.into(), is_joinable: writer.is_joinable })
}

struct Writer<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
    text: String,
    is_joinable: bool,
}

/// What ends a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Semicolon,
    Block,
    /// The block around it ends, or the file.
    Outer,
}

impl<'t> Writer<'t> {
    /// Writes the rules and declarations of a block, or of the file; stops before its end.
    fn statements(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let mut is_last_mark_needless = false;
        loop {
            self.skip();
            let Some(token) = self.token(self.at) else {
                return (depth == 0).then_some(());
            };
            if token.kind == TokenKind::Close {
                if depth == 0 || token.text != "}" {
                    return None;
                }
                // The last declaration of a block needs no `;`.
                if is_last_mark_needless && self.text.ends_with(';') {
                    self.text.pop();
                }
                return Some(());
            }
            is_last_mark_needless = self.statement(depth)?;
        }
    }

    /// Writes one rule or declaration. Returns whether it is a declaration whose `;` is only needed
    /// before another.
    fn statement(&mut self, depth: usize) -> Option<bool> {
        let from = self.at;
        let is_custom = depth > 0 && self.is_custom_property();
        let (to, end) = self.end(is_custom)?;
        let part = self.tokens.get(from..to)?;
        self.at = to;
        let first = part.first().map_or("", |token| token.text);
        let is_at_rule = first.starts_with('@');
        if is_custom {
            // Its value is kept to the letter: scripts can read it.
            part.iter().for_each(|token| self.text.push_str(token.text));
            self.mark(end);
            return Some(false);
        }
        match end {
            // In the file itself a browser reads on from here to the next block, or drops it.
            End::Semicolon | End::Outer if depth == 0 && !is_at_rule => None,
            End::Outer if is_at_rule => None,
            End::Block => {
                self.write(part, if is_at_rule { Separator::None } else { Separator::Comma });
                self.text.push('{');
                self.at += 1;
                self.statements(depth + 1)?;
                self.text.push('}');
                self.at += 1;
                Some(false)
            }
            End::Semicolon | End::Outer => {
                if depth == 0 && FIRST_ONLY.iter().any(|name| first.eq_ignore_ascii_case(name)) {
                    if is_utf8(part) {
                        self.at += 1;
                        return Some(false);
                    }
                    self.is_joinable = false;
                }
                self.write(part, if is_at_rule { Separator::None } else { Separator::Colon });
                self.mark(end);
                Some(!is_at_rule && !part.is_empty())
            }
        }
    }

    /// Writes the `;` after a statement that has one.
    fn mark(&mut self, end: End) {
        if end == End::Semicolon {
            self.text.push(';');
            self.at += 1;
        }
    }

    /// Skips white space and comments between statements; writes those about a licence.
    fn skip(&mut self) {
        while let Some(token) = self.token(self.at) {
            match token.kind {
                TokenKind::Space => {}
                TokenKind::Comment if is_of_licence(token) => {
                    self.text.push_str(token.text);
                    self.text.push('\n');
                }
                TokenKind::Comment => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    /// Returns whether a declaration of a custom property begins here: `--x:`.
    fn is_custom_property(&self) -> bool {
        let mut rest = self.tokens.iter().skip(self.at);
        let is_named =
            rest.next().is_some_and(|token| token.kind == TokenKind::Words && token.text.starts_with("--"));
        let next = rest.find(|token| !matches!(token.kind, TokenKind::Space | TokenKind::Comment));
        is_named && next.is_some_and(|token| token.kind == TokenKind::Colon)
    }

    /// Finds the end of the statement that begins here. `None` if brackets do not match.
    fn end(&self, is_custom: bool) -> Option<(usize, End)> {
        let mut open: Vec<&str> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().skip(self.at) {
            match token.kind {
                TokenKind::Open if token.text == "{" && open.is_empty() && !is_custom => {
                    return Some((at, End::Block));
                }
                // A block in round brackets: nobody writes that.
                TokenKind::Open if token.text == "{" && !is_custom => return None,
                TokenKind::Open => open.push(token.text),
                TokenKind::Close if open.is_empty() => {
                    return (token.text == "}").then_some((at, End::Outer));
                }
                TokenKind::Close => {
                    let pair = (open.pop()?, token.text);
                    matches!(pair, ("(", ")") | ("[", "]") | ("{", "}")).then_some(())?;
                }
                TokenKind::Semicolon if open.is_empty() => return Some((at, End::Semicolon)),
                _ => {}
            }
        }
        // A file that ends within a statement is not whole, whatever browsers make of it.
        None
    }

    /// Writes a part of a statement without its comments, each white space as one space. Around
    /// some of the separators at its own level there is none: `a, b` and `color: red`.
    fn write(&mut self, part: &[Token<'t>], around: Separator) {
        let mut depth = 0_usize;
        let mut has_colon = false;
        // What was left out before this token, to be written only if something follows.
        let mut gap = Gap::default();
        let mut is_first = true;
        for token in part {
            let is_separator = depth == 0
                && match (around, token.kind) {
                    (Separator::Comma, TokenKind::Comma) => true,
                    (Separator::Colon, TokenKind::Colon) => !has_colon,
                    _ => false,
                };
            match token.kind {
                TokenKind::Space => {
                    gap.has_space = true;
                    continue;
                }
                TokenKind::Comment if is_of_licence(token) => self.text.push_str(token.text),
                TokenKind::Comment => {
                    gap.has_comment = true;
                    continue;
                }
                _ => {
                    if !is_first && !is_separator {
                        self.text.push_str(gap.text());
                    }
                    self.text.push_str(token.text);
                }
            }
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                TokenKind::Colon => has_colon = true,
                _ => {}
            }
            gap = Gap::default();
            // After a separator, as at the beginning, nothing is written for what is left out.
            is_first = is_separator;
        }
    }

    fn token(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at)
    }
}

/// The mark of a statement that no white space is needed around.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// Between the selectors of a rule.
    Comma,
    /// The first one of a declaration.
    Colon,
    /// An at-rule, whose words have a grammar of their own.
    None,
}

/// White space and comments between two tokens.
#[derive(Default)]
struct Gap {
    has_space: bool,
    has_comment: bool,
}

impl Gap {
    /// Returns what must be written for it. A comment alone separates two words without being white
    /// space: `.a/**/.b` is one element with two classes, and `1px/**/2px` are two lengths.
    fn text(&self) -> &'static str {
        match self {
            Self { has_space: true, .. } => " ",
            Self { has_comment: true, .. } => "/**/",
            _ => "",
        }
    }
}

fn is_of_licence(token: &Token<'_>) -> bool {
    token.text.starts_with("/*!")
}

/// Returns whether a statement says that the file is UTF-8, which it is in any case.
fn is_utf8(statement: &[Token<'_>]) -> bool {
    let text: String = statement.iter().map(|token| token.text).collect();
    text.eq_ignore_ascii_case("@charset \"utf-8\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(css: &str) -> String {
        minified(css).unwrap().text.into_owned()
    }

    #[test]
    fn comments_and_needless_white_space_go() {
        assert_eq!(
            text(
                "/* a */\na , b > c {\n  color : red; /* x */\n  margin: 0 auto;\n}\n\n@media (min-width: 1px) {\n  a { }\n}\n"
            ),
            "a,b > c{color:red;margin:0 auto}@media (min-width: 1px){a{}}"
        );
        assert_eq!(
            text("@font-face { src: url( a.woff ) , url(\"b /* */\") }"),
            "@font-face{src:url( a.woff ) , url(\"b /* */\")}"
        );
    }

    #[test]
    fn what_counts_stays() {
        for (css, expected) in [
            ("a :hover b{}", "a :hover b{}"),
            (".a/**/.b{margin:1px/**/2px}", ".a/**/.b{margin:1px/**/2px}"),
            (".a /* x */ .b{}", ".a .b{}"),
            ("a{width:calc( 1px + (2px - 3px) )}", "a{width:calc( 1px + (2px - 3px) )}"),
            ("a{--x:  a /* y */ {b;c} ;--y:;}", "a{--x:  a /* y */ {b;c} ;--y:;}"),
            ("a::after { content: \"/* } */  ;\" ; }", "a::after{content:\"/* } */  ;\"}"),
            (".\\31  .a\\:b{}", ".\\31  .a\\:b{}"),
            ("[data-x=\"a , b\"] , [y=')']{}", "[data-x=\"a , b\"],[y=')']{}"),
            (":is(a , b) {color:red ! important}", ":is(a , b){color:red ! important}"),
            (
                "a{background:url(data:image/svg+xml;a//b/*c*/)}",
                "a{background:url(data:image/svg+xml;a//b/*c*/)}",
            ),
            ("@supports (--x: green) { a{} }", "@supports (--x: green){a{}}"),
            ("a{;color:red;;}", "a{;color:red;;}"),
            ("/*! licence */ a{}", "/*! licence */\na{}"),
            ("a{b:c;/*! x */}", "a{b:c;/*! x */\n}"),
            ("a{color:red;&:hover , b {c:d}}", "a{color:red;&:hover,b{c:d}}"),
            ("\u{feff}a{}", "\u{feff}a{}"),
        ] {
            assert_eq!(text(css), expected);
        }
    }

    #[test]
    fn what_is_not_plainly_understood_is_left_alone() {
        for css in [
            "a{",
            "a{b:c",
            "a}",
            "a{}}",
            "a{(}",
            "a{b:c)}",
            "a",
            "a;b{}",
            "a{b:\"c\n\"}",
            "@import 'a'",
            "/*",
            "a{b:({})}",
            "a[{}]{}",
            "a{@x}",
        ] {
            assert_eq!(minified(css), None, "{css}");
        }
        let deep = format!("{}{}", "a{".repeat(10_000), "}".repeat(10_000));
        assert_eq!(minified(&deep), None);
    }

    #[test]
    fn what_only_counts_at_the_beginning_of_a_file_is_not_joined() {
        for (css, is_joinable) in [
            ("@IMPORT 'a';b{}", false),
            ("@namespace x;", false),
            ("@charset \"gbk\";a{}", false),
            ("@charset \"UTF-8\";a{}", true),
            ("@layer a, b;", true),
            ("a{}", true),
            ("", true),
        ] {
            assert_eq!(minified(css).unwrap().is_joinable, is_joinable, "{css}");
        }
        assert_eq!(text("@charset \"UTF-8\";a{}"), "a{}");
    }
}
