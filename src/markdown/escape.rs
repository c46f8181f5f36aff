//! Text as HTML.

/// Appends `text`, to stand between tags.
pub(super) fn text(out: &mut String, text: &str) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[done..at]);
        out.push_str(entity(text.as_bytes()[at]));
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends `text`, to stand in an attribute between double quotation marks.
pub(super) fn attribute(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if matches!(byte, b'&' | b'<' | b'>' | b'"') {
            out.push_str(&text[done..at]);
            out.push_str(entity(byte));
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_html_reads_as_markup_is_escaped() {
        let mut out = String::new();
        super::text(&mut out, "a<b>&\"党\"");
        super::attribute(&mut out, "a<b>&\"党\"");
        assert_eq!(out, "a&lt;b&gt;&amp;\"党\"a&lt;b&gt;&amp;&quot;党&quot;");
    }
}
