//! How titles and names sound: `djzx` and `dangjian` find 党建在线.
//!
//! For that they have terms besides those of their characters: the first letters of two syllables
//! side by side, two syllables, and single ones. The script reads a query as initials, as syllables
//! and as both mixed, and compares it with the sounds of the articles that have its terms.

use super::term::{Rank, number};
use crate::text::Sounds;

/// The third number of terms of initials, and of syllables: no character of a text.
const INITIALS: u32 = 2;
const SYLLABLES: u32 = 3;

/// The letters of a syllable as a number, from which they can be told: the longest has six.
fn letters(syllable: &str) -> u32 {
    syllable.bytes().fold(0, |sum, letter| sum * 27 + u32::from(letter.wrapping_sub(b'a') % 26) + 1)
}

/// Appends the terms of the sounds of a text, and its syllables: between two of a word a blank,
/// elsewhere a line break.
pub(super) fn push_sounds(text: &str, rank: Rank, terms: &mut Vec<u32>, out: &mut String) {
    let mut push = |number: u32| terms.push(number << 2 | rank as u32);
    let mut before: Option<String> = None;
    for (_, syllable) in Sounds::of(text) {
        let Some(syllable) = syllable.map(|syllable| syllable.replace('ü', "v")) else {
            before = None;
            continue;
        };
        let own = letters(&syllable);
        push(number(0, own, SYLLABLES));
        if let Some(before) = &before {
            let first = |text: &str| u32::from(text.as_bytes().first().copied().unwrap_or_default());
            push(number(first(before), first(&syllable), INITIALS));
            push(number(letters(before), own, SYLLABLES));
        }
        if !out.is_empty() {
            out.push(if before.is_some() { ' ' } else { '\n' });
        }
        out.push_str(&syllable);
        before = Some(syllable);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_are_those_of_words() {
        let (mut terms, mut out) = (Vec::new(), String::new());
        push_sounds("重庆3女职工", Rank::Title, &mut terms, &mut out);
        assert_eq!(out, "chong qing\nnv zhi gong");
        assert!(terms.contains(&(number(u32::from(b'z'), u32::from(b'g'), INITIALS) << 2)));
        assert!(terms.contains(&(number(letters("nv"), letters("zhi"), SYLLABLES) << 2)));
        assert!(!terms.contains(&(number(letters("qing"), letters("nv"), SYLLABLES) << 2)));
        assert_ne!(letters("xian"), letters("xia"));
    }
}
