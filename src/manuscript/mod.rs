//! **manuscript**: turns what staff are sent into articles: Word files, pages, pasted text.
//!
//! In: the bytes of a file. Out: a [`Manuscript`], the same for all kinds of files: blocks of text
//! with the look that the file gives them, pictures, and findings about what could not be carried
//! over. [`body`] writes its blocks as the Markdown of this program, [`write_docx`] an article as a
//! Word document, [`write_wechat`] for a WeChat account.
//!
//! Nothing is dropped silently: a reader that can't carry something over adds a finding, with the
//! paragraph where it was. Every read is bounded, and nothing is written here: the caller does.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod docx;
mod html;
mod inline;
mod model;
mod paper;
mod read;
mod recognize;
mod text;
mod write;

pub use docx::read_docx;
pub use html::{BodySources, Links, Nearby, PICTURE_ADDRESSES, film_name, lost_content, read_body};
pub use inline::{Inline, Marks, Script, plain, tidied};
pub use model::{
    Alignment, Block, BlockKind, CarriedFile, Cell, Figure, Heading, List, ListItem, Look, Manuscript,
    Notice, NoticeKind, Paragraph, Row, Table,
};
pub use paper::{Paper, PaperFinding};
pub use read::{LONGEST, guessed, read};
pub use recognize::{FieldValue, Recognized, listed_attachments, named, recognize, stated};
pub use write::{WechatText, WordDocument, body, docx as write_docx, wechat as write_wechat};
