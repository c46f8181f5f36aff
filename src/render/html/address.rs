//! One address in the HTML of a page: whether it leads somewhere in the site or would run a script,
//! and how it is written relative to the page.

use memchr::{memchr, memchr2};

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
/// index.
pub(super) fn address(value: &[u8], up: &str, out: &mut Vec<u8>) {
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

pub(super) fn srcset(value: &[u8], up: &str, out: &mut Vec<u8>) {
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
