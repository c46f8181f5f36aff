//! Finds the position of a node in a YAML text. `serde_yaml` reports positions only in errors, so a
//! deserializer walks to the node and fails there.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::line::closing;
use super::{Part, Step};

/// Returns the span of the node at `trail` (or of its key) in `yaml`, in bytes. If it is not found,
/// returns the first line.
pub fn locate(yaml: &str, trail: &[Step], part: Part) -> Range<usize> {
    let walk = Walk { trail, part, found: None };
    match walk.deserialize(serde_yaml::Deserializer::from_str(yaml)).err().and_then(|error| error.location())
    {
        Some(location) => extent(yaml, offset(yaml, location.line(), location.column()), part),
        None => 0..yaml.find('\n').unwrap_or(yaml.len()),
    }
}

/// Returns the scalar at `trail` as it is written, without quotation marks.
pub(super) fn verbatim(yaml: &str, trail: &[Step]) -> Option<String> {
    let mut found = None;
    let walk = Walk { trail, part: Part::Value, found: Some(&mut found) };
    let _ = walk.deserialize(serde_yaml::Deserializer::from_str(yaml));
    found
}

/// Returns the span of a value or key that begins at `start`: up to its closing quotation mark or
/// bracket, or the end of the line.
fn extent(yaml: &str, start: usize, part: Part) -> Range<usize> {
    let rest = yaml.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let length = match (part, line.chars().next()) {
        (_, Some(quote @ ('"' | '\''))) => closing(line, quote),
        (Part::Value, Some(bracket @ ('[' | '{'))) => closing(line, bracket),
        (Part::Key | Part::RepeatedKey, _) => line.find([':', '：']),
        (Part::Value, _) if is_in_brackets(yaml, start) => line.find([',', ']', '}']),
        (Part::Value, _) => line.find(" #"),
    };
    let length = length.unwrap_or(line.len());
    start..start + line[..length].trim_end().len()
}

/// Returns whether a position is inside brackets that open on the same line.
fn is_in_brackets(yaml: &str, at: usize) -> bool {
    let before = yaml.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let count = |bracket: char| before.matches(bracket).count();
    count('[') + count('{') > count(']') + count('}')
}

/// Returns the byte offset of a line and a column, both counted from 1; the column is in
/// characters.
pub(super) fn offset(yaml: &str, line: usize, column: usize) -> usize {
    let start: usize = yaml.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = yaml.get(start..).unwrap_or_default();
    start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

/// Walks to a node and fails there, so that the error contains the position. With `found` it stores
/// the scalar as written.
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

/// Reads a key and returns whether it is the wanted one. Fails at the wanted key if `fail` is set.
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

/// Fails at any value.
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
