//! Prepares emphasis and addresses in a line.

use std::ops::Range;

use super::super::chars::is_han;
use super::super::emphasis::Stars;
use super::super::{definition, destination, emphasis, literal};
use super::draft::Draft;
use super::prepared::Sentinels;
use super::words;

/// Minimum number of bytes of a paragraph to search for code spans.
const LOOKED_THROUGH: usize = 1_000;

/// The code spans of a paragraph.
struct Spans {
    paragraph: usize,
    /// The end of the part that was searched.
    end: usize,
    spans: Vec<Range<usize>>,
}

/// Finds the next occurrence of a text, for queries that go forward through the body: each part of
/// the body is searched only once.
struct Next {
    what: &'static str,
    from: usize,
    /// The next occurrence from `from` on; `None` if there is none, or before the first query.
    found: Option<usize>,
    is_asked: bool,
}

impl Next {
    fn new(what: &'static str) -> Self {
        Self { what, from: 0, found: None, is_asked: false }
    }

    /// Returns the first occurrence at or after `at`.
    fn after(&mut self, body: &str, at: usize) -> Option<usize> {
        let is_known = self.is_asked && self.from <= at && self.found.is_none_or(|found| at <= found);
        if !is_known {
            let rest = body.as_bytes().get(at..).unwrap_or_default();
            self.found = memchr::memmem::find(rest, self.what.as_bytes()).map(|found| at + found);
            (self.from, self.is_asked) = (at, true);
        }
        self.found
    }
}

/// Counts the runs of one, two and three stars of a paragraph that are open.
#[derive(Default)]
struct OpenRuns {
    paragraph: usize,
    counts: [usize; 3],
}

impl OpenRuns {
    /// Counts a run. Returns whether it closes one before it, or can be nothing but text.
    fn follows(&mut self, paragraph: usize, before: &str, length: usize, after: &str) -> bool {
        if self.paragraph != paragraph {
            *self = Self { paragraph, counts: [0; 3] };
        }
        let closes = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
        let [single, double, both] = &mut self.counts;
        let open = match length {
            1 => [single, both],
            2 => [double, both],
            3 => [both, double],
            _ => return true,
        };
        if let Some(open) = open.into_iter().find(|open| closes && **open > 0) {
            *open -= 1;
            return true;
        }
        let opens = after.chars().next().is_some_and(|c| !c.is_whitespace());
        if let Some(count) = self.counts.get_mut(length - 1).filter(|_| opens) {
            *count += 1;
        }
        !opens
    }

    /// Takes back the run that was counted last: it is text. Returns true.
    fn withdraw(&mut self, length: usize) -> bool {
        if let Some(count) = self.counts.get_mut(length - 1) {
            *count = count.saturating_sub(1);
        }
        true
    }
}

/// Whether Chinese means something other than emphasis with stars that could begin some.
fn is_no_emphasis(before: &str, stars: usize, after: &str) -> bool {
    let is_sign = || {
        literal::is_product(before, after)
            || literal::is_in_formula(before, after)
            || literal::is_note_mark(before, after)
    };
    if stars == 1 && is_sign() {
        return true;
    }
    before.ends_with(is_han)
        && (literal::is_masked_name(before, stars, after) || literal::are_two_names(before, stars, after))
}

/// Prepares the content of lines.
pub(super) struct InlineMarks {
    pub sentinels: Sentinels,
    /// Whether `_` may need help: next to variation selectors, or in blanks of forms.
    underscores: bool,
    /// Whether the text contains HTML comments.
    remarks: bool,
    /// The code spans of a paragraph, once they are needed.
    spans: Option<Spans>,
    /// The stars of a line, once they are needed.
    stars: Option<Stars>,
    opened: OpenRuns,
    /// The end of the last line that looks like a definition of a link and is text.
    pub text_definition: Option<usize>,
    /// The next end of a comment.
    next_close: Next,
    /// The next empty line.
    next_blank: Next,
}

impl InlineMarks {
    pub(super) fn new(body: &str) -> Self {
        Self {
            sentinels: Sentinels::default(),
            // The first two bytes of U+FE00 to U+FE3F, which include the variation selectors.
            underscores: memchr::memmem::find(body.as_bytes(), b"\xEF\xB8").is_some()
                || memchr::memmem::find(body.as_bytes(), b"__").is_some(),
            remarks: memchr::memmem::find(body.as_bytes(), b"<!--").is_some(),
            spans: None,
            stars: None,
            opened: OpenRuns::default(),
            text_definition: None,
            next_close: Next::new("-->"),
            next_blank: Next::new("\n\n"),
        }
    }

    /// Prepares emphasis and addresses in a line. Returns whether a comment begins in it that ends
    /// in a later line.
    pub(super) fn line(&mut self, draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
        let opens_remark = self.remarks && self.opens_remark(draft.body, range);
        let bytes = draft.body.as_bytes();
        if self.underscores {
            self.line_with_underscores(draft, range);
            return opens_remark;
        }
        let mut at = range.start;
        while let Some(found) =
            memchr::memchr3(b'*', b'~', b']', bytes.get(at..range.end).unwrap_or_default())
        {
            at = self.mark(draft, at + found, range);
        }
        opens_remark
    }

    /// Whether a comment of the writer begins in a line and ends in a later line of the same
    /// paragraph: nothing may be inserted between.
    fn opens_remark(&mut self, body: &str, line: &Range<usize>) -> bool {
        let open = body.get(line.clone()).and_then(|text| text.rfind("<!--"));
        let Some(open) = open.map(|at| line.start + at) else { return false };
        let Some(end) = self.next_close.after(body, open) else { return false };
        line.end < end && self.next_blank.after(body, open).is_none_or(|blank| end < blank)
    }

    /// The same for texts in which `_` needs help too.
    #[cold]
    fn line_with_underscores(&mut self, draft: &mut Draft<'_>, range: &Range<usize>) {
        let mut at = range.start;
        while let Some(found) = draft
            .body
            .as_bytes()
            .get(at..range.end)
            .unwrap_or_default()
            .iter()
            .position(|byte| b"*~]_".contains(byte))
        {
            at = self.mark(draft, at + found, range);
        }
    }

    /// Handles a mark of inline markup. Returns where to continue.
    fn mark(&mut self, draft: &mut Draft<'_>, start: usize, range: &Range<usize>) -> usize {
        match draft.body.as_bytes().get(start).copied().unwrap_or_default() {
            b']' if self.is_text(draft, start, range) => {
                draft.edits.insert(start + 1, "\\");
                self.text_definition = Some(range.end);
                start + 2
            }
            b']' => self.destination(draft, start, range.end),
            mark => self.run(draft, mark, start, range),
        }
    }

    /// Handles a run of `*`, `~` or `_`. Returns where to continue.
    fn run(&mut self, draft: &mut Draft<'_>, mark: u8, start: usize, line: &Range<usize>) -> usize {
        let body = draft.body;
        let bytes = body.as_bytes();
        let length =
            bytes.get(start..line.end).unwrap_or_default().iter().take_while(|&&byte| byte == mark).count();
        let end = start + length;
        let escapes = bytes
            .get(line.start..start)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count();
        // After an odd number of backslashes the first mark of the run is escaped.
        let run = start + escapes % 2..end;
        if run.is_empty() {
            return end;
        }
        if let Some(middle) = emphasis::middle(body, line, &run, &mut self.stars)
            && draft.chinese()
        {
            self.put_mark(draft, middle);
        } else if (mark != b'_' && emphasis::is_text(body, line, &run) && draft.chinese())
            || self.is_literal(draft, mark, line, &run)
        {
            self.neutralise(draft, &run);
        } else if let Some(place) = emphasis::sentinel_place(body, line, &run)
            && (mark != b'~' || run.len() == 2)
        {
            self.put_mark(draft, place);
        }
        end
    }

    /// Whether a run of `*` or `_` is not markup by what a Chinese text means with it. A run that
    /// closes emphasis is markup: `**名单：王**、`.
    fn is_literal(
        &mut self,
        draft: &mut Draft<'_>,
        mark: u8,
        line: &Range<usize>,
        run: &Range<usize>,
    ) -> bool {
        let body = draft.body;
        let around = (body.get(line.start..run.start), body.get(run.end..line.end));
        let (Some(before), Some(after)) = around else { return false };
        match mark {
            b'_' => literal::is_blank(before, run.len(), after) && draft.chinese(),
            b'*' if draft.chinese() => {
                !self.opened.follows(draft.paragraph, before, run.len(), after)
                    && is_no_emphasis(before, run.len(), after)
                    && self.opened.withdraw(run.len())
            }
            _ => false,
        }
    }

    /// Whether the `]` at `bracket` ends the label of what looks like the definition of a link and
    /// is none: `[责任编辑]: 赵六`. It would disappear.
    fn is_text(&self, draft: &mut Draft<'_>, bracket: usize, line: &Range<usize>) -> bool {
        draft.body.as_bytes().get(bracket + 1) == Some(&b':')
            && !draft.html
            && definition::is_only_text(draft.body, line.start, bracket)
            && draft.chinese()
    }

    /// Inserts a sentinel that is punctuation at `place`.
    pub(super) fn put_mark(&mut self, draft: &mut Draft<'_>, place: usize) {
        let body = draft.body;
        if let Some(sentinel) = *self.sentinels.mark.get_or_insert_with(|| emphasis::sentinel(body)) {
            draft.edits.insert(place, sentinel.encode_utf8(&mut [0; 4]));
        }
    }

    /// Makes a run plain text: inserts a sentinel that is a space on each side.
    fn neutralise(&mut self, draft: &mut Draft<'_>, run: &Range<usize>) {
        let body = draft.body;
        if let Some(gap) = *self.sentinels.gap.get_or_insert_with(|| emphasis::gap(body)) {
            let mut buffer = [0; 4];
            let gap = gap.encode_utf8(&mut buffer);
            draft.edits.insert(run.start, gap);
            draft.edits.insert(run.end, gap);
        }
    }

    /// Handles the address after a `]`. Returns where to continue.
    fn destination(&mut self, draft: &mut Draft<'_>, bracket: usize, line_end: usize) -> usize {
        let within = draft.paragraph..line_end;
        let Some(mended) = destination::mend(draft.body, bracket, within) else { return bracket + 1 };
        if self.in_code(draft, bracket, line_end) {
            return bracket + 1;
        }
        if draft.options.advise {
            let span = bracket + 1..mended.end + 1;
            draft.report(words::address_with_spaces(&mended.edits), span);
        }
        for (range, with) in mended.edits {
            draft.edits.replace(range, with);
        }
        mended.end
    }

    /// Whether `at`, on a line that ends at `line_end`, is in a code span. Only as much of the
    /// paragraph is searched as needed: lines without empty lines between them may each be a
    /// paragraph, so a search ends close by. In a long paragraph each search covers twice the
    /// length so far.
    fn in_code(&mut self, draft: &Draft<'_>, at: usize, line_end: usize) -> bool {
        let is_known = |spans: &Spans| spans.paragraph == draft.paragraph && line_end <= spans.end;
        if !self.spans.as_ref().is_some_and(is_known) {
            let paragraph = draft.paragraph;
            let last = self.next_blank.after(draft.body, paragraph).unwrap_or(draft.body.len());
            let length = (2 * (line_end - paragraph)).max(LOOKED_THROUGH);
            let mut end = last.min(paragraph + length).max(line_end);
            while !draft.body.is_char_boundary(end) {
                end -= 1;
            }
            let spans = destination::code_spans(draft.body.get(paragraph..end).unwrap_or_default());
            self.spans = Some(Spans { paragraph, end, spans });
        }
        let Some(Spans { paragraph, spans, .. }) = &self.spans else { return false };
        let at = at - paragraph;
        spans.get(spans.partition_point(|span| span.end <= at)).is_some_and(|span| span.start <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_next_is_next(body in "[ab]{0,20}", places in proptest::collection::vec(0..20_usize, 0..8)) {
            let mut next = Next::new("ab");
            for at in places.into_iter().filter(|at| *at <= body.len()) {
                prop_assert_eq!(next.after(&body, at), body[at..].find("ab").map(|found| at + found));
            }
        }
    }
}
