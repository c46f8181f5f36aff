//! Counts words, for the time that reading takes.

use super::chars::{is_han, is_letter};

/// Han characters and words that an adult reads in a minute.
pub const READ_IN_A_MINUTE: usize = 450;

/// Counts the words of `text`: every Han character is one, and so is every run of other letters and
/// digits (`don't`, `13.6`).
pub fn count_words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    let mut rest = text;
    loop {
        // U+4E00 to U+9FFF take three bytes (E4 B8 80 to E9 BF BF) and are recognized by the first
        // two.
        let (bytes, mut han) = (rest.as_bytes(), 0);
        let second = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
        while matches!(bytes.get(han), Some(0xE5..=0xE9))
            || (bytes.get(han) == Some(&0xE4) && second(han) >= 0xB8)
        {
            han += 3;
        }
        if han > 0 {
            count += han / 3;
            in_word = false;
            rest = rest.get(han..).unwrap_or_default();
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if is_han(c) {
            count += 1;
            in_word = false;
        } else if is_letter(c) {
            count += usize::from(!in_word);
            in_word = true;
        } else if in_word {
            let is_inner = matches!(c, '\'' | '’' | '.' | ',' | '-');
            // Cloning the iterator for a few characters costs less than peeking after each.
            let next = if is_inner { chars.clone().next() } else { None };
            in_word = next.is_some_and(|next| is_letter(next) && !is_han(next));
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_han_characters_and_latin_words() {
        for (text, expected) in [
            ("党建引领", 4),
            ("增长13.6%，don't stop", 5),
            ("GB/T 9704—2012标准", 6),
            ("", 0),
            ("，。 \n", 0),
            ("a中b", 3),
            ("𠮷野家的党员", 6),
            ("葛\u{e0100}", 1),
            ("“三会一课”党建v2.0标准", 9),
            ("e-mail：a@b.cn，3·15晚会", 7),
            ("2023年8月8日13:43", 8),
        ] {
            assert_eq!(count_words(text), expected, "{text}");
        }
    }

    /// Counts character by character.
    fn counted(text: &str) -> usize {
        let chars: Vec<char> = text.chars().collect();
        let is_latin = |at: usize| chars.get(at).is_some_and(|c| is_letter(*c) && !is_han(*c));
        let (mut count, mut in_word) = (0, false);
        for (at, c) in chars.iter().enumerate() {
            let begins = is_han(*c) || (is_latin(at) && !in_word);
            count += usize::from(begins);
            in_word = !is_han(*c)
                && (is_latin(at) || in_word && matches!(c, '\'' | '’' | '.' | ',' | '-') && is_latin(at + 1));
        }
        count
    }

    proptest::proptest! {
        #[test]
        fn words_are_counted_as_one_by_one(text in "[党建a1 .,’\u{4dc0}\u{3400}\u{4e00}\u{9fff}\u{20000}。-]{0,20}") {
            proptest::prop_assert_eq!(count_words(&text), counted(&text));
        }
    }
}
