//! Pictures and attachments of the site's folder.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::asset::{Asset, Assets};
use crate::attachment::{Extent, tells_extent};
use crate::problem::{Problem, Words};
use crate::site::{PageId, static_path};
use crate::store::Fingerprint;
use crate::text::link::{Destination, destination};

/// A file as a document writes it: the document, what is written, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct File(pub Arc<str>, pub Arc<str>, pub FileUse);

/// What a page does with a file. A photo is published in other files for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) enum FileUse {
    /// Shows it, as a picture.
    Show,
    /// Offers it, for opening or storing.
    Offer,
}

/// The target of a path in front matter or in a body.
pub(in super::super) enum FileTarget<'v> {
    /// Another site.
    Outside(String),
    /// A file of `static/`.
    Static(StaticFile<'v>),
    /// A file next to the document.
    Asset(Arc<Asset>),
}

/// A file of `static/`, which keeps its name.
pub(in super::super) struct StaticFile<'v> {
    /// Its address from the root.
    pub path: String,
    /// Its path in the site's folder.
    file: String,
    assets: &'v Assets,
}

impl StaticFile<'_> {
    /// Its path in the site's folder: `static/images/a.jpg`.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Its name in the site's folder.
    pub fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default()
    }

    /// Its length in bytes and how long it is. Only documents tell more than their length, and to
    /// look into every file would take long.
    pub fn measures(&self) -> (Option<u64>, Option<Extent>) {
        if !tells_extent(self.name()) {
            return (self.assets.static_length(&self.file), None);
        }
        let file = self.assets.static_file(&self.file);
        file.map_or((None, None), |file| (Some(file.length), file.extent))
    }
}

impl FileTarget<'_> {
    pub(super) fn print(&self, print: &mut Fingerprint) {
        match self {
            Self::Asset(asset) => print
                .text(&asset.path)
                .text(asset.name())
                .value(&asset.size)
                .value(&asset.extent)
                .value(&asset.length),
            Self::Static(file) => print.text(&file.path).value(&file.measures()),
            // The address is what was asked for.
            Self::Outside(_) => print.number(1),
        };
    }
}

impl View {
    /// The file that `written` means in the document `document`: one next to it, one of `static/`,
    /// or another site's.
    pub(super) fn resolve(&self, written: &str, document: &str, used: FileUse) -> Option<FileTarget<'_>> {
        if destination(written) == Destination::Web {
            return Some(FileTarget::Outside(written.trim().to_owned()));
        }
        let name = self.site.resource(document, written)?;
        if name.starts_with("static/") {
            return Some(FileTarget::Static(self.static_file(name)));
        }
        let asset = match used {
            FileUse::Show => self.assets.shown_file(&name),
            FileUse::Offer => self.assets.site_file(&name),
        };
        asset.map(FileTarget::Asset)
    }

    /// Whether a file is one that a page shows as a picture, or one of `static/`. Only such a file
    /// may be shown in other sizes: data can't name the photo of a draft, or a file elsewhere.
    pub fn is_shown(&self, file: &str) -> bool {
        self.assets.is_shown(file) || self.site.statics().contains(file)
    }

    /// A file of `static/`, such as `static/files/a.pdf`.
    pub(super) fn static_file(&self, file: String) -> StaticFile<'_> {
        StaticFile { path: format!("/{}", static_path(&file)), file, assets: &self.assets }
    }
}

impl View {
    /// Why a file cannot be shown as a picture. Nothing has to be recorded: a page with such a file
    /// is not published.
    pub fn unshowable(&self, found: &FileTarget<'_>) -> Option<Problem> {
        let file = match found {
            FileTarget::Asset(asset) => asset.file()?,
            FileTarget::Static(file) => &file.file,
            FileTarget::Outside(_) => return None,
        };
        self.assets.refusal(file).map(|refusal| refusal.problem())
    }
}

impl Question for File {
    type Answer<'v> = Option<FileTarget<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.resolve(&self.1, &self.0, self.2)
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
