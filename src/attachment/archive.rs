//! Reports what is in files that are not written again: pictures and films, and documents with the
//! names of those who made them.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use super::embedded::{Embedded, PictureReader, is_picture};
use super::inspection::Content;
use super::name::is_archived_document;
use super::{compound, office, pdf, tag_set, words};
use crate::problem::Problem;

/// Maximum number of documents in an archive that are looked into.
const DOCUMENTS: usize = 256;
/// Maximum number of documents that are named.
const NAMED: usize = 3;

/// Reports what the pictures and films say, and who made the documents, that are in a file which is
/// not written again: an archive, or a document that is signed.
pub fn picture_problems(file: &mut (impl Read + Seek), reader: &PictureReader<'_>) -> Vec<Problem> {
    let Ok(mut archive) = ZipArchive::new(file) else { return Vec::new() };
    let mut pictures = Embedded::new(reader);
    let (mut documents, mut is_locked): (Vec<(usize, String)>, _) = (Vec::new(), false);
    for number in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(number) else {
            pictures.is_unread = true;
            continue;
        };
        // Windows writes names in GBK, and doesn't say so.
        let name = tag_set::words(entry.name_raw());
        let (is_picture, is_document) = (is_picture(&name), is_archived_document(&name));
        if (is_picture || is_document) && entry.encrypted() {
            is_locked = true;
        } else if is_picture {
            drop(entry);
            if let Some(bytes) = pictures.read_at(&mut archive, number) {
                pictures.look(&bytes);
            }
        } else if is_document {
            documents.push((number, name));
        }
    }
    pictures.is_unread |= documents.len() > DOCUMENTS;
    let mut owned: Vec<String> = Vec::new();
    for (number, name) in documents.into_iter().take(DOCUMENTS) {
        let Some(bytes) = pictures.read_at(&mut archive, number) else { continue };
        if names_maker(&bytes, &name, &mut pictures) && owned.len() < NAMED {
            owned.push(name);
        }
    }
    let owners = (!owned.is_empty()).then(|| words::owners_inside(&owned));
    pictures.problems().into_iter().chain(owners).chain(is_locked.then(words::locked)).collect()
}

/// Whether a document names who made it. What its pictures say is added to `pictures`.
fn names_maker(bytes: &[u8], name: &str, pictures: &mut Embedded<'_>) -> bool {
    let mut file = Cursor::new(bytes);
    let inspected = match Content::of(bytes) {
        Content::Archive => return office::names_maker(&mut file, pictures),
        Content::Compound => compound::inspect(&mut file, name),
        Content::Pdf => pdf::inspect(&mut file),
        Content::Other => return false,
    };
    pictures.is_unread |= inspected.is_err();
    inspected.is_ok_and(|found| found.problems.iter().any(|problem| problem.code == "attachment/author"))
}
