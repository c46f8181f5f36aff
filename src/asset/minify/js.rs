//! Removes the comments and the indentation of a script. Line ends stay: a missing `;` is read from
//! them.

use super::js_token::{Token, TokenKind, is_code, is_line_end, tokens};
use super::text::Minified;

/// Words at the top of a script with which it declares something for all others, or loads them. In
/// one file with others a second `const a` would stop all of them.
const DECLARES: [&str; 10] =
    ["var", "let", "const", "class", "function", "async", "import", "export", "await", "using"];

/// Removes the comments of a script. Returns `None` if it is not plainly understood.
pub(super) fn minified(js: &str) -> Option<Minified> {
    let tokens = tokens(js)?;
    Some(Minified { text: text(&tokens).into(), is_joinable: is_joinable(&tokens) })
}

/// Writes the code with one space where there was white space, and one line end where there were
/// line ends.
fn text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut gap = "";
    for token in tokens {
        match token.kind {
            TokenKind::LineEnd => gap = "\n",
            // A comment over several lines counts as a line end.
            TokenKind::Comment if !is_of_licence(token) && token.text.contains(is_line_end) => gap = "\n",
            TokenKind::LineComment | TokenKind::Comment if is_of_licence(token) => {
                text.push_str(if text.is_empty() { "" } else { gap });
                text.push_str(token.text);
                gap = "\n";
            }
            // A space keeps two names apart, or the two signs of `a + + b`.
            TokenKind::Space | TokenKind::LineComment | TokenKind::Comment => {
                if gap.is_empty() {
                    gap = " ";
                }
            }
            _ => {
                text.push_str(if text.is_empty() { "" } else { gap });
                text.push_str(token.text);
                gap = "";
            }
        }
    }
    text
}

fn is_of_licence(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Comment | TokenKind::LineComment)
        && (token.text.starts_with("/*!")
            || token.text.starts_with("//!")
            || ["@license", "@licence", "@preserve", "@cc_on"].iter().any(|mark| token.text.contains(mark)))
}

/// Returns whether a script means the same within `try { … }` in a file with others: it declares
/// nothing for others, does not begin with `'use strict'`, which would count for the whole file,
/// and does not look for the file that it is in.
fn is_joinable(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    let mut code = tokens.iter().filter(|token| is_code(token));
    let is_directive = code.clone().next().is_some_and(|token| token.kind == TokenKind::Text);
    !is_directive
        && code.all(|token| {
            match (token.kind, token.text) {
                (TokenKind::Sign, "(" | "[" | "{") => depth += 1,
                (TokenKind::Sign, ")" | "]" | "}") => depth = depth.saturating_sub(1),
                // `${` opens what the next piece of the template closes: names in it are inside.
                (TokenKind::Word, "import" | "currentScript") => return false,
                (TokenKind::Word, word) if word.contains('\\') => return false,
                (TokenKind::Word, word) => return depth > 0 || !DECLARES.contains(&word),
                (TokenKind::Text, text) => return !text.contains("currentScript"),
                _ => {}
            }
            true
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(js: &str) -> String {
        minified(js).unwrap().text.into_owned()
    }

    #[test]
    fn comments_and_indentation_go() {
        let js = "// a\n(function () {\n  'use strict'; // b\n\n  /* c\n */ let x = 1;\t\n  \
                  return x /* d */+ 1;\r\n}());\n";
        assert_eq!(text(js), "(function () {\n'use strict';\nlet x = 1;\nreturn x + 1;\n}());");
    }

    #[test]
    fn what_counts_stays() {
        for (js, expected) in [
            ("a = '// b' + \"/* c */\"", "a = '// b' + \"/* c */\""),
            ("a = `  // b\n  ${ c /* d */ }  \n /* e */`", "a = `  // b\n  ${ c }  \n /* e */`"),
            ("a = /\\/*[/*]//*b*//2", "a = /\\/*[/*]/ /2"),
            ("a = 'b\\\n   c'", "a = 'b\\\n   c'"),
            ("a/**/+/**/+/**/b", "a + + b"),
            ("return/*\n*/a", "return\na"),
            ("// a\u{2028}b()", "b()"),
            ("a\n(b)", "a\n(b)"),
            ("a;\n/*! licence */ b", "a;\n/*! licence */\nb"),
            ("/* @license x\n */a", "/* @license x\n */\na"),
            ("//! x\na", "//! x\na"),
        ] {
            assert_eq!(text(js), expected);
            assert_eq!(text(expected), expected, "a second time");
        }
    }

    #[test]
    fn what_others_could_see_is_not_joined() {
        for (js, expected) in [
            ("(function () { 'use strict'; const a = 1; })();", true),
            ("document.querySelectorAll('a').forEach(function (b) { const c = b; });", true),
            ("", true),
            ("'use strict'; (function () {}());", false),
            ("const a = 1;", false),
            ("function a() {}", false),
            ("a = 1; class B {}", false),
            ("(function () { return document.currentScript; }());", false),
            ("(function () { return document['currentScript']; }());", false),
            ("(function () { import('./a.js'); }());", false),
        ] {
            assert_eq!(minified(js).unwrap().is_joinable, expected, "{js}");
        }
    }
}
