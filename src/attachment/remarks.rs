//! Finds comments and tracked changes in office documents, and those who wrote them.

use std::io::{Read, Seek};

use memchr::memmem;
use zip::ZipArchive;

use super::inspection::Traces;
use crate::text::escape::unescaped;

/// Maximum length of the text of one part in which they are looked for, in bytes.
const TEXT: u64 = 32 << 20;
/// Maximum number of parts that are looked into: a text has three headers and footers per section.
const PARTS: usize = 64;

/// Marks of a comment or a tracked change in the text of a document. A change of Word has an
/// author, whether it inserts, deletes, moves or formats.
const MARKS: [&str; 11] = [
    "w:author=",
    "<w:ins ",
    "<w:del ",
    "<w:comment ",
    "<text:tracked-changes",
    "<office:annotation",
    "<comment ",
    "<threadedComment ",
    "<p:cm ",
    "<p188:cm ",
    "<header guid",
];
/// What is before the name of an author, and behind it.
const AUTHORS: [(&str, &str); 5] = [
    ("w:author=\"", "\""),
    ("w:author='", "'"),
    ("<author>", "</author>"),
    ("<dc:creator>", "</dc:creator>"),
    ("displayName=\"", "\""),
];

/// What the text of a document holds besides its words.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Whether it has comments or tracked changes.
    pub is_any: bool,
    /// Those who wrote them.
    pub authors: Vec<String>,
}

/// Whether a part holds a text with its comments and changes, or is a list of comments.
fn has_text(name: &str) -> bool {
    let is_of_word = |rest: &str| {
        let kinds = ["document", "header", "footer", "footnotes", "endnotes", "comments"];
        kinds.iter().any(|kind| rest.starts_with(kind)) && rest.ends_with(".xml") && !rest.contains('/')
    };
    let lists = ["xl/threadedComments/", "ppt/comments/", "xl/revisions/"];
    let is_of_sheets = name.strip_prefix("xl/").is_some_and(|rest| rest.starts_with("comments"));
    name.strip_prefix("word/").is_some_and(is_of_word)
        || name == "content.xml"
        || ((is_of_sheets || lists.iter().any(|begin| name.starts_with(begin))) && name.ends_with(".xml"))
}

/// Looks for comments and tracked changes in the parts `names` of a document.
pub(super) fn remarks(names: &[String], archive: &mut ZipArchive<impl Read + Seek>) -> Remarks {
    let mut found = Remarks::default();
    let mut authors = Traces::default();
    let lists = ["ppt/commentAuthors.xml", "ppt/authors.xml", "xl/persons/person.xml"];
    let parts = names.iter().filter(|name| has_text(name)).take(PARTS);
    let mut left = TEXT;
    for name in parts {
        let Some(text) = text(archive, name, &mut left) else { continue };
        if MARKS.iter().any(|mark| memmem::find(&text, mark.as_bytes()).is_some()) {
            found.is_any = true;
            add_authors(&text, &mut authors);
        }
    }
    for name in lists.into_iter().filter(|_| found.is_any) {
        if let Some(text) = text(archive, name, &mut left) {
            add_authors(&text, &mut authors);
            add(&text, (" name=\"", "\""), &mut authors);
        }
    }
    found.authors = authors.names;
    found
}

/// What is damaged behind the bound or at the end of a part is not read.
fn text(archive: &mut ZipArchive<impl Read + Seek>, name: &str, left: &mut u64) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let _ = archive.by_name(name).ok()?.take(*left).read_to_end(&mut text);
    *left -= text.len() as u64;
    Some(text)
}

fn add_authors(text: &[u8], authors: &mut Traces) {
    AUTHORS.iter().for_each(|marks| add(text, *marks, authors));
}

fn add(text: &[u8], (before, behind): (&str, &str), authors: &mut Traces) {
    /// Maximum number of places that are looked at: most changes are by the same few.
    const MOST: usize = 4096;
    for at in memmem::find_iter(text, before.as_bytes()).take(MOST) {
        let rest = text.get(at + before.len()..).unwrap_or_default();
        let rest = rest.get(..400.min(rest.len())).unwrap_or_default();
        if let Some(end) = memmem::find(rest, behind.as_bytes()) {
            let name = String::from_utf8_lossy(rest.get(..end).unwrap_or_default());
            authors.add(unescaped(name.trim()).into_owned());
        }
    }
}
