//! Bytes of a text file to UTF-8 with `\n` line ends.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text and the name of its encoding where it was not plain UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// UTF-8, without byte-order mark, lines ended by `\n`.
    pub text: String,
    /// The name of the encoding that was recognised in place of UTF-8 (`GB18030`, `UTF-16LE` …).
    pub foreign: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// In no encoding that we know.
    Unknown,
    /// UTF-8 in which some bytes are broken.
    Damaged {
        /// The text with `�` in place of what is broken.
        text: String,
        /// The first such place in it.
        at: Range<usize>,
    },
}

/// Decodes `bytes` as UTF-8 or UTF-16, either with or without byte-order mark, or as GB18030, of which GBK and GB 2312
/// are parts.
///
/// # Errors
/// Bytes that are none of these. UTF-8 with a few broken bytes is not taken for GB18030, which nearly all bytes can be.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        if encoding == UTF_8 {
            let text = utf8(rest).ok_or_else(|| damaged(rest).unwrap_or(Undecodable::Unknown))?;
            return Ok(Decoded { text: unix_lines(text), foreign: None });
        }
        let text = strictly(encoding, rest).ok_or(Undecodable::Unknown)?;
        return Ok(Decoded { text: unix_lines(text.into_owned()), foreign: Some(encoding.name()) });
    }
    if let Some((encoding, text)) = utf16(&bytes) {
        return Ok(Decoded { text: unix_lines(text), foreign: Some(encoding.name()) });
    }
    match utf8(&bytes) {
        Some(text) => Ok(Decoded { text: unix_lines(text), foreign: None }),
        None => {
            if let Some(damaged) = damaged(&bytes) {
                return Err(damaged);
            }
            let text = gb18030(&bytes).ok_or(Undecodable::Unknown)?;
            Ok(Decoded { text: unix_lines(text.into_owned()), foreign: Some("GB18030") })
        }
    }
}

/// The text of UTF-8. Checking Chinese takes the standard library many times as long as copying it takes, and without unsafe
/// code one or the other has to be.
fn utf8(bytes: &[u8]) -> Option<String> {
    simdutf8::basic::from_utf8(bytes).ok().map(str::to_owned)
}

fn strictly<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

fn gb18030(bytes: &[u8]) -> Option<Cow<'_, str>> {
    // A NUL never stands in a text in GBK, and nearly always in a picture or a Word file.
    if bytes.contains(&0) {
        return None;
    }
    strictly(GB18030, bytes)
}

/// UTF-16 without byte-order mark: read in one order of bytes everything is what Chinese and Western texts are made of, and in
/// the other not, since line ends and spaces become what nobody writes.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let read = |encoding| strictly(encoding, bytes).filter(|text| text.chars().all(is_usual));
    match (read(UTF_16LE), read(UTF_16BE)) {
        (Some(text), None) => Some((UTF_16LE, text.into_owned())),
        (None, Some(text)) => Some((UTF_16BE, text.into_owned())),
        _ => None,
    }
}

fn is_usual(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{24f}'
        // Punctuation and signs; Chinese punctuation; Han characters; full-width letters.
        | '\u{2010}'..='\u{203f}' | '\u{2100}'..='\u{27bf}' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff5e}' | '\u{20000}'..='\u{3ffff}')
}

/// UTF-8 of which a few bytes are broken: characters of several bytes that are right are many times as many as the broken
/// ones, which in GBK is never so.
fn damaged(bytes: &[u8]) -> Option<Undecodable> {
    const RIGHT_FOR_EACH_BROKEN: usize = 8;
    if bytes.contains(&0) {
        return None;
    }
    let (mut right, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if right < RIGHT_FOR_EACH_BROKEN * broken {
        return None;
    }
    let text = unix_lines(String::from_utf8_lossy(bytes).into_owned());
    let start = text.find('\u{fffd}').unwrap_or_default();
    let length = text.get(start..)?.chars().next().map_or(0, char::len_utf8);
    Some(Undecodable::Damaged { text, at: start..start + length })
}

fn unix_lines(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
        decode(bytes.to_vec()).map(|d| (d.text, d.foreign)).ok()
    }

    fn utf16_bytes(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_of_one_text_gives_the_same_text() {
        let wanted = "标题: 党建\n日期: 2026\n".to_owned();
        let windows = wanted.replace('\n', "\r\n");
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(windows.as_bytes());
        let (gbk, _, _) = encoding_rs::GBK.encode(&windows);
        let (little, big) =
            (utf16_bytes(&windows, u16::to_le_bytes), utf16_bytes(&windows, u16::to_be_bytes));
        let with = |mark: [u8; 2], bytes: &[u8]| [mark.as_slice(), bytes].concat();
        assert_eq!(text(wanted.as_bytes()), Some((wanted.clone(), None)));
        assert_eq!(text(wanted.replace('\n', "\r").as_bytes()), Some((wanted.clone(), None)));
        assert_eq!(text(&marked), Some((wanted.clone(), None)));
        assert_eq!(text(&gbk), Some((wanted.clone(), Some("GB18030"))));
        assert_eq!(text(&with([0xFF, 0xFE], &little)), Some((wanted.clone(), Some("UTF-16LE"))));
        assert_eq!(text(&with([0xFE, 0xFF], &big)), Some((wanted.clone(), Some("UTF-16BE"))));
        assert_eq!(text(&little), Some((wanted.clone(), Some("UTF-16LE"))));
        assert_eq!(text(&big), Some((wanted, Some("UTF-16BE"))));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]), None);
        assert_eq!(text(&[0x81]), None);
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gbk() {
        let mut bytes = "标题: 党建工作要点\r\n正文里有一个坏字".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let lossy = "标题: 党建工作要点\n正文里有一个坏\u{fffd}";
        let at = lossy.len() - 3..lossy.len();
        assert_eq!(decode(bytes), Err(Undecodable::Damaged { text: lossy.into(), at }));
    }

    proptest! {
        #[test]
        fn chinese_in_gb18030_is_read_as_it_was(wanted in "[一-龥，。“”《》]{12,60}[a-z0-9 \n]{0,20}") {
            let (bytes, _, _) = GB18030.encode(&wanted);
            let (read, _) = text(&bytes).unwrap();
            prop_assert_eq!(read, wanted);
        }

        #[test]
        fn any_bytes_can_be_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(bytes) {
                prop_assert!(!decoded.text.contains('\r'));
            }
        }
    }
}
