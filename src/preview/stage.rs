//! What is shown at the moment, for everybody who waits for it to change.

use super::overlay;
use super::{Portal, Touched};
use crate::problem::Language;
use std::sync::Arc;
use tokio::sync::watch;

/// What the server shares with the worker and with every connection.
pub(super) struct Shared {
    pub stage: watch::Sender<Stage>,
    /// Another one in each run of the server: what only its own pages may ask for names it.
    pub token: String,
    pub language: Language,
    pub lan: bool,
}

/// Where the server stands.
#[derive(Clone)]
pub(super) enum Stage {
    /// The site is being organised for the first time: whoever asks waits.
    Starting,
    Showing(Arc<Showing>),
    /// Every connection is to end.
    Stopped,
}

/// What is shown.
#[derive(Default)]
pub(super) struct Showing {
    /// The last site without errors, once there has been one.
    pub portal: Option<Arc<dyn Portal>>,
    /// The errors that have come up since, as HTML.
    pub overlay: Option<String>,
    /// How often something has changed that keeps its address.
    pub changes: Changes,
}

/// How often something has changed that keeps its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub styles: u64,
    pub scripts: u64,
    /// The last files, each with the number of its change, the newest at the end.
    pub files: Vec<(u64, String)>,
}

/// Of how many files it is remembered that they have changed: nobody is told later than at once.
const FILES: usize = 200;

impl Changes {
    /// The number of the last change of a file.
    pub(super) fn last_file(&self) -> u64 {
        self.files.last().map_or(0, |(number, _)| *number)
    }

    /// With what has just changed.
    pub(super) fn with(&self, touched: Touched) -> Self {
        let mut changes = self.clone();
        changes.styles += u64::from(touched.styles);
        changes.scripts += u64::from(touched.scripts);
        let next = changes.last_file() + 1;
        changes.files.extend(touched.files.into_iter().map(|file| (next, file)));
        let surplus = changes.files.len().saturating_sub(FILES);
        changes.files.drain(..surplus);
        changes
    }
}

impl Shared {
    pub(super) fn new(language: Language, lan: bool) -> Arc<Self> {
        Arc::new(Self { stage: watch::Sender::new(Stage::Starting), token: token(), language, lan })
    }

    /// What a browser says of what it shows: the hash of a page, and how much had changed of what keeps its address when it was sent.
    /// That it holds for this run of the server only.
    pub(super) fn mark(&self, hash: &str, changes: &Changes) -> String {
        let Changes { styles, scripts, .. } = changes;
        format!("{hash}-{}-{styles}-{scripts}-{}", self.run(), changes.last_file())
    }

    /// The hash of what a browser shows by its mark, and what it knows of what keeps its address: nothing, where the mark is of
    /// another run.
    pub(super) fn read(&self, mark: &str) -> (String, Option<Changes>) {
        let mut parts = mark.split('-');
        let hash = parts.next().unwrap_or_default().to_owned();
        let is_of_run = parts.next() == Some(self.run());
        let mut number = || parts.next()?.parse::<u64>().ok();
        let known = || {
            let (styles, scripts) = (number()?, number()?);
            Some(Changes { styles, scripts, files: vec![(number()?, String::new())] })
        };
        (hash, is_of_run.then(known).flatten())
    }

    fn run(&self) -> &str {
        self.token.get(..8).unwrap_or_default()
    }

    /// What every page gets at its end: it follows the page at `path`, of which the browser has what has this `mark`.
    pub(super) fn script(&self, path: &str, mark: &str) -> String {
        let lang = match self.language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        format!(
            "<script src=\"/__dangjian/live.js\" data-page=\"{}\" data-hash=\"{mark}\" data-token=\"{}\" data-lang=\"{lang}\"></script>",
            overlay::escape(path),
            self.token
        )
    }

    /// Shows `next`, made from what is shown now, unless the server is stopping.
    pub(super) fn show(&self, next: impl FnOnce(&Showing) -> Showing) {
        self.stage.send_if_modified(|stage| {
            let next = match stage {
                Stage::Stopped => return false,
                Stage::Starting => next(&Showing::default()),
                Stage::Showing(now) => next(now),
            };
            *stage = Stage::Showing(Arc::new(next));
            true
        });
    }

    /// Ends every connection.
    pub(super) fn stop(&self) {
        self.stage.send_replace(Stage::Stopped);
    }

    /// What is shown, once there is something; nothing when the server stops.
    pub(super) async fn showing(&self) -> Option<Arc<Showing>> {
        let mut stages = self.stage.subscribe();
        let stage = stages.wait_for(|stage| !matches!(stage, Stage::Starting)).await.ok()?;
        match &*stage {
            Stage::Showing(showing) => Some(Arc::clone(showing)),
            Stage::Starting | Stage::Stopped => None,
        }
    }

    /// Comes back when the server is to stop.
    pub(super) async fn stopped(&self) {
        // It fails when the sender is gone, which is an end, too.
        let _ = self.stage.subscribe().wait_for(|stage| matches!(stage, Stage::Stopped)).await;
    }
}

/// 128 bits that nobody can guess.
fn token() -> String {
    let mut bytes = [0_u8; 16];
    // A system without random numbers has none for anybody: then what the token guards is refused.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
