//! Tells a body whose paragraphs were wrapped by an editor from one that was pasted.

use super::even::Even;
use super::line::{End, Line, NARROWEST, WIDEST, closes, is_text};
use super::listed::is_listed;
use super::own::{goes_on_with, is_own};

/// A line that ends with a comma is read as part of a longer one from this width on: a salutation
/// or a verse is shorter.
const CLAUSE: usize = 24;

/// What the ends of lines say about how a text is written.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::markdown) struct Manner {
    /// Lines that certainly end within a sentence.
    torn: usize,
    /// Lines without a mark at their end that are as full as an editor makes them.
    full: usize,
    /// Lines that end with a sentence above another line.
    ended: usize,
    /// Of these, the lines that are narrower than any editor wraps.
    narrow: usize,
    /// Lines that are wider than any editor wraps.
    wide: usize,
    /// Blocks whose lines have one width.
    even: usize,
    /// Blocks with lines that end within a sentence.
    blocks: usize,
    /// The width of the widest line that ends within a sentence.
    pub limit: usize,
}

impl Manner {
    /// Goes through all blocks of a body.
    pub(super) fn of(body: &str) -> Self {
        let (mut whole, mut block) = (Self::default(), Vec::new());
        let mut start = 0;
        let mut fence = None;
        for line in body.split('\n') {
            let at = start;
            start += line.len() + 1;
            let mark = line.trim_start().get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
            if mark.is_some() && (fence.is_none() || fence == mark) {
                fence = if fence.is_none() { mark } else { None };
            }
            if fence.is_none() && mark.is_none() && is_text(body, at, line) {
                block.push(Line::new(line, at));
            } else {
                whole.add(&block, Even::of(&block));
                block.clear();
            }
        }
        whole.add(&block, Even::of(&block));
        whole
    }

    /// Goes through one block, of which `even` is measured.
    pub(super) fn of_block(lines: &[Line<'_>], even: Option<Even>) -> Self {
        let mut manner = Self::default();
        manner.add(lines, even);
        manner
    }

    fn add(&mut self, lines: &[Line<'_>], even: Option<Even>) {
        if lines.len() < 2 {
            return;
        }
        let widest = lines.iter().map(|line| line.width).max().unwrap_or_default();
        // There a line that ends with a sentence ends a paragraph, or does so by chance.
        let is_even = even.is_some_and(|even| even.is_certain);
        let before = self.torn + self.full;
        self.even += usize::from(is_even);
        self.wide += lines.iter().filter(|line| line.has_han && line.width > WIDEST).count();
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            if !line.has_han && !next.has_han
                || line.is_hard
                || next.is_indented
                || line.is_item
                || next.is_item
            {
                continue;
            }
            if is_torn(line, next) {
                self.torn += 1;
            } else if is_full(line, next, widest) {
                self.full += 1;
            } else if is_even {
                if line.end != End::Words || is_own(line, next) {
                    continue;
                }
                self.full += 1;
            } else {
                // A line of a list begins below any text.
                let ends =
                    matches!(line.end, End::Sentence | End::Item | End::Colon) && !is_listed(next.text);
                self.ended += usize::from(ends);
                self.narrow += usize::from(ends && line.width < NARROWEST);
                continue;
            }
            self.limit = self.limit.max(line.width.min(WIDEST));
        }
        self.blocks += usize::from(self.torn + self.full > before);
    }

    /// How much says that the text is wrapped, and how much that it is not.
    fn scores(&self) -> (usize, usize) {
        (self.torn * 6 + self.full * 2, self.ended + self.narrow + self.wide * 4)
    }

    /// Whether an editor has wrapped the text.
    pub(super) fn is_wrapped(&self) -> bool {
        let (wrapped, pasted) = self.scores();
        wrapped > 0 && wrapped >= pasted
    }

    /// Whether an editor has wrapped a block like this, whatever the rest of the body is like.
    pub(super) fn is_clearly_wrapped(&self) -> bool {
        self.even > 0 || self.torn > 1 && self.wide == 0 && self.torn * 2 >= self.ended
    }

    /// Whether no empty lines part the wrapped paragraphs of the body: all are in one block.
    pub(super) fn is_dense(&self) -> bool {
        self.blocks < 2
    }

    /// Whether a block could be read in both ways, in a body written like this.
    pub(super) fn is_doubtful(&self, block: &Self) -> bool {
        let (wrapped, pasted) = self.scores();
        let is_even = wrapped > 0 && pasted > 0 && wrapped.max(pasted) <= 2 * wrapped.min(pasted);
        // Sentences of the width of an editor's lines, and nothing else to tell by.
        let says_nothing = wrapped == 0 && self.wide == 0 && block.ended > 0 && block.narrow == 0;
        block.ended > 0 && (is_even || says_nothing)
    }
}

/// Whether a line ends within a sentence that the next line continues.
fn is_torn(line: &Line<'_>, next: &Line<'_>) -> bool {
    if next.text.starts_with(closes) || line.end == End::Open {
        return true;
    }
    let is_part = line.end == End::Clause || line.end == End::Words && goes_on_with(line, next);
    is_part && line.width >= CLAUSE && !is_own(line, next)
}

/// Whether a line without a mark at its end has no room for what the next one begins with.
fn is_full(line: &Line<'_>, next: &Line<'_>, widest: usize) -> bool {
    line.end == End::Words
        && !(line.text.ends_with(')') && line.text.contains("]("))
        && (NARROWEST..=WIDEST).contains(&line.width)
        && widest <= WIDEST
        && line.width + next.first_unit() > widest
        && !is_own(line, next)
}
