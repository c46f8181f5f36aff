//! Classifies characters for typesetting lines of Chinese text.

pub(super) use crate::text::{is_cjk, is_han, is_shared_mark, joins};

/// Whether `c` is a letter or a digit, like `char::is_alphanumeric`. The characters that Chinese
/// texts consist of take a fast path, because the tables of the standard library are slow.
pub(super) fn is_letter(c: char) -> bool {
    match c as u32 {
        0..=0x7F => c.is_ascii_alphanumeric(),
        0x2010..=0x2027 | 0x3001..=0x3004 | 0x3008..=0x3020 | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 => false,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF => true,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a text contains a rare character. Searches for its first byte before the character:
/// hardly any other character begins with it, although many contain its last byte.
pub(super) fn holds(text: &str, rare: char) -> bool {
    let mut bytes = [0; 4];
    let first = rare.encode_utf8(&mut bytes).as_bytes().first().copied().unwrap_or_default();
    memchr::memchr(first, text.as_bytes()).is_some() && text.contains(rare)
}

/// Whether `c` is a variation selector, other than the one for emoji. It belongs to the character
/// before it.
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c as u32, 0xFE00..=0xFE0E)
}

/// Whether `c` is a variation selector for Han characters. The character before it is one.
pub(super) fn is_ideographic_selector(c: char) -> bool {
    matches!(c as u32, 0xE0100..=0xE01EF)
}

/// Whether `c` is a space with which Chinese paragraphs are indented by hand.
pub(super) fn is_indent(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{A0}' | '\u{2002}' | '\u{2003}' | ' ' | '\t')
}

/// Returns the indent by hand with which `line` begins: its length in bytes, and its width in
/// half-width columns. Spaces may also be entities: `&emsp;&emsp;党建` gives (12, 4). For ASCII
/// spaces alone the width is 0, because they belong to Markdown.
pub(super) fn indent_by_hand(line: &str) -> (usize, usize) {
    const ENTITIES: [(&str, usize); 5] =
        [("&nbsp;", 1), ("&ensp;", 1), ("&emsp;", 2), ("&#160;", 1), ("&#12288;", 2)];
    let (mut rest, mut columns, mut by_hand) = (line, 0, false);
    while let Some(c) = rest.chars().next() {
        let (length, width) = match c {
            ' ' => (1, 1),
            '\t' => (1, 4),
            '&' => match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
                Some((entity, width)) => (entity.len(), *width),
                None => break,
            },
            '\u{3000}' | '\u{2003}' => (c.len_utf8(), 2),
            c if is_indent(c) => (c.len_utf8(), 1),
            _ => break,
        };
        by_hand |= !matches!(c, ' ' | '\t');
        columns += width;
        rest = rest.get(length..).unwrap_or_default();
    }
    (line.len() - rest.len(), if by_hand { columns } else { 0 })
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
    fn indents_by_hand_are_measured() {
        for (line, length, columns) in [
            ("　　党建", 6, 4),
            ("　党建", 3, 2),
            ("&nbsp;&nbsp;党建", 12, 2),
            ("&emsp;&emsp;党建", 12, 4),
            (" \u{A0} 党建", 4, 3),
            ("    党建", 4, 0),
            ("党建", 0, 0),
            ("&amp;党建", 0, 0),
        ] {
            assert_eq!(indent_by_hand(line), (length, columns), "{line}");
        }
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
