//! Publishes the index by which visitors search the site.
//!
//! A page is made ready for the index when it is rendered; what was made ready is stored, so that
//! pages that stay as they are need neither be rendered nor be read again. Stored pages are those
//! of the build of the trace: while a page is kept, so is what was made of it. They are stored in
//! chunks, of which an edit changes one.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::findings::Findings;
use super::record::RecordStore;
use crate::render::{Renderer, Rendering};
use crate::search::{Facet, Index, IndexFile, Prepared, facets, index_folder, prepared, searched_pages};
use crate::site::{PageId, Route, Target};
use crate::store::Fingerprint;

/// Pages that are stored together.
const CHUNK: usize = 256;

/// The stored pages of one language, without what they contain.
#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredHead {
    /// The keys of the pages, in the order of the index.
    #[serde(with = "crate::store::numbers")]
    keys: Vec<u64>,
    /// The fingerprint of what was made ready of each.
    #[serde(with = "crate::store::numbers")]
    prints: Vec<u64>,
    /// The fingerprint of the properties by which results are narrowed.
    facets: u64,
    /// The names of the files.
    files: Vec<String>,
}

impl StoredHead {
    fn of(pages: &[(u64, Arc<Prepared>)], facets: u64, files: Vec<String>) -> Self {
        let (keys, prints) = pages.iter().map(|(key, page)| (*key, page.print())).unzip();
        Self { keys, prints, facets, files }
    }

    /// The epoch of each chunk: what is in it.
    fn epochs(&self) -> Vec<u64> {
        let chunks = self.keys.chunks(CHUNK).zip(self.prints.chunks(CHUNK));
        chunks.map(|(keys, prints)| Fingerprint::new().value(&(keys, prints)).done()).collect()
    }
}

/// The indexes of a build, by language.
pub(super) struct Indexes<'b> {
    renderer: &'b Renderer,
    place: &'b RecordStore,
    /// The pages that were rendered.
    made: Mutex<HashMap<PageId, Arc<Prepared>>>,
    is_wanted: bool,
}

/// What the build does with the files of an index, by their paths.
pub(super) struct IndexOutput<'o> {
    /// Leaves a file as it was published; returns whether it could.
    pub keep: &'o (dyn Fn(&str) -> bool + Sync),
    pub write: &'o (dyn Fn(&str, &[u8]) + Sync),
}

impl<'b> Indexes<'b> {
    pub(super) fn new(renderer: &'b Renderer, place: &'b RecordStore) -> Self {
        let is_wanted = renderer.site().config().has_own_search;
        Self { renderer, place, made: Mutex::default(), is_wanted }
    }

    /// Makes a page ready that was just rendered.
    pub(super) fn add(&self, route: &Route, rendering: &Rendering) {
        let Target::Page(id) = route.target else { return };
        if self.is_wanted
            && let Some(page) = self.prepare(id, rendering)
        {
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::new(page));
        }
    }

    fn prepare(&self, id: PageId, rendering: &Rendering) -> Option<Prepared> {
        let site = self.renderer.site();
        let body = rendering.body.as_ref().and_then(|body| body.as_str()).unwrap_or_default();
        Some(prepared(site, site.page(id)?, body, &rendering.bytes))
    }

    /// Publishes the indexes. `last` is the number of the build that made the pages that are kept,
    /// `number` that of this one.
    pub(super) fn publish(&self, last: u64, number: u64, output: &IndexOutput<'_>, found: &Findings<'_>) {
        let site = self.renderer.site();
        for lang in site.used_languages() {
            if let Some(folder) = index_folder(site, *lang) {
                self.publish_language((*lang, &folder), (last, number), output, found);
            }
        }
    }

    fn publish_language(
        &self,
        (lang, folder): (usize, &str),
        (last, number): (u64, u64),
        output: &IndexOutput<'_>,
        found: &Findings<'_>,
    ) {
        let site = self.renderer.site();
        let pages = searched_pages(site, lang);
        let facets = facets(site, lang, &pages);
        let code = site.config().code(lang);
        let facets_print = Fingerprint::new().value(&facets).done();
        let stored: StoredHead = self.place.search(code, last).unwrap_or_default();
        let old_epochs = stored.epochs();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let made: Vec<Option<Arc<Prepared>>> = pages.iter().map(|id| made.remove(id)).collect();
        let keys: Vec<u64> = pages.iter().filter_map(|id| Some(site.page(*id)?.key)).collect();
        let is_same = keys == stored.keys
            && made
                .iter()
                .zip(&stored.prints)
                .all(|(made, print)| made.as_ref().is_none_or(|made| made.print() == *print));
        let mut kept = HashSet::new();
        if is_same && stored.facets == facets_print {
            let keep = |name: &&String| (output.keep)(&format!("{folder}{name}"));
            kept = stored.files.par_iter().filter(keep).cloned().collect();
            if kept.len() == stored.files.len() {
                self.place.remember_search(code, number, &stored);
                return;
            }
        }
        let before = self.stored(code, &stored, &old_epochs);
        let by_key: HashMap<u64, &Arc<Prepared>> = match &before {
            Some(before) => stored.keys.iter().copied().zip(before.articles()).collect(),
            None => HashMap::new(),
        };
        let all: Vec<(u64, Arc<Prepared>)> = made
            .into_par_iter()
            .zip(&pages)
            .zip(&keys)
            .map(|((made, id), key)| {
                let page = made.or_else(|| by_key.get(key).map(|known| (*known).clone()));
                (*key, page.unwrap_or_else(|| Arc::new(self.rendered(*id, found))))
            })
            .collect();
        let index = Index::new(all.iter().map(|(_, page)| page.clone()).collect());
        let files = publish_files((&index, before.as_ref()), &facets, (folder, &kept), output);
        let head = StoredHead::of(&all, facets_print, files);
        let epochs = head.epochs();
        self.place.remember_search(code, number, &head);
        all.par_chunks(CHUNK).zip(&epochs).enumerate().for_each(|(at, (chunk, epoch))| {
            if old_epochs.get(at) != Some(epoch) || before.is_none() {
                let pages: Vec<&Prepared> = chunk.iter().map(|(_, page)| &**page).collect();
                self.place.remember_searched(code, at, *epoch, &pages);
            }
        });
    }

    /// The index of the last build; `None` if it is not there completely.
    fn stored(&self, code: &str, head: &StoredHead, epochs: &[u64]) -> Option<Index> {
        if head.keys.is_empty() {
            return None;
        }
        let chunks = epochs.par_iter().enumerate().with_max_len(1);
        let chunks: Option<Vec<Vec<Prepared>>> =
            chunks.map(|(at, epoch)| self.place.searched(code, at, *epoch)).collect();
        let pages: Vec<Arc<Prepared>> = chunks?.into_iter().flatten().map(Arc::new).collect();
        (pages.len() == head.keys.len()).then(|| Index::new(pages))
    }

    /// A page that was neither rendered nor stored.
    fn rendered(&self, id: PageId, found: &Findings<'_>) -> Prepared {
        let site = self.renderer.site();
        let route = site.page(id).and_then(|page| site.route(page.url.trim_start_matches('/')));
        match route.map(|route| self.renderer.render(route)) {
            Some(Ok(rendering)) => self.prepare(id, &rendering).unwrap_or_default(),
            Some(Err(problems)) => {
                found.report(problems);
                Prepared::default()
            }
            None => Prepared::default(),
        }
    }
}

/// Publishes the files of an index into a folder, where some are kept already, and returns their
/// names.
fn publish_files(
    (index, before): (&Index, Option<&Index>),
    facets: &[Facet],
    (folder, kept): (&str, &HashSet<String>),
    output: &IndexOutput<'_>,
) -> Vec<String> {
    let path = |file: IndexFile| format!("{folder}{}", file.name());
    let files = index.files(before);
    let head = IndexFile::Head.name();
    let names: Vec<String> = files.iter().map(|(file, _)| file.name()).chain([head.clone()]).collect();
    let wanted: Vec<IndexFile> = files
        .into_par_iter()
        .filter(|(file, is_new)| !kept.contains(&file.name()) && (*is_new || !(output.keep)(&path(*file))))
        .map(|(file, _)| file)
        .collect();
    index.make(&wanted, |file, bytes| (output.write)(&path(file), &bytes));
    if !kept.contains(&head) {
        (output.write)(&path(IndexFile::Head), &index.head(facets, folder));
    }
    names
}
