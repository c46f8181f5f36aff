//! `asset(path="styles/main.css")`: the address of a picture, style or script of the theme.

use tera::{Error, Kwargs, TeraResult};

use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<String> {
    let scope = scope::current()?;
    let path = kwargs.must_get::<&str>("path")?;
    let url = scope.world.view.ask(ask::ThemeFile(path.into()));
    url.ok_or_else(|| Error::message(format!("the theme has no file `{path}`")))
}
