//! **text**: what every room needs to know of Chinese text: numerals, names in ASCII, names in order.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

mod name;
pub mod numeral;
mod phrases;
mod reading;
mod slug;
mod strokes;
mod surname;

pub use name::{NameKey, NameOrder};
pub use slug::slug;
