//! `page(id="party-day")`: the card of a page by its id or title.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let id = kwargs.must_get::<&str>("id")?;
    Ok(match scope.world.view.ask(ask::Refer(scope.lang, id.into())) {
        ask::Means::Page(page) => scope.world.card(page.page),
        _ => Shown::none(),
    })
}
