//! Records a build: enough to find out that there is nothing to do, or the little there is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::stored_problem::StoredProblem;
use crate::asset::StoredAsset;
use crate::load::{self, Settings};
use crate::output;
use crate::render::Trace;
use crate::site::{Coming, State};
use crate::source::{Inventory, SiteFolder, Stamp, Stamps};
use crate::store::{Fingerprint, Gathered, Store, program};
use crate::theme;

/// Largest rayon job, in files.
const PIECE: usize = 256;

/// The record of a successful build.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record<'o> {
    /// Fingerprint of the names and stamps of all files that the site is made from.
    pub inputs: u64,
    /// Whether any later write to one of them must show in its stamp.
    pub is_settled: bool,
    /// Time of the build, and the next time at which a page appears, disappears or changes its
    /// place.
    pub now: i64,
    pub until: i64,
    /// When pages are due or expire.
    pub coming: Coming,
    /// Whether a page shows the time of the build.
    pub shows_now: bool,
    /// What there was to report; `None` if reporting it again requires doing the work again.
    pub warnings: Option<Vec<StoredProblem>>,
    /// Fingerprint of what was found next to `content/`, which is not among the files of the site.
    pub outside: u64,
    /// Stamp of the list of published files.
    pub manifest: Stamp,
    /// Time of the publication's last change to a published file: a later change was made by
    /// somebody else.
    #[serde(with = "postcard::fixint::le")]
    pub changed: u64,
    /// Number of the build that made the trace. The stored trace may be another build's, if one was
    /// stopped between writing the two.
    pub trace: u64,
    pub pages: usize,
    pub sections: usize,
    pub bytes: u64,
    pub left_out: BTreeMap<State, usize>,
    /// Each published file, sorted by path.
    pub outputs: Vec<Cow<'o, PublishedFile>>,
    /// Pictures and attachments of the site.
    pub assets: Vec<StoredAsset>,
}

/// A published file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PublishedFile {
    pub path: Box<str>,
    pub stamp: Stamp,
    /// Stamp of the file in `static/` that it is a copy of.
    pub copied: Option<Stamp>,
}

impl PublishedFile {
    /// Returns whether nobody has touched it since the publication ended, at the time `done`:
    /// length and modification time can be forged, the change time can't. Does not follow a
    /// symbolic link in its place.
    fn is_intact(&self, stamps: &mut Stamps<'_>, done: u64) -> bool {
        let stamp = stamps.of_file(&self.path, false);
        stamp.is_some_and(|stamp| stamp.renamed() == self.stamp.renamed() && stamp.changed() <= done)
    }
}

/// Store of the records of one output folder, for certain settings.
pub(super) struct RecordStore {
    store: Store,
    name: String,
    epoch: u64,
}

impl RecordStore {
    /// Creates the place for a site that is published to `folder`.
    pub(super) fn of(store: &Store, settings: &Settings, folder: &Path) -> Self {
        let mut print = Fingerprint::new();
        print.number(program()).number(theme::embedded_print()).value(&settings.base_url);
        for state in &settings.shown {
            print.text(state.name());
        }
        Self { store: store.clone(), name: Store::name_for(folder), epoch: print.done() }
    }

    /// Loads the record of the last build.
    pub(super) fn record(&self) -> Option<Record<'static>> {
        self.store.load(&self.name, self.epoch)
    }

    /// Loads the trace of the record's build.
    pub(super) fn trace(&self, record: &Record<'_>) -> Option<Trace> {
        self.store.load(&self.trace_name(), self.trace_epoch(record.trace))
    }

    /// Stores the trace made by the build with this number.
    pub(super) fn remember_trace(&self, trace: &Trace, build: u64) {
        self.store.save(&self.trace_name(), self.trace_epoch(build), trace);
    }

    /// Loads what the search of a language stored in the build with this number.
    pub(super) fn search<T: DeserializeOwned>(&self, code: &str, build: u64) -> Option<T> {
        self.store.load(&self.search_name(code), self.trace_epoch(build))
    }

    /// Stores it.
    pub(super) fn remember_search(&self, code: &str, build: u64, value: &impl Serialize) {
        self.store.save(&self.search_name(code), self.trace_epoch(build), value);
    }

    /// Loads a chunk of the pages that the search of a language stored, if it is the one with this
    /// epoch.
    pub(super) fn searched<T: DeserializeOwned>(&self, code: &str, chunk: usize, epoch: u64) -> Option<T> {
        self.store.load(&format!("{}.{chunk}", self.search_name(code)), self.trace_epoch(epoch))
    }

    /// Stores it.
    pub(super) fn remember_searched(&self, code: &str, chunk: usize, epoch: u64, value: &impl Serialize) {
        self.store.save(&format!("{}.{chunk}", self.search_name(code)), self.trace_epoch(epoch), value);
    }

    fn search_name(&self, code: &str) -> String {
        format!("{}.search-{code}", self.name)
    }

    /// Stores a record.
    pub(super) fn remember(&self, record: &Record<'_>) {
        self.store.save(&self.name, self.epoch, record);
    }

    /// Removes files that nobody will need, once nothing is being written any more.
    pub(super) fn tidy(&self) {
        self.store.tidy();
    }

    fn trace_name(&self) -> String {
        format!("{}.trace", self.name)
    }

    /// Makes the epoch of a trace specific to its build, so that it is not taken for another
    /// build's.
    fn trace_epoch(&self, build: u64) -> u64 {
        Fingerprint::new().number(self.epoch).number(build).done()
    }
}

impl Record<'_> {
    /// Returns whether a build would do nothing, if the published files are untouched: the files
    /// are the same, and so is the time, as far as it matters.
    pub(super) fn is_current(&self, inventory: &Inventory, settings: &Settings) -> bool {
        let now = settings.now.start();
        let is_same_time = now == self.now || (!self.shows_now && (self.now..self.until).contains(&now));
        self.is_settled && is_same_time && self.inputs == inputs(inventory)
    }

    /// Returns whether it is the record of the last publication into the folder: each publication
    /// rewrites the list of published files.
    pub(super) fn is_published(&self, folder: &Path) -> bool {
        !self.outputs.is_empty() && self.manifest == manifest(folder)
    }

    /// Returns for each of its outputs whether nobody has touched it since it was published.
    pub(super) fn untouched(&self, folder: &Path) -> Vec<bool> {
        if !self.is_published(folder) {
            return vec![false; self.outputs.len()];
        }
        let pieces = self.outputs.par_chunks(PIECE).with_max_len(1);
        let untouched = pieces.flat_map_iter(|outputs| {
            let mut stamps = Stamps::within(folder);
            outputs.iter().map(move |output| output.is_intact(&mut stamps, self.changed))
        });
        untouched.collect()
    }
}

/// Returns the time of the last change to these files, which have just been published into
/// `folder`.
pub(super) fn last_change(folder: &Path, outputs: &[Cow<'_, PublishedFile>]) -> u64 {
    let pieces = outputs.par_chunks(PIECE).with_max_len(1);
    let last = pieces.map(|outputs| {
        let mut stamps = Stamps::within(folder);
        let changed = outputs.iter().map(|output| match output {
            // Moving the file into place has changed its change time.
            Cow::Owned(output) => stamps.of_file(&output.path, false).unwrap_or_default().changed(),
            Cow::Borrowed(output) => output.stamp.changed(),
        });
        changed.max().unwrap_or_default()
    });
    last.max().unwrap_or_default().max(manifest(folder).changed())
}

/// Returns the stamp of the list of published files in a folder.
pub(super) fn manifest(folder: &Path) -> Stamp {
    Stamp::of(&folder.join(output::MANIFEST))
}

/// Fingerprints the names and stamps of all files.
pub(super) fn inputs(inventory: &Inventory) -> u64 {
    let mut print = Gathered::default();
    for file in inventory.all() {
        print.text(&file.name).value(&file.stamp);
    }
    print.done()
}

/// Fingerprints what is found next to `content/`.
pub(super) fn outside(folder: &SiteFolder) -> u64 {
    let mut print = Fingerprint::new();
    for problem in load::outside_content(folder) {
        print.text(&problem.message.zh).text(problem.place.as_ref().map_or("", |place| &place.file));
    }
    print.done()
}
