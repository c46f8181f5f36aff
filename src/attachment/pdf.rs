//! PDF documents: their number of pages and their author.
//!
//! A PDF is not parsed as a whole: two kinds of entries are looked for, in the file and in its
//! compressed object streams. What is not found so is unknown.

use std::io::{self, Read, Seek};

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::inspection::{Extent, Inspection, whole};
use super::pdf_text::string_at;
use super::words;

/// Maximum length of a file that is looked into.
const MOST: u64 = 64 << 20;
/// Maximum length of what is unpacked of it, in all.
const UNPACKED: u64 = 64 << 20;
/// Maximum number of entries of one kind that are looked at: a file with more is not honest.
const ENTRIES: usize = 4096;
/// Maximum length of the dictionary around an entry: the list of ten thousand pages fits into it.
const DICTIONARY: usize = 256 << 10;
/// Maximum number of bytes searched for the ends of dictionaries, in all.
const EFFORT: usize = 16 << 20;

/// Looks into a PDF.
pub(super) fn inspect(file: &mut (impl Read + Seek)) -> io::Result<Inspection> {
    let Some(bytes) = whole(file, MOST)? else { return Ok(Inspection::default()) };
    let mut texts = vec![bytes.as_slice()];
    let unpacked = object_streams(&bytes);
    texts.extend(unpacked.iter().map(Vec::as_slice));
    let mut effort = EFFORT;
    let pages = texts.iter().filter_map(|text| pages(text, &mut effort)).next_back();
    let mut found = Inspection { extent: pages.map(Extent::Pages), ..Inspection::default() };
    // Strings of an encrypted document can't be read.
    if memmem::find(&bytes, b"/Encrypt").is_none() {
        let mut owners: Vec<String> = Vec::new();
        for owner in texts.iter().flat_map(|text| owners_in(text)) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        if !owners.is_empty() {
            found.problems.push(words::owner_of_page_file(&owners.join("、")));
        }
    }
    Ok(found)
}

/// Unpacks the object streams of a document, as many as fit into the bound.
fn object_streams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut left = UNPACKED;
    let mut unpacked = Vec::new();
    for at in memmem::find_iter(bytes, b"/ObjStm").take(ENTRIES) {
        // `<< /Type /ObjStm … >> stream`, a line break, and the data.
        let after = bytes.get(at..).unwrap_or_default();
        let Some(begin) = memmem::find(after.get(..1024).unwrap_or(after), b"stream") else { continue };
        let data = after.get(begin + b"stream".len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        let mut text = Vec::new();
        // What is unpacked before a mistake is used.
        let _ = ZlibDecoder::new(data).take(left).read_to_end(&mut text);
        left -= text.len() as u64;
        unpacked.push(text);
    }
    unpacked
}

/// The number of pages: `/Count` of the last root of a tree of pages. A document that was changed
/// has the old root before the new one.
fn pages(text: &[u8], effort: &mut usize) -> Option<u32> {
    let found = names(text, b"/Pages").filter_map(|at| {
        // `/Type /Pages`, not `/Pages 2 0 R` in the catalogue.
        let before = text.get(..at)?.trim_ascii_end();
        before.ends_with(b"/Type").then_some(())?;
        let dictionary = around(text, at, effort)?;
        let is_root = names(dictionary, b"/Parent").next().is_none();
        let count = names(dictionary, b"/Count").next().filter(|_| is_root)?;
        number(dictionary.get(count + b"/Count".len()..)?)
    });
    found.last()
}

/// The places of a name, where it is not the beginning of a longer one. `/Author` is in
/// `/Author(…)` and not in `/AuthorName`.
fn names<'t>(text: &'t [u8], name: &'static [u8]) -> impl Iterator<Item = usize> + 't {
    let found = memmem::find_iter(text, name).take(ENTRIES);
    found.filter(move |at| text.get(at + name.len()).is_none_or(|next| !next.is_ascii_alphanumeric()))
}

/// The dictionary around a place, from its `<<` to its `>>`.
fn around<'t>(text: &'t [u8], at: usize, effort: &mut usize) -> Option<&'t [u8]> {
    let from = at.saturating_sub(DICTIONARY);
    let begin = unmatched(text.get(from..at)?.windows(2).rev(), *b">>", *b"<<", effort)?;
    let end = unmatched(text.get(at..)?.windows(2).take(DICTIONARY), *b"<<", *b">>", effort)?;
    text.get(at - begin..at + end)
}

/// The number of bytes up to the first `close` that has no `open` before it.
fn unmatched<'t>(
    pairs: impl Iterator<Item = &'t [u8]>,
    open: [u8; 2],
    close: [u8; 2],
    effort: &mut usize,
) -> Option<usize> {
    let (mut depth, mut skips) = (0_usize, false);
    for (number, pair) in pairs.enumerate() {
        *effort = effort.checked_sub(1)?;
        // The second half of `>>` in `>>>` does not begin another pair.
        if std::mem::take(&mut skips) {
            continue;
        }
        if pair == open {
            (depth, skips) = (depth + 1, true);
        } else if pair == close {
            if depth == 0 {
                return Some(number + 2);
            }
            (depth, skips) = (depth - 1, true);
        }
    }
    None
}

fn number(text: &[u8]) -> Option<u32> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()?;
    // `7 0 R` is a number that stands elsewhere.
    let rest = text.get(digits..)?.trim_ascii_start();
    let is_elsewhere = rest.starts_with(b"0 R");
    (number > 0 && !is_elsewhere).then_some(number)
}

/// The names of persons and companies in the information of a document, and in its XMP packet.
fn owners_in(text: &[u8]) -> Vec<String> {
    let keys: [&'static [u8]; 3] = [b"/Author", b"/Company", b"/Manager"];
    let entries = keys
        .into_iter()
        .flat_map(|key| names(text, key).filter_map(move |at| string_at(text.get(at + key.len()..)?)));
    let mut found: Vec<String> = entries.filter(|owner| !owner.trim().is_empty()).collect();
    for at in memmem::find_iter(text, b"<dc:creator>").take(ENTRIES) {
        found.extend(creator(text.get(at..).unwrap_or_default()));
    }
    found
}

/// The first item of `<dc:creator><rdf:Seq><rdf:li>…</rdf:li>`.
pub(super) fn creator(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text.get(..1024).unwrap_or(text));
    let inner = text.split("</dc:creator>").next()?;
    let item = inner.split_once("<rdf:li>")?.1.split('<').next()?;
    (!item.trim().is_empty()).then(|| item.trim().to_owned())
}
