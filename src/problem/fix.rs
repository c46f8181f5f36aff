//! Changes a text to fix a problem.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Problem, Words};

/// A change to the file that contains a problem. `dangjian fix` and the preview can apply it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Fix {
    /// Describes the fix as an instruction: `把“：”改成半角`.
    pub words: Words,
    /// Whether it is right whatever the writer meant. An uncertain fix is applied only on request.
    pub certain: bool,
    /// The changes, in the order of their positions, without overlaps. If there are none, the file
    /// is rewritten with the text that was read: in UTF-8.
    pub edits: Vec<Edit>,
}

/// Replaces a part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Edit {
    /// Position in bytes of the text as read: UTF-8, without byte-order mark, lines ended by `\n`.
    pub span: Range<usize>,
    /// The replacement.
    pub text: String,
}

impl Fix {
    /// Creates a fix that is right whatever the writer meant.
    pub fn certain(zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { words: Words::new(zh, en), certain: true, edits }
    }

    /// Creates a fix that is probably right.
    pub fn probable(zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { certain: false, ..Self::certain(zh, en, edits) }
    }

    /// The problem of a fix whose place in the source has changed since it was proposed.
    pub(crate) fn outdated() -> Problem {
        Problem::error(
            "fix/changed",
            "这一处已经变了，没有修改",
            "this has changed meanwhile; it was left as it is",
        )
        .help(
            "等页面更新后再试；还在的话，请打开源文件修改",
            "try again once the page is up to date, or fix it in the source",
        )
    }

    /// Moves the fix into a text in which its original text begins at `offset`.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        for edit in &mut self.edits {
            edit.span = edit.span.start + offset..edit.span.end + offset;
        }
        self
    }
}

impl Edit {
    /// Replaces `span` with `text`.
    pub fn replace(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` at `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    /// Removes `span`.
    pub fn remove(span: Range<usize>) -> Self {
        Self::replace(span, "")
    }
}

/// Applies as many of `fixes` as are compatible: of two that touch the same place, only the earlier
/// in the list is applied. Returns the new text and the indices of the applied fixes.
pub fn apply(text: &str, fixes: &[&Fix]) -> (String, Vec<usize>) {
    let (mut made, mut taken) = (Vec::new(), TakenSpans::default());
    let mut edits: Vec<&Edit> = Vec::new();
    for (number, fix) in fixes.iter().enumerate() {
        let fits = |edit: &Edit| text.get(edit.span.clone()).is_some() && taken.is_free(&edit.span);
        if fix.edits.iter().all(fits) {
            fix.edits.iter().for_each(|edit| taken.take(&edit.span));
            edits.extend(&fix.edits);
            made.push(number);
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut mended, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        mended.push_str(text.get(at..edit.span.start).unwrap_or_default());
        mended.push_str(&edit.text);
        at = edit.span.end.max(at);
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    (mended, made)
}

/// Regions that edits have changed, as start → end in half bytes. An insertion takes the first half
/// of the byte at its position. So it excludes another insertion there and a replacement of that
/// byte, but not a replacement that ends there. Example: inserting at 3 takes 6..7, replacing 2..3
/// takes 4..6.
#[derive(Debug, Default)]
struct TakenSpans(BTreeMap<usize, usize>);

impl TakenSpans {
    fn halves(span: &Range<usize>) -> Range<usize> {
        if span.is_empty() { 2 * span.start..2 * span.start + 1 } else { 2 * span.start..2 * span.end }
    }

    fn is_free(&self, span: &Range<usize>) -> bool {
        let wanted = Self::halves(span);
        self.0.range(..wanted.end).next_back().is_none_or(|(_, end)| *end <= wanted.start)
    }

    fn take(&mut self, span: &Range<usize>) {
        let wanted = Self::halves(span);
        // If edits of one fix overlap, the furthest end counts.
        let before = self.0.range(..=wanted.start).next_back().map_or(0, |(_, end)| *end);
        self.0.insert(wanted.start, wanted.end.max(before));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fix(edits: &[(Range<usize>, &str)]) -> Fix {
        Fix::certain("", "", edits.iter().map(|(span, text)| Edit::replace(span.clone(), *text)).collect())
    }

    fn applied(text: &str, fixes: &[Fix]) -> (String, Vec<usize>) {
        apply(text, &fixes.iter().collect::<Vec<_>>())
    }

    #[test]
    fn fixes_are_made_in_the_order_of_their_places() {
        let fixes = [fix(&[(4..5, ": ")]), fix(&[(0..1, "T"), (2..2, "-")])];
        assert_eq!(applied("title", &fixes), ("Ti-tl: ".into(), vec![0, 1]));
    }

    #[test]
    fn of_two_at_one_place_the_first_is_made() {
        let fixes = [fix(&[(0..3, "x")]), fix(&[(2..4, "y")]), fix(&[(3..4, "z")])];
        assert_eq!(applied("abcd", &fixes), ("xz".into(), vec![0, 2]));
        let fixes = [fix(&[(1..1, "x")]), fix(&[(1..1, "y")])];
        assert_eq!(applied("ab", &fixes), ("axb".into(), vec![0]));
    }

    #[test]
    fn what_lies_outside_the_text_is_not_made() {
        assert_eq!(applied("甲", &[fix(&[(1..2, "x")]), fix(&[(0..9, "x")])]), ("甲".into(), vec![]));
    }

    #[test]
    fn very_many_fixes_are_applied_in_no_time() {
        let make = |count: usize| {
            let fixes: Vec<Fix> = (0..count).map(|at| fix(&[(at..at + 1, "b")])).collect();
            ("a".repeat(count), fixes)
        };
        crate::trial::in_proportion("fixes", 50_000, make, |(text, fixes)| {
            assert_eq!(applied(&text, &fixes).0, "b".repeat(text.len()));
        });
    }

    /// Returns whether two edits are incompatible: they change the same bytes, or insert at the
    /// same position.
    fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
        let is_beside = a.end == b.start || b.end == a.start;
        if a.is_empty() || b.is_empty() {
            return a.start <= b.end && b.start <= a.end && (a.start == b.start || !is_beside);
        }
        a.start < b.end && b.start < a.end
    }

    proptest! {
        #[test]
        fn what_is_taken_is_what_overlaps(spans in proptest::collection::vec((0..20_usize, 0..5_usize), 0..12)) {
            let (mut taken, mut known) = (TakenSpans::default(), Vec::new());
            for span in spans.into_iter().map(|(start, length)| start..start + length) {
                let is_free = !known.iter().any(|other| overlap(&span, other));
                prop_assert_eq!(taken.is_free(&span), is_free, "{:?} beside {:?}", span, known);
                if is_free {
                    taken.take(&span);
                    known.push(span);
                }
            }
        }

        #[test]
        fn any_fixes_can_be_applied(text in "[a中\n]{0,12}", spans in proptest::collection::vec((0..20_usize, 0..5_usize), 0..8)) {
            let fixes: Vec<Fix> = spans.iter().map(|(start, length)| fix(&[(*start..start + length, "x")])).collect();
            let (mended, made) = applied(&text, &fixes);
            let removed: usize = made.iter().map(|at| spans[*at].1).sum();
            prop_assert_eq!(mended.len(), text.len() - removed + made.len());
        }
    }
}
