//! **text**: handles text for every room: Chinese numerals, ASCII names, sorting of names, document
//! numbers, colours, QR codes, escaping for markup, characters that no page may contain, addresses
//! that readers may follow, portable file names, marks of secrecy, who signs a document, and words
//! for yes and no.
//!
//! Strings in, strings and numbers out. It knows neither files nor sites.

pub mod address;
pub mod base64;
mod bracket;
mod byline;
mod colon;
mod colour;
mod comment;
mod document_number;
mod element;
pub mod escape;
pub mod file_name;
mod forbidden;
mod grouped;
mod headline;
mod hidden;
pub mod likeness;
pub mod link;
pub mod list;
mod name;
pub mod numeral;
mod phrases;
pub mod qr;
mod quotation;
mod reading;
mod script;
mod secrecy;
mod signer;
mod size;
mod slug;
mod srcset;
mod strokes;
mod style_address;
mod surname;
mod width;
pub mod yes_no;

pub use bracket::{bracketed, last_bracketed};
pub use byline::{Maker, calls_readers, is_maker_label, maker_labels};
pub use colon::{colon, colon_behind};
pub use colour::Colour;
pub use comment::{holds_comment, opens_comment};
pub use document_number::document_number;
pub use element::{element_name, parts_words, words_and_tags};
pub use escape::escaped;
pub use forbidden::{holds_line_break, is_forbidden, is_line_break, may_hold_forbidden, without_forbidden};
pub use grouped::grouped;
pub use headline::Headline;
pub use hidden::{count_needed, is_hidden, is_private, may_hold_hidden};
pub use name::{NameKey, NameOrder, initial};
pub use quotation::nested as nested_quotations;
pub use reading::Sounds;
pub use script::{is_blank, is_cjk, is_han, is_shared_mark, joins};
pub use secrecy::is_secrecy_mark;
pub use signer::{may_follow_signature, names_a_signer, names_a_unit};
pub use size::size;
pub use slug::{address_name, slug};
pub use srcset::candidates;
pub use style_address::style_addresses;
pub use surname::begins_with_surname;
pub use width::{figure, half_width, is_digit};
