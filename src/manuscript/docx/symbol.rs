//! Reads characters of the fonts of symbols, of which the codes mean nothing in other fonts.

/// Returns the character that a code of a font of symbols looks like; `None` if it is unknown.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let font = font.trim().to_ascii_lowercase();
    // The codes of these fonts lie from U+F000 on in files, and from 0 on in the fonts.
    let low = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0..=0xFF => code,
        other => return char::from_u32(other).filter(|c| !crate::text::is_private(*c)),
    };
    let table: &[(u32, char)] = match font.as_str() {
        "wingdings" => {
            // Numbers in circles, white and black.
            return match low {
                0x80 => Some('⓪'),
                0x81..=0x8A => char::from_u32(0x2460 + low - 0x81),
                0x8B => Some('⓿'),
                0x8C..=0x95 => char::from_u32(0x2776 + low - 0x8C),
                _ => find(WINGDINGS, low),
            };
        }
        "wingdings 2" => match low {
            0x69 => return Some('⓪'),
            0x6A..=0x73 => return char::from_u32(0x2460 + low - 0x6A),
            0x75 => return Some('⓿'),
            0x76..=0x7F => return char::from_u32(0x2776 + low - 0x76),
            _ => WINGDINGS_2,
        },
        "wingdings 3" => WINGDINGS_3,
        "webdings" => WEBDINGS,
        "symbol" => SYMBOL,
        // A character of an ordinary font is itself.
        _ => return char::from_u32(code).filter(|c| !crate::text::is_private(*c) && !c.is_control()),
    };
    find(table, low)
}

/// Whether the letters of a font are symbols.
pub(super) fn is_of_symbols(font: &str) -> bool {
    let font = font.trim().to_ascii_lowercase();
    matches!(font.as_str(), "wingdings" | "wingdings 2" | "wingdings 3" | "webdings" | "symbol")
}

fn find(table: &[(u32, char)], code: u32) -> Option<char> {
    table.iter().find(|(known, _)| *known == code).map(|(_, c)| *c)
}

const WINGDINGS: &[(u32, char)] = &[
    (0x20, ' '),
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x3F, '✍'),
    (0x46, '☞'),
    (0x45, '☜'),
    (0x47, '☝'),
    (0x48, '☟'),
    (0x4A, '☺'),
    (0x4F, '⚐'),
    (0x52, '☼'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '◻'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '⌧'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA0, '▪'),
    (0xA1, '○'),
    (0xA2, '○'),
    (0xA3, '○'),
    (0xA4, '◉'),
    (0xA5, '◎'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAA, '✦'),
    (0xAB, '★'),
    (0xAC, '✶'),
    (0xAD, '✴'),
    (0xAE, '✹'),
    (0xAF, '✵'),
    (0xB2, '✧'),
    (0xB5, '✪'),
    (0xB6, '✰'),
    (0xD8, '➢'),
    (0xDC, '➲'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u32, char)] = &[
    (0x20, ' '),
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x95, '·'),
    (0x96, '•'),
    (0x97, '●'),
    (0x98, '●'),
    (0x99, '○'),
    (0x9E, '⦿'),
    (0xA2, '■'),
    (0xA3, '□'),
    (0xA1, '▪'),
    (0xA0, '▪'),
    (0xAE, '◆'),
    (0xB2, '◇'),
    (0xE0, '★'),
    (0xEA, '★'),
    (0xF5, '⁂'),
];

const WINGDINGS_3: &[(u32, char)] = &[
    (0x66, '←'),
    (0x67, '→'),
    (0x68, '↑'),
    (0x69, '↓'),
    (0x70, '▲'),
    (0x71, '▼'),
    (0x72, '△'),
    (0x73, '▽'),
    (0x74, '◄'),
    (0x75, '►'),
    (0x76, '◁'),
    (0x77, '▷'),
    (0x7D, '▶'),
];

const WEBDINGS: &[(u32, char)] = &[
    (0x20, ' '),
    (0x33, '◄'),
    (0x34, '►'),
    (0x35, '▲'),
    (0x36, '▼'),
    (0x59, '♥'),
    (0x61, '✓'),
    (0x63, '□'),
    (0x67, '■'),
    (0x6E, '●'),
    (0x72, '✗'),
    (0xD6, '✂'),
];

const SYMBOL: &[(u32, char)] = &[
    (0x20, ' '),
    (0x22, '∀'),
    (0x24, '∃'),
    (0x25, '%'),
    (0x28, '('),
    (0x29, ')'),
    (0x2B, '+'),
    (0x2D, '−'),
    (0x2E, '.'),
    (0x2F, '/'),
    (0x3C, '<'),
    (0x3D, '='),
    (0x3E, '>'),
    (0x40, '≅'),
    (0x5C, '∴'),
    (0x5E, '⊥'),
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x4C, 'Λ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x58, 'Ξ'),
    (0x59, 'Ψ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x69, 'ι'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC5, '⊕'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xCE, '∈'),
    (0xD0, '∠'),
    (0xD6, '√'),
    (0xD7, '·'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn symbols_are_read_by_their_font() {
        for (font, code, expected) in [
            ("Wingdings", 0xF06C, Some('●')),
            ("Wingdings", 0x6E, Some('■')),
            ("wingdings ", 0xF0FE, Some('☑')),
            ("Wingdings", 0xF08A, Some('⑩')),
            ("Wingdings", 0xF08C, Some('❶')),
            ("Wingdings", 0xF0F3, None),
            ("Wingdings 2", 0xF052, Some('☑')),
            ("Wingdings 2", 0xF0A3, Some('□')),
            ("Symbol", 0xF0B7, Some('•')),
            ("Symbol", 0xF061, Some('α')),
            ("宋体", 0x2605, Some('★')),
            ("宋体", 0xF06C, None),
            ("Wingdings", 0x2605, Some('★')),
            ("Wingdings", 0x11_FFFF, None),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code:x}");
        }
    }
}
