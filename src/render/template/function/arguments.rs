//! Reads what several functions take: lists, pictures.

use tera::{Error, Kwargs, TeraResult, Value as Shown};

use crate::drawing::Manner;
use crate::render::template::scope;

/// The texts of an argument that is one text or a list of them; none where it is empty or not
/// there.
pub(super) fn texts(kwargs: &Kwargs, key: &str) -> TeraResult<Vec<String>> {
    let Some(value) = kwargs.get::<&Shown>(key)? else { return Ok(Vec::new()) };
    if value.is_none() || value.is_undefined() {
        return Ok(Vec::new());
    }
    if let Some(text) = value.as_str() {
        return Ok(if text.is_empty() { Vec::new() } else { vec![text.to_owned()] });
    }
    let items = value
        .as_array()
        .ok_or_else(|| Error::message(format!("`{key}` must be a text or a list of texts")))?;
    Ok(items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
}

/// An argument that has to be a list.
pub(super) fn array<'k>(kwargs: &'k Kwargs, key: &'k str) -> TeraResult<&'k [Shown]> {
    let value = kwargs.must_get::<&Shown>(key)?;
    value.as_array().ok_or_else(|| Error::message(format!("`{key}` must be a list")))
}

/// The name and the direction of a picture. Pictures follow from their arguments and the
/// direction of the page's language, which is a setting.
pub(super) fn manner(kwargs: &Kwargs) -> TeraResult<Manner<'_>> {
    let scope = scope::current()?;
    Ok(Manner { label: kwargs.must_get::<&str>("label")?, rtl: scope.world.view.is_rtl(scope.lang) })
}

/// SVG as templates receive it.
pub(super) fn picture(svg: Option<String>) -> Shown {
    svg.map_or_else(Shown::none, |svg| Shown::safe_string(&svg))
}
