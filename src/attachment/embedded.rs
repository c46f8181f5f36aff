//! Pictures, films and recordings in documents and archives: pictures that can be cleaned are, and
//! what the others say is reported.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use super::inspection::{HEAD, Traces};
use super::tags;
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
    /// What films and recordings say.
    heard: Traces,
    /// Whether something could not be read.
    pub is_unread: bool,
}

impl<'r> Embedded<'r> {
    pub fn new(reader: &'r PictureReader<'r>) -> Self {
        Self { reader, left: PICTURES, found: Traces::default(), heard: Traces::default(), is_unread: false }
    }

    /// Reads a picture; `None` if it is too long or damaged, which is reported.
    pub fn read(&mut self, archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
        self.unpacked(archive.by_name(name).ok())
    }

    /// Reads the file with this number: its name may be in an encoding of another system.
    pub fn read_at(&mut self, archive: &mut ZipArchive<impl Read + Seek>, number: usize) -> Option<Vec<u8>> {
        self.unpacked(archive.by_index(number).ok())
    }

    fn unpacked(&mut self, entry: Option<impl Read>) -> Option<Vec<u8>> {
        let most = PICTURE.min(self.left);
        let mut bytes = Vec::new();
        let read = entry.map(|entry| entry.take(most + 1).read_to_end(&mut bytes));
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

    /// Adds what a picture, a film or a recording says to what is reported. A film is no photo,
    /// though it may have the same packet of XMP.
    pub fn look(&mut self, bytes: &[u8]) {
        let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
        if !tags::is_media(head) {
            self.found.join((self.reader.traces)(bytes));
            return;
        }
        match tags::traces(head, &mut Cursor::new(bytes)) {
            Ok((heard, is_cut)) => {
                self.heard.join(heard);
                self.is_unread |= is_cut;
            }
            Err(_) => self.is_unread = true,
        }
        self.heard.join((self.reader.traces)(bytes));
    }

    /// What is reported of the pictures that stay as they are.
    pub fn problems(self) -> Vec<Problem> {
        let seen = words::traces(TracedFile::Inside, self.found.has_place, &self.found.names);
        let heard = words::traces(TracedFile::MediaInside, self.heard.has_place, &self.heard.names);
        seen.into_iter().chain(heard).chain(self.is_unread.then(words::unsearched_inside)).collect()
    }
}

/// Whether a part of a document, or a file of an archive, is a picture, a film or a recording by
/// its name or its folder: programs name them `word/media/image1.jpeg`, `ppt/media/media1.mp4`,
/// `Pictures/10000.png`, `docProps/thumbnail.jpeg`.
pub(super) fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif",
        "dng", "psd", "wdp",
    ];
    const MEDIA: [&str; 24] = [
        "3g2", "3gp", "aac", "aif", "aiff", "asf", "avi", "flac", "m4a", "m4b", "m4v", "mka", "mkv", "mov",
        "mp3", "mp4", "oga", "ogg", "ogv", "opus", "wav", "webm", "wma", "wmv",
    ];
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.contains(&ending)
        || MEDIA.contains(&ending)
        || (!matches!(ending, "xml" | "rels")
            && (lower.contains("/media/") || lower.starts_with("pictures/")))
        || lower.starts_with("docprops/thumbnail.")
}

/// Whether a part is a document in a document.
pub(super) fn is_document(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("/embeddings/") && [".docx", ".xlsx", ".pptx"].iter().any(|ending| lower.ends_with(ending))
}
