//! **asset**: turns pictures, attachments, styles and scripts into files to publish.
//!
//! In: a file of the site or of the theme. Out: an [`Asset`]: its path in the published folder, and
//! its size. The name of a picture or an attachment changes with its content. Styles and scripts
//! are on every page; their names change with the release of the theme, whose pages depend on them,
//! and with the site's `style_version`. So an edited style changes one file and not ten thousand
//! pages. The styles and scripts of a bundle are published as one file. Photos lose the metadata
//! that cameras add (place, time, owner), drawings what could run or ask elsewhere, and office
//! documents the names of their makers; what a file is, its content says. Only what a page requests
//! is published, so that a draft's pictures appear nowhere.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod bundle;
mod clean;
mod minify;
mod photo;
mod picture;
mod style;
mod svg;
mod treatment;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, RwLock};

use serde::{Deserialize, Serialize};

pub use self::photo::unshowable;
use self::photo::{Photo, Photos, lock};
pub use self::picture::{Picture, SizedFile};
use self::treatment::{Area, Examination, LARGEST_PICTURE, Treatment, drawing, examine, treated};
use crate::attachment::Extent;
use crate::picture::{self as pictures, Limits, Recipe};
use crate::problem::Problem;
use crate::source::{SiteFolder, Stamp, has_extension, open_plain};
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
    /// Length in bytes, as published; `None` for a photo, which is made later.
    pub length: Option<u64>,
    /// How long it is, for documents that say it.
    pub extent: Option<Extent>,
    /// What its writer should know, with places.
    pub problems: Vec<Problem>,
    treatment: Treatment,
    /// Source of its bytes.
    origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Origin {
    Site(String),
    Theme(String),
    /// Styles or scripts of the theme in one file, in this order.
    Bundle(Arc<[String]>),
    /// A file made of a photo of the site.
    Photo(String, Recipe),
}

/// The content of an asset, as it is published.
#[derive(Debug)]
pub enum Content {
    /// Made from the file: a picture without its metadata, a style with its addresses.
    Bytes(Vec<u8>),
    /// The file is copied as it is, whatever its length.
    File(PathBuf),
}

/// The files of bundles, by the names that they are made from.
type Bundles = HashMap<Vec<String>, Arc<[Arc<Asset>]>>;

/// All assets requested in one run.
#[derive(Debug)]
pub struct Assets {
    folder: SiteFolder,
    theme: Arc<Theme>,
    /// The part of the names of styles and scripts that changes with a release.
    release: String,
    /// Length in bytes that no file of the site exceeds.
    most: u64,
    /// Whether styles and scripts keep their comments, each in a file of its own.
    is_apart: bool,
    /// The files of the bundles that were requested, by the names that they are made from.
    bundles: RwLock<Bundles>,
    /// Styles and scripts without their comments, by name.
    minified: RwLock<HashMap<String, Option<Arc<minify::Minified>>>>,
    // Written once per asset, read once per use.
    known: RwLock<HashMap<Origin, Option<Arc<Asset>>>>,
    /// Files of the site that have not changed since they were last read, by name.
    recalled: RwLock<HashMap<String, Arc<Asset>>>,
    /// Files of `static/` that were looked at, by name.
    statics: RwLock<HashMap<String, Option<Arc<StaticAsset>>>>,
    photos: Photos,
    /// Photos that were requested as pictures, by file.
    shown: RwLock<HashSet<String>>,
    /// Whether all files are made anyway, so that a photo may be decoded before they are asked for.
    is_ahead: AtomicBool,
}

/// A file of `static/`, which keeps its name.
#[derive(Debug)]
pub struct StaticAsset {
    /// Length in bytes, as published.
    pub length: u64,
    /// How long it is, for documents that say it.
    pub extent: Option<Extent>,
    /// What its writer should know, with places.
    pub problems: Vec<Problem>,
    treatment: Treatment,
}

/// A picture or attachment of the site as it was last read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredAsset {
    name: String,
    stamp: Stamp,
    content: StoredContent,
}

/// What was read of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum StoredContent {
    /// A file as it is published.
    File {
        path: String,
        size: Option<(u32, u32)>,
        length: Option<u64>,
        extent: Option<Extent>,
        treatment: Treatment,
    },
    /// A photo, and its colour.
    Photo(Photo, Option<String>),
}

impl Assets {
    /// Creates an empty set. `style_version` is the site's own version number of its styles, `most`
    /// the length in bytes that none of its files exceeds.
    pub fn new(folder: SiteFolder, theme: Arc<Theme>, style_version: i64, most: u64) -> Self {
        let release = Fingerprint::new().number(embedded_print()).value(&style_version).done();
        let release = short(&format!("{release:016x}"));
        let (known, recalled, statics, bundles) = Default::default();
        let photos = Photos::new(folder.clone(), most.min(LARGEST_PICTURE));
        let (is_apart, is_ahead, shown, minified) = Default::default();
        Self {
            folder,
            theme,
            release,
            most,
            is_apart,
            bundles,
            known,
            recalled,
            statics,
            photos,
            shown,
            is_ahead,
            minified,
        }
    }

    /// Leaves styles and scripts as they are, each in a file of its own: for the preview, which
    /// exchanges single style sheets of a page.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { is_apart: true, ..self }
    }

    /// Takes over stored assets whose files are unchanged, which then need not be read. `stamp`
    /// returns the present stamp of a file.
    pub fn recall<'s>(&self, remembered: &[StoredAsset], stamp: impl Fn(&str) -> Option<&'s Stamp>) {
        for known in remembered.iter().filter(|known| stamp(&known.name) == Some(&known.stamp)) {
            let name = known.name.clone();
            match known.content.clone() {
                StoredContent::Photo(photo, tone) => self.photos.recall(name, photo, tone),
                StoredContent::File { path, size, length, extent, treatment } => {
                    let (origin, problems) = (Origin::Site(name.clone()), Vec::new());
                    let asset = Asset { path, size, length, extent, problems, treatment, origin };
                    lock(self.recalled.write()).insert(name, Arc::new(asset));
                }
            }
        }
    }

    /// Returns the assets of the site's files, to be stored. `stamp` returns the stamp of a file
    /// before it was read, if it is reliable. A file with problems is looked at again by the next
    /// build, which reports them, too.
    pub fn remembered<'s>(&self, stamp: impl Fn(&str) -> Option<&'s Stamp>) -> Vec<StoredAsset> {
        let known = lock(self.known.read());
        let files = known.values().flatten().filter_map(|asset| {
            let Origin::Site(name) = &asset.origin else { return None };
            let Asset { path, size, length, extent, treatment, problems, .. } = &**asset;
            problems.is_empty().then_some(())?;
            let (path, size, length, extent) = (path.clone(), *size, *length, *extent);
            let content = StoredContent::File { path, size, length, extent, treatment: *treatment };
            Some((name.clone(), content))
        });
        let photos = self.photos.all().into_iter().map(|(name, photo)| {
            let tone = photo.tone.get().cloned();
            (name, StoredContent::Photo((*photo).clone(), tone))
        });
        let stored = files.chain(photos).filter_map(|(name, content)| {
            let stamp = *stamp(&name)?;
            Some(StoredAsset { name, stamp, content })
        });
        let mut stored: Vec<StoredAsset> = stored.collect();
        stored.sort_by(|a, b| a.name.cmp(&b.name));
        stored
    }

    /// Returns the asset of a file of the site, for example `content/news/a.docx`; `None` if it
    /// cannot be read. A photo that is offered as a file is published whole, without its metadata.
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
            Origin::Site(name) | Origin::Photo(name, _) => asset.as_ref().map(|_| name.clone()),
            Origin::Theme(_) | Origin::Bundle(_) => None,
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

    /// Returns the content to publish for an asset.
    ///
    /// # Errors
    /// The file cannot be read any more, or it is a picture that is too large.
    pub fn content(&self, asset: &Asset) -> Result<Content, Problem> {
        match &asset.origin {
            Origin::Site(name) => self.file_content(name, asset.treatment),
            Origin::Photo(name, recipe) => self.made_photo(name, recipe).map(Content::Bytes),
            Origin::Theme(name) => {
                self.of_theme(name).map(|(bytes, _)| Content::Bytes(bytes)).ok_or_else(|| unreadable(name))
            }
            Origin::Bundle(names) => {
                let bytes = self.bundle_bytes(names).map(Content::Bytes);
                bytes.ok_or_else(|| unreadable(&names.join(" + ")))
            }
        }
    }

    /// Returns what is known of a file of `static/`, for example `static/files/a.pdf`; `None` if it
    /// cannot be read.
    pub fn static_file(&self, name: &str) -> Option<Arc<StaticAsset>> {
        let known = self.statics.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(asset) = known.get(name) {
            return asset.clone();
        }
        drop(known);
        let asset = self.examined_static(name).map(Arc::new);
        let mut known = self.statics.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.entry(name.to_owned()).or_insert(asset).clone()
    }

    /// Returns the length of a file of `static/` as it is there.
    pub fn static_length(&self, name: &str) -> Option<u64> {
        std::fs::metadata(self.folder.path(name)).ok().map(|data| data.len())
    }

    fn examined_static(&self, name: &str) -> Option<StaticAsset> {
        let path = self.folder.path(name);
        let found = examine(&path, name, Area::Static, self.most).ok()?;
        let Examination { treatment, extent, mut problems } = found;
        let mut length = std::fs::metadata(&path).ok()?.len();
        if !matches!(treatment, Treatment::Copy | Treatment::Refuse) {
            let (bytes, told) = treated(treatment, &path, name)?;
            length = bytes.len() as u64;
            problems.extend(told);
        }
        Some(StaticAsset { length, extent, problems, treatment })
    }

    /// Returns the content to publish for a file of `static/`.
    ///
    /// # Errors
    /// The file cannot be read, or it is a picture that is too large.
    pub fn static_content(&self, name: &str) -> Result<Content, Problem> {
        let asset = self.static_file(name).ok_or_else(|| unreadable(name))?;
        self.file_content(name, asset.treatment)
    }

    fn file_content(&self, name: &str, treatment: Treatment) -> Result<Content, Problem> {
        let path = self.folder.path(name);
        match treatment {
            Treatment::Refuse => Err(too_large(name)),
            Treatment::Copy if open_plain(&path).is_ok() => Ok(Content::File(path)),
            Treatment::Copy => Err(unreadable(name)),
            Treatment::Photo | Treatment::Drawing | Treatment::Office => treated(treatment, &path, name)
                .map(|(bytes, _)| Content::Bytes(bytes))
                .ok_or_else(|| unreadable(name)),
        }
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
            Origin::Theme(_) | Origin::Bundle(_) | Origin::Photo(..) => None,
        };
        let made = || self.made(&origin).map(Arc::new);
        let asset = recalled.or_else(made);
        self.known
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .entry(origin)
            .or_insert(asset)
            .clone()
    }

    /// Makes the asset of a file; reads the entire file into memory only if it is changed.
    fn made(&self, origin: &Origin) -> Option<Asset> {
        match origin {
            Origin::Site(name) => self.made_of_site(name, origin),
            Origin::Photo(name, recipe) => self.photo_asset(name, recipe),
            Origin::Theme(name) => {
                let (bytes, problems) = self.of_theme(name)?;
                let hash = if is_named_by_release(name) {
                    self.release.clone()
                } else {
                    short(&blake3::hash(&bytes).to_hex())
                };
                let size = picture_size(&bytes);
                let made = asset(origin.clone(), &hash, size, bytes.len() as u64);
                Some(Asset { problems, ..made })
            }
            Origin::Bundle(names) => {
                let made = asset(origin.clone(), &self.bundle_hash(names), None, 0);
                Some(Asset { length: None, ..made })
            }
        }
    }

    fn made_of_site(&self, name: &str, origin: &Origin) -> Option<Asset> {
        let path = self.folder.path(name);
        let found = examine(&path, name, Area::Content, self.most).ok()?;
        let Examination { treatment, extent, mut problems } = found;
        if treatment == Treatment::Refuse {
            // It is never published: `content` reports it.
            let hash = short(&blake3::hash(name.as_bytes()).to_hex());
            let made = asset(origin.clone(), &hash, None, LARGEST_PICTURE);
            return Some(Asset { treatment, ..made });
        }
        let made = if treatment == Treatment::Copy {
            let (hash, head, length) = streamed(open_plain(&path).ok()?).ok()?;
            asset(origin.clone(), &hash, picture_size(&head), length)
        } else {
            let (bytes, told) = treated(treatment, &path, name)?;
            problems.extend(told);
            let hash = short(&blake3::hash(&bytes).to_hex());
            let size = picture_size(&bytes);
            asset(origin.clone(), &hash, size, bytes.len() as u64)
        };
        Some(Asset { extent, problems, treatment, ..made })
    }

    /// Returns the bytes of a file of the theme, as they are published, and what was removed.
    fn of_theme(&self, name: &str) -> Option<(Vec<u8>, Vec<Problem>)> {
        if has_extension(name, "svg") {
            return Some(drawing(&self.theme.shown(name), self.theme.read(name)?.into_owned()));
        }
        Some((self.theme_bytes(name)?, Vec::new()))
    }
}

impl Asset {
    /// Returns the file of the site that it is made from, for example `content/news/a.jpg`.
    pub fn file(&self) -> Option<&str> {
        match &self.origin {
            Origin::Site(name) | Origin::Photo(name, _) => Some(name),
            Origin::Theme(_) | Origin::Bundle(_) => None,
        }
    }

    /// Returns the file of the photo that it is made from, for example `content/news/a.jpg`.
    pub fn photo(&self) -> Option<&str> {
        match &self.origin {
            Origin::Photo(name, _) => Some(name),
            Origin::Site(_) | Origin::Theme(_) | Origin::Bundle(_) => None,
        }
    }

    /// Returns the name of the file that it is made from.
    pub fn name(&self) -> &str {
        match &self.origin {
            Origin::Site(name) | Origin::Theme(name) | Origin::Photo(name, _) => file_name(name),
            Origin::Bundle(names) => names.first().map_or("", |name| file_name(name)),
        }
    }

    /// Returns whether its name changes with its content.
    pub fn is_named_by_content(&self) -> bool {
        match &self.origin {
            Origin::Site(_) | Origin::Photo(..) => true,
            Origin::Theme(name) => !is_named_by_release(name),
            Origin::Bundle(_) => false,
        }
    }
}

/// Returns the name that a bundle has in the theme.
fn bundle_name(names: &[String]) -> String {
    let first = names.first().map_or("", String::as_str);
    let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/bundle.{}", if has_extension(first, "css") { "css" } else { "js" })
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

/// Reads a file in pieces. Returns its hash, its beginning and its length.
fn streamed(mut file: std::fs::File) -> io::Result<(String, Vec<u8>, u64)> {
    /// Length of the beginning, in bytes: enough for the size of a picture.
    const HEAD: u64 = 64 << 10;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head).update_reader(file)?;
    Ok((short(&hasher.finalize().to_hex()), head, hasher.count()))
}

fn unreadable(name: &str) -> Problem {
    Problem::error("source/unreadable", "这个文件读不出来", "this file cannot be read")
        .in_file(name)
        .help("看看文件还在不在，有没有读取权限", "see whether it is still there and readable")
}

fn too_large(name: &str) -> Problem {
    let most = LARGEST_PICTURE >> 20;
    Problem::error(
        "img/too-large",
        format!("这张图片太大，超过了 {most} MB，不能发布"),
        format!("this picture is larger than {most} MB and is not published"),
    )
    .in_file(name)
    .help(
        "用画图、看图软件把它缩小，宽 2000 像素就够；要给人下载原图的，打成压缩包作附件",
        "make it smaller with a picture editor: a width of 2000 pixels is enough; for a download put the original into an archive",
    )
}

/// Describes a file that is published.
fn asset(origin: Origin, hash: &str, size: Option<(u32, u32)>, length: u64) -> Asset {
    let bundle;
    let (name, root) = match &origin {
        Origin::Site(name) | Origin::Photo(name, _) => (name.as_str(), ""),
        Origin::Theme(name) => (name.as_str(), "theme/"),
        Origin::Bundle(names) => {
            bundle = bundle_name(names);
            (bundle.as_str(), "theme/")
        }
    };
    let (_, extension) = file_name(name).rsplit_once('.').unwrap_or(("", "bin"));
    let extension = slug(extension).unwrap_or_else(|| "bin".into());
    Asset {
        path: published_path(name, root, hash, &extension),
        size,
        length: Some(length),
        extent: None,
        problems: Vec::new(),
        treatment: Treatment::Copy,
        origin,
    }
}

fn file_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, file)| file)
}

/// Returns the path under which something made of the file `name` is published: the file's folders
/// and name in ASCII, what tells this content from others, and an extension.
///
/// `content/news/合影.jpg` → `news/he-ying-0123456789.jpg`
fn published_path(name: &str, root: &str, hash: &str, extension: &str) -> String {
    // A file of the site is in `content/`, `data/` or `static/`.
    let inner = if root.is_empty() { name.split_once('/').map_or(name, |(_, inner)| inner) } else { name };
    let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folders: String = folder.split('/').filter_map(slug).map(|part| part + "/").collect();
    let stem = slug(stem).unwrap_or_else(|| "file".into());
    format!("{root}{folders}{stem}-{hash}.{extension}")
}

/// Returns the width and height of a picture in CSS pixels.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let info = pictures::inspect(bytes, &Limits::default()).ok()?;
    (info.width > 0 && info.height > 0).then_some((info.width, info.height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    /// Writes a file into the site in `root`, and makes its asset.
    fn site_asset(root: &std::path::Path, name: &str, bytes: &[u8]) -> (Assets, Arc<Asset>) {
        std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        std::fs::write(root.join("site.yaml"), "title: 甲\n").unwrap();
        std::fs::write(root.join(name), bytes).unwrap();
        let folder = SiteFolder::open(root).unwrap();
        let common = SourceText::new("common.yaml", include_str!("../schema/common.yaml"));
        let common = crate::schema::declare_group(&common).unwrap();
        let (theme, _) = Theme::load(root, "classic", &["zh"], &common, None).unwrap();
        let assets = Assets::new(folder, Arc::new(theme), 0, 30 << 20);
        let asset = assets.site_file(name).unwrap();
        (assets, asset)
    }

    #[test]
    fn only_what_is_looked_at_is_read_into_memory() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["content/a.pdf", "content/a.mp4", "content/a.GIF", "content/a"] {
            let bytes = [b"%PDF-1.7\n".as_slice(), &[7; 200_000]].concat();
            let (assets, asset) = site_asset(dir.path(), name, &bytes);
            let content = assets.content(&asset).unwrap();
            assert!(matches!(content, Content::File(path) if path.ends_with(name)));
            assert_eq!((asset.length, asset.size), (Some(bytes.len() as u64), None));
            let hash = short(&blake3::hash(&bytes).to_hex());
            assert!(asset.path.contains(&hash), "{}", asset.path);
        }
    }

    #[test]
    fn a_photo_whose_parts_are_not_understood_is_not_published() {
        let dir = tempfile::tempdir().unwrap();
        let (assets, asset) = site_asset(dir.path(), "content/a.txt", b"\xFF\xD8\xFFis a photo");
        assert!(asset.problems.iter().any(|problem| problem.code == "img/unreadable" && problem.is_error()));
        assert!(matches!(assets.content(&asset), Ok(Content::Bytes(bytes)) if bytes.is_empty()));
    }

    #[test]
    fn a_picture_that_is_too_large_is_told_and_not_read() {
        for name in ["content/a.jpg", "content/a.PNG", "content/a.svg"] {
            let dir = tempfile::tempdir().unwrap();
            let (assets, _) = site_asset(dir.path(), "content/b.jpg", b"");
            let file = std::fs::File::create(dir.path().join(name)).unwrap();
            file.set_len(LARGEST_PICTURE + 1).unwrap();
            let asset = assets.site_file(name).unwrap();
            assert_eq!(assets.content(&asset).unwrap_err().code, "img/too-large", "{name}");
        }
    }

    #[test]
    fn a_drawing_is_published_as_xml() {
        let dir = tempfile::tempdir().unwrap();
        let (assets, asset) = site_asset(
            dir.path(),
            "content/a.svg",
            "<svg width=\"1\" height=\"2\"><text>甲\u{1}乙\u{1f}</text></svg>".as_bytes(),
        );
        let content = assets.content(&asset).unwrap();
        assert!(
            matches!(content, Content::Bytes(bytes) if bytes.ends_with("<text>甲乙</text></svg>".as_bytes()))
        );
        let codes: Vec<_> = asset.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["text/invisible"]);
        assert_eq!(asset.size, Some((1, 2)));
    }

    #[test]
    fn names_are_ascii_and_change_with_the_content() {
        let dir = tempfile::tempdir().unwrap();
        let made = |bytes: &[u8]| site_asset(dir.path(), "content/news/合影 1.jpg", bytes).1;
        let (first, second) = (made(b"a"), made(b"b"));
        assert!(first.path.starts_with("news/he-ying-1-") && first.path.ends_with(".jpg"), "{}", first.path);
        assert_ne!(first.path, second.path);
    }

    #[test]
    fn the_name_of_a_style_changes_with_the_release() {
        let path = |name: &str, bytes: &[u8], release: &str| {
            let hash = if is_named_by_release(name) {
                release.to_owned()
            } else {
                short(&blake3::hash(bytes).to_hex())
            };
            asset(Origin::Theme(name.into()), &hash, None, 0).path
        };
        assert_eq!(path("styles/main.css", b"a", "1"), "theme/styles/main-1.css");
        assert_eq!(path("styles/main.css", b"b", "1"), path("styles/main.css", b"a", "1"));
        assert_ne!(path("scripts/a.JS", b"a", "1"), path("scripts/a.JS", b"a", "2"));
        assert_ne!(path("images/a.svg", b"a", "1"), path("images/a.svg", b"b", "1"));
    }
}
