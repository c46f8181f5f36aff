//! A place in a file: what a problem needs to show the line with a caret after the file is let go.

use std::fmt;
use std::ops::Range;

/// Where a problem is. It carries its line, so that no file is read again to print it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Place {
    /// The file, relative to the site's folder, with `/` between names.
    pub file: String,
    /// Line, counted from 1; 0 where the problem is the file as a whole.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Length of what is wrong on that line, in characters; at least 1.
    pub length: usize,
    /// The line itself, without its end.
    pub excerpt: String,
}

impl Place {
    /// A file as a whole.
    pub fn whole_file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, length: 0, excerpt: String::new() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}", self.file)
        } else {
            write!(f, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}

/// A text with the name of its file, to make places from byte spans.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> SourceText<'a> {
    /// `file` as it is shown to the writer, and the whole text of that file.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    /// The file's name as shown.
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// The whole text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The place of a byte span; a span that is out of the text or cuts a character is moved into it.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = floor(self.text, span.start);
        let end = floor(self.text, span.end.max(start));
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let excerpt = self.text[line_start..line_end].trim_end_matches('\r');
        let length = self.text[start..end.min(line_end).max(start)].chars().count().max(1);
        Place {
            file: self.file.to_owned(),
            line: self.text[..line_start].matches('\n').count() + 1,
            column: self.text[line_start..start].chars().count() + 1,
            length,
            excerpt: excerpt.to_owned(),
        }
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_becomes_line_column_and_length_in_characters() {
        let text = SourceText::new("a.md", "标题: 甲\r\n日期: 乙丙\n");
        let at = text.text().find('乙').unwrap_or_default();
        let place = text.place(at..at + 6);
        assert_eq!((place.line, place.column, place.length), (2, 5, 2));
        assert_eq!(place.excerpt, "日期: 乙丙");
        assert_eq!(place.to_string(), "a.md:2:5");
    }

    #[test]
    fn a_span_outside_the_text_is_moved_into_it() {
        let text = SourceText::new("a.md", "甲");
        assert_eq!(text.place(1..99).column, 1);
        assert_eq!(text.place(50..60).line, 1);
        assert_eq!(SourceText::new("a.md", "").place(0..0).line, 1);
    }
}
