//! Orders of lists.

use std::cmp::Ordering;

use super::{Page, PageId};
use crate::schema::{SortKey, Value};
use crate::text::{NameKey, NameOrder, slug};

/// What a page is sorted by under one key. Pages without a value come last in either direction.
#[derive(Debug, PartialEq, PartialOrd)]
enum Rank {
    Number(f64),
    Moment(i64),
    Text(String),
    Name(NameKey),
    Missing,
}

/// Puts pages in order under `keys`, then from the newest, then by file. `page` gives a page, and `named` the one whose title is its
/// name, if that is another one: that of the first language, so that a list of names has one order in all languages.
pub(super) fn sort<'p>(
    ids: &mut [PageId],
    keys: &[SortKey],
    page: impl Fn(PageId) -> Option<&'p Page>,
    named: impl Fn(&Page) -> Option<&'p Page>,
) {
    // By far the commonest order, and the one that all pages are in already.
    if is_by_date(keys) {
        return by_rank(ids, page);
    }
    // What a page is sorted by is found out once, not whenever it is compared.
    let ranked = |id: &PageId| {
        let page = page(*id)?;
        Some((ranks(page, keys, named(page)), page.rank, *id))
    };
    let mut ranked: Vec<_> = ids.iter().filter_map(ranked).collect();
    ranked.sort_by(|a, b| compare_ranks(&a.0, &b.0, keys).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (place, (.., id)) in ids.iter_mut().zip(ranked) {
        *place = id;
    }
}

/// Puts pages in order from the newest. Their ranks are looked up once: the pages lie all over the memory.
fn by_rank<'p>(ids: &mut [PageId], page: impl Fn(PageId) -> Option<&'p Page>) {
    let mut ranked: Vec<_> =
        ids.iter().map(|id| (page(*id).map_or(u32::MAX, |page| page.rank), *id)).collect();
    ranked.sort_unstable();
    for (place, (_, id)) in ids.iter_mut().zip(ranked) {
        *place = id;
    }
}

/// As [`by_rank`], where the ranks of all pages have been listed.
pub(super) fn by_ranks(ids: &mut [PageId], ranks: &[u32]) {
    ids.sort_unstable_by_key(|id| ranks.get(id.at()).copied().unwrap_or(u32::MAX));
}

/// The order of two pages, as [`sort`] has it; `named` as there.
pub(super) fn compare<'p>(
    a: &Page,
    b: &Page,
    keys: &[SortKey],
    named: impl Fn(&Page) -> Option<&'p Page>,
) -> Ordering {
    if is_by_date(keys) {
        return newest_first(a, b);
    }
    let ranks = |page| ranks(page, keys, named(page));
    compare_ranks(&ranks(a), &ranks(b), keys).then_with(|| newest_first(a, b))
}

fn is_by_date(keys: &[SortKey]) -> bool {
    keys.is_empty() || matches!(keys, [key] if key.descending && key.key == "date")
}

fn ranks(page: &Page, keys: &[SortKey], named: Option<&Page>) -> Vec<Rank> {
    keys.iter().map(|key| rank(page, &key.key, named.unwrap_or(page))).collect()
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

/// Whether pages are sorted under this key as persons are by their names.
pub(super) fn is_of_names(key: &str) -> bool {
    NameOrder::named(key).is_some()
}

/// From the newest, undated pages last, then by file.
pub(super) fn newest_first(a: &Page, b: &Page) -> Ordering {
    a.rank.cmp(&b.rank)
}

/// What [`newest_first`] is when pages have no rank yet.
pub(super) fn by_date(a: &Page, b: &Page) -> Ordering {
    b.moment.cmp(&a.moment).then_with(|| a.file.cmp(&b.file)).then_with(|| a.id.cmp(&b.id))
}

fn rank(page: &Page, key: &str, named: &Page) -> Rank {
    if let Some(order) = NameOrder::named(key) {
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
