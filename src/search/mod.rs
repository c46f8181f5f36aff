//! **search**: the index by which a reader finds any characters of any page, from a folder too.
//!
//! In: the texts of the pages of a language, in the order of their time. Out: files that the script
//! of the search page (`scripts/search.js` of the base theme) loads by `<script>`, which works from
//! `file://`, and a state that makes the next index cheap. No file is read or written here.
//!
//! - `fold`: the form in which texts and queries are compared: `Ａ 级` is `a级`.
//! - `term`: what is looked up: pairs of characters, triples of letters, as numbers.
//! - `sound`: titles and names in pinyin.
//! - `words`: the words of a page, by where they stand; those in HTML.
//! - `page`: the words of a page of a site, and the properties by which results are narrowed.
//! - `article`: what a reader is shown of a page, and its terms.
//! - `piece`: for a share of the terms, the articles that have each: a stream of bits.
//! - `armor`: bits as a literal of a script.
//! - `layout`: which articles are found through pieces, and which by looking through their texts.
//! - `index`: puts it together, and finds out which files have changed.
//!
//! An index of pairs can say which articles have all pairs of a query, not that they stand side by
//! side, so the script looks at the texts of those that it shows: what it shows contains the query.
//! The newest articles are in no piece: their texts are looked through. So a new article, or an
//! edit of one of the last weeks, changes one file of texts and no piece.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod armor;
mod article;
mod bits;
mod fold;
mod index;
mod layout;
mod page;
mod piece;
mod sort;
mod sound;
mod term;
mod words;

pub use article::Prepared;
pub use index::{Facet, Index, IndexFile};
pub use page::{facets, index_folder, prepared, searched_pages};
