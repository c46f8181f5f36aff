//! Orders of lists.

use std::cmp::Ordering;

use super::Page;
use crate::schema::{SortKey, Value};
use crate::text::slug;

/// What a page is sorted by under one key. Pages without a value come last in either direction.
#[derive(Debug, PartialEq, PartialOrd)]
enum Rank {
    Number(f64),
    Moment(i64),
    Text(String),
    Missing,
}

/// The order of two pages under `keys`, then from the newest, then by file.
pub(super) fn compare(a: &Page, b: &Page, keys: &[SortKey]) -> Ordering {
    // By far the commonest order, and the one that all pages are in already.
    if matches!(keys, [key] if key.descending && key.key == "date") {
        return newest_first(a, b);
    }
    for key in keys {
        let (left, right) = (rank(a, &key.key), rank(b, &key.key));
        let order = match (&left, &right) {
            (Rank::Missing, Rank::Missing) => Ordering::Equal,
            (Rank::Missing, _) => Ordering::Greater,
            (_, Rank::Missing) => Ordering::Less,
            _ => {
                let order = left.partial_cmp(&right).unwrap_or(Ordering::Equal);
                if key.descending { order.reverse() } else { order }
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    newest_first(a, b)
}

/// From the newest, undated pages last, then by file.
pub(super) fn newest_first(a: &Page, b: &Page) -> Ordering {
    a.rank.cmp(&b.rank)
}

/// What [`newest_first`] is when pages have no rank yet.
pub(super) fn by_date(a: &Page, b: &Page) -> Ordering {
    b.moment.cmp(&a.moment).then_with(|| a.file.cmp(&b.file)).then_with(|| a.id.cmp(&b.id))
}

fn rank(page: &Page, key: &str) -> Rank {
    if key == "title" {
        let title = page.title.trim_start_matches(|c: char| !c.is_alphanumeric());
        return Rank::Text(slug(title).unwrap_or_else(|| title.to_owned()));
    }
    page.fields.get(key).map_or(Rank::Missing, value_rank)
}

#[allow(clippy::cast_precision_loss)]
fn value_rank(value: &Value) -> Rank {
    match value {
        Value::Integer(number) => Rank::Number(*number as f64),
        Value::Number(number) => Rank::Number(*number),
        Value::Boolean(value) => Rank::Number(f64::from(u8::from(*value))),
        Value::Choice(_, at) => Rank::Number(*at as f64),
        Value::Date(date) => Rank::Moment(date.start()),
        Value::List(items) => items.first().map_or(Rank::Missing, value_rank),
        other => other
            .as_text()
            .map_or(Rank::Missing, |text| Rank::Text(slug(text).unwrap_or_else(|| text.to_owned()))),
    }
}
