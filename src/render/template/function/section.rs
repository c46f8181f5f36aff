//! `section(id="news")`: a section by its folder.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let path = kwargs.must_get::<&str>("id")?.trim_matches('/');
    let section = scope.world.view.ask(ask::Section(scope.lang, path.into()));
    Ok(section.map_or_else(Shown::none, |section| scope.world.section(section.front().id(), true)))
}
