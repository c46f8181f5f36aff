//! The result of removing comments.

use std::borrow::Cow;

/// A style sheet or script without its comments.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Minified {
    pub text: Cow<'static, str>,
    /// Whether it means the same with other files before and after it in one file.
    pub is_joinable: bool,
}
