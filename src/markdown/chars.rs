//! What kind of character it is, as far as Chinese text set in lines cares.

/// Whether `c` is East Asian in the sense of the CJK-friendly amendment to CommonMark: wide, full-width
/// or half-width in the East Asian Width table (emoji left out), or Hangul.
pub(super) fn is_cjk(c: char) -> bool {
    let code = c as u32;
    if code < 0x1100 {
        return false;
    }
    matches!(code,
        0x1100..=0x11FF | 0x20A9 | 0x2329..=0x232A | 0x2E80..=0x303E | 0x3041..=0xA4CF
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F
        | 0xFF01..=0xFFEE | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF | 0x1F200..=0x1F2FF
        | 0x20000..=0x3FFFD)
}

/// Whether `c` is a Han character (with 〇 and 々), which counts as a word of its own.
#[inline]
pub(super) fn is_han(c: char) -> bool {
    // Nearly all of them are here, and the question is asked of every character.
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        || matches!(c as u32,
            0x3005 | 0x3007 | 0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// Whether `c` is a letter or a digit. Of what Chinese texts are made of it is told at once; the tables of the standard
/// library take long for it.
pub(super) fn is_letter(c: char) -> bool {
    match c as u32 {
        0..=0x7F => c.is_ascii_alphanumeric(),
        0x2010..=0x2027 | 0x3001..=0x3004 | 0x3008..=0x3020 | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 => false,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF => true,
        _ => c.is_alphanumeric(),
    }
}

/// Whether `c` is Korean: words are divided by spaces there, so a line break is one.
fn is_hangul(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Marks that Chinese shares with other scripts: wide in Chinese, narrow elsewhere.
pub(super) fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// A variation selector: it belongs to the character before it.
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c as u32, 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Whether a line break between `before` and `after` is nothing but the end of a line in the file:
/// Chinese and Japanese go on without a space, and so does a shared mark beside them (`chinese`:
/// between two shared marks too).
pub(super) fn joins(before: char, after: char, chinese: bool) -> bool {
    let wide = |c: char| is_cjk(c) && !is_hangul(c);
    match (wide(before), wide(after)) {
        (true, true) => true,
        (true, false) => is_shared_mark(after),
        (false, true) => is_shared_mark(before),
        (false, false) => chinese && is_shared_mark(before) && is_shared_mark(after),
    }
}

/// The spaces that Chinese paragraphs are indented with by hand.
pub(super) fn is_indent(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{A0}' | ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_chinese_join_and_lines_of_words_do_not() {
        for (before, after, expected) in [
            ('党', '建', true),
            ('，', '党', true),
            ('党', '“', true),
            ('”', '是', true),
            ('党', 'a', false),
            ('a', '党', false),
            ('한', '국', false),
            ('a', 'b', false),
            ('”', 'b', false),
        ] {
            assert_eq!(joins(before, after, true), expected, "{before}{after}");
        }
        assert!(joins('”', '“', true) && !joins('”', '“', false));
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn emoji_and_latin_are_not_cjk() {
        assert!(
            !is_cjk('😀') && !is_cjk('é') && !is_cjk('“') && is_cjk('〇') && is_cjk('，') && is_cjk('한')
        );
        assert!(is_han('党') && !is_han('，') && !is_han('あ'));
    }
}
