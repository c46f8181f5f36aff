//! Records the line of the file on which a block begins, for the preview: a click there leads to
//! the source.

use std::ops::Range;

use super::state::Writer;

/// The beginning of the attribute.
pub(super) const ATTRIBUTE: &str = " data-line=\"";

impl Writer<'_> {
    /// Writes the beginning of a tag with the line on which the block in `range` begins. The caller
    /// writes the `>`.
    pub(super) fn open_tag(&mut self, tag: &str, range: &Range<usize>) {
        let line = self.line_of(range);
        self.out.push_str(tag);
        push(&mut self.out, line);
    }

    /// Returns the line of the file on which the block in `range` of the parsed text begins; `None`
    /// if lines are not requested.
    pub(super) fn line_of(&mut self, range: &Range<usize>) -> Option<usize> {
        let first = self.options.lines?;
        // Before a block of a list or a quote there may be white space of the line before.
        let text = self.page.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (text.len() - text.trim_start().len());
        let place = self.page.map.span(start..start).start;
        Some(first + self.lines_before(place))
    }

    /// Returns the line of the file for a place in the body.
    pub(super) fn line_at(&mut self, place: usize) -> Option<usize> {
        let first = self.options.lines?;
        Some(first + self.lines_before(place))
    }

    fn lines_before(&mut self, place: usize) -> usize {
        let body = self.page.body.as_bytes();
        let ends = self.line_ends.0.get_or_insert_with(|| memchr::memchr_iter(b'\n', body).collect());
        ends.partition_point(|&end| end < place)
    }
}

/// Writes the attribute into a tag that is still open.
pub(super) fn push(out: &mut String, line: Option<usize>) {
    if let Some(line) = line {
        out.push_str(ATTRIBUTE);
        out.push_str(&line.to_string());
        out.push('"');
    }
}

/// Writes `html` with the line in its first tag, if it begins with a tag that has no line yet.
pub(super) fn push_into(out: &mut String, html: &str, line: Option<usize>) {
    let Some(end) = line.and_then(|_| end_of_name(html)) else { return out.push_str(html) };
    let (name, rest) = html.split_at(end);
    out.push_str(name);
    push(out, line);
    out.push_str(rest);
}

/// Returns the end of the name of the tag with which `html` begins. `None` if there is no such tag,
/// or it has the attribute.
fn end_of_name(html: &str) -> Option<usize> {
    let start = html.len() - html.trim_start().len() + 1;
    let name = html.trim_start().strip_prefix('<')?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    let end = start + name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let tag = html.get(end..)?.split('>').next()?;
    (!tag.contains(ATTRIBUTE)).then_some(end)
}
