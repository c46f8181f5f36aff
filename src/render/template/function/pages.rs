//! `pages(section="news", limit=10)`: the cards of the pages that a query asks for.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::query::query;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    Ok(scope.world.listed(query(kwargs, &scope, &[])?))
}
