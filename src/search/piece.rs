//! A piece of the index: for each term of a share of all terms, the articles that have it.
//!
//! A stream of bits: the number of terms (gamma), the lower bits of their gaps (5 bits), then for
//! each term, in the order of their numbers:
//! - the gap to the number of the term before it (Rice);
//! - a 1 if only texts have it, else a 0 and a bit for each rank that has it;
//! - for each such rank the number of articles (gamma) and the gaps between them (Rice, with the
//!   lower bits that are shortest for so many articles). Where more than half of all articles have
//!   it, those that have not.

use super::bits::BitWriter;
use super::term::{RANKS, Rank};

/// An article that has a term: the number of the term with the rank in its lower two bits.
pub(super) type Entry = (u32, u32);

/// Writes a piece. `entries` are sorted by term and article, `span` is the number of terms that it
/// could have, `articles` the number of articles of all pieces.
pub(super) fn piece(entries: &[Entry], span: u32, articles: u32) -> Vec<u8> {
    let mut out = BitWriter::default();
    let same = |a: &Entry, b: &Entry| a.0 >> 2 == b.0 >> 2;
    let terms = entries.chunk_by(same).count() as u32;
    let low = low_bits(span, terms);
    out.gamma(terms + 1);
    out.bits(low, 5);
    let mut last = 0;
    for of_term in entries.chunk_by(same) {
        let number = of_term.first().map_or(0, |entry| (entry.0 >> 2) & (span - 1));
        out.rice(number.wrapping_sub(last), low);
        last = number + 1;
        if of_term.iter().all(|(term, _)| term & 3 == Rank::Text as u32) {
            out.bits(1, 1);
            push_list(of_term, articles, &mut out);
            continue;
        }
        out.bits(0, 1);
        let mut ranks: [Vec<Entry>; RANKS] = Default::default();
        for (term, article) in of_term {
            if let Some(rank) = ranks.get_mut((term & 3) as usize) {
                rank.push((*term, *article));
            }
        }
        ranks.iter().for_each(|list| out.bits(u32::from(!list.is_empty()), 1));
        ranks.iter().filter(|list| !list.is_empty()).for_each(|list| push_list(list, articles, &mut out));
    }
    out.done()
}

fn push_list(list: &[Entry], articles: u32, out: &mut BitWriter) {
    let count = list.len() as u32;
    out.gamma(count);
    let has = list.iter().map(|(_, article)| *article);
    if count * 2 > articles {
        let mut has = has.peekable();
        let others: Vec<u32> = (0..articles).filter(|article| has.next_if_eq(article).is_none()).collect();
        push_gaps(others.iter().copied(), others.len() as u32, articles, out);
    } else {
        push_gaps(has, count, articles, out);
    }
}

fn push_gaps(list: impl Iterator<Item = u32>, count: u32, articles: u32, out: &mut BitWriter) {
    let low = low_bits(articles, count);
    let mut next = 0;
    for article in list {
        out.rice(article - next, low);
        next = article + 1;
    }
}

/// The lower bits that make the code of Rice shortest for so many numbers below `span`.
pub(super) fn low_bits(span: u32, count: u32) -> u32 {
    // The mean gap times ln 2: Golomb, 1966; Rice codes take the power of two below it.
    let mean = u64::from(span) * 69 / (u64::from(count.max(1)) * 100);
    mean.max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::search::bits::tests::BitReader;

    fn read(bytes: &[u8], span: u32, articles: u32) -> BTreeSet<Entry> {
        let _ = span;
        let mut reader = BitReader::new(bytes);
        let terms = reader.gamma() - 1;
        let low = reader.bits(5);
        let (mut found, mut number) = (BTreeSet::new(), 0);
        for _ in 0..terms {
            number += reader.rice(low);
            let ranks: Vec<u32> =
                if reader.bits(1) == 1 { vec![3] } else { (0..4).filter(|_| reader.bits(1) == 1).collect() };
            for rank in ranks {
                let count = reader.gamma();
                let is_inverse = count * 2 > articles;
                let listed = if is_inverse { articles - count } else { count };
                let low = low_bits(articles, listed);
                let mut next = 0;
                let list: BTreeSet<u32> = (0..listed)
                    .map(|_| {
                        next += reader.rice(low) + 1;
                        next - 1
                    })
                    .collect();
                let has = (0..articles).filter(|article| list.contains(article) != is_inverse);
                found.extend(has.map(|article| (number << 2 | rank, article)));
            }
            number += 1;
        }
        found
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            articles in 1u32..60,
            entries in prop::collection::btree_map((0u32..512, 0u32..60), 0u32..4, 0..400),
        ) {
            let entries: BTreeMap<(u32, u32), u32> =
                entries.into_iter().filter(|((_, article), _)| *article < articles).collect();
            let sorted: Vec<Entry> =
                entries.iter().map(|((term, article), rank)| (term << 2 | rank, *article)).collect();
            let written = piece(&sorted, 512, articles);
            prop_assert_eq!(read(&written, 512, articles), sorted.into_iter().collect::<BTreeSet<_>>());
        }
    }
}
