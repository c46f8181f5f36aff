//! Builds the tree of values of strict YAML, within a budget.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::limit::{self, Budget};
use super::node::Node;
use super::raw;

/// Why there is no tree.
#[derive(Debug)]
pub(super) enum TreeError {
    /// It is not YAML.
    Syntax(serde_yaml::Error),
    /// It would be too large in memory: too many values, too deep, or expanded by aliases.
    TooMuch,
}

pub(super) fn tree(yaml: &str) -> Result<Node, TreeError> {
    if yaml.trim().is_empty() {
        return Ok(Node::Mapping(Vec::new()));
    }
    if !limit::is_within(yaml) {
        return Err(TreeError::TooMuch);
    }
    let budget = Budget::of(yaml);
    let read = Build(&budget).deserialize(serde_yaml::Deserializer::from_str(yaml));
    let mut node = read.map_err(|error| {
        let message = error.to_string();
        let is_limit = message.starts_with("recursion limit") || message.starts_with("repetition limit");
        if is_limit || budget.is_spent() { TreeError::TooMuch } else { TreeError::Syntax(error) }
    })?;
    if budget.has_odd_number() {
        raw::keep_codes(&mut node, yaml);
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
