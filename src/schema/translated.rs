//! Stores a text in several languages.

use crate::source::yaml::Node;

/// A text by language code, in the order in which it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translated(Vec<(String, String)>);

impl Translated {
    /// Creates a text that is the same in every language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![(String::new(), text.into())])
    }

    /// Reads a string, or a mapping from language to string.
    pub fn from_node(node: &Node) -> Option<Self> {
        match node {
            Node::String(text) => Some(Self::plain(text.as_str())),
            Node::Mapping(entries) => {
                let words =
                    entries.iter().map(|(lang, text)| Some((lang.clone(), text.as_str()?.to_owned())));
                words.collect::<Option<Vec<_>>>().map(Self)
            }
            _ => None,
        }
    }

    /// Returns the text in `lang` (`en-GB` falls back to `en`), else the first.
    pub fn get(&self, lang: &str) -> &str {
        let primary = lang.split('-').next().unwrap_or(lang);
        let found = self
            .0
            .iter()
            .find(|(code, _)| code == lang)
            .or_else(|| self.0.iter().find(|(code, _)| code == primary));
        found.or_else(|| self.0.first()).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    /// Returns the texts in all languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Translated {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(words: I) -> Self {
        Self(words.into_iter().collect())
    }
}
