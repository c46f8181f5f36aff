//! Photos in the sizes that a place of the theme needs.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::asset::Picture;
use crate::picture::Focus;
use crate::problem::Words;
use crate::site::{PageId, static_path};
use crate::store::Fingerprint;

/// The field of a page that offers originals.
const ORIGINALS: &str = "originals";

/// A photo of the site, a purpose of the theme, and the point of the photo that must be seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Photo {
    /// Its file, for example `content/news/a.jpg`.
    pub file: Arc<str>,
    /// The name of the purpose in `theme.yaml`.
    pub purpose: Arc<str>,
    pub focus: Focus,
}

/// A photo for a purpose, and how wide it is shown.
pub(in super::super) struct PhotoView<'v> {
    pub picture: Picture,
    /// HTML's attribute `sizes`.
    pub sizes: &'v str,
}

impl Question for Photo {
    /// `None` if the theme has no such purpose, or the file is not a photo.
    type Answer<'v> = Option<PhotoView<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let purpose = view.theme.pictures.get(&self.purpose)?;
        let picture = view.assets.picture(&self.file, purpose, self.focus)?;
        Some(PhotoView { picture, sizes: &purpose.sizes })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(found) = self.answer(view) {
            print.value(&found.picture).text(found.sizes);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("照片“{}”", self.file), format!("photo {}", self.file))
    }
}

/// The original of a photo, if the page whose document shows it offers originals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Original {
    /// The document, for example `content/news/a.md`.
    pub document: Arc<str>,
    /// The file of the photo, for example `content/news/a.jpg`.
    pub file: Arc<str>,
}

/// An original that readers can store.
pub(in super::super) struct OriginalView {
    /// Address from the root.
    pub url: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Length in bytes.
    pub length: u64,
}

impl Question for Original {
    type Answer<'v> = Option<OriginalView>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let page = view.site.page(view.site.page_of_file(&self.document)?)?;
        page.fields.is(ORIGINALS).then_some(())?;
        let size = view.assets.larger_original(&self.file)?;
        let (path, length) = if self.file.starts_with("static/") {
            (static_path(&self.file).to_string(), view.assets.static_file(&self.file)?.length)
        } else {
            let asset = view.assets.site_file(&self.file)?;
            (asset.path.clone(), asset.length?)
        };
        Some(OriginalView { url: format!("/{path}"), size, length })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(found) = self.answer(view) {
            print.text(&found.url).value(&found.size).value(&found.length);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("原图“{}”", self.file), format!("original of {}", self.file))
    }
}

/// The names of the purposes that the theme declares.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Purposes;

impl Question for Purposes {
    type Answer<'v> = Vec<&'v str>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.theme.pictures.names().collect()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.value(&self.answer(view));
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("主题声明的图片用途", "purposes of pictures in the theme")
    }
}
