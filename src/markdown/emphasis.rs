//! Emphasis beside Chinese punctuation.
//!
//! CommonMark decides by the neighbours of a run of `*` whether it can open or close emphasis, and
//! counts on spaces between words. Chinese has none, so `坚持**“两个维护”**不动摇` comes out with its
//! asterisks. The CJK-friendly amendment (tats-u, markdown-cjk-friendly) lets a CJK neighbour do what a
//! space does. The parser does not know it yet; the same effect comes from a sentinel, a character that
//! is punctuation to the parser, on the outer side of a run that the amendment judges differently. The
//! writer takes it out again. Text without CJK gets none.

use std::ops::Range;

use super::chars::{is_cjk, is_variation_selector};
use super::punctuation::is_punctuation;

/// Rare punctuation, in the order in which it is tried: the first that the text does not contain.
const SENTINELS: [char; 5] = ['\u{A8CE}', '\u{A8CF}', '\u{A92E}', '\u{A92F}', '\u{A95F}'];

/// A sentinel that does not occur in `body`; none if somebody has put all of them in.
pub(super) fn sentinel(body: &str) -> Option<char> {
    SENTINELS.into_iter().find(|&candidate| !body.contains(candidate))
}

/// Where a sentinel has to go so that the parser judges the delimiter run `run` (of `*` or `~`) as the
/// amendment does. `line` is the line around it; its ends count as spaces.
pub(super) fn sentinel_place(body: &str, line: &Range<usize>, run: &Range<usize>) -> Option<usize> {
    let bytes = body.as_bytes();
    let ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    if run.start == line.start || run.end >= line.end || (ascii(run.start - 1) && ascii(run.end)) {
        return None;
    }
    let before = body.get(line.start..run.start)?;
    let previous = before.chars().next_back()?;
    let next = body.get(run.end..line.end)?.chars().next()?;
    let base = before.chars().rev().find(|&c| !is_variation_selector(c))?;
    if previous.is_whitespace() || next.is_whitespace() || !(is_cjk(base) || is_cjk(next)) {
        return None;
    }
    // `~~` opens beside anything but a space already.
    let strikethrough = bytes.get(run.start) == Some(&b'~');
    match (is_punctuation(previous), is_punctuation(next)) {
        (false, true) if !strikethrough => Some(run.start),
        (true, false) => Some(run.end),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentinel_goes_on_the_outer_side_of_a_run_between_a_letter_and_a_mark() {
        for (text, run, expected) in [
            ("持**“两", 3..5, Some(3)),
            ("。**后", 3..5, Some(5)),
            ("%**以", 1..3, Some(3)),
            ("：**B", 3..5, Some(5)),
            ("a**（", 1..3, Some(1)),
            ("中**文", 3..5, None),
            ("a**\"", 1..3, None),
            ("”**。", 3..5, None),
            ("中** “", 3..5, None),
            ("“~~中", 3..5, Some(5)),
            ("中~~“", 3..5, None),
        ] {
            assert_eq!(sentinel_place(text, &(0..text.len()), &run), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_holds_a_sentinel_gets_another() {
        assert_eq!(sentinel("中"), Some('\u{A8CE}'));
        assert_eq!(sentinel("\u{A8CE}"), Some('\u{A8CF}'));
        assert_eq!(sentinel(&SENTINELS.iter().collect::<String>()), None);
        assert!(SENTINELS.iter().all(|&c| is_punctuation(c) && !is_cjk(c)));
    }
}
