//! Lists the files of a site's folder and reads single files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::file_name::has_extension;
use super::inventory::{Inventory, ListedFile};
use super::kept::DocumentCache;
use super::open::{is_not_plain, read_at_most};
use super::refusal::{MEGABYTE, foreign_file, too_large, undecodable, undecodable_name, unreadable};
use super::rows::RowDocuments;
use super::{Document, Stamp, Stamps, decode, file_name, odd};
use crate::problem::{self, Problem, SourceText};
use crate::text::{holds_line_break, is_line_break};

/// The folder that contains `site.yaml`. Files are named by their path relative to it, with `/`.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    root: PathBuf,
    /// Documents that have been read and wait to be rendered; only if the files are used for a
    /// single build.
    kept: Option<Arc<DocumentCache>>,
    /// Documents that are rows of tables; see [`SiteFolder::rows`].
    pub(super) rows: Arc<OnceLock<RowDocuments>>,
}

/// Largest rayon job, in files.
const PIECE: usize = 256;

/// Files at the top level of a site, sorted.
const BESIDE: [&str; 3] = ["addresses.yaml", problem::BASELINE, "site.yaml"];

/// Folders of a site whose files override those of the theme.
pub const OVERRIDES: [&str; 6] = ["templates", "types", "styles", "scripts", "images", "i18n"];

impl SiteFolder {
    /// Opens the folder `root` if it is a site.
    ///
    /// # Errors
    /// Fails if the folder does not exist, is not a folder, or has no `site.yaml`; the help names a
    /// site nearby.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, Problem> {
        let root = root.into();
        let shown = root.display().to_string();
        if !root.is_dir() {
            let (zh, en) = if root.exists() {
                (format!("“{shown}”不是文件夹"), format!("`{shown}` is not a folder"))
            } else {
                (format!("找不到文件夹“{shown}”"), format!("there is no folder `{shown}`"))
            };
            return Err(Problem::error("site/no-folder", zh, en).help(
                "写出站点文件夹（里面有 site.yaml 的那个）的路径；新建站点用：dangjian init 文件夹名",
                "give the folder that holds `site.yaml`; `dangjian init DIR` makes a new site",
            ));
        }
        let configuration = root.join("site.yaml");
        if configuration.is_file() {
            return Ok(Self::at(root));
        }
        if configuration.symlink_metadata().is_ok() {
            return Err(foreign_file(&root, &configuration));
        }
        let problem = Problem::error(
            "site/no-config",
            format!("“{shown}”里没有 site.yaml，不是站点文件夹"),
            format!("there is no `site.yaml` in `{shown}`: it is not a site"),
        );
        Err(match site_below(&root) {
            Some(nearby) => problem.help(
                format!("要用的站点是不是“{}”？", nearby.display()),
                format!("did you mean `{}`?", nearby.display()),
            ),
            None => {
                problem.help("新建站点用：dangjian init 文件夹名", "`dangjian init DIR` makes a new site")
            }
        })
    }

    fn at(root: PathBuf) -> Self {
        Self { root, kept: None, rows: Arc::default() }
    }

    /// Prepares the folder for a single build: up to `room` bytes of documents stay in memory from
    /// when they are read for lists until they are rendered.
    pub fn keeping(self, room: usize) -> Self {
        Self { kept: Some(Arc::new(DocumentCache::new(room))), ..self }
    }

    /// Caches a document that will be read once more.
    pub(crate) fn keep(&self, document: Document) {
        if let Some(kept) = &self.kept {
            kept.put(document);
        }
    }

    /// Returns the path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the path of the file `name` on this machine.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Lists all files that the build reads. Hidden files and leftovers of editors and systems are
    /// skipped. A name that is not UTF-8 is a problem, not a panic.
    pub fn inventory(&self) -> (Inventory, Vec<Problem>) {
        let mut problems = Vec::new();
        let content = self.walk("content", &mut problems);
        let (documents, resources) =
            content.into_iter().partition(|file: &ListedFile| has_extension(&file.name, "md"));
        let mut inventory = Inventory {
            documents,
            resources,
            data: self.walk("data", &mut problems),
            statics: self.walk("static", &mut problems),
            overrides: Vec::new(),
            configuration: self.beside(),
        };
        for folder in OVERRIDES {
            inventory.overrides.extend(self.walk(folder, &mut problems));
        }
        for theme in self.own_themes(&mut problems) {
            // Other files in a theme's folder are its designer's own.
            let declaration = format!("themes/{theme}/theme.yaml");
            let stamp = Stamp::of(&self.path(&declaration));
            inventory.overrides.push(ListedFile { name: declaration, stamp });
            for folder in OVERRIDES {
                inventory.overrides.extend(self.walk(&format!("themes/{theme}/{folder}"), &mut problems));
            }
        }
        inventory.overrides.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        file_name::check(&inventory, &mut problems);
        (inventory, problems)
    }

    /// Lists the files at the top level.
    fn beside(&self) -> Vec<ListedFile> {
        let listed =
            BESIDE.map(|name| ListedFile { name: name.to_owned(), stamp: Stamp::of(&self.path(name)) });
        listed.into_iter().filter(|file| file.stamp != Stamp::default()).collect()
    }

    /// Returns the names of the themes in the site's own `themes/`. A theme that leads out of the
    /// site is reported and left out.
    fn own_themes(&self, problems: &mut Vec<Problem>) -> Vec<String> {
        let folders = match std::fs::read_dir(self.root.join("themes")) {
            Ok(folders) => folders,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                problems.push(unreadable("themes", &error));
                return Vec::new();
            }
        };
        let names = folders.flatten().filter(|folder| !is_left_over(&folder.file_name()));
        let mut names: Vec<String> =
            names.filter_map(|folder| folder.file_name().into_string().ok()).collect();
        names.sort();
        names.retain(|name| {
            let foreign = foreign_theme(&self.root, name);
            let is_own = foreign.is_none() && self.path(&format!("themes/{name}/theme.yaml")).is_file();
            problems.extend(foreign);
            is_own
        });
        names
    }

    fn walk(&self, folder: &str, problems: &mut Vec<Problem>) -> Vec<ListedFile> {
        let top = self.root.join(folder);
        // If the folder itself is a link, check where each file leads.
        let is_link = top.symlink_metadata().is_ok_and(|data| data.is_symlink());
        let walk = WalkDir::new(top).into_iter().filter_entry(|entry| {
            let name = entry.file_name();
            let is_for_server = folder == "static" && FOR_SERVERS.iter().any(|known| name == *known);
            entry.depth() == 0 || is_for_server || !is_left_over(name)
        });
        let mut entries = Vec::new();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                // The walk enters a top folder that is a link, but also returns the link itself.
                Ok(entry) if entry.depth() == 0 && entry.path().is_dir() => {}
                Ok(entry) => entries.push(entry),
                // A site need not have every folder.
                Err(error) if error.depth() == 0 && is_missing(&error) => {}
                Err(error) => {
                    let shown = error
                        .path()
                        .map(|path| path.display().to_string())
                        .unwrap_or_else(|| folder.to_owned());
                    problems.push(unreadable(&shown, &error));
                }
            }
        }
        // Reading the metadata takes longer than listing the names, so this runs in parallel.
        let listed: Vec<Result<ListedFile, Problem>> = entries
            .par_iter()
            .with_max_len(PIECE)
            .map_init(|| Stamps::within(&self.root), |stamps, entry| self.listed(entry, is_link, stamps))
            .collect();
        let mut files = Vec::with_capacity(listed.len());
        for file in listed {
            match file {
                Ok(file) => files.push(file),
                Err(problem) => problems.push(problem),
            }
        }
        files.par_sort_unstable_by(|a, b| a.name.cmp(&b.name));
        files
    }

    fn listed(
        &self,
        entry: &walkdir::DirEntry,
        is_behind_link: bool,
        stamps: &mut Stamps<'_>,
    ) -> Result<ListedFile, Problem> {
        let path = entry.path();
        if (is_behind_link || !entry.file_type().is_file()) && !self.is_own_file(path) {
            return Err(foreign_file(&self.root, path));
        }
        let name = self.name(path).ok_or_else(|| undecodable_name(&self.root, path))?;
        let stamp = stamps.of_file(&name, true).unwrap_or_default();
        Ok(ListedFile { name, stamp })
    }

    /// Returns whether a path that is not a plain file leads to one inside the site. It does not if
    /// it is a link out of the site, a folder behind a link, or a pipe.
    pub(super) fn is_own_file(&self, path: &Path) -> bool {
        is_own_file(&self.root, path)
    }

    fn name(&self, path: &Path) -> Option<String> {
        // Fast path: almost every path begins with the root as it is written, and comparing
        // component by component takes ten times as long.
        let beginning =
            |root: &str| path.to_str()?.strip_prefix(root)?.strip_prefix(std::path::MAIN_SEPARATOR);
        let inner = match self.root.to_str().and_then(beginning) {
            Some(inner) => inner,
            None => path.strip_prefix(&self.root).ok()?.to_str()?,
        };
        Some(if std::path::MAIN_SEPARATOR == '/' { inner.to_owned() } else { inner.replace('\\', "/") })
    }

    /// Reads and decodes the file `name`, or the text of the row that stands for it. A text that is
    /// not UTF-8 comes with a warning.
    ///
    /// # Errors
    /// Fails if the file cannot be read, is too large, or is not a text in a known encoding.
    pub fn read(&self, name: &str) -> Result<(String, Vec<Problem>), Problem> {
        match self.rows().and_then(|rows| rows.text(name)) {
            Some(text) => Ok((text.to_owned(), Vec::new())),
            None => self.read_file(name),
        }
    }

    /// Reads the bytes of the file `name`.
    ///
    /// # Errors
    /// Fails if the file cannot be read, or has more than `most` bytes.
    pub(crate) fn bytes(&self, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let path = self.path(name);
        // Files in folders were checked when they were listed.
        if !name.contains('/') && path.is_symlink() && !self.is_own_file(&path) {
            return Err(foreign_file(&self.root, &path));
        }
        match read_at_most(&path, most) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(too_large(name, most)),
            Err(error) if is_not_plain(&error) => Err(foreign_file(&self.root, &path)),
            Err(error) => Err(unreadable(name, &error)),
        }
    }

    /// Reads and decodes the file `name` itself, whether or not a row belongs to it.
    pub(crate) fn read_file(&self, name: &str) -> Result<(String, Vec<Problem>), Problem> {
        let bytes = self.bytes(name, most_bytes(name))?;
        let mut decoded = decode(bytes).map_err(|reason| undecodable(name, reason))?;
        let mut warnings = odd::told(name, &decoded);
        if name == "site.yaml" || name.starts_with("data/") || has_extension(name, "csv") {
            warnings.extend(odd::hidden(&SourceText::new(name, &decoded.text), 0..decoded.text.len()));
        }
        // In an article they break lines; everywhere else they separate words.
        if !warnings.is_empty() && !has_extension(name, "md") && holds_line_break(&decoded.text) {
            decoded.text = decoded.text.replace(is_line_break, " ");
        }
        Ok((decoded.text, warnings))
    }

    /// Returns whether the file `name` may be written back in UTF-8 without losing anything of the
    /// original: not if its encoding is a guess, or if it holds text in another one.
    pub fn may_be_written(&self, name: &str) -> bool {
        let read = read_at_most(&self.path(name), most_bytes(name));
        let decoded = read.ok().flatten().and_then(|bytes| decode(bytes).ok());
        decoded.is_some_and(|decoded| odd::may_be_written(&decoded))
    }

    /// Returns whether anything with this name exists, a file or not.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// Reads the document `name`, with warnings for what was tolerated in it.
    ///
    /// # Errors
    /// As [`Self::read`], and if the front matter is not closed.
    pub fn document(&self, name: &str) -> Result<(Document, Vec<Problem>), Problem> {
        if let Some(document) = self.kept.as_ref().and_then(|kept| kept.take(name)) {
            return Ok((document, Vec::new()));
        }
        let (text, mut warnings) = self.read(name)?;
        let (document, found) = Document::split(name.to_owned(), text).map_err(|problem| *problem)?;
        warnings.extend(found);
        Ok((document, warnings))
    }
}

fn is_own_file(root: &Path, path: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(file), Ok(root)) => file.is_file() && file.starts_with(root),
        // If that cannot be determined, reading the file will report it.
        _ => true,
    }
}

/// Returns the path of the plain file `name` of the site in `root`; `None` if there is none, or if
/// it leads out of the site.
pub(crate) fn own_file_of(root: &Path, name: &str) -> Option<PathBuf> {
    let path = root.join(name);
    (path.is_file() && is_own_file(root, &path)).then_some(path)
}

/// Returns the names of the files below `folder` of the site in `root`, sorted, relative to the
/// root, like [`SiteFolder::inventory`].
pub(crate) fn names_below(root: &Path, folder: &str) -> Vec<String> {
    let files = SiteFolder::at(root.to_owned()).walk(folder, &mut Vec::new());
    files.into_iter().map(|file| file.name).collect()
}

/// Returns the problem of a theme in the site's `themes/` if its folder or its declaration leads
/// out of the site, or is not a plain file.
pub(crate) fn foreign_theme(root: &Path, name: &str) -> Option<Problem> {
    let folder = root.join("themes").join(name);
    let declaration = folder.join("theme.yaml");
    // A folder without a declaration is not a theme.
    declaration.symlink_metadata().ok()?;
    if own_file_of(root, &format!("themes/{name}/theme.yaml")).is_some() {
        return None;
    }
    let leads_out = match (folder.canonicalize(), root.canonicalize()) {
        (Ok(folder), Ok(root)) => !folder.starts_with(root),
        _ => false,
    };
    Some(foreign_file(root, if leads_out { &folder } else { &declaration }))
}

/// Returns the maximum size of a text in bytes. The complete text is in memory while it is read.
fn most_bytes(name: &str) -> u64 {
    if has_extension(name, "md") {
        16 * MEGABYTE
    } else if name.starts_with("data/") || has_extension(name, "csv") {
        64 * MEGABYTE
    } else {
        MOST_OF_OTHERS
    }
}

/// Maximum size of a configuration, a declaration or a template, in bytes.
pub(crate) const MOST_OF_OTHERS: u64 = 4 * MEGABYTE;

/// Returns whether the folder to list does not exist.
fn is_missing(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Hidden names that are published from `static/` nevertheless: they are for web servers and for
/// clients that look up a site's services.
const FOR_SERVERS: [&str; 3] = [".htaccess", ".nojekyll", ".well-known"];

/// Returns whether a file is hidden, or left over by an editor, an office program or the system.
fn is_left_over(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with('~')
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

/// Returns a site one folder further down, if there is only one, or one whose name is similar to
/// `root`.
fn site_below(root: &Path) -> Option<PathBuf> {
    let mut sites: Vec<PathBuf> = std::fs::read_dir(root)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("site.yaml").is_file())
        .collect();
    sites.sort();
    match sites.as_slice() {
        [one] => Some(one.clone()),
        [] => None,
        many => {
            let names: Vec<&str> = many.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            let wanted = problem::suggest(root.file_name()?.to_str()?, names.iter().copied())?;
            Some(root.join(wanted))
        }
    }
}
