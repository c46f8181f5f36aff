//! Finds the files that may be photos: of a site what it publishes, of other folders everything.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::keep::ORIGINALS;
use super::report::{kept_already, missing, unwritten};
use crate::problem::Problem;
use crate::schema::{common_group, is_yes};
use crate::site::percent_decoded;
use crate::source::SiteFolder;
use crate::source::yaml::Node;

/// The field of an article that offers the originals of its photos.
const FIELD: &str = "originals";

/// A file, and where its original would be kept.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// As it was named, for messages.
    pub file: PathBuf,
    /// The file itself, where no link leads elsewhere.
    pub real: PathBuf,
    /// The folder to which it belongs: that of its site.
    pub root: PathBuf,
    /// Its path within that folder.
    pub inner: PathBuf,
    /// Whether it was named itself, and not found in a folder.
    pub is_named: bool,
    /// The document that offers the original to readers, if one does.
    pub offered_by: Option<String>,
}

/// Returns the files of sites and other folders, and single files, each once, and problems with
/// those that cannot be read.
///
/// # Errors
/// A place does not exist, or it is what was kept.
pub(super) fn found_files(places: &[PathBuf]) -> Result<(Vec<FoundFile>, Vec<Problem>), Vec<Problem>> {
    let mut finder = Finder::default();
    for place in places {
        finder.place(place)?;
    }
    Ok((finder.files, finder.problems))
}

#[derive(Default)]
struct Finder {
    files: Vec<FoundFile>,
    problems: Vec<Problem>,
    met: HashSet<PathBuf>,
    /// By the folder of the site.
    offers: HashMap<PathBuf, Offers>,
}

/// The documents of a site that offer originals to readers.
#[derive(Default)]
struct Offers(Vec<(String, String)>);

impl Offers {
    /// Reads the documents that may; of a folder that is no site there are none.
    fn of(root: &Path) -> Self {
        let Ok(folder) = SiteFolder::open(root) else { return Self::default() };
        let (inventory, _) = folder.inventory();
        let offers = |name: &str| {
            let (document, _) = folder.document(name).ok()?;
            let may = [ORIGINALS, FIELD].iter().any(|word| document.text.contains(word));
            let yaml = may.then(|| document.yaml().ok()).flatten()?;
            let is_offer = |(key, value): &(String, Node)| {
                common_group().meant_by(key).is_some_and(|field| &*field.key == FIELD) && is_yes(value)
            };
            yaml.node.entries().iter().any(is_offer).then(|| percent_decoded(&document.text))
        };
        let documents = inventory.documents.into_iter();
        let offering = documents.filter_map(|file| offers(&file.name).map(|text| (file.name, text)));
        Self(offering.collect())
    }

    /// Returns the document that shows a file of this name.
    fn by(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(_, text)| text.contains(name)).map(|(document, _)| document.as_str())
    }
}

impl Finder {
    fn place(&mut self, place: &Path) -> Result<(), Vec<Problem>> {
        // `..` in a path would lead what is kept elsewhere.
        let real = place.canonicalize().map_err(|_| vec![missing(place)])?;
        let folder = if real.is_dir() { &*real } else { real.parent().unwrap_or(&real) };
        let site = folder.ancestors().find(|folder| folder.join("site.yaml").is_file());
        let root = site.unwrap_or(folder);
        if real.strip_prefix(root).is_ok_and(is_kept) {
            return Err(vec![kept_already(place)]);
        }
        match site {
            _ if !real.is_dir() => self.file(place.to_owned(), root, true),
            // Of a site only what it publishes is looked at, not what it has published.
            Some(site) => self.site(site, place, &real),
            None => self.folder(place, root),
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Path, root: &Path) {
        let is_looked_into = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || (name != ORIGINALS && !name.starts_with('.'))
        };
        let mut walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if !is_looked_into(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() && entry.path().join("site.yaml").is_file() => {
                    walk.skip_current_dir();
                    if let Ok(real) = entry.path().canonicalize() {
                        self.site(&real, entry.path(), &real);
                    }
                }
                Ok(entry) if entry.file_type().is_file() => self.file(entry.into_path(), root, false),
                Ok(_) => {}
                Err(error) => {
                    let file = error.path().unwrap_or(folder).to_owned();
                    self.problems.push(unwritten(&file, &error.into()));
                }
            }
        }
    }

    /// Adds the files of a site that are in `folder`, which was named `place`.
    fn site(&mut self, site: &Path, place: &Path, folder: &Path) {
        let opened = SiteFolder::open(site).map_err(|problem| self.problems.push(problem));
        let Ok(opened) = opened else { return };
        let (inventory, _) = opened.inventory();
        for file in inventory.resources.into_iter().chain(inventory.statics) {
            if let Ok(inner) = opened.path(&file.name).strip_prefix(folder) {
                self.file(place.join(inner), site, false);
            }
        }
    }

    /// Adds a file, unless it is there already, or a link leads out of its folder: what is
    /// elsewhere belongs to somebody else.
    fn file(&mut self, file: PathBuf, root: &Path, is_named: bool) {
        let Ok(real) = file.canonicalize() else { return };
        let Ok(inner) = real.strip_prefix(root) else { return };
        if is_kept(inner) || !self.met.insert(real.clone()) {
            return;
        }
        let offers = self.offers.entry(root.to_owned()).or_insert_with(|| Offers::of(root));
        let offered_by = real.file_name().and_then(|name| offers.by(&name.to_string_lossy()));
        let offered_by = offered_by.map(str::to_owned);
        let (root, inner) = (root.to_owned(), inner.to_owned());
        self.files.push(FoundFile { file, real, root, inner, is_named, offered_by });
    }
}

/// Whether a path within a root is in the folder of originals.
fn is_kept(inner: &Path) -> bool {
    matches!(inner.components().next(), Some(Component::Normal(first)) if first == ORIGINALS)
}
