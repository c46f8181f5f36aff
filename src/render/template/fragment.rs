//! A fragment: HTML that is the same on many pages.

use std::sync::Arc;

use tera::Value as Shown;

use crate::problem::Problem;
use crate::render::html::{Piece, Pieces};
use crate::site::PageId;

/// A fragment's key: the number of the language, the template, and the argument `of`.
pub(in crate::render) type Key = (usize, Arc<str>, Arc<str>);

/// A fragment, with the page of the card that it shows.
pub(in crate::render) type Shows = (Key, Option<PageId>);

/// A fragment as pages show it.
pub(in crate::render) struct Fragment {
    /// The number of fragments that are nested in it, itself included.
    pub height: usize,
    pub html: Shown,
    /// Its form relative to pages of each depth.
    pub piece: Piece,
    /// The fingerprint of its HTML and of how many mistakes were found.
    pub print: u64,
    /// Mistakes that were found while it was made: those of every page that shows it.
    pub problems: Vec<Problem>,
}

impl Fragment {
    /// About how many bytes it takes, with its form relative to pages of one depth.
    pub fn bytes(&self) -> usize {
        const REST: usize = 320;
        REST + 2 * self.html.as_str().map_or(0, str::len)
    }

    /// Adds its form relative to the page at `path`, which shows it, to what the last pass over
    /// that page knows.
    pub fn add_to<'p>(&'p self, pieces: &mut Pieces<'p>, path: &str) {
        pieces.add(&self.piece, self.html.as_str().unwrap_or_default().as_bytes(), path);
    }
}
