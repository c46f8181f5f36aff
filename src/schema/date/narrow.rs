//! Converts full-width text to ASCII, as far as dates need it.

/// Converts full-width digits, signs and spaces, and all kinds of hyphens, to ASCII.
pub(super) fn halfwidth(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '：' => ':',
            // Hyphens, dashes and the minus sign, as word processors put them in place of `-`.
            '－' | '\u{2010}'..='\u{2015}' | '−' => '-',
            '～' | '〜' | '∼' => '~',
            '＋' => '+',
            '／' => '/',
            '．' => '.',
            '\u{3000}' | '\u{a0}' => ' ',
            _ => c,
        })
        .collect()
}
