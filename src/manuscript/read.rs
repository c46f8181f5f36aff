//! Chooses the reader of a file by its content.

use std::io::Cursor;

use super::docx::read_docx;
use super::html::{self, Nearby};
use super::model::Manuscript;
use super::text;
use crate::attachment::{DocumentKind, document_kind};
use crate::problem::Problem;
use crate::source::decode;

/// Maximum length of a manuscript, in bytes.
pub const LONGEST: u64 = 200 << 20;

/// Reads a manuscript. `name` is the name of its file, for messages; `nearby` returns the files
/// that a page refers to.
///
/// # Errors
/// The file is of a kind that is not read, or damaged.
pub fn read(bytes: Vec<u8>, name: &str, nearby: &Nearby<'_>) -> Result<Manuscript, Problem> {
    let manuscript = read_kind(bytes, name, nearby)?;
    let is_empty = manuscript.blocks.is_empty() && manuscript.files.is_empty();
    if is_empty { Err(empty(name)) } else { Ok(manuscript) }
}

fn read_kind(bytes: Vec<u8>, name: &str, nearby: &Nearby<'_>) -> Result<Manuscript, Problem> {
    let kind = document_kind(&mut Cursor::new(&bytes)).unwrap_or(DocumentKind::Other);
    match kind {
        DocumentKind::Other | DocumentKind::WebPage | DocumentKind::Empty => {
            read_text(bytes, name, nearby, kind)
        }
        // What is no document of Word since 2007 is refused there, with what to do.
        _ => read_docx(&mut Cursor::new(bytes), name),
    }
}

/// Reads a page or a text.
fn read_text(
    bytes: Vec<u8>,
    name: &str,
    nearby: &Nearby<'_>,
    kind: DocumentKind,
) -> Result<Manuscript, Problem> {
    match decode(bytes) {
        Ok(decoded) => {
            let mut manuscript = match html::is_page(&decoded.text) {
                true if decoded.text.len() > html::LONGEST => return Err(too_large(name)),
                true => html::read(&decoded.text, nearby),
                // An archive of a page (`.mht`).
                false if kind == DocumentKind::WebPage => return Err(unknown(name)),
                false => text::read(&decoded.text),
            };
            if let Some(guess) = decoded.foreign.filter(|encoding| !encoding.is_sure) {
                manuscript.findings.push(guessed(guess.name, name));
            }
            Ok(manuscript)
        }
        Err(_) => Err(unknown(name)),
    }
}

fn empty(name: &str) -> Problem {
    Problem::error("import/empty", "文件是空的", "the file is empty")
        .in_file(name)
        .help("看看是不是没有存好，或者没有传完", "see whether it was saved, and sent, completely")
}

fn too_large(name: &str) -> Problem {
    Problem::error("import/file-size", "网页太大，没有读", "the page is too large and was not read")
        .in_file(name)
        .help(
            "网页本身最大 20 MB；里面嵌着图片的，另存为“网页，全部”，图片就在旁边的文件夹里",
            "a page itself has at most 20 MB: save it as `Webpage, Complete`, which puts its pictures next to it",
        )
}

fn unknown(name: &str) -> Problem {
    Problem::error(
        "import/unknown-kind",
        "看不出这是什么稿件",
        "this is no kind of manuscript that can be read",
    )
    .in_file(name)
    .help(
        "可以导入 Word 文档（.docx）、网页（.html）和文本（.txt）；别的先用 Word 或 WPS 打开，另存为 .docx",
        "Word files (.docx), pages (.html) and texts (.txt) are read; save others as .docx with Word or WPS",
    )
}

/// Tells that the encoding of a text was guessed.
pub fn guessed(encoding: &str, name: &str) -> Problem {
    Problem::warning(
        "import/encoding",
        format!("文字的编码没有写明，按 {encoding} 读的"),
        format!("the encoding is not stated: the text was read as {encoding}"),
    )
    .in_file(name)
    .help(
        "看一遍有没有错字；有的话另存为 UTF-8 再导入",
        "look for wrong characters; if there are any, save it as UTF-8",
    )
}
