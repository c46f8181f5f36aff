//! YAML to a tree, with places on demand. The only module that knows `serde_yaml`.
//!
//! `serde_yaml` keeps no positions in what it returns, but attaches one to every error. So a text is
//! parsed once into a [`Node`] without positions; only where a mistake has to be shown is it read once
//! more by a deserializer that walks to the place and fails there ([`locate`]). The same walk gives a
//! scalar as it was written ([`verbatim`]): `1.10` stays `1.10` where a text is wanted.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::problem::{Problem, SourceText};

/// A value of YAML. Maps keep their order and their repeated keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// A string, quoted or not.
    String(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping.
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// The value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[(String, Node)] {
        if let Node::Mapping(entries) = self { entries } else { &[] }
    }

    /// The items of a sequence; none for anything else.
    pub fn items(&self) -> &[Node] {
        if let Node::Sequence(items) = self { items } else { &[] }
    }

    /// The string, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Node::String(text) = self { Some(text) } else { None }
    }

    /// Whether it is neither a sequence nor a mapping.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Node::Sequence(_) | Node::Mapping(_))
    }
}

/// A step from a node to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item, counted from 0.
    Index(usize),
}

impl Step {
    /// The key, if it is a step to one.
    pub fn into_key(self) -> Option<String> {
        if let Step::Key(key) = self { Some(key) } else { None }
    }
}

/// The steps from the root to a node.
pub type Trail = Vec<Step>;

/// What of a node is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key under which it stands.
    Key,
    /// The last of the keys under which it stands twice.
    RepeatedKey,
    /// The value.
    Value,
}

/// Parses the YAML in `span` of `text`.
///
/// # Errors
/// YAML that cannot be read, as a problem with its place and, where the usual causes can be told, what to do.
pub fn parse(text: &SourceText<'_>, span: Range<usize>) -> Result<Node, Box<Problem>> {
    let yaml = text.text().get(span.clone()).unwrap_or_default();
    if yaml.trim().is_empty() {
        return Ok(Node::Mapping(Vec::new()));
    }
    Node::deserialize(serde_yaml::Deserializer::from_str(yaml))
        .map_err(|error| Box::new(syntax_problem(text, span, yaml, &error)))
}

/// Where the node at `trail` (or its key) is in `yaml`, in bytes.
pub fn locate(yaml: &str, trail: &[Step], part: Part) -> Range<usize> {
    let walk = Walk { trail, part, found: None };
    match walk.deserialize(serde_yaml::Deserializer::from_str(yaml)).err().and_then(|error| error.location())
    {
        Some(location) => extent(yaml, offset(yaml, location.line(), location.column()), part),
        None => 0..yaml.find('\n').unwrap_or(yaml.len()),
    }
}

/// The scalar at `trail` as it is written, without quotation marks.
pub fn verbatim(yaml: &str, trail: &[Step]) -> Option<String> {
    let mut found = None;
    let walk = Walk { trail, part: Part::Value, found: Some(&mut found) };
    let _ = walk.deserialize(serde_yaml::Deserializer::from_str(yaml));
    found
}

/// The span of a value or key that begins at `start`: to its closing quotation mark or the end of the line.
fn extent(yaml: &str, start: usize, part: Part) -> Range<usize> {
    let rest = yaml.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let length = match (part, line.chars().next()) {
        (_, Some(quote @ ('"' | '\''))) => line[1..].find(quote).map(|at| at + 2),
        (Part::Key | Part::RepeatedKey, _) => line.find([':', '：']),
        (Part::Value, _) => line.find(" #"),
    };
    let length = length.unwrap_or(line.len());
    start..start + line[..length].trim_end().len()
}

/// The byte offset of a line and a column, both counted from 1, the column in characters.
fn offset(yaml: &str, line: usize, column: usize) -> usize {
    let start: usize = yaml.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = yaml.get(start..).unwrap_or_default();
    start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

fn syntax_problem(
    text: &SourceText<'_>,
    span: Range<usize>,
    yaml: &str,
    error: &serde_yaml::Error,
) -> Problem {
    let at = error.location().map_or(0, |location| offset(yaml, location.line(), location.column()));
    let line_start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = yaml[line_start..].split('\n').next().unwrap_or_default();
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let (zh, help_zh, help_en) = explain(message, line);
    let place = span.start + at..span.start + (line_start + line.trim_end().len()).max(at + 1);
    Problem::error("yaml/syntax", zh, format!("this YAML cannot be read: {message}"))
        .at(text, place)
        .help(help_zh, help_en)
}

/// What usually lies behind a parser's message, told from the line where it stopped.
fn explain(message: &str, line: &str) -> (String, &'static str, &'static str) {
    let value = line.split_once(':').map_or(line, |(_, value)| value).trim_start();
    let (help_zh, help_en) = if line.contains('\t') {
        ("缩进要用空格，不能用 Tab 键", "indent with spaces, not tabs")
    } else if line.contains('：') && !line.contains(':') {
        ("冒号要用半角的“:”，后面空一格", "use an ASCII colon and a space after it")
    } else if value.starts_with(['@', '%', '`', '&', '*', '!', '|', '>']) || value.contains(": ") {
        (
            "给冒号后面的内容加上英文双引号，例如 title: \"……\"",
            "put the value into double quotes: title: \"…\"",
        )
    } else if value.starts_with(['[', '{', '"', '\'']) {
        (
            "检查括号、引号是否成对；内容里本来就有的，整句加上英文引号",
            "see that brackets and quotes are closed, or quote the whole value",
        )
    } else {
        (
            "检查冒号后面有没有空格、缩进是否对齐、引号是否成对",
            "check the space after the colon, the indentation and the quotes",
        )
    };
    let zh = if message.contains("mapping values are not allowed") {
        "这一行多了一个冒号，或者缩进不对".to_owned()
    } else if message.contains("did not find expected") || message.contains("while parsing") {
        "这里的写法不完整：缺冒号、引号、括号，或者缩进没有对齐".to_owned()
    } else if message.contains("found character that cannot start any token") {
        "这一行有不能这样写的字符".to_owned()
    } else {
        format!("看不懂这里的写法（{message}）")
    };
    (zh, help_zh, help_en)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Build)
    }
}

/// Builds the tree.
struct Build;

impl<'de> Visitor<'de> for Build {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or_else(|_| Node::String(value.to_string()), Node::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut sequence = Vec::new();
        while let Some(item) = items.next_element()? {
            sequence.push(item);
        }
        Ok(Node::Sequence(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut mapping = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            mapping.push((key, entries.next_value()?));
        }
        Ok(Node::Mapping(mapping))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        // A tagged value (`!tag x`): the tag means nothing to us.
        let (Key(_), variant) = data.variant()?;
        de::VariantAccess::newtype_variant(variant)
    }
}

/// A key as it is written: `2011:` is the key "2011".
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

/// Walks to a node and fails there, so that the error carries the position, or keeps the scalar as written.
struct Walk<'t, 'f> {
    trail: &'t [Step],
    part: Part,
    found: Option<&'f mut Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if !self.trail.is_empty() {
            return deserializer.deserialize_any(self);
        }
        match self.found {
            Some(found) => {
                *found = Some(String::deserialize(deserializer)?);
                Err(de::Error::custom("found"))
            }
            None => deserializer.deserialize_any(Fail),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the place looked for")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.trail.split_first() else {
            return Err(de::Error::custom(""));
        };
        for _ in 0..*wanted {
            if items.next_element::<de::IgnoredAny>()?.is_none() {
                return Err(de::Error::custom("no such item"));
            }
        }
        items.next_element_seed(Walk { trail: rest, part: self.part, found: self.found.take() })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.trail.split_first() else {
            return Err(de::Error::custom(""));
        };
        let mut skip = usize::from(self.part == Part::RepeatedKey && rest.is_empty());
        let fail_at_key = rest.is_empty() && self.part != Part::Value;
        while let Some(is_wanted) =
            entries.next_key_seed(KeySeed { wanted, fail: fail_at_key && skip == 0 })?
        {
            if is_wanted && skip == 0 {
                return entries.next_value_seed(Walk {
                    trail: rest,
                    part: self.part,
                    found: self.found.take(),
                });
            }
            skip -= usize::from(is_wanted);
            entries.next_value::<de::IgnoredAny>()?;
        }
        Err(de::Error::custom("no such key"))
    }
}

/// Reads a key, says whether it is the wanted one, and fails at it if told so.
struct KeySeed<'w> {
    wanted: &'w str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<bool, E> {
        if key == self.wanted && self.fail { Err(E::custom("here")) } else { Ok(key == self.wanted) }
    }
}

/// Fails whatever it visits.
struct Fail;

macro_rules! fail {
    ($($method:ident($($argument:ty)?)),*) => {
        $(fn $method<E: de::Error>(self $(, _: $argument)?) -> Result<(), E> { Err(E::custom("here")) })*
    };
}

impl<'de> Visitor<'de> for Fail {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }

    fail!(
        visit_unit(),
        visit_none(),
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_f64(f64),
        visit_str(&str)
    );

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom("here"))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom("here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "标题: 党建“在线”\nyear: 1.10\nlist:\n  - name: 甲\n    值: 二\n  - name: \"乙 丙\"\n标题: 再来 # 注\n";

    fn key(name: &str) -> Step {
        Step::Key(name.into())
    }

    fn shown(trail: &[Step], part: Part) -> &'static str {
        &TEXT[locate(TEXT, trail, part)]
    }

    #[test]
    fn places_of_keys_and_values_are_exact() {
        assert_eq!(shown(&[key("标题")], Part::Value), "党建“在线”");
        assert_eq!(shown(&[key("year")], Part::Key), "year");
        assert_eq!(shown(&[key("list"), Step::Index(0), key("值")], Part::Value), "二");
        assert_eq!(shown(&[key("list"), Step::Index(1), key("name")], Part::Value), "\"乙 丙\"");
        let repeated = locate(TEXT, &[key("标题")], Part::RepeatedKey);
        assert_eq!((&TEXT[repeated.clone()], repeated.start > 30), ("标题", true));
        assert_eq!(locate(TEXT, &[key("none")], Part::Value).start, 0);
    }

    #[test]
    fn scalars_are_to_be_had_as_written() {
        assert_eq!(verbatim(TEXT, &[key("year")]), Some("1.10".into()));
        assert_eq!(verbatim(TEXT, &[key("list"), Step::Index(1), key("name")]), Some("乙 丙".into()));
        assert_eq!(verbatim(TEXT, &[key("list")]), None);
    }

    #[test]
    fn repeated_keys_are_kept() {
        let node = parse(&SourceText::new("a.yaml", TEXT), 0..TEXT.len()).unwrap();
        assert_eq!(node.entries().iter().filter(|(name, _)| name == "标题").count(), 2);
        assert_eq!(node.get("year"), Some(&Node::Float(1.1)));
    }

    #[test]
    fn broken_yaml_is_a_problem_with_a_place() {
        let text = "---\ntitle: 关于: 通知\n---\n";
        let problem = parse(&SourceText::new("a.md", text), 4..text.len() - 4).unwrap_err();
        assert_eq!(problem.code, "yaml/syntax");
        let place = problem.place.unwrap();
        assert_eq!(place.line, 2);
        assert!(problem.help.unwrap().zh.contains("双引号"));
    }
}
