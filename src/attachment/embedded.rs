//! Pictures in documents and archives: those that can be cleaned are, and what the others say is
//! reported.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::inspection::Traces;
use super::words::{self, TracedFile};
use crate::problem::Problem;

/// Maximum length of a picture that is read, in bytes.
const PICTURE: u64 = 50 << 20;
/// Maximum length of all pictures of a document that are read, in bytes.
const PICTURES: u64 = 256 << 20;

/// What the caller knows of pictures: this room doesn't read them.
pub struct PictureReader<'r> {
    /// Returns a picture without its metadata; `None` if there is nothing to remove, or it can't be
    /// cleaned.
    pub clean: &'r dyn Fn(&[u8]) -> Option<Vec<u8>>,
    /// Returns what a picture says of persons and places.
    pub traces: &'r dyn Fn(&[u8]) -> Traces,
}

/// Pictures of one document.
pub(super) struct Embedded<'r> {
    reader: &'r PictureReader<'r>,
    /// How many bytes may still be read.
    left: u64,
    found: Traces,
    is_unread: bool,
}

impl<'r> Embedded<'r> {
    pub fn new(reader: &'r PictureReader<'r>) -> Self {
        Self { reader, left: PICTURES, found: Traces::default(), is_unread: false }
    }

    /// Reads a picture; `None` if it is too long or damaged, which is reported.
    pub fn read(&mut self, archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
        let most = PICTURE.min(self.left);
        let mut bytes = Vec::new();
        let read = archive.by_name(name).ok().map(|entry| entry.take(most + 1).read_to_end(&mut bytes));
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if !matches!(read, Some(Ok(_))) || bytes.len() as u64 > most {
            self.is_unread = true;
            return None;
        }
        Some(bytes)
    }

    /// Returns a picture without its metadata, if there is something to remove. What can't be
    /// removed is reported.
    pub fn cleaned(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let cleaned = (self.reader.clean)(bytes);
        if cleaned.is_none() {
            self.look(bytes);
        }
        cleaned
    }

    /// Adds what a picture says to what is reported.
    pub fn look(&mut self, bytes: &[u8]) {
        let Traces { has_place, names } = (self.reader.traces)(bytes);
        self.found.has_place |= has_place;
        names.into_iter().for_each(|name| self.found.add(name));
    }

    /// What is reported of the pictures that stay as they are.
    pub fn problems(self) -> Vec<Problem> {
        let told = words::traces(TracedFile::Inside, self.found.has_place, &self.found.names);
        told.into_iter().chain(self.is_unread.then(words::unsearched_inside)).collect()
    }
}

/// Whether a part of a document, or a file of an archive, is a picture by its name or its folder:
/// programs name them `word/media/image1.jpeg`, `Pictures/10000.png`, `docProps/thumbnail.jpeg`.
pub(super) fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif",
        "dng", "psd", "wdp",
    ];
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.contains(&ending)
        || (!matches!(ending, "xml" | "rels")
            && (lower.contains("/media/") || lower.starts_with("pictures/")))
        || lower.starts_with("docprops/thumbnail.")
}

/// Whether a part is a document in a document.
pub(super) fn is_document(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("/embeddings/") && [".docx", ".xlsx", ".pptx"].iter().any(|ending| lower.ends_with(ending))
}

/// Reports what the pictures say that are in a file which is not written again: an archive, or a
/// document that is signed.
pub fn picture_problems(file: &mut (impl Read + Seek), reader: &PictureReader<'_>) -> Vec<Problem> {
    let Ok(mut archive) = ZipArchive::new(file) else { return Vec::new() };
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    let mut pictures = Embedded::new(reader);
    for name in names.iter().filter(|name| is_picture(name)) {
        if let Some(bytes) = pictures.read(&mut archive, name) {
            pictures.look(&bytes);
        }
    }
    pictures.problems()
}
