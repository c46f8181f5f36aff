//! **text**: what every room needs to know of texts: Chinese numerals, names in ASCII, names in order, colours, QR codes.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

mod colour;
mod name;
pub mod numeral;
mod phrases;
pub mod qr;
mod reading;
mod slug;
mod strokes;
mod surname;

pub use colour::Colour;
pub use name::{NameKey, NameOrder};
pub use slug::slug;
