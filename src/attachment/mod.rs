//! **attachment**: looks into the files that readers download or play.
//!
//! In: the bytes of a file and its name. Out: an [`Inspection`]: what the file is by its content,
//! how long it is (pages, sheets, slides), and what its writer should know: macros, programs, the
//! names of persons, videos that no browser plays. [`cleaned`] returns an office document without the
//! fields that name its author, company and last editor, and its pictures without their metadata.
//!
//! Never: opens a file, reads a picture (the caller does: [`PictureReader`]), or believes an ending where the content says what the file is. Every read
//! is bounded: what cannot be found within the bounds is unknown, and nothing is guessed.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod compound;
mod danger;
mod embedded;
mod inspection;
mod media;
mod office;
mod pdf;
mod pdf_text;
mod properties;
mod remarks;
mod tags;
mod words;

pub use embedded::{PictureReader, picture_problems};
pub use inspection::{Extent, Inspection, Traces};
pub use office::{Cleaned, cleaned};
pub use words::{TracedFile, too_large, traces, unread, unsearched};

use std::io::{self, Read, Seek, SeekFrom};

/// Number of bytes at the beginning that tell what a file is.
const HEAD: u64 = 4 << 10;

/// Looks into a file. `name` is its name, of which the ending counts where the content tells
/// nothing.
///
/// # Errors
/// The file cannot be read.
pub fn inspect(file: &mut (impl Read + Seek), name: &str) -> io::Result<Inspection> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let ending = ending(name);
    if let Some(danger) = danger::of(&head, &ending, file)? {
        return Ok(danger.into());
    }
    if head.is_empty() {
        return Ok(words::empty().into());
    }
    if head.starts_with(b"PK\x03\x04") {
        return office::inspect(file, &ending, promises_document(&ending));
    }
    if head.starts_with(&compound::SIGNATURE) {
        return compound::inspect(file);
    }
    if memchr::memmem::find(head.get(..1024).unwrap_or(&head), b"%PDF-").is_some() {
        return pdf::inspect(file);
    }
    let tags = tags::traces(&head, file)?;
    let told = words::traces(TracedFile::Media, tags.has_place, &tags.names);
    if let Some(codec) = media::unplayable(&head, file)? {
        let problems = std::iter::once(words::unplayable(&codec)).chain(told).collect();
        return Ok(Inspection { problems, ..Inspection::default() });
    }
    if let Some(told) = told {
        return Ok(told.into());
    }
    // The content is none of these, and programs that open such a file expect it to be.
    Ok(if promises_document(&ending) { words::damaged(&ending).into() } else { Inspection::default() })
}

/// Whether a file with this ending is a document to those who open it.
fn promises_document(ending: &str) -> bool {
    matches!(ending, "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "ofd")
}

/// Whether a file with this name may have an [`Extent`].
pub fn tells_extent(name: &str) -> bool {
    const ENDINGS: [&str; 11] =
        ["docx", "dotx", "odp", "ods", "odt", "ofd", "pdf", "potx", "ppsx", "pptx", "xlsx"];
    ENDINGS.contains(&ending(name).as_str())
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// Whether browsers show a file with this name when a reader follows a link to it, so that it need
/// not be downloaded.
pub fn is_shown_by_browsers(name: &str) -> bool {
    const ENDINGS: [&str; 20] = [
        "avif", "bmp", "flac", "gif", "htm", "html", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "pdf", "png",
        "svg", "txt", "wav", "webm", "webp", "xml",
    ];
    ENDINGS.contains(&ending(name).as_str())
}

#[cfg(test)]
mod tests;
