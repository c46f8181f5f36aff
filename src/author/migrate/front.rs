//! Reads the front matter and the settings of other programs: YAML, TOML and JSON.

use crate::problem::{Problem, SourceText};
use crate::source::yaml::{Node, Yaml};

/// The front matter of a text, and where its body begins.
#[derive(Debug, PartialEq)]
pub(super) struct Front {
    pub node: Node,
    pub body: usize,
    /// Whether there was one.
    pub is_there: bool,
}

/// Splits a text and reads its front matter: between `---` (YAML), `+++` (TOML), `;;;` or as an
/// object (JSON). With `is_loose` a text may begin with keys and have one `---` after them, as Hexo
/// allows.
///
/// # Errors
/// The front matter is not closed or cannot be read.
pub(super) fn front(file: &str, text: &str, is_loose: bool) -> Result<Front, Vec<Problem>> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..).unwrap_or_default();
    let fence = rest.lines().next().unwrap_or_default().trim_end();
    let none = Front { node: Node::Mapping(Vec::new()), body: 0, is_there: false };
    let is_fence = fence == "+++" || fence == ";;;" || fence.len() >= 3 && fence.bytes().all(|b| b == b'-');
    if is_fence {
        let first = start + rest.find('\n').map_or(rest.len(), |at| at + 1);
        let Some((end, body)) = closing(text, first, fence) else {
            return Err(vec![unclosed().at(&SourceText::new(file, text), start..start + fence.len())]);
        };
        let node = match fence {
            "+++" => toml(file, text, first, end)?,
            ";;;" => json(file, text, first, end, true)?,
            _ => yaml(file, text, first, end)?,
        };
        return Ok(Front { node, body, is_there: true });
    }
    if rest.starts_with('{') && !rest.starts_with("{%") && !rest.starts_with("{{") {
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
        if let Some(Ok(value @ serde_json::Value::Object(_))) = stream.next() {
            let body = start + stream.byte_offset();
            return Ok(Front { node: of_json(value), body, is_there: true });
        }
    }
    if is_loose
        && let Some((end, body)) = closing(text, start, "---")
        && text.get(start..end).is_some_and(is_keys)
    {
        return Ok(Front { node: yaml(file, text, start, end)?, body, is_there: true });
    }
    Ok(none)
}

/// Returns where the front matter ends, and where the body begins.
fn closing(text: &str, from: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether all lines are keys, or belong to one: `title: …`.
fn is_keys(block: &str) -> bool {
    let mut lines = block.lines().filter(|line| !line.trim().is_empty()).peekable();
    let is_key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        })
    };
    lines.peek().is_some_and(|line| is_key(line))
        && lines.all(|line| line.starts_with([' ', '\t', '-', '#']) || is_key(line))
}

fn yaml(file: &str, text: &str, start: usize, end: usize) -> Result<Node, Vec<Problem>> {
    let yaml = Yaml::read(&SourceText::new(file, text), start..end)?;
    match yaml.node {
        Node::Null => Ok(Node::Mapping(Vec::new())),
        node @ Node::Mapping(_) => Ok(node),
        _ => Err(vec![no_keys().at(&SourceText::new(file, text), start..end.min(start + 1))]),
    }
}

fn toml(file: &str, text: &str, start: usize, end: usize) -> Result<Node, Vec<Problem>> {
    let part = text.get(start..end).unwrap_or_default();
    match part.parse::<toml::Table>() {
        Ok(table) => Ok(of_toml(toml::Value::Table(table))),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let span = start + span.start..start + span.end.max(span.start);
            Err(vec![malformed("TOML", error.message()).at(&SourceText::new(file, text), span)])
        }
    }
}

fn json(file: &str, text: &str, start: usize, end: usize, is_bare: bool) -> Result<Node, Vec<Problem>> {
    let part = text.get(start..end).unwrap_or_default();
    // Hexo leaves the braces out.
    let whole = if is_bare { format!("{{{part}}}") } else { part.to_owned() };
    match serde_json::from_str(&whole) {
        Ok(value) => Ok(of_json(value)),
        Err(error) => {
            let problem = malformed("JSON", &error.to_string());
            Err(vec![problem.at(&SourceText::new(file, text), start..start)])
        }
    }
}

/// Reads the settings of an old site by the ending of their file.
pub(super) fn settings(file: &str, text: &str) -> Result<Node, Vec<Problem>> {
    match file.rsplit('.').next() {
        Some("toml") => toml(file, text, 0, text.len()),
        Some("json") => json(file, text, 0, text.len(), false),
        _ => yaml(file, text, 0, text.len()),
    }
}

fn of_toml(value: toml::Value) -> Node {
    match value {
        toml::Value::String(text) => Node::String(text),
        toml::Value::Integer(number) => Node::Integer(number),
        toml::Value::Float(number) => Node::Float(number),
        toml::Value::Boolean(value) => Node::Bool(value),
        toml::Value::Datetime(date) => Node::String(date.to_string()),
        toml::Value::Array(items) => Node::Sequence(items.into_iter().map(of_toml).collect()),
        toml::Value::Table(table) => {
            Node::Mapping(table.into_iter().map(|(key, value)| (key, of_toml(value))).collect())
        }
    }
}

fn of_json(value: serde_json::Value) -> Node {
    match value {
        serde_json::Value::Null => Node::Null,
        serde_json::Value::Bool(value) => Node::Bool(value),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| Node::Float(number.as_f64().unwrap_or_default()), Node::Integer)
        }
        serde_json::Value::String(text) => Node::String(text),
        serde_json::Value::Array(items) => Node::Sequence(items.into_iter().map(of_json).collect()),
        serde_json::Value::Object(entries) => {
            Node::Mapping(entries.into_iter().map(|(key, value)| (key, of_json(value))).collect())
        }
    }
}

/// Returns a value as a text, if it is a single one that is not empty.
pub(super) fn words(node: &Node) -> Option<String> {
    let text = match node {
        Node::String(text) => text.trim().to_owned(),
        Node::Integer(number) => number.to_string(),
        Node::Float(number) => number.to_string(),
        Node::Bool(value) => value.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Returns the value of a key in any case: `baseURL` is written `baseurl`, too.
pub(super) fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.entries().iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

/// Returns the text of a key in any case.
pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    words(value(node, key)?)
}

/// Returns all texts of a value: of a single one, of a list, of lists within it.
pub(super) fn all(node: &Node) -> Vec<String> {
    match node {
        Node::Sequence(items) => items.iter().flat_map(all).collect(),
        node => words(node).into_iter().collect(),
    }
}

fn unclosed() -> Problem {
    Problem::error(
        "import/old-front",
        "文章信息没有结束，这一篇没有导入",
        "the front matter is not closed: the page was not imported",
    )
    .help("在文章信息下面补上和上面一样的一行", "add the line above it once more below it")
}

fn no_keys() -> Problem {
    Problem::error(
        "import/old-front",
        "文章信息不是一项一项的，这一篇没有导入",
        "the front matter has no keys: the page was not imported",
    )
    .help("每行写一项：名称、冒号、空格、内容", "write a key, a colon, a space and a value on each line")
}

fn malformed(form: &str, why: &str) -> Problem {
    Problem::error(
        "import/old-front",
        format!("{form} 写得不对，读不了：{why}"),
        format!("this {form} cannot be read: {why}"),
    )
    .help("在旧站里改好，再导入一次", "correct it in the old site and import it once more")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, Node)>, &str) {
        let front = front("a.md", text, true).unwrap();
        let mut entries = front.node.entries().to_vec();
        // JSON does not keep their order.
        entries.sort_by_key(|(key, _)| std::cmp::Reverse(key.clone()));
        (entries, text.get(front.body..).unwrap())
    }

    #[test]
    fn each_form_gives_the_same_values() {
        let title = ("title".to_owned(), Node::String("甲：乙".to_owned()));
        let tags = ("tags".to_owned(), Node::Sequence(vec![Node::String("a".to_owned())]));
        for text in [
            "---\ntitle: 甲：乙\ntags: [a]\n---\n文",
            "\n----\ntitle: 甲：乙\ntags:\n- a\n----\n文",
            "title: 甲：乙\ntags:\n  - a\n---\n文",
            "+++\ntitle = '甲：乙'\ntags = ['a']\n+++\n文",
            "{\"title\": \"甲：乙\", \"tags\": [\"a\"]}文",
            ";;;\n\"title\": \"甲：乙\", \"tags\": [\"a\"]\n;;;\n文",
        ] {
            assert_eq!(read(text), (vec![title.clone(), tags.clone()], "文"), "{text}");
        }
    }

    #[test]
    fn a_text_without_front_matter_is_a_text() {
        for text in
            ["甲：乙\n\n---\n文", "# 标题\n文", "{% raw %}", "{{< x >}}", "", "http: 甲 乙\n丙\n---\n"]
        {
            assert_eq!(read(text), (Vec::new(), text), "{text}");
        }
        for text in ["---\ntitle: a\n", "+++\ntitle: a\n+++\n", ";;;\nx\n;;;\n", "---\n- a\n---\n"] {
            assert!(front("a.md", text, true).is_err(), "{text}");
        }
    }
}
