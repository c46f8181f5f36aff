//! Converts full-width characters to half-width ones.

/// Returns the ASCII character of which `c` is the full-width form: `Ａ` is `A`, `：` is `:`. Any
/// other character is returned unchanged.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Converts the characters of figures to ASCII: full-width digits, signs and decimal points, the
/// minus sign, and blanks that are wide or break no line. Any other character is returned
/// unchanged.
pub fn figure(c: char) -> char {
    match c {
        '０'..='９' | '＋' | '－' | '．' => half_width(c),
        '−' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// Returns whether `c` is a digit from 0 to 9, also a full-width one.
pub fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_have_ascii_ones() {
        let wide: String = "！０９：ＡＺａｚ～".chars().map(half_width).collect();
        assert_eq!(wide, "!09:AZaz~");
        assert_eq!(['。', '、', '甲', 'a', '｟'].map(half_width), ['。', '、', '甲', 'a', '｟']);
        let figures: String = "－１．２＋３　％：".chars().map(figure).collect();
        assert_eq!(figures, "-1.2+3 ％：");
        assert!(is_digit('７') && is_digit('7') && !is_digit('七') && !is_digit('Ａ'));
    }
}
