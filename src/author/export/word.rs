//! Writes an article as a Word document.

use std::path::{Path, PathBuf};

use super::file::{name_of, unwritten};
use super::paper::{Destination, paper, placed};
use crate::author::new_file::write_new;
use crate::load::Portal;
use crate::manuscript::write_docx;
use crate::problem::Problem;
use crate::site::PageId;

/// A document that has been written.
#[derive(Debug)]
pub struct WrittenDocument {
    /// The file.
    pub file: PathBuf,
    /// What is not in it, or not as on the page.
    pub findings: Vec<Problem>,
}

/// Writes an article as a Word document to `file`, which must not be there; if left out, to one
/// with the article's title as its name.
///
/// # Errors
/// The article has mistakes, or the file cannot be written.
pub fn export_docx(
    portal: &Portal,
    id: PageId,
    file: Option<&Path>,
) -> Result<WrittenDocument, Vec<Problem>> {
    let (paper, mut findings) = paper(portal, id, Destination::Word)?;
    let file = file.map_or_else(|| PathBuf::from(format!("{}.docx", name_of(&paper.title))), Path::to_owned);
    let failed = |error: &std::io::Error| vec![unwritten("export/unwritten", &file, error)];
    let document = write_docx(&paper).map_err(|error| failed(&error.into()))?;
    write_new(&file, &document.bytes).map_err(|error| failed(&error))?;
    findings.extend(placed(portal, id, document.findings));
    Ok(WrittenDocument { file, findings })
}
