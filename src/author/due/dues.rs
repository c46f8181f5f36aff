//! What becomes due on a site, by its moments.

use std::collections::BTreeMap;

use crate::problem::Language;
use crate::schema::{Date, Zone};
use crate::site::{Change, Site};

/// A moment at which articles change.
#[derive(Debug, Clone)]
pub struct Due {
    /// The moment, in the time zone of the site.
    pub at: Date,
    /// What changes then.
    pub changes: Vec<DueChange>,
}

/// A change of an article.
#[derive(Debug, Clone)]
pub struct DueChange {
    /// What happens to it.
    pub change: Change,
    /// Its title.
    pub title: String,
    /// Its file.
    pub file: String,
}

/// All that becomes due, and what a timer has to know.
#[derive(Debug, Clone)]
pub struct Dues {
    /// The moments in their order.
    pub all: Vec<Due>,
    /// The time zone of the site.
    pub zone: Zone,
    /// The time from which on they are listed.
    pub now: Date,
}

impl Dues {
    /// What becomes due on a site that was opened with all its articles.
    pub fn of(site: &Site, now: Date) -> Self {
        let zone = site.config().zone;
        let mut by_moment: BTreeMap<i64, Vec<DueChange>> = BTreeMap::new();
        for page in site.pages().iter().filter(|page| page.has_body) {
            for (moment, change) in page.standing.changes(now) {
                let (title, file) = (page.title().to_owned(), page.file.to_string());
                by_moment.entry(moment).or_default().push(DueChange { change, title, file });
            }
        }
        let due = |(moment, changes)| Some(Due { at: Date::from_unix(moment)?.in_zone(zone), changes });
        Self { all: by_moment.into_iter().filter_map(due).collect(), zone, now }
    }
}

/// What a change is called.
pub fn change_name(change: Change, language: Language) -> &'static str {
    let (zh, en) = match change {
        Change::Release => ("发布", "published"),
        Change::Expire => ("下线", "taken down"),
        Change::Unpin => ("取消置顶", "unpinned"),
        Change::Open => ("公示开始", "period begins"),
        Change::Close => ("公示结束", "period ends"),
    };
    if language == Language::Chinese { zh } else { en }
}
