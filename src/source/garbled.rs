//! Finds garbled text (mojibake) in a file that is valid UTF-8: text of one encoding that another
//! program read in the wrong one and saved.
//!
//! Only what is certain is reported. `缁勭粐鐢熸椿` is what 组织生活 becomes when its UTF-8 is read
//! as GBK: encoded in GBK again it is valid UTF-8, and gives common characters, which never happens
//! to Chinese that is not garbled.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, WINDOWS_1252};
use memchr::memmem::Finder;

use super::guess::{COMMON, is_usual_han};
use crate::text::base64;

/// Garbled text in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Garbled {
    /// The first garbled passage.
    pub span: Range<usize>,
    /// The damage.
    pub kind: Kind,
    /// The text as it was, where it can be recovered.
    pub meant: Option<String>,
}

/// The cause of garbled text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Characters are lost: `�`, 锟斤拷.
    Lost,
    /// Text was read in the wrong encoding and saved.
    Misread,
    /// Chinese in ASCII, as it was once sent by mail: HZ or UTF-7.
    Mail(&'static str),
}

/// Finds garbled text.
pub(super) fn find(text: &str) -> Option<Garbled> {
    if text.is_ascii() {
        return mail(text);
    }
    misread_as_gbk(text).or_else(|| misread_as_latin(text)).or_else(|| lost(text))
}

fn lost(text: &str) -> Option<Garbled> {
    /// The marks of lost characters. Every file is searched for them, so the searchers are made
    /// once.
    static MARKS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["\u{fffd}", "锟斤拷"].map(Finder::new));
    let find = |mark: &Finder<'_>| Some((mark.find(text.as_bytes())?, mark.needle().len()));
    let (at, length) = MARKS.iter().find_map(find)?;
    Some(Garbled { span: at..at + length, kind: Kind::Lost, meant: None })
}

/// Finds UTF-8 that was read as GBK.
fn misread_as_gbk(text: &str) -> Option<Garbled> {
    // U+9200 to U+943F, from which `，` (锛), `。` (銆), 的 (鐨) and many others get a character.
    // Apart from 鉴 and a few more there are none of these in simplified Chinese.
    let bytes = text.as_bytes();
    let is_suspect = |at: usize| matches!(bytes.get(at + 1), Some(0x88..=0x90));
    let first = memchr::memchr_iter(0xe9, bytes).find(|at| is_suspect(*at))?;
    let from = text[..first].rfind(|c: char| c.is_ascii()).map_or(0, |at| at + 1);
    passages(text, from, |c| !c.is_ascii() && c != '\u{fffd}').find_map(|span| misread(text, span, GBK))
}

/// Finds UTF-8 that was read as Windows-1252 or Latin-1.
fn misread_as_latin(text: &str) -> Option<Garbled> {
    // Chinese characters begin with a byte from E3 to E9 (ã to é); the next byte is no letter.
    let bytes = text.as_bytes();
    let is_suspect = |at: usize| {
        matches!(bytes.get(at + 1), Some(0xa3..=0xa9))
            && matches!(bytes.get(at + 2), Some(0xc2 | 0xc5 | 0xc6 | 0xcb | 0xe2))
    };
    let first = memchr::memchr_iter(0xc3, bytes).find(|at| is_suspect(*at))?;
    let is_latin = |c: char| !c.is_ascii() && !WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2;
    passages(text, first, is_latin).find_map(|span| misread(text, span, WINDOWS_1252))
}

/// Returns the spans of the longest passages from `from` on whose characters all satisfy `is_in`.
fn passages(
    text: &str,
    from: usize,
    is_in: impl Fn(char) -> bool + Copy,
) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_in)?;
        let length = text[start..].find(|c| !is_in(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// Returns the passage as garbled if its bytes in `encoding` are UTF-8 of common characters.
fn misread(text: &str, span: Range<usize>, encoding: &'static Encoding) -> Option<Garbled> {
    /// Fewer characters may be a coincidence.
    const LEAST: usize = 3;
    let (bytes, _, _) = encoding.encode(text.get(span.clone())?);
    let (mut meant, mut valid) = (String::new(), 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().len();
        meant.push_str(chunk.valid());
    }
    let han = meant.chars().filter(|c| is_usual_han(*c)).count();
    let common = meant.chars().filter(|c| is_usual_han(*c) && COMMON.contains(*c)).count();
    // Three bytes in a row that are a common character are no coincidence in Latin text.
    let least = if encoding == GBK { LEAST } else { 2 };
    let is_whole = valid * 10 >= bytes.len() * 8 || encoding != GBK;
    let is_it = han >= least && common * 2 >= han && is_whole;
    is_it.then_some(Garbled { span, kind: Kind::Misread, meant: Some(meant) })
}

/// Finds HZ (`~{VPND~}`) and UTF-7 (`+Ti1lhw-`).
fn mail(text: &str) -> Option<Garbled> {
    let is_chinese = |text: &str| {
        let han = text.chars().filter(|c| is_usual_han(*c)).count();
        let common = text.chars().filter(|c| COMMON.contains(*c)).count();
        han >= 2 && han * 10 >= text.chars().count() * 7 && common * 2 >= han
    };
    let hz = text.match_indices("~{").find_map(|(at, _)| {
        let line = first(text.get(at + 2..)?, |c| c == '\n');
        let inner = line.get(..line.find("~}")?)?;
        let bytes: Vec<u8> = inner.bytes().map(|byte| byte | 0x80).collect();
        let meant = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
        is_chinese(&meant).then(|| (at..at + 4 + inner.len(), "HZ", meant.into_owned()))
    });
    let utf7 = || {
        text.match_indices('+').find_map(|(at, _)| {
            let rest = text.get(at + 1..)?;
            let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
            let digits = first(rest, |c| !is_digit(c));
            let mut bytes = base64::decoded(digits)?;
            bytes.truncate(bytes.len() & !1);
            let meant = UTF_16BE.decode_without_bom_handling_and_without_replacement(&bytes)?;
            is_chinese(&meant).then(|| (at..at + 1 + digits.len(), "UTF-7", meant.into_owned()))
        })
    };
    let (span, name, meant) = hz.or_else(utf7)?;
    Some(Garbled { span, kind: Kind::Mail(name), meant: Some(meant) })
}

/// Returns the beginning of an ASCII text up to a character for which `ends` is true. A longer
/// passage than this tells no more, and there may be as many passages as characters.
fn first(text: &str, ends: impl Fn(char) -> bool) -> &str {
    const LONGEST: usize = 200;
    let text = text.get(..LONGEST).unwrap_or(text);
    text.get(..text.find(ends).unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<Kind> {
        find(text).map(|found| found.kind)
    }

    #[test]
    fn garbled_text_is_recognised() {
        for text in ["组织\u{fffd}生活会", "锟斤拷锟斤拷", "标题: 锟斤拷\n正文"] {
            assert_eq!(kind(text), Some(Kind::Lost), "{text}");
        }
        for text in [
            "组织生活会",
            "关于召开组织生活会的通知",
            "标题: 学习贯彻，推动工作\n---\n正文",
            "党委书记",
            "各党支部：现将有关事项通知如下。",
        ] {
            for encoding in [GBK, WINDOWS_1252] {
                let (garbled, _, _) = encoding.decode(text.as_bytes());
                let garbled = garbled.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "");
                // Some characters lose a byte on the way.
                let found = kind(&garbled);
                assert!(matches!(found, Some(Kind::Misread | Kind::Lost)), "{text}: {garbled} {found:?}");
            }
        }
        assert_eq!(find("见 缁勭粐鐢熸椿").unwrap().meant.as_deref(), Some("组织生活"));
        assert_eq!(find("ç»„ç»‡").unwrap().meant.as_deref(), Some("组织"));
        assert_eq!(kind("title: ~{VPND~}"), Some(Kind::Mail("HZ")));
        for text in ["党建", "组织生活会", "关于召开会议的通知"] {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let digits = base64::encoded(&utf16);
            let digits = digits.trim_end_matches('=');
            let found = find(&format!("title: +{digits}- (1)")).unwrap();
            assert_eq!((found.kind, found.meant.as_deref()), (Kind::Mail("UTF-7"), Some(text)));
        }
    }

    #[test]
    fn text_that_is_not_garbled_is_left_alone() {
        for text in [
            "鉴定、借鉴、鉴于、印鉴、銮殿、鋆",
            "關於召開組織生活會的通知，請各單位認真學習。鑑、鐵、鋼、銀、錄",
            "鐵路銀行錢幣鋼鐵廠錄取",
            "Müller's Straße à la carte, déjà vu, naïve façade, ça et là «été»",
            "pīnyīn é è ê ü",
            "~{ and ~} in a shell: ~{1..3}",
            "a+b, C++, 1+1=2, +8613812345678, user+tag@a.example, +AAAA-",
            "联通 联想 电话",
            "日本語の文章です。東京銀座",
            "한국어 문장입니다",
            "😀🎉 Ａ１ ｗｗｗ",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
