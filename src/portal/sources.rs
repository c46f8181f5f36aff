//! What is known of the site's articles from the last time they were read, so that only those that have changed are read again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::Memory;
use super::read::Name;
use crate::schema::{ContentType, Fields, PageFields, Types, stored};
use crate::site::{PageSource, Standing};
use crate::source::Stamp;
use crate::store::{Fingerprint, Store};

/// The name of the file in the store.
const FILE: &str = "articles";

/// The part of the articles that are few enough to be read again each time.
const FEW: usize = 64;

/// What is known of the articles. Of one that has not changed nothing is made but what it was read as.
#[derive(Debug, Default)]
pub(super) struct Sources {
    epoch: u64,
    /// What the clock of the site's file system showed before any file was looked at.
    moment: u64,
    /// What was kept, article after article.
    kept: Arc<Vec<u8>>,
    /// Where each article is in it, by the hash of its file's name.
    places: HashMap<u64, Range<usize>, FixedState>,
    /// What has been read in this run, as it is kept, by the hash of the file's name.
    learnt: HashMap<u64, Vec<u8>, FixedState>,
    has_changed: bool,
}

/// What is known of a file. Its fields come last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Known<'k> {
    #[serde(borrow, with = "serde_bytes")]
    file: Cow<'k, [u8]>,
    stamp: Stamp,
    /// Whether it can't have been written again since without its stamp telling.
    is_settled: bool,
    /// The fingerprint of its text.
    #[serde(with = "postcard::fixint::le")]
    pub text: u64,
    /// What was read of it; nothing where there was something to tell the writer, which is told only by reading again.
    #[serde(borrow)]
    page: Option<KnownPage<'k>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KnownPage<'k> {
    #[serde(borrow)]
    content_type: Cow<'k, str>,
    /// Whether its front matter names its type, or its section does.
    says_type: bool,
    standing: Standing,
    #[serde(borrow, with = "serde_bytes")]
    lead: Cow<'k, [u8]>,
    #[serde(with = "postcard::fixint::le")]
    print: u64,
    #[serde(with = "postcard::fixint::le")]
    frame: u64,
    #[serde(borrow, with = "serde_bytes")]
    fields: Cow<'k, [u8]>,
}

/// What is known of a file, and where in all that is kept it ends; nothing where it was learnt in this run.
pub(super) struct Found<'k> {
    pub known: Known<'k>,
    kept: Option<(&'k Arc<Vec<u8>>, usize)>,
}

/// What is known of an article takes so many bytes at least, as a rule.
const FEW_BYTES: usize = 256;

/// What stands before each article in the file: the hash of its name, and its length.
const HEAD: usize = 12;

fn epoch(read_as: u64) -> u64 {
    Fingerprint::new().number(crate::store::program()).number(read_as).done()
}

fn hash(file: &str) -> u64 {
    FixedState::default().hash_one(file)
}

impl Sources {
    /// What is known for this epoch: that of the content types, of the zone and of the keys that are ignored, since fields are read
    /// against them.
    pub(super) fn recall(memory: &Memory, read_as: u64) -> Self {
        let epoch = epoch(read_as);
        let mut sources = Self { epoch, moment: memory.moment, ..Self::default() };
        let store = memory.recalls.then_some(&memory.store);
        let kept = store.and_then(|store| store.load_bytes(FILE, epoch));
        match kept.and_then(|(kept, start)| Some((places(&kept, start)?, kept))) {
            Some((places, kept)) => (sources.places, sources.kept) = (places, Arc::new(kept)),
            None => sources.has_changed = true,
        }
        sources
    }

    /// Whether it is for this epoch.
    pub(super) fn is_of(&self, read_as: u64) -> bool {
        self.epoch == epoch(read_as)
    }

    /// Keeps what is known of these files for the next time, and lets go of it; what fields still lie in stays with their pages.
    pub(super) fn remember<'f>(&mut self, store: &Store, files: impl Iterator<Item = &'f str>) {
        let (kept, places) = (std::mem::take(&mut self.kept), std::mem::take(&mut self.places));
        let (learnt, has_changed) = (std::mem::take(&mut self.learnt), std::mem::take(&mut self.has_changed));
        // A few articles are read again sooner than all are written again.
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

    /// What is known of a file.
    pub(super) fn get(&self, file: &str) -> Option<Found<'_>> {
        let hash = hash(file);
        let (bytes, kept) = match self.learnt.get(&hash) {
            Some(learnt) => (learnt.as_slice(), None),
            None => {
                let place = self.places.get(&hash)?;
                (self.kept.get(place.clone())?, Some((&self.kept, place.end)))
            }
        };
        let (known, rest) = postcard::take_from_bytes::<Known<'_>>(bytes).ok()?;
        // Two names may have one hash.
        (rest.is_empty() && *known.file == *file.as_bytes()).then_some(Found { known, kept })
    }

    /// Whether stamps as old as this can be trusted.
    pub(super) fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.is_settled(self.moment)
    }

    /// Takes in what was read of a file that has changed.
    pub(super) fn learn(&mut self, file: &str, known: Vec<u8>) {
        self.has_changed = true;
        self.learnt.insert(hash(file), known);
    }

    /// Forgets a file, whatever its stamp says.
    pub(super) fn forget(&mut self, file: &str) {
        self.learnt.remove(&hash(file));
        self.places.remove(&hash(file));
        self.has_changed = true;
    }

    /// Notes how many files there are: what is known of others is not kept.
    pub(super) fn expect(&mut self, files: usize) {
        self.has_changed |= self.places.len() > files;
    }
}

/// Where each article is in what was kept, which begins at `start`.
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

impl<'k> Known<'k> {
    /// Of a file with this stamp and text, of which there was something to tell.
    pub(super) fn new(file: &str, stamp: Stamp, is_settled: bool, text: u64) -> Known<'static> {
        Known { file: Cow::Owned(file.as_bytes().to_owned()), stamp, is_settled, text, page: None }
    }

    /// With what was read of it.
    pub(super) fn with(self, page: &PageSource, says_type: bool, fields: Vec<u8>) -> Self {
        let page = KnownPage {
            content_type: Cow::Owned(page.content_type.id.to_string()),
            says_type,
            standing: page.standing.clone(),
            lead: Cow::Owned(page.lead.as_bytes().to_owned()),
            print: page.print,
            frame: page.frame,
            fields: Cow::Owned(fields),
        };
        Self { page: Some(page), ..self }
    }

    /// As it is kept.
    pub(super) fn encoded(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// The same of a file that was written again with the same text.
    pub(super) fn restamped(self, stamp: Stamp, is_settled: bool) -> Known<'static> {
        let page = self.page.map(|page| KnownPage {
            content_type: Cow::Owned(page.content_type.into_owned()),
            fields: Cow::Owned(page.fields.into_owned()),
            lead: Cow::Owned(page.lead.into_owned()),
            ..page
        });
        Known { file: Cow::Owned(self.file.into_owned()), stamp, is_settled, text: self.text, page }
    }

    /// Whether the file is certainly as it was.
    pub(super) fn is_current(&self, stamp: &Stamp) -> bool {
        self.is_settled && self.stamp == *stamp
    }
}

impl Found<'_> {
    /// The page as it was read, if it would be read so today.
    pub(super) fn page(
        &self,
        name: &Name<'_>,
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
            text: self.known.text,
            print: known.print,
            frame: known.frame,
        }))
    }
}

/// The bytes of the fields of a page, and the fingerprint of what was read of it.
pub(super) fn encoded(content_type: &ContentType, fields: &Fields, lead: &str) -> (Vec<u8>, u64) {
    let bytes = stored::encode(&content_type.group, fields);
    let print = Fingerprint::new().text(&content_type.id).bytes(&bytes).text(lead).done();
    (bytes, print)
}
