//! Finds pages whose titles share rare pairs of Chinese characters: those about the same affair,
//! also where nobody has given them a tag.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::id::PageId;
use super::page::Page;
use crate::text::is_han;

/// A pair is rare if at most so many pages of a language have it, and at most one in [`SHARE`].
const MOST: usize = 12;
const SHARE: usize = 20;

/// Pages indexed by one thread at a time.
const PIECE: usize = 512;

/// The rare pairs of titles, with the pages that have them, by number.
#[derive(Debug, Default)]
pub(super) struct RarePairs {
    /// For each language.
    pages: Vec<HashMap<(char, char), Vec<PageId>, FixedState>>,
}

impl RarePairs {
    /// Those of the titles of these pages, which are in so many languages.
    pub(super) fn of(pages: &[Arc<Page>], languages: usize) -> Self {
        let of_language = |lang: usize| {
            let pieces = pages.par_chunks(PIECE).enumerate().map(|(piece, pages)| {
                let numbered = PageId::from(piece * PIECE).zip(pages);
                let own = numbered.filter(|(_, page)| page.lang == lang);
                own.flat_map(|(id, page)| pairs(page).into_iter().map(move |pair| (pair, id))).collect()
            });
            let mut all: Vec<((char, char), PageId)> = pieces.collect::<Vec<Vec<_>>>().concat();
            all.par_sort_unstable();
            let total = pages.iter().filter(|page| page.lang == lang).count();
            let most = MOST.min(total / SHARE);
            let same = all.chunk_by(|(one, _), (other, _)| one == other);
            let rare = same.filter(|same| (2..=most).contains(&same.len()));
            rare.filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, id)| *id).collect())))
                .collect()
        };
        Self { pages: (0..languages).map(of_language).collect() }
    }

    /// The other pages that share rare pairs with this one, once for each pair, by number.
    pub(super) fn near(&self, id: PageId, page: &Page) -> Vec<PageId> {
        let Some(known) = self.pages.get(page.lang) else { return Vec::new() };
        let shared = pairs(page).into_iter().filter_map(|pair| known.get(&pair)).flatten();
        let mut near: Vec<PageId> = shared.copied().filter(|other| *other != id).collect();
        near.sort_unstable();
        near
    }
}

/// The pairs of neighbouring Chinese characters in a title, each once.
fn pairs(page: &Page) -> Vec<(char, char)> {
    let title = page.title();
    let next = title.chars().skip(1);
    let mut pairs: Vec<(char, char)> =
        title.chars().zip(next).filter(|(one, other)| is_han(*one) && is_han(*other)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
