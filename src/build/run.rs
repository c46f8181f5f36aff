//! Updates the published folder: renders what must be rendered again and publishes it, completely
//! or not at all.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::addresses;
use super::destination;
use super::explain::explain;
use super::findings::Findings;
use super::last::{IntactFiles, LastBuild, PublishedFolder};
use super::record::{PublishedFile, Record, RecordStore, inputs, last_change, manifest, outside};
use super::report::{BuildOrder, BuildReport, HeldMemory};
use super::search::{IndexOutput, Indexes};
use super::stored_problem::{restored, stored};
use super::strays::strays;
use crate::asset::Content;
use crate::load::{self, CacheUse, LoadedSite, Settings, SiteLoader, Stage};
use crate::output::{Publication, Summary};
use crate::problem::Problem;
use crate::render::{Comparison, DependencyLists, RenderedRoute, Renderer, Trace};
use crate::site::{Route, Site, static_path};
use crate::source::Stamp;
use crate::store::{Fingerprint, Store, StoreUse};

/// Largest rayon job, in pages.
const PIECE: usize = 32;
/// Maximum bytes of articles cached between reading and rendering them.
const ROOM: u64 = 64 << 20;
/// Where the articles have more than this many times [`ROOM`] bytes, such a cache would cover too
/// small a part of them: use [`ROOM_OF_LARGE`].
const LARGE: u64 = 2;
const ROOM_OF_LARGE: u64 = ROOM / 4;

/// Builds a site.
///
/// # Errors
/// All problems of the run. The published folder is then unchanged.
pub fn build(settings: &Settings, order: &BuildOrder<'_>) -> Result<BuildReport, Vec<Problem>> {
    // Run all of it on the threads of the pool: another thread would make more threads than cores,
    // and a thread scheduled onto a busy core stays there for as long as a small build takes.
    rayon::scope(|_| in_pool(settings, order))
}

fn in_pool(settings: &Settings, order: &BuildOrder<'_>) -> Result<BuildReport, Vec<Problem>> {
    let store = Store::of(&settings.folder);
    let place = RecordStore::of(&store, settings, order.output);
    // Read the record and compare it with the published folder while the site's files are listed.
    let (opening, last) = rayon::join(
        || SiteLoader::new(settings, order.timings),
        || {
            if order.everything {
                LastBuild::default()
            } else {
                LastBuild::of(&place, order.output, order.timings)
            }
        },
    );
    let mut opening = opening?;
    let bytes: u64 = opening.inventory.documents.iter().map(|file| file.stamp.length).sum();
    let room = if bytes > LARGE * ROOM { ROOM_OF_LARGE } else { ROOM };
    opening.folder = opening.folder.keeping(usize::try_from(room).unwrap_or(usize::MAX));
    destination::check(opening.folder.root(), order.output).map_err(|problem| vec![problem])?;
    if opening.problems.is_empty() && order.explain.is_empty() {
        let is_current = || last.is_whole() && last.record.is_current(&opening.inventory, settings);
        let warnings = || {
            // Articles next to `content` are not among the files of the site.
            let is_same = is_current() && last.record.outside == outside(&opening.folder);
            last.record.warnings.as_ref().filter(|_| is_same).and_then(|warnings| restored(warnings))
        };
        if let Some(warnings) = order.timings.stage(Stage::Verify, warnings) {
            return Ok(BuildReport { warnings, ..nothing_to_do(&last.record) }.with(last));
        }
    }
    // Take the time before any file is read: a file written later is then never taken for the one
    // that was read.
    let moment = store.moment().unwrap_or_default();
    let looking = CacheUse::for_looking(&opening.folder);
    let stored = StoreUse { store, recalls: !order.everything, keeps: true };
    let mut memory = CacheUse { stored, moment, ..looking };
    // Read what the published folder was made from while the site is read.
    let (opened, published) = rayon::join(
        || opening.open(&mut memory, mistakes),
        || PublishedFolder::of(&last, &place, order.output),
    );
    // Report the site's mistakes before those of its published folder.
    let opened = opened?;
    let PublishedFolder { publication, intact, trace } = published.map_err(|problem| vec![problem])?;
    let built =
        Build { opened, moment, order, settings, place, last: &last.record, intact }.run(publication, trace);
    built.map(|built| built.with(last))
}

/// Returns the result of a build that had nothing to do.
fn nothing_to_do(last: &Record<'_>) -> BuildReport {
    let files = Summary { written: 0, unchanged: last.outputs.len(), removed: 0, bytes: last.bytes };
    BuildReport {
        pages: last.pages,
        sections: last.sections,
        rendered: 0,
        files,
        coming: last.coming,
        left_out: last.left_out.clone(),
        warnings: Vec::new(),
        explained: Vec::new(),
        rest: HeldMemory::default(),
    }
}

struct Build<'b> {
    opened: LoadedSite,
    /// Start of the build, by the clock of the site's file system.
    moment: u64,
    order: &'b BuildOrder<'b>,
    settings: &'b Settings,
    place: RecordStore,
    /// Record of the last build; empty if there was none.
    last: &'b Record<'b>,
    intact: IntactFiles<'b>,
}

impl<'b> Build<'b> {
    fn run(self, publication: Publication, old: Option<Trace>) -> Result<BuildReport, Vec<Problem>> {
        let timings = self.order.timings;
        let found = Findings::default();
        found.report(self.opened.portal.warnings.clone());
        let configuration = self.opened.portal.renderer.configuration();
        self.recall_assets();
        self.opened.portal.renderer.assets().make_ahead();
        let renderer = &self.opened.portal.renderer;
        timings.stage(Stage::Organise, || renderer.prepare(old.as_ref()));
        let verified = timings.stage(Stage::Verify, || {
            old.map(|trace| {
                let (mut verified, problems) = renderer.verify(trace, configuration);
                found.report(problems);
                self.keep(&publication, &mut verified, &found);
                verified
            })
        });
        let is_known = verified.is_some();
        let asked = DependencyLists::default();
        let indexes = Indexes::new(renderer, &self.place);
        let rendered = self.render(&publication, verified.as_ref(), (&found, &asked), &indexes);
        let count = rendered.iter().flatten().count();
        timings.stage(Stage::Assets, || self.publish_files(&publication, &found));
        found.report(self.strays());
        let explained = explain(renderer, self.order.explain, verified.as_ref());
        if found.has_errors() {
            return Err(found.told().0);
        }
        // A route that is gone must be forgotten: what another file leaves at its path is not its.
        let has_lost = verified.as_ref().is_some_and(Comparison::has_lost_routes);
        let (old, same) = verified.map(Comparison::kept).unwrap_or_default();
        let is_new = count > 0 || has_lost || !is_known;
        let kept = if is_new { self.number() } else { self.last.trace };
        let output = IndexOutput {
            keep: &|path| self.is_kept(&publication, &found, path, |_| true),
            write: &|path, bytes| found.published(path, publication.write(path, bytes), None),
        };
        timings.stage(Stage::Search, || indexes.publish(self.last.trace, kept, &output, &found));
        if found.has_errors() {
            return Err(found.told().0);
        }
        // Build the trace while the folder is changed. The record names its trace, so the order of
        // writing the two does not matter.
        let trace = || renderer.trace(old, &same, (rendered, asked), configuration);
        let (files, (trace, further)) = rayon::join(
            || timings.stage(Stage::Publish, || publication.commit()),
            || timings.stage(Stage::Remember, trace),
        );
        let files = files.map_err(|problem| vec![problem])?;
        found.report(further);
        let (mut problems, outputs) = found.told();
        problems.extend(addresses::note(&self.opened.portal).err());
        let remember = || {
            let record = self.record((outputs, files), &problems, &trace, kept);
            self.place.remember(&record);
            record
        };
        let remember_trace = || is_new.then(|| self.place.remember_trace(&trace, kept));
        let (record, _) = timings.stage(Stage::Remember, || rayon::join(remember, remember_trace));
        self.place.tidy();
        renderer.assets().drop_unused();
        let built = BuildReport {
            pages: record.pages,
            sections: record.sections,
            rendered: count,
            files,
            coming: record.coming,
            left_out: record.left_out.clone(),
            warnings: problems,
            explained,
            rest: HeldMemory::of((self.opened, trace)),
        };
        Ok(built)
    }

    /// Returns a number that no other build of this site has.
    fn number(&self) -> u64 {
        // The time may be unknown, and two machines may use the same process number; the keys of a
        // new hasher are random.
        Fingerprint::new().number(self.moment).number(RandomState::new().build_hasher().finish()).done()
    }

    /// Leaves unchanged routes where they are published. Files that somebody has changed or removed
    /// there are rendered again.
    fn keep(&self, publication: &Publication, verified: &mut Comparison, found: &Findings<'b>) {
        let routes = self.opened.portal.site().routes();
        let (mut kept, mut dropped) = (Vec::with_capacity(routes.len()), Vec::new());
        // Both are sorted by path.
        let mut intact = self.intact.iter().copied().peekable();
        for (number, route) in routes.iter().enumerate().filter(|(number, _)| verified.is_kept(*number)) {
            while intact.next_if(|known| *known.path < *route.path).is_some() {}
            match intact.next_if(|known| *known.path == *route.path) {
                Some(known) if self.takes(publication, found, known) => kept.push(Cow::Borrowed(known)),
                _ => dropped.push(number),
            }
        }
        dropped.into_iter().for_each(|number| verified.drop_route(number));
        found.keep(kept);
    }

    /// Returns whether a published file could be left in place; on a failure, reports it and
    /// returns true.
    fn takes(&self, publication: &Publication, found: &Findings<'_>, known: &PublishedFile) -> bool {
        publication.keep(&known.path, known.stamp.length).unwrap_or_else(|problem| {
            found.report([problem]);
            true
        })
    }

    /// Leaves a published file in place if `is_wanted` accepts it; returns whether it did.
    fn is_kept(
        &self,
        publication: &Publication,
        found: &Findings<'b>,
        path: &str,
        is_wanted: impl Fn(&PublishedFile) -> bool,
    ) -> bool {
        let place = self.intact.binary_search_by(|known| (*known.path).cmp(path)).ok();
        let known = place.and_then(|at| self.intact.get(at)).filter(|known| is_wanted(known));
        let Some(known) = known else { return false };
        let is_kept = self.takes(publication, found, known);
        if is_kept {
            found.keep([Cow::Borrowed(*known)]);
        }
        is_kept
    }

    /// Renders the routes that are not left in place.
    fn render(
        &self,
        publication: &Publication,
        verified: Option<&Comparison>,
        (found, asked): (&Findings<'b>, &DependencyLists),
        indexes: &Indexes<'_>,
    ) -> Vec<Option<RenderedRoute>> {
        let renderer = &self.opened.portal.renderer;
        let routes = renderer.site().routes();
        let is_kept = |number: usize| verified.is_some_and(|verified| verified.is_kept(number));
        let order = renderer.order(|number| !is_kept(number));
        let all = order.len();
        let (done, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
        let timings = self.order.timings;
        let one = |number: usize| {
            let route = routes.get(number)?;
            let rendered = timings.page(&route.path, || match renderer.render(route) {
                Ok(rendering) => {
                    let is_warned = !rendering.warnings.is_empty();
                    indexes.add(route, &rendering);
                    if is_warned {
                        found.report(rendering.warnings);
                    }
                    let length = rendering.bytes.len() as u64;
                    bytes.fetch_add(length, Ordering::Relaxed);
                    let written = publication.write(&route.path, &rendering.bytes);
                    let in_its_file = |problem: Problem| match problem.place {
                        None => problem.in_file(renderer.site().file_of(route)),
                        Some(_) => problem,
                    };
                    found.published(&route.path, written.map_err(in_its_file), None);
                    (
                        Some(RenderedRoute { dependencies: asked.take(rendering.dependencies), is_warned }),
                        length,
                    )
                }
                Err(problems) => {
                    found.report(problems);
                    (None, 0)
                }
            });
            (self.order.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            rendered
        };
        timings.counted(Stage::Render, || {
            let mut rendered: Vec<Option<RenderedRoute>> = routes.iter().map(|_| None).collect();
            let made = order.into_par_iter().with_max_len(PIECE);
            let made: Vec<_> = made.filter_map(|number| Some((number, one(number)?))).collect();
            for (number, made) in made {
                if let Some(place) = rendered.get_mut(number) {
                    *place = Some(made);
                }
            }
            (rendered, all, bytes.load(Ordering::Relaxed))
        })
    }

    /// Publishes the assets that pages requested, and the files of `static/`.
    fn publish_files(&self, publication: &Publication, found: &Findings<'b>) {
        let portal = &self.opened.portal;
        let assets = portal.renderer.assets();
        let all: Vec<_> = assets.all().into_values().collect();
        all.par_iter().for_each(|asset| {
            let problems = assets.problems_of(asset.file(), &asset.problems);
            found.report(load::judged(portal.site().config(), &portal.folder, problems));
            let is_same = asset.is_named_by_content();
            if !self.is_kept(publication, found, &asset.path, |_| is_same) {
                let written = assets.content(asset).and_then(|content| match content {
                    Content::Bytes(bytes) => publication.write(&asset.path, &bytes),
                    Content::File(from) => publication.copy(&asset.path, &from),
                });
                found.published(&asset.path, written, None);
            }
        });
        self.opened.inventory.statics.par_iter().for_each(|file| {
            let path = &*static_path(&file.name);
            if !self.is_kept(publication, found, path, |known| known.copied == Some(file.stamp)) {
                let copied = assets.static_content(&file.name).and_then(|content| match content {
                    Content::Bytes(bytes) => publication.write(path, &bytes),
                    Content::File(from) => publication.copy(path, &from),
                });
                let copied = copied.map_err(|problem| problem.in_file(file.name.as_str()));
                let problems = assets.static_file(&file.name).map(|asset| asset.problems.clone());
                let problems = problems.unwrap_or_default();
                // A file with problems is looked at again by the next build, which reports them.
                let is_known = problems.is_empty() && file.stamp.is_settled(self.moment);
                let problems = assets.problems_of(Some(&file.name), &problems);
                found.report(load::judged(portal.site().config(), &portal.folder, problems));
                found.published(path, copied, is_known.then_some(file.stamp));
            }
        });
    }

    /// Reports files in `content/` that look like articles and are not, unless a page refers to
    /// them.
    fn strays(&self) -> Vec<Problem> {
        let LoadedSite { portal, inventory } = &self.opened;
        let found = strays(inventory, || portal.renderer.assets().files());
        load::judged(portal.site().config(), &portal.folder, found)
    }

    /// Takes over the assets of files that have not changed since they were last published, so that
    /// they need not be read.
    fn recall_assets(&self) {
        let inventory = &self.opened.inventory;
        let files = inventory.resources.iter().chain(&inventory.statics);
        let stamps: HashMap<&str, &Stamp> = files.map(|file| (file.name.as_str(), &file.stamp)).collect();
        self.opened.portal.renderer.assets().recall(&self.last.assets, |name| stamps.get(name).copied());
    }

    /// Builds the record of a build that published `outputs`; `kept` is the number of the build
    /// that made the stored `trace`.
    fn record<'o>(
        &self,
        (mut outputs, files): (Vec<Cow<'o, PublishedFile>>, Summary),
        problems: &[Problem],
        trace: &Trace,
        kept: u64,
    ) -> Record<'o> {
        let LoadedSite { portal, inventory } = &self.opened;
        let site = portal.site();
        let mut left_out = BTreeMap::new();
        for page in site.left_out() {
            *left_out.entry(page.state).or_default() += 1;
        }
        let settled: HashMap<&str, &Stamp> = inventory
            .resources
            .iter()
            .chain(&inventory.statics)
            .filter(|file| file.stamp.is_settled(self.moment))
            .map(|file| (file.name.as_str(), &file.stamp))
            .collect();
        let mut stamps = inventory.all().map(|file| &file.stamp);
        outputs.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Record {
            inputs: inputs(inventory),
            is_settled: stamps.all(|stamp| stamp.is_settled(self.moment)),
            now: self.settings.now.start(),
            until: site.next_change(),
            coming: site.coming(),
            shows_now: trace.shows_now(),
            warnings: stored(problems),
            outside: outside(&portal.folder),
            manifest: manifest(self.order.output),
            changed: last_change(self.order.output, &outputs),
            trace: kept,
            pages: site.pages().len(),
            sections: sections(site),
            bytes: files.bytes,
            left_out,
            outputs,
            assets: portal.renderer.assets().remembered(|name| settled.get(name).copied()),
        }
    }
}

fn sections(site: &Site) -> usize {
    let all: BTreeSet<_> = site
        .sections()
        .iter()
        .filter(|section| !section.path.is_empty())
        .map(|section| (&section.path, section.lang))
        .collect();
    all.len()
}

/// Returns the mistakes found by rendering the routes of a site with mistakes.
pub(super) fn mistakes(renderer: &Renderer) -> Vec<Problem> {
    let mut found = rendered(renderer);
    // A missing field is reported where it is missing, not where a template needs it.
    found.retain(|problem| problem.code != "template/render");
    found
}

/// Returns all problems found by rendering the routes of a site; drops the output.
pub(super) fn rendered(renderer: &Renderer) -> Vec<Problem> {
    looked_at(renderer, |_, _| {})
}

/// The same; `look` sees each page before it is dropped.
pub(super) fn looked_at(renderer: &Renderer, look: impl Fn(&Route, &[u8]) + Sync) -> Vec<Problem> {
    // Every template may use data; with a part of it unread, they would all report problems.
    if renderer.site().unread().iter().any(|file| file.starts_with("data/")) {
        return Vec::new();
    }
    renderer.prepare(None);
    let found = renderer.site().routes().par_iter().map(|route| match renderer.render(route) {
        Ok(rendering) => {
            look(route, &rendering.bytes);
            rendering.warnings
        }
        Err(problems) => problems,
    });
    found.flatten_iter().collect()
}
