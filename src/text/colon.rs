//! Chooses the colon of a language.

use super::is_han;

/// Returns the colon between a label and what it is of, as a language has it.
pub fn colon(is_chinese: bool) -> &'static str {
    if is_chinese { "：" } else { ": " }
}

/// Returns the colon behind words: a wide one behind Chinese.
pub fn colon_behind(words: &str) -> &'static str {
    colon(words.contains(is_han))
}
