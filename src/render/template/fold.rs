//! Writes words of the interface into the templates before the engine parses them.
//!
//! A page asks for some twenty words, `{{ t(key="newest") }}`, and each call costs as much as a
//! dozen variables. The words of the main language are known when the templates are parsed, so that
//! texts can replace the calls: `{{ "最新" }}`.

use std::borrow::Cow;
use std::ops::Range;

use crate::theme::InterfaceWords;
use crate::theme::scan::{Tag, TemplateScan, Token, TokenKind};

/// A template with the words in place of the calls. What is not certainly such a call stays one.
pub(in crate::render) fn folded<'t>(template: &TemplateScan<'t>, words: &InterfaceWords) -> Cow<'t, str> {
    let text = template.text();
    // Half of the templates have no call.
    if memchr::memmem::find(text.as_bytes(), b"t(").is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut done) = (String::new(), 0);
    let mut put = |span: Range<usize>, word: &str| {
        out.push_str(text.get(done..span.start).unwrap_or_default());
        out.push_str(word);
        done = span.end;
    };
    // What can't be read stays as it is, for the engine to report.
    for tag in template.readable_tags() {
        let statement = tag.tokens.first().map(|token| &token.kind);
        // Elsewhere a text may be allowed where a call is not: a mistake that has to be reported.
        let may_call = STATEMENTS.iter().any(|name| statement == Some(&TokenKind::Name(name)));
        if !tag.is_expression && !may_call {
            continue;
        }
        for found in calls(tag) {
            let Some(word) = words.get(found.key).filter(|word| is_plain(word)) else { continue };
            // `{{ t(key="newest") }}` and nothing else: the word becomes text of the template.
            let is_all = tag.is_expression && !tag.is_trimming && tag.tokens.len() == CALL;
            if is_all && word.trim() == word && !word.contains(['&', '<', '>', '\'', '/']) {
                put(tag.span.clone(), word);
            } else {
                put(found.span, &format!("\"{word}\""));
            }
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Statements in which a call is allowed wherever a text is.
const STATEMENTS: [&str; 5] = ["if", "elif", "for", "set", "set_global"];

/// Whether a word can be written between quotation marks and needs no arguments.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && !word.contains(['"', '\\', '{', '}', '%', '`', '\n'])
}

/// `t(key="newest")` in code.
struct Call<'c> {
    span: Range<usize>,
    key: &'c str,
}

/// The number of tokens of a call: `t`, `(`, `key`, `=`, `"newest"`, `)`.
const CALL: usize = 6;

/// The calls in a tag. A call with other arguments is none.
fn calls<'t>(tag: &'t Tag<'_>) -> impl Iterator<Item = Call<'t>> {
    tag.tokens.windows(CALL).enumerate().filter_map(|(at, window)| {
        let kinds = [0, 1, 2, 3, 4, 5].map(|at| window.get(at).map(|token| &token.kind));
        let [
            Some(TokenKind::Name("t")),
            Some(TokenKind::Sign("(")),
            Some(TokenKind::Name("key")),
            Some(TokenKind::Sign("=")),
            Some(TokenKind::Text(key)),
            Some(TokenKind::Sign(")")),
        ] = kinds
        else {
            return None;
        };
        let before = tag.tokens.get(..at).unwrap_or_default();
        let (first, last) = (window.first()?, window.last()?);
        may_begin(before).then_some(Call { span: first.span.start..last.span.end, key })
    })
}

/// Whether a call can be replaced after these tokens of its tag: `a.t(…)` is no call, and as the
/// value of an argument components take a text, but no call.
fn may_begin(before: &[Token<'_>]) -> bool {
    match before.last().map(|token| &token.kind) {
        // `{% set colon = t(key="colon") %}`
        Some(TokenKind::Sign("=")) => {
            before.len() == 3 && matches!(before.first(), Some(Token { kind: TokenKind::Name(_), .. }))
        }
        Some(TokenKind::Sign("." | "?." | "|")) => false,
        // `x is t(…)` and `x is not t(…)` are tests.
        Some(TokenKind::Name("is")) => false,
        Some(TokenKind::Name("not")) => !matches!(before, [.., Token { kind: TokenKind::Name("is"), .. }, _]),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml::Node;

    #[test]
    fn words_stand_where_they_were_asked_for() {
        let mut words = InterfaceWords::default();
        let word = |key: &str, word: &str| (key.to_owned(), Node::String(word.to_owned()));
        words.add(&Node::Mapping(vec![
            word("new", "最新"),
            word("gap", "　"),
            word("and", "A & B"),
            word("form", "共{n}条"),
            word("said", "\"x\""),
        ]));
        for (text, wanted) in [
            ("<h2>{{ t(key=\"new\") }}</h2>", "<h2>最新</h2>"),
            ("a {{- t( key = \"new\" ) -}} b", "a {{- \"最新\" -}} b"),
            ("{{ t(key=\"gap\") }}{{ t(key=\"and\") }}", "{{ \"　\" }}{{ \"A & B\" }}"),
            (
                "{{ x if y else t(key=\"new\") }}{% set z = t(key=\"gap\") ~ \"t\" %}",
                "{{ x if y else \"最新\" }}{% set z = \"　\" ~ \"t\" %}",
            ),
            (
                "{%- if a == t(key=\"new\") or b != t(key=\"gap\") %}",
                "{%- if a == \"最新\" or b != \"　\" %}",
            ),
            ("{{ <ui.x a={t(key=\"new\")} /> }}", "{{ <ui.x a={\"最新\"} /> }}"),
        ] {
            assert_eq!(folded(&TemplateScan::new(text), &words), wanted);
        }
        for text in [
            "t(key=\"new\") {{ x }}",
            "{# {{ t(key=\"new\") }} #}",
            "{{ \"t(key='new')\" }}",
            "{{ t(key=\"form\", n=1) }}{{ t(key=\"form\") }}{{ t(key=\"said\") }}",
            "{{ t(key=name) }}{{ t(key=\"none\") }}{{ t(key=\"a\" ~ b) }}",
            "{{ at(key=\"new\") }}{{ a.t(key=\"new\") }}",
            "{{ <ui.x a=t(key=\"new\") b= t(key=\"new\") /> }}{% component x(a: String = t(key=\"new\")) %}",
            "{% raw %}{{ t(key=\"new\") }}{% endraw %}{% include t(key=\"new\") %}",
            "{{ a is t(key=\"new\") }}{{ a is not t(key=\"new\") }}{{ a | t(key=\"new\") }}",
            "{% raw %} endraw {{ t(key=\"new\") }} {% endraw %}",
        ] {
            assert_eq!(folded(&TemplateScan::new(text), &words), text);
        }
    }
}
