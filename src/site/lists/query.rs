//! Questions that templates ask for pages.

use serde::{Deserialize, Serialize};

use crate::schema::SortKey;

/// The properties by which pages are indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Axis {
    /// Content type.
    Type,
    /// A unit that any field names.
    Unit,
    /// A person that any field names.
    Person,
    /// A topic.
    Topic,
    /// A concept.
    Concept,
    /// A flag.
    Flag,
    /// A series.
    Series,
    /// A tag.
    Tag,
    /// A page that a link, a directive or a field names.
    Mention,
}

impl Axis {
    /// The content types of the pages that the property names, if it names pages; pages of any
    /// type if there are none.
    pub(super) fn targets(self) -> Option<Vec<String>> {
        match self {
            Self::Topic => Some(vec!["topic".to_owned()]),
            Self::Concept => Some(vec!["concept".to_owned()]),
            Self::Mention => Some(Vec::new()),
            Self::Type | Self::Unit | Self::Person | Self::Flag | Self::Series | Self::Tag => None,
        }
    }
}

/// A question for pages. A field that is `None` or empty does not narrow the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Query {
    /// The number of the language.
    pub lang: usize,
    /// Folders of sections.
    pub sections: Vec<String>,
    /// Whether pages of sections below are left out.
    pub shallow: bool,
    /// The properties that the pages must have.
    pub with: Vec<(Axis, String)>,
    /// An id that is left out.
    pub not: Option<String>,
    /// The order; the one of the type or section if empty.
    pub sort: Vec<SortKey>,
    /// At most this many pages; all if `None`.
    pub limit: Option<usize>,
    /// The number of pages to skip.
    pub offset: usize,
}

impl Query {
    /// The query as a template writes it: `section="news", tag="安全", limit=10`.
    pub fn told(&self) -> String {
        let mut told: Vec<String> =
            self.sections.iter().map(|section| format!("section=\"{section}\"")).collect();
        told.extend(self.with.iter().map(|(axis, key)| {
            let axis = format!("{axis:?}").to_lowercase();
            format!("{axis}=\"{key}\"")
        }));
        told.extend(self.shallow.then(|| "deep=false".to_owned()));
        told.extend(self.not.as_ref().map(|not| format!("not=\"{not}\"")));
        told.extend(self.sort.iter().map(|key| format!("sort=\"{key}\"")));
        told.extend(self.limit.map(|limit| format!("limit={limit}")));
        told.extend((self.offset > 0).then(|| format!("offset={}", self.offset)));
        told.join(", ")
    }

    /// The same query without a window: all its pages, in order.
    pub fn whole(&self) -> Self {
        Self { not: None, limit: None, offset: 0, ..self.clone() }
    }
}
