//! `menu_of(section="news")`: the main menu as the pages of a section see it that are not in it
//! themselves.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let path = kwargs.must_get::<&str>("section")?.trim_matches('/');
    Ok(scope.world.menu_of_section(scope.lang, Some(path.into())))
}
