//! Decides what a move moves, and where to.

use std::collections::BTreeMap;

use super::words;
use crate::load::DocumentName;
use crate::problem::{Problem, suggest};
use crate::site::Site;
use crate::source::{Inventory, ListedFile, SiteFolder};
use crate::text::file_name;

/// What moves, and where to.
#[derive(Debug, Clone, Default)]
pub(super) struct Moved {
    /// Each file or folder that is renamed, with its new name, by path from the site's folder.
    pub renames: Vec<(String, String)>,
    /// Each file that moves with that, by its old name.
    files: BTreeMap<String, String>,
    /// The same by its new name.
    by_new: BTreeMap<String, String>,
    /// The folder of the section that moves, below `content/`, before and after.
    section: Option<(String, String)>,
}

impl Moved {
    /// The name of a file after the move.
    pub(super) fn file<'f>(&'f self, file: &'f str) -> &'f str {
        self.files.get(file).map_or(file, String::as_str)
    }

    /// The name that a file had before the move.
    pub(super) fn old_name<'f>(&'f self, file: &'f str) -> &'f str {
        let old = self.by_new.get(file).map(String::as_str);
        old.unwrap_or(file)
    }

    /// Whether a file moves.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// The files that move, old and new.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// The folder of a section after the move.
    pub(super) fn section(&self, path: &str) -> String {
        let Some((old, new)) = &self.section else { return path.to_owned() };
        match path.strip_prefix(old.as_str()) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{new}{rest}"),
            _ => path.to_owned(),
        }
    }

    /// The folder of the section that moves, before and after.
    pub(super) fn moved_section(&self) -> Option<(&str, &str)> {
        self.section.as_ref().map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// Takes in the new name of a file or folder.
    pub(super) fn rename(&mut self, inventory: &Inventory, old: &str, new: &str) {
        for file in inventory.all() {
            let rest = file.name.strip_prefix(old);
            if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
                self.take(file.name.clone(), format!("{new}{rest}"));
            }
        }
        self.renames.push((old.to_owned(), new.to_owned()));
    }

    /// The files of a table whose rows are pages: they have no file, and move with it.
    pub(super) fn take_rows<'n>(&mut self, rows: impl Iterator<Item = &'n str>) {
        for row in rows {
            let within = self.renames.iter().find_map(|(old, new)| {
                let rest = row.strip_prefix(old.as_str())?;
                rest.starts_with('/').then(|| format!("{new}{rest}"))
            });
            if let Some(new) = within {
                self.take(row.to_owned(), new);
            }
        }
    }

    fn take(&mut self, old: String, new: String) {
        self.by_new.insert(new.clone(), old.clone());
        self.files.insert(old, new);
    }
}

/// The thing that is moved.
enum Thing {
    /// An article: its place below `content/` without language and ending, and its files in all
    /// languages or the folder of its bundle.
    Article { stem: String, paths: Vec<String>, is_bundle: bool },
    /// A section, by its folder below `content/`.
    Section(String),
}

/// Finds what `from` names and decides where `to` is.
///
/// # Errors
/// There is no such article or section, or the new place is taken, or is none.
pub(super) fn plan(
    folder: &SiteFolder,
    inventory: &Inventory,
    site: &Site,
    (from, to): (&str, &str),
) -> Result<Moved, Problem> {
    let thing = thing(inventory, site, from)?;
    let written = below_content(folder, to).ok_or_else(|| words::outside(to))?;
    let is_folder = |path: &str| path.is_empty() || folder.path(&format!("content/{path}")).is_dir();
    let old = match &thing {
        Thing::Article { stem, .. } => stem.as_str(),
        Thing::Section(path) => path.as_str(),
    };
    let name = old.rsplit('/').next().unwrap_or(old);
    // A folder, or a section by its title.
    let as_section = |path: &str| {
        if is_folder(path) { Some(path.to_owned()) } else { site.section_named(path).map(str::to_owned) }
    };
    let nowhere = |path: &str| words::no_folder(path, suggest(path, site.section_names()));
    let new = match as_section(&written) {
        Some(section) => joined(&section, name),
        None if to.ends_with(['/', '\\']) => return Err(nowhere(&written)),
        None => {
            let (parent, new) = written.rsplit_once('/').unwrap_or(("", &written));
            let parent = as_section(parent).ok_or_else(|| nowhere(parent))?;
            // One word may be meant as a section that is not there.
            if parent.is_empty() && old.contains('/') {
                return Err(nowhere(&written));
            }
            joined(&parent, without_ending(new))
        }
    };
    let new_name = new.rsplit('/').next().unwrap_or_default();
    if new == old {
        return Err(words::same(old));
    }
    if !is_name(new_name, site) {
        return Err(words::bad_name(new_name));
    }
    let documents = inventory.documents.iter().map(|listed| DocumentName::of(listed, site.config()));
    let mut same = documents.filter(|document| document.stem == new && !is_index(document.file));
    if let Some(document) = same.next() {
        return Err(match matches!(thing, Thing::Section(_)) {
            true => words::taken(document.file),
            false => words::other_language(document.file),
        });
    }
    let mut moved = Moved::default();
    match thing {
        Thing::Section(path) => {
            if new.strip_prefix(&path).is_some_and(|rest| rest.starts_with('/')) {
                return Err(words::into_itself(&path));
            }
            refuse_taken(folder, &format!("content/{new}"))?;
            moved.rename(inventory, &format!("content/{path}"), &format!("content/{new}"));
            moved.section = Some((path, new));
        }
        Thing::Article { stem, paths, is_bundle: true } => {
            refuse_taken(folder, &format!("content/{new}"))?;
            refuse_taken(folder, &format!("content/{new}.md"))?;
            for path in paths {
                moved.rename(inventory, &path, &format!("content/{new}"));
            }
            // Articles may lie in the folder of a bundle, too.
            moved.section = Some((stem, new));
        }
        Thing::Article { stem, paths, is_bundle: false } => {
            refuse_taken(folder, &format!("content/{new}/index.md"))?;
            for path in paths {
                // `.md`, or `.en.md`.
                let ending = path.strip_prefix(&format!("content/{stem}")).unwrap_or(".md");
                let renamed = format!("content/{new}{ending}");
                refuse_taken(folder, &renamed)?;
                moved.rename(inventory, &path, &renamed);
            }
        }
    }
    Ok(moved)
}

/// Takes in the pictures and attachments beside a moved article that nothing else shows. They keep
/// their way from it. One whose new place is taken stays, and so does what lies elsewhere.
pub(super) fn take_beside(
    folder: &SiteFolder,
    inventory: &Inventory,
    moved: &mut Moved,
    beside: impl Iterator<Item = (String, String)>,
) {
    for (file, article) in beside {
        let Some((old, _)) = article.rsplit_once('/') else { continue };
        let new = moved.file(&article).rsplit_once('/').map(|(new, _)| new.to_owned());
        let (Some(new), Some(rest)) = (new, file.strip_prefix(&format!("{old}/"))) else { continue };
        let renamed = format!("{new}/{rest}");
        if old != new && !folder.has(&renamed) && !moved.has(&file) {
            moved.rename(inventory, &file, &renamed);
        }
    }
}

fn thing(inventory: &Inventory, site: &Site, written: &str) -> Result<Thing, Problem> {
    let given = written.replace('\\', "/");
    let given = given.trim().trim_start_matches("./").trim_end_matches('/');
    let path = given.strip_prefix("content/").unwrap_or(given);
    let documents: Vec<DocumentName<'_>> =
        inventory.documents.iter().map(|listed| DocumentName::of(listed, site.config())).collect();
    // The name of a file, with or without its language and ending, or its place.
    let file = format!("content/{path}");
    let named =
        listed(&inventory.documents, &file).or_else(|| listed(&inventory.documents, &format!("{file}.md")));
    let stem = match named {
        Some(listed) => DocumentName::of(listed, site.config()).stem,
        None => path.to_owned(),
    };
    let of_section = named.is_some_and(|listed| is_index(&listed.name));
    if !of_section {
        let files: Vec<&str> = documents
            .iter()
            .filter(|document| document.stem == stem && !is_index(document.file))
            .map(|document| document.file)
            .collect();
        if named.is_none() && !files.is_empty() && site.section_named(&stem) == Some(stem.as_str()) {
            return Err(words::article_or_section(&stem));
        }
        if let Some(first) = files.first() {
            let bundle = format!("content/{stem}");
            let is_bundle = first.strip_prefix(&bundle).is_some_and(|rest| rest.starts_with('/'));
            let paths = if is_bundle { vec![bundle] } else { files.into_iter().map(str::to_owned).collect() };
            return Ok(Thing::Article { stem, paths, is_bundle });
        }
    }
    match site.section_named(&stem) {
        Some("") => Err(words::whole_site()),
        Some(section) => Ok(Thing::Section(section.to_owned())),
        None if stem.is_empty() => Err(words::whole_site()),
        None => {
            let names = documents.iter().map(|document| document.stem.as_str());
            let nearest = suggest(&stem, names.chain(site.section_names()));
            Err(words::nothing_to_move(written, nearest))
        }
    }
}

/// Whether a document is that of a section.
fn is_index(file: &str) -> bool {
    file.rsplit('/').next().is_some_and(|name| name.starts_with("_index."))
}

/// A name without the ending of an article, or of its page.
fn without_ending(name: &str) -> &str {
    let stem = name
        .rsplit_once('.')
        .filter(|(_, ending)| ["md", "html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    stem.map_or(name, |(stem, _)| stem)
}

/// Refuses to move a symbolic link, or what one leads to: it would lead nowhere.
pub(super) fn refuse_links(folder: &SiteFolder, inventory: &Inventory, moved: &Moved) -> Result<(), Problem> {
    let Ok(root) = folder.root().canonicalize() else { return Ok(()) };
    for file in inventory.all() {
        let path = folder.path(&file.name);
        let Ok(real) = path.canonicalize() else { continue };
        if real == root.join(&file.name) {
            continue;
        }
        let inner =
            real.strip_prefix(&root).ok().and_then(|path| path.to_str()).map(|path| path.replace('\\', "/"));
        if moved.has(&file.name) || inner.is_some_and(|inner| moved.has(&inner)) {
            return Err(words::linked(&file.name));
        }
    }
    Ok(())
}

fn listed<'l>(files: &'l [ListedFile], name: &str) -> Option<&'l ListedFile> {
    files.binary_search_by(|file| file.name.as_str().cmp(name)).ok().and_then(|at| files.get(at))
}

/// The place below `content/` that was written: `content/news/`, `news`, or the title of a section.
fn below_content(folder: &SiteFolder, written: &str) -> Option<String> {
    let given = written.replace('\\', "/");
    let given = given.trim().trim_start_matches("./");
    let within = given.strip_prefix("content/").or_else(|| (given == "content").then_some(""));
    let path = within.unwrap_or(given).trim_end_matches('/');
    let is_inside = !given.starts_with('/')
        && path.split('/').all(|part| !matches!(part, "." | ".." | "") || path.is_empty())
        && !path.contains([':', '\0']);
    // A folder of the site beside `content` is no section: `static/a.md`.
    let first = path.split('/').next().unwrap_or_default();
    let is_of_site = within.is_none()
        && matches!(first, "static" | "data" | "templates" | "types" | "styles" | "themes" | "i18n")
        && !folder.path(&format!("content/{first}")).is_dir();
    (is_inside && !is_of_site).then(|| path.to_owned())
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether a file or folder of a site can be called this on every system, and is read so: what
/// follows the last dot of `a.en` is a language, and `index` is the article of a bundle.
fn is_name(name: &str, site: &Site) -> bool {
    let is_reserved = matches!(name.to_ascii_lowercase().as_str(), "index" | "_index");
    let is_language = name.rsplit_once('.').is_some_and(|(_, code)| site.config().language(code).is_some());
    let is_hidden = name.is_empty() || name.starts_with(['.', ' ', '~']);
    !is_reserved && !is_language && !is_hidden && file_name::is_portable(name)
}

fn refuse_taken(folder: &SiteFolder, path: &str) -> Result<(), Problem> {
    if folder.has(path) { Err(words::taken(path)) } else { Ok(()) }
}
