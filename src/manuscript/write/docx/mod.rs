//! Writes an article as a Word document for those who review it on paper, in the form of official
//! documents (GB/T 9704-2012): A4, 仿宋_GB2312 三号, 28 points from line to line.
//!
//! What is written can be read again by `manuscript/docx`: styles say what each paragraph is. The
//! same article gives the same bytes.

mod block;
mod document;
mod facts;
mod head;
mod list;
mod package;
mod picture;
mod styles;
mod table;
mod text;

use zip::result::ZipResult;

use self::document::Document;
use crate::manuscript::paper::{Paper, PaperFinding};

/// A Word document, and what could not be carried over.
#[derive(Debug)]
pub struct WordDocument {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is not in it, or not as on the page.
    pub findings: Vec<PaperFinding>,
}

/// Writes an article as a Word document.
///
/// # Errors
/// Fails only if there is more than an archive can hold.
pub fn docx(paper: &Paper) -> ZipResult<WordDocument> {
    let mut document = Document::new(paper);
    let body = document.written();
    let findings = std::mem::take(&mut document.findings);
    let bytes = package::packed(&document, &body)?;
    Ok(WordDocument { bytes, findings })
}

#[cfg(test)]
mod tests;
