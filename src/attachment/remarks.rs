//! Finds comments and tracked changes in office documents, and those who wrote them.
//!
//! Elements are known by their local names: `<w:ins w:author="…">` is the same as
//! `<ns0:ins ns0:author="…">`, which some programs write.

use std::borrow::Cow;
use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::inspection::Traces;
use crate::text::escape::unescaped;

/// Maximum length of the texts in which they are looked for, in bytes.
const TEXT: u64 = 32 << 20;

/// Elements that are a comment or a tracked change. `<text:tracked-changes>` alone says only that
/// changes are recorded from now on.
const MARKS: [&str; 8] =
    ["ins", "del", "comment", "threadedComment", "cm", "changed-region", "change-info", "annotation"];
/// Lists of those who write comments, which don't name them at each.
const LISTS: [&str; 3] = ["ppt/commentAuthors.xml", "ppt/authors.xml", "xl/persons/person.xml"];

/// What the text of a document holds besides its words.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Whether it has comments or tracked changes.
    pub is_any: bool,
    /// Those who wrote them.
    pub authors: Vec<String>,
    /// Whether a part of it is too long to be looked through, or can't be read.
    pub is_cut: bool,
}

/// Whether a part holds a text with its comments and changes, or is a list of comments.
fn has_text(name: &str) -> bool {
    let is_of_word = |rest: &str| {
        let kinds = ["document", "header", "footer", "footnotes", "endnotes", "comments"];
        let rest = rest.strip_prefix("glossary/").unwrap_or(rest);
        kinds.iter().any(|kind| rest.starts_with(kind)) && rest.ends_with(".xml") && !rest.contains('/')
    };
    let lists = ["xl/threadedComments/", "ppt/comments/", "xl/revisions/"];
    let is_of_sheets = name.strip_prefix("xl/").is_some_and(|rest| rest.starts_with("comments"));
    let is_open = |part: &str| name.rsplit('/').next() == Some(part);
    name.strip_prefix("word/").is_some_and(is_of_word)
        || is_open("content.xml")
        || is_open("styles.xml") && !name.starts_with("word/") && !name.starts_with("xl/")
        || ((is_of_sheets || lists.iter().any(|begin| name.starts_with(begin))) && name.ends_with(".xml"))
}

/// Whether a part is likely to have them: it is read before others, of which a text with many
/// sections has hundreds (`word/header72.xml`).
fn is_likely(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("comments") || lower.ends_with("document.xml") || lower.ends_with("content.xml")
}

/// Looks for comments and tracked changes in the parts `names` of a document.
pub(super) fn remarks(names: &[String], archive: &mut ZipArchive<impl Read + Seek>) -> Remarks {
    let mut found = Remarks::default();
    let mut authors = Traces::default();
    let mut parts: Vec<&String> = names.iter().filter(|name| has_text(name)).collect();
    parts.sort_by_key(|name| !is_likely(name));
    let mut left = TEXT;
    for name in parts {
        let mut of_part = Part { name, ..Part::default() };
        found.is_cut |= !of_part.look(archive, &mut left);
        if of_part.is_any {
            found.is_any = true;
            authors.join(of_part.authors);
        }
    }
    for name in names.iter().filter(|name| found.is_any && LISTS.contains(&name.as_str())) {
        let mut list = Part { name, ..Part::default() };
        list.look(archive, &mut left);
        authors.join(list.authors);
    }
    found.authors = authors.names;
    found
}

/// What one part says.
#[derive(Default)]
struct Part<'n> {
    name: &'n str,
    is_any: bool,
    authors: Traces,
}

impl Part<'_> {
    /// Looks through the part; false if it can't be read, or has more than `left` bytes.
    fn look(&mut self, archive: &mut ZipArchive<impl Read + Seek>, left: &mut u64) -> bool {
        let mut bytes = Vec::new();
        let read = archive.by_name(self.name).ok().map(|part| part.take(*left + 1).read_to_end(&mut bytes));
        let is_whole = matches!(read, Some(Ok(_))) && bytes.len() as u64 <= *left;
        *left = left.saturating_sub(bytes.len() as u64);
        self.read(&text(&bytes)).is_some() && is_whole
    }

    /// Reads the text up to a mistake in it; `None` if there is one.
    fn read(&mut self, text: &str) -> Option<()> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        // The text of an element that names an author; whether a remark of Open Document is open.
        let (mut author, mut is_in_remark): (Option<String>, _) = (None, false);
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => {
                    self.tag(&tag);
                    let name = tag.local_name();
                    is_in_remark |= is_open_remark(name.as_ref());
                    let is_author = name.as_ref() == "author" || (name.as_ref() == "creator" && is_in_remark);
                    author = is_author.then(String::new);
                }
                Event::Empty(tag) => self.tag(&tag),
                Event::Text(words) => {
                    if let Some(author) = &mut author {
                        *author += &words;
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some(author) = &mut author {
                        *author += &format!("&{};", &*name);
                    }
                }
                Event::End(tag) => {
                    is_in_remark &= !is_open_remark(tag.local_name().as_ref());
                    if let Some(author) = author.take() {
                        self.add(&author);
                    }
                }
                Event::Eof => return Some(()),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &BytesStart<'_>) {
        let element = tag.local_name();
        let element = element.as_ref();
        let is_header = element == "header" && self.name.starts_with("xl/revisions/");
        // A formula has its source in an `<annotation encoding="StarMath 5.0">`.
        let is_formula = element == "annotation" && tag.contains("encoding");
        self.is_any |= is_header || (MARKS.contains(&element) && !is_formula);
        if !tag.contains("uthor") && !tag.contains("ame") {
            return;
        }
        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            let name = attribute.key.local_name();
            let is_author = match (element, name.as_ref()) {
                // A change of Word has an author, whether it inserts, deletes, moves or formats.
                (_, "author") if self.name.starts_with("word/") => {
                    self.is_any = true;
                    true
                }
                ("cmAuthor" | "author", "name") | ("person", "displayName") => true,
                (_, "userName") => is_header,
                _ => false,
            };
            if is_author {
                self.add(&attribute.value);
            }
        }
    }

    fn add(&mut self, name: &str) {
        // Where Excel refers to a thread of comments, which has its own list of persons.
        if !name.starts_with("tc={") {
            self.authors.add(unescaped(name.trim()).into_owned());
        }
    }
}

/// Whether an element of Open Document is a comment, or says who made a change.
fn is_open_remark(element: &str) -> bool {
    matches!(element, "annotation" | "change-info")
}

/// A text of XML: in UTF-8, or in UTF-16 with its mark.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(bytes).0,
        None => String::from_utf8_lossy(bytes),
    }
}
