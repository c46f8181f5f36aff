//! `figures(ids=["members"])`, `figures(unit="branch-1")`, `figures()`: figures of
//! `data/statistics.yaml`.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::texts;
use super::figure;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let ids = texts(kwargs, "ids")?;
    if !ids.is_empty() {
        let found: TeraResult<Vec<Shown>> = ids.iter().map(|id| figure::with_id(&scope, id)).collect();
        return found.map(Shown::from);
    }
    if let Some(unit) = texts(kwargs, "unit")?.first() {
        return Ok(Shown::from(scope.world.figures_of_unit(unit, scope.lang).unwrap_or_default()));
    }
    Ok(Shown::from(scope.world.all_figures(scope.lang)))
}
