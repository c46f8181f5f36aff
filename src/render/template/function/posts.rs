//! `posts(of="叶清和")`: the posts that someone of this name holds in the organization, each with
//! `unit` and `post`.

use tera::{Kwargs, TeraResult, Value as Shown};

use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    Ok(Shown::from(scope.world.posts_of(kwargs.must_get::<&str>("of")?, scope.lang)))
}
