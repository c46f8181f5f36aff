//! Finds and removes characters that no page may contain. XML 1.0 forbids some (a single one makes
//! an entire feed unreadable), HTML others.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Returns whether HTML or XML forbids `c`: control characters other than tab and line ends, and
/// code points that are not characters.
pub fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => true,
        _ => u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// Returns whether a forbidden character breaks a line: the manual line break and the page break of
/// word processors, and the next-line character (U+0085) of old mainframes.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}')
}

/// Returns whether a text contains a character for which [`is_line_break`] is true.
pub fn holds_line_break(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2(0x0B, 0x0C, bytes).is_some()
        || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1) == Some(&0x85))
}

/// Returns whether `bytes` (UTF-8) may contain a forbidden character. May return `true` where there
/// is none, but never `false` where there is one.
///
/// All pages of a site pass through here, so each part goes through many bytes at once: the first
/// compares without stopping in the middle of a chunk, which the compiler turns into instructions
/// for sixteen bytes; the others search for bytes that few pages have.
pub fn may_hold_forbidden(bytes: &[u8]) -> bool {
    /// Begins U+FDD0 to U+FDEF, and U+FFC0 to U+FFFF.
    static NO_CHARACTERS: LazyLock<[Finder<'static>; 2]> =
        LazyLock::new(|| [b"\xEF\xB7", b"\xEF\xBF"].map(Finder::new));
    let [arabic, last] = &*NO_CHARACTERS;
    let is_suspect = |chunk: &[u8]| chunk.iter().fold(0, |found, byte| found | suspicion(*byte)) != 0;
    (bytes.chunks(4096).any(is_suspect) && (bytes.iter().any(|byte| is_control(*byte)) || holds_beyond(bytes)))
        // U+0080 to U+009F. In Chinese this byte begins no other character.
        || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0))
        || arabic.find(bytes).is_some()
        || last.find_iter(bytes).any(|at| matches!(bytes.get(at + 2), Some(0xBE | 0xBF)))
}

/// Returns 1 for a control character and for what begins a character outside the first plane.
fn suspicion(byte: u8) -> u8 {
    // Below 0x20, and from 0xF0 on: one comparison for both.
    let is_outer = byte.wrapping_sub(0x20) >= 0xD0;
    let is_white = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    u8::from((is_outer & !is_white) | (byte == 0x7F))
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F
}

/// Returns whether a character of four bytes ends like U+1FFFE and U+1FFFF.
fn holds_beyond(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| matches!(four, [0xF0..=0xF4, _, 0xBF, 0xBE..=0xBF]))
}

/// Returns `text` without forbidden characters; those that break lines become line ends.
pub fn without_forbidden(text: &str) -> Cow<'_, str> {
    if !may_hold_forbidden(text.as_bytes()) || !text.contains(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        c if is_line_break(c) => Some('\n'),
        c => (!is_forbidden(c)).then_some(c),
    });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_xml_and_html_forbid_is_taken_out_and_line_breaks_stay() {
        for (text, expected) in [
            ("甲\u{b}乙\u{c}丙\u{85}丁", "甲\n乙\n丙\n丁"),
            ("\u{0}甲\u{1}\u{1f}\u{7f}\u{80}\u{9f}", "甲"),
            ("甲\u{fdd0}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}\u{2ffff}\u{10ffff}", "甲"),
            ("\t甲\r\n\u{a0}\u{ad}é\u{fffd}\u{2028}𠮷", "\t甲\r\n\u{a0}\u{ad}é\u{fffd}\u{2028}𠮷"),
        ] {
            assert_eq!(without_forbidden(text), expected);
            assert_eq!(holds_line_break(text), text.contains(is_line_break));
        }
    }

    #[test]
    fn a_character_between_two_chunks_is_seen() {
        for length in 4090..4100 {
            for c in ['\u{1}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{ffff}', '\u{1fffe}'] {
                let text = format!("{}{c}甲", "，".repeat(length / 3) + &"a".repeat(length % 3));
                assert!(may_hold_forbidden(text.as_bytes()), "{length} {c:?}");
                assert!(may_hold_forbidden(text.trim_end_matches('甲').as_bytes()), "{length} {c:?}");
            }
            assert!(!may_hold_forbidden("，".repeat(length).as_bytes()));
        }
    }

    proptest! {
        #[test]
        fn a_quick_look_misses_none(text in any::<String>(), code in any::<u32>()) {
            let odd = char::from_u32(code & 0x1F_FFFF).filter(|c| is_forbidden(*c)).unwrap_or('\u{3ffff}');
            let text = format!("{text}{odd}");
            prop_assert!(may_hold_forbidden(text.as_bytes()));
            prop_assert!(!without_forbidden(&text).contains(is_forbidden));
        }

        #[test]
        fn every_forbidden_character_is_seen(code in 0_u32..0x11_0000) {
            if let Some(c) = char::from_u32(code).filter(|c| is_forbidden(*c)) {
                prop_assert!(may_hold_forbidden(c.to_string().as_bytes()));
            }
        }
    }
}
