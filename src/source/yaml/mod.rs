//! Parses YAML to a tree, with positions on demand. The only module that knows `serde_yaml`.
//!
//! `serde_yaml` stores no positions in its values, but adds one to every error. So a text is parsed
//! once into a [`Node`] without positions. Only to show a mistake it is read once more, by a
//! deserializer that walks to the place and fails there ([`locate`]). The same walk returns a
//! scalar as it was written ([`Written`]): `1.10` stays `1.10` where a text is expected. Plain
//! front matter, the usual case, is read without `serde_yaml` (`plain`).

mod escape;
mod limit;
mod line;
mod locate;
mod mend;
mod plain;
mod syntax;
mod text;
mod written;

pub use locate::locate;
pub use text::Yaml;
pub use written::{Cut, Written};

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use self::limit::Budget;
use self::mend::Reach;
use crate::problem::{Problem, SourceText};

/// Puts a text into the quotation marks that need the least escaping.
pub fn in_quotes(text: &str) -> String {
    mend::quoted(text)
}

/// A YAML value. Mappings keep their order and repeated keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string, quoted or not.
    String(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping.
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// Returns the value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Returns the entries of a mapping; none for any other value.
    pub fn entries(&self) -> &[(String, Node)] {
        if let Node::Mapping(entries) = self { entries } else { &[] }
    }

    /// Returns the items of a sequence; none for any other value.
    pub fn items(&self) -> &[Node] {
        if let Node::Sequence(items) = self { items } else { &[] }
    }

    /// Returns the string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Node::String(text) = self { Some(text) } else { None }
    }

    /// Returns whether it is neither a sequence nor a mapping.
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
    /// Returns the key, if it is a step to one.
    pub fn into_key(self) -> Option<String> {
        if let Step::Key(key) = self { Some(key) } else { None }
    }
}

/// The steps from the root to a node.
pub type Trail = Vec<Step>;

/// The part of a node to locate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key of the node.
    Key,
    /// The second occurrence of a key that is given twice.
    RepeatedKey,
    /// The value.
    Value,
}

/// Parses the YAML in `span` of `text`, which must be strict.
///
/// # Errors
/// If the YAML cannot be read, returns a problem with its place and, for the usual causes, what to
/// do.
pub fn parse(text: &SourceText<'_>, span: Range<usize>) -> Result<Node, Box<Problem>> {
    let yaml = text.text().get(span.clone()).unwrap_or_default();
    let read = tree(yaml).map(|mut node| {
        if memchr::memchr(b'\\', yaml.as_bytes()).is_some() {
            escape::taken_out(&mut node);
        }
        node
    });
    read.map_err(|error| {
        let unclosed = mend::find(yaml, Reach::Lost).unclosed;
        let (problem, place) = syntax::problem(yaml, &error, unclosed);
        Box::new(problem.at(text, place.start + span.start..place.end + span.start))
    })
}

/// Why there is no tree.
#[derive(Debug)]
enum Refused {
    /// It is not YAML.
    Syntax(serde_yaml::Error),
    /// It would be too large in memory: too many values, too deep, or expanded by aliases.
    TooMuch,
}

fn tree(yaml: &str) -> Result<Node, Refused> {
    if yaml.trim().is_empty() {
        return Ok(Node::Mapping(Vec::new()));
    }
    if !limit::is_within(yaml) {
        return Err(Refused::TooMuch);
    }
    let budget = Budget::of(yaml);
    let read = Build(&budget).deserialize(serde_yaml::Deserializer::from_str(yaml));
    let mut node = read.map_err(|error| {
        let message = error.to_string();
        let is_limit = message.starts_with("recursion limit") || message.starts_with("repetition limit");
        if is_limit || budget.is_spent() { Refused::TooMuch } else { Refused::Syntax(error) }
    })?;
    if budget.has_odd_number() {
        written::keep_codes(&mut node, yaml);
    }
    Ok(node)
}

/// Builds the tree within the budget.
#[derive(Clone, Copy)]
struct Build<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
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
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or_else(|_| self.0.odd_number(value as f64), Node::Integer))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(self.0.odd_number(value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(self.0.odd_number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(self.0.odd_number(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node, E> {
        self.0.spend(value.len())?;
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Node, E> {
        self.0.spend(value.len())?;
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut sequence = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            sequence.push(item);
        }
        Ok(Node::Sequence(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut mapping = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            self.0.spend(key.len())?;
            mapping.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Mapping(mapping))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        // The tag of a tagged value (`!tag x`) is ignored.
        let (Key(_), variant) = data.variant()?;
        de::VariantAccess::newtype_variant_seed(variant, self)
    }
}

/// A key as it is written: `2011:` is the key "2011".
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

#[cfg(test)]
mod tests;
