//! Decodes words in metadata. Hardly any program says in which encoding it wrote them: Chinese ones
//! write GB18030 into fields of ASCII.

use crate::text::is_forbidden;

/// Most characters of a caption: more is data, not words.
const MOST: usize = 4_000;

/// Decodes words that are UTF-8 or GB18030. `None` where nothing is left, or neither fits.
pub(super) fn words(bytes: &[u8]) -> Option<String> {
    let text = decoded(bytes)?;
    tidy(&text)
}

/// Decodes UTF-16.
pub(super) fn utf16(bytes: &[u8], is_little: bool) -> Option<String> {
    let units = bytes.chunks_exact(2).filter_map(|two| {
        let two = two.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    });
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    tidy(text.trim_start_matches('\u{FEFF}'))
}

/// Decodes bytes without looking at what they say.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, has_errors) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!has_errors).then(|| text.into_owned())
}

fn tidy(text: &str) -> Option<String> {
    let text = text.split('\0').next().unwrap_or_default();
    let text: String = text.chars().filter(|c| !is_forbidden(*c)).take(MOST).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_the_encodings_of_chinese_programs() {
        assert_eq!(words("义务植树\0\0".as_bytes()).as_deref(), Some("义务植树"));
        let (gbk, ..) = encoding_rs::GB18030.encode("义务植树");
        assert_eq!(words(&gbk).as_deref(), Some("义务植树"));
        assert_eq!(words(b"\0\0 "), None);
        let wide: Vec<u8> = "植树\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(utf16(&wide, true).as_deref(), Some("植树"));
    }
}
