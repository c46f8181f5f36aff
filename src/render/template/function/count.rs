//! `count(type="honor")`: how many pages a query asks for. Nothing else of them is asked, so that a
//! page with a number on it is not rebuilt when a title changes.

use std::sync::Arc;

use tera::{Kwargs, TeraResult};

use super::query::query;
use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<usize> {
    let scope = scope::current()?;
    let query = query(kwargs, &scope, &[])?;
    Ok(scope.world.view.ask(ask::Count(Arc::new(query))))
}
