//! **manuscript**: turns what staff are sent into articles: Word files, pages, pasted text.
//!
//! In: the bytes of a file. Out: a [`Manuscript`], the same for all kinds of files: blocks of text
//! with the look that the file gives them, pictures, and findings about what could not be carried
//! over. [`body`] writes its blocks as the Markdown of this program.
//!
//! Nothing is dropped silently: a reader that can't carry something over adds a finding, with the
//! paragraph where it was. Every read is bounded, and nothing is written here: the caller does.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod docx;
mod html;
mod inline;
mod model;
mod read;
mod recognize;
mod text;
mod write;

pub use docx::read_docx;
pub use html::Nearby;
pub use inline::{Inline, Marks, Script, plain, tidied};
pub use model::{
    Alignment, Block, BlockKind, CarriedFile, Cell, Figure, Heading, List, ListItem, Look, Manuscript,
    Paragraph, Row, Table,
};
pub use read::{LONGEST, read};
pub use recognize::{FieldValue, Recognized, listed_attachments, named, recognize};
pub use write::body;
