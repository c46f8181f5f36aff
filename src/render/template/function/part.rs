//! `part(name="sidebar.html")`: a fragment that is the same on many pages; `part(name="card.html",
//! page=p)`: one that shows a page of a list.

use std::sync::Arc;

use tera::value::Key;
use tera::{Error, Kwargs, TeraResult, Value as Shown};

use crate::render::template::scope;
use crate::render::world::World;
use crate::site::PageId;

/// The largest number of fragments in each other.
const DEEPEST: usize = 16;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let scope = scope::current()?;
    let (name, of) = (kwargs.must_get::<&str>("name")?, kwargs.get::<&str>("of")?.unwrap_or_default());
    if !scope.world.engine.main().contains_template(name) {
        return Err(Error::message(format!("the theme has no template `{name}`")));
    }
    let key = (scope.lang, Arc::from(name), Arc::from(of));
    let id = match kwargs.get::<&Shown>("page")? {
        None => None,
        Some(card) => {
            let id = page_of_card(&scope.world, scope.lang, card);
            Some(id.ok_or_else(|| Error::message("`page` must be a page of a list"))?)
        }
    };
    let wanted = (key, id);
    if scope.around.contains(&wanted) {
        return Err(Error::message(format!("the part `{name}` shows itself")));
    }
    let too_deep =
        || Error::message(format!("more than {DEEPEST} parts lie within each other, the last is `{name}`"));
    if scope.around.len() >= DEEPEST {
        return Err(too_deep());
    }
    let key = wanted.0;
    let fragment = match id {
        None => scope.world.fragment(&scope, &key),
        Some(id) => scope.world.card_fragment(&scope, id, key),
    };
    // Also of one that was made for another page, nearer to it.
    if scope.around.len() + fragment.height > DEEPEST {
        return Err(too_deep());
    }
    // They are reported at their places in the fragment, not where it is asked for.
    fragment.problems.iter().cloned().for_each(|problem| scope.report(problem));
    let html = fragment.html.clone();
    scope.fragments.borrow_mut().push(fragment);
    Ok(html)
}

/// The page of a card that a page of this language shows.
fn page_of_card(world: &World, lang: usize, card: &Shown) -> Option<PageId> {
    let card = card.as_map()?;
    let text = |key| card.get(&Key::Str(key)).and_then(Shown::as_str);
    world.view.page_of_card(lang, text("id")?, text("url")?)
}
