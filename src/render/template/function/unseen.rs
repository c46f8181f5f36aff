//! `unseen(of=pages(section="news", limit=20), limit=8)`: the first of these pages that no earlier
//! call on the same page has returned. The blocks of a home page share one account by it: what the
//! headline shows is in no list below.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::array;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let limit = kwargs.get::<usize>("limit")?.unwrap_or(usize::MAX);
    let mut seen = scope.seen.borrow_mut();
    let is_new = |card: &&Shown| {
        let id = card.get_from_path("id").and_then(Shown::as_str);
        id.is_some_and(|id| !seen.contains(id))
    };
    let found: Vec<Shown> = array(kwargs, "of")?.iter().filter(is_new).take(limit).cloned().collect();
    let ids = found.iter().filter_map(|card| card.get_from_path("id").and_then(Shown::as_str));
    seen.extend(ids.map(str::to_owned));
    Ok(Shown::from(found))
}
