//! `term(taxonomy="tags", name="安全")`: the address of a term and the number of its pages.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::page::term::term_value;
use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let (taxonomy, name) = (kwargs.must_get::<&str>("taxonomy")?, kwargs.must_get::<&str>("name")?);
    let term = scope.world.view.ask(ask::Term(scope.lang, taxonomy.into(), name.into()));
    Ok(term.map_or_else(Shown::none, |term| term_value(&scope.world, &term)))
}
