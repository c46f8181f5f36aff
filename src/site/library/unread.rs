//! Says whether a name that leads nowhere may be that of a file that could not be read: one mistake
//! is reported once.

use super::sections::{folder, name};
use super::stage::Library;
use crate::text::slug;

impl Library {
    /// Whether a page that could not be read may have this id or title. A title is not known then;
    /// one in Chinese is no file's name, so that any such page may have it.
    pub(in crate::site) fn may_be_unread(&self, written: &str) -> bool {
        let is_called = |stem: &str| {
            stem == written || stem.strip_suffix(written).is_some_and(|before| before.ends_with('/'))
        };
        self.unread_pages().any(is_called) || (self.base.lacks_pages && !written.is_ascii())
    }

    /// Whether a section whose `_index.md` could not be read may have this title, or one whose
    /// pages could not be read this folder.
    pub(in crate::site) fn may_be_unread_section(&self, written: &str) -> bool {
        let is_index = |file: &String| file.rsplit('/').next().is_some_and(|own| own.starts_with("_index."));
        let is_in =
            |stem: &str| stem.strip_prefix(written.trim()).is_some_and(|below| below.starts_with('/'));
        self.unread_pages().any(is_in) || (!written.is_ascii() && self.base.unread.iter().any(is_index))
    }

    /// Whether a page that could not be read may have this address: `news/x.html`.
    pub(in crate::site) fn may_be_unread_at(&self, path: &str) -> bool {
        let path = path.trim_start_matches('/').trim_end_matches("/index.html").trim_end_matches(".html");
        let is_at = |stem: &str| {
            let own = slug(name(stem));
            let own = own.as_deref().unwrap_or_else(|| name(stem));
            let folder = folder(stem);
            let address = if folder.is_empty() { own.to_owned() } else { format!("{folder}/{own}") };
            path.strip_suffix(&address).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        self.unread_pages().any(is_at)
    }

    /// The places below `content/` of the pages that could not be read, without language.
    fn unread_pages(&self) -> impl Iterator<Item = &str> {
        let codes = &self.base.config.languages;
        let documents = self.base.unread.iter().filter_map(|file| file.strip_prefix("content/"));
        let stems = documents.filter_map(|file| file.strip_suffix(".md"));
        stems.map(move |stem| {
            let in_language = |code: &str| stem.strip_suffix(code).and_then(|stem| stem.strip_suffix('.'));
            let stem = codes.iter().find_map(|language| in_language(&language.code)).unwrap_or(stem);
            stem.strip_suffix("/index").unwrap_or(stem)
        })
    }
}
