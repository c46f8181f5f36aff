//! Stores the results of reading the site's articles, so that only changed ones are read again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::name::DocumentName;
use super::static_links::StaticLinkCache;
use super::unlisted::LeadCache;
use crate::schema::{ContentType, Fields, PageFields, Types, stored};
use crate::site::{PageSource, Standing};
use crate::source::{SiteFolder, Stamp};
use crate::store::{Fingerprint, Store, StoreUse};

/// Name of the file in the store.
const FILE: &str = "articles";

/// If at most one in this many articles has changed, reading them again next time is cheaper than
/// rewriting the file.
const FEW: usize = 64;

/// Stored results of reading articles. For an unchanged article, only its page is built from them.
#[derive(Debug, Default)]
pub(crate) struct ArticleCache {
    epoch: u64,
    /// Time before any file was checked, by the clock of the site's file system.
    moment: u64,
    /// The stored bytes, article after article.
    kept: Arc<Vec<u8>>,
    /// Range of each article in them, by the hash of its file name.
    places: HashMap<u64, Range<usize>, FixedState>,
    /// Results of this run in stored form, by the hash of the file name.
    learnt: HashMap<u64, Vec<u8>, FixedState>,
    has_changed: bool,
}

/// Access to the stored results of reading the site's articles.
pub(crate) struct CacheUse {
    pub stored: StoreUse,
    /// Time before any file was checked, by the clock of the site's file system: later stamps are
    /// not reliable.
    pub moment: u64,
    /// The stored results, once they have been loaded.
    pub sources: Option<ArticleCache>,
    /// The pages to which each file leads, as far as they are known.
    pub leads: LeadCache,
    /// The problems of pages and styles of `static/`, as far as they are known.
    pub static_links: StaticLinkCache,
}

impl CacheUse {
    /// For a run that writes nothing.
    pub(crate) fn for_looking(folder: &SiteFolder) -> Self {
        let stored = StoreUse { store: Store::of(folder.root()), recalls: true, keeps: false };
        let (leads, static_links) = (LeadCache::default(), StaticLinkCache::default());
        Self { stored, moment: 0, sources: None, leads, static_links }
    }
}

/// Stored result of reading a file. Its fields come last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CachedArticle<'k> {
    #[serde(borrow, with = "serde_bytes")]
    file: Cow<'k, [u8]>,
    stamp: Stamp,
    /// Whether any later write to the file must show in its stamp.
    is_settled: bool,
    /// Fingerprint of its text.
    #[serde(with = "postcard::fixint::le")]
    pub text: u64,
    /// The page; `None` where there were problems, since only reading again can report them.
    #[serde(borrow)]
    page: Option<CachedPage<'k>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct CachedPage<'k> {
    #[serde(borrow)]
    content_type: Cow<'k, str>,
    /// Whether the front matter names the type; otherwise the section does.
    says_type: bool,
    standing: Standing,
    #[serde(borrow, with = "serde_bytes")]
    lead: Cow<'k, [u8]>,
    mentions: Box<[Box<str>]>,
    #[serde(with = "postcard::fixint::le")]
    print: u64,
    #[serde(with = "postcard::fixint::le")]
    frame: u64,
    #[serde(borrow, with = "serde_bytes")]
    fields: Cow<'k, [u8]>,
}

/// The stored result for a file, and its end in the stored bytes; `None` if it was learnt in this
/// run.
pub(super) struct CacheHit<'k> {
    pub known: CachedArticle<'k>,
    kept: Option<(&'k Arc<Vec<u8>>, usize)>,
}

/// Usual minimum of bytes per article, for the initial capacity.
const FEW_BYTES: usize = 256;

/// Bytes before each article in the file: the hash of its name (8) and its length (4).
const HEAD: usize = 12;

fn epoch(read_as: u64) -> u64 {
    Fingerprint::new().number(crate::store::program()).number(read_as).done()
}

fn hash(file: &str) -> u64 {
    FixedState::default().hash_one(file)
}

impl ArticleCache {
    /// Loads the stored results if they are of the same epoch: program, content types, zone and
    /// ignored keys, since fields are read against them.
    pub(super) fn recall(used: &CacheUse, read_as: u64) -> Self {
        let epoch = epoch(read_as);
        let mut sources = Self { epoch, moment: used.moment, ..Self::default() };
        let StoreUse { store, recalls, .. } = &used.stored;
        let store = recalls.then_some(store);
        let kept = store.and_then(|store| store.load_bytes(FILE, epoch));
        match kept.and_then(|(kept, start)| Some((places(&kept, start)?, kept))) {
            Some((places, kept)) => (sources.places, sources.kept) = (places, Arc::new(kept)),
            None => sources.has_changed = true,
        }
        sources
    }

    /// Returns whether the results are for this epoch.
    pub(super) fn is_of(&self, read_as: u64) -> bool {
        self.epoch == epoch(read_as)
    }

    /// Stores the results for these files, and drops them; the bytes that fields still refer to
    /// stay with their pages.
    pub(super) fn remember<'f>(&mut self, store: &Store, files: impl Iterator<Item = &'f str>) {
        let (kept, places) = (std::mem::take(&mut self.kept), std::mem::take(&mut self.places));
        let (learnt, has_changed) = (std::mem::take(&mut self.learnt), std::mem::take(&mut self.has_changed));
        // Reading a few articles again is faster than writing all again.
        let are_few = learnt.len() <= places.len() / FEW;
        if !has_changed || (are_few && !learnt.is_empty()) {
            return;
        }
        let room = kept.len() + learnt.values().map(|known| known.len() + HEAD).sum::<usize>();
        store.save_with(FILE, self.epoch, room, |mut bytes| {
            for file in files {
                let hash = hash(file);
                let known = learnt.get(&hash).map(Vec::as_slice);
                let Some(known) = known.or_else(|| kept.get(places.get(&hash)?.clone())) else { continue };
                bytes.extend(hash.to_le_bytes());
                bytes.extend(u32::try_from(known.len()).ok()?.to_le_bytes());
                bytes.extend_from_slice(known);
            }
            Some(bytes)
        });
    }

    /// Returns the stored result for a file.
    pub(super) fn get(&self, file: &str) -> Option<CacheHit<'_>> {
        let hash = hash(file);
        let (bytes, kept) = match self.learnt.get(&hash) {
            Some(learnt) => (learnt.as_slice(), None),
            None => {
                let place = self.places.get(&hash)?;
                (self.kept.get(place.clone())?, Some((&self.kept, place.end)))
            }
        };
        let (known, rest) = postcard::take_from_bytes::<CachedArticle<'_>>(bytes).ok()?;
        // Two names may have the same hash.
        (rest.is_empty() && *known.file == *file.as_bytes()).then_some(CacheHit { known, kept })
    }

    /// Returns the fingerprint of the text that a file had when it was read last.
    pub(super) fn text_of(&self, file: &str) -> Option<u64> {
        self.get(file).map(|hit| hit.known.text)
    }

    /// Returns whether a stamp is old enough to be relied on.
    pub(super) fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.is_settled(self.moment)
    }

    /// Adds the result of reading a changed file.
    pub(crate) fn learn(&mut self, file: &str, known: Vec<u8>) {
        self.has_changed = true;
        self.learnt.insert(hash(file), known);
    }

    /// Forgets a file, whatever its stamp says.
    pub(crate) fn forget(&mut self, file: &str) {
        self.learnt.remove(&hash(file));
        self.places.remove(&hash(file));
        self.has_changed = true;
    }

    /// Compares with the number of articles: results for deleted ones are to be removed.
    pub(super) fn compare_count(&mut self, files: usize) {
        self.has_changed |= self.places.len() > files;
    }
}

/// Finds the range of each article in the stored bytes, which begin at `start`.
fn places(kept: &[u8], start: usize) -> Option<HashMap<u64, Range<usize>, FixedState>> {
    let mut places = HashMap::with_capacity_and_hasher(kept.len() / FEW_BYTES, FixedState::default());
    let mut at = start;
    while at < kept.len() {
        let (hash, length) = kept.get(at..)?.get(..HEAD)?.split_at_checked(8)?;
        let begin = at + HEAD;
        at = begin + usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
        places.insert(u64::from_le_bytes(hash.try_into().ok()?), begin..at);
    }
    (at == kept.len()).then_some(places)
}

impl<'k> CachedArticle<'k> {
    /// Creates the result for a file with this stamp and text that has problems.
    pub(super) fn new(file: &str, stamp: Stamp, is_settled: bool, text: u64) -> CachedArticle<'static> {
        CachedArticle { file: Cow::Owned(file.as_bytes().to_owned()), stamp, is_settled, text, page: None }
    }

    /// Adds the page that was read.
    pub(super) fn with(self, page: &PageSource, says_type: bool, fields: Vec<u8>) -> Self {
        let page = CachedPage {
            content_type: Cow::Owned(page.content_type.id.to_string()),
            says_type,
            standing: page.standing.clone(),
            lead: Cow::Owned(page.lead.as_bytes().to_owned()),
            mentions: page.mentions.clone(),
            print: page.print,
            frame: page.frame,
            fields: Cow::Owned(fields),
        };
        Self { page: Some(page), ..self }
    }

    /// Encodes the result for storing.
    pub(super) fn encoded(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// Returns the same result for a file that was rewritten with the same text.
    pub(super) fn restamped(self, stamp: Stamp, is_settled: bool) -> CachedArticle<'static> {
        let page = self.page.map(|page| CachedPage {
            content_type: Cow::Owned(page.content_type.into_owned()),
            fields: Cow::Owned(page.fields.into_owned()),
            lead: Cow::Owned(page.lead.into_owned()),
            ..page
        });
        CachedArticle { file: Cow::Owned(self.file.into_owned()), stamp, is_settled, text: self.text, page }
    }

    /// Returns whether the file is certainly unchanged.
    pub(super) fn is_current(&self, stamp: &Stamp) -> bool {
        self.is_settled && self.stamp == *stamp
    }
}

impl CacheHit<'_> {
    /// Returns the page as it was read, if it would be read the same way today.
    pub(super) fn page(
        &self,
        name: &DocumentName<'_>,
        types: &Types,
        of_section: Option<&Arc<ContentType>>,
    ) -> Option<Box<PageSource>> {
        let known = self.known.page.as_ref()?;
        let content_type = if known.says_type {
            types.get(&known.content_type)?
        } else {
            of_section.filter(|content_type| *content_type.id == *known.content_type)?
        };
        let group = &content_type.group;
        let fields = match self.kept {
            Some((kept, end)) => {
                let begin = end.checked_sub(known.fields.len())?;
                PageFields::kept(group.clone(), kept.clone(), begin..end)?
            }
            None => stored::decode(group, &known.fields)?.into(),
        };
        Some(Box::new(PageSource {
            file: name.file.into(),
            stem: name.stem.as_str().into(),
            lang: name.lang,
            content_type: content_type.clone(),
            fields,
            standing: known.standing.clone(),
            lead: simdutf8::basic::from_utf8(&known.lead).ok()?.into(),
            mentions: known.mentions.clone(),
            text: self.known.text,
            print: known.print,
            frame: known.frame,
        }))
    }
}

/// Encodes the fields of a page, and fingerprints what was read of it.
pub(super) fn encoded(content_type: &ContentType, fields: &Fields, lead: &str) -> (Vec<u8>, u64) {
    let bytes = stored::encode(&content_type.group, fields);
    let print = Fingerprint::new().text(&content_type.id).bytes(&bytes).text(lead).done();
    (bytes, print)
}
