//! Which articles are found through pieces, and in which files the texts are.

use std::ops::Range;

use super::term::BITS;

/// Up to this many bytes of texts a site needs no pieces: all texts are looked through.
const SMALL: u64 = 1 << 20;
/// The articles whose texts a query looks through are at least this many, and fewer than twice
/// [`STEP`] more, so that pieces are made anew only once for each [`STEP`] new articles.
const NEW: usize = 16;
const STEP: usize = 16;
/// Articles in a file of texts: few where single ones are wanted, more where all are.
const OLD_FILE: usize = 4;
const NEW_FILE: usize = 32;
/// The mean number of terms of articles in a piece: about 20 KB.
const PIECE: usize = 1 << 14;

/// How the articles of an index are parted. It depends on their number and length alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Layout {
    /// The number of articles.
    pub(super) articles: usize,
    /// How many of them, from the oldest, are found through pieces.
    pub(super) indexed: usize,
    /// There are two to the power of this many pieces.
    pub(super) bits: u32,
}

impl Layout {
    /// For articles with these numbers of bytes of words, and of terms.
    pub(super) fn of(sizes: &[(u32, usize)]) -> Self {
        let articles = sizes.len();
        let bytes: u64 = sizes.iter().map(|(bytes, _)| u64::from(*bytes)).sum();
        let indexed = if bytes <= SMALL { 0 } else { articles.saturating_sub(NEW) / STEP * STEP };
        let terms: usize = sizes.iter().take(indexed).map(|(_, terms)| terms).sum();
        let bits = (terms / PIECE).max(1).ilog2() + 1;
        Self { articles, indexed, bits: bits.min(BITS / 2) }
    }

    /// The number of pieces.
    pub(super) fn pieces(&self) -> usize {
        if self.indexed == 0 { 0 } else { 1 << self.bits }
    }

    /// The piece of a term with its rank.
    pub(super) fn piece_of(&self, term: u32) -> usize {
        (term >> (BITS + 2 - self.bits)) as usize
    }

    /// The number of files of texts.
    pub(super) fn files(&self) -> usize {
        self.indexed / OLD_FILE + (self.articles - self.indexed).div_ceil(NEW_FILE)
    }

    /// The articles of a file of texts.
    pub(super) fn file(&self, number: usize) -> Range<usize> {
        let old = self.indexed / OLD_FILE;
        if number < old {
            number * OLD_FILE..(number + 1) * OLD_FILE
        } else {
            let from = self.indexed + (number - old) * NEW_FILE;
            from..(from + NEW_FILE).min(self.articles)
        }
    }

    /// The articles in a file of old texts, and in one of new ones: the script computes with them.
    pub(super) fn steps() -> (usize, usize) {
        (OLD_FILE, NEW_FILE)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_new_article_leaves_the_pieces_as_they_are() {
        let of = |articles: usize| Layout::of(&vec![(4500, 700); articles]);
        assert_eq!(of(100).pieces(), 0);
        let changes = (1000..2000).filter(|articles| of(*articles).indexed != of(articles + 1).indexed);
        assert!(changes.count().abs_diff(1000 / STEP) <= 1);
        assert_eq!(of(10_000).bits, 9);
    }

    proptest! {
        #[test]
        fn every_article_is_in_one_file(articles in 0usize..3000, bytes in 0u32..5000) {
            let layout = Layout::of(&vec![(bytes, 700); articles]);
            let all = (0..layout.files()).flat_map(|file| layout.file(file));
            prop_assert!(all.eq(0..articles));
            prop_assert!(layout.piece_of(u32::MAX >> 2) < layout.pieces().max(1) * 2);
        }
    }
}
