//! Holds what a template mentions.

use std::collections::{BTreeSet, HashSet};

use foldhash::fast::FixedState;

/// The names and words in the code of a template. They may be more than a rendering uses, never
/// fewer.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    /// The template that it extends.
    pub extends: Option<String>,
    /// The templates that it includes.
    pub includes: BTreeSet<String>,
    /// The components that it calls.
    pub components: BTreeSet<String>,
    /// The components that it defines.
    pub defined: BTreeSet<String>,
    pub functions: BTreeSet<String>,
    pub filters: BTreeSet<String>,
    pub tests: BTreeSet<String>,
    /// The texts between quotation marks, escapes replaced.
    pub texts: BTreeSet<String>,
    /// Every name and keyword, and every word of a text: a text may be the name of a field.
    pub words: HashSet<Box<str>, FixedState>,
    /// The parts of the variable `data` that it uses.
    pub data: DataUse,
    /// Whether it may show fields that it does not name.
    pub is_whole: bool,
    /// Whether it may show all fields of a value other than a page.
    pub shows_all: bool,
    /// Whether it lists the own fields of a content type: `fields(of=page)`.
    pub lists_own: bool,
    /// Whether it lists those alone that a site adds to a type: `fields(of=page, added=true)`.
    pub lists_added: bool,
}

/// The parts of `data` that a template uses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct DataUse {
    /// `links` of `data.links`.
    pub fields: BTreeSet<String>,
    /// Whether it may use others too: `data[name]`, `{% set d = data %}`.
    pub is_all: bool,
}

impl Mentions {
    /// Returns the mentions of a template that can't be read: everything, because nothing may be
    /// left out for it.
    pub(crate) fn unknown() -> Self {
        Self {
            is_whole: true,
            shows_all: true,
            lists_own: true,
            lists_added: true,
            data: DataUse { is_all: true, ..DataUse::default() },
            words: HashSet::from_iter(["__tera_context".into()]),
            ..Self::default()
        }
    }

    pub(super) fn mention_text(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).for_each(|word| self.mention_word(word));
        if !self.texts.contains(text) {
            self.texts.insert(text.to_owned());
        }
    }

    pub(super) fn mention_word(&mut self, word: &str) {
        if !self.words.contains(word) {
            self.words.insert(word.into());
        }
    }
}
