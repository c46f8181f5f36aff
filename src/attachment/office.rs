//! Office documents that are archives: OOXML (docx, xlsx, pptx, also those of WPS), ODF and OFD.

use std::io::{self, Cursor, Read, Seek, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::embedded::{self, Embedded, PictureReader};
use super::inspection::{Extent, Inspection};
use super::name::{ending, is_archived_document, promises_document};
use super::remarks::remarks;
use super::{properties, words};
use crate::problem::{Problem, Words};

/// Maximum length of a part that is read as a whole: properties and lists of sheets are short.
const PART: u64 = 4 << 20;
/// Maximum number of parts of a document that is written again.
const PARTS: usize = 20_000;

/// Looks into an archive. One that is no office document has nothing to report.
pub(super) fn inspect(
    file: &mut (impl Read + Seek),
    name: &str,
    is_promised: bool,
) -> io::Result<Inspection> {
    let ending = ending(name);
    let damaged = || if is_promised { words::damaged(&ending).into() } else { Inspection::default() };
    let Ok(mut archive) = ZipArchive::new(file) else { return Ok(damaged()) };
    let names = names(&archive);
    let has_pictures = names.iter().any(|name| embedded::is_picture(name));
    let Some(kind) = OfficeKind::of(&names) else {
        let has_documents = names.iter().any(|name| is_archived_document(name));
        return Ok(Inspection { has_fixed_pictures: has_pictures || has_documents, ..damaged() });
    };
    if names.iter().any(|name| is_macro(name)) {
        return Ok(words::macros().into());
    }
    let mut found = Inspection { extent: kind.extent(&names, &mut archive), ..Inspection::default() };
    let is_signed = names
        .iter()
        .any(|name| name.starts_with("_xmlsignatures/") || name == "META-INF/documentsignatures.xml");
    found.has_fixed_pictures = has_pictures && (is_signed || kind == OfficeKind::Ofd);
    found.problems.extend(kind.misnamed(name, &ending));
    if kind == OfficeKind::Ofd {
        found.problems.extend(properties::ofd_owner(&names, |name| part(&mut archive, name)));
        return Ok(found);
    }
    let has_documents = names.iter().any(|name| embedded::is_document(name));
    found.is_cleaned = !is_signed && (has_pictures || has_documents);
    for name in names.iter().filter(|name| properties::is_one(name, &names)) {
        match part(&mut archive, name).and_then(|text| properties::cleaned(name, &names, &text)) {
            Ok(None) => {}
            Ok(Some(_)) if is_signed => found.problems.push(words::signed()),
            Ok(Some(_)) => found.is_cleaned = true,
            Err(()) => found.problems.push(words::unread()),
        }
    }
    found.problems.dedup();
    let remarks = remarks(&names, &mut archive);
    if remarks.is_any {
        found.problems.push(words::remarks(kind.words(), &remarks.authors));
    } else if remarks.is_cut {
        found.problems.push(words::unsearched_remarks(kind.words()));
    }
    Ok(found)
}

/// Whether a document in an archive names who made it. What its pictures say is added to
/// `pictures`, which also bounds how much is read.
pub(super) fn names_maker(file: &mut (impl Read + Seek), pictures: &mut Embedded<'_>) -> bool {
    let Ok(mut archive) = ZipArchive::new(file) else {
        pictures.is_unread = true;
        return false;
    };
    let names = names(&archive);
    let Some(kind) = OfficeKind::of(&names) else { return false };
    let text = |archive: &mut ZipArchive<_>, name: &str, pictures: &mut Embedded<'_>| {
        let text = String::from_utf8(pictures.read(archive, name)?).ok();
        pictures.is_unread |= text.is_none();
        text
    };
    let mut is_named = false;
    for name in &names {
        if properties::is_one(name, &names) {
            let text = text(&mut archive, name, pictures);
            match text.map(|text| properties::cleaned(name, &names, &text)) {
                Some(Ok(cleaned)) => is_named |= cleaned.is_some(),
                Some(Err(())) => pictures.is_unread = true,
                None => {}
            }
        } else if embedded::is_picture(name)
            && let Some(bytes) = pictures.read(&mut archive, name)
        {
            pictures.look(&bytes);
        }
    }
    let mut ofd = || properties::ofd_owner(&names, |name| text(&mut archive, name, pictures).ok_or(()));
    is_named || (kind == OfficeKind::Ofd && ofd().is_some())
}

/// A document that was cleaned.
#[derive(Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// Its bytes; `None` if there was nothing to remove.
    pub bytes: Option<Vec<u8>>,
    /// What could not be removed. The problems have no place.
    pub problems: Vec<Problem>,
}

/// Removes from a document what names its author, company, manager and last editor, and from its
/// pictures what says who took them, and where; `None` if it cannot be read. All other parts stay
/// byte for byte, and all keep their times: the same document always gives the same bytes.
pub fn cleaned(bytes: &[u8], pictures: &PictureReader<'_>) -> Option<Cleaned> {
    let mut embedded = Embedded::new(pictures);
    let bytes = rewritten(bytes, &mut embedded, true)?;
    Some(Cleaned { bytes, problems: embedded.problems() })
}

/// Writes a document again; the inner `None` is that nothing had to be removed. A document in it is
/// written again, too, but not one in that.
#[expect(clippy::option_option, reason = "not readable, or nothing to do")]
fn rewritten(bytes: &[u8], pictures: &mut Embedded<'_>, is_outer: bool) -> Option<Option<Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if !is_apart(&mut archive, bytes.len() as u64) {
        return None;
    }
    let names = names(&archive);
    let mut written = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut is_changed = false;
    for number in 0..archive.len() {
        let name = archive.by_index_raw(number).ok()?.name().ok()?.into_owned();
        let cleaned = if properties::is_one(&name, &names) {
            let text = part(&mut archive, &name).ok();
            text.and_then(|text| properties::cleaned(&name, &names, &text).ok()?).map(String::into_bytes)
        } else if embedded::is_picture(&name) {
            pictures.read(&mut archive, &name).and_then(|picture| pictures.cleaned(&picture))
        } else if is_outer && embedded::is_document(&name) {
            let document = pictures.read(&mut archive, &name);
            document.and_then(|document| rewritten(&document, pictures, false).flatten())
        } else {
            None
        };
        let entry = archive.by_index_raw(number).ok()?;
        let Some(cleaned) = cleaned else {
            written.raw_copy_file(entry).ok()?;
            continue;
        };
        is_changed = true;
        let method = match entry.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let time = entry.last_modified().unwrap_or_default();
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(time);
        written.start_file(name, options).ok()?;
        written.write_all(&cleaned).ok()?;
    }
    let written = written.finish().ok()?.into_inner();
    Some(is_changed.then_some(written))
}

/// Whether each part has bytes of its own. Parts that share them could fill the memory, because
/// each is copied.
fn is_apart(archive: &mut ZipArchive<impl Read + Seek>, length: u64) -> bool {
    if archive.len() > PARTS {
        return false;
    }
    let mut sum = 0_u64;
    for number in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(number) else { return false };
        sum = sum.saturating_add(entry.compressed_size());
    }
    sum <= length
}

/// The program that an office document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeKind {
    /// Text.
    Word,
    /// Sheets.
    Sheets,
    /// Slides.
    Slides,
    /// Open Document, of which the type is in `mimetype`.
    Open,
    /// The fixed-layout format of Chinese authorities, GB/T 33190.
    Ofd,
    /// Another, or it is not known.
    Other,
}

impl OfficeKind {
    fn of(names: &[String]) -> Option<Self> {
        let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        let below = |folder: &str| names.iter().any(|name| name.starts_with(folder));
        if has("OFD.xml") {
            return Some(Self::Ofd);
        }
        if has("mimetype") && has("META-INF/manifest.xml") {
            return Some(Self::Open);
        }
        if !has("[Content_Types].xml") {
            return None;
        }
        Some(match () {
            () if below("word/") => Self::Word,
            () if below("xl/") => Self::Sheets,
            () if below("ppt/") => Self::Slides,
            () => Self::Other,
        })
    }

    /// Reports a document that is named as one of another kind. Programs open a new document under
    /// an old ending of its own kind (`.doc`).
    fn misnamed(self, name: &str, ending: &str) -> Option<Problem> {
        let (own, en, endings): (_, _, &[&str]) = match self {
            Self::Word => (" Word 文档", "a Word document", &["docx", "doc", "wps"]),
            Self::Sheets => (" Excel 表格", "an Excel sheet", &["xlsx", "xls", "et"]),
            Self::Slides => (" PPT 演示文稿", "a PowerPoint presentation", &["pptx", "ppt", "dps"]),
            Self::Ofd => (" OFD 版式文件", "an OFD document", &["ofd"]),
            Self::Open => ("开放格式（ODF）的文件", "an Open Document file", &["odt", "ods", "odp"]),
            Self::Other => return None,
        };
        let is_wrong = promises_document(name) && !endings.contains(&ending);
        is_wrong
            .then(|| words::misnamed(name, Words::new(own, en), endings.first().copied().unwrap_or_default()))
    }

    /// What a writer calls such a file: fits into “这个{}文件” and “this {} file”.
    fn words(self) -> Words {
        match self {
            Self::Word => Words::new(" Word ", "Word"),
            Self::Sheets => Words::new(" Excel ", "Excel"),
            Self::Slides => Words::new(" PPT ", "PowerPoint"),
            Self::Open | Self::Ofd | Self::Other => Words::new("", "office"),
        }
    }

    fn extent(self, names: &[String], archive: &mut ZipArchive<impl Read + Seek>) -> Option<Extent> {
        match self {
            Self::Word => {
                let text = part(archive, "docProps/app.xml").ok()?;
                number_in(&text, "Pages").map(Extent::Pages)
            }
            Self::Sheets => {
                let text = part(archive, "xl/workbook.xml").ok()?;
                let is_seen = |tag: &quick_xml::events::BytesStart<'_>| {
                    let state = tag.try_get_attribute("state").ok().flatten();
                    state.is_none_or(|state| &*state.value == "visible")
                };
                count(&text, "sheet", is_seen).map(Extent::Sheets)
            }
            Self::Slides => {
                let is_slide = |name: &&String| {
                    let number = name.strip_prefix("ppt/slides/slide");
                    number.is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'))
                };
                positive(names.iter().filter(is_slide).count()).map(Extent::Slides)
            }
            Self::Open => {
                // Only a text says its pages; `document-statistic` of a workbook counts tables.
                let text = part(archive, "meta.xml").ok()?;
                attribute(&text, "document-statistic", "meta:page-count").map(Extent::Pages)
            }
            Self::Ofd => {
                let document = names.iter().find(|name| name.ends_with("/Document.xml"))?;
                count(&part(archive, document).ok()?, "Page", |tag| {
                    tag.try_get_attribute("BaseLoc").is_ok_and(|found| found.is_some())
                })
                .map(Extent::Pages)
            }
            Self::Other => None,
        }
    }
}

/// Returns what an archive is for; `None` if it is no office document.
pub(super) fn kind<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<OfficeKind> {
    OfficeKind::of(&names(archive))
}

fn positive(count: usize) -> Option<u32> {
    u32::try_from(count).ok().filter(|count| *count > 0)
}

/// Whether a part holds macros: Visual Basic, macro sheets of old Excel, or Basic of LibreOffice.
fn is_macro(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with("vbaproject.bin")
        || lower.starts_with("xl/macrosheets/")
        || (lower.starts_with("basic/") && !lower.ends_with("-lc.xml"))
        || lower.starts_with("scripts/")
}

fn names<R: Read + Seek>(archive: &ZipArchive<R>) -> Vec<String> {
    archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
}

/// Reads a part as text. The length that the archive claims is not believed.
fn part(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Result<String, ()> {
    let entry = archive.by_name(name).map_err(drop)?;
    let mut bytes = Vec::new();
    entry.take(PART + 1).read_to_end(&mut bytes).map_err(drop)?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if bytes.len() as u64 > PART {
        return Err(());
    }
    String::from_utf8(text.to_vec()).map_err(drop)
}

/// The number in the first element of this name.
fn number_in(text: &str, name: &str) -> Option<u32> {
    let mut reader = Reader::from_str(text);
    let mut is_inside = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => is_inside = tag.local_name().as_ref() == name,
            Event::Text(words) if is_inside => {
                return words.trim().parse().ok().filter(|number| *number > 0);
            }
            Event::Eof => return None,
            _ => is_inside = false,
        }
    }
}

/// The number of elements of this name that are counted; `None` where there are none.
fn count(
    text: &str,
    name: &str,
    is_counted: impl Fn(&quick_xml::events::BytesStart<'_>) -> bool,
) -> Option<u32> {
    let mut reader = Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                count += usize::from(is_counted(&tag));
            }
            Event::Eof => return positive(count),
            _ => {}
        }
    }
}

/// The number in an attribute of the first element of this name.
fn attribute(text: &str, name: &str, attribute: &str) -> Option<u32> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                let found = tag.try_get_attribute(attribute).ok()??;
                return found.value.parse().ok().filter(|number| *number > 0);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
