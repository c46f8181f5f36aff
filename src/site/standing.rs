//! What of the fields of a page decides whether, when and where it stands.

use serde::{Deserialize, Serialize};

use super::State;
use super::references::may_refer;
use crate::schema::{Date, Fields};

/// What of the fields of a page decides whether it is shown, since when and until when, and what it is called. It is kept beside the fields:
/// a site is organised without asking the fields of all its pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// `date:`.
    pub date: Option<Date>,
    /// `id:`.
    pub id: Option<Box<str>>,
    /// `slug:`.
    pub slug: Option<Box<str>>,
    /// What only few pages have.
    rare: Option<Box<Rare>>,
    /// Whether it has anything that might lead nowhere: a picture, a unit, another page, a part of a series, a former address.
    pub refers: bool,
}

/// What of the fields of a page is seldom there. Moments are in seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Rare {
    is_draft: bool,
    updated: Option<Date>,
    publish_at: Option<i64>,
    /// The ends of `expires:` and `pinned_until:`.
    expires: Option<i64>,
    pinned_until: Option<i64>,
    /// `period:` is there, and begins and ends.
    has_period: bool,
    from: Option<i64>,
    to: Option<i64>,
    in_series: bool,
}

impl Standing {
    /// That of a page with these fields.
    pub fn of(fields: &Fields) -> Self {
        let deadline = |key| fields.date(key).map(|date| date.deadline());
        let period = fields.group("period");
        let rare = Rare {
            is_draft: fields.is("draft"),
            updated: fields.date("updated"),
            // One that is there and no date comes with the date's.
            publish_at: fields
                .get("publish_at")
                .map(|_| fields.date("publish_at").map_or(i64::MIN, |date| date.start())),
            expires: deadline("expires"),
            pinned_until: deadline("pinned_until"),
            has_period: period.is_some(),
            from: period.and_then(|period| period.date("from")).map(|date| date.start()),
            to: period.and_then(|period| period.date("to")).map(|date| date.end()),
            in_series: fields.group("series").is_some(),
        };
        let is_there = |key| fields.get(key).is_some();
        Self {
            date: fields.date("date"),
            id: fields.text("id", "").map(Into::into),
            slug: fields.text("slug", "").map(Into::into),
            rare: (rare != Rare::default()).then(|| Box::new(rare)),
            refers: fields.iter().any(|(_, value)| may_refer(value))
                || ["id", "aliases", "related"].into_iter().any(is_there),
        }
    }

    /// The state of the page at the moment `now`.
    pub fn state(&self, now: Date) -> State {
        let now = now.start();
        let is_to_come = self.date.is_some_and(|date| date.start() > now);
        let Some(rare) = self.rare.as_deref() else {
            return if is_to_come { State::Scheduled } else { State::Published };
        };
        let is_to_come = rare.publish_at.map_or(is_to_come, |moment| moment > now);
        if rare.is_draft {
            State::Draft
        } else if rare.expires.is_some_and(|moment| moment <= now) {
            State::Expired
        } else if is_to_come {
            State::Scheduled
        } else {
            State::Published
        }
    }

    /// The next moment after `now` at which the time changes what is shown of the page, in seconds since 1970; [`i64::MAX`] where there is
    /// none.
    pub fn next_change(&self, now: Date) -> i64 {
        let now = now.start();
        let date = self.date.map(|date| date.start());
        let rare = self.rare.as_deref();
        let rare = rare.map(|rare| [rare.publish_at, rare.expires, rare.pinned_until, rare.from, rare.to]);
        let moments = rare.into_iter().flatten().chain([date]).flatten();
        moments.filter(|moment| *moment > now).min().unwrap_or(i64::MAX)
    }

    /// When the page was last changed, as far as it says so; else its date.
    pub fn changed(&self) -> Option<Date> {
        self.rare.as_deref().and_then(|rare| rare.updated).or(self.date)
    }

    /// Whether the page stands before the others of its list at the moment `now`.
    pub fn is_pinned(&self, now: Date) -> bool {
        self.rare.as_deref().and_then(|rare| rare.pinned_until).is_some_and(|moment| moment > now.start())
    }

    /// Whether the page is a part of a series.
    pub fn is_in_series(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.in_series)
    }

    /// Whether the page tells of something that has a beginning and an end.
    pub fn has_period(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.has_period)
    }
}
