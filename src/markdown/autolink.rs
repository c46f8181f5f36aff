//! Finds bare addresses in text: in `详见https://example.com/a，谢谢` only the address becomes a
//! link.

use std::ops::Range;

/// Returns the bare addresses in `text`, in order: `http://` or `https://` and the characters that
/// an address may contain, without the punctuation that ends a sentence.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    memchr::memchr_iter(b':', bytes).filter_map(move |colon| {
        let found = address(bytes, colon, from)?;
        from = found.end;
        Some(found)
    })
}

/// Returns the address whose scheme ends at `colon`. It must begin at or after `from`.
fn address(bytes: &[u8], colon: usize, from: usize) -> Option<Range<usize>> {
    let before = bytes.get(from..colon)?;
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        let start = before.len().checked_sub(scheme.len());
        start.is_some_and(|start| {
            before.get(start..).unwrap_or_default().eq_ignore_ascii_case(scheme.as_bytes())
        })
    })?;
    let start = colon - scheme.len();
    if start > from && bytes.get(start - 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let host = bytes.get(colon..)?.strip_prefix(b"://")?;
    host.first().filter(|byte| byte.is_ascii_alphanumeric())?;
    let length = host.iter().take_while(|&&byte| may_be_in_an_address(byte)).count();
    Some(start..colon + 3 + without_punctuation(host.get(..length).unwrap_or_default()))
}

fn may_be_in_an_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// Returns the length of the address without the punctuation that belongs to the sentence around
/// it. A closing bracket belongs to the address if it was opened there: `https://a.cn/x(1)`.
fn without_punctuation(address: &[u8]) -> usize {
    let count = |wanted: u8| address.iter().filter(|&&byte| byte == wanted).count();
    let (opened, mut closed) = (count(b'('), count(b')'));
    let mut rest = address;
    while let [inner @ .., last] = rest {
        if !b".,;:!?)'".contains(last) || (*last == b')' && closed <= opened) {
            break;
        }
        closed -= usize::from(*last == b')');
        rest = inner;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stop_before_punctuation() {
        for (text, expected) in [
            ("详见https://a.cn/b，谢谢", vec!["https://a.cn/b"]),
            ("（http://a.cn）。", vec!["http://a.cn"]),
            ("https://a.cn/?x=1&y=2、https://b.cn。", vec!["https://a.cn/?x=1&y=2", "https://b.cn"]),
            ("See https://a.cn/x(1), or (https://b.cn/).", vec!["https://a.cn/x(1)", "https://b.cn/"]),
            ("https://a.cn/党建", vec!["https://a.cn/"]),
            (
                "【http://a.cn/b】《http://b.cn/c》：http://c.cn；http://d.cn！",
                vec!["http://a.cn/b", "http://b.cn/c", "http://c.cn", "http://d.cn"],
            ),
            ("HTTPS://A.CN", vec!["HTTPS://A.CN"]),
            ("https://a.cn:8080/x#y!", vec!["https://a.cn:8080/x#y"]),
            ("https://", vec![]),
            ("https://。", vec![]),
            ("https://.a", vec![]),
            ("xhttp://a.cn", vec![]),
            ("ftp://a.cn a:b", vec![]),
        ] {
            let found: Vec<_> = addresses(text).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
