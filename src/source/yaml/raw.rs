//! Reads the scalars of a YAML text as they are written, along a tree that is parsed already.

use std::collections::HashMap;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Node, Step};

/// The values of a text, where only scalars other than strings matter.
#[derive(Debug)]
pub(super) enum RawValue {
    Scalar(String),
    Sequence(Vec<RawValue>),
    Mapping(HashMap<String, RawValue>),
    Other,
}

impl RawValue {
    fn keep_codes(&self, node: &mut Node) {
        match (self, &mut *node) {
            (Self::Sequence(raw), Node::Sequence(items)) => {
                raw.iter().zip(items).for_each(|(raw, item)| raw.keep_codes(item));
            }
            (Self::Mapping(raw), Node::Mapping(entries)) => {
                for (key, value) in entries {
                    raw.get(key).into_iter().for_each(|raw| raw.keep_codes(value));
                }
            }
            (Self::Scalar(text), Node::Float(_)) if is_code(text) => *node = Node::String(text.clone()),
            (Self::Scalar(text), Node::Integer(number)) if is_code(text) && *text != number.to_string() => {
                *node = Node::String(text.clone());
            }
            _ => {}
        }
    }

    /// Returns the scalar at `trail`.
    pub(super) fn at(&self, trail: &[Step]) -> Option<String> {
        match (self, trail.split_first()) {
            (Self::Scalar(text), None) => Some(text.clone()),
            (Self::Sequence(items), Some((Step::Index(at), rest))) => items.get(*at)?.at(rest),
            (Self::Mapping(entries), Some((Step::Key(key), rest))) => entries.get(key)?.at(rest),
            _ => None,
        }
    }
}

/// Reads the scalars of `yaml`, from which `tree` was parsed.
pub(super) fn raw_of(tree: &Node, yaml: &str) -> Option<RawValue> {
    NodeSeed(tree).deserialize(serde_yaml::Deserializer::from_str(yaml)).ok()
}

/// Converts numbers that are codes to strings: the number of a certificate or an account would lose
/// digits, and `12E5` would become another number.
pub(super) fn keep_codes(node: &mut Node, yaml: &str) {
    if let Some(raw) = raw_of(node, yaml) {
        raw.keep_codes(node);
    }
}

/// Returns whether a number is written like a code: with more digits than a float can represent,
/// with an exponent, or in hexadecimal.
fn is_code(written: &str) -> bool {
    /// Number of digits that a floating point number always represents exactly.
    const DIGITS: usize = 15;
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let has_letters = written.bytes().any(|byte| byte.is_ascii_alphabetic());
    digits > DIGITS || (has_letters && digits > 0)
}

/// Reads a node whose structure is already parsed.
#[derive(Clone, Copy)]
struct NodeSeed<'n>(&'n Node);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = RawValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawValue, D::Error> {
        match self.0 {
            Node::Sequence(_) => deserializer.deserialize_seq(self),
            Node::Mapping(_) => deserializer.deserialize_map(self),
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) => {
                String::deserialize(deserializer).map(RawValue::Scalar)
            }
            Node::Null | Node::String(_) => {
                de::IgnoredAny::deserialize(deserializer)?;
                Ok(RawValue::Other)
            }
        }
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was there before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut sequence = Vec::with_capacity(self.0.items().len());
        for item in self.0.items() {
            sequence.extend(items.next_element_seed(NodeSeed(item))?);
        }
        Ok(RawValue::Sequence(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut mapping = HashMap::new();
        for (key, value) in self.0.entries() {
            if entries.next_key::<de::IgnoredAny>()?.is_none() {
                break;
            }
            let value = entries.next_value_seed(NodeSeed(value))?;
            // If a key is repeated, its first value counts.
            mapping.entry(key.clone()).or_insert(value);
        }
        Ok(RawValue::Mapping(mapping))
    }
}
