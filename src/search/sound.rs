//! How titles and names sound: `djzx` and `dangjian` find 党建在线.
//!
//! The sounds of all articles are in one file, which the script loads when somebody writes nothing
//! but letters. It reads them as first letters, as syllables and as both mixed.

use crate::text::Sounds;

/// The syllables of a text: between two characters side by side a blank, elsewhere a comma.
pub(super) fn sounds(text: &str) -> String {
    let mut out = String::new();
    let mut is_beside = false;
    for (_, syllable) in Sounds::of(text) {
        if let Some(syllable) = syllable {
            if !out.is_empty() {
                out.push(if is_beside { ' ' } else { ',' });
            }
            out.push_str(&syllable.replace('ü', "v"));
        }
        is_beside = syllable.is_some();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_are_those_of_words() {
        assert_eq!(sounds("重庆3女职工"), "chong qing,nv zhi gong");
        assert_eq!(sounds("Party 2026"), "");
    }
}
