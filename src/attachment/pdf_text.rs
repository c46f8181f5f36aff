//! Strings of PDF (ISO 32000-1, 7.3.4 and 7.9.2).

/// Maximum length of a string that is read, in bytes: names are shorter.
const LONGEST: usize = 1024;

/// Reads the string at the beginning of `text`, after spaces: `(…)` with escapes, or `<…>` with
/// digits. `None` if there is none.
pub(super) fn string_at(text: &[u8]) -> Option<String> {
    let text = text.trim_ascii_start();
    let text = text.get(..LONGEST).unwrap_or(text);
    let bytes = match text.split_first()? {
        (b'(', rest) => literal(rest)?,
        (b'<', rest) => digits(rest)?,
        _ => return None,
    };
    Some(decoded(&bytes))
}

/// A string in brackets, which may contain brackets in pairs.
fn literal(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut depth = 0_usize;
    let mut rest = text.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => match rest.next()? {
                b'n' => bytes.push(b'\n'),
                b'r' => bytes.push(b'\r'),
                b't' => bytes.push(b'\t'),
                b'b' | b'f' | b'\n' => {}
                first @ b'0'..=b'7' => {
                    let mut value = u32::from(first - b'0');
                    for _ in 0..2 {
                        if let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) {
                            value = value * 8 + u32::from(digit - b'0');
                        }
                    }
                    bytes.push(u8::try_from(value & 0xFF).unwrap_or_default());
                }
                other => bytes.push(other),
            },
            b')' if depth == 0 => return Some(bytes),
            b')' => (depth, _) = (depth - 1, bytes.push(byte)),
            b'(' => (depth, _) = (depth + 1, bytes.push(byte)),
            byte => bytes.push(byte),
        }
    }
    None
}

fn digits(text: &[u8]) -> Option<Vec<u8>> {
    let end = text.iter().position(|byte| *byte == b'>')?;
    let values: Option<Vec<u8>> = text
        .get(..end)?
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| u8::try_from(char::from(*byte).to_digit(16)?).ok())
        .collect();
    // A missing last digit is a zero.
    Some(
        values?
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit) << (4 * (2 - pair.len())))
            .collect(),
    )
}

/// Decodes a text string: UTF-16 or UTF-8 with its mark, else what Chinese programs write.
fn decoded(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => std::str::from_utf8(bytes)
            .map_or_else(|_| encoding_rs::GB18030.decode_without_bom_handling(bytes).0, Into::into),
    };
    let is_shown = |c: &char| !c.is_control();
    text.chars().filter(is_shown).take(100).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_in_every_form() {
        for (written, expected) in [
            (b" (Zhang San) /Title".as_slice(), Some("Zhang San")),
            (b"(a \\(b\\) (c))", Some("a (b) (c)")),
            (b"(\\376\\377\\137\\040\\116\\011)", Some("张三")),
            (b"<FEFF5F204E09>", Some("张三")),
            (b"<FE FF 5F20 4E09>", Some("张三")),
            (b"(\xEF\xBB\xBF\xE5\xBC\xA0\xE4\xB8\x89)", Some("张三")),
            (b"(\xD5\xC5\xC8\xFD)", Some("张三")),
            (b"<41 4>", Some("A@")),
            (b"()", Some("")),
            (b"12 0 R", None),
            (b"(never ends", None),
            (b"<zz>", None),
            (b"", None),
        ] {
            assert_eq!(string_at(written).as_deref(), expected, "{}", String::from_utf8_lossy(written));
        }
    }
}
