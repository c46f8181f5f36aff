//! Converts full-width text to ASCII, as far as dates need it.

use crate::text::{figure, half_width};

/// Converts full-width digits, signs and spaces, and all kinds of hyphens, to ASCII.
pub(super) fn halfwidth(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '：' | '／' => half_width(c),
            // Hyphens and dashes, as word processors put them in place of `-`.
            '\u{2010}'..='\u{2015}' => '-',
            '～' | '〜' | '∼' => '~',
            _ => figure(c),
        })
        .collect()
}
