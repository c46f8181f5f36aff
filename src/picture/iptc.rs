//! Reads IPTC records: `1C`, record, number, length of 16 bits, value. News agencies and picture
//! editors write captions here.

use super::text::words;

/// Returns the words of a record of the second group, for example 120, the caption.
pub(super) fn text(bytes: &[u8], wanted: u8) -> Option<String> {
    let mut rest = bytes;
    while let [0x1C, group, number, high, low, tail @ ..] = rest {
        let length = u16::from_be_bytes([*high, *low]);
        // The highest bit announces a longer length, which no caption needs.
        if length & 0x8000 != 0 {
            return None;
        }
        let value = tail.get(..usize::from(length))?;
        if *group == 2 && *number == wanted {
            return words(value);
        }
        rest = tail.get(usize::from(length)..)?;
    }
    None
}

/// Writes a date of IPTC, `20250501`, as `2025-05-01`.
pub(super) fn date(bytes: &[u8]) -> Option<String> {
    let text = text(bytes, 55)?;
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    is_date.then(|| format!("{}-{}-{}", parts.0, parts.1, parts.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_read_behind_other_records() {
        let mut iptc = vec![0x1C, 1, 90, 0, 3, 0x1B, b'%', b'G', 0x1C, 2, 55, 0, 8];
        iptc.extend(b"20250501");
        iptc.extend([0x1C, 2, 120, 0, 12]);
        iptc.extend("义务植树".as_bytes());
        assert_eq!(text(&iptc, 120).as_deref(), Some("义务植树"));
        assert_eq!(date(&iptc).as_deref(), Some("2025-05-01"));
        assert_eq!(text(&iptc, 80), None);
        assert_eq!(text(iptc.get(..iptc.len() - 1).unwrap(), 120), None);
    }
}
