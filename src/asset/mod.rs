//! **asset**: turns pictures, attachments, styles and scripts into files to publish.
//!
//! In: a file of the site or of the theme. Out: an [`Asset`]: its path in the published folder, and
//! its size. The name of a picture or an attachment changes with its content. Styles and scripts
//! are on every page; their names change with the release of the theme, whose pages depend on them,
//! and with the site's `style_version`. So an edited style changes one file and not ten thousand
//! pages. Photos lose the metadata that cameras add (place, time, owner), but keep their
//! orientation. Only what a page requests is published, so that a draft's pictures appear nowhere.

mod clean;
mod style;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, RwLock};

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::source::{SiteFolder, Stamp, has_extension, read_at_most};
use crate::store::Fingerprint;
use crate::text::slug;
use crate::theme::{OPTION_STYLE, Theme, embedded_print};

/// A file that pages refer to.
#[derive(Debug, PartialEq, Eq)]
pub struct Asset {
    /// Path in the published folder.
    pub path: String,
    /// Width and height in CSS pixels, for pictures.
    pub size: Option<(u32, u32)>,
    /// Length in bytes, as published.
    pub length: u64,
    /// Source of its bytes.
    origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Origin {
    Site(String),
    Theme(String),
}

/// All assets requested in one run.
#[derive(Debug)]
pub struct Assets {
    folder: SiteFolder,
    theme: Arc<Theme>,
    /// The part of the names of styles and scripts that changes with a release.
    release: String,
    // Written once per asset, read once per use.
    known: RwLock<HashMap<Origin, Option<Arc<Asset>>>>,
    /// Files of the site that have not changed since they were last read, by name.
    recalled: RwLock<HashMap<String, Arc<Asset>>>,
}

/// A picture or attachment of the site as it was last read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remembered {
    name: String,
    stamp: Stamp,
    path: String,
    size: Option<(u32, u32)>,
    length: u64,
}

impl Assets {
    /// Creates an empty set. `style_version` is the site's own version number of its styles.
    pub fn new(folder: SiteFolder, theme: Arc<Theme>, style_version: i64) -> Self {
        let release = Fingerprint::new().number(embedded_print()).value(&style_version).done();
        let release = short(&format!("{release:016x}"));
        Self { folder, theme, release, known: RwLock::default(), recalled: RwLock::default() }
    }

    /// Takes over stored assets whose files are unchanged, which then need not be read. `stamp`
    /// returns the present stamp of a file.
    pub fn recall<'s>(&self, remembered: &[Remembered], stamp: impl Fn(&str) -> Option<&'s Stamp>) {
        let current = remembered.iter().filter(|known| stamp(&known.name) == Some(&known.stamp));
        let recalled = current.map(|known| {
            let Remembered { name, path, size, length, .. } = known.clone();
            (name.clone(), Arc::new(Asset { path, size, length, origin: Origin::Site(name) }))
        });
        self.recalled.write().unwrap_or_else(std::sync::PoisonError::into_inner).extend(recalled);
    }

    /// Returns the assets of the site's files, to be stored. `stamp` returns the stamp of a file
    /// before it was read, if it is reliable.
    pub fn remembered<'s>(&self, stamp: impl Fn(&str) -> Option<&'s Stamp>) -> Vec<Remembered> {
        let all = self.all();
        let remembered = all.values().filter_map(|asset| {
            let Origin::Site(name) = &asset.origin else { return None };
            let Asset { path, size, length, .. } = &**asset;
            Some(Remembered {
                name: name.clone(),
                stamp: *stamp(name)?,
                path: path.clone(),
                size: *size,
                length: *length,
            })
        });
        remembered.collect()
    }

    /// Returns the asset of a file of the site, for example `content/news/a.jpg`; `None` if it
    /// cannot be read.
    pub fn site_file(&self, name: &str) -> Option<Arc<Asset>> {
        self.get(Origin::Site(name.to_owned()))
    }

    /// Returns the asset of a file of the theme, for example `styles/site.css`; `None` if the theme
    /// has none.
    pub fn theme_file(&self, name: &str) -> Option<Arc<Asset>> {
        self.get(Origin::Theme(name.to_owned()))
    }

    /// Returns all assets that have been requested, by path.
    pub fn all(&self) -> BTreeMap<String, Arc<Asset>> {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.values().flatten().map(|asset| (asset.path.clone(), asset.clone())).collect()
    }

    /// Returns the names of the site's files that have been requested.
    pub fn files(&self) -> HashSet<String> {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let file = |(origin, asset): (&Origin, &Option<Arc<Asset>>)| match origin {
            Origin::Site(name) => asset.as_ref().map(|_| name.clone()),
            Origin::Theme(_) => None,
        };
        known.iter().filter_map(file).collect()
    }

    /// Returns the asset at a path in the published folder, if it has been requested.
    pub fn at(&self, path: &str) -> Option<Arc<Asset>> {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.values().flatten().find(|asset| asset.path == path).cloned()
    }

    /// Returns the asset that `others` had at a path in the published folder, if its file has not
    /// changed.
    pub fn again(&self, others: &Self, path: &str) -> Option<Arc<Asset>> {
        let before = others.at(path)?;
        self.get(before.origin.clone()).filter(|asset| asset.path == path)
    }

    /// Returns the bytes to publish for an asset.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn bytes(&self, asset: &Asset) -> Result<Vec<u8>, Problem> {
        self.load(&asset.origin).ok_or_else(|| {
            let name = match &asset.origin {
                Origin::Site(name) | Origin::Theme(name) => name,
            };
            Problem::error("source/unreadable", "这个文件读不出来", "this file cannot be read")
                .in_file(name.as_str())
                .help("看看文件还在不在，有没有读取权限", "see whether it is still there and readable")
        })
    }

    fn get(&self, origin: Origin) -> Option<Arc<Asset>> {
        if let Some(asset) = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&origin)
        {
            return asset.clone();
        }
        let recalled = match &origin {
            Origin::Site(name) => {
                self.recalled.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(name).cloned()
            }
            Origin::Theme(_) => None,
        };
        let made = || self.load(&origin).map(|bytes| Arc::new(asset(origin.clone(), &bytes, &self.release)));
        let asset = recalled.or_else(made);
        self.known
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .entry(origin)
            .or_insert(asset)
            .clone()
    }

    fn load(&self, origin: &Origin) -> Option<Vec<u8>> {
        match origin {
            Origin::Site(name) => {
                let bytes = read_at_most(&self.folder.path(name), u64::MAX).ok()??;
                Some(clean::photo(name, bytes))
            }
            Origin::Theme(name) => {
                let bytes = self.theme.read(name)?.into_owned();
                if !has_extension(name, "css") {
                    return Some(bytes);
                }
                let text = String::from_utf8_lossy(&bytes);
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let address = |target: &str| self.theme_file(target).map(|asset| asset.path.clone());
                Some(style::with_addresses(&text, folder, &format!("theme/{folder}"), address).into_bytes())
            }
        }
    }
}

impl Asset {
    /// Returns whether its name changes with its content.
    pub fn is_named_by_content(&self) -> bool {
        match &self.origin {
            Origin::Site(_) => true,
            Origin::Theme(name) => !is_named_by_release(name),
        }
    }
}

/// Returns whether a file of a theme is a style sheet or a script. The style made from the theme's
/// options is excluded: an option changes all pages anyway.
fn is_named_by_release(name: &str) -> bool {
    name != OPTION_STYLE && (has_extension(name, "css") || has_extension(name, "js"))
}

/// Shortens a hash for use in a name.
fn short(hash: &str) -> String {
    hash.chars().take(10).collect()
}

fn asset(origin: Origin, bytes: &[u8], release: &str) -> Asset {
    let hash = match &origin {
        Origin::Theme(name) if is_named_by_release(name) => release.to_owned(),
        _ => short(&blake3::hash(bytes).to_hex()),
    };
    let (name, root) = match &origin {
        Origin::Site(name) => (name.split_once('/').map_or(name.as_str(), |(_, inner)| inner), ""),
        Origin::Theme(name) => (name.as_str(), "theme/"),
    };
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let folders: String = folder.split('/').filter_map(slug).map(|part| part + "/").collect();
    let stem = slug(stem).unwrap_or_else(|| "file".into());
    let extension = slug(extension).unwrap_or_else(|| "bin".into());
    Asset {
        path: format!("{root}{folders}{stem}-{hash}.{extension}"),
        size: picture_size(&extension, bytes),
        length: bytes.len() as u64,
        origin,
    }
}

/// Returns the width and height of a picture in CSS pixels.
fn picture_size(extension: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if extension == "svg" {
        return svg_size(std::str::from_utf8(bytes).ok()?);
    }
    if !matches!(extension, "jpg" | "jpeg" | "png" | "gif" | "webp" | "bmp") {
        return None;
    }
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    Some(if clean::is_turned(bytes) { (height, width) } else { (width, height) })
}

/// Returns the size that an SVG drawing declares: `width` and `height`, else those of its
/// `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = text.get(text.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let attribute = |name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1;
        value.split('"').next()
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let pixels = |text: &str| {
        text.trim_end_matches("px")
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|n| (0.5..1e6).contains(n))
            .map(|n| n.round() as u32)
    };
    if let (Some(width), Some(height)) =
        (attribute("width").and_then(pixels), attribute("height").and_then(pixels))
    {
        return Some((width, height));
    }
    let numbers: Vec<&str> =
        attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    match numbers.as_slice() {
        [_, _, width, height] => Some((pixels(width)?, pixels(height)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_change_with_the_content() {
        let origin = || Origin::Site("content/news/合影 1.jpg".into());
        let (first, second) = (asset(origin(), b"a", "r"), asset(origin(), b"b", "r"));
        assert!(first.path.starts_with("news/he-ying-1-") && first.path.ends_with(".jpg"), "{}", first.path);
        assert_ne!(first.path, second.path);
    }

    #[test]
    fn the_name_of_a_style_changes_with_the_release() {
        let path =
            |name: &str, bytes: &[u8], release: &str| asset(Origin::Theme(name.into()), bytes, release).path;
        assert_eq!(path("styles/main.css", b"a", "1"), "theme/styles/main-1.css");
        assert_eq!(path("styles/main.css", b"b", "1"), path("styles/main.css", b"a", "1"));
        assert_ne!(path("scripts/a.JS", b"a", "1"), path("scripts/a.JS", b"a", "2"));
        assert_ne!(path("images/a.svg", b"a", "1"), path("images/a.svg", b"b", "1"));
    }

    #[test]
    fn drawings_tell_their_size() {
        assert_eq!(svg_size("<svg xmlns=\"x\" width=\"720\" height=\"420px\">"), Some((720, 420)));
        assert_eq!(svg_size("<?xml?><svg viewBox=\"0 0 132 168\">"), Some((132, 168)));
        assert_eq!(svg_size("<svg>"), None);
    }
}
