//! `organization()`: the tree of units; `organization(id="branch-1")`: one unit with those below
//! it.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::texts;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    if let Some(id) = texts(kwargs, "id")?.first() {
        let unit = scope.world.unit_meant(id, scope.lang);
        return Ok(unit.unwrap_or_else(Shown::none));
    }
    Ok(scope.world.roots(scope.lang))
}
