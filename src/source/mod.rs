//! **source**: a site's folder in, documents out.
//!
//! In: the folder that holds `site.yaml`. Out: an [`Inventory`] of its files, and on demand each file's
//! text ([`SiteFolder::read`]) split into front matter and body ([`Document`]). Whatever the encoding,
//! the line ends or the byte-order mark, the rest of the house sees UTF-8 with `\n`, and spans that
//! fit that text. Nothing here knows what a key means.

mod decode;
mod document;
mod file_name;
mod folder;
mod kept;
mod stamp;
mod write;
pub mod yaml;

pub use decode::{Decoded, Undecodable, decode};
pub use document::Document;
pub use folder::{Inventory, Listed, SiteFolder};
pub(crate) use folder::{MOST_OF_OTHERS, has_extension, read_at_most, too_large};
pub use stamp::{Stamp, Stamps};
