//! `t(key="newest")`: a word of the interface; `{n}` in it is the argument `n`.

use tera::{Error, Kwargs, TeraResult, Value as Shown};

use crate::render::ask;
use crate::render::template::scope;
use crate::theme::InterfaceWords;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<String> {
    let scope = scope::current()?;
    let key = kwargs.must_get::<&str>("key")?;
    let words =
        scope.world.view.ask(ask::InterfaceWords(scope.lang)).ok_or_else(|| {
            Error::message(format!("there are no words for the language `{}`", scope.code()))
        })?;
    let word = words.get(key).ok_or_else(|| {
        Error::message(format!("i18n has no word `{key}` for the language `{}`", scope.code()))
    })?;
    if !word.contains('{') {
        return Ok(word.to_owned());
    }
    Ok(InterfaceWords::fill(word, |name| kwargs.get::<&Shown>(name).ok().flatten().map(ToString::to_string)))
}
