//! Reads typical front matter without the parser: each line is a key with a value, or an item of a
//! list of texts.
//!
//! For ten such lines the parser takes longer than everything else in reading an article. The
//! result is the same as that of the parser, and the text needs no fixes. A text that contains
//! anything else is left to the parser as a whole.

use std::iter::Peekable;
use std::str::Split;

use memchr::memchr;

use super::Node;

/// Maximum length in bytes. Longer texts are left to the parser, which counts their values.
pub(super) const LONGEST: usize = 1 << 16;
/// Maximum length of a key, in bytes.
const LONGEST_KEY: usize = 60;
/// Words that some YAML readers do not read as text.
const WORDS: [&str; 12] =
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity"];

type Lines<'y> = Peekable<Split<'y, char>>;

/// Reads `yaml` as a mapping; `None` if it needs the parser.
pub(super) fn read(yaml: &str) -> Option<Node> {
    if yaml.len() > LONGEST || !is_usual(yaml.as_bytes()) {
        return None;
    }
    let mut lines = yaml.split('\n').peekable();
    let mut entries = Vec::with_capacity(12);
    while let Some(line) = lines.next() {
        if is_skipped(line) {
            continue;
        }
        let (key, value) = entry(line)?;
        let value = if value.is_empty() { items(&mut lines)? } else { value_of(value)? };
        entries.push((key.to_owned(), value));
    }
    (!entries.is_empty()).then_some(Node::Mapping(entries))
}

/// Returns whether a text contains no odd line breaks, no blanks other than spaces, and nothing
/// invisible.
fn is_usual(bytes: &[u8]) -> bool {
    let after = |at: usize| bytes.get(at).copied().unwrap_or_default();
    bytes.iter().enumerate().all(|(at, byte)| match *byte {
        b'\n' => true,
        0..=0x1f | 0x7f | 0xe1 => false,
        // U+0080 to U+00A0.
        0xc2 => after(at + 1) > 0xa0,
        // U+2000 to U+200F, U+2028 to U+202F, U+2040 to U+207F.
        0xe2 if after(at + 1) == 0x80 => !matches!(after(at + 2), 0x80..=0x8f | 0xa8..=0xaf),
        0xe2 => after(at + 1) != 0x81,
        // U+3000.
        0xe3 => (after(at + 1), after(at + 2)) != (0x80, 0x80),
        // From U+F000 to U+FFFF, allow only U+FF00 to U+FF7F: full-width forms.
        0xef => matches!(after(at + 1), 0xbc | 0xbd),
        _ => true,
    })
}

fn is_skipped(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

/// Splits a line into its key and its value, which may be empty.
pub(super) fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_at_checked(memchr(b':', line.as_bytes())?)?;
    if key.len() > LONGEST_KEY || !key.starts_with(char::is_alphabetic) || !key.chars().all(is_word) {
        return None;
    }
    match rest.get(1..)? {
        "" => Some((key, "")),
        rest => rest.strip_prefix(' ').filter(|value| !value.is_empty()).map(|value| (key, value)),
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Reads the list below a key without a value; null if there is none. `None` if it needs the
/// parser.
fn items(lines: &mut Lines<'_>) -> Option<Node> {
    let (mut items, mut indent) = (Vec::new(), None);
    while let Some(line) = lines.peek() {
        if !is_skipped(line) {
            let text = line.trim_start_matches(' ');
            let Some(item) = text.strip_prefix("- ") else { break };
            let own = line.len() - text.len();
            if *indent.get_or_insert(own) != own {
                return None;
            }
            items.push(item_of(item).filter(|_| !item.starts_with('['))?);
        }
        lines.next();
    }
    Some(if items.is_empty() { Node::Null } else { Node::Sequence(items) })
}

fn value_of(text: &str) -> Option<Node> {
    match text.strip_prefix('[') {
        Some(rest) => list(rest.strip_suffix(']')?),
        None => item_of(text),
    }
}

fn item_of(text: &str) -> Option<Node> {
    match text.chars().next()? {
        mark @ ('"' | '\'') => quoted(text, mark),
        _ => scalar(text),
    }
}

/// Reads a quoted text without escapes or further quotation marks.
fn quoted(text: &str, mark: char) -> Option<Node> {
    let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
    let is_literal = !inner.bytes().any(|byte| byte == b'\\' || char::from(byte) == mark);
    is_literal.then(|| Node::String(inner.to_owned()))
}

/// Reads a list in brackets on one line.
fn list(inner: &str) -> Option<Node> {
    if inner.is_empty() {
        return Some(Node::Sequence(Vec::new()));
    }
    let one = |item: &str| {
        let item = item.trim_matches(' ');
        let is_plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b' ' | b'_' | b'-' | b'.')
        };
        if item.starts_with(['"', '\'']) || item.bytes().all(is_plain) { item_of(item) } else { None }
    };
    Some(Node::Sequence(inner.split(',').map(one).collect::<Option<_>>()?))
}

/// Whether something in an unquoted text may be more than the text.
pub(super) fn has_meaning(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |(at, byte): (usize, &u8)| match byte {
        b'#' => true,
        b':' => matches!(bytes.get(at + 1), None | Some(b' ')),
        _ => false,
    };
    text.ends_with(' ') || bytes.iter().enumerate().any(is_mark)
}

/// Reads an unquoted value: a text or an integer.
pub(super) fn scalar(text: &str) -> Option<Node> {
    let bytes = text.as_bytes();
    if has_meaning(text) {
        return None;
    }
    let is_text = match text.chars().next()? {
        '“' | '‘' | '＂' => false,
        '/' => true,
        '0'..='9' if bytes.iter().all(u8::is_ascii_digit) => {
            let is_number = text.len() == 1 || (!text.starts_with('0') && text.len() <= 18);
            return text.parse().ok().filter(|_| is_number).map(Node::Integer);
        }
        '0'..='9' => is_no_number(bytes),
        first if first.is_ascii_alphabetic() => !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)),
        first => !first.is_ascii(),
    };
    is_text.then(|| Node::String(text.to_owned()))
}

/// Returns whether a value that begins with a digit is certainly a text: `2026-11-20`, `20年`,
/// `3 月`.
fn is_no_number(bytes: &[u8]) -> bool {
    let has_letters = bytes.iter().any(u8::is_ascii_alphabetic);
    let is_sign = |byte: &u8| !byte.is_ascii() || *byte == b' ' || (!has_letters && b"-/:".contains(byte));
    bytes.iter().any(is_sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::mend::{self, Reach};
    use super::super::tree;
    use super::*;

    /// Checks that a text read here gives the same result as the parser, and that nothing in it
    /// needs a fix.
    fn agrees(yaml: &str) -> Result<bool, TestCaseError> {
        let Some(node) = read(yaml) else { return Ok(false) };
        let parsed = tree(yaml).map_err(|error| TestCaseError::fail(format!("{yaml:?}: {error:?}")))?;
        prop_assert_eq!(node, parsed, "{:?}", yaml);
        prop_assert_eq!(mend::find(yaml, Reach::Lost).mends, vec![], "{:?}", yaml);
        Ok(true)
    }

    #[test]
    fn what_writers_type_is_read_without_the_parser() {
        let front_matter = "title: \"把支部建在项目上\"\n标题: 《党建》——“双培养”记\ndate: 2026-11-20\n日期: 2026年11月20日 09:30\n\
             # 标签\ntags:\n  - 主题教育\n\n  - 2026\n  - 'a: b'\nauthor: [张三, \"李四\", 2011, A b]\nsource: 党群工作部\n空:\npinned: 3\n\
             url: https://example.com/a\nphotos:\n- 甲\n- 乙\n列表: []\n";
        assert!(agrees(front_matter).unwrap());
        let example = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/content-example/content/news"));
        let read = example.unwrap().flatten().filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
        let news: Vec<bool> = read
            .filter_map(|text| agrees(text.strip_prefix("---\n")?.split_once("\n---\n")?.0).ok())
            .collect();
        let quick = news.iter().filter(|is_quick| **is_quick).count();
        assert!(quick * 2 > news.len(), "{quick} of {}", news.len());
    }

    #[test]
    fn what_means_something_to_yaml_is_left_to_it() {
        for text in [
            "a: \"b\\n\"",
            "a: true",
            "a: ~",
            "a: 1.10",
            "a: 007",
            "a: 0x1F",
            "a: 1e5",
            "a: b #c",
            "a: b: c",
            "a:b",
            "a：b",
            "a: “b”",
            "a: b ",
            " a: b",
            "a: |\n  b",
            "a: >-\n  b",
            "a: &b c",
            "a: *b",
            "a: !b c",
            "a: @b",
            "a: {b: c}",
            "a: [b, [c]]",
            "a:\n  b: c",
            "a:\n  - b: c",
            "a:\n  - b\n - c",
            "a: b\n  c",
            "a: 'b''c'",
            "a: \"b\" c",
            "a: [b",
            "a: -1",
            "a:\tb",
            "a: b\r",
            "a: b\u{2028}c",
            "a:　b",
            "a: b\u{a0}",
            "- a",
            "---\na: b",
            "a: [b: c]",
            "a: [b#c]",
            "a: 1_000",
            "a: .5",
            "a: Infinity",
            "\"a\": b",
            "",
            "#",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn lines_are_read_as_the_parser_reads_them(
            lines in proptest::collection::vec("(a|标题|b-c|1|no)?( |：|:|: |: \"|: '|: \\[|:\t)?(  )?(- )?(甲|x|[0-9]{1,3}|-|\\.|e|true|null| |#|:|,|“|”|\"|'|\\]|\\}|/|\\||\\\\|　|·){0,6}", 0..6)
        ) {
            agrees(&lines.join("\n"))?;
        }

        #[test]
        fn any_text_is_read_as_the_parser_reads_it(yaml in "(a: |b:\n- |c: \\[)?[ -~\n甲：“”\u{85}\u{a0}\u{2028}\u{feff}\u{3000}]{0,12}") {
            agrees(&yaml)?;
        }

        #[test]
        fn values_are_what_they_are_to_the_parser(value in "[0-9a-fxXoOeE_+. :/-]{1,8}|[a-zA-Z]{1,8}|[0-9甲年 ]{1,6}") {
            for yaml in [format!("a: {value}"), format!("a: [{value}]"), format!("a:\n  - {value}"), format!("{value}: 甲")] {
                agrees(&yaml)?;
            }
        }
    }
}
