//! `groups(section="honors", by="level")`: the pages that a query asks for, grouped by a field.

use std::sync::Arc;

use tera::{Kwargs, TeraResult, Value as Shown};

use super::query::query;
use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let query = query(kwargs, &scope, &["by"])?;
    let by = kwargs.must_get::<&str>("by")?;
    let pages = scope.world.view.ask(ask::Answer(Arc::new(query)));
    Ok(scope.world.groups(&pages, by, scope.lang))
}
