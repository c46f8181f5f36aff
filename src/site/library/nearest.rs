//! Finds the files that a wrong name probably meant, and those of `static/` by published names.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::page::Page;
use super::selection::HiddenPage;
use super::statics::static_path;
use crate::problem::Names;

/// Indexes for what is rarely asked, each made for the first question: a build without mistakes
/// makes none. They depend on names of files only, so that an edit keeps them.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    documents: OnceLock<Names>,
    resources: OnceLock<Names>,
    statics: OnceLock<Names>,
    left_out: OnceLock<HashMap<Box<str>, usize>>,
    /// The files of `static/` that are published under another name, by that name.
    renamed: OnceLock<HashMap<Box<str>, Box<str>>>,
}

impl Nearest {
    /// The document in the folder of the document `file` that `name` probably meant.
    pub(super) fn document(&self, pages: &[Arc<Page>], file: &str, name: &str) -> Option<&str> {
        self.document_names(pages).nearest(folder(file), file, name)
    }

    /// The file of `static/` that an address from the root probably meant, as such an address.
    pub(super) fn static_file<'n>(&'n self, statics: &'n BTreeSet<String>, address: &str) -> Option<String> {
        let path = address.trim_start_matches('/');
        // `/专题` is probably `/专题/index.html`, which looks unlike it.
        let index = format!("{}/index.html", path.trim_end_matches('/'));
        if statics.contains(&format!("static/{index}")) {
            return Some(format!("/{index}"));
        }
        let names = || Names::new(statics.iter().map(String::as_str));
        let found = self.statics.get_or_init(names).nearest("static/", "", path);
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

    /// The file of `static/` that is published at this path.
    pub(super) fn published_at<'n>(&'n self, statics: &'n BTreeSet<String>, path: &str) -> Option<&'n str> {
        // Only one that keeps its name has the name of its path.
        if let Some(file) = statics.get(&format!("static/{path}"))
            && static_path(file) == path
        {
            return Some(file);
        }
        let renamed = || {
            let paths = statics.iter().map(|file| (static_path(file), file));
            let others = paths.filter(|(path, file)| file.strip_prefix("static/") != Some(&**path));
            // The first of two that are published under one name, which is a problem of its own.
            others.rev().map(|(path, file)| (path.into(), file.as_str().into())).collect()
        };
        self.renamed.get_or_init(renamed).get(path).map(|file| &**file)
    }

    /// Whether a document is in this folder, whose name ends in `/`.
    pub(super) fn has_documents(&self, pages: &[Arc<Page>], folder: &str) -> bool {
        self.document_names(pages).has(folder)
    }

    fn document_names(&self, pages: &[Arc<Page>]) -> &Names {
        let files = || pages.iter().filter(|page| page.has_body).map(|page| &*page.file);
        self.documents.get_or_init(|| Names::new(files()))
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
