//! Escapes text for HTML and XML. Every room that writes markup by hand uses this.

use std::borrow::Cow;

/// Appends `text`, escaped for use between tags.
pub fn text(out: &mut String, text: &str) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[done..at]);
        out.push_str(entity(text.as_bytes()[at]));
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends `text`, escaped for an attribute in single or double quotation marks.
pub fn attribute(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte) {
            out.push_str(&text[done..at]);
            out.push_str(entity(byte));
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// Returns `text`, escaped for either place: between tags, or in a quoted attribute.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    attribute(&mut out, text);
    Cow::Owned(out)
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        // XML defines `&apos;`, old HTML does not.
        _ => "&#39;",
    }
}

/// Returns `text` with the five named entities of XML and the numbered ones replaced by their
/// characters; others, `&nbsp;`, stay.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (entity, rest) = piece.split_once(';').unwrap_or(("", piece));
        let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        };
        let character = match entity {
            "quot" => Some('"'),
            "apos" => Some('\''),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            entity => entity.strip_prefix('#').and_then(number).and_then(char::from_u32),
        };
        match character {
            Some(character) => {
                out.push(character);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_html_reads_as_markup_is_escaped() {
        let mut out = String::new();
        super::text(&mut out, "a<b>&\"党\"");
        super::attribute(&mut out, "a<b>&\"党'");
        assert_eq!(out, "a&lt;b&gt;&amp;\"党\"a&lt;b&gt;&amp;&quot;党&#39;");
        assert_eq!(super::escaped("'<党>\""), "&#39;&lt;党&gt;&quot;");
        assert!(matches!(super::escaped("党建"), std::borrow::Cow::Borrowed("党建")));
    }

    #[test]
    fn entities_are_read_once() {
        assert_eq!(super::unescaped("&#x4E2D;&#22269;&amp;lt;&none;&"), "中国&lt;&none;&");
    }
}
