//! A page as lists know it: metadata, no body.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::schema::stored::encode_frame;
use crate::schema::{ContentType, Date, Fields, PageFields};
use crate::store::fingerprint;

use super::{SectionId, Standing, UnitId};

/// The number of a page in its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub u32);

impl PageId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Whether a page is to be seen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    /// It is.
    Published,
    /// `draft: true`.
    Draft,
    /// Its `publish_at` or its date is still to come.
    Scheduled,
    /// Its `expires` has passed.
    Expired,
}

impl State {
    /// Its name in templates and lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
        }
    }

    /// Its name for a writer who reads Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Published => "已发布",
            Self::Draft => "草稿",
            Self::Scheduled => "未到发布时间",
            Self::Expired => "已下线",
        }
    }
}

/// A page as it was read: front matter validated, nothing known of the site around it.
#[derive(Debug)]
pub struct PageSource {
    /// Its file, below the site's folder; `data/organization.yaml` for a unit that has no file of its own.
    pub file: Box<str>,
    /// Its place below `content/` without language and ending, the same in every language: `news/x`, for the bundle `news/x/index.md` too.
    pub stem: Box<str>,
    /// The number of its language.
    pub lang: usize,
    /// Its type.
    pub content_type: Arc<ContentType>,
    /// Its fields.
    pub fields: PageFields,
    /// What of them decides whether, when and where it stands.
    pub standing: Standing,
    /// The first sentences of its body, where it gives no summary.
    pub lead: Box<str>,
    /// The fingerprint of the text of its file.
    pub text: u64,
    /// The fingerprint of what was read of it: type, fields, first sentences.
    pub print: u64,
    /// The fingerprint of the fields that are no mere words.
    pub frame: u64,
}

impl PageSource {
    /// Its date.
    pub fn date(&self) -> Option<Date> {
        self.standing.date
    }

    /// Its headline.
    pub fn title(&self) -> &str {
        self.fields.word("title").unwrap_or_default()
    }

    /// Its summary; the first sentences of its body where it gives none.
    pub fn summary(&self) -> &str {
        self.fields.word("summary").unwrap_or(&self.lead)
    }

    /// The fingerprint of the fields that are no mere words.
    pub fn frame_of(content_type: &ContentType, fields: &Fields) -> u64 {
        fingerprint(&encode_frame(&content_type.group, fields))
    }
}

/// A section's `_index.md` as it was read.
#[derive(Debug)]
pub struct SectionSource {
    /// Its file.
    pub file: String,
    /// The section's folder below `content/`; empty for the home page.
    pub folder: String,
    /// The number of its language.
    pub lang: usize,
    /// Its fields.
    pub fields: Fields,
    /// The fingerprint of the text of its file.
    pub text: u64,
}

/// A page in its site: what was read of it, and where it stands.
#[derive(Debug)]
pub struct Page {
    /// What was read of it.
    pub(super) source: Box<PageSource>,
    /// What other pages refer to it by: `id:`, or its file's name.
    pub id: Box<str>,
    /// Its section.
    pub section: SectionId,
    /// Its address from the site's root: `/news/x.html`.
    pub url: Box<str>,
    /// Whether it is to be seen.
    pub state: State,
    /// Whether it stands before the others of its list.
    pub pinned: bool,
    /// The unit whose page it is, for pages of the type `unit`.
    pub unit: Option<UnitId>,
    /// Whether it has a file of its own, and so a body.
    pub has_body: bool,
    /// The first second of its date, in seconds since 1970.
    pub moment: Option<i64>,
    /// The day of its date, in days since 1970.
    pub day: Option<i64>,
    /// Its place among all pages from the newest, undated ones last.
    pub rank: u32,
    /// The fingerprint of its language and place: the same in every build.
    pub key: u64,
}

impl Deref for Page {
    type Target = PageSource;

    fn deref(&self) -> &PageSource {
        &self.source
    }
}

impl Page {
    /// The folder of its file.
    pub fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
