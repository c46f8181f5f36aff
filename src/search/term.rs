//! What is looked up: pairs of characters, and triples of letters in scripts that have few of them.
//!
//! A term is known by a number of [`BITS`] bits. Two terms may have the same number: then articles
//! are looked at in vain, and nothing is missed. All marks are one character: an index that tells
//! `会，` from `会。` would be a tenth larger, and the texts tell them apart.

use super::fold::END;
use super::sort::sort_by_digits;

/// The bits of the number of a term.
pub(super) const BITS: u32 = 28;

/// Where a term is in an article: the lower, the better a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Title,
    Name,
    Summary,
    Text,
}

/// The number of ranks.
pub(super) const RANKS: usize = 4;

/// A mark, a space, an end.
const MARK: u32 = 1;

/// The number of a term of two characters, or of three letters.
#[inline]
fn number(first: u32, second: u32, third: u32) -> u32 {
    let mut hash = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77).rotate_left(13);
    hash ^= third.wrapping_mul(0xC2B2_AE3D).rotate_left(7);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^= hash >> 12;
    hash = hash.wrapping_mul(0x297A_2D39);
    (hash ^ hash >> 15) >> (32 - BITS)
}

/// A letter of a script with few letters: their pairs are in every article.
#[inline]
fn is_letter(c: char) -> bool {
    c < '\u{2E80}' && c.is_alphabetic()
}

/// Whether a character is of the block of nearly all Chinese ones.
#[inline]
fn is_common(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[inline]
fn is_word(c: char) -> bool {
    is_common(c) || c.is_alphanumeric()
}

#[inline]
fn code(c: char) -> u32 {
    if is_word(c) { c as u32 } else { MARK }
}

/// Appends the terms of a folded text, each with its rank in the lower two bits. Titles and names
/// also have their single characters.
pub(super) fn push_terms(text: &[char], rank: Rank, out: &mut Vec<u32>) {
    let mut push = |number: u32| out.push(number << 2 | rank as u32);
    if rank <= Rank::Name {
        text.iter().filter(|c| is_word(**c)).for_each(|c| push(number(0, *c as u32, 0)));
    }
    // A text begins and ends with a mark, so that a query that does so finds it.
    let mut before = END;
    let mut rest = text;
    loop {
        let first = before;
        let second = rest.first().copied().unwrap_or(END);
        if is_common(first) && is_common(second) {
            push(number(first as u32, second as u32, 0));
        } else if is_letter(first) && is_letter(second) {
            match rest.get(1).copied().filter(|third| is_letter(*third)) {
                Some(third) => push(number(first as u32, second as u32, third as u32)),
                None => {
                    let at = text.len() - rest.len();
                    let around = at.checked_sub(2).and_then(|at| text.get(at)).copied().unwrap_or(END);
                    if !is_letter(around) {
                        push(number(first as u32, second as u32, 0));
                    }
                }
            }
        } else {
            let (first, second) = (code(first), code(second));
            if first != MARK || second != MARK {
                push(number(first, second, 0));
            }
        }
        let Some((next, others)) = rest.split_first() else { break };
        (before, rest) = (*next, others);
    }
}

/// Sorts terms and leaves each once, with its best rank.
pub(super) fn tidy(terms: &mut Vec<u32>) {
    sort_by_digits(terms, BITS + 2, |term| *term);
    terms.dedup_by_key(|term| *term >> 2);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold::folded;

    fn terms(text: &str, rank: Rank) -> Vec<u32> {
        let mut found = Vec::new();
        push_terms(&folded(text).chars().collect::<Vec<_>>(), rank, &mut found);
        tidy(&mut found);
        found
    }

    #[test]
    fn a_text_has_the_terms_of_what_it_contains() {
        let text = terms("到2026年，ISO9001 认证的 AI 支部达13.6%。", Rank::Text);
        let has = |first: char, second: char, third: u32| {
            text.contains(&(number(code(first), code(second), third) << 2 | Rank::Text as u32))
        };
        assert!(has('支', '部', 0) && has('2', '6', 0) && has('年', '，', 0) && has('，', 'i', 0));
        assert!(has('i', 's', 'o' as u32) && has('o', '9', 0) && has('a', 'i', 0) && !has('i', 's', 0));
        assert!(has('6', '%', 0) && !has('部', '支', 0));
    }

    #[test]
    fn of_two_ranks_the_better_stays() {
        let mut both = terms("党建", Rank::Text);
        both.extend(terms("党建", Rank::Title));
        tidy(&mut both);
        let pair = number('党' as u32, '建' as u32, 0);
        assert_eq!(both.iter().filter(|term| **term >> 2 == pair).count(), 1);
        assert!(both.contains(&(pair << 2)));
        assert!(both.contains(&(number(0, '党' as u32, 0) << 2)));
    }
}
