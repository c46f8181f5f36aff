//! What is shown at the moment, for everybody who waits for it to change.

use super::{Portal, desk};
use crate::problem::Language;
use std::sync::Arc;
use tokio::sync::watch;

/// What the server shares with the worker and with every connection.
pub(super) struct Shared {
    pub stage: watch::Sender<Stage>,
    pub language: Language,
    pub lan: bool,
    /// What a page has to know that wants to write: another in every run.
    pub token: String,
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
    /// Counts the portals: a page that was rendered from another one is to load again.
    pub version: u64,
    /// The last site without errors, once there has been one.
    pub portal: Option<Arc<dyn Portal>>,
    /// The errors that have come up since, as HTML.
    pub overlay: Option<String>,
}

impl Shared {
    pub(super) fn new(language: Language, lan: bool) -> Arc<Self> {
        Arc::new(Self { stage: watch::Sender::new(Stage::Starting), language, lan, token: desk::token() })
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

impl Showing {
    /// The version as addresses carry it; another run of the server has others.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", std::process::id(), self.version)
    }

    /// What every page gets, so that it loads again when the site has changed.
    pub(super) fn script(&self) -> String {
        format!("<script src=\"/__dangjian/reload.js?v={}\"></script>", self.name())
    }
}
