//! **html**: passes over finished HTML.

mod address;
mod isolate;
mod relative;
mod tag;

pub(super) use address::address_from;
pub(super) use isolate::isolated;
pub(super) use relative::{Piece, Pieces, relative_with, rooted};
