//! **picture**: reads the bytes of a picture, and makes the pictures of pages from them.
//!
//! In: bytes. Out: what they are ([`Format::of`]), the facts of the picture ([`inspect`]), smaller
//! pictures for pages ([`derive()`]), the original without metadata ([`clean`]), or why not
//! ([`Refusal`]), with words for the writer. It is pure: it knows neither files nor sites, it never
//! decides where a picture goes, and it reports nothing. Everything goes by content: the name of a
//! file says little.
//!
//! ```
//! use dangjian::picture::{Format, Limits, Recipe, Refusal, derive};
//!
//! let recipes = [Recipe::new(480), Recipe::new(960), Recipe::new(1600)];
//! let page = b"<html>404</html>";
//! let refusal = derive(page, &recipes, &Limits::default()).unwrap_err();
//! assert_eq!(refusal, Refusal::NotAPicture(Format::Html));
//! assert_eq!(refusal.message().zh, "这不是图片，是网页");
//! ```
//!
//! Equal bytes and equal recipes give equal results; [`Recipe::VERSION`] changes when they don't
//! any more. Decoders run guarded: one that panics gives a refusal (the panic's message still goes
//! through the program's panic hook).

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod clean;
mod colour;
mod container;
mod data_address;
mod declared_colours;
mod decode;
mod derive;
mod drawing;
mod encode;
mod exif;
mod format;
#[cfg(feature = "heic")]
mod heic;
mod inspect;
mod iptc;
mod limits;
mod made;
mod mark;
mod memory;
mod pixels;
mod recipe;
mod reduce;
mod refusal;
mod resize;
mod root;
#[cfg(test)]
mod tests;
mod text;
mod traces;
mod xmp;

pub use clean::clean;
pub use data_address::data_address;
pub use derive::{Derived, derive, dominant_colour};
pub use format::Format;
pub use inspect::{Info, inspect};
pub use limits::Limits;
pub use made::made_format;
pub use mark::AiMark;
pub use memory::Memory;
pub use recipe::{Focus, Recipe};
pub use reduce::{Reduced, reduce};
pub use refusal::Refusal;
pub use traces::{Traces, traces};
