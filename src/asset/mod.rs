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

mod built_in;
mod bundle;
mod clean;
mod minify;
mod name;
mod photo;
mod picture;
mod statics;
mod stored;
mod style;
mod svg;
#[cfg(test)]
mod tests;
mod treatment;
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, RwLock};

use self::name::{bundle_name, file_name, is_named_by_release, published_path, short};
pub use self::photo::PhotoWords;
use self::photo::{Photos, lock};
pub use self::picture::{Picture, SizedFile};
pub use self::statics::StaticAsset;
pub use self::stored::StoredAsset;
use self::treatment::{Area, Examination, LARGEST_PICTURE, Treatment, drawing, examine, own_ending, treated};
use self::words::{too_large, unreadable};
use crate::attachment::Extent;
use crate::picture::{self as pictures, Format, Limits, Recipe};
use crate::problem::Problem;
use crate::source::{SiteFolder, has_extension, open_plain};
use crate::store::Fingerprint;
use crate::text::slug;
use crate::theme::{Theme, embedded_print};

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
    /// Files that pages show and that are no pictures, by name: the pages report them.
    unshowable: RwLock<HashSet<String>>,
    /// What was requested to be made of each photo, by file.
    recipes: RwLock<HashMap<String, Vec<Recipe>>>,
    /// Whether all files are made anyway, so that a photo may be decoded before they are asked for.
    is_ahead: AtomicBool,
}

impl Assets {
    /// Creates an empty set. `style_version` is the site's own version number of its styles, `most`
    /// the length in bytes that none of its files exceeds.
    pub fn new(folder: SiteFolder, theme: Arc<Theme>, style_version: i64, most: u64) -> Self {
        let release = Fingerprint::new().number(embedded_print()).value(&style_version).done();
        let release = short(&format!("{release:016x}"));
        let (known, recalled, statics, bundles) = Default::default();
        let photos = Photos::new(folder.clone(), most.min(LARGEST_PICTURE));
        let (is_apart, is_ahead, recipes, minified, unshowable) = Default::default();
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
            unshowable,
            recipes,
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
        let known = lock(self.known.read());
        known.values().flatten().map(|asset| (asset.path.clone(), asset.clone())).collect()
    }

    /// Returns the names of the site's files that have been requested.
    pub fn files(&self) -> HashSet<String> {
        let known = lock(self.known.read());
        let file = |(origin, asset): (&Origin, &Option<Arc<Asset>>)| match origin {
            Origin::Site(name) | Origin::Photo(name, _) => asset.as_ref().map(|_| name.clone()),
            Origin::Theme(_) | Origin::Bundle(_) => None,
        };
        known.iter().filter_map(file).collect()
    }

    /// Returns what is to be reported of a file of the site: what was found in it, unless it is no
    /// picture and a page shows it as one. Then the page reports that, and this would be the same
    /// cause for a second time.
    pub fn problems_of(&self, file: Option<&str>, found: &[Problem]) -> Vec<Problem> {
        let is_reported = file.is_some_and(|file| lock(self.unshowable.read()).contains(file));
        if is_reported { Vec::new() } else { found.to_vec() }
    }

    /// Returns the asset at a path in the published folder, if it has been requested.
    pub fn at(&self, path: &str) -> Option<Arc<Asset>> {
        let known = lock(self.known.read());
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

    /// Returns what is published of the file `name` of the site.
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
        if let Some(asset) = lock(self.known.read()).get(&origin) {
            return asset.clone();
        }
        let recalled = match &origin {
            Origin::Site(name) => lock(self.recalled.read()).get(name).cloned(),
            Origin::Theme(_) | Origin::Bundle(_) | Origin::Photo(..) => None,
        };
        let made = || self.made(&origin).map(Arc::new);
        let asset = recalled.or_else(made);
        lock(self.known.write()).entry(origin).or_insert(asset).clone()
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
            let made = asset(origin.clone(), &hash, size, bytes.len() as u64);
            let ending = (treatment != Treatment::Office).then(|| own_ending(name, Format::of(&bytes)));
            match ending.flatten() {
                // Servers tell browsers what a file is by its ending, and those believe them.
                Some(ending) => Asset { path: published_path(name, "", &hash, ending), ..made },
                None => made,
            }
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

/// Returns the width and height of a picture in CSS pixels.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let info = pictures::inspect(bytes, &Limits::default()).ok()?;
    (info.width > 0 && info.height > 0).then_some((info.width, info.height))
}
