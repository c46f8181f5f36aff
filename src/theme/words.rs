//! Stores the interface texts by language.

use std::collections::BTreeMap;

use crate::source::yaml::Node;

/// The interface texts in one language, by key. A `{name}` in a text is filled in when the text is
/// used.
#[derive(Debug, Clone, Default)]
pub struct InterfaceWords(BTreeMap<String, String>);

impl InterfaceWords {
    /// Adds the texts of a file; existing ones stay. Nested keys are joined with dots:
    /// `search.empty`.
    pub fn add(&mut self, node: &Node) {
        self.collect("", node);
    }

    fn collect(&mut self, prefix: &str, node: &Node) {
        for (key, value) in node.entries() {
            let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            match value {
                Node::String(text) => {
                    self.0.entry(key).or_insert_with(|| text.clone());
                }
                Node::Integer(number) => {
                    self.0.entry(key).or_insert_with(|| number.to_string());
                }
                inner => self.collect(&key, inner),
            }
        }
    }

    /// Returns the text with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Returns all keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns `word` with every `{name}` replaced by its value. A name without value stays as it
    /// is.
    pub fn fill(word: &str, value: impl Fn(&str) -> Option<String>) -> String {
        let mut filled = String::with_capacity(word.len());
        let mut rest = word;
        while let Some((before, after)) = rest.split_once('{') {
            filled += before;
            match after.split_once('}') {
                Some((name, end)) => {
                    match value(name) {
                        Some(text) => filled += &text,
                        None => filled.extend(["{", name, "}"]),
                    }
                    rest = end;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_word_are_filled_in() {
        let value = |name: &str| (name == "n").then(|| "3".to_owned());
        assert_eq!(InterfaceWords::fill("共{n}条，{x}", value), "共3条，{x}");
        assert_eq!(InterfaceWords::fill("半{", value), "半{");
    }
}
