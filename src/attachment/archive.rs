//! Reports what is in files that are not written again: pictures and films, and documents with the
//! names of those who made them.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use super::embedded::{Embedded, PictureReader, is_picture};
use super::name::is_archived_document;
use super::{compound, office, pdf, words};
use crate::problem::Problem;

/// Maximum number of documents in an archive that are looked into.
const DOCUMENTS: usize = 256;
/// Maximum number of documents that are named.
const NAMED: usize = 3;

/// Reports what the pictures and films say, and who made the documents, that are in a file which is
/// not written again: an archive, or a document that is signed.
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
    let documents: Vec<&String> = names.iter().filter(|name| is_archived_document(name)).collect();
    pictures.is_unread |= documents.len() > DOCUMENTS;
    let mut owned: Vec<&str> = Vec::new();
    for name in documents.into_iter().take(DOCUMENTS) {
        let Some(bytes) = pictures.read(&mut archive, name) else { continue };
        if names_maker(&bytes, name, &mut pictures) && owned.len() < NAMED {
            owned.push(name.rsplit('/').next().unwrap_or(name));
        }
    }
    let owners = (!owned.is_empty()).then(|| words::owners_inside(&owned));
    pictures.problems().into_iter().chain(owners).collect()
}

/// Whether a document names who made it. What its pictures say is added to `pictures`.
fn names_maker(bytes: &[u8], name: &str, pictures: &mut Embedded<'_>) -> bool {
    let mut file = Cursor::new(bytes);
    let inspected = if bytes.starts_with(b"PK\x03\x04") {
        return office::names_maker(&mut file, pictures);
    } else if bytes.starts_with(&compound::SIGNATURE) {
        compound::inspect(&mut file, name)
    } else if bytes.starts_with(b"%PDF-") {
        pdf::inspect(&mut file)
    } else {
        return false;
    };
    inspected.is_ok_and(|found| found.problems.iter().any(|problem| problem.code == "attachment/author"))
}
