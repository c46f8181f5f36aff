//! Converts full-width text to ASCII, as far as dates need it.

use crate::text::half_width;

/// Converts full-width digits, signs and spaces, and all kinds of hyphens, to ASCII.
pub(super) fn halfwidth(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | '：' | '＋' | '／' | '．' => half_width(c),
            // Hyphens, dashes and the minus sign, as word processors put them in place of `-`.
            '－' | '\u{2010}'..='\u{2015}' | '−' => '-',
            '～' | '〜' | '∼' => '~',
            '\u{3000}' | '\u{a0}' => ' ',
            _ => c,
        })
        .collect()
}
