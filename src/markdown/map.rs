//! Maps places in the prepared text back to the body.

use std::borrow::Cow;
use std::ops::Range;

/// A range of the body and the range that replaces it in the prepared text; either may be empty.
#[derive(Debug)]
struct Edit {
    body: Range<usize>,
    prepared: Range<usize>,
}

/// Writes the prepared text: the body with edits, made in order. Without edits nothing is copied.
#[derive(Debug)]
pub(super) struct Rewrite<'a> {
    body: &'a str,
    text: String,
    copied: usize,
    edits: Vec<Edit>,
}

impl<'a> Rewrite<'a> {
    pub(super) fn new(body: &'a str) -> Self {
        Self { body, text: String::new(), copied: 0, edits: Vec::new() }
    }

    /// Replaces `range` of the body by `with`. An edit before the end of the last one is skipped:
    /// no caller does that, and a mistake must never lose text.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) {
        let Some(between) = self.body.get(self.copied..range.start) else {
            debug_assert!(false, "edits come in order");
            return;
        };
        if self.edits.is_empty() {
            self.text.reserve(self.body.len() + 64);
        }
        self.text.push_str(between);
        let start = self.text.len();
        self.text.push_str(with);
        self.copied = range.end;
        self.edits.push(Edit { body: range, prepared: start..self.text.len() });
    }

    /// Inserts `what` before the character at `at`.
    pub(super) fn insert(&mut self, at: usize, what: &str) {
        self.replace(at..at, what);
    }

    /// Returns the prepared text and the map back to the body.
    pub(super) fn finish(mut self) -> (Cow<'a, str>, Map) {
        if self.edits.is_empty() {
            return (Cow::Borrowed(self.body), Map { edits: self.edits });
        }
        self.text.push_str(self.body.get(self.copied..).unwrap_or_default());
        (Cow::Owned(self.text), Map { edits: self.edits })
    }
}

/// Maps places in the prepared text back to the body.
#[derive(Debug)]
pub(super) struct Map {
    edits: Vec<Edit>,
}

impl Map {
    /// Returns the span of the body for a span of the prepared text. Text that was removed right
    /// before it is not included.
    pub(super) fn span(&self, prepared: Range<usize>) -> Range<usize> {
        let (start, end) = (prepared.start, prepared.end);
        let before =
            self.edits.partition_point(|edit| edit.prepared.start < start || edit.prepared.end <= start);
        let start = self.place(start, before, |edit| edit.body.start);
        let before = self.edits.partition_point(|edit| edit.prepared.start < end);
        let end = self.place(end, before, |edit| edit.body.end);
        start..end.max(start)
    }

    /// Whether an edit has changed anything in this span.
    pub(super) fn touches(&self, prepared: &Range<usize>) -> bool {
        let first = self.edits.partition_point(|edit| edit.prepared.end <= prepared.start);
        self.edits.get(first).is_some_and(|edit| edit.prepared.start < prepared.end)
    }

    /// Returns the place in the body for `at`, which has `before` edits before it. `within` chooses
    /// the end of an edit to which a place within it is mapped.
    fn place(&self, at: usize, before: usize, within: impl Fn(&Edit) -> usize) -> usize {
        match before.checked_sub(1).and_then(|last| self.edits.get(last)) {
            None => at,
            Some(edit) if at < edit.prepared.end => within(edit),
            Some(edit) => edit.body.end + (at - edit.prepared.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again_across_insertions_and_replacements() {
        let body = "甲乙丙丁";
        let mut rewrite = Rewrite::new(body);
        rewrite.insert(3, "<>");
        rewrite.replace(6..9, "x");
        let (text, map) = rewrite.finish();
        assert_eq!(text, "甲<>乙x丁");
        assert_eq!(map.span(0..3), 0..3);
        assert_eq!(map.span(5..8), 3..6);
        assert_eq!(map.span(8..9), 6..9);
        assert_eq!(map.span(9..12), 9..12);
        assert_eq!(map.span(4..9), 3..9);
        let mut rewrite = Rewrite::new(body);
        rewrite.replace(3..6, "");
        assert_eq!(rewrite.finish().1.span(3..6), 6..9);
        assert!(map.touches(&(3..5)) && map.touches(&(8..9)) && !map.touches(&(5..8)));
    }

    #[test]
    fn an_untouched_text_is_borrowed() {
        let (text, map) = Rewrite::new("甲").finish();
        assert!(matches!(text, Cow::Borrowed(_)));
        assert_eq!(map.span(0..3), 0..3);
    }
}
