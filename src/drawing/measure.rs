//! Estimates the width of texts and breaks them into lines. The reader's fonts are unknown, so
//! there is no exact answer.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Distance between baselines, in letter heights.
pub(super) const LEADING: f64 = 1.4;

/// Estimates the width of a text in letter heights: a Chinese character is as wide as it is high, a
/// Latin letter a little more than half of that. Marks such as “ and — are those of a Chinese font.
pub(super) fn width(text: &str) -> f64 {
    let width = |letter: &str| {
        if letter.is_ascii() {
            0.55
        } else if letter.width() < 2 && letter.starts_with(char::is_alphabetic) {
            0.6
        } else {
            1.0
        }
    };
    text.graphemes(true).map(width).sum()
}

/// Returns the width of the longest word that no line break divides.
pub(super) fn longest_word(text: &str) -> f64 {
    text.split_word_bounds().map(width).fold(0.0, f64::max)
}

/// Breaks `text` into at most `most` lines, each at most `room` wide; a text that does not fit ends
/// in `…`. Lines break between words, and within a word that is wider than a line; Chinese breaks
/// between any two characters.
pub(super) fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    // Room that was computed from a word must hold that word, despite rounding.
    let room = room.max(1.0) + 1e-7;
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_word_bounds() {
        let word = if word.trim().is_empty() { " " } else { word };
        let full = |line: &str, more: &str| width(line) + width(more) > room;
        let starts_line = |lines: &[String]| lines.last().is_none_or(String::is_empty);
        if word == " " && starts_line(&lines) {
            continue;
        }
        let is_whole = width(word) <= room;
        if word != " " && is_whole && lines.last().is_some_and(|line| !line.is_empty() && full(line, word)) {
            lines.push(String::new());
        }
        for letter in word.graphemes(true) {
            if letter != " " && lines.last().is_some_and(|line| !line.is_empty() && full(line, letter)) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(letter);
            }
        }
    }
    let mut lines: Vec<String> =
        lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last.trim_end()) + 1.0 > room && last.pop().is_some() {}
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// Returns as many lines as [`lines`] does, but as even as possible: no single character is left
/// for the last one.
pub(super) fn even_lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let widest = lines(text, room, most);
    let mut less = room - 0.5;
    let mut even = widest;
    // A word that fits into a line is not broken.
    let least = longest_word(text).max(1.5);
    while less >= least {
        let tried = lines(text, less, most);
        let is_cut = tried.last().is_some_and(|line| line.ends_with('…'));
        if tried.len() > even.len() || is_cut || even.len() < 2 {
            break;
        }
        even = tried;
        less -= 0.5;
    }
    even
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_between_words_and_between_chinese_characters() {
        assert_eq!(lines("围绕一个总思路", 4.0, 9), ["围绕一个", "总思路"]);
        assert_eq!(lines("General Branch of the Mines", 8.0, 9), ["General Branch", "of the Mines"]);
        assert_eq!(lines("第四党支部委员会", 3.0, 2), ["第四党", "支部…"]);
        assert_eq!(lines("", 3.0, 2), Vec::<String>::new());
        // Joined letters are not torn apart if the word has room.
        assert_eq!(lines("بىرىنچى پارتىيە ياچېيكىسى", 8.0, 9), ["بىرىنچى", "پارتىيە", "ياچېيكىسى"]);
        assert_eq!(even_lines("公司工会", 3.6, 6), ["公司", "工会"]);
        assert_eq!(even_lines("公司工会", 4.0, 6), ["公司工会"]);
    }

    #[test]
    fn the_space_before_a_word_that_is_broken_takes_room_too() {
        assert_eq!(lines("一a aaaaa", 2.447213263300643, 2), ["一a", "aa…"]);
        assert_eq!(lines("一a aaaaa", 2.447213263300643, 9), ["一a", "aaaa", "a"]);
        assert_eq!(lines("一a aaaaa", 2.65, 9), ["一a a", "aaaa"]);
        assert_eq!(lines("一  aaaaa", 2.2, 9), ["一 a", "aaaa"]);
        assert_eq!(lines("a b c", 2.2, 1), ["a…"], "no space before the mark");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[\u{4e00}-\u{4e20}a-z ，]{0,60}", room in 2.0..20.0f64, most in 1..5usize) {
            let cut = lines(&text, room, most);
            prop_assert!(cut.len() <= most);
            prop_assert!(cut.iter().all(|line| width(line) <= room + 1e-6), "{cut:?}");
            let whole = lines(&text, room, 99).concat().replace(' ', "");
            prop_assert_eq!(whole, text.replace(' ', ""));
        }
    }
}
