//! **source**: reads a site's folder into documents.
//!
//! In: the folder that contains `site.yaml`. Out: an [`Inventory`] of its files, and on demand the
//! text of each file ([`SiteFolder::read`]) split into front matter and body ([`Document`]).
//! Whatever the encoding, the line ends or the byte-order mark, all other rooms see UTF-8 with
//! `\n`, and spans that fit that text. Nothing here knows the meaning of a key.

mod decode;
mod document;
mod file_name;
mod folder;
mod garbled;
mod guess;
mod inventory;
mod kept;
mod odd;
mod open;
mod refusal;
mod row_words;
mod rows;
mod stamp;
mod tables;
mod write;
pub mod yaml;

pub use decode::{DecodeError, DecodedText, ForeignEncoding, RemovedCharacters, decode};
pub use document::Document;
pub(crate) use file_name::has_extension;
pub use folder::SiteFolder;
pub(crate) use folder::{MOST_OF_OTHERS, foreign_theme, names_below, own_file_of};
pub use inventory::{Inventory, ListedFile};
pub(crate) use odd::told as told_of;
pub(crate) use open::{open_plain, read_at_most, write_plain};
pub(crate) use refusal::{too_large, undecodable};
pub(crate) use row_words::RowName;
pub(crate) use rows::{Origin, OwnPart, RowDocument, RowDocuments, TableText};
pub use stamp::{Stamp, Stamps};
