//! **text**: what every room needs to know of texts: Chinese numerals, names in ASCII, names in order, numbers of
//! documents, colours, QR codes.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

pub mod address;
mod colour;
mod document_number;
pub mod likeness;
pub mod list;
mod name;
pub mod numeral;
mod phrases;
pub mod qr;
mod reading;
mod script;
mod slug;
mod strokes;
mod surname;

pub use colour::Colour;
pub use document_number::document_number;
pub use name::{NameKey, NameOrder};
pub use script::{is_cjk, is_shared_mark, joins};
pub use slug::slug;
