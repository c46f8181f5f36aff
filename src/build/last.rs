//! Loads the record of the last build, and finds out what of it is still published.

use std::path::Path;

use super::record::{PublishedFile, Record, RecordStore};
use crate::load::{Stage, Timings};
use crate::output::Publication;
use crate::problem::Problem;
use crate::render::Trace;

/// The last build: its record, compared with the published folder.
#[derive(Default)]
pub(super) struct LastBuild {
    pub record: Record<'static>,
    /// For each output of the record, whether it is untouched.
    untouched: Vec<bool>,
}

impl LastBuild {
    /// Loads the last build of the published folder `output`.
    pub(super) fn of(place: &RecordStore, output: &Path, timings: &Timings) -> Self {
        let record = timings.stage(Stage::Recall, || place.record().unwrap_or_default());
        let untouched = timings.stage(Stage::Verify, || record.untouched(output));
        Self { record, untouched }
    }

    /// Returns whether all published files are present and untouched.
    pub(super) fn is_whole(&self) -> bool {
        !self.untouched.is_empty() && self.untouched.iter().all(|is_untouched| *is_untouched)
    }
}

/// The published files that nobody has touched, sorted by path.
pub(super) type IntactFiles<'l> = Vec<&'l PublishedFile>;

/// The published folder, the intact files of the last build in it, and the trace they were made
/// from.
pub(super) struct PublishedFolder<'l> {
    pub publication: Publication,
    pub intact: IntactFiles<'l>,
    pub trace: Option<Trace>,
}

impl<'l> PublishedFolder<'l> {
    pub(super) fn of(last: &'l LastBuild, place: &RecordStore, output: &Path) -> Result<Self, Problem> {
        let publication = Publication::begin(output)?;
        let outputs = last.record.outputs.iter().zip(&last.untouched);
        let untouched = outputs.filter(|(_, is_untouched)| **is_untouched).map(|(output, _)| &**output);
        // Since the check, another build may have published, or an interrupted publication been
        // completed; from now on the folder is locked.
        let intact: IntactFiles<'l> =
            if last.record.is_published(output) { untouched.collect() } else { Vec::new() };
        let trace = if intact.is_empty() { None } else { place.trace(&last.record) };
        Ok(Self { publication, intact, trace })
    }
}
