//! **portal**: opens a site and leads it through the stages.
//!
//! In: a site's folder and [`Settings`]. Out: a [`Portal`] that renders any route, or all the
//! problems of the run. `build` and `preview` both start here, so that they can't differ. Commands
//! that need no article start with an [`Outline`]. Nothing is computed here that a stage could
//! compute.

mod addresses;
mod articles;
mod build;
mod check;
mod data;
mod dead_links;
mod desk;
mod destination;
mod editor;
mod explain;
mod last;
mod live;
mod mend;
mod new_page;
mod outline;
mod outside;
mod read;
mod record;
mod shown;
mod sources;
mod start;
mod strays;
mod timings;

use std::path::PathBuf;
use std::sync::Arc;

pub use build::{Built, Order, Progress, build};
pub use check::{Checked, check};
pub use desk::Desk;
pub use editor::{EditorFiles, editor_files};
pub use explain::Explained;
pub use live::{Live, Seen};
pub use mend::{Mended, Mending, Wanted, mend, proposed};
pub use new_page::{NewFile, NewPage, new_page, unknown_section};
pub use outline::{Outline, OutlineSection, built_in_types, zone_of};
pub use shown::Shown;
pub use start::{Beginning, start};
pub use timings::{Stage, Timings, Took};

use crate::asset::Assets;
use crate::problem::{self, Problem};
use crate::render::{Engine, Renderer};
use crate::schema::Date;
use crate::site::{Site, State, organise};
use crate::source::{Inventory, SiteFolder};
use crate::store::Store;
use crate::theme::Theme;
use sources::Sources;

/// Parameters of a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The site's folder.
    pub folder: PathBuf,
    /// Time of the build: the only clock that anything reads.
    pub now: Date,
    /// States whose pages are shown besides published ones.
    pub shown: Vec<State>,
    /// Replaces the `base_url` of `site.yaml`.
    pub base_url: Option<String>,
}

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
struct Opened {
    portal: Portal,
    inventory: Inventory,
}

/// Access to the stored results of reading the site's articles.
struct Memory {
    store: Store,
    /// Whether to take stored results from the store.
    recalls: bool,
    /// Whether to write new results to it. Runs that only read leave it unchanged.
    keeps: bool,
    /// Time before any file was checked, by the clock of the site's file system: later stamps are
    /// not reliable.
    moment: u64,
    /// The stored results, once they have been loaded.
    sources: Option<Sources>,
}

impl Memory {
    /// Memory for a run that writes nothing.
    fn for_looking(folder: &SiteFolder) -> Self {
        Self { store: Store::of(folder.root()), recalls: true, keeps: false, moment: 0, sources: None }
    }
}

/// A site that is being opened: its files are listed, but none has been read.
struct Opening<'o> {
    folder: SiteFolder,
    settings: &'o Settings,
    timings: &'o Timings,
    inventory: Inventory,
    problems: Vec<Problem>,
}

impl Portal {
    /// Opens a site.
    ///
    /// # Errors
    /// All mistakes that can be found without rendering, in the order of files and lines.
    pub fn open(settings: &Settings) -> Result<Self, Vec<Problem>> {
        let timings = Timings::new(false);
        let opening = Opening::new(settings, &timings)?;
        let mut memory = Memory::for_looking(&opening.folder);
        Ok(opening.open(&mut memory, |_| Vec::new())?.portal)
    }

    /// Returns the organised site.
    pub fn site(&self) -> &Arc<Site> {
        self.renderer.site()
    }
}

impl<'o> Opening<'o> {
    fn new(settings: &'o Settings, timings: &'o Timings) -> Result<Self, Vec<Problem>> {
        let folder = SiteFolder::open(&settings.folder).map_err(|problem| vec![problem])?;
        let (inventory, problems) = timings.counted(Stage::List, || {
            let found = folder.inventory();
            let count = found.0.all().count();
            (found, count, 0)
        });
        Ok(Self { folder, settings, timings, inventory, problems })
    }

    /// Leads the site through the stages up to rendering. If there are mistakes, `further` finds
    /// those that only rendering reveals, so that one run reports all.
    fn open(
        mut self,
        memory: &mut Memory,
        further: impl Fn(&Renderer) -> Vec<Problem>,
    ) -> Result<Opened, Vec<Problem>> {
        let opened = self.organised(memory);
        let mut problems = self.problems;
        if let Some((renderer, ..)) = &opened {
            problems = read::judged(renderer.site().config(), &self.folder, problems);
        }
        let is_wrong = problems.iter().any(Problem::is_error);
        if let Some((renderer, ..)) = opened.as_ref().filter(|_| is_wrong) {
            problems.extend(further(renderer));
        }
        problem::sort(&mut problems);
        match opened {
            Some((renderer, theme)) if !is_wrong => {
                let portal = Portal { renderer, folder: self.folder, theme, warnings: problems };
                Ok(Opened { portal, inventory: self.inventory })
            }
            _ => Err(problems),
        }
    }

    fn organised(&mut self, memory: &mut Memory) -> Option<(Renderer, Arc<Theme>)> {
        let Self { folder, settings, timings, inventory, problems } = self;
        let (config, theme) =
            timings.stage(Stage::Theme, || read::configuration(folder, settings, problems))?;
        let theme = Arc::new(theme);
        let language = config.code(0).to_owned();
        let read_as = articles::print(&theme, &config);
        // Read the templates, which is work for one thread, while the others read the articles.
        let engine = || timings.stage(Stage::Engine, || Engine::new(theme.clone(), &language));
        let read = || {
            let known = memory.sources.take().filter(|known| known.is_of(read_as));
            let recalled = || timings.stage(Stage::Recall, || Sources::recall(memory, read_as));
            let mut sources = known.unwrap_or_else(recalled);
            let material = timings.counted(Stage::Read, || {
                let lists = read::Lists { folder, inventory, types: &theme.types, settings };
                let material = lists.material(config, &mut sources, problems);
                let count = material.pages.len();
                (material, count, 0)
            });
            (sources, material)
        };
        let ((mut sources, material), engine) = rayon::join(read, engine);
        // Write the results of reading now, so that they need not stay in memory.
        let keep = || {
            if memory.keeps {
                sources.remember(&memory.store, inventory.documents.iter().map(|file| file.name.as_str()));
            }
        };
        let ((site, unplaced), ()) = rayon::join(
            || timings.stage(Stage::Organise, || organise(material)),
            || timings.stage(Stage::Remember, keep),
        );
        memory.sources = Some(sources);
        problems.extend(read::placed(folder, &site, unplaced));
        problems.extend(outside::check(folder, inventory, &site));
        problems.extend(dead_links::check(folder, &site));
        let files = inventory.documents.iter().map(|file| file.name.as_str());
        problems.extend(strays::names(files, site.config()));
        problems.extend(strays::misplaced(folder));
        let assets = Arc::new(Assets::new(folder.clone(), theme.clone(), site.config().style_version));
        match engine {
            Ok(engine) => Some((Renderer::new(Arc::new(site), engine, assets, folder.clone()), theme)),
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    }
}
