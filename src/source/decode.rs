//! Decodes the bytes of a text file to UTF-8 with `\n` line ends.

use std::ops::Range;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::guess::{Guess, Spoilt, guess, spoilt, strictly};
use crate::text::{is_forbidden, is_line_break, may_hold_forbidden};

/// A decoded text, with its original encoding and what was removed.
#[derive(Debug, PartialEq, Eq)]
pub struct DecodedText {
    /// UTF-8, without byte-order mark, lines ended by `\n`, without characters that no page may
    /// contain, except those that break lines.
    pub text: String,
    /// The recognised encoding, if it is not UTF-8.
    pub foreign: Option<ForeignEncoding>,
    /// The characters that were removed, if any.
    pub taken_out: Option<RemovedCharacters>,
    /// Whether the removed characters may be parts of text in another encoding: escape characters
    /// (ISO-2022), and U+0080 to U+009F (bytes of UTF-8 or GBK read as Latin-1). Without them the
    /// text could never be recovered.
    pub is_doubtful: bool,
}

/// An encoding other than UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignEncoding {
    /// Its name: `GB18030`, `UTF-16LE`, …
    pub name: &'static str,
    /// Whether it is certain; otherwise it is the most probable one.
    pub is_sure: bool,
}

/// Characters that were removed from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemovedCharacters {
    /// Position of the first one, in the text without them.
    pub at: usize,
    /// The first one.
    pub first: char,
    /// The number of characters removed.
    pub count: usize,
}

/// Why bytes could not be decoded.
#[derive(Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// No encoding gives a text. Contains the name of the most likely encoding, if there is one.
    Unknown(Option<&'static str>),
    /// UTF-8 with some invalid bytes.
    Damaged {
        /// The text with `�` in place of the invalid bytes.
        text: String,
        /// The first such place in it.
        at: Range<usize>,
    },
    /// Lines of UTF-8 and of GB18030.
    Mixed {
        /// The text, each line read in its encoding.
        text: String,
        /// The first line in GB18030.
        at: Range<usize>,
    },
    /// GB18030 with some invalid bytes: a file that was cut, for example.
    DamagedGbk {
        /// The text with `�` in place of the invalid bytes.
        text: String,
        /// The first such place in it.
        at: Range<usize>,
    },
}

/// Decodes `bytes` as UTF-8 or UTF-16 (both with or without byte-order mark), as GB18030 (which
/// includes GBK and GB 2312), or as an encoding of neighbouring regions.
///
/// # Errors
/// Fails if no encoding gives a text. UTF-8 with a few invalid bytes is an error too, and is not
/// read as GB18030, in which almost any bytes are valid.
pub fn decode(bytes: Vec<u8>) -> Result<DecodedText, DecodeError> {
    let sure = |encoding: &'static Encoding| Some(ForeignEncoding { name: name(encoding), is_sure: true });
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        if encoding == UTF_8 {
            let text = utf8(rest).ok_or_else(|| damaged(rest).unwrap_or(DecodeError::Unknown(None)))?;
            return Ok(finished(text, None));
        }
        let text = strictly(encoding, rest).ok_or(DecodeError::Unknown(None))?;
        return Ok(finished(text.into_owned(), sure(encoding)));
    }
    if let Some((encoding, text)) = utf16(&bytes) {
        return Ok(finished(text, sure(encoding)));
    }
    if let Some(text) = utf8(&bytes) {
        return Ok(finished(text, None));
    }
    if let Some(damaged) = damaged(&bytes) {
        return Err(damaged);
    }
    // Text in these encodings never contains NUL; pictures and Word files almost always do.
    if bytes.contains(&0) {
        return Err(DecodeError::Unknown(None));
    }
    let guessed = guess(&bytes);
    if !guessed.as_ref().is_ok_and(|guess| guess.is_sure)
        && let Some(spoilt) = spoilt_chinese(&bytes, guessed.is_ok())
    {
        return Err(spoilt);
    }
    let Guess { encoding, text, is_sure } = guessed.map_err(DecodeError::Unknown)?;
    Ok(finished(text.into_owned(), Some(ForeignEncoding { name: name(encoding), is_sure })))
}

/// Recognises Chinese that is not in one encoding throughout. If the bytes can be read in one, only
/// lines in two encodings count.
fn spoilt_chinese(bytes: &[u8], is_readable: bool) -> Option<DecodeError> {
    let (kind, text, at) = spoilt(bytes)?;
    let length = text.get(at..)?.find(['\n', '\r']).unwrap_or(text.len() - at);
    match kind {
        Spoilt::Mixed => Some(DecodeError::Mixed { at: at..at + length, text }),
        Spoilt::Damaged if is_readable => None,
        Spoilt::Damaged => {
            let end = at + '\u{fffd}'.len_utf8();
            Some(DecodeError::DamagedGbk { text, at: at..end })
        }
    }
}

/// Returns the name of an encoding as its standard spells it.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// Normalises line ends to `\n` and removes characters that no page may contain.
fn finished(text: String, foreign: Option<ForeignEncoding>) -> DecodedText {
    let text = unix_lines(text);
    if !may_hold_forbidden(text.as_bytes()) {
        return DecodedText { text, foreign, taken_out: None, is_doubtful: false };
    }
    // Keep characters that break lines: the reader of the text decides what they mean.
    let is_unwanted = |c: char| is_forbidden(c) && !is_line_break(c);
    let mut unwanted = text.char_indices().filter(|(_, c)| is_unwanted(*c));
    let Some((at, first)) = unwanted.next() else {
        return DecodedText { text, foreign, taken_out: None, is_doubtful: false };
    };
    let count = 1 + unwanted.count();
    let is_doubtful = text.contains(|c| matches!(c, '\u{1b}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}'));
    let text = text.replace(is_unwanted, "");
    DecodedText { text, foreign, taken_out: Some(RemovedCharacters { at, first, count }), is_doubtful }
}

/// Decodes UTF-8. This copies the bytes: without unsafe code, reusing them requires a second check
/// by the standard library, and for Chinese that check takes many times longer than copying.
fn utf8(bytes: &[u8]) -> Option<String> {
    simdutf8::basic::from_utf8(bytes).ok().map(str::to_owned)
}

/// Recognises UTF-16 without byte-order mark: in the right byte order almost all characters are
/// usual ones; in the other order they are not, because line ends and spaces turn into rare
/// characters.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let read = |encoding| strictly(encoding, bytes).filter(|text| is_usual_text(text));
    match (read(UTF_16LE), read(UTF_16BE)) {
        (Some(text), None) => Some((UTF_16LE, text.into_owned())),
        (None, Some(text)) => Some((UTF_16BE, text.into_owned())),
        _ => None,
    }
}

/// Returns whether at least 19 of 20 characters are usual in texts.
fn is_usual_text(text: &str) -> bool {
    let (mut all, mut usual) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        usual += usize::from(is_usual(c));
    }
    usual * 20 >= all * 19
}

fn is_usual(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{24f}' | '\u{400}'..='\u{45f}'
        // Punctuation and symbols; Chinese punctuation and kana; Han characters; Hangul; full-width
        // letters; emoji.
        | '\u{2010}'..='\u{203f}' | '\u{2100}'..='\u{27bf}' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Recognises UTF-8 with a few invalid bytes: there are many times more valid multi-byte characters
/// than invalid sequences, which never happens in GBK.
fn damaged(bytes: &[u8]) -> Option<DecodeError> {
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
    Some(DecodeError::Damaged { text, at: start..start + length })
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
        decode(bytes.to_vec()).map(|d| (d.text, d.foreign.map(|foreign| foreign.name))).ok()
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
    fn what_no_page_may_hold_is_taken_out_and_told() {
        let decoded = decode("甲\u{1}\u{fffe}乙\u{b}丙\u{7f}".as_bytes().to_vec()).unwrap();
        assert_eq!(decoded.text, "甲乙\u{b}丙");
        assert_eq!(decoded.taken_out, Some(RemovedCharacters { at: 3, first: '\u{1}', count: 3 }));
        assert_eq!(decode("甲\u{b}乙\t".as_bytes().to_vec()).unwrap().taken_out, None);
    }

    #[test]
    fn utf16_with_an_odd_character_is_recognised() {
        let wanted = "title: 甲乙丙丁戊己庚辛\n---\n正文😀\u{200b}\n";
        let (little, big) = (utf16_bytes(wanted, u16::to_le_bytes), utf16_bytes(wanted, u16::to_be_bytes));
        assert_eq!(text(&little), Some((wanted.to_owned(), Some("UTF-16LE"))));
        assert_eq!(text(&big), Some((wanted.to_owned(), Some("UTF-16BE"))));
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gbk() {
        let mut bytes = "标题: 党建工作要点\r\n正文里有一个坏字".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let lossy = "标题: 党建工作要点\n正文里有一个坏\u{fffd}";
        let at = lossy.len() - 3..lossy.len();
        assert_eq!(decode(bytes), Err(DecodeError::Damaged { text: lossy.into(), at }));
    }

    proptest! {
        #[test]
        fn chinese_in_gb18030_is_read_as_it_was(
            // Like real texts: any characters, with common ones among them.
            wanted in "([的一是不了在人有我他这中大来上国和地到党委支部会议学习工作]{2}[一-龥，。“”《》]){6,30}[a-z0-9 \n]{0,20}",
        ) {
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
