//! One address in the HTML of a page: whether it leads somewhere in the site or would run a script,
//! and how it is written relative to the page.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::site::{percent_decoded, static_path};
use crate::text::{candidates, escape};

/// The address `url` from the root, relative to the page at `path`.
pub(in crate::render) fn address_from(url: &str, path: &str) -> String {
    let mut out = Vec::with_capacity(url.len() + 8);
    address(url.as_bytes(), &up_from(path), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

pub(super) fn up_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Whether an attribute's value could be an address that runs a script, by its first letter.
pub(super) fn may_run(value: &[u8]) -> bool {
    let first = value.iter().find(|byte| **byte > b' ');
    first.is_some_and(|first| matches!(first.to_ascii_lowercase(), b'j' | b'v' | b'd'))
}

/// Whether a browser that opens the address runs a script, or shows a foreign page in the site's
/// name. A picture in an address does neither.
pub(super) fn runs(value: &[u8]) -> bool {
    // Browsers ignore spaces before an address, and these characters anywhere in it.
    let head: Vec<u8> = value
        .iter()
        .skip_while(|byte| **byte <= b' ')
        .filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'))
        .take(b"data:image/".len())
        .map(u8::to_ascii_lowercase)
        .collect();
    let is_picture = head.starts_with(b"data:image/") || head.starts_with(b"data:,");
    [b"javascript:".as_slice(), b"vbscript:", b"data:"].iter().any(|scheme| head.starts_with(scheme))
        && !is_picture
}

pub(super) fn has_root(value: &[u8], is_set: bool) -> bool {
    value.first() == Some(&b'/') && value.get(1) != Some(&b'/') || (is_set && memchr(b'/', value).is_some())
}

/// One address: `/news/` becomes `news/index.html`, since a folder opened from a disk shows no
/// index, and the name of a file of `static/` becomes the one under which it is published.
pub(super) fn address(value: &[u8], up: &str, out: &mut Vec<u8>) {
    let Some(inner) = value.strip_prefix(b"/").filter(|inner| inner.first() != Some(&b'/')) else {
        out.extend_from_slice(value);
        return;
    };
    let (path, rest) = inner.split_at(path_end(inner));
    let path = published(path);
    out.extend_from_slice(up.as_bytes());
    out.extend_from_slice(&path);
    if path.is_empty() || path.ends_with(b"/") {
        out.extend_from_slice(b"index.html");
    }
    out.extend_from_slice(rest);
}

/// Where the path of an address ends. The `#` of an escaped character, as in `it&#39;s.csv`, is
/// a part of it.
fn path_end(address: &[u8]) -> usize {
    let mut from = 0;
    while let Some(found) = address.get(from..).and_then(|rest| memchr2(b'?', b'#', rest)) {
        let at = from + found;
        if !address.get(..at).is_some_and(|before| before.ends_with(b"&")) {
            return at;
        }
        from = at + 1;
    }
    address.len()
}

/// The path under which the file at `path` is published. All pages have plain ASCII paths, so any
/// other is that of a file of `static/` as its writer knows it: `下载/表.csv`, or
/// `%E4%B8%8B%E8%BD%BD/a.csv`. Here every address passes, whatever field or template it is from.
fn published(path: &[u8]) -> Cow<'_, [u8]> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'/');
    if path.iter().all(is_plain) {
        return Cow::Borrowed(path);
    }
    let Ok(written) = std::str::from_utf8(path) else { return Cow::Borrowed(path) };
    let name = percent_decoded(&escape::unescaped(written));
    let index = if name.ends_with('/') { "index.html" } else { "" };
    Cow::Owned(static_path(&format!("static/{name}{index}")).into_owned().into_bytes())
}

pub(super) fn srcset(value: &[u8], up: &str, out: &mut Vec<u8>) {
    let mut done = 0;
    for found in candidates(value) {
        out.extend_from_slice(value.get(done..found.address.start).unwrap_or_default());
        address(value.get(found.address.clone()).unwrap_or_default(), up, out);
        done = found.address.end;
    }
    out.extend_from_slice(value.get(done..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_an_address_of_a_set_is_a_part_of_it() {
        let mut out = Vec::new();
        srcset("/a.jpg?resize,/w_480 480w, /b.jpg 2x,/c.jpg".as_bytes(), "../", &mut out);
        assert_eq!(out, b"../a.jpg?resize,/w_480 480w, ../b.jpg 2x,../c.jpg");
    }

    #[test]
    fn a_file_of_static_has_the_address_under_which_it_is_published() {
        let path = static_path("static/下载/表 一.csv");
        for written in ["/下载/表 一.csv", "/下载/表%20一.csv", "/%E4%B8%8B%E8%BD%BD/表&#32;一.csv"]
        {
            assert_eq!(address_from(&format!("{written}?a#表"), "news/x.html"), format!("../{path}?a#表"));
        }
        let folder = static_path("static/专题/index.html");
        assert_eq!(address_from("/专题/", "x.html"), folder);
        for plain in ["/news/x.html?甲", "/a_b-c.d", "//甲.cn/x", "甲.csv"] {
            assert_eq!(
                address_from(plain, "x.html"),
                plain.strip_prefix("/").filter(|_| !plain.starts_with("//")).unwrap_or(plain)
            );
        }
    }
}
