//! A page of the library: metadata without a body.

use std::ops::Deref;
use std::sync::Arc;

use crate::schema::stored::encode_frame;
use crate::schema::{ContentType, Date, Fields, PageFields, Value};
use crate::store::fingerprint;

use super::id::{SectionId, UnitId};
use super::visibility::{State, Visibility};

/// A page as it was read: validated front matter, without the site around it.
#[derive(Debug)]
pub struct PageSource {
    /// Its file, below the site's folder; `data/organization.yaml` for a unit that has no file of
    /// its own.
    pub file: Box<str>,
    /// Its place below `content/` without language and ending, the same in every language:
    /// `news/x`, also for the bundle `news/x/index.md`.
    pub stem: Box<str>,
    /// The number of its language.
    pub lang: usize,
    /// Its type.
    pub content_type: Arc<ContentType>,
    /// Its fields.
    pub fields: PageFields,
    /// The fields that decide whether, when and where it is published.
    pub standing: Visibility,
    /// The first sentences of its body, used if it has no summary.
    pub lead: Box<str>,
    /// What its body may name of the site: the files of documents (`content/…`), addresses from the
    /// root (`/…`), and names after a `=`.
    pub mentions: Box<[Box<str>]>,
    /// The fingerprint of the text of its file.
    pub text: u64,
    /// The fingerprint of its type, fields and first sentences.
    pub print: u64,
    /// The fingerprint of the fields that are more than words.
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

    /// Its summary, or else the first sentences of its body.
    pub fn summary(&self) -> &str {
        self.fields.word("summary").unwrap_or(&self.lead)
    }

    /// The fingerprint of the fields that are more than words: a title is words, a date is not.
    pub fn frame_of(content_type: &ContentType, fields: &Fields) -> u64 {
        fingerprint(&encode_frame(&content_type.group, fields))
    }
}

/// A page in its site: its source, state, section and address.
#[derive(Debug)]
pub struct Page {
    /// The page as it was read.
    pub(super) source: Box<PageSource>,
    /// The name by which other pages refer to it: `id:`, or its file's name.
    pub id: Box<str>,
    /// Its section.
    pub section: SectionId,
    /// Its address from the site's root: `/news/x.html`.
    pub url: Box<str>,
    /// Whether it is shown now.
    pub state: State,
    /// Whether it comes before the other pages of its list.
    pub pinned: bool,
    /// The unit whose page it is, for pages of the type `unit`.
    pub unit: Option<UnitId>,
    /// Whether it has a file of its own, and so a body.
    pub has_body: bool,
    /// The first second of its date, in seconds since 1970.
    pub moment: Option<i64>,
    /// The day of its date, in days since 1970.
    pub day: Option<i64>,
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
    /// The names of the persons in its fields, also of those in groups: who was absent.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        let items = self.fields.iter().flat_map(|(_, value)| value.items());
        let inner = items.flat_map(|item| match item {
            Value::Group(fields) => fields.iter().map(|(_, value)| value).collect(),
            item => vec![item],
        });
        inner.flat_map(Value::items).filter_map(|item| match item {
            Value::Person(person) => Some(person.name.as_str()),
            _ => None,
        })
    }

    /// The folder of its file.
    pub fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
