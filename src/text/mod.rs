//! **text**: what every room needs to know of texts: Chinese numerals, names in ASCII, colours, QR codes.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

mod colour;
pub mod numeral;
pub mod qr;
mod slug;

pub use colour::Colour;
pub use slug::slug;
