//! Reads the documents of a site's folder that are rows of tables.

use std::sync::Arc;

use super::SiteFolder;
use super::rows::RowDocuments;
use crate::problem::Problem;

impl SiteFolder {
    /// Adds the documents that are rows of tables, once they are known.
    pub(crate) fn set_rows(&self, rows: RowDocuments) {
        // They are made once for each opening of a site.
        let _ = self.rows.set(rows);
    }

    /// Returns the documents that are rows of tables, as far as they are known.
    pub(crate) fn rows(&self) -> Option<&RowDocuments> {
        self.rows.get()
    }

    /// Returns the text of the file `name`, or of the row that stands for it; `None` if it cannot
    /// be read. For callers that already report what is wrong with the file, perhaps that it is not
    /// a file.
    pub fn text(&self, name: &str) -> Option<Arc<str>> {
        match self.rows().and_then(|rows| rows.text(name)) {
            Some(text) => Some(text.into()),
            None => self.written(name),
        }
    }

    /// Returns the text that is written in the file `name` itself, whether or not a row belongs
    /// to it.
    pub(crate) fn written(&self, name: &str) -> Option<Arc<str>> {
        let path = self.path(name);
        if !path.is_file() || !self.is_own_file(&path) {
            return None;
        }
        self.read_file(name).ok().map(|(text, _)| text.into())
    }

    /// Returns the problems with those in rows at their tables.
    pub(crate) fn at_tables(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let Some(rows) = self.rows().filter(|rows| !rows.is_empty()) else { return problems };
        let written = |name: &str| self.written(name);
        problems.into_iter().map(|problem| rows.moved(&written, problem)).collect()
    }
}
