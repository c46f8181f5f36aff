//! Recognises characters that nobody sees, and those that every font shows differently.

use super::is_cjk;

/// Returns whether `c` is invisible and has no business in Chinese text: soft hyphens, zero-width
/// and joining characters, marks for the direction of writing, fillers, and the object replacement
/// character that word processors leave in place of a picture.
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Returns how many characters at the beginning of `run` have a function between these two: in
/// Persian or Uyghur, in an emoji, or as a place to break a long English word. `run` consists of
/// characters for which [`is_hidden`] is true.
pub fn count_needed(run: impl Iterator<Item = char> + Clone, beside: [Option<char>; 2]) -> usize {
    let tags = flag_tags(run.clone(), beside[0]);
    match run.clone().nth(tags) {
        Some(first) if is_needed(first, beside) => run.count(),
        _ => tags,
    }
}

/// Returns how many characters at the beginning of `run` name the region of the flag before them:
/// 🏴 and the tags `gbsct` with an end mark are the flag of Scotland.
fn flag_tags(run: impl Iterator<Item = char> + Clone, before: Option<char>) -> usize {
    let named = run.clone().take_while(|c| matches!(c, '\u{e0020}'..='\u{e007e}')).count();
    let is_flag = before == Some('🏴') && named > 0 && run.clone().nth(named) == Some('\u{e007f}');
    if is_flag { named + 1 } else { 0 }
}

fn is_needed(hidden: char, beside: [Option<char>; 2]) -> bool {
    let is_foreign = |c: char| {
        !c.is_ascii()
            && (c.is_alphanumeric()
                || matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}'))
    };
    let mut all = beside.into_iter().flatten();
    if matches!(hidden, '\u{2028}' | '\u{2029}' | '\u{fffc}') || all.clone().any(is_cjk) {
        return false;
    }
    let is_word = beside.iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
    all.any(is_foreign) || (is_word && matches!(hidden, '\u{ad}' | '\u{200b}'))
}

/// Returns whether `c` is for private use.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Returns whether `bytes` (UTF-8) may contain a hidden or private character. May return `true`
/// where there is none, but never `false` where there is one.
///
/// All texts are checked, so each byte is compared together with the two after it, and nothing
/// leaves a piece in its middle: the compiler then compares sixteen at a time.
pub fn may_hold_hidden(bytes: &[u8]) -> bool {
    let starts_one = |byte: u8, next: u8, third: u8| {
        let is_soft_hyphen = byte == 0xc2 && next == 0xad;
        // U+200B to U+200F, U+2028 to U+202E, U+2060 to U+206F; not “ ” (E2 80 9C), … (E2 80 A6).
        let is_width = (0x8b..=0x8f).contains(&third) || (0xa8..=0xae).contains(&third);
        let is_format = byte == 0xe2 && ((next == 0x80 && is_width) || next == 0x81);
        let is_filler = byte == 0xe3 && next == 0x85 && third == 0xa4;
        // U+F000 to U+F8FF, U+FEFF, and U+FFA0 to U+FFFC.
        let is_last = next <= 0xa3 || next == 0xbb || next == 0xbe || next == 0xbf;
        let is_rare = byte == 0xe1 || byte == 0xee || byte == 0xf3 || byte == 0xf4;
        is_soft_hyphen | is_format | is_filler | (byte == 0xef && is_last) | is_rare
    };
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let is_suspect = |((bytes, second), third): ((&[u8], &[u8]), &[u8])| {
        let all = bytes.iter().zip(second).zip(third);
        all.fold(false, |found, ((byte, next), third)| found | starts_one(*byte, *next, *third))
    };
    const PIECE: usize = 4096;
    // A soft hyphen has two bytes, which may be the last; the others begin before them.
    bytes.chunks(PIECE).zip(second.chunks(PIECE)).zip(third.chunks(PIECE)).any(is_suspect)
        || bytes.ends_with(&[0xc2, 0xad])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_an_emoji_or_a_word_is_needed() {
        let tags = "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        let is =
            |run: &str, before: char, after: char| count_needed(run.chars(), [Some(before), Some(after)]);
        assert_eq!(is(tags, '🏴', '党'), 6);
        assert_eq!(is(&format!("{tags}\u{200b}"), '🏴', '党'), 6);
        assert_eq!(is(tags, '党', '建'), 0);
        assert_eq!(is(&tags[..4], '🏴', '党'), 0);
        assert_eq!(is("\u{200d}", '👨', '👩'), 1);
        assert_eq!(is("\u{200c}", 'ی', 'خ'), 1);
        assert_eq!(is("\u{ad}", 'o', 'o'), 1);
        assert_eq!(is("\u{200b}", '党', '👩'), 0);
        assert_eq!(is("\u{2028}", 'a', 'b'), 0);
    }

    #[test]
    fn a_quick_look_misses_none() {
        for c in ('\0'..=char::MAX).filter(|c| is_hidden(*c) || is_private(*c)) {
            assert!(may_hold_hidden(c.to_string().as_bytes()), "{c:?}");
        }
        assert!(!may_hold_hidden("2026年，“党建”——Ａ（é）…".as_bytes()));
    }
}
