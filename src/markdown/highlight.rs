//! Highlights code: maps syntect's scopes to a few short classes.

use std::str::FromStr;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::text::escape;

/// Maximum length of a line in bytes: longer lines are data, not code, and are slow to parse.
const LONGEST_LINE: usize = 2_000;
/// Maximum size of a block in bytes: larger ones are not highlighted.
const LARGEST_BLOCK: usize = 200_000;

/// The languages, loaded once.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Maps scopes to classes: the first entry that is a prefix of a scope applies, and scopes are
/// tried from the innermost outwards. `k` keyword, `s` string, `c` comment, `n` number or constant,
/// `f` function, `t` type, `o` operator, `p` punctuation, `v` variable, `a` attribute or tag.
const CLASSES: &[(&str, &str)] = &[
    ("punctuation.definition.comment", "c"),
    ("comment", "c"),
    ("punctuation.definition.string", "s"),
    ("constant.character", "s"),
    ("string", "s"),
    ("constant", "n"),
    ("keyword.operator.word", "k"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage.type.function", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("variable.function", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("entity.name.tag", "a"),
    ("entity.other.attribute-name", "a"),
    ("meta.attribute", "a"),
    ("variable.annotation", "a"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("support", "n"),
    ("variable", "v"),
    ("punctuation", "p"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    CLASSES.iter().filter_map(|&(scope, class)| Some((Scope::from_str(scope).ok()?, class))).collect()
});

/// Appends `code` as HTML, with classes if `language` is known and the code is not too large.
pub(super) fn highlight(out: &mut String, language: &str, code: &str) {
    let syntax = (!language.is_empty() && code.len() <= LARGEST_BLOCK)
        .then(|| SYNTAXES.find_syntax_by_token(language))
        .flatten();
    match syntax {
        Some(syntax) => Painter::new(out).paint(syntax, code),
        None => escape::text(out, code),
    }
}

/// Writes text with classes, and adjacent text of the same class in one element.
struct Painter<'o> {
    out: &'o mut String,
    class: Option<&'static str>,
}

impl<'o> Painter<'o> {
    fn new(out: &'o mut String) -> Self {
        Self { out, class: None }
    }

    fn paint(mut self, syntax: &SyntaxReference, code: &str) {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        for line in LinesWithEndings::from(code) {
            // A line that is too long is not parsed. The state before it is usually right for the
            // next line.
            let ops = match line.len() {
                0..=LONGEST_LINE => state.parse_line(line, &SYNTAXES).unwrap_or_default(),
                _ => Vec::new(),
            };
            let mut done = 0;
            for (at, op) in ops {
                self.piece(line.get(done..at).unwrap_or_default(), &stack);
                done = at.max(done);
                // An operation that does not fit the stack is a mistake in the definition of the
                // language.
                if stack.apply(&op).is_err() {
                    break;
                }
            }
            self.piece(line.get(done..).unwrap_or_default(), &stack);
        }
        self.change(None);
    }

    fn piece(&mut self, text: &str, stack: &ScopeStack) {
        if text.is_empty() {
            return;
        }
        // White space looks the same in every class.
        if !text.trim().is_empty() {
            self.change(class(stack));
        }
        escape::text(self.out, text);
    }

    fn change(&mut self, class: Option<&'static str>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|&scope| {
        SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|&(_, class)| class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(language: &str, code: &str) -> String {
        let mut out = String::new();
        highlight(&mut out, language, code);
        out
    }

    #[test]
    fn code_gets_short_classes() {
        assert_eq!(
            painted("rust", "let x = \"党\"; // 注\n"),
            "<span class=\"k\">let</span> x <span class=\"o\">= </span><span class=\"s\">\"党\"</span><span class=\"p\">; </span><span class=\"c\">// 注\n</span>"
        );
        assert!(painted("toml", "a = 1\n").contains("class=\"n\""));
    }

    #[test]
    fn what_is_unknown_or_too_large_stays_plain() {
        assert_eq!(painted("不明", "a < b"), "a &lt; b");
        assert_eq!(painted("", "let x"), "let x");
        let long = format!("let x = {};\n", "1".repeat(LONGEST_LINE));
        assert_eq!(painted("rust", &long), long);
        let large = "let x;\n".repeat(LARGEST_BLOCK / 7 + 1);
        assert_eq!(painted("rust", &large), large);
    }

    #[test]
    fn every_scope_of_the_table_is_one() {
        assert_eq!(SCOPES.len(), CLASSES.len());
    }
}
