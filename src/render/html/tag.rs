//! Reads the tags of HTML: where they end, and their attributes.

use std::ops::Range;

use memchr::memchr;

/// A tag, which yields its attributes that have a value in quotation marks. A `>` within such a
/// value does not end the tag.
///
/// `<a class=x title = "a > b">` has one such attribute, `title`, and ends after the second `>`.
pub(super) struct Tag<'h> {
    bytes: &'h [u8],
    at: usize,
    end: Option<usize>,
}

/// An attribute with a value in quotation marks.
pub(super) struct Attribute<'h> {
    /// The bytes from the attribute before it up to its `=`.
    before: &'h [u8],
    /// The span of its value, without the quotation marks.
    pub value: Range<usize>,
}

impl<'h> Tag<'h> {
    /// The tag that opens at `open`, where there is a `<`.
    pub fn new(bytes: &'h [u8], open: usize) -> Self {
        Self { bytes, at: open + 1, end: None }
    }

    /// The byte after the tag, once all attributes were read; nothing if the tag does not end.
    pub fn end(&self) -> Option<usize> {
        self.end
    }

    /// The byte after the tag; nothing if it does not end.
    pub fn skip(mut self) -> Option<usize> {
        while self.next().is_some() {}
        self.end
    }
}

impl<'h> Iterator for Tag<'h> {
    type Item = Attribute<'h>;

    fn next(&mut self) -> Option<Attribute<'h>> {
        let mut from = self.at;
        loop {
            let found = mark(self.bytes, from)?;
            if self.bytes.get(found) == Some(&b'>') {
                self.end = Some(found + 1);
                return None;
            }
            // There may be spaces around `=`.
            let rest = self.bytes.get(found + 1..)?;
            let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let Some(quote @ (b'"' | b'\'')) = rest.get(spaces) else {
                from = found + 1;
                self.at = from;
                continue;
            };
            let start = found + 1 + spaces + 1;
            let end = start + memchr(*quote, self.bytes.get(start..)?)?;
            let before = self.bytes.get(self.at..found).unwrap_or_default();
            self.at = end + 1;
            return Some(Attribute { before, value: start..end });
        }
    }
}

impl<'h> Attribute<'h> {
    /// The last byte before the `=`: of most names it tells which they are not.
    pub fn last_byte(&self) -> Option<u8> {
        self.before.last().copied()
    }

    /// Its name.
    pub fn name(&self) -> &'h [u8] {
        let before = self.before.trim_ascii_end();
        let start = before.iter().rposition(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        start.map_or(before, |at| before.get(at + 1..).unwrap_or_default())
    }
}

/// The position of the next `=` or `>`. In a tag it is near: comparing bytes costs less than a
/// search that is made for long distances.
fn mark(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|byte| matches!(byte, b'=' | b'>')).map(|found| at + found)
}

/// The position of the tag that closes the element `name` (in lower case), from `at` on. The
/// content of a script or a style is not markup, so that nothing else ends it.
pub(super) fn closing(bytes: &[u8], at: usize, name: &str) -> Option<usize> {
    let close = format!("</{name}");
    memchr::memmem::find(bytes.get(at..)?, close.as_bytes()).map(|found| at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_in_quotation_marks_are_read_and_the_end_is_found() {
        for (html, attributes, rest) in [
            ("<a>b", "", "b"),
            ("<a class=x title = \"a > b\" id='c'>d", "title=a > b, id=c", "d"),
            ("<a\n\thref\n=\n'/x'/>y", "href=/x", "y"),
            ("<br/>x", "", "x"),
            ("<a title=a\"b>c", "", "c"),
        ] {
            let mut tag = Tag::new(html.as_bytes(), 0);
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let found: Vec<String> = tag
                .by_ref()
                .map(|attribute| format!("{}={}", text(attribute.name()), &html[attribute.value.clone()]))
                .collect();
            assert_eq!(found.join(", "), attributes, "{html}");
            assert_eq!(&html[tag.end().unwrap()..], rest, "{html}");
            assert_eq!(Tag::new(html.as_bytes(), 0).skip(), tag.end());
        }
        for html in ["<a href=\"x>", "<a b=", "<a "] {
            assert_eq!(Tag::new(html.as_bytes(), 0).skip(), None, "{html}");
        }
    }
}
