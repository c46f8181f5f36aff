//! Finds the files that a wrong name probably meant.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::page::Page;
use super::selection::HiddenPage;
use crate::problem::Names;

/// Indexes for suggestions, each made when the first mistake needs it. They depend on names of
/// files only, so that an edit keeps them.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    documents: OnceLock<Names>,
    resources: OnceLock<Names>,
    statics: OnceLock<Names>,
    left_out: OnceLock<HashMap<Box<str>, usize>>,
}

impl Nearest {
    /// The document in the folder of the document `file` that `name` probably meant.
    pub(super) fn document(&self, pages: &[Arc<Page>], file: &str, name: &str) -> Option<&str> {
        let files = || pages.iter().filter(|page| page.has_body).map(|page| &*page.file);
        self.documents.get_or_init(|| Names::new(files())).nearest(folder(file), file, name)
    }

    /// The file of `static/` that an address from the root probably meant, as such an address.
    pub(super) fn static_file<'n>(
        &'n self,
        statics: impl IntoIterator<Item = &'n String>,
        address: &str,
    ) -> Option<String> {
        let names = || Names::new(statics.into_iter().map(String::as_str));
        let found = self.statics.get_or_init(names).nearest("static/", "", address.trim_start_matches('/'));
        found.map(|name| format!("/{name}"))
    }

    /// The picture or attachment in or below the folder of the document `file` that `name` probably
    /// meant.
    pub(super) fn resource<'n>(
        &'n self,
        resources: impl IntoIterator<Item = &'n String>,
        file: &str,
        name: &str,
    ) -> Option<&'n str> {
        let names = || Names::new(resources.into_iter().map(String::as_str));
        self.resources.get_or_init(names).nearest(folder(file), file, name)
    }

    /// The page of a file among those that are not shown.
    pub(super) fn left_out<'l>(&self, left_out: &'l [HiddenPage], file: &str) -> Option<&'l HiddenPage> {
        let files = || left_out.iter().enumerate().map(|(at, page)| (page.file.as_str().into(), at));
        let at = self.left_out.get_or_init(|| files().collect()).get(file)?;
        left_out.get(*at)
    }
}

/// The folder of a file, with a trailing `/`.
fn folder(file: &str) -> &str {
    file.rfind('/').and_then(|at| file.get(..=at)).unwrap_or_default()
}
