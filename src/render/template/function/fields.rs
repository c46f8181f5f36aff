//! `fields(of=page)`: the fields of a page with the labels that its content type declares. Content
//! types are settings, and what is in the page is the caller's.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::template::scope;
use crate::render::value::describe;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let (of, added) = (kwargs.must_get::<&Shown>("of")?, kwargs.get::<bool>("added")? == Some(true));
    Ok(describe::fields(scope.world.view.types(), of, scope.code(), added))
}
