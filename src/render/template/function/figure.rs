//! `figure(id="members")`: one figure of `data/statistics.yaml`.

use tera::{Error, Kwargs, TeraResult, Value as Shown};

use crate::render::ask;
use crate::render::template::scope::{self, RenderScope};

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    with_id(&*scope::current()?, kwargs.must_get::<&str>("id")?)
}

/// The figure with this id; a mistake where there is none.
pub(super) fn with_id(scope: &RenderScope, id: &str) -> TeraResult<Shown> {
    scope.world.figure_with(id, scope.lang).ok_or_else(|| {
        let nearest = scope.world.view.ask(ask::Statistics).nearest(id);
        let hint = nearest.map(|id| format!("; did you mean `{id}`?")).unwrap_or_default();
        Error::message(format!("data/statistics.yaml has no figure `{id}`{hint}"))
    })
}
