//! Tells what kind of document a file is, for those who read documents.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;
use zip::ZipArchive;

use super::compound;
use super::danger;
use super::inspection::{Content, HEAD, whole};
use super::office::{self, OfficeKind};

/// Maximum length of a compound file in which the names of its streams are looked for.
const MOST: u64 = 64 << 20;

/// A kind of document, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Nothing is in it.
    Empty,
    /// An archive with the folders of an office document since 2007, or without known ones.
    Office(OfficeKind),
    /// An archive that is no document.
    Archive,
    /// It begins as an archive, and its list of contents is missing: it was cut off.
    CutArchive,
    /// A document of before 2007.
    Old(OfficeKind),
    /// A document with a password.
    Locked,
    /// PDF.
    Pdf,
    /// Rich text: `{\rtf1 …`.
    Rtf,
    /// A web page, also one that Word saved (`.mht`).
    WebPage,
    /// A document of Word in one XML file.
    FlatXml,
    /// None of these.
    Other,
}

/// Returns the kind of a document. Its name is not asked: endings are often wrong.
///
/// # Errors
/// The file cannot be read.
pub fn document_kind(file: &mut (impl Read + Seek)) -> io::Result<DocumentKind> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(DocumentKind::Empty);
    }
    match Content::of(&head) {
        Content::Archive => Ok(match ZipArchive::new(file) {
            Ok(archive) => office::kind(&archive).map_or(DocumentKind::Archive, DocumentKind::Office),
            Err(_) => DocumentKind::CutArchive,
        }),
        Content::Compound => of_compound(file),
        Content::Pdf => Ok(DocumentKind::Pdf),
        Content::Other => Ok(of_text(&head)),
    }
}

fn of_compound(file: &mut (impl Read + Seek)) -> io::Result<DocumentKind> {
    let Some(bytes) = whole(file, MOST)? else { return Ok(DocumentKind::Old(OfficeKind::Other)) };
    let has = |name: &str| memmem::find(&bytes, &compound::utf16(name)).is_some();
    if has("EncryptedPackage") {
        return Ok(DocumentKind::Locked);
    }
    let streams = [
        ("WordDocument", OfficeKind::Word),
        ("Workbook", OfficeKind::Sheets),
        ("PowerPoint Document", OfficeKind::Slides),
    ];
    let kind = streams.iter().find(|(stream, _)| has(stream)).map_or(OfficeKind::Other, |(_, kind)| *kind);
    Ok(DocumentKind::Old(kind))
}

fn of_text(head: &[u8]) -> DocumentKind {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let has = |words: &[u8]| memmem::find(head, words).is_some();
    if text.starts_with(b"{\\rtf") {
        DocumentKind::Rtf
    } else if text.starts_with(b"<?xml")
        && (has(b"Word.Document") || has(b"wordml") || has(b"xmlPackage") || has(b"office:document"))
    {
        DocumentKind::FlatXml
    } else if danger::is_web_page(head) {
        DocumentKind::WebPage
    } else {
        DocumentKind::Other
    }
}
