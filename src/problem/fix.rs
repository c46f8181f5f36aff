//! A change to a text that mends what a problem tells of.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Words;

/// A change to the file in which a problem is. `dangjian fix` and the preview can make it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Fix {
    /// What it does, as an order: `把“：”改成半角`.
    pub words: Words,
    /// Whether it is right whatever the writer had in mind. What may not be is made only when it is asked for.
    pub certain: bool,
    /// The changes, in the order of their places; none overlaps another. Without any the file is written anew as
    /// it was read: in UTF-8.
    pub edits: Vec<Edit>,
}

/// A part of a text and what stands in its place afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Edit {
    /// In bytes of the text as it was read: UTF-8, without byte-order mark, lines ended by `\n`.
    pub span: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Fix {
    /// A fix that is right whatever the writer had in mind.
    pub fn certain(zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { words: Words::new(zh, en), certain: true, edits }
    }

    /// A fix that is probably right.
    pub fn probable(zh: impl Into<String>, en: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { certain: false, ..Self::certain(zh, en, edits) }
    }

    /// The same fix in a text in which the one that it was made for begins at `offset`.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        for edit in &mut self.edits {
            edit.span = edit.span.start + offset..edit.span.end + offset;
        }
        self
    }
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn replace(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` in at `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    /// Takes `span` out.
    pub fn remove(span: Range<usize>) -> Self {
        Self::replace(span, "")
    }
}

/// `text` after as many of the `fixes` as go together: of two that touch the same place the earlier one is made. The numbers of
/// those that were made come with it.
pub fn apply(text: &str, fixes: &[&Fix]) -> (String, Vec<usize>) {
    let (mut made, mut taken) = (Vec::new(), Taken::default());
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

/// What edits have changed of a text, in half characters: what is put in at a place takes the first half of the character
/// there, so that nothing else can be put in at that place or stand instead of that character.
#[derive(Debug, Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn halves(span: &Range<usize>) -> Range<usize> {
        if span.is_empty() { 2 * span.start..2 * span.start + 1 } else { 2 * span.start..2 * span.end }
    }

    fn is_free(&self, span: &Range<usize>) -> bool {
        let wanted = Self::halves(span);
        self.0.range(..wanted.end).next_back().is_none_or(|(_, end)| *end <= wanted.start)
    }

    fn take(&mut self, span: &Range<usize>) {
        let wanted = Self::halves(span);
        // Of what overlaps within a fix, the furthest end counts.
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

    /// Whether two edits can't both be made: they change the same characters, or put something in at the same place.
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
            let (mut taken, mut known) = (Taken::default(), Vec::new());
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
