//! **text**: what every room needs to know of Chinese text: numerals, and names in ASCII.
//!
//! Strings in, strings and numbers out. It knows no file and no site.

pub mod numeral;
mod slug;

pub use slug::slug;
