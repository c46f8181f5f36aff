//! What the index knows of a page: its terms, and what a reader is shown of it.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::sound::sounds;
use super::term::{Rank, push_terms, tidy};
use super::words::Words;
use crate::store::Fingerprint;

/// A page as it is found.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// Its address below the root of the site, without a slash at its beginning.
    pub url: &'a str,
    /// Its date, as it is written; empty if it has none.
    pub date: &'a str,
    /// Its state in the words of its language, where it is not published: only the preview has such
    /// pages.
    pub state: &'a str,
    pub words: &'a Words,
}

/// A page made ready for the index.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The numbers of its terms, sorted, each once, with its rank in the lower two bits.
    #[serde(with = "crate::store::numbers")]
    pub(super) terms: Vec<u32>,
    /// What is shown of it: an item of a list in JavaScript.
    #[serde(with = "serde_bytes")]
    pub(super) entry: Vec<u8>,
    /// How its title and its names sound, apart by a tabulator.
    pub(super) sounds: String,
    /// The bytes of its words.
    pub(super) length: u32,
    /// The fingerprint of all that.
    pub(super) print: u64,
}

impl Prepared {
    /// Makes a page ready.
    pub fn new(article: &Article<'_>) -> Self {
        let words = article.words;
        let mut terms = Vec::with_capacity(words.text.len() / 3 + 64);
        let mut folded = Vec::with_capacity(words.text.len() / 2 + 64);
        for (text, rank) in [
            (&words.title, Rank::Title),
            (&words.names, Rank::Name),
            (&words.summary, Rank::Summary),
            (&words.text, Rank::Text),
        ] {
            folded.clear();
            fold(text, &mut folded);
            push_terms(&folded, rank, &mut terms);
        }
        tidy(&mut terms);
        terms.shrink_to_fit();
        let Words { title, names, summary, text } = words;
        let shown = (article.url, article.date, article.state, title, names, summary, text);
        let mut entry = serde_json::to_vec(&shown).unwrap_or_default();
        entry.shrink_to_fit();
        let mut print = Fingerprint::new();
        print.bytes(&entry);
        let length = [title, names, summary, text].map(|text| text.len() as u32).iter().sum();
        let sounds = format!("{}\t{}", sounds(title), sounds(names));
        Self { terms, entry, sounds, length, print: print.done() }
    }

    /// The fingerprint of the page.
    pub fn print(&self) -> u64 {
        self.print
    }
}
