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
    while rest.starts_with(b"<!") || rest.starts_with(b"<?") {
        if rest.get(2..).is_some_and(is_web_page) {
            return Beginning::WebPage;
        }
        let Some(behind) = behind_declaration(rest) else { return Beginning::Unfinished };
        rest = behind.trim_ascii_start();
    }
    match rest {
        [] if text.len() > rest.len() && text.trim_ascii_start().starts_with(b"<") => Beginning::Unfinished,
        // `<sv`, where the head of a file ends: the name may go on.
        [b'<', name @ ..] if !name.iter().any(is_end_of_name) => Beginning::Unfinished,
        [b'<', ..] => Beginning::Root(rest),
        _ => Beginning::Other,
    }
}

/// What is behind the comment, instruction or declaration that a text begins with; `None` if the
/// text ends in it.
fn behind_declaration(text: &[u8]) -> Option<&[u8]> {
    if let Some(comment) = text.strip_prefix(b"<!--") {
        return behind(comment, b"-->");
    }
    if let Some(instruction) = text.strip_prefix(b"<?") {
        return behind(instruction, b"?>");
    }
    // `<!DOCTYPE svg [ <!ENTITY a "]>"> <!-- isn't the end: ]> --> ]>`
    let (mut rest, mut is_in_brackets) = (text.get(2..)?, false);
    loop {
        let at = rest.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'[' | b']' | b'<' | b'>'))?;
        let (mark, from) = (*rest.get(at)?, rest.get(at..)?);
        rest = match mark {
            b'"' | b'\'' => behind(from.get(1..)?, &[mark])?,
            b'<' if from.starts_with(b"<!--") || from.starts_with(b"<?") => behind_declaration(from)?,
            b'>' if !is_in_brackets => return from.get(1..),
            _ => {
                is_in_brackets = (is_in_brackets || mark == b'[') && mark != b']';
                from.get(1..)?
            }
        };
    }
}

fn behind<'t>(text: &'t [u8], end: &[u8]) -> Option<&'t [u8]> {
    text.get(memchr::memmem::find(text, end)? + end.len()..)
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
    let name = name.split(is_end_of_name).next().unwrap_or_default();
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

fn is_end_of_name(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

fn is_web_page(declaration: &[u8]) -> bool {
    let words = declaration.get(..64.min(declaration.len())).unwrap_or_default().to_ascii_lowercase();
    words.strip_prefix(b"doctype").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"html"))
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
            "<!DOCTYPE svg [<!ENTITY a \"[x]\">]><svg>",
            "<!DOCTYPE svg [<!ENTITY a ']><g>'><!-- isn't ]> --><?a ']> ?>] ><svg>",
            "<!DOCTYPE svg PUBLIC \"[>\" '>]'><svg>",
            "<!----><svg>",
            &long,
        ] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Root(b"<svg>"), "{text}");
        }
        for text in [
            "<!-- a",
            "<?xml",
            "<!DOCTYPE svg [ <svg",
            "<!-- a -->\n",
            "<?a?><",
            "<sv",
            "<svg",
            "<ns0:sv",
            "<!DOCTYPE svg [<!ENTITY a ']>",
            long.get(..5000).unwrap(),
        ] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Unfinished, "{text}");
        }
        assert_eq!(beginning(b"<!doctype HTML><svg>"), Beginning::WebPage);
        for text in ["", " ", "svg", "a<svg>"] {
            assert_eq!(beginning(text.as_bytes()), Beginning::Other, "{text}");
        }
        // Work in proportion to the length.
        let many = "<!a>".repeat(1_000_000) + "<svg>";
        assert_eq!(beginning(many.as_bytes()), Beginning::Root(b"<svg>"));
        let many = format!("<!DOCTYPE svg [{}]><svg>", "<!ENTITY a \"[\"><!-- ' -->".repeat(100_000));
        assert_eq!(beginning(many.as_bytes()), Beginning::Root(b"<svg>"));
        assert_eq!(local_name(b"<a:svg/>"), b"svg");
        assert_eq!(local_name(b"<svgx>"), b"svgx");
    }
}
