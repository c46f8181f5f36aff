//! Photos in the sizes that a place of the theme needs.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::asset::Picture;
use crate::picture::Focus;
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

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
