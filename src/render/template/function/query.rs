//! Reads the query that `pages`, `groups` and `count` are called with.

use tera::{Error, Kwargs, TeraResult};

use super::arguments::texts;
use crate::render::ask;
use crate::render::template::scope::RenderScope;
use crate::schema::SortKey;
use crate::site::{Axis, Query};

/// The arguments that are about what is in the fields of a page.
const AXES: [(&str, Axis); 9] = [
    ("type", Axis::Type),
    ("unit", Axis::Unit),
    ("person", Axis::Person),
    ("tag", Axis::Tag),
    ("topic", Axis::Topic),
    ("flag", Axis::Flag),
    ("concept", Axis::Concept),
    ("series", Axis::Series),
    ("mentions", Axis::Mention),
];

const OTHERS: [&str; 6] = ["section", "not", "deep", "sort", "limit", "offset"];

/// The query; `extra` are arguments that the function itself reads.
pub(super) fn query(kwargs: &Kwargs, scope: &RenderScope, extra: &[&str]) -> TeraResult<Query> {
    for (key, _) in kwargs.iter() {
        let key = key.as_str().unwrap_or_default();
        if !AXES.iter().any(|(name, _)| *name == key) && !OTHERS.contains(&key) && !extra.contains(&key) {
            return Err(Error::message(format!("pages cannot be asked by `{key}`")));
        }
    }
    let mut query = Query { lang: scope.lang, sections: texts(kwargs, "section")?, ..Query::default() };
    query.shallow = kwargs.get::<bool>("deep")? == Some(false);
    for (name, axis) in AXES {
        for key in texts(kwargs, name)? {
            let id = if axis == Axis::Unit { unit_id(scope, &key) } else { None };
            query.with.push((axis, id.unwrap_or(key)));
        }
    }
    query.not = texts(kwargs, "not")?.into_iter().next();
    query.sort = texts(kwargs, "sort")?.iter().map(|key| SortKey::parse(key)).collect();
    let amount =
        |key| -> TeraResult<Option<usize>> { Ok(kwargs.get::<usize>(key)?.filter(|number| *number > 0)) };
    query.limit = amount("limit")?;
    query.offset = amount("offset")?.unwrap_or(0);
    Ok(query)
}

/// The id of a unit, by which pages are asked, where its name may be given.
fn unit_id(scope: &RenderScope, name: &str) -> Option<String> {
    scope.world.view.ask(ask::UnitByName(name.into())).map(|(_, id)| id.to_owned())
}
