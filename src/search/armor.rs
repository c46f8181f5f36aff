//! Bytes as the text of a script: seven bits a character, all of them ASCII, so that no server, no
//! archive and no declared encoding can spoil them.
//!
//! Base64 would carry six bits a character. Four characters can't stand in a literal as they are,
//! and NUL had better not: they are escaped, which makes `8/7 × (1 + 7/128)` characters a byte.

/// Appends bytes as a literal in single quotes.
pub(super) fn push_literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len() * 5 / 4 + 16);
    out.push(b'\'');
    let (mut rest, mut count) = (0u32, 0);
    for byte in bytes {
        rest = rest << 8 | u32::from(*byte);
        count += 8;
        while count >= 7 {
            count -= 7;
            push_character((rest >> count) as u8 & 0x7F, out);
        }
    }
    if count > 0 {
        push_character((rest << (7 - count)) as u8 & 0x7F, out);
    }
    out.push(b'\'');
}

fn push_character(character: u8, out: &mut Vec<u8>) {
    match character {
        0 => out.extend(b"\\x00"),
        b'\n' => out.extend(b"\\n"),
        b'\r' => out.extend(b"\\r"),
        b'\'' => out.extend(b"\\'"),
        b'\\' => out.extend(b"\\\\"),
        _ => out.push(character),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a literal, as a browser and the script do.
    pub(in crate::search) fn read(literal: &[u8]) -> Vec<u8> {
        let text = std::str::from_utf8(literal).unwrap();
        let text = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap();
        let mut characters = text.bytes();
        let unescaped = std::iter::from_fn(|| {
            Some(match characters.next()? {
                b'\\' => match characters.next()? {
                    b'x' => characters.nth(1).map(|_| 0)?,
                    b'n' => b'\n',
                    b'r' => b'\r',
                    escaped => escaped,
                },
                character => character,
            })
        });
        let (mut bytes, mut rest, mut count) = (Vec::new(), 0u32, 0);
        for character in unescaped {
            rest = rest << 7 | u32::from(character);
            count += 7;
            if count >= 8 {
                count -= 8;
                bytes.push((rest >> count) as u8);
            }
        }
        bytes
    }

    proptest! {
        #[test]
        fn a_literal_is_ascii_and_read_again(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut literal = Vec::new();
            push_literal(&bytes, &mut literal);
            prop_assert!(literal.is_ascii() && !literal.iter().any(|c| matches!(c, 0 | b'\n' | b'\r')));
            let read = read(&literal);
            prop_assert_eq!(read.get(..bytes.len()), Some(&*bytes));
        }
    }
}
