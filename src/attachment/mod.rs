//! **attachment**: looks into the files that readers download or play.
//!
//! In: the bytes of a file and its name. Out: an [`Inspection`]: what the file is by its content,
//! how long it is (pages, sheets, slides), and what its writer should know: macros, programs, the
//! names of persons, videos that no browser plays. [`cleaned`] returns an office document without
//! the fields that name its author, company and last editor, and its pictures without their
//! metadata.
//!
//! Never: opens a file, reads a picture (the caller does: [`PictureReader`]), or believes an ending
//! where the content says what the file is. Every read is bounded: what cannot be found within the
//! bounds is unknown, and nothing is guessed.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod archive;
mod compound;
mod danger;
mod embedded;
mod id3;
mod inspection;
mod kind;
mod media;
mod movie_tags;
mod name;
mod office;
mod pdf;
mod pdf_text;
mod properties;
mod remarks;
mod tag_set;
mod tags;
mod words;

pub use archive::picture_problems;
pub use embedded::PictureReader;
pub use inspection::{Extent, Inspection, Traces};
pub use kind::{DocumentKind, document_kind};
pub use name::{is_shown_by_browsers, promises_document, tells_extent};
pub use office::{Cleaned, OfficeKind, cleaned};
pub use words::{TracedFile, misnamed, too_large, traces, unread, unsearched};

use std::io::{self, Read, Seek, SeekFrom};

use self::inspection::{Content, HEAD};
use self::name::{ending, is_old};
use crate::problem::{Problem, Words};

/// Returns why a file is not offered to readers, if it is one that can do something to the computer
/// of who opens it: a program, a web page, an image of a disk.
///
/// # Errors
/// The file cannot be read.
pub fn danger(file: &mut (impl Read + Seek), name: &str) -> io::Result<Option<Problem>> {
    danger::of(&head(file)?, &ending(name), file)
}

/// Reads the beginning of a file.
fn head(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Looks into a file. `name` is its name, of which the ending counts where the content tells
/// nothing.
///
/// # Errors
/// The file cannot be read.
pub fn inspect(file: &mut (impl Read + Seek), name: &str) -> io::Result<Inspection> {
    let head = head(file)?;
    let ending = ending(name);
    if let Some(danger) = danger::of(&head, &ending, file)? {
        return Ok(danger.into());
    }
    if head.is_empty() {
        return Ok(words::empty().into());
    }
    match Content::of(&head) {
        Content::Archive => return office::inspect(file, name, promises_document(name)),
        Content::Compound => return compound::inspect(file, name),
        Content::Pdf => {
            let mut found = pdf::inspect(file)?;
            if promises_document(name) && ending != "pdf" {
                found.problems.push(words::misnamed(name, Words::new(" PDF 文件", "a PDF file"), "pdf"));
            }
            return Ok(found);
        }
        Content::Other => {}
    }
    let (tags, is_cut) = tags::traces(&head, file)?;
    let told = words::traces(TracedFile::Media, tags.has_place, &tags.names);
    let told = told.or_else(|| is_cut.then(words::unsearched_media));
    if let Some(codec) = media::unplayable(&head, file)? {
        let problems = std::iter::once(words::unplayable(&codec)).chain(told).collect();
        return Ok(Inspection { problems, ..Inspection::default() });
    }
    if let Some(told) = told {
        return Ok(told.into());
    }
    // The content is none of these, and programs that open such a file expect it to be.
    let is_damaged = promises_document(name) && !is_old(&ending);
    Ok(if is_damaged { words::damaged(&ending).into() } else { Inspection::default() })
}

#[cfg(test)]
mod tests;
