//! Tells Chinese from other scripts: which characters are wide, and where a line break is not a
//! space; and what is a space.

/// Returns whether `c` is white space in a line of a source: a space, a tab, a wide, narrow or
/// no-break space as Chinese input methods and Word write them, or one without width. The joiners
/// (U+200C, U+200D) are not: `👨‍👩‍👧` is one character.
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// Returns whether `c` is East Asian in the sense of the CJK-friendly amendment to CommonMark:
/// wide, full-width or half-width in the East Asian Width table (except emoji), or Hangul.
pub fn is_cjk(c: char) -> bool {
    let code = c as u32;
    if code < 0x1100 {
        return false;
    }
    matches!(code,
        0x1100..=0x11FF | 0x20A9 | 0x2329..=0x232A | 0x2630..=0x2637 | 0x268A..=0x268F | 0x2E80..=0x303E
        | 0x3041..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE19
        | 0xFE30..=0xFE6F | 0xFF01..=0xFFEE | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF
        | 0x1D300..=0x1D376 | 0x1F200 | 0x1F202..=0x1F219 | 0x1F21B..=0x1F22E | 0x1F230..=0x1F231
        | 0x1F237 | 0x1F23B..=0x1F248 | 0x1F260..=0x1F265 | 0x20000..=0x3FFFD)
}

/// Returns whether `c` is Korean, where spaces separate words and a line break is a space.
fn is_hangul(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Returns whether Chinese shares the mark `c` with other scripts: it is wide in Chinese, narrow
/// elsewhere.
pub fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Returns whether `c` is a Han character (including 〇 and 々), which counts as a word of its own.
#[inline]
pub fn is_han(c: char) -> bool {
    // Fast path: nearly all Han characters are here, and every character of a text is tested.
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        || matches!(c as u32,
            0x3005 | 0x3007 | 0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Returns whether a line break between `before` and `after` means nothing and is dropped, instead
/// of becoming a space. It is between Chinese or Japanese characters, and between one of them and a
/// shared mark; with `chinese` also between two shared marks.
pub fn joins(before: char, after: char, chinese: bool) -> bool {
    let wide = |c: char| is_cjk(c) && !is_hangul(c);
    match (wide(before), wide(after)) {
        (true, true) => true,
        (true, false) => is_shared_mark(after),
        (false, true) => is_shared_mark(before),
        (false, false) => chinese && is_shared_mark(before) && is_shared_mark(after),
    }
}
