//! Stores what is currently shown, and notifies everybody who waits for a change.

use super::overlay;
use super::{Backend, TouchedFiles};
use crate::problem::Language;
use std::sync::Arc;
use tokio::sync::watch;

/// State that the server shares with the worker and with every connection.
pub(super) struct SharedState {
    pub stage: watch::Sender<ServerState>,
    /// Random for each run of the server; requests that only its own pages may send must contain
    /// it.
    pub token: String,
    pub language: Language,
    pub lan: bool,
}

/// State of the server.
#[derive(Clone)]
pub(super) enum ServerState {
    /// The site is being organised for the first time; requests wait.
    Starting,
    ShownSite(Arc<ShownSite>),
    /// Every connection must end.
    Stopped,
}

/// The site that is shown.
#[derive(Default)]
pub(super) struct ShownSite {
    /// The last site without errors, once there is one.
    pub portal: Option<Arc<dyn Backend>>,
    /// The errors found since then, as HTML.
    pub overlay: Option<String>,
    /// Counts of changes to files with fixed addresses.
    pub changes: ChangeCounts,
}

/// Counts of changes to files with fixed addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ChangeCounts {
    pub styles: u64,
    pub scripts: u64,
    /// The files changed last, each with the number of its change, the newest at the end.
    pub files: Vec<(u64, String)>,
}

/// Maximum number of changed files to remember. A connected browser is sent each at once, so only
/// one that reconnects needs older ones.
const FILES: usize = 200;

impl ChangeCounts {
    /// Returns the number of the last change of a file.
    pub(super) fn last_file(&self) -> u64 {
        self.files.last().map_or(0, |(number, _)| *number)
    }

    /// Adds what has just changed.
    pub(super) fn with(&self, touched: TouchedFiles) -> Self {
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

impl SharedState {
    pub(super) fn new(language: Language, lan: bool) -> Arc<Self> {
        Arc::new(Self { stage: watch::Sender::new(ServerState::Starting), token: token(), language, lan })
    }

    /// Identifies what a browser shows, as `hash-run-styles-scripts-file`: the hash of the page,
    /// the run of the server, and the counts of changes when the page was sent. The counts are
    /// valid only for that run.
    pub(super) fn mark(&self, hash: &str, changes: &ChangeCounts) -> String {
        let ChangeCounts { styles, scripts, .. } = changes;
        format!("{hash}-{}-{styles}-{scripts}-{}", self.run(), changes.last_file())
    }

    /// Parses a mark into the page's hash and the counts of changes; the counts are `None` if the
    /// mark is from another run.
    pub(super) fn read(&self, mark: &str) -> (String, Option<ChangeCounts>) {
        let mut parts = mark.split('-');
        let hash = parts.next().unwrap_or_default().to_owned();
        let is_of_run = parts.next() == Some(self.run());
        let mut number = || parts.next()?.parse::<u64>().ok();
        let known = || {
            let (styles, scripts) = (number()?, number()?);
            Some(ChangeCounts { styles, scripts, files: vec![(number()?, String::new())] })
        };
        (hash, is_of_run.then(known).flatten())
    }

    fn run(&self) -> &str {
        self.token.get(..8).unwrap_or_default()
    }

    /// Builds the script element at the end of every page: it follows the page at `path`, of which
    /// the browser has the version `mark`.
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

    /// Shows `next`, computed from what is shown now, unless the server is stopping.
    pub(super) fn show(&self, next: impl FnOnce(&ShownSite) -> ShownSite) {
        self.stage.send_if_modified(|stage| {
            let next = match stage {
                ServerState::Stopped => return false,
                ServerState::Starting => next(&ShownSite::default()),
                ServerState::ShownSite(now) => next(now),
            };
            *stage = ServerState::ShownSite(Arc::new(next));
            true
        });
    }

    /// Ends every connection.
    pub(super) fn stop(&self) {
        self.stage.send_replace(ServerState::Stopped);
    }

    /// Waits until a site or its errors are shown; `None` when the server stops.
    pub(super) async fn showing(&self) -> Option<Arc<ShownSite>> {
        let mut stages = self.stage.subscribe();
        let stage = stages.wait_for(|stage| !matches!(stage, ServerState::Starting)).await.ok()?;
        match &*stage {
            ServerState::ShownSite(showing) => Some(Arc::clone(showing)),
            ServerState::Starting | ServerState::Stopped => None,
        }
    }

    /// Waits until the server is to stop.
    pub(super) async fn stopped(&self) {
        // This fails when the sender is gone, which is an end, too.
        let _ = self.stage.subscribe().wait_for(|stage| matches!(stage, ServerState::Stopped)).await;
    }
}

/// Returns 128 random bits, in hexadecimal.
fn token() -> String {
    let mut bytes = [0_u8; 16];
    // Without random numbers the token is empty, and everything that it guards is refused.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
