//! Recognises characters that nobody sees, and those that every font shows differently.

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

/// Returns whether `c` is for private use.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Returns whether `bytes` (UTF-8) may contain a hidden or private character. May return `true`
/// where there is none, but never `false` where there is one.
pub fn may_hold_hidden(bytes: &[u8]) -> bool {
    let after = |at: usize| bytes.get(at).copied().unwrap_or_default();
    bytes.iter().enumerate().any(|(at, byte)| match *byte {
        0xc2 => after(at + 1) == 0xad,
        0xe1 => true,
        0xe2 => match after(at + 1) {
            0x80 => matches!(after(at + 2), 0x8b..=0x8f | 0xa8..=0xae),
            next => next == 0x81,
        },
        0xe3 => (after(at + 1), after(at + 2)) == (0x85, 0xa4),
        0xee => true,
        // U+F000 to U+F8FF, U+FEFF, and U+FFA0 to U+FFFC.
        0xef => matches!(after(at + 1), 0x80..=0xa3 | 0xbb | 0xbe | 0xbf),
        0xf3 | 0xf4 => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_look_misses_none() {
        for c in ('\0'..=char::MAX).filter(|c| is_hidden(*c) || is_private(*c)) {
            assert!(may_hold_hidden(c.to_string().as_bytes()), "{c:?}");
        }
        assert!(!may_hold_hidden("2026年，“党建”——Ａ（é）…".as_bytes()));
    }
}
