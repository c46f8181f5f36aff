//! **portal**: opens a site and leads it through the stages.
//!
//! In: a site's folder and [`Settings`]. Out: a [`Portal`] that renders any route, or all the
//! problems of the run. `build` and `preview` both start here, so that they can't differ. Commands
//! that need no article start with an [`Outline`]. Nothing is computed here that a stage could
//! compute.

use std::sync::Arc;

use super::article_cache::{ArticleCache, CacheUse};
use super::configuration::{configuration, judged};
use super::material::SiteFiles;
use super::place::placed;
use super::settings::Settings;
use super::sheets::renamed;
use super::timings::{Stage, Timings};
use super::{articles, dead_links, misplaced, moved, static_links, unlisted};
use crate::asset::{Assets, Content};
use crate::problem::{self, Problem};
use crate::render::{Engine, Renderer};
use crate::site::{Site, organise};
use crate::source::{Inventory, RowDocuments, SiteFolder};
use crate::theme::Theme;

/// An opened site: organised, with its theme, ready to render.
#[derive(Clone)]
pub struct Portal {
    /// Renders any route.
    pub renderer: Renderer,
    /// The site's folder.
    pub folder: SiteFolder,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Problems that don't prevent publishing.
    pub warnings: Vec<Problem>,
}

/// A portal, and the files that it was made from.
pub(crate) struct LoadedSite {
    pub portal: Portal,
    pub inventory: Inventory,
}

/// A site that is being opened: its files are listed, but none has been read.
pub(crate) struct SiteLoader<'o> {
    pub folder: SiteFolder,
    settings: &'o Settings,
    timings: &'o Timings,
    pub inventory: Inventory,
    pub problems: Vec<Problem>,
    /// Whether styles and scripts stay apart, for the preview.
    pub is_apart: bool,
}

impl Portal {
    /// Opens a site.
    ///
    /// # Errors
    /// All mistakes that can be found without rendering, in the order of files and lines.
    pub fn open(settings: &Settings) -> Result<Self, Vec<Problem>> {
        let timings = Timings::new(false);
        let opening = SiteLoader::new(settings, &timings)?;
        let mut memory = CacheUse::for_looking(&opening.folder);
        Ok(opening.open(&mut memory, |_| Vec::new())?.portal)
    }

    /// Returns the name and the content of a file that pages show, by its path in the published
    /// folder; `None` if no page has requested it, or it is longer than `most` bytes.
    pub fn file_at(&self, path: &str, most: u64) -> Option<(String, Vec<u8>)> {
        let assets = self.renderer.assets();
        let asset = assets.at(path)?;
        let bytes = match assets.content(&asset).ok()? {
            Content::Bytes(bytes) => bytes,
            Content::File(file) => {
                let length = std::fs::metadata(&file).ok()?.len();
                (length <= most).then(|| std::fs::read(&file).ok())??
            }
        };
        Some((asset.name().to_owned(), bytes))
    }

    /// Returns the organised site.
    pub fn site(&self) -> &Arc<Site> {
        self.renderer.site()
    }
}

impl<'o> SiteLoader<'o> {
    pub(crate) fn new(settings: &'o Settings, timings: &'o Timings) -> Result<Self, Vec<Problem>> {
        let folder = SiteFolder::open(&settings.folder).map_err(|problem| vec![problem])?;
        let (inventory, problems) = timings.counted(Stage::List, || {
            let found = folder.inventory();
            let count = found.0.all().count();
            (found, count, 0)
        });
        Ok(Self { folder, settings, timings, inventory, problems, is_apart: false })
    }

    /// Leads the site through the stages up to rendering. If there are mistakes, `further` finds
    /// those that only rendering reveals, so that one run reports all.
    pub(crate) fn open(
        mut self,
        memory: &mut CacheUse,
        further: impl Fn(&Renderer) -> Vec<Problem>,
    ) -> Result<LoadedSite, Vec<Problem>> {
        let opened = self.organised(memory);
        let mut problems = self.problems;
        if let Some((renderer, ..)) = &opened {
            problems = judged(renderer.site().config(), &self.folder, problems);
        }
        let is_wrong = problems.iter().any(Problem::is_error);
        if let Some((renderer, ..)) = opened.as_ref().filter(|_| is_wrong) {
            problems.extend(further(renderer));
        }
        problem::sort(&mut problems);
        match opened {
            Some((renderer, theme)) if !is_wrong => {
                let portal = Portal { renderer, folder: self.folder, theme, warnings: problems };
                Ok(LoadedSite { portal, inventory: self.inventory })
            }
            _ => Err(problems),
        }
    }

    pub(crate) fn organised(&mut self, memory: &mut CacheUse) -> Option<(Renderer, Arc<Theme>)> {
        let Self { folder, settings, timings, inventory, problems, is_apart } = self;
        let (config, theme) = timings.stage(Stage::Theme, || configuration(folder, settings, problems))?;
        let theme = Arc::new(theme);
        let language = config.code(0).to_owned();
        let read_as = articles::print(&theme, &config);
        // Read the templates, which is work for one thread, while the others read the articles.
        let stored = memory.stored.clone();
        let engine = || timings.stage(Stage::Engine, || Engine::new(theme.clone(), &language, Some(&stored)));
        let read = || {
            let known = memory.sources.take().filter(|known| known.is_of(read_as));
            let recalled = || timings.stage(Stage::Recall, || ArticleCache::recall(memory, read_as));
            let mut sources = known.unwrap_or_else(recalled);
            let material = timings.counted(Stage::Read, || {
                let lists = SiteFiles { folder, inventory, theme: &theme, settings };
                let material = lists.material(config, &mut sources, problems);
                let count = material.pages.len();
                (material, count, 0)
            });
            let vanished = moved::vanished(&material.addresses, inventory, &sources);
            (sources, material, vanished)
        };
        let ((mut sources, material, vanished), engine) = rayon::join(read, engine);
        // Write the results of reading now, so that they need not stay in memory.
        let keep = || {
            if memory.stored.keeps {
                let files = inventory.documents.iter().map(|file| file.name.as_str());
                let rows = folder.rows().into_iter().flat_map(RowDocuments::names);
                let gone = vanished.keys().map(String::as_str);
                sources.remember(&memory.stored.store, files.chain(rows).chain(gone));
            }
        };
        let ((site, unplaced), ()) = rayon::join(
            || timings.stage(Stage::Organise, || organise(material)),
            || timings.stage(Stage::Remember, keep),
        );
        memory.sources = Some(sources);
        problems.extend(placed(folder, &site, unplaced));
        let rows = renamed(folder, &site);
        let told = rows.keys().cloned().collect();
        problems.extend(rows.into_values());
        let (found, late) = moved::check(folder, &site, &vanished, &told);
        problems.extend(found);
        problems.extend(placed(folder, &site, late));
        problems.extend(unlisted::check(folder, inventory, &site, &mut memory.leads));
        problems.extend(dead_links::check(folder, &site));
        problems.extend(static_links::check(folder, inventory, &site, &mut memory.static_links));
        let files = inventory.documents.iter().map(|file| file.name.as_str());
        problems.extend(misplaced::names(files, site.config()));
        problems.extend(misplaced::articles(folder));
        let assets = new_assets(folder, &theme, &site);
        let assets = Arc::new(if *is_apart { assets.apart() } else { assets });
        match engine {
            Ok(engine) => Some((Renderer::new(Arc::new(site), engine, assets, folder.clone()), theme)),
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    }
}

/// Creates the assets of a site with a theme; nothing has been requested of them yet.
pub(crate) fn new_assets(folder: &SiteFolder, theme: &Arc<Theme>, site: &Site) -> Assets {
    let config = site.config();
    Assets::new(folder.clone(), theme.clone(), config.style_version, config.media.max)
}
