//! The result of removing comments.

/// A style sheet or script without its comments.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Minified {
    pub text: String,
    /// Whether it means the same with other files before and after it in one file.
    pub is_joinable: bool,
}
