//! **value**: what templates receive of the site: fields, cards of pages, sections, units, figures,
//! lists.
//!
//! Values are recursive, and this is the one recursion of the house: a *field* may be Markdown,
//! *Markdown* may call a *directive*, whose *arguments* may name a picture, a page or a unit, whose
//! *fields* are values again. A card within a card is made without its Markdown fields, which ends
//! it (`card.rs`).

pub(super) mod argument;
pub(super) mod call;
mod card;
pub(super) mod cards;
pub(super) mod describe;
pub(super) mod field;
mod hidden_link;
mod list;
pub(super) mod object;
mod picture;
pub(super) mod resolver;
pub(super) mod section;
mod unit;
