//! What is found in a file.

use std::io::{self, Read, Seek, SeekFrom};

use crate::problem::Problem;

/// Number of bytes at the beginning that tell what a file is.
pub(super) const HEAD: usize = 4 << 10;

/// The first bytes of a compound file.
pub(super) const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What kind of document a file is, by what it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// An archive, such as an office document since 2007.
    Archive,
    /// An office document of before 2007, or one with a password.
    Compound,
    Pdf,
    Other,
}

impl Content {
    pub fn of(head: &[u8]) -> Self {
        // Programs find the beginning of a PDF behind other bytes, such as a line break.
        let near = head.get(..1024).unwrap_or(head);
        match () {
            () if head.starts_with(b"PK\x03\x04") => Self::Archive,
            () if head.starts_with(&COMPOUND) => Self::Compound,
            () if memchr::memmem::find(near, b"%PDF-").is_some() => Self::Pdf,
            () => Self::Other,
        }
    }
}

/// What a file is, by its content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspection {
    /// How long it is, where that is written in it.
    pub extent: Option<Extent>,
    /// Whether [`super::cleaned`] may remove something: it names its maker, or contains pictures.
    pub is_cleaned: bool,
    /// Whether it contains pictures, films or documents and is not written again:
    /// [`super::picture_problems`] reports what they say.
    pub has_fixed_pictures: bool,
    /// What its writer should know. The problems have no place.
    pub problems: Vec<Problem>,
}

/// How long a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Extent {
    /// Pages of a text.
    Pages(u32),
    /// Sheets of a workbook that readers see.
    Sheets(u32),
    /// Slides of a presentation.
    Slides(u32),
}

/// What a file says of persons and places.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Whether it says where it was taken.
    pub has_place: bool,
    /// The names of persons and companies in it.
    pub names: Vec<String>,
}

impl Traces {
    /// Adds all that another file says.
    pub(super) fn join(&mut self, other: Self) {
        self.has_place |= other.has_place;
        other.names.into_iter().for_each(|name| self.add(name));
    }

    /// Adds a name, if it is one.
    pub(super) fn add(&mut self, name: String) {
        /// Maximum number of names that are listed.
        const MOST: usize = 3;
        /// Maximum length of a name in characters: a longer one is not a name.
        const LONGEST: usize = 100;
        let is_name = !name.is_empty() && name.chars().count() <= LONGEST && !name.contains('\u{fffd}');
        if is_name && self.names.len() < MOST && !self.names.contains(&name) {
            self.names.push(name);
        }
    }
}

impl From<Problem> for Inspection {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// Reads a file from its beginning; `None` if it has more than `most` bytes.
pub(super) fn whole(file: &mut (impl Read + Seek), most: u64) -> io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.by_ref().take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}
