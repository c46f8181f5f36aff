//! **portal**: the way of the data, in one place: opens a site and leads it through the stages.
//!
//! In: a site's folder and [`Settings`]. Out: a [`Portal`] that renders any route, or all the problems of the run. `build`
//! and `preview` both begin here, so that they can't differ. What needs no article begins with an [`Outline`]. Nothing is computed here that a stage could compute.

mod build;
mod destination;
mod editor;
mod new_page;
mod outline;
mod read;
mod shown;
mod start;

use std::path::PathBuf;
use std::sync::Arc;

pub use build::{Built, Progress, build};
pub use editor::{EditorFiles, editor_files};
pub use new_page::{NewPage, new_page};
pub use outline::{Outline, OutlineSection};
pub use shown::Shown;
pub use start::{Beginning, start};

use crate::asset::Assets;
use crate::problem::{self, Problem};
use crate::render::Renderer;
use crate::schema::Date;
use crate::site::{Site, State, organise};
use crate::source::SiteFolder;
use crate::theme::Theme;

/// What a run is told from outside.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The site's folder.
    pub folder: PathBuf,
    /// The moment of the build: the only clock that anything reads.
    pub now: Date,
    /// The states whose pages are shown besides published ones.
    pub shown: Vec<State>,
    /// In place of the `base_url` of `site.yaml`.
    pub base_url: Option<String>,
}

/// A site that has been opened: organised, its theme loaded, ready to render.
#[derive(Clone)]
pub struct Portal {
    /// Renders any route.
    pub renderer: Renderer,
    /// The site's folder.
    pub folder: SiteFolder,
    /// The theme.
    pub theme: Arc<Theme>,
    /// What was noticed and does not keep the site from being published.
    pub warnings: Vec<Problem>,
}

impl Portal {
    /// Opens a site.
    ///
    /// # Errors
    /// All mistakes that can be found without rendering, in the order of files and lines.
    pub fn open(settings: &Settings) -> Result<Self, Vec<Problem>> {
        Self::opened(settings, |_| Vec::new())
    }

    /// Opens a site that is about to be built: as [`Portal::open`], but where there are mistakes, those that only show
    /// in rendering are told as well, so that a run tells them all at once.
    ///
    /// # Errors
    /// All mistakes of the site, in the order of files and lines.
    pub fn open_to_build(settings: &Settings) -> Result<Self, Vec<Problem>> {
        Self::opened(settings, build::mistakes)
    }

    fn opened(
        settings: &Settings,
        further: impl Fn(&Renderer) -> Vec<Problem>,
    ) -> Result<Self, Vec<Problem>> {
        let folder = SiteFolder::open(&settings.folder).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let opened = Self::open_folder(&folder, settings, &mut problems);
        let is_wrong = problems.iter().any(Problem::is_error);
        if let Some((renderer, _)) = opened.as_ref().filter(|_| is_wrong) {
            problems.extend(further(renderer));
        }
        problem::sort(&mut problems);
        match opened {
            Some((renderer, theme)) if !is_wrong => Ok(Self { renderer, folder, theme, warnings: problems }),
            _ => Err(problems),
        }
    }

    fn open_folder(
        folder: &SiteFolder,
        settings: &Settings,
        problems: &mut Vec<Problem>,
    ) -> Option<(Renderer, Arc<Theme>)> {
        let (config, theme) = read::configuration(folder, settings, problems)?;
        let theme = Arc::new(theme);
        let material = read::material(folder, config, &theme.types, settings, problems);
        let (site, unplaced) = organise(material);
        problems.extend(read::placed(folder, &site, unplaced));
        let assets = Arc::new(Assets::new(folder.clone(), theme.clone()));
        match Renderer::new(Arc::new(site), theme.clone(), assets, folder.clone()) {
            Ok(renderer) => Some((renderer, theme)),
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    }

    /// The organised site.
    pub fn site(&self) -> &Arc<Site> {
        self.renderer.site()
    }
}
