//! Opens a document: an archive of parts, and the relations between them.
//!
//! The lengths and names that the archive claims are not believed: every read is bounded, and a
//! name is only compared with other names, never used as a path.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use percent_encoding::percent_decode_str;
use zip::ZipArchive;

use super::xml::{Element, SIDE, XmlFault, parse};

/// Maximum number of entries of the archive.
const MOST_ENTRIES: usize = 20_000;
/// Maximum length of a part of text in bytes. One of 300 pages has 10 MB.
const LONGEST_PART: u64 = 24 << 20;
/// Maximum length of all parts of text together.
const ALL_PARTS: u64 = 48 << 20;
/// Maximum length of a picture, and of all pictures together.
const LONGEST_PICTURE: u64 = 30 << 20;
const ALL_PICTURES: u64 = 200 << 20;

/// A file that can be read anywhere.
pub(super) trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Why a part can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartFault {
    /// There is none of this name.
    Missing,
    /// It is too long.
    TooLong,
    /// It has a password of its own.
    Locked,
    /// It is damaged.
    Damaged,
    /// It has a document type.
    Dtd,
}

impl From<XmlFault> for PartFault {
    fn from(fault: XmlFault) -> Self {
        match fault {
            XmlFault::Dtd => Self::Dtd,
            XmlFault::TooLong => Self::TooLong,
            XmlFault::Invalid => Self::Damaged,
        }
    }
}

/// The text of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PartText {
    pub text: String,
    /// Whether some bytes are no text in its encoding.
    pub is_damaged: bool,
}

/// A relation to another part, or to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// The last part of its type: `image`, `hyperlink`.
    pub kind: String,
    /// The name of the part, or the address.
    pub target: String,
    /// Whether it leads out of the document.
    pub is_external: bool,
}

/// The relations of a part by their identifiers.
pub(super) type Relations = BTreeMap<String, Relation>;

/// An open document.
pub(super) struct Package<'f> {
    archive: ZipArchive<&'f mut dyn Source>,
    /// The numbers of its entries by their names.
    entries: BTreeMap<String, usize>,
    left: u64,
    left_for_pictures: u64,
}

impl<'f> Package<'f> {
    pub fn open(file: &'f mut dyn Source) -> Result<Self, PartFault> {
        let archive = ZipArchive::new(file).map_err(|_| PartFault::Damaged)?;
        if archive.len() > MOST_ENTRIES {
            return Err(PartFault::TooLong);
        }
        let mut entries = BTreeMap::new();
        for (number, name) in archive.file_names().enumerate() {
            if let Ok(name) = name {
                entries.insert(key(&name), number);
            }
        }
        Ok(Self { archive, entries, left: ALL_PARTS, left_for_pictures: ALL_PICTURES })
    }

    /// Returns the name of the part with the text of the document, which need not be
    /// `word/document.xml`.
    pub fn main(&mut self) -> Option<String> {
        let relations = self.relations("");
        let named = relations.into_values().find(|relation| relation.kind == "officeDocument");
        let named = named.map(|relation| relation.target).filter(|name| self.entry(name).is_some());
        named.or_else(|| self.entry("word/document.xml").map(|_| "word/document.xml".to_owned()))
    }

    /// Reads a part as text.
    pub fn text(&mut self, name: &str) -> Result<PartText, PartFault> {
        let bytes = self.bytes(name, LONGEST_PART.min(self.left))?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(decoded(bytes))
    }

    /// Reads a picture.
    pub fn picture(&mut self, name: &str) -> Result<Vec<u8>, PartFault> {
        let bytes = self.bytes(name, LONGEST_PICTURE.min(self.left_for_pictures))?;
        self.left_for_pictures = self.left_for_pictures.saturating_sub(bytes.len() as u64);
        Ok(bytes)
    }

    /// Returns the relations of a part; those of the document itself for an empty name. What can't
    /// be read has none.
    pub fn relations(&mut self, part: &str) -> Relations {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let gap = if folder.is_empty() { "" } else { "/" };
        let Ok(text) = self.text(&format!("{folder}{gap}_rels/{file}.rels")) else {
            return Relations::new();
        };
        parse(&text.text, SIDE).map(|root| relations(&root, folder)).unwrap_or_default()
    }

    fn entry(&self, name: &str) -> Option<usize> {
        let decoded = || percent_decode_str(name).decode_utf8().ok();
        let named = self.entries.get(&key(name));
        named.or_else(|| self.entries.get(&key(&decoded()?))).copied()
    }

    /// Reads an entry of at most `most` bytes.
    fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, PartFault> {
        let number = self.entry(name).ok_or(PartFault::Missing)?;
        let is_locked = self.archive.by_index_raw(number).is_ok_and(|entry| entry.encrypted());
        if is_locked {
            return Err(PartFault::Locked);
        }
        let entry = self.archive.by_index(number).map_err(|_| PartFault::Damaged)?;
        if entry.size() > most {
            return Err(PartFault::TooLong);
        }
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| PartFault::Damaged)?;
        if bytes.len() as u64 > most { Err(PartFault::TooLong) } else { Ok(bytes) }
    }
}

/// Returns a name as it is compared: some programs write `\`, `/` at the beginning, or other cases
/// than their relations.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn relations(root: &Element<'_>, folder: &str) -> Relations {
    let mut relations = Relations::new();
    for element in root.elements().filter(|element| element.name == "Relationship") {
        let attribute = |name| element.attribute(name);
        let (Some(id), Some(target)) = (attribute("Id"), attribute("Target")) else { continue };
        let kind = attribute("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let is_external = attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
        let target = if is_external { target.to_owned() } else { resolved(folder, target) };
        relations.insert(id.to_owned(), Relation { kind, target, is_external });
    }
    relations
}

/// Returns the name of a part that is named from a folder: `../media/a.png` from `word/notes` is
/// `word/media/a.png`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Decodes a part by its mark, its zeros or its declaration; otherwise it is UTF-8.
fn decoded(bytes: Vec<u8>) -> PartText {
    let (encoding, skipped) = match Encoding::for_bom(&bytes) {
        Some(found) => found,
        None if bytes.starts_with(b"<\0") => (UTF_16LE, 0),
        None if bytes.starts_with(b"\0<") => (UTF_16BE, 0),
        None => (declared(&bytes).unwrap_or(UTF_8), 0),
    };
    if encoding == UTF_8 && skipped == 0 {
        return match String::from_utf8(bytes) {
            Ok(text) => PartText { text, is_damaged: false },
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                PartText { text, is_damaged: true }
            }
        };
    }
    let rest = bytes.get(skipped..).unwrap_or_default();
    let (text, is_damaged) = encoding.decode_without_bom_handling(rest);
    PartText { text: text.into_owned(), is_damaged }
}

/// Returns the encoding of `<?xml version="1.0" encoding="GBK"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.get(1..)?.split_once(mark)?.0;
    // A declaration of UTF-16 in a text that can be read as bytes is wrong.
    Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_document() {
        for (folder, target, expected) in [
            ("word", "media/a.png", "word/media/a.png"),
            ("word", "../media/a.png", "media/a.png"),
            ("word", "/word/a.xml", "word/a.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../../../../etc/passwd", "etc/passwd"),
            ("word", "media\\a.png", "word/media/a.png"),
        ] {
            assert_eq!(resolved(folder, target), expected, "{folder} {target}");
        }
        assert_eq!(key("\\Word\\Document.xml"), "word/document.xml");
    }

    #[test]
    fn a_part_is_decoded_as_it_says() {
        let text = "<?xml version=\"1.0\" encoding=\"X\"?><a>党建</a>";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.iter().copied()).collect();
        let gbk = encoding_rs::GBK.encode(&text.replace('X', "GB2312")).0.into_owned();
        let bom: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for bytes in [text.as_bytes().to_vec(), utf16, big, marked, gbk, bom] {
            let part = decoded(bytes);
            assert!(part.text.ends_with("<a>党建</a>") && !part.is_damaged, "{part:?}");
        }
        assert!(decoded(b"<a>\xB5\xB3</a>".to_vec()).is_damaged);
    }
}
