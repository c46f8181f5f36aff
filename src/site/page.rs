//! A page as lists know it: metadata, no body.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::schema::stored::encode_frame;
use crate::schema::{ContentType, Date, Fields};
use crate::store::fingerprint;

use super::{SectionId, UnitId};

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
    /// The state of a page with these fields at the moment `now`.
    pub fn of(fields: &Fields, now: Date) -> Self {
        let now = now.start();
        let to_come = |key| fields.date(key).is_some_and(|date| date.start() > now);
        if fields.is("draft") {
            Self::Draft
        } else if fields.date("expires").is_some_and(|date| date.deadline() <= now) {
            Self::Expired
        } else if to_come("publish_at") || (to_come("date") && fields.get("publish_at").is_none()) {
            Self::Scheduled
        } else {
            Self::Published
        }
    }

    /// The next moment after `now` at which the time changes what is shown of a page with these fields, in seconds since 1970;
    /// [`i64::MAX`] where there is none.
    pub fn next_change(fields: &Fields, now: Date) -> i64 {
        let now = now.start();
        let period = fields.group("period");
        let moments = [
            fields.date("publish_at").map(|date| date.start()),
            fields.date("date").map(|date| date.start()),
            fields.date("expires").map(|date| date.deadline()),
            fields.date("pinned_until").map(|date| date.deadline()),
            period.and_then(|period| period.date("from")).map(|date| date.start()),
            period.and_then(|period| period.date("to")).map(|date| date.end()),
        ];
        moments.into_iter().flatten().filter(|moment| *moment > now).min().unwrap_or(i64::MAX)
    }

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
    pub file: String,
    /// Its place below `content/` without language and ending: `news/x`, for the bundle `news/x/index.md` too.
    pub stem: String,
    /// The number of its language.
    pub lang: usize,
    /// Its type.
    pub content_type: Arc<ContentType>,
    /// Its fields.
    pub fields: Fields,
    /// The first sentences of its body.
    pub lead: String,
    /// The fingerprint of the text of its file.
    pub text: u64,
    /// The fingerprint of what was read of it: type, fields, first sentences.
    pub print: u64,
    /// The fingerprint of the fields that are no mere words.
    pub frame: u64,
}

impl PageSource {
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

/// A page in its site.
#[derive(Debug)]
pub struct Page {
    /// What other pages refer to it by: `id:`, or its file's name.
    pub id: Box<str>,
    /// Its file.
    pub file: Box<str>,
    /// Its place below `content/`, the same in every language.
    pub stem: Box<str>,
    /// The number of its language.
    pub lang: usize,
    /// Its type.
    pub content_type: Arc<ContentType>,
    /// Its section.
    pub section: SectionId,
    /// Its fields.
    pub fields: Fields,
    /// Its headline.
    pub title: Box<str>,
    /// Its address from the site's root: `/news/x.html`.
    pub url: Box<str>,
    /// Its summary; the first sentences of its body where it gives none.
    pub summary: Box<str>,
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
    /// The fingerprint of the text of its file.
    pub text: u64,
    /// The fingerprint of what was read of it: type, fields, first sentences.
    pub print: u64,
    /// The fingerprint of the fields that are no mere words.
    pub frame: u64,
}

impl Page {
    /// Its date.
    pub fn date(&self) -> Option<Date> {
        self.fields.date("date")
    }

    /// The folder of its file.
    pub fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
