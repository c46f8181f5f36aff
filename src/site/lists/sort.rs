//! Sorts lists by the fields of their pages.

use std::cmp::Ordering;

use super::order::Order;
use crate::schema::{SortKey, Value};
use crate::site::library::{Library, Page, PageId};
use crate::text::{NameKey, NameOrder, slug};

/// The value by which a page is sorted under one key. Pages without a value come last in both
/// directions.
#[derive(Debug, PartialEq, PartialOrd)]
enum Rank {
    Number(f64),
    Moment(i64),
    Text(String),
    Name(NameKey),
    Missing,
}

/// Sorts pages of a library.
#[derive(Clone, Copy)]
pub(super) struct Sorter<'s> {
    pub(super) library: &'s Library,
    pub(super) order: &'s Order,
}

impl Sorter<'_> {
    /// Sorts pages by `keys`, then from the newest, then by file.
    pub(super) fn sort(self, ids: &mut [PageId], keys: &[SortKey]) {
        // By far the most common order.
        if is_by_date(keys) {
            return self.order.sort(ids);
        }
        // Compute what a page is sorted by once, not at each comparison.
        let ranked = |id: &PageId| Some((self.ranks(self.library.page(*id)?, keys), *id));
        let mut ranked: Vec<(Vec<Rank>, PageId)> = ids.iter().filter_map(ranked).collect();
        let newest = |id: PageId| (self.order.rank(id), id);
        ranked.sort_by(|a, b| compare_ranks(&a.0, &b.0, keys).then_with(|| newest(a.1).cmp(&newest(b.1))));
        for (place, (_, id)) in ids.iter_mut().zip(ranked) {
            *place = id;
        }
    }

    /// The place of a page in a list that is sorted by `keys`.
    pub(super) fn position(self, list: &[PageId], id: PageId, keys: &[SortKey]) -> Option<usize> {
        if is_by_date(keys) {
            return self.order.position(list, id);
        }
        let own = self.ranks(self.library.page(id)?, keys);
        let compare = |other: &PageId| {
            let Some(page) = self.library.page(*other) else { return Ordering::Less };
            compare_ranks(&self.ranks(page, keys), &own, keys)
                .then_with(|| self.order.rank(*other).cmp(&self.order.rank(id)))
        };
        list.binary_search_by(compare).ok()
    }

    fn ranks(self, page: &Page, keys: &[SortKey]) -> Vec<Rank> {
        let named = || self.library.named(page).unwrap_or(page);
        keys.iter().map(|key| rank(page, &key.key, named)).collect()
    }
}

fn is_by_date(keys: &[SortKey]) -> bool {
    keys.is_empty() || matches!(keys, [key] if key.descending && key.key == "date")
}

fn compare_ranks(left: &[Rank], right: &[Rank], keys: &[SortKey]) -> Ordering {
    let each = left.iter().zip(right).zip(keys).map(|((left, right), key)| match (left, right) {
        (Rank::Missing, Rank::Missing) => Ordering::Equal,
        (Rank::Missing, _) => Ordering::Greater,
        (_, Rank::Missing) => Ordering::Less,
        _ => {
            let order = left.partial_cmp(right).unwrap_or(Ordering::Equal);
            if key.descending { order.reverse() } else { order }
        }
    });
    each.fold(Ordering::Equal, Ordering::then)
}

/// The rank of a page under a key; `named` gives the page under whose title it is sorted by name.
fn rank<'p>(page: &Page, key: &str, named: impl Fn() -> &'p Page) -> Rank {
    if let Some(order) = NameOrder::named(key) {
        let named = named();
        return Rank::Name(order.key(named.title(), named.fields.text("pinyin", "")));
    }
    if key == "title" {
        let title = page.title().trim_start_matches(|c: char| !c.is_alphanumeric());
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
