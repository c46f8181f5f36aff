//! Finds the root element of a text: what comes before it may be of any length and say anything.

/// Maximum length in bytes of a text in UTF-16 in which its root is looked for.
const MOST_WIDE: usize = 64 << 10;

/// What a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning<'t> {
    /// The text from `<` of the root element on.
    Root(&'t [u8]),
    /// A document type of web pages.
    WebPage,
    /// The text ends within a comment, a declaration or a document type.
    Unfinished,
    /// Not markup.
    Other,
}

/// Passes over declarations, comments and a document type, however long they are. What a comment
/// says is not part of the text: `<!-- <title> --><svg>` is a drawing.
pub(super) fn beginning(text: &[u8]) -> Beginning<'_> {
    let mut rest = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text).trim_ascii_start();
    while let Some(other) = rest.strip_prefix(b"<!").or_else(|| rest.strip_prefix(b"<?")) {
        let end: &[u8] = match () {
            () if other.starts_with(b"--") => b"-->",
            () if rest.starts_with(b"<?") => b"?>",
            () if is_web_page(other) => return Beginning::WebPage,
            // `<!DOCTYPE svg [ <!ENTITY ns "…"> ]>`
            () if has_declarations(other) => b"]",
            () => b">",
        };
        let from = if end == b"-->" { 2 } else { 0 };
        let behind = other.get(from..).unwrap_or_default();
        let Some(at) = memchr::memmem::find(behind, end) else { return Beginning::Unfinished };
        rest = behind.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
        if end == b"]" {
            rest = rest.strip_prefix(b">").unwrap_or(rest).trim_ascii_start();
        }
    }
    match rest {
        [] if text.len() > rest.len() && text.trim_ascii_start().starts_with(b"<") => Beginning::Unfinished,
        [b'<', ..] => Beginning::Root(rest),
        _ => Beginning::Other,
    }
}

/// Returns the text without the zeros that UTF-16 has between the letters of ASCII, and without its
/// mark; `None` if it has none.
pub(super) fn narrowed(bytes: &[u8]) -> Option<Vec<u8>> {
    let is_wide = bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || matches!(bytes, [0, b'<', ..] | [b'<', 0, ..]);
    let head = bytes.get(..MOST_WIDE.min(bytes.len())).unwrap_or_default();
    let ascii = |byte: &&u8| !matches!(**byte, 0 | 0xFE | 0xFF);
    is_wide.then(|| head.iter().filter(ascii).copied().collect())
}

/// The name of the root element without its prefix: `svg` of `<ns0:svg width="1">`.
pub(super) fn local_name(root: &[u8]) -> &[u8] {
    let name = root.strip_prefix(b"<").unwrap_or(root);
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    let name = name.split(is_end).next().unwrap_or_default();
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

fn is_web_page(declaration: &[u8]) -> bool {
    let words = declaration.get(..64.min(declaration.len())).unwrap_or_default().to_ascii_lowercase();
    words.strip_prefix(b"doctype").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"html"))
}

/// Whether `[` comes before the end of a declaration.
fn has_declarations(declaration: &[u8]) -> bool {
    let first = memchr::memchr2(b'[', b'>', declaration).and_then(|at| declaration.get(at));
    first == Some(&b'[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_before_a_root_is_passed_over() {
        let long = format!("<!-- {} --><svg>", "<title> [ > ".repeat(1000));
        for text in [
            "<svg>",
            "\u{feff} \n<svg>",
            "<?xml version=\"1.0\"?>\n<!-- a > b --><svg>",
            "<!DOCTYPE svg PUBLIC \"a\" \"b\" [ <!ENTITY ns \"c\"> ]>\n<svg>",
            "<!DOCTYPE svg><svg>",
            "<!----><svg>",
            &long,
        ] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Root(b"<svg>"), "{text}");
        }
        for text in ["<!-- a", "<?xml", "<!DOCTYPE svg [ <svg", "<!-- a -->\n", long.get(..5000).unwrap()] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Unfinished, "{text}");
        }
        assert_eq!(beginning(b"<!doctype HTML><svg>"), Beginning::WebPage);
        for text in ["", " ", "svg", "a<svg>"] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Other, "{text}");
        }
        // Work in proportion to the length.
        let many = "<!a>".repeat(1_000_000) + "<svg>";
        assert_eq!(beginning(many.as_bytes()), Beginning::Root(b"<svg>"));
        assert_eq!(local_name(b"<a:svg/>"), b"svg");
        assert_eq!(local_name(b"<svgx>"), b"svgx");
    }
}
