//! Updates an opened site while it is being written: only changed files are read again.
//!
//! Most changes are words in an article. Then the article is read, and the site stays the same
//! except for its page ([`Site::patched`]). A changed style affects no page; a changed template
//! affects the theme and no article. For any other change, the site is organised again from the
//! stored results of reading its files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::load::{
    self, ArticleReader, CacheUse, DocumentName, Portal, ReadArticle, SectionTypes, Settings, SiteLoader,
    Timings,
};
use crate::preview::TouchedFiles;
use crate::problem::{self, Problem};
use crate::render::{Engine, Renderer};
use crate::schema::Date;
use crate::site::{PageSource, Site};
use crate::source::{Inventory, ListedFile, SiteFolder, Stamp, has_extension};
use crate::theme::Theme;

/// A site that is updated after each change.
pub struct LiveSite {
    settings: Settings,
    timings: Timings,
    known: Option<LiveState>,
}

/// State of a site that has been opened before.
struct LiveState {
    folder: SiteFolder,
    memory: CacheUse,
    inventory: Inventory,
    /// Number of problems found while listing the files: names that no site can have.
    unlisted: usize,
    /// The last site without mistakes.
    portal: Option<Portal>,
    /// Articles changed since then.
    pending: BTreeSet<String>,
    /// Whether anything other than articles has changed since then.
    is_wholly_new: bool,
}

/// Result of an update.
pub struct LiveUpdate {
    /// The site, or all its mistakes.
    pub portal: Result<Portal, Vec<Problem>>,
    /// Changed files other than pages.
    pub touched: TouchedFiles,
}

/// Changes in a site's folder, by the work they require.
#[derive(Debug, Default, PartialEq, Eq)]
struct FileChanges {
    /// Changed articles that existed before.
    articles: BTreeSet<String>,
    /// Whether templates have changed.
    templates: bool,
    /// Whether pictures or attachments that existed before have changed.
    pictures: bool,
    /// Changed style sheets that existed before, by their names in the theme.
    styles: Vec<String>,
    /// Whether anything else has changed.
    others: bool,
    touched: TouchedFiles,
}

/// Result of an attempt to change only the words of a site's articles.
enum Patch {
    Done(Result<Portal, Vec<Problem>>),
    /// The articles' text is the same as before.
    Same,
    /// More than words has changed.
    Impossible,
}

impl LiveSite {
    /// Creates a site that has not been opened yet.
    pub fn new(settings: Settings) -> Self {
        Self { settings, timings: Timings::new(false), known: None }
    }

    /// Updates the site at the time `now`. `changed` are paths at or below which something may be
    /// new; if it is empty, all files are checked. Returns `None` where nothing has changed.
    pub fn look(&mut self, now: Date, changed: &[PathBuf]) -> Option<LiveUpdate> {
        self.settings.now = now;
        let Some(known) = &mut self.known else { return Some(self.open()) };
        let changes = known.changes(changed);
        let is_later = known.portal.as_ref().is_some_and(|portal| now.start() >= portal.site().next_change());
        if changes == FileChanges::default() && !is_later {
            return None;
        }
        // Pending articles were reported as mistakes, so their return to the old text is news.
        let was_wrong = !known.pending.is_empty();
        known.pending.extend(changes.articles);
        known.is_wholly_new |= changes.others || is_later;
        let touched = TouchedFiles {
            files: known.published(&changes.styles, changes.touched.files),
            ..changes.touched
        };
        let is_new = changes.pictures || changes.templates;
        if !known.is_wholly_new {
            if let Some(portal) = known.portal.as_ref().filter(|_| known.pending.is_empty() && !is_new) {
                return Some(LiveUpdate { portal: Ok(portal.clone()), touched });
            }
            let engine = is_new.then_some(changes.templates);
            match known.patched(&self.settings, engine) {
                Patch::Done(portal) => return Some(LiveUpdate { portal, touched }),
                Patch::Same if touched == TouchedFiles::default() && !was_wrong => return None,
                Patch::Same => {
                    let portal = known.portal.clone().ok_or_else(Vec::new);
                    return Some(LiveUpdate { portal, touched });
                }
                Patch::Impossible => {}
            }
        }
        Some(LiveUpdate { touched, ..self.open() })
    }

    /// Opens the site again, using the stored results of reading its files.
    fn open(&mut self) -> LiveUpdate {
        let mut opening = match SiteLoader::new(&self.settings, &self.timings) {
            Ok(opening) => opening,
            Err(problems) => return LiveUpdate { portal: Err(problems), touched: TouchedFiles::default() },
        };
        // Open pages follow an edited style sheet without a reload, so each has its own file.
        opening.is_apart = true;
        let (folder, inventory) = (opening.folder.clone(), opening.inventory.clone());
        let known = self.known.get_or_insert_with(|| LiveState::of(folder.clone()));
        // The pages that are rows of tables belong to this opening.
        known.folder = folder;
        known.inventory = inventory;
        known.unlisted = opening.problems.len();
        let portal = opening.open(&mut known.memory, |_| Vec::new()).map(|opened| opened.portal);
        match &portal {
            Ok(portal) => {
                // Now all threads are available for it.
                portal.renderer.prepare(None);
                known.portal = Some(portal.clone());
                known.pending.clear();
                known.is_wholly_new = false;
            }
            Err(_) => known.is_wholly_new = true,
        }
        LiveUpdate { portal, touched: TouchedFiles::default() }
    }
}

impl LiveState {
    fn of(folder: SiteFolder) -> Self {
        // Reported files are read whatever their stamp says, and every other change shows in the
        // stamp.
        let memory = CacheUse { moment: u64::MAX, ..CacheUse::for_looking(&folder) };
        Self {
            folder,
            memory,
            inventory: Inventory::default(),
            unlisted: 0,
            portal: None,
            pending: BTreeSet::new(),
            is_wholly_new: true,
        }
    }

    /// Determines the changes: if all reported files existed before and still exist, only these are
    /// checked; otherwise the entire folder is listed.
    fn changes(&mut self, changed: &[PathBuf]) -> FileChanges {
        let root = self.folder.root().canonicalize().unwrap_or_else(|_| self.folder.root().to_owned());
        let name = |path: &PathBuf| {
            let inner = path.strip_prefix(&root).ok()?.to_str()?;
            Some(inner.replace(std::path::MAIN_SEPARATOR, "/"))
        };
        let names: Option<BTreeSet<String>> = changed.iter().map(name).collect();
        let mut changes = FileChanges::default();
        match names.filter(|names| !names.is_empty()) {
            Some(names) => {
                let is_known = names.iter().all(|name| self.restamp(name));
                if !is_known {
                    self.list(&mut changes);
                }
                // Ignore files that came and went in between, for example an editor's own file.
                for name in names.iter().filter(|name| self.inventory.has(name)) {
                    changes.add(name, true);
                }
            }
            None => self.list(&mut changes),
        }
        if let Some(sources) = &mut self.memory.sources {
            changes.articles.iter().for_each(|article| sources.forget(article));
        }
        let leads = &mut self.memory.leads;
        changes.articles.iter().for_each(|article| leads.forget(article));
        if changes.others {
            leads.forget_data();
        }
        let links = &mut self.memory.static_links;
        changes.touched.files.iter().for_each(|file| links.forget(&format!("static/{file}")));
        changes
    }

    /// Updates the stamp of a file; returns false if it is new or does not exist any more.
    fn restamp(&mut self, name: &str) -> bool {
        let stamp = Stamp::of(&self.folder.path(name));
        if stamp == Stamp::default() {
            return false;
        }
        let Inventory { documents, resources, data, statics, overrides, configuration } = &mut self.inventory;
        [documents, resources, data, statics, overrides, configuration].into_iter().any(|list| {
            let at = list.binary_search_by(|file| file.name.as_str().cmp(name));
            at.ok().and_then(|at| list.get_mut(at)).map(|file| file.stamp = stamp).is_some()
        })
    }

    /// Lists the folder again, and collects all differences.
    fn list(&mut self, changes: &mut FileChanges) {
        let (inventory, problems) = self.folder.inventory();
        changes.others |= std::mem::replace(&mut self.unlisted, problems.len()) != problems.len();
        let before = std::mem::replace(&mut self.inventory, inventory);
        let now = &self.inventory;
        let pairs = [
            (&before.configuration, &now.configuration),
            (&before.documents, &now.documents),
            (&before.resources, &now.resources),
            (&before.data, &now.data),
            (&before.statics, &now.statics),
            (&before.overrides, &now.overrides),
        ];
        for (before, now) in pairs {
            differences(before, now, |name, is_in_both| changes.add(name, is_in_both));
        }
    }

    /// Returns the site with the changed articles, if nothing else in it has changed. `engine` is
    /// `Some` if the template engine must be rebuilt, and `Some(true)` if the theme must be loaded
    /// again too.
    fn patched(&mut self, settings: &Settings, engine: Option<bool>) -> Patch {
        let Some(portal) = self.portal.clone() else { return Patch::Impossible };
        // A file next to a table is read together with its row.
        let rows = self.folder.rows();
        if rows.is_some_and(|rows| self.pending.iter().any(|file| rows.has(file))) {
            return Patch::Impossible;
        }
        let mut problems = Vec::new();
        let Some(pages) = self.read_pending(settings, &portal, &mut problems) else {
            return Patch::Impossible;
        };
        if pages.is_empty() && problems.is_empty() && engine.is_none() {
            self.pending.clear();
            return Patch::Same;
        }
        let judge = |problems| load::judged(portal.site().config(), &self.folder, problems);
        problems = judge(problems);
        if !problems.iter().any(Problem::is_error) {
            let Some((site, unplaced)) = portal.site().patched(pages, settings.now) else {
                return Patch::Impossible;
            };
            problems.extend(judge(load::placed(&self.folder, &site, unplaced)));
            // An article may lead to a page that nothing led to, or no longer lead to it.
            problems.extend(judge(load::unlisted(
                &self.folder,
                &self.inventory,
                &site,
                &mut self.memory.leads,
            )));
            let pages = self.pending.iter().filter_map(|file| site.page(site.page_of_file(file)?));
            problems.extend(judge(load::dead_in_pages(&self.folder, &site, pages)));
            let names = self.pending.iter().map(String::as_str);
            problems.extend(judge(load::misnamed(names, site.config())));
            let made = self.renderer(settings, &portal, site, engine, &mut problems);
            if let Some((renderer, theme)) = made.filter(|_| !problems.iter().any(Problem::is_error)) {
                let is_kept = |problem: &Problem| !self.is_pending(problem) && problem.code != load::UNLISTED;
                problems.extend(portal.warnings.into_iter().filter(is_kept));
                problem::sort(&mut problems);
                let portal = Portal { renderer, theme, folder: portal.folder, warnings: problems };
                self.pending.clear();
                self.portal = Some(portal.clone());
                return Patch::Done(Ok(portal));
            }
        }
        // A theme with mistakes is loaded again with the next change.
        self.is_wholly_new |= engine.is_some();
        problem::sort(&mut problems);
        Patch::Done(Err(problems))
    }

    /// Reads the changed articles and returns those that differ from before. `None` where one of
    /// them is not in the site.
    fn read_pending(
        &mut self,
        settings: &Settings,
        portal: &Portal,
        problems: &mut Vec<Problem>,
    ) -> Option<Vec<PageSource>> {
        let (site, types) = (portal.site(), &portal.theme.types);
        let sources = self.memory.sources.as_mut()?;
        let sections = SectionTypes::of_site(site, types);
        let mut pages = Vec::new();
        for file in &self.pending {
            let at = self.inventory.documents.binary_search_by(|listed| listed.name.cmp(file)).ok()?;
            let name = DocumentName::of(self.inventory.documents.get(at)?, site.config());
            let (zone, ignored) = (site.config().zone, &*site.config().ignored_keys);
            let reading = ArticleReader {
                folder: &self.folder,
                types,
                sections: &sections,
                sources,
                zone,
                ignored,
                lines: site.config().markdown.line_ends(),
                settings,
            };
            let ReadArticle { source, problems: found, known } = reading.page(&name);
            let page = site.page(site.page_of_file(file)?)?;
            let is_same = source.as_ref().is_some_and(|source| source.text == page.text);
            if !is_same || portal.warnings.iter().any(|problem| problem.is_in(file)) {
                pages.extend(source.map(|source| *source));
            }
            problems.extend(found);
            if let Some(known) = known {
                sources.learn(file, known);
            }
        }
        Some(pages)
    }

    /// Adds the published paths of style sheets to those of other files. Their names, and so
    /// their addresses, do not depend on their content.
    fn published(&self, styles: &[String], mut files: Vec<String>) -> Vec<String> {
        let assets = self.portal.as_ref().map(|portal| portal.renderer.assets());
        let paths = styles.iter().filter_map(|style| Some(assets?.theme_file(style)?.path.clone()));
        files.extend(paths);
        // A new file is found by listing the folder, and is among the reported ones.
        files.sort_unstable();
        files.dedup();
        files
    }

    fn is_pending(&self, problem: &Problem) -> bool {
        self.pending.iter().any(|file| problem.is_in(file))
    }

    /// Builds the renderer: with the old engine, or with the present pictures, or with the present
    /// theme.
    fn renderer(
        &self,
        settings: &Settings,
        portal: &Portal,
        site: Site,
        engine: Option<bool>,
        problems: &mut Vec<Problem>,
    ) -> Option<(Renderer, Arc<Theme>)> {
        let (folder, site) = (self.folder.clone(), Arc::new(site));
        let Some(is_theme_new) = engine else {
            return Some((portal.renderer.over(site), portal.theme.clone()));
        };
        let theme = if is_theme_new {
            Arc::new(load::configuration(&folder, settings, problems)?.1)
        } else {
            portal.theme.clone()
        };
        let assets = Arc::new(load::new_assets(&folder, &theme, &site).apart());
        let engine = Engine::new(theme.clone(), site.config().code(0), None)
            .map_err(|found| problems.extend(found))
            .ok()?;
        Some((Renderer::new(site, engine, assets, folder), theme))
    }
}

/// The endings of tables.
const TABLES: [&str; 3] = ["csv", "xlsx", "xlsm"];

impl FileChanges {
    /// Adds a change of the file `name`; `is_old` if it existed before and still does.
    fn add(&mut self, name: &str, is_old: bool) {
        let inner = match name.strip_prefix("themes/") {
            // A file of the site's own theme is handled like the site's file of the same name.
            Some(inner) => inner.split_once('/').map_or(inner, |(_, inner)| inner),
            None => name,
        };
        let (folder, rest) = inner.split_once('/').unwrap_or((inner, ""));
        let is_section = Path::new(rest)
            .file_name()
            .is_some_and(|file| file.to_string_lossy().split('.').next() == Some("_index"));
        match folder {
            _ if !is_old => {
                self.others = true;
                self.touch(folder, rest);
            }
            "content" if has_extension(rest, "md") && !is_section => {
                self.articles.insert(name.to_owned());
            }
            // The rows of a table may be pages.
            "content" if TABLES.iter().any(|table| has_extension(rest, table)) => self.others = true,
            "content" if !has_extension(rest, "md") => self.pictures = true,
            "static" => {
                self.pictures = true;
                self.touched.files.push(rest.to_owned());
            }
            "styles" if has_extension(rest, "css") => self.styles.push(inner.to_owned()),
            "scripts" if has_extension(rest, "js") => self.touched.scripts = true,
            "images" | "styles" | "scripts" => {
                self.pictures = true;
                // Style sheets refer to pictures by names that depend on their content.
                self.touched.styles = true;
            }
            "templates" => self.templates = true,
            _ => {
                self.others = true;
                self.touch(folder, rest);
            }
        }
    }

    /// Notes that the file at an address that stays is another one from now on, though the pages
    /// are the same: a `styles/site.css` that the site gets for the first time replaces that of the
    /// theme, and one that is deleted gives way to it.
    fn touch(&mut self, folder: &str, rest: &str) {
        match folder {
            "static" => self.touched.files.push(rest.to_owned()),
            "styles" | "images" => self.touched.styles = true,
            "scripts" => self.touched.scripts = true,
            // It may be based on another theme now.
            "theme.yaml" => (self.touched.styles, self.touched.scripts) = (true, true),
            _ => {}
        }
    }
}

/// Calls `tell` for each file that is in only one of two sorted lists (with false), or changed
/// between them (with true).
fn differences(before: &[ListedFile], now: &[ListedFile], mut tell: impl FnMut(&str, bool)) {
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    loop {
        match (before.peek(), now.peek()) {
            (Some(old), Some(new)) if old.name == new.name => {
                if old.stamp != new.stamp {
                    tell(&new.name, true);
                }
                before.next();
                now.next();
            }
            (Some(old), new) if new.is_none_or(|new| old.name < new.name) => {
                tell(&old.name, false);
                before.next();
            }
            (_, Some(new)) => {
                tell(&new.name, false);
                now.next();
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests;
