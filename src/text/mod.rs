//! **text**: what every room needs to know of texts: Chinese numerals, names in ASCII, names in order, numbers of
//! documents, colours, QR codes.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

mod colour;
mod document_number;
mod name;
pub mod numeral;
mod phrases;
pub mod qr;
mod reading;
mod slug;
mod strokes;
mod surname;

pub use colour::Colour;
pub use document_number::document_number;
pub use name::{NameKey, NameOrder};
pub use slug::slug;
