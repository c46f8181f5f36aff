//! Reads typical declarations without the parser: mappings and lists by indentation, and values
//! in braces or brackets on one line.
//!
//! A build reads some twenty such files, which are built into the program, and the parser takes
//! as long for them as for rendering a dozen pages. The result is the same as that of the parser.
//! A text that contains anything else is left to the parser as a whole.

use std::iter::Peekable;

use super::Node;
use super::plain::{LONGEST, entry, has_meaning, is_word, scalar};

/// Maximum nesting. Deeper texts are left to the parser, which has a limit of its own.
const DEEPEST: usize = 24;

/// Reads `yaml`; `None` if it needs the parser.
pub(super) fn read(yaml: &str) -> Option<Node> {
    if yaml.len() > LONGEST || !is_usual(yaml.as_bytes()) {
        return None;
    }
    let lines = yaml.split('\n').map(|line| {
        let text = line.trim_start_matches(' ');
        Line { indent: line.len() - text.len(), text }
    });
    let lines = lines.filter(|line| !line.text.is_empty() && !line.text.starts_with('#'));
    let mut lines = lines.peekable();
    let indent = lines.peek()?.indent;
    let node = block(&mut lines, indent, 0)?;
    lines.next().is_none().then_some(node)
}

/// Returns whether a text contains no odd line breaks, no tabs and nothing that YAML forbids.
fn is_usual(bytes: &[u8]) -> bool {
    let after = |at: usize| bytes.get(at).copied().unwrap_or_default();
    bytes.iter().enumerate().all(|(at, byte)| match *byte {
        b'\n' => true,
        0..=0x1f | 0x7f => false,
        // U+0080 to U+009F.
        0xc2 => after(at + 1) >= 0xa0,
        // U+2028 and U+2029.
        0xe2 if after(at + 1) == 0x80 => !matches!(after(at + 2), 0xa8 | 0xa9),
        // From U+F000 to U+FFFF, allow only U+FF00 to U+FF7F: full-width forms.
        0xef => matches!(after(at + 1), 0xbc | 0xbd),
        _ => true,
    })
}

/// A line without the spaces before it.
#[derive(Clone, Copy)]
struct Line<'y> {
    indent: usize,
    text: &'y str,
}

/// Reads the mapping or list whose lines begin at `indent`.
fn block<'y>(
    lines: &mut Peekable<impl Iterator<Item = Line<'y>>>,
    indent: usize,
    depth: usize,
) -> Option<Node> {
    if depth > DEEPEST {
        return None;
    }
    if lines.peek()?.text.starts_with("- ") {
        let items = items(lines, indent, depth)?;
        return lines.peek().is_none_or(|line| line.indent < indent).then_some(items);
    }
    mapping(lines, indent, depth, None)
}

/// Reads the mapping whose lines begin at `indent`; `first` is its first line if that has been
/// read.
fn mapping<'y>(
    lines: &mut Peekable<impl Iterator<Item = Line<'y>>>,
    indent: usize,
    depth: usize,
    mut first: Option<Line<'y>>,
) -> Option<Node> {
    let mut entries = Vec::new();
    while let Some(line) = first.take().or_else(|| lines.next_if(|line| line.indent >= indent)) {
        // A deeper line would continue the value of the line before it.
        let (key, value) = named(line.text).filter(|_| line.indent == indent)?;
        let value = match (value, lines.peek().copied()) {
            ("", Some(next)) if next.indent > indent => block(lines, next.indent, depth + 1)?,
            // A list may begin below the first letter of its key.
            ("", Some(next)) if next.indent == indent && next.text.starts_with("- ") => {
                items(lines, indent, depth + 1)?
            }
            ("", _) => Node::Null,
            (value, _) => inline(value)?,
        };
        entries.push((key.to_owned(), value));
    }
    Some(Node::Mapping(entries))
}

/// Splits a line into its key, which may be in quotation marks, and its value, which may be empty.
fn named(text: &str) -> Option<(&str, &str)> {
    let Some(quoted) = text.strip_prefix('"') else { return entry(text) };
    let (key, rest) = quoted.split_once('"').filter(|(key, _)| key.chars().all(is_word))?;
    let value = rest.strip_prefix(": ").filter(|value| !value.is_empty());
    Some((key, if rest == ":" { "" } else { value? }))
}

/// Reads the list whose items begin with `- ` at `indent`.
fn items<'y>(
    lines: &mut Peekable<impl Iterator<Item = Line<'y>>>,
    indent: usize,
    depth: usize,
) -> Option<Node> {
    if depth > DEEPEST {
        return None;
    }
    let mut items = Vec::new();
    while let Some(line) = lines.next_if(|line| line.indent == indent && line.text.starts_with("- ")) {
        // `- count: members`, with further keys below the first.
        let inner = Line { indent: indent + 2, text: line.text.get(2..)? };
        items.push(match named(inner.text) {
            Some(_) => mapping(lines, inner.indent, depth + 1, Some(inner))?,
            None => inline(inner.text)?,
        });
    }
    Some(Node::Sequence(items))
}

/// Reads a value that is a whole line.
fn inline(text: &str) -> Option<Node> {
    if !text.starts_with(['{', '[', '"', '\'']) {
        return value(text);
    }
    let mut flow = Flow { rest: text };
    let node = flow.value(0)?;
    flow.rest.is_empty().then_some(node)
}

/// Reads an unquoted value.
fn value(text: &str) -> Option<Node> {
    match text {
        "true" => Some(Node::Bool(true)),
        "false" => Some(Node::Bool(false)),
        // `-date` is a text; `-1` and `- x` are not.
        _ => match text.strip_prefix('-') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                scalar(rest).map(|_| Node::String(text.to_owned()))
            }
            _ if text.starts_with(['“', '‘', '＂', '(']) => {
                (!has_meaning(text)).then(|| Node::String(text.to_owned()))
            }
            _ => scalar(text),
        },
    }
}

/// Splits a text between double quotation marks, whose first one is read, from what follows it.
/// `None` if it contains an escape that is not frequent.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_at_checked(rest.find(['"', '\\'])?)?;
        inner.push_str(before);
        if let Some(rest) = after.strip_prefix('"') {
            return Some((inner, rest));
        }
        inner.push(match after.as_bytes().get(1)? {
            b'n' => '\n',
            b'"' => '"',
            b'\\' => '\\',
            _ => return None,
        });
        rest = after.get(2..)?;
    }
}

/// Reads values in braces, brackets or quotation marks.
struct Flow<'y> {
    rest: &'y str,
}

impl<'y> Flow<'y> {
    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        match self.rest.chars().next()? {
            '{' => {
                let mut entries = Vec::new();
                self.separated('}', |flow| {
                    let key = flow.key()?;
                    entries.push((key.to_owned(), flow.value(depth + 1)?));
                    Some(())
                })?;
                Some(Node::Mapping(entries))
            }
            '[' => {
                let mut items = Vec::new();
                self.separated(']', |flow| {
                    items.push(flow.value(depth + 1)?);
                    Some(())
                })?;
                Some(Node::Sequence(items))
            }
            '"' => {
                let (inner, rest) = quoted(self.rest.get(1..)?)?;
                self.rest = rest;
                Some(Node::String(inner))
            }
            '\'' => {
                let (inner, rest) = self.rest.get(1..)?.split_once('\'')?;
                self.rest = rest;
                Some(Node::String(inner.to_owned()))
            }
            _ => value(self.plain()?),
        }
    }

    /// Reads a key, which may be in quotation marks, and the colon after it.
    fn key(&mut self) -> Option<&'y str> {
        let (key, rest) = match self.rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once("\": ").filter(|(key, _)| key.chars().all(is_word))?,
            None => self
                .rest
                .split_once(": ")
                .filter(|(key, _)| key.starts_with(char::is_alphabetic) && key.chars().all(is_word))?,
        };
        self.rest = rest;
        Some(key)
    }

    /// Reads what is between an opening bracket, which is next, and `close`: parts with commas
    /// between them.
    fn separated(&mut self, close: char, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.rest = self.rest.get(1..)?;
        if let Some(rest) = self.rest.strip_prefix(close) {
            self.rest = rest;
            return Some(());
        }
        loop {
            part(self)?;
            if let Some(rest) = self.rest.strip_prefix(close) {
                self.rest = rest;
                return Some(());
            }
            self.rest = self.rest.strip_prefix(", ")?;
        }
    }

    /// Goes over an unquoted value within brackets.
    fn plain(&mut self) -> Option<&'y str> {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" _-./'()+;!`".contains(&byte);
        let end = self.rest.bytes().position(|byte| !is_plain(byte))?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        rest.starts_with([',', ']', '}']).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;

    use super::super::tree;
    use super::*;

    /// Checks that a text read here gives the same result as the parser.
    fn agrees(yaml: &str) -> Result<bool, TestCaseError> {
        let Some(node) = read(yaml) else { return Ok(false) };
        let parsed = tree(yaml).map_err(|error| TestCaseError::fail(format!("{yaml:?}: {error:?}")))?;
        prop_assert_eq!(node, parsed, "{:?}", yaml);
        Ok(true)
    }

    fn declarations(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => declarations(&path, found),
                false if path.extension().is_some_and(|extension| extension == "yaml") => found.push(path),
                false => {}
            }
        }
    }

    #[test]
    fn the_declarations_of_the_program_are_read_without_the_parser() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        declarations(&root.join("themes"), &mut found);
        declarations(&root.join("src/schema"), &mut found);
        declarations(&root.join("src/site"), &mut found);
        let slow = found.iter().filter(|path| !agrees(&std::fs::read_to_string(path).unwrap()).unwrap());
        let slow: Vec<_> = slow.map(|path| path.strip_prefix(root).unwrap().display().to_string()).collect();
        assert!(found.len() > 20 && slow.is_empty(), "{slow:?}");
    }

    #[test]
    fn nested_values_are_read_as_the_parser_reads_them() {
        for yaml in [
            "a:\n  b: {c: 甲, \"d\": 　, d: [1, \"x, y\", 'z']}\n  e:\n  - -date\n  - true\n# f\nf:\n",
            "a:\n    b:\n      c: 1\n    d: []\ne: {}\n",
            "- 甲\n- {a: b}\n",
            "a:\n  - b: c\n    d: 1\n  - e:\n      f: g\n  - “h”\n\"no\": \"\\\"x\\\" \\n\\\\\"\n",
            "  a: b\n  c: d",
        ] {
            assert!(agrees(yaml).unwrap(), "{yaml:?}");
        }
    }

    #[test]
    fn what_means_something_to_yaml_is_left_to_it() {
        for yaml in [
            "a:\n  b: 1\n c: 2",
            "a:\n  - b\n - c",
            "a: b\n  c",
            "a:\n  b\n  c: d",
            "a:\n- b\n  c",
            "a:\n- b\n  - c",
            "a:\n  - b: c\n d: e",
            "a:\n  - b: c\n   d: e",
            "a: {b: c, }",
            "a: {b:c}",
            "a: {b: c}d",
            "a: [b, c",
            "a: [b\n, c]",
            "a: {b: c: d}",
            "a: {b: *c}",
            "a: [&b c]",
            "a: \"b\\t\"",
            "a: 'b''c'",
            "\"a: b",
            "a: -1",
            "a: 1.5",
            "a: ~",
            "a: True",
            "a: b #c",
            "a: |\n  b",
            "- a\nb: c",
            "a: b\n- c",
            "---\na: b",
            "",
        ] {
            assert_eq!(read(yaml), None, "{yaml:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn lines_are_read_as_the_parser_reads_them(
            lines in proptest::collection::vec(
                "( {0,4})(- |#)?((a|甲|\"no\")(: |:|：))?(甲|x|-x|1|true|null|no|\\{|\\}|\\[|\\]|, |,|: |a: |\"|'|#| |-|/){0,7}", 0..6)
        ) {
            agrees(&lines.join("\n"))?;
        }

        #[test]
        fn any_value_is_read_as_the_parser_reads_it(
            value in "(\\{a: |\\[|- ?)?[-a-zA-Z0-9甲：,:;!?%&*#'\"./+_(){}\\[\\]|> \u{85}\u{a0}\u{2028}\u{3000}\u{feff}]{0,8}(\\}|\\])?"
        ) {
            for yaml in [format!("a: {value}"), format!("a: [{value}]"), format!("a: {{b: {value}}}"), format!("a:\n  - {value}\n  - b")] {
                agrees(&yaml)?;
            }
        }
    }
}
