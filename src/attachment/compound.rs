//! Office documents of before 2007 (doc, xls, ppt, wps, et) and those with a password: compound
//! files ([MS-CFB]). They are only looked at, never written.

use std::io::{self, Read, Seek};

use memchr::memmem;

use super::inspection::{Inspection, whole};
use super::name::{ending, is_old, promises_document};
use super::words;
use crate::problem::Words;

/// Maximum length of a file that is looked into.
const MOST: u64 = 64 << 20;

/// The class number of the properties *title, author, last editor …* ([MS-OLEPS], 3.1), as bytes.
const SUMMARY: [u8; 16] =
    [0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9];
/// The same of *company, manager …*.
const DOCUMENT_SUMMARY: [u8; 16] =
    [0x02, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE];

/// Looks into a compound file.
pub(super) fn inspect(file: &mut (impl Read + Seek), name: &str) -> io::Result<Inspection> {
    let Some(bytes) = whole(file, MOST)? else { return Ok(words::unread().into()) };
    // Names of streams stand in the directory as UTF-16, wherever that is. Looking for them in all
    // bytes needs no chain of sectors, which may be damaged.
    let has = |name: &str| memmem::find(&bytes, &utf16(name)).is_some();
    if has("_VBA_PROJECT") {
        return Ok(words::macros().into());
    }
    if has("EncryptedPackage") {
        return Ok(words::locked().into());
    }
    let names = [(&SUMMARY, [4, 8].as_slice()), (&DOCUMENT_SUMMARY, [14, 15].as_slice())]
        .into_iter()
        .flat_map(|(set, wanted)| properties(&bytes, set, wanted));
    let mut known: Vec<String> = Vec::new();
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let owner = (!known.is_empty()).then(|| words::owner_of_old_file(&known));
    // Programs that open a file with a new ending expect another content.
    let misnamed = (promises_document(name) && !is_old(&ending(name))).then(|| {
        let kinds = [("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")];
        let right = kinds.iter().find(|(stream, _)| has(stream)).map_or("", |(_, ending)| ending);
        let what =
            Words::new("旧版 Word、Excel 或 PPT 文件", "a Word, Excel or PowerPoint file of before 2007");
        words::misnamed(name, what, right)
    });
    Ok(Inspection { problems: owner.into_iter().chain(misnamed).collect(), ..Inspection::default() })
}

/// Returns a name as the directory of a compound file holds it.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Returns the texts with the `wanted` numbers of the first property set of a class. The stream is
/// read as if its sectors lie one after the other; where they don't, nothing is found.
fn properties(bytes: &[u8], class: &[u8; 16], wanted: &[u32]) -> Vec<String> {
    let read = || {
        // The class stands at byte 28 of its stream, followed by the offset of the section.
        let stream = memmem::find(bytes, class)?.checked_sub(28)?;
        if bytes.get(stream..stream + 2)? != [0xFE, 0xFF] {
            return None;
        }
        let section = stream.checked_add(number(bytes, stream + 44)?)?;
        let count = number(bytes, section + 4)?.min(64);
        let offset_of = |wanted: u32| {
            let entries = (0..count).map(|at| section + 8 + at * 8);
            let mut found = entries.filter(|at| number(bytes, *at) == usize::try_from(wanted).ok());
            section.checked_add(number(bytes, found.next()? + 4)?)
        };
        // Property 1 is the code page of the texts: 936 is GBK.
        let page = offset_of(1).and_then(|at| number(bytes, at + 4)).map(|page| page & 0xFFFF);
        Some(wanted.iter().filter_map(|id| text(bytes, offset_of(*id)?, page)).collect())
    };
    read().unwrap_or_default()
}

/// A text property: its type, its length, and its bytes.
fn text(bytes: &[u8], at: usize, page: Option<usize>) -> Option<String> {
    /// Longer names of persons and companies are damaged.
    const LONGEST: usize = 512;
    let length = number(bytes, at + 4)?;
    let kind = number(bytes, at)? & 0xFFFF;
    let is_wide = kind == 0x1F;
    if !(is_wide || kind == 0x1E) || length > LONGEST {
        return None;
    }
    let length = if is_wide { length * 2 } else { length };
    let raw = bytes.get(at + 8..at + 8 + length)?;
    let decoded = match page {
        _ if is_wide => encoding_rs::UTF_16LE.decode_without_bom_handling(raw).0,
        Some(65001) => String::from_utf8_lossy(raw),
        Some(1252) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0,
        _ => encoding_rs::GB18030.decode_without_bom_handling(raw).0,
    };
    let decoded = decoded.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!decoded.is_empty() && !decoded.contains(['\0', '\u{fffd}'])).then(|| decoded.to_owned())
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}
