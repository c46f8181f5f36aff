//! Reads one entry of `menu:` or `footer.links:` as it is written.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::problem::SourceText;
use crate::schema::{Group, Translated, declare_group};
use crate::source::yaml::Node;

/// The declaration of an entry of `menu:` and `footer.links:`.
pub fn menu_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("menu.yaml", include_str!("../declared/menu.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// An entry as it is written.
#[derive(Clone, Copy)]
pub(super) struct Entry<'n>(pub(super) &'n Node);

impl<'n> Entry<'n> {
    /// The key as it is written, and the value of a field.
    pub(super) fn get(self, key: &str) -> Option<(&'n str, &'n Node)> {
        let means = |written: &str| menu_group().meant_by(written).is_some_and(|field| &*field.key == key);
        let found = self.0.entries().iter().find(|(written, _)| means(written));
        found.map(|(written, value)| (written.as_str(), value))
    }

    /// The key as it is written, and the text of a field. A number is a text here: a folder may be
    /// called 2026.
    pub(super) fn text(self, key: &str) -> Option<(&'n str, Cow<'n, str>)> {
        let (written, value) = self.get(key)?;
        match value {
            Node::String(text) => Some((written, Cow::Borrowed(text.trim()))),
            Node::Integer(number) => Some((written, Cow::Owned(number.to_string()))),
            _ => None,
        }
    }

    /// The title in a language: a text, or a mapping from languages to texts.
    pub(super) fn title(self, lang: &str) -> Option<String> {
        let (_, node) = self.get("title")?;
        Translated::from_node(node).map(|words| words.get(lang).to_owned())
    }

    /// The keys that no entry has.
    pub(super) fn unknown_keys(self) -> impl Iterator<Item = &'n str> {
        let keys = self.0.entries().iter().map(|(key, _)| key.as_str());
        keys.filter(|key| menu_group().meant_by(key).is_none())
    }
}

/// The mapping that an entry of one word or number stands for: `- news` is `- section: news`.
pub(super) fn spelled_out(node: &Node) -> Option<Node> {
    let section = |path: String| Node::Mapping(vec![("section".into(), Node::String(path))]);
    match node {
        Node::String(path) => Some(section(path.clone())),
        Node::Integer(number) => Some(section(number.to_string())),
        _ => None,
    }
}
