//! `bundle(paths=["styles/base.css", "styles/site.css"])`: the addresses of styles or scripts of
//! the theme, in this order. In a published site that is one file if possible; in the preview each
//! keeps its own.

use tera::{Error, Kwargs, TeraResult};

use super::arguments;
use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Vec<String>> {
    let scope = scope::current()?;
    let paths = arguments::array(kwargs, "paths")?.iter().map(|path| path.as_str().map(str::to_owned));
    let paths: Option<Vec<String>> = paths.collect();
    let paths = paths.ok_or_else(|| Error::message("`paths` must be a list of texts"))?;
    let urls = scope.world.view.ask(ask::ThemeBundle(paths.into()));
    urls.map_err(|path| Error::message(format!("the theme has no style or script `{path}`")))
}
