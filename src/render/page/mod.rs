//! **page**: what each kind of page receives, and the files that no template makes.

mod about;
mod alias;
mod article;
pub(super) mod context;
pub(super) mod feed;
mod metadata;
mod navigation;
mod overview;
mod pager;
pub(super) mod term;

pub(super) use alias::alias;
