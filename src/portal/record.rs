//! What a build remembers of itself: enough to see that there is nothing to do, or what little there is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Settings;
use crate::asset::Remembered;
use crate::output;
use crate::render::Trace;
use crate::site::{Coming, State};
use crate::source::{Inventory, Stamp, Stamps};
use crate::store::{Fingerprint, Gathered, Store, program};
use crate::theme;

/// So many files are looked at by one thread before the others may take over.
const PIECE: usize = 256;

/// A build that succeeded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record<'o> {
    /// The fingerprint of the names and stamps of all files that the site is made from.
    pub inputs: u64,
    /// Whether none of them can have been written since without its stamp telling.
    pub is_settled: bool,
    /// The moment of the build, and the next one at which a page appears, disappears or changes its place.
    pub now: i64,
    pub until: i64,
    /// When pages are due or expire.
    pub coming: Coming,
    /// Whether a page shows the moment of the build.
    pub shows_now: bool,
    /// Whether there was something to tell the writer: it is told only by doing the work again.
    pub is_warned: bool,
    /// The list of what was published.
    pub manifest: Stamp,
    /// When the publication last changed anything about a published file: whoever did so later was somebody else.
    #[serde(with = "postcard::fixint::le")]
    pub changed: u64,
    /// The number of the build that made the trace: what is kept may be another one's, where one was stopped between the two.
    pub trace: u64,
    pub pages: usize,
    pub sections: usize,
    pub bytes: u64,
    pub left_out: BTreeMap<State, usize>,
    /// Each published file, sorted by path.
    pub outputs: Vec<Cow<'o, Output>>,
    /// The pictures and attachments of the site.
    pub assets: Vec<Remembered>,
}

/// A file that was published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Output {
    pub path: Box<str>,
    pub stamp: Stamp,
    /// The stamp of the file of `static/` that it is a copy of.
    pub copied: Option<Stamp>,
}

impl Output {
    /// Whether nobody has touched it since the publication was done, at the moment `done`: length and time of writing can be made to
    /// look as they were, the time of the change can't. A link in its place is not followed.
    fn is_intact(&self, stamps: &mut Stamps<'_>, done: u64) -> bool {
        let stamp = stamps.of_file(&self.path, false);
        stamp.is_some_and(|stamp| stamp.renamed() == self.stamp.renamed() && stamp.changed() <= done)
    }
}

/// Where the records of an output folder are kept, and for which settings they hold.
pub(super) struct Place {
    store: Store,
    name: String,
    epoch: u64,
}

impl Place {
    /// For a site that is published to `folder`.
    pub(super) fn of(store: &Store, settings: &Settings, folder: &Path) -> Self {
        let mut print = Fingerprint::new();
        print.number(program()).number(theme::embedded_print()).value(&settings.base_url);
        for state in &settings.shown {
            print.text(state.name());
        }
        Self { store: store.clone(), name: Store::name_for(folder), epoch: print.done() }
    }

    /// What is remembered of the last build.
    pub(super) fn record(&self) -> Option<Record<'static>> {
        self.store.load(&self.name, self.epoch)
    }

    /// What the routes of the record's build were made from.
    pub(super) fn trace(&self, record: &Record<'_>) -> Option<Trace> {
        self.store.load(&self.trace_name(), self.trace_epoch(record.trace))
    }

    /// Keeps the trace that the build of this number has made.
    pub(super) fn remember_trace(&self, trace: &Trace, build: u64) {
        self.store.save(&self.trace_name(), self.trace_epoch(build), trace);
    }

    /// Keeps a record.
    pub(super) fn remember(&self, record: &Record<'_>) {
        self.store.save(&self.name, self.epoch, record);
    }

    /// Removes what nobody will ask for, once nothing is being written any more.
    pub(super) fn tidy(&self) {
        self.store.tidy();
    }

    fn trace_name(&self) -> String {
        format!("{}.trace", self.name)
    }

    /// That of a trace is its build's own: one is not taken for another's.
    fn trace_epoch(&self, build: u64) -> u64 {
        Fingerprint::new().number(self.epoch).number(build).done()
    }
}

impl Record<'_> {
    /// Whether a build would do nothing, where nobody has touched what was published: the same files, and the same time as far
    /// as it matters.
    pub(super) fn is_current(&self, inventory: &Inventory, settings: &Settings) -> bool {
        let now = settings.now.start();
        let is_same_time = now == self.now || (!self.shows_now && (self.now..self.until).contains(&now));
        self.is_settled && !self.is_warned && is_same_time && self.inputs == inputs(inventory)
    }

    /// Whether it is of the build that published last into the folder: each writes the list of what is published anew.
    pub(super) fn is_published(&self, folder: &Path) -> bool {
        !self.outputs.is_empty() && self.manifest == manifest(folder)
    }

    /// Which of its outputs nobody has touched since they were published.
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

/// When anything about these files, which have just been published into `folder`, last changed.
pub(super) fn last_change(folder: &Path, outputs: &[Cow<'_, Output>]) -> u64 {
    let pieces = outputs.par_chunks(PIECE).with_max_len(1);
    let last = pieces.map(|outputs| {
        let mut stamps = Stamps::within(folder);
        let changed = outputs.iter().map(|output| match output {
            // Putting it in its place has changed its name.
            Cow::Owned(output) => stamps.of_file(&output.path, false).unwrap_or_default().changed(),
            Cow::Borrowed(output) => output.stamp.changed(),
        });
        changed.max().unwrap_or_default()
    });
    last.max().unwrap_or_default().max(manifest(folder).changed())
}

/// The stamp of the list of what was published into a folder.
pub(super) fn manifest(folder: &Path) -> Stamp {
    Stamp::of(&folder.join(output::MANIFEST))
}

/// The fingerprint of the names and stamps of all files.
pub(super) fn inputs(inventory: &Inventory) -> u64 {
    let mut print = Gathered::default();
    for file in inventory.all() {
        print.text(&file.name).value(&file.stamp);
    }
    print.done()
}
