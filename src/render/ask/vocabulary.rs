//! The words that the code of the theme's templates mentions.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

/// The result of reading the templates' code, for all of them.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Vocabulary {
    /// Every word of the templates' code; nothing where fields may be shown that none of them
    /// names.
    pub words: Option<HashSet<Box<str>, FixedState>>,
    /// Whether a template lists the own fields of a type: `fields(of=page)`.
    pub lists_own: bool,
    /// Whether it lists those alone that a site adds: `fields(of=page, added=true)`.
    pub lists_added: bool,
    /// The fingerprint of the templates of each name.
    pub prints: BTreeMap<Arc<str>, u64>,
}

impl Vocabulary {
    /// Whether a template may show a field or a variable. What no template names need not be made.
    pub fn names(&self, name: &str) -> bool {
        // A name with other characters in it is part of a text: `page["order-no"]`.
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        self.words.as_ref().is_none_or(|words| words.contains(name) || !name.bytes().all(is_word))
    }
}
