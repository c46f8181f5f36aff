//! What a wrong address, link or file name probably meant.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{LeftOut, Site};
use crate::problem::Names;

/// Looked up by what leads nowhere; each made when the first mistake asks for it.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    routes: OnceLock<Names>,
    documents: OnceLock<Names>,
    resources: OnceLock<Names>,
    left_out: OnceLock<HashMap<Box<str>, usize>>,
}

impl Site {
    /// The path of the route that `path` probably meant.
    pub fn nearest_route(&self, path: &str) -> Option<&str> {
        let names = || Names::new(self.routes().iter().map(|route| route.path.as_str()));
        self.nearest.routes.get_or_init(names).nearest("", path)
    }

    /// The document in the folder of the document `file` that `name` probably meant.
    pub fn nearest_document(&self, file: &str, name: &str) -> Option<&str> {
        let files = || self.pages().iter().filter(|page| page.has_body).map(|page| &*page.file);
        self.nearest.documents.get_or_init(|| Names::new(files())).nearest(folder(file), name)
    }

    /// The picture or attachment in the folder of the document `file`, or below it, that `name` probably meant.
    pub fn nearest_resource(&self, file: &str, name: &str) -> Option<&str> {
        let files = || Names::new(self.resources().iter().map(String::as_str));
        self.nearest.resources.get_or_init(files).nearest(folder(file), name)
    }

    /// The page of a file, where it is not shown.
    pub fn left_out_file(&self, file: &str) -> Option<&LeftOut> {
        let files = || self.left_out().iter().enumerate().map(|(at, page)| (page.file.as_str().into(), at));
        let at = self.nearest.left_out.get_or_init(|| files().collect()).get(file)?;
        self.left_out().get(*at)
    }
}

/// The folder of a file, with the `/` at its end.
fn folder(file: &str) -> &str {
    file.rfind('/').and_then(|at| file.get(..=at)).unwrap_or_default()
}
