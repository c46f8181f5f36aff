//! Holds the names and stamps of the files of a site.

use super::Stamp;

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    /// Its path relative to the site's folder, with `/`.
    pub name: String,
    /// Changes if the file changes.
    pub stamp: Stamp,
}

/// The files of a site by kind, each list sorted by name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// `.md` files below `content/`.
    pub documents: Vec<ListedFile>,
    /// Other files below `content/`: pictures and attachments.
    pub resources: Vec<ListedFile>,
    /// Files below `data/`.
    pub data: Vec<ListedFile>,
    /// Files below `static/`, published as they are.
    pub statics: Vec<ListedFile>,
    /// Files below `templates/`, `types/`, `styles/`, `scripts/`, `images/` and `i18n/`, which
    /// override those of the theme, and those of the themes in `themes/`.
    pub overrides: Vec<ListedFile>,
    /// `site.yaml`, and the files next to it that concern the entire site.
    pub configuration: Vec<ListedFile>,
}

impl Inventory {
    /// Iterates over all files.
    pub fn all(&self) -> impl Iterator<Item = &ListedFile> {
        self.lists().into_iter().flatten()
    }

    /// Returns whether a file of this name is listed.
    pub fn has(&self, name: &str) -> bool {
        let is_in =
            |list: &Vec<ListedFile>| list.binary_search_by(|file| file.name.as_str().cmp(name)).is_ok();
        self.lists().into_iter().any(is_in)
    }

    fn lists(&self) -> [&Vec<ListedFile>; 6] {
        let Self { documents, resources, data, statics, overrides, configuration } = self;
        [documents, resources, data, statics, overrides, configuration]
    }
}
