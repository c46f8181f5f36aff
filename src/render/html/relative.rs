//! Makes addresses relative to the page, so that the output works at a domain's root, in a sub-path
//! and from a folder.
//!
//! Templates and articles write addresses from the site's root (`/news/x.html`), which lets
//! fragments be shared among pages. This last pass over a page's HTML makes them relative. It reads
//! attributes of tags only: words in the text, scripts and styles are left alone. HTML that is the
//! same on many pages, or that is known to have no such address, is a [`Piece`], which the pass
//! skips.
//!
//! It is also the last to see every address, whatever template it comes from: one that would run a
//! script is replaced.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use memchr::memchr;
use memchr::memmem::Finder;

use super::address::{address, has_root, may_run, runs, srcset, up_from};
use super::tag::{Tag, closing};

/// Attributes that hold an address.
const ADDRESSES: [&[u8]; 11] = [
    b"href",
    b"src",
    b"poster",
    b"action",
    b"data-href",
    b"data-src",
    b"xlink:href",
    b"srcset",
    b"data",
    b"formaction",
    b"background",
];

/// Replaces an address that would run a script.
const NOWHERE: &[u8] = b"#";

/// HTML after the pass.
pub(in crate::render) struct PassResult {
    pub html: Vec<u8>,
    /// The addresses that would have run a script.
    pub refused: Vec<String>,
    /// Whether an address that runs a script was left as it is, because it is the theme's own.
    has_trusted: bool,
    /// Whether it ends outside of tags, scripts and styles.
    is_complete: bool,
}

/// The depth of the deepest pages for which a piece is kept: `a/b/c/d.html`.
const DEEPEST: usize = 3;

/// A piece of HTML that pages show as it is.
#[derive(Default)]
pub(in crate::render) struct Piece {
    /// Its form for pages of each depth, from its first tag on; nothing if that depends on what
    /// follows it.
    relative: [OnceLock<Option<Box<[u8]>>>; DEEPEST + 1],
}

impl Piece {
    /// The part of `html`, which is always the same, from its first tag on, and the form of that on
    /// a page at `path`.
    fn at<'p>(&'p self, html: &'p [u8], path: &str, trusts: Trusts<'_>) -> Option<(&'p [u8], &'p [u8])> {
        let html = html.get(memchr(b'<', html)?..)?;
        let depth = path.matches('/').count();
        let made = self.relative.get(depth)?.get_or_init(|| {
            let made = rewrite(html, &up_from(path), &mut Pieces::trusting(trusts));
            // Each page has to report what is refused, and to record whose address was trusted.
            (made.is_complete && made.refused.is_empty() && !made.has_trusted).then(|| made.html.into())
        });
        Some((html, made.as_deref()?))
    }
}

/// Whether an address that would run a script is the theme's own.
pub(in crate::render) type Trusts<'t> = Option<&'t dyn Fn(&str) -> bool>;

/// The pieces that a page may show, in the order in which it asked for them.
#[derive(Default)]
pub(in crate::render) struct Pieces<'p> {
    /// The first bytes of each, as one number.
    heads: Vec<u64>,
    /// A bit for each of them: most tags begin differently from every piece.
    mask: u64,
    pieces: Vec<(&'p [u8], &'p [u8])>,
    trusts: Trusts<'p>,
}

impl<'p> Pieces<'p> {
    /// No pieces yet, on a page of a theme that may have scripts in addresses of its own.
    pub(in crate::render) fn trusting(trusts: Trusts<'p>) -> Self {
        Self { trusts, ..Self::default() }
    }

    /// Takes in a piece, for the page at `path`.
    pub(in crate::render) fn add(&mut self, piece: &'p Piece, html: &'p [u8], path: &str) {
        if let Some((html, relative)) = piece.at(html, path, self.trusts) {
            self.put(html, relative);
        }
    }

    /// Takes in HTML in which every tag is closed, and that has no address from the root.
    pub(in crate::render) fn add_plain(&mut self, html: &'p [u8]) {
        if has_address(html) {
            return;
        }
        if let Some(html) = memchr(b'<', html).and_then(|at| html.get(at..)) {
            debug_assert!({
                let PassResult { html: made, refused, is_complete, .. } =
                    rewrite(html, "../", &mut Pieces::default());
                made == html && is_complete && refused.is_empty()
            });
            self.put(html, html);
        }
    }

    fn put(&mut self, html: &'p [u8], relative: &'p [u8]) {
        if let Some(head) = head(html) {
            self.heads.push(head);
            self.mask |= bit(head);
            self.pieces.push((html, relative));
        }
    }

    /// The length and the form of the piece with which `rest` begins. Each is shown once.
    fn take(&mut self, rest: &[u8]) -> Option<(usize, &'p [u8])> {
        let wanted = head(rest).filter(|head| self.mask & bit(*head) != 0)?;
        let mut from = 0;
        while let Some(at) = self.heads.get(from..)?.iter().position(|head| *head == wanted) {
            let (html, relative) = self.pieces.get(from + at)?;
            if rest.starts_with(html) {
                if let Some(head) = self.heads.get_mut(from + at) {
                    // No tag begins with this.
                    *head = 0;
                }
                return Some((html.len(), relative));
            }
            from += at + 1;
        }
        None
    }
}

/// One of 64 bits for first bytes.
fn bit(head: u64) -> u64 {
    // The multiplier is that of Fibonacci hashing: the upper bits of the product are the mixed
    // ones.
    1 << (head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
}

/// The first eight bytes.
fn head(html: &[u8]) -> Option<u64> {
    html.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// Whether an address from the root may stand in HTML.
fn has_address(html: &[u8]) -> bool {
    static MARKS: LazyLock<[Finder<'static>; 3]> =
        LazyLock::new(|| ["=\"/", "='/", "srcset"].map(Finder::new));
    MARKS.iter().any(|mark| mark.find(html).is_some())
}

/// `html` (UTF-8) with every address from the root made relative to the page at `path`
/// (`news/x.html`).
#[cfg(test)]
pub(in crate::render) fn relative(html: &[u8], path: &str) -> Vec<u8> {
    relative_with(html, path, Pieces::default()).html
}

/// The same of HTML in which some pieces are known.
pub(in crate::render) fn relative_with(html: &[u8], path: &str, mut pieces: Pieces<'_>) -> PassResult {
    rewrite(html, &up_from(path), &mut pieces)
}

/// `html` with every address from the root under `base` (`/` or `/site/`): for the page that a
/// server shows in any folder.
pub(in crate::render) fn rooted(html: &[u8], base: &str, trusts: Trusts<'_>) -> PassResult {
    rewrite(html, base, &mut Pieces::trusting(trusts))
}

/// `bytes` with addresses from the root under `up`.
fn rewrite(bytes: &[u8], up: &str, pieces: &mut Pieces<'_>) -> PassResult {
    let (trusts, refused) = (pieces.trusts, Vec::new());
    let (out, has_trusted) = (Vec::with_capacity(bytes.len() + 1024), false);
    let mut out = Out { bytes, copied: 0, up, out, trusts, refused, has_trusted };
    let mut is_complete = bytes.last() != Some(&b'<');
    let mut at = 0;
    while let Some(open) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)).map(|found| at + found) {
        let rest = bytes.get(open..).unwrap_or_default();
        if let Some((length, piece)) = pieces.take(rest) {
            out.copy(open);
            out.out.extend_from_slice(piece);
            at = open + length;
            out.copied = at;
            continue;
        }
        let next = rest.get(1).copied().unwrap_or_default();
        if !next.is_ascii_alphabetic() {
            at = open + 1;
            continue;
        }
        let end = rewrite_tag(bytes, open, &mut out);
        is_complete &= end.is_some();
        at = end.unwrap_or(bytes.len());
        // The content of a script or a style is not markup.
        if matches!(next, b's' | b'S') {
            for name in ["script", "style"] {
                if starts_with_name(bytes, open + 1, name) {
                    let end = closing(bytes, at, name);
                    is_complete &= end.is_some();
                    at = end.unwrap_or(bytes.len());
                }
            }
        }
    }
    out.copy(bytes.len());
    PassResult { html: out.out, refused: out.refused, has_trusted: out.has_trusted, is_complete }
}

/// The resulting HTML: unchanged parts are copied in pieces that are as long as possible.
struct Out<'b> {
    bytes: &'b [u8],
    /// The number of input bytes that are in `out`.
    copied: usize,
    up: &'b str,
    out: Vec<u8>,
    trusts: Trusts<'b>,
    refused: Vec<String>,
    has_trusted: bool,
}

impl Out<'_> {
    fn copy(&mut self, end: usize) {
        self.out.extend_from_slice(self.bytes.get(self.copied..end).unwrap_or_default());
        self.copied = end;
    }

    /// Writes the value of an attribute, which is at `span`, with its addresses rewritten.
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

    /// Replaces an address that would run a script, which is at `span`.
    fn refuse(&mut self, span: Range<usize>) {
        let value = String::from_utf8_lossy(self.bytes.get(span.clone()).unwrap_or_default());
        if self.trusts.is_some_and(|trusts| trusts(&value)) {
            self.has_trusted = true;
            return;
        }
        self.refused.push(value.into_owned());
        self.copy(span.start);
        self.out.extend_from_slice(NOWHERE);
        self.copied = span.end;
    }
}

fn starts_with_name(bytes: &[u8], at: usize, name: &str) -> bool {
    let found =
        bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    found && bytes.get(at + name.len()).is_some_and(|next| !next.is_ascii_alphanumeric() && *next != b'-')
}

/// Rewrites the addresses of the tag that opens at `open`; returns where it ends, if it does.
fn rewrite_tag(bytes: &[u8], open: usize, out: &mut Out<'_>) -> Option<usize> {
    let mut tag = Tag::new(bytes, open);
    for attribute in &mut tag {
        let value = bytes.get(attribute.value.clone()).unwrap_or_default();
        // Few values are an address from the root, and few attributes are a set of them: only then
        // does the name matter.
        let is_rooted = value.first() == Some(&b'/');
        if is_rooted || matches!(attribute.last_byte(), Some(b't' | b'T' | b' ' | b'\n' | b'\t')) {
            let name = attribute.name();
            let is_set = name.eq_ignore_ascii_case(b"srcset");
            if (is_rooted || is_set)
                && ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known))
                && has_root(value, is_set)
            {
                out.change(attribute.value, is_set);
                continue;
            }
            if is_set {
                continue;
            }
        }
        if !is_rooted && may_run(value) && runs(value) {
            let name = attribute.name();
            if ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                out.refuse(attribute.value);
            }
        }
    }
    tag.end()
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
            ("<object data=\"/x.svg\">", "<object data=\"../x.svg\">"),
            ("<button formaction='/x'>", "<button formaction='../x'>"),
            ("<option value=\"/x\">", "<option value=\"/x\">"),
            ("a < b <a href=\"/x", "a < b <a href=\"/x"),
            ("<A HREF=\"/x\">", "<A HREF=\"../x\">"),
            ("<a href = \"/x\">", "<a href = \"../x\">"),
            ("<br/><a href=\"/x\"/>", "<br/><a href=\"../x\"/>"),
        ] {
            assert_eq!(shown(html, "news/a.html"), wanted);
        }
        assert_eq!(shown("<a href=\"/news/x.html\">", "index.html"), "<a href=\"news/x.html\">");
        assert_eq!(rooted(b"<a href=\"/x.html\">", "/site/", None).html, b"<a href=\"/site/x.html\">");
    }

    #[test]
    fn an_address_that_would_run_a_script_leads_nowhere() {
        for (html, wanted, refused) in [
            ("<a href=\"javascript:alert(1)\">", "<a href=\"#\">", Some("javascript:alert(1)")),
            ("<a href='\n JaVa\tscript:x'>", "<a href='#'>", Some("\n JaVa\tscript:x")),
            ("<img src=\"vbscript:x\">", "<img src=\"#\">", Some("vbscript:x")),
            ("<form action=\"data:text/html,x\">", "<form action=\"#\">", Some("data:text/html,x")),
            ("<button formaction=\"javascript:x\">", "<button formaction=\"#\">", Some("javascript:x")),
            ("<a href = \"javascript:alert(1)\">", "<a href = \"#\">", Some("javascript:alert(1)")),
            ("<a href\n='vbscript:x'>", "<a href\n='#'>", Some("vbscript:x")),
            ("<img src=\"data:image/png;base64,x\">", "<img src=\"data:image/png;base64,x\">", None),
            ("<link href=\"data:,\">", "<link href=\"data:,\">", None),
            ("<p title=\"javascript: 入门\">", "<p title=\"javascript: 入门\">", None),
            ("<p>href=\"javascript:x\"", "<p>href=\"javascript:x\"", None),
            ("<a href=\"javascript.html\">", "<a href=\"javascript.html\">", None),
        ] {
            let made = relative_with(html.as_bytes(), "x.html", Pieces::default());
            assert_eq!(String::from_utf8(made.html).unwrap(), wanted);
            assert_eq!(made.refused, refused.into_iter().collect::<Vec<_>>());
        }
        let (own, html) = (|value: &str| value == "javascript:print()", b"<a href=\"javascript:print()\">");
        assert_eq!(relative_with(html, "x.html", Pieces::trusting(Some(&own))).html, html);
        let html = b"<a href=\"javascript:alert(1)\">";
        assert_eq!(relative_with(html, "x.html", Pieces::trusting(Some(&own))).refused.len(), 1);
        // A piece in which something is refused is not kept: every page has to report it.
        assert!(Piece::default().at(html, "x.html", None).is_none());
    }

    #[test]
    fn a_piece_is_known_for_pages_of_each_depth() {
        let (piece, html) = (Piece::default(), b"\n<a href=\"/\">x</a><i>");
        for path in ["x.html", "a/x.html", "a/b/x.html", "a/b/c/d/x.html"] {
            let page =
                [b"<p>", html.as_slice(), b"<b title='", html.as_slice(), b"'><a href=\"/y\">"].concat();
            let mut pieces = Pieces::default();
            pieces.add(&piece, html, path);
            assert_eq!(relative_with(&page, path, pieces).html, relative(&page, path), "{path}");
        }
        for html in [b"<a href=\"".as_slice(), b"<p><script>", b"<p>a <"] {
            assert!(Piece::default().at(html, "x.html", None).is_none());
        }
    }

    proptest! {
        #[test]
        fn pieces_change_nothing(
            parts in prop::collection::vec("(<a href=\"/x\">|<p>|</p>|<script>|</script>|<i title='>|'>|甲|=\"/|<|a ){0,8}", 1..6),
            known in prop::collection::vec(0..6_usize, 0..6),
        ) {
            let page = parts.concat();
            let known: Vec<(Piece, &String)> =
                known.iter().filter_map(|at| Some((Piece::default(), parts.get(*at)?))).collect();
            for path in ["x.html", "a/x.html"] {
                let mut pieces = Pieces::default();
                known.iter().for_each(|(piece, html)| pieces.add(piece, html.as_bytes(), path));
                prop_assert_eq!(
                    String::from_utf8(relative_with(page.as_bytes(), path, pieces).html).unwrap(),
                    shown(&page, path)
                );
            }
        }

        #[test]
        fn html_without_addresses_from_the_root_stays_the_same(html in "[a-z<>=\"' \u{4e00}-\u{4e10}-]{0,60}") {
            prop_assert_eq!(shown(&html, "a/b/c.html"), html);
        }
    }
}
