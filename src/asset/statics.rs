//! Files of `static/`: they keep their addresses, and are cleaned as all others are.

use std::sync::Arc;

use super::photo::lock;
use super::treatment::{Area, Examination, Treatment, examine, treated};
use super::words::unreadable;
use super::{Assets, Content};
use crate::attachment::Extent;
use crate::problem::Problem;

/// A file of `static/`, which keeps its name.
#[derive(Debug)]
pub struct StaticAsset {
    /// Length in bytes, as published.
    pub length: u64,
    /// How long it is, for documents that say it.
    pub extent: Option<Extent>,
    /// What its writer should know, with places.
    pub problems: Vec<Problem>,
    treatment: Treatment,
}

impl Assets {
    /// Returns what is known of a file of `static/`, for example `static/files/a.pdf`; `None` if it
    /// cannot be read.
    pub fn static_file(&self, name: &str) -> Option<Arc<StaticAsset>> {
        if let Some(asset) = lock(self.statics.read()).get(name) {
            return asset.clone();
        }
        let asset = self.examined_static(name).map(Arc::new);
        lock(self.statics.write()).entry(name.to_owned()).or_insert(asset).clone()
    }

    /// Returns the length of a file of `static/` as it is there.
    pub fn static_length(&self, name: &str) -> Option<u64> {
        std::fs::metadata(self.folder.path(name)).ok().map(|data| data.len())
    }

    fn examined_static(&self, name: &str) -> Option<StaticAsset> {
        let path = self.folder.path(name);
        let found = examine(&path, name, Area::Static, self.most).ok()?;
        let Examination { treatment, extent, mut problems } = found;
        let mut length = std::fs::metadata(&path).ok()?.len();
        if !matches!(treatment, Treatment::Copy | Treatment::Refuse) {
            let (bytes, told) = treated(treatment, &path, name)?;
            length = bytes.len() as u64;
            problems.extend(told);
        }
        Some(StaticAsset { length, extent, problems, treatment })
    }

    /// Returns the content to publish for a file of `static/`.
    ///
    /// # Errors
    /// The file cannot be read, or it is a picture that is too large.
    pub fn static_content(&self, name: &str) -> Result<Content, Problem> {
        let asset = self.static_file(name).ok_or_else(|| unreadable(name))?;
        self.file_content(name, asset.treatment)
    }
}
