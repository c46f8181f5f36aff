//! Defines the settings of one run: the folder, the time, the states that are shown.

use std::path::PathBuf;

use crate::schema::Date;
use crate::site::State;

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
