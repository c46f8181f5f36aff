//! Declares the fields that every page may have.

use std::sync::LazyLock;

use super::{Group, declare_group};
use crate::problem::SourceText;

/// Returns the fields that every page may have.
pub(crate) fn common_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("common.yaml", include_str!("common.yaml"))).unwrap_or_default()
    });
    &GROUP
}
