//! The declarations that `site.yaml` and `_index.md` are read by.

use std::sync::LazyLock;

use crate::problem::SourceText;
use crate::schema::{Group, declare_group};

/// Reads a declaration that is part of the program. A test makes sure that they are valid.
fn built_in(name: &str, text: &str) -> Group {
    declare_group(&SourceText::new(name, text)).unwrap_or_default()
}

/// The declaration of `site.yaml`.
pub fn configuration_group() -> &'static Group {
    static GROUP: LazyLock<Group> =
        LazyLock::new(|| built_in("site.yaml", include_str!("../declared/site.yaml")));
    &GROUP
}

/// The declaration of a section's `_index.md`.
pub fn section_group() -> &'static Group {
    static GROUP: LazyLock<Group> =
        LazyLock::new(|| built_in("section.yaml", include_str!("../declared/section.yaml")));
    &GROUP
}
