//! Addresses relative to the page, so that the output works at a domain's root, in a sub-path and from a folder.
//!
//! Templates and articles write addresses from the site's root (`/news/x.html`), which lets fragments be shared
//! among pages. This last pass over a page's HTML makes them relative. It looks at attributes of tags only: words
//! in the text, scripts and styles are left alone.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// Attributes that hold an address.
const ADDRESSES: [&[u8]; 8] =
    [b"href", b"src", b"poster", b"action", b"data-href", b"data-src", b"xlink:href", b"srcset"];

/// `html` (UTF-8) with every address from the root made relative to the page at `path` (`news/x.html`).
pub fn relative(html: &[u8], path: &str) -> Vec<u8> {
    rewrite(html, &up_from(path))
}

/// The address `url` from the root, relative to the page at `path`.
pub(super) fn address_from(url: &str, path: &str) -> String {
    let mut out = Vec::with_capacity(url.len() + 8);
    address(url.as_bytes(), &up_from(path), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn up_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// `html` with every address from the root under `base` (`/` or `/site/`): for the page that a server shows in any
/// folder.
pub fn rooted(html: &[u8], base: &str) -> Vec<u8> {
    rewrite(html, base)
}

fn rewrite(bytes: &[u8], up: &str) -> Vec<u8> {
    let mut out = Out { bytes, copied: 0, up, out: Vec::with_capacity(bytes.len() + 1024) };
    let mut at = 0;
    while let Some(open) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)).map(|found| at + found) {
        let next = bytes.get(open + 1).copied().unwrap_or_default();
        at = if next.is_ascii_alphabetic() { tag(bytes, open, &mut out) } else { open + 1 };
        // What stands in a script or a style is no markup.
        if matches!(next, b's' | b'S') {
            for name in ["script", "style"] {
                if starts_with_name(bytes, open + 1, name) {
                    let close = format!("</{name}");
                    at = memchr::memmem::find(bytes.get(at..).unwrap_or_default(), close.as_bytes())
                        .map_or(bytes.len(), |found| at + found);
                }
            }
        }
    }
    out.copy(bytes.len());
    out.out
}

/// The HTML as it becomes: what is not changed is copied in as long pieces as there are.
struct Out<'b> {
    bytes: &'b [u8],
    /// So much of the bytes is in `out`.
    copied: usize,
    up: &'b str,
    out: Vec<u8>,
}

impl Out<'_> {
    fn copy(&mut self, end: usize) {
        self.out.extend_from_slice(self.bytes.get(self.copied..end).unwrap_or_default());
        self.copied = end;
    }

    /// Writes the value of an attribute, which stands at `span`, with its addresses rewritten.
    fn change(&mut self, span: Range<usize>, is_set: bool) {
        self.copy(span.start);
        let value = self.bytes.get(span.clone()).unwrap_or_default();
        if is_set {
            srcset(value, self.up, &mut self.out);
        } else {
            address(value, self.up, &mut self.out);
        }
        self.copied = span.end;
    }
}

/// Where `=` or `>` stands next. In a tag it is near: a look at each byte costs less than a search that is made for long ways.
fn mark(bytes: &[u8], mut at: usize) -> Option<usize> {
    while !matches!(bytes.get(at)?, b'=' | b'>') {
        at += 1;
    }
    Some(at)
}

fn starts_with_name(bytes: &[u8], at: usize, name: &str) -> bool {
    let found =
        bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    found && bytes.get(at + name.len()).is_some_and(|next| !next.is_ascii_alphanumeric() && *next != b'-')
}

/// Rewrites the addresses of the tag that opens at `at`; returns where it ends.
fn tag(bytes: &[u8], at: usize, out: &mut Out<'_>) -> usize {
    let mut at = at + 1;
    while let Some(found) = mark(bytes, at) {
        if bytes.get(found) == Some(&b'>') {
            return found + 1;
        }
        let Some(quote @ (b'"' | b'\'')) = bytes.get(found + 1) else {
            at = found + 1;
            continue;
        };
        let start = found + 2;
        let Some(end) = bytes.get(start..).and_then(|rest| memchr(*quote, rest)).map(|end| start + end)
        else {
            break;
        };
        let value = bytes.get(start..end).unwrap_or_default();
        // Few values are an address from the root, and few attributes are a set of them: only then does the name matter.
        let is_rooted = value.first() == Some(&b'/');
        if is_rooted || matches!(bytes.get(found.wrapping_sub(1)), Some(b't' | b'T')) {
            let attribute = name_before(bytes.get(at..found).unwrap_or_default());
            let is_set = attribute.eq_ignore_ascii_case(b"srcset");
            if (is_rooted || is_set)
                && ADDRESSES.iter().any(|known| attribute.eq_ignore_ascii_case(known))
                && has_root(value, is_set)
            {
                out.change(start..end, is_set);
            }
        }
        at = end + 1;
    }
    bytes.len()
}

/// The name of an attribute at the end of what stands before its `=`.
fn name_before(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().rposition(|byte| byte.is_ascii_whitespace() || *byte == b'/');
    start.map_or(bytes, |at| bytes.get(at + 1..).unwrap_or_default())
}

fn has_root(value: &[u8], is_set: bool) -> bool {
    value.first() == Some(&b'/') && value.get(1) != Some(&b'/') || (is_set && memchr(b'/', value).is_some())
}

/// One address: `/news/` becomes `news/index.html`, since a folder opened from a disk shows no index.
fn address(value: &[u8], up: &str, out: &mut Vec<u8>) {
    let Some(inner) = value.strip_prefix(b"/").filter(|inner| inner.first() != Some(&b'/')) else {
        out.extend_from_slice(value);
        return;
    };
    let path_end = memchr2(b'?', b'#', inner).unwrap_or(inner.len());
    let (path, rest) = inner.split_at(path_end);
    out.extend_from_slice(up.as_bytes());
    out.extend_from_slice(path);
    if path.is_empty() || path.ends_with(b"/") {
        out.extend_from_slice(b"index.html");
    }
    out.extend_from_slice(rest);
}

fn srcset(value: &[u8], up: &str, out: &mut Vec<u8>) {
    for (number, candidate) in value.split(|byte| *byte == b',').enumerate() {
        if number > 0 {
            out.push(b',');
        }
        let start = candidate.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(candidate.len());
        let (space, rest) = candidate.split_at(start);
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let (one, width) = rest.split_at(end);
        out.extend_from_slice(space);
        address(one, up, out);
        out.extend_from_slice(width);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(html: &str, path: &str) -> String {
        String::from_utf8(relative(html.as_bytes(), path)).unwrap()
    }

    #[test]
    fn addresses_in_attributes_become_relative() {
        for (html, wanted) in [
            ("<a href=\"/news/x.html\">", "<a href=\"../news/x.html\">"),
            ("<a class=x href='/news/'>", "<a class=x href='../news/index.html'>"),
            ("<a href=\"/\">", "<a href=\"../index.html\">"),
            ("<a href=\"/news/x.html?a=/b#/c\">", "<a href=\"../news/x.html?a=/b#/c\">"),
            ("<a href=\"//cdn.example/x\">", "<a href=\"//cdn.example/x\">"),
            ("<a href=\"#top\">/x</a>", "<a href=\"#top\">/x</a>"),
            (
                "<img alt=\"/a>b\" src=\"/a.png\" srcset=\"/a.png 1x, /b.png 2x\">",
                "<img alt=\"/a>b\" src=\"../a.png\" srcset=\"../a.png 1x, ../b.png 2x\">",
            ),
            ("<p>href=\"/x\" &lt;a href=\"/y\"&gt;</p>", "<p>href=\"/x\" &lt;a href=\"/y\"&gt;</p>"),
            (
                "<script>a='<a href=\"/x\">'</script><a href=\"/x\">",
                "<script>a='<a href=\"/x\">'</script><a href=\"../x\">",
            ),
            ("<script src=\"/x.js\"></script>", "<script src=\"../x.js\"></script>"),
            ("<option value=\"/x\">", "<option value=\"/x\">"),
            ("a < b <a href=\"/x", "a < b <a href=\"/x"),
            ("<A HREF=\"/x\">", "<A HREF=\"../x\">"),
            ("<br/><a href=\"/x\"/>", "<br/><a href=\"../x\"/>"),
        ] {
            assert_eq!(shown(html, "news/a.html"), wanted);
        }
        assert_eq!(shown("<a href=\"/news/x.html\">", "index.html"), "<a href=\"news/x.html\">");
        assert_eq!(rooted(b"<a href=\"/x.html\">", "/site/"), b"<a href=\"/site/x.html\">");
    }

    proptest! {
        #[test]
        fn html_without_addresses_from_the_root_stays_the_same(html in "[a-z<>=\"' \u{4e00}-\u{4e10}-]{0,60}") {
            prop_assert_eq!(shown(&html, "a/b/c.html"), html);
        }
    }
}
