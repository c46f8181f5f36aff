//! Terms as templates receive them.

use tera::Value as Shown;

use crate::render::ask::TermView;
use crate::render::value::object::Object;
use crate::render::world::World;

/// A term as templates receive it; a person of the index of names with letter and own page.
pub(in crate::render) fn term_value(world: &World, term: &TermView<'_>) -> Shown {
    let mut object = Object::default();
    object.set("name", term.name()).set("url", term.url(1)).set("count", term.count());
    object.set_some("letter", term.letter().map(|letter| letter.to_uppercase().to_string()));
    object.set_some("person", term.own().map(|id| world.card(id)));
    object.done()
}
