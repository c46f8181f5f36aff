//! Says whether a name that leads nowhere may be that of a file that could not be read: one mistake
//! is reported once.

use super::stage::Library;

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
        let path = path.trim_start_matches('/');
        let as_page = path.strip_suffix("/index.html").map(|folder| format!("{folder}.html"));
        let is_at = |stem: &str| {
            let mut addresses =
                (0..self.base.config.languages.len()).map(|lang| self.base.config.plain_url(stem, lang));
            addresses.any(|address| {
                let address = address.trim_start_matches('/');
                address == path || as_page.as_deref() == Some(address)
            })
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
