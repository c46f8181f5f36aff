//! Pictures and attachments of the site's folder.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::asset::Asset;
use crate::problem::Words;
use crate::site::PageId;
use crate::source::SiteFolder;
use crate::store::Fingerprint;
use crate::text::link::{Destination, destination};

/// A picture or attachment as a document writes it: the document, and what is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct File(pub Arc<str>, pub Arc<str>);

/// The target of a path in front matter or in a body.
pub(in super::super) enum FileTarget<'v> {
    /// Another site.
    Outside(String),
    /// A file of `static/`.
    Static(StaticFile<'v>),
    /// A file next to the document.
    Asset(Arc<Asset>),
}

/// A file of `static/`, which is published as it is.
pub(in super::super) struct StaticFile<'v> {
    /// Its address from the root.
    pub path: String,
    folder: &'v SiteFolder,
}

impl StaticFile<'_> {
    /// Its length in bytes, read from the disk.
    pub fn length(&self) -> Option<u64> {
        let name = format!("static{}", self.path);
        std::fs::metadata(self.folder.path(&name)).ok().map(|data| data.len())
    }
}

impl FileTarget<'_> {
    pub(super) fn print(&self, print: &mut Fingerprint) {
        match self {
            Self::Asset(asset) => print.text(&asset.path).value(&asset.size).number(asset.length),
            Self::Static(file) => print.text(&file.path).number(file.length().unwrap_or_default()),
            // The address is what was asked for.
            Self::Outside(_) => print.number(1),
        };
    }
}

impl View {
    /// The file that `written` means in the document `document`: one next to it, one of `static/`,
    /// or another site's.
    pub(super) fn resolve(&self, written: &str, document: &str) -> Option<FileTarget<'_>> {
        if destination(written) == Destination::Web {
            return Some(FileTarget::Outside(written.trim().to_owned()));
        }
        let name = self.site.resource(document, written)?;
        match name.strip_prefix("static/") {
            Some(path) => {
                Some(FileTarget::Static(StaticFile { path: format!("/{path}"), folder: &self.folder }))
            }
            None => self.assets.site_file(&name).map(FileTarget::Asset),
        }
    }
}

impl Question for File {
    type Answer<'v> = Option<FileTarget<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.resolve(&self.1, &self.0)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(found) = self.answer(view) {
            found.print(print);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("图片或附件“{}”", self.1), format!("picture or attachment {}", self.1))
    }
}
