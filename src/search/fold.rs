//! The form in which texts and queries are compared. `scripts/search.js` has the same, and a test
//! compares the two.
//!
//! Width, case and compatibility forms are one (`Ａ` → `a`, `㎡` → `m2`: NFKC of Unicode, after
//! NFC, one character at a time). Spaces, interpuncts and quotation marks are nothing: `习 · 近`
//! and `“三会一课”` are found without them. A space stays only between two letters or two digits,
//! as in `party branch`. The end of a paragraph stays too: what is found does not run from one into
//! the next.

use unicode_normalization::UnicodeNormalization as _;

/// The end of a paragraph, of a title, of a name.
pub(super) const END: char = '\n';

/// Appends a text in its folded form.
pub(super) fn fold(text: &str, out: &mut Vec<char>) {
    out.reserve(text.len() / 2);
    let mut has_blank = false;
    // Only marks after a letter are composed with it.
    if text.chars().all(is_alone) {
        text.chars().for_each(|c| push(c, &mut has_blank, out));
    } else {
        text.nfc().for_each(|c| push(c, &mut has_blank, out));
    }
}

/// Whether a character is never composed with others.
#[inline]
fn is_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3029}'
        | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff5e}')
}

/// A text in its folded form.
pub(super) fn folded(text: &str) -> String {
    let mut out = Vec::new();
    fold(text, &mut out);
    out.into_iter().collect()
}

#[inline]
fn push(c: char, has_blank: &mut bool, out: &mut Vec<char>) {
    match c {
        // Nearly all characters of a Chinese text.
        '\u{4E00}'..='\u{9FFF}' => {
            *has_blank = false;
            out.push(c);
        }
        'A'..='Z' => push_folded(c.to_ascii_lowercase(), has_blank, out),
        '\0'..='~' => push_folded(c, has_blank, out),
        // Wide forms: `，` is U+FF0C, `,` is U+002C.
        '！'..='～' => {
            let narrow = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
            push_folded(narrow.to_ascii_lowercase(), has_blank, out);
        }
        '。' | '、' | '《' | '》' | '—' => push_folded(c, has_blank, out),
        '“' | '”' | '‘' | '’' | '·' => {}
        _ => {
            for c in std::iter::once(c).nfkc() {
                c.to_lowercase().for_each(|c| push_folded(c, has_blank, out));
            }
        }
    }
}

#[inline]
fn push_folded(c: char, has_blank: &mut bool, out: &mut Vec<char>) {
    if is_blank(c) {
        *has_blank = true;
    } else if c == END {
        *has_blank = false;
        if out.last().is_some_and(|last| *last != END) {
            out.push(END);
        }
    } else if !is_nothing(c) {
        if *has_blank && out.last().is_some_and(|last| is_parted(*last, c)) {
            out.push(' ');
        }
        *has_blank = false;
        out.push(c);
    }
}

fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether a character is left out: interpuncts, quotation marks, what can't be seen.
fn is_nothing(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '«' | '»' | '‹' | '›' | '‘'..='‟' | '「'..='』' | '〝'..='〟'
        | '\u{b7}' | '\u{387}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether a blank between two characters parts words: two letters, or two digits, of scripts that
/// do so. `ISO 9001` and `ISO9001` are the same.
fn is_parted(before: char, after: char) -> bool {
    let is_letter = |c: char| c < '\u{2E80}' && c.is_alphabetic();
    let is_digit = |c: char| c < '\u{2E80}' && c.is_numeric();
    is_letter(before) && is_letter(after) || is_digit(before) && is_digit(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_spaces_and_quotation_marks_are_nothing() {
        assert_eq!(folded("“三会一课” 制度"), "三会一课制度");
        assert_eq!(folded("Ａ级　１３．６％"), "a级13.6%");
        assert_eq!(folded("阿依古丽·买买提 ㎡ ﬁ"), "阿依古丽买买提m2fi");
        assert_eq!(folded("Party  Branch 第 3 支部"), "party branch第3支部");
        assert_eq!(folded("一段\n\n 二段"), "一段\n二段");
        assert_eq!(folded("e\u{301}cole É"), "école é");
        assert_eq!(folded("国\u{200b}企 3\u{a0}D ISO 9001 10 000"), "国企3d iso9001 10 000");
    }
}
