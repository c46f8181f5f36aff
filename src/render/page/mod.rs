//! **page**: what each kind of page receives, and the files that no template makes.

mod about;
mod alias;
mod article;
mod book;
pub(super) mod context;
pub(super) mod feed;
pub(super) mod for_programs;
mod metadata;
mod navigation;
mod overview;
mod pager;
mod record;
pub(super) mod term;
mod text;

pub(super) use alias::alias;
pub use book::BookOrder;
pub(super) use book::scene as book_scene;
pub(super) use record::{catalogue, record};
pub use text::PageText;
pub(super) use text::page_text;
