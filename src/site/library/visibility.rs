//! Decides from a page's fields whether it is visible at a time, and when that changes.

use serde::{Deserialize, Serialize};

use crate::schema::stored::dates;
use crate::schema::{Date, Fields, Value, Zone};

/// Whether a page is visible now, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    /// It is visible.
    Published,
    /// `draft: true`.
    Draft,
    /// Its `publish_at` or its date is in the future.
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

    /// Its name in Chinese messages.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Published => "已发布",
            Self::Draft => "草稿",
            Self::Scheduled => "未到发布时间",
            Self::Expired => "已下线",
        }
    }
}

/// The fields of a page that decide whether it is visible, from when until when, and under which
/// name. They are stored next to the fields, so that a site is organised without decoding the
/// fields of all its pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Visibility {
    /// `date:`.
    #[serde(with = "dates")]
    pub date: Option<Date>,
    /// `id:`.
    pub id: Option<Box<str>>,
    /// `slug:`.
    pub slug: Option<Box<str>>,
    /// The fields that few pages have.
    rare: Option<Box<Rare>>,
    /// Whether a field may refer to something that is missing, or may repeat what another page has:
    /// a picture, a unit, a page, a part of a series, a former address, an id.
    pub refers: bool,
}

/// The fields that few pages have. Times are in seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Rare {
    is_draft: bool,
    /// `draft: false`, written out.
    is_no_draft: bool,
    #[serde(with = "dates")]
    updated: Option<Date>,
    publish_at: Option<i64>,
    /// The ends of `expires:` and `pinned_until:`, which include the day that they name.
    expires: Option<i64>,
    pinned_until: Option<i64>,
    /// Whether there is a `period:`; its begin and end.
    has_period: bool,
    from: Option<i64>,
    to: Option<i64>,
    in_series: bool,
    has_aliases: bool,
}

/// The next times at which a build becomes necessary although no file changes, in seconds since
/// 1970; [`i64::MAX`] if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// A scheduled page is due.
    pub release: i64,
    /// A page expires, or stops being pinned.
    pub end: i64,
    /// The time zone of the site.
    pub zone: Zone,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { release: i64::MAX, end: i64::MAX, zone: Zone::default() }
    }
}

impl Schedule {
    /// The earlier times of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { release: self.release.min(other.release), end: self.end.min(other.end), ..self }
    }
}

/// A change of a page that comes with time, although no file changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is published.
    Release,
    /// It is taken down.
    Expire,
    /// It is pinned no longer.
    Unpin,
    /// Its period begins: a notice is open to comments.
    Open,
    /// Its period ends.
    Close,
}

impl Visibility {
    /// The changes of the page after the time `now`, with their moments in seconds since 1970. One
    /// that nobody sees is none: a draft never appears, and an expired page is not unpinned.
    pub fn changes(&self, now: Date) -> Vec<(i64, Change)> {
        let state = self.state(now);
        if matches!(state, State::Draft | State::Expired) {
            return Vec::new();
        }
        let rare = self.rare.as_deref();
        let release = rare.and_then(|rare| rare.publish_at).or(self.date.map(|date| date.start()));
        let release = release.filter(|_| state == State::Scheduled);
        let expire = rare.and_then(|rare| rare.expires);
        let others = rare.map_or([None; 3], |rare| [rare.pinned_until, rare.from, rare.to]);
        let [unpin, open, close] = others;
        let from = release.unwrap_or(now.start());
        let to = expire.unwrap_or(i64::MAX);
        let inner = [(unpin, Change::Unpin), (open, Change::Open), (close, Change::Close)];
        let inner = inner.into_iter().filter(|(moment, _)| moment.is_some_and(|at| at > from && at < to));
        let outer = [(release, Change::Release), (expire, Change::Expire)];
        let all = outer.into_iter().chain(inner).filter_map(|(moment, change)| Some((moment?, change)));
        all.filter(|(moment, _)| *moment > now.start()).collect()
    }

    /// Reads them from the fields of a page.
    pub fn of(fields: &Fields) -> Self {
        let deadline = |key| fields.date(key).map(|date| date.deadline());
        let period = fields.group("period");
        let rare = Rare {
            is_draft: fields.is("draft"),
            is_no_draft: fields.get("draft") == Some(&Value::Boolean(false)),
            updated: fields.date("updated"),
            // A theme may declare `publish_at` as something other than a date: it then counts as
            // past, and the date does not delay the page.
            publish_at: fields
                .get("publish_at")
                .map(|_| fields.date("publish_at").map_or(i64::MIN, |date| date.start())),
            expires: deadline("expires"),
            pinned_until: deadline("pinned_until"),
            has_period: period.is_some(),
            from: period.and_then(|period| period.date("from")).map(|date| date.start()),
            to: period.and_then(|period| period.date("to")).map(|date| date.end()),
            in_series: fields.group("series").is_some(),
            has_aliases: fields.get("aliases").is_some(),
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

    /// The state of the page at the time `now`.
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

    /// The next time after `now` at which the page changes although its file does not, in seconds
    /// since 1970; [`i64::MAX`] if there is none.
    pub fn next_change(&self, now: Date) -> i64 {
        let now = now.start();
        let date = self.date.map(|date| date.start());
        let rare = self.rare.as_deref();
        let rare = rare.map(|rare| [rare.publish_at, rare.expires, rare.pinned_until, rare.from, rare.to]);
        let moments = rare.into_iter().flatten().chain([date]).flatten();
        moments.filter(|moment| *moment > now).min().unwrap_or(i64::MAX)
    }

    /// When the page, which has this state at the time `now`, appears or expires.
    pub fn coming(&self, state: State, now: Date) -> Schedule {
        let now = now.start();
        let rare = self.rare.as_deref();
        let after = |moments: &[Option<i64>]| {
            moments.iter().flatten().copied().filter(|moment| *moment > now).min().unwrap_or(i64::MAX)
        };
        match state {
            State::Scheduled => {
                let publish_at = rare.and_then(|rare| rare.publish_at);
                Schedule {
                    release: after(&[publish_at.or(self.date.map(|date| date.start()))]),
                    ..Schedule::default()
                }
            }
            State::Published => {
                let ends = rare.map_or([None; 2], |rare| [rare.expires, rare.pinned_until]);
                Schedule { end: after(&ends), ..Schedule::default() }
            }
            State::Draft | State::Expired => Schedule::default(),
        }
    }

    /// `updated:`, or else the date of the page.
    pub fn changed(&self) -> Option<Date> {
        self.rare.as_deref().and_then(|rare| rare.updated).or(self.date)
    }

    /// Whether the page comes before the others of its list at the time `now`.
    pub fn is_pinned(&self, now: Date) -> bool {
        self.rare.as_deref().and_then(|rare| rare.pinned_until).is_some_and(|moment| moment > now.start())
    }

    /// Whether the page says itself that it is no draft: `draft: false`.
    pub fn is_no_draft(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.is_no_draft)
    }

    /// The time at which the page expires, in seconds since 1970, if it says so.
    pub fn expires_at(&self) -> Option<i64> {
        self.rare.as_deref()?.expires
    }

    /// Whether the page is part of a series.
    pub fn is_in_series(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.in_series)
    }

    /// Whether the page has former addresses.
    pub fn has_aliases(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.has_aliases)
    }

    /// Whether the page has a `period:` with a begin and an end.
    pub fn has_period(&self) -> bool {
        self.rare.as_deref().is_some_and(|rare| rare.has_period)
    }
}

/// Whether a value can refer to something; nearly none can.
pub(in crate::site) fn may_refer(value: &Value) -> bool {
    match value {
        Value::Organization(_) | Value::Reference(_) | Value::Image(_) | Value::File(_) | Value::Group(_) => {
            true
        }
        Value::List(items) => items.iter().any(may_refer),
        Value::Localized(values) => values.iter().any(|(_, value)| may_refer(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The state, computed from the fields themselves.
    fn state(fields: &Fields, now: Date) -> State {
        let now = now.start();
        let to_come = |key| fields.date(key).is_some_and(|date| date.start() > now);
        if fields.is("draft") {
            State::Draft
        } else if fields.date("expires").is_some_and(|date| date.deadline() <= now) {
            State::Expired
        } else if to_come("publish_at") || (to_come("date") && fields.get("publish_at").is_none()) {
            State::Scheduled
        } else {
            State::Published
        }
    }

    fn next_change(fields: &Fields, now: Date) -> i64 {
        let period = fields.group("period");
        let moments = [
            fields.date("publish_at").map(|date| date.start()),
            fields.date("date").map(|date| date.start()),
            fields.date("expires").map(|date| date.deadline()),
            fields.date("pinned_until").map(|date| date.deadline()),
            period.and_then(|period| period.date("from")).map(|date| date.start()),
            period.and_then(|period| period.date("to")).map(|date| date.end()),
        ];
        moments.into_iter().flatten().filter(|moment| *moment > now.start()).min().unwrap_or(i64::MAX)
    }

    fn date() -> impl Strategy<Value = Date> {
        "2026(-1[0-2](-0[1-9])?)?".prop_map(|text| Date::parse(&text).unwrap())
    }

    fn fields() -> impl Strategy<Value = Fields> {
        let keys = ["date", "publish_at", "expires", "pinned_until", "updated"];
        let period = proptest::option::of(proptest::collection::vec(proptest::option::of(date()), 2));
        let dates = proptest::collection::vec(proptest::option::of(date()), keys.len());
        (dates, period, any::<bool>(), any::<bool>()).prop_map(move |(dates, period, is_draft, is_odd)| {
            let mut fields = Fields::default();
            for (key, date) in keys.into_iter().zip(dates) {
                date.into_iter().for_each(|date| fields.set(key.into(), Value::Date(date)));
            }
            if is_draft {
                fields.set("draft".into(), Value::Boolean(true));
            }
            if is_odd {
                // A theme may declare it as something else.
                fields.set("publish_at".into(), Value::Boolean(true));
            }
            if let Some(dates) = period {
                let mut inner = Fields::default();
                for (key, date) in ["from", "to"].into_iter().zip(dates) {
                    date.into_iter().for_each(|date| inner.set(key.into(), Value::Date(date)));
                }
                fields.set("period".into(), Value::Group(inner));
            }
            fields
        })
    }

    proptest! {
        #[test]
        fn it_says_what_the_fields_say(fields in fields(), now in date()) {
            let standing = Visibility::of(&fields);
            let bytes = postcard::to_allocvec(&standing).unwrap();
            let standing: Visibility = postcard::from_bytes(&bytes).unwrap();
            prop_assert_eq!(&standing, &Visibility::of(&fields));
            prop_assert_eq!(standing.state(now), state(&fields, now));
            prop_assert_eq!(standing.next_change(now), next_change(&fields, now));
            let is_pinned = fields.date("pinned_until").is_some_and(|date| date.deadline() > now.start());
            prop_assert_eq!(standing.is_pinned(now), is_pinned);
            prop_assert_eq!(standing.changed(), fields.date("updated").or(fields.date("date")));
            prop_assert_eq!(standing.has_period(), fields.get("period").is_some());
        }
    }

    #[test]
    fn what_may_lead_nowhere_is_known() {
        let with = |key: &str, value| {
            let mut fields = Fields::default();
            fields.set("title".into(), Value::Text("甲".into()));
            fields.set("tags".into(), Value::List(vec![Value::Text("乙".into())]));
            fields.set(key.into(), value);
            Visibility::of(&fields)
        };
        assert!(!with("source", Value::Text("丙".into())).refers);
        let text = || Value::Text("x".into());
        for (key, value) in [
            ("id", text()),
            ("aliases", Value::List(vec![text()])),
            ("related", text()),
            ("topic", Value::Reference("x".into())),
            ("units", Value::List(vec![Value::Organization("x".into())])),
            (
                "concepts",
                Value::List(vec![
                    text(),
                    Value::Localized(vec![("zh".into(), Value::Reference("x".into()))]),
                ]),
            ),
            ("cover", Value::Image(Box::default())),
            ("series", Value::Group(Fields::default())),
        ] {
            let standing = with(key, value);
            assert!(standing.refers, "{key}");
            assert_eq!(
                (standing.is_in_series(), standing.has_aliases()),
                (key == "series", key == "aliases")
            );
        }
    }
}
