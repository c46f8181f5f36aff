//! Caches documents that are read twice during a build.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;

use super::Document;

/// Documents that wait to be rendered, up to a number of bytes. The others are read from the disk
/// again.
#[derive(Debug)]
pub(super) struct DocumentCache(Mutex<Shelf>);

#[derive(Debug)]
struct Shelf {
    documents: HashMap<String, Document, FixedState>,
    /// The number of bytes still free.
    room: usize,
}

impl DocumentCache {
    /// Creates an empty cache with room for `room` bytes.
    pub(super) fn new(room: usize) -> Self {
        Self(Mutex::new(Shelf { documents: HashMap::default(), room }))
    }

    /// Stores a document if there is room for it.
    pub(super) fn put(&self, document: Document) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = shelf.room.checked_sub(document.text.len()) {
            shelf.room = room;
            shelf.documents.insert(document.file.clone(), document);
        }
    }

    /// Removes and returns a document. Its room is not reused: documents read later have to be read
    /// again anyway.
    pub(super) fn take(&self, file: &str) -> Option<Document> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).documents.remove(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_handed_out_once() {
        let document = |name: &str| Document::split(name.into(), "正文".into()).unwrap().0;
        let kept = DocumentCache::new(13);
        for name in ["a", "b", "c"] {
            kept.put(document(name));
        }
        assert_eq!(kept.take("a").map(|document| document.text), Some("正文".into()));
        assert!(kept.take("a").is_none() && kept.take("b").is_some() && kept.take("c").is_none());
    }
}
