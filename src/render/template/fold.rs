//! Writes words of the interface into the templates before the engine parses them.
//!
//! A page asks for some twenty words, `{{ t(key="newest") }}`, and each call costs as much as a
//! dozen variables. The words of the main language are known when the templates are parsed, so that
//! texts can replace the calls: `{{ "最新" }}`.

use std::borrow::Cow;
use std::ops::Range;

use crate::render::template::dependencies::{code, statement};
use crate::theme::InterfaceWords;

/// A template with the words in place of the calls. What is not certainly such a call stays one.
pub(in crate::render) fn folded<'t>(text: &'t str, words: &InterfaceWords) -> Cow<'t, str> {
    let (mut out, mut done) = (String::new(), 0);
    let mut put = |span: Range<usize>, word: &str| {
        out.push_str(text.get(done..span.start).unwrap_or_default());
        out.push_str(word);
        done = span.end;
    };
    for inner in code(text) {
        // `{{ t(key="newest") }}` and nothing else: the word becomes text of the template.
        let whole = inner.start - 2..inner.end + 2;
        let is_shown =
            text.get(whole.clone()).is_some_and(|tag| tag.starts_with("{{") && tag.ends_with("}}"));
        let span = |found: &Question<'_>| inner.start + found.span.start..inner.start + found.span.end;
        let code = text.get(inner.clone()).unwrap_or_default();
        let is_expression = text.get(whole.clone()).is_some_and(|tag| tag.starts_with("{{"));
        // Elsewhere a text may be allowed where a call is not: a mistake that has to be reported.
        if !is_expression && !STATEMENTS.contains(&statement(code)) {
            continue;
        }
        for found in questions(code) {
            let Some(word) = words.get(found.key).filter(|word| is_plain(word)) else { continue };
            let is_all = code.trim().len() == found.span.len() && is_shown;
            if is_all && word.trim() == word && !word.contains(['&', '<', '>', '\'', '/']) {
                put(whole.clone(), word);
            } else {
                put(span(&found), &format!("\"{word}\""));
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
struct Question<'c> {
    span: Range<usize>,
    key: &'c str,
}

/// The calls in the code of a template, outside of its texts.
fn questions(code: &str) -> Vec<Question<'_>> {
    let bytes = code.as_bytes();
    let (mut found, mut at, mut quote) = (Vec::new(), 0, None);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), b'\\') => at += 1,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b't')
                if at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|b| is_apart(*b))
                    && !is_argument(code, at) =>
            {
                if let Some((key, length)) = code.get(at..).and_then(question) {
                    found.push(Question { span: at..at + length, key });
                    at += length;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether what begins at `at` is the value of an argument: components take texts there, and no
/// calls.
fn is_argument(code: &str, at: usize) -> bool {
    let before = code.get(..at).unwrap_or_default().trim_end();
    let is_value = before.strip_suffix('=').is_some_and(|before| !before.ends_with(['=', '!', '<', '>']));
    // `{% set colon = t(key="colon") %}` is none.
    let is_set = statement(code).starts_with("set") && before.matches('=').count() == 1;
    is_value && !is_set
}

/// Whether a name may begin after this byte.
fn is_apart(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"({[,=~+-*/|<>:".contains(&byte)
}

/// The key of the call at the beginning of code, and the call's length. A call with other arguments
/// is not replaced.
fn question(code: &str) -> Option<(&str, usize)> {
    let rest = code.strip_prefix("t(")?.trim_start().strip_prefix("key")?.trim_start();
    let rest = rest.strip_prefix('=')?.trim_start().strip_prefix('"')?;
    let (key, rest) = rest.split_once('"')?;
    let rest = rest.trim_start().strip_prefix(')')?;
    let is_key = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    is_key.then_some((key, code.len() - rest.len()))
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
            assert_eq!(folded(text, &words), wanted);
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
        ] {
            assert_eq!(folded(text, &words), text);
        }
    }
}
