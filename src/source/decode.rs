//! Bytes of a text file to UTF-8 with `\n` line ends.

use std::borrow::Cow;

/// A decoded text and the name of its encoding where it was not plain UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// UTF-8, without byte-order mark, lines ended by `\n`.
    pub text: String,
    /// The name of the encoding that was recognised in place of UTF-8 (`GB18030`, `UTF-16LE` …).
    pub foreign: Option<&'static str>,
}

/// Decodes `bytes` as UTF-8 (with or without byte-order mark), UTF-16 with byte-order mark, or
/// GB18030, of which GBK and GB 2312 are parts. `None` where the bytes are none of these.
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    let (text, foreign) = if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let foreign = (encoding != encoding_rs::UTF_8).then(|| encoding.name());
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
        (text.into_owned(), foreign)
    } else {
        match utf8(bytes) {
            Ok(text) => (text, None),
            Err(bytes) => (decode_gb18030(&bytes)?.into_owned(), Some("GB18030")),
        }
    };
    Some(Decoded { text: unix_lines(text), foreign })
}

/// The text of UTF-8, or the bytes as they were. Checking Chinese takes the standard library many times as long as copying
/// it takes, and without unsafe code one or the other has to be.
fn utf8(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(bytes),
    }
}

fn decode_gb18030(bytes: &[u8]) -> Option<Cow<'_, str>> {
    // A NUL never stands in a text in GBK, and nearly always in a picture or a Word file.
    if bytes.contains(&0) {
        return None;
    }
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)
}

fn unix_lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
        decode(bytes.to_vec()).map(|d| (d.text, d.foreign))
    }

    #[test]
    fn every_encoding_of_one_text_gives_the_same_text() {
        let wanted = "标题: 党建\n日期: 2026\n".to_owned();
        let windows = wanted.replace('\n', "\r\n");
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(windows.as_bytes());
        let (gbk, _, _) = encoding_rs::GBK.encode(&windows);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(wanted.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(wanted.as_bytes()), Some((wanted.clone(), None)));
        assert_eq!(text(&marked), Some((wanted.clone(), None)));
        assert_eq!(text(&gbk), Some((wanted.clone(), Some("GB18030"))));
        assert_eq!(text(&utf16), Some((wanted, Some("UTF-16LE"))));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]), None);
        assert_eq!(text(&[0x81]), None);
    }
}
