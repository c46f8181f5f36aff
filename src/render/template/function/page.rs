//! `page(id="party-day")`: the card of a page by its id or title.

use tera::{Error, Kwargs, TeraResult, Value as Shown};

use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let id = kwargs.must_get::<&str>("id")?;
    match scope.world.view.ask(ask::Refer::new(scope.lang, id, &[])) {
        ask::Means::Page(page) => Ok(scope.world.card(page.page)),
        ask::Means::Several(names) => {
            Err(Error::message(format!("several pages are called `{id}`: write one of {}", names.join(", "))))
        }
        ask::Means::KeptBack | ask::Means::Nothing => Ok(Shown::none()),
    }
}
