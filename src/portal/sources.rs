//! What is known of the site's articles from the last time they were read, so that only those that have changed are read again.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::read::Name;
use crate::schema::{ContentType, Fields, Types, stored};
use crate::site::PageSource;
use crate::source::Stamp;
use crate::store::{Fingerprint, Store};

/// The name of the file in the store.
const FILE: &str = "articles";

/// What is known of the articles, by file.
#[derive(Debug, Default)]
pub(super) struct Sources {
    epoch: u64,
    /// What the clock of the site's file system showed before any file was looked at.
    moment: u64,
    known: HashMap<String, Known, foldhash::fast::FixedState>,
    has_changed: bool,
}

/// What is known of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Known {
    stamp: Stamp,
    /// Whether it can't have been written again since without its stamp telling.
    is_settled: bool,
    /// The fingerprint of its text.
    pub text: u64,
    /// What was read of it; nothing where there was something to tell the writer, which is told only by reading again.
    page: Option<KnownPage>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KnownPage {
    content_type: String,
    /// Whether its front matter names its type, or its section does.
    says_type: bool,
    #[serde(with = "serde_bytes")]
    fields: Vec<u8>,
    lead: String,
}

impl Sources {
    /// What is known for this epoch: that of the content types, since fields are read against them.
    pub(super) fn recall(store: &Store, types: u64) -> Self {
        let epoch = Fingerprint::new().number(crate::store::program()).number(types).done();
        let known: Option<Vec<(String, Known)>> = store.load(FILE, epoch);
        let has_changed = known.is_none();
        let known = known.unwrap_or_default().into_iter().collect();
        Self { epoch, moment: store.moment().unwrap_or_default(), known, has_changed }
    }

    /// Keeps it for the next time.
    pub(super) fn remember(&self, store: &Store) {
        if !self.has_changed {
            return;
        }
        let mut known: Vec<(&String, &Known)> = Vec::with_capacity(self.known.len());
        #[allow(clippy::iter_over_hash_type, reason = "sorted on the next line")]
        known.extend(&self.known);
        known.par_sort_unstable_by_key(|(file, _)| *file);
        store.save(FILE, self.epoch, &known);
    }

    /// What is known of a file.
    pub(super) fn get(&self, file: &str) -> Option<&Known> {
        self.known.get(file)
    }

    /// Whether stamps as old as this can be trusted.
    pub(super) fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.is_settled(self.moment)
    }

    /// Takes in what was read of a file that has changed.
    pub(super) fn learn(&mut self, file: &str, known: Known) {
        self.has_changed = true;
        self.known.insert(file.to_owned(), known);
    }

    /// Forgets all files but these.
    pub(super) fn forget_others(&mut self, files: &[Name<'_>]) {
        if self.known.len() > files.len() {
            let there: std::collections::HashSet<&str> = files.iter().map(|name| name.file).collect();
            self.known.retain(|file, _| there.contains(file.as_str()));
            self.has_changed = true;
        }
    }
}

impl Known {
    /// Of a file with this stamp and text, read as `page`.
    pub(super) fn new(stamp: Stamp, is_settled: bool, text: u64) -> Self {
        Self { stamp, is_settled, text, page: None }
    }

    /// With what was read of it.
    pub(super) fn with(mut self, page: &PageSource, says_type: bool, fields: Vec<u8>) -> Self {
        let content_type = page.content_type.id.to_string();
        self.page = Some(KnownPage { content_type, says_type, fields, lead: page.lead.clone() });
        self
    }

    /// The same of a file that was written again with the same text.
    pub(super) fn restamped(&self, stamp: Stamp, is_settled: bool) -> Self {
        Self { stamp, is_settled, ..self.clone() }
    }

    /// Whether the file is certainly as it was.
    pub(super) fn is_current(&self, stamp: &Stamp) -> bool {
        self.is_settled && self.stamp == *stamp
    }

    /// The page as it was read, if it would be read so today.
    pub(super) fn page(
        &self,
        name: &Name<'_>,
        types: &Types,
        of_section: Option<&std::sync::Arc<ContentType>>,
    ) -> Option<PageSource> {
        let known = self.page.as_ref()?;
        let content_type = if known.says_type {
            types.get(&known.content_type)?
        } else {
            of_section.filter(|content_type| *content_type.id == *known.content_type)?
        };
        let fields = stored::decode(&content_type.group, &known.fields)?;
        Some(PageSource {
            file: name.file.to_owned(),
            stem: name.stem.clone(),
            lang: name.lang,
            content_type: content_type.clone(),
            print: print(content_type, &known.fields, &known.lead),
            fields,
            lead: known.lead.clone(),
            text: self.text,
        })
    }
}

/// The bytes of the fields of a page, and the fingerprint of what was read of it.
pub(super) fn encoded(content_type: &ContentType, fields: &Fields, lead: &str) -> (Vec<u8>, u64) {
    let bytes = stored::encode(&content_type.group, fields);
    let print = print(content_type, &bytes, lead);
    (bytes, print)
}

fn print(content_type: &ContentType, fields: &[u8], lead: &str) -> u64 {
    Fingerprint::new().text(&content_type.id).bytes(fields).text(lead).done()
}
