//! Terms as templates receive them.

use tera::Value as Shown;

use crate::render::ask::TermView;
use crate::render::value::object::Object;

/// A term as templates receive it.
pub(in crate::render) fn term_value(term: &TermView<'_>) -> Shown {
    let mut object = Object::default();
    object.set("name", term.name()).set("url", term.url(1)).set("count", term.count());
    object.done()
}
