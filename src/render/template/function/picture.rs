//! `picture(of=page.cover, for="cover")`: a picture of a field in the sizes that a place needs.
//!
//! The places are declared under `pictures:` in `theme.yaml`.

use tera::{Error, Kwargs, TeraResult, Value};

use crate::render::ask;
use crate::render::template::scope;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Value> {
    let scope = scope::current()?;
    let image = kwargs.must_get::<Value>("of")?;
    let purpose = kwargs.get::<&str>("for")?.unwrap_or("body");
    let names = scope.world.view.ask(ask::Purposes);
    if !names.contains(&purpose) {
        let names = names.join(", ");
        return Err(Error::message(format!("theme.yaml declares no picture `{purpose}`; it has {names}")));
    }
    Ok(scope.world.picture(&image, purpose, scope.lang))
}
