//! **html**: passes over finished HTML.

mod isolate;
mod relative;
mod tag;

pub(super) use isolate::isolated;
pub(super) use relative::{Piece, Pieces, address_from, relative_with, rooted};
