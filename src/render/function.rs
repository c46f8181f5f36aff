//! Functions that templates call: see `themes/README.md`.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value as Shown};

use super::describe;
use super::fact::Fact;
use super::frame::{self, Frame};
use super::part::part;
use super::value::Object;
use crate::drawing::{self, Manner};
use crate::schema::SortKey;
use crate::site::{Axis, Query};
use crate::text;
use crate::theme::InterfaceWords;

/// Registers all functions.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("pages", |kwargs: Kwargs, _: &State| pages(&kwargs));
    tera.register_function("groups", |kwargs: Kwargs, _: &State| groups(&kwargs));
    tera.register_function("count", |kwargs: Kwargs, _: &State| count(&kwargs));
    tera.register_function("section", |kwargs: Kwargs, _: &State| section(&kwargs));
    tera.register_function("page", |kwargs: Kwargs, _: &State| page(&kwargs));
    tera.register_function("organization", |kwargs: Kwargs, _: &State| organization(&kwargs));
    tera.register_function("figures", |kwargs: Kwargs, _: &State| figures(&kwargs));
    tera.register_function("figure", |kwargs: Kwargs, _: &State| figure(&kwargs));
    tera.register_function("fields", |kwargs: Kwargs, _: &State| fields(&kwargs));
    tera.register_function("t", |kwargs: Kwargs, _: &State| t(&kwargs));
    tera.register_function("menu_of", |kwargs: Kwargs, _: &State| menu_of(&kwargs));
    tera.register_function("part", |kwargs: Kwargs, _: &State| part(&kwargs));
    tera.register_function("asset", |kwargs: Kwargs, _: &State| asset(&kwargs));
    tera.register_function("qr", |kwargs: Kwargs, _: &State| qr(&kwargs));
    tera.register_function("chart", |kwargs: Kwargs, _: &State| chart(&kwargs));
    tera.register_function("tree", |kwargs: Kwargs, _: &State| tree(&kwargs));
    tera.register_function("flat", |kwargs: Kwargs, _: &State| flat(&kwargs));
    tera.register_function("formula", |kwargs: Kwargs, _: &State| formula(&kwargs));
    tera.register_function("term", |kwargs: Kwargs, _: &State| term(&kwargs));
}

/// The texts of an argument that is one text or a list of them; none where it is empty or not there.
fn texts(kwargs: &Kwargs, key: &str) -> TeraResult<Vec<String>> {
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

fn query(kwargs: &Kwargs, frame: &Frame, extra: &[&str]) -> TeraResult<Query> {
    const AXES: [(&str, Axis); 8] = [
        ("type", Axis::Type),
        ("unit", Axis::Unit),
        ("person", Axis::Person),
        ("tag", Axis::Tag),
        ("topic", Axis::Topic),
        ("flag", Axis::Flag),
        ("concept", Axis::Concept),
        ("series", Axis::Series),
    ];
    const OTHERS: [&str; 6] = ["section", "not", "deep", "sort", "limit", "offset"];
    for (key, _) in kwargs.iter() {
        let key = key.as_str().unwrap_or_default();
        if !AXES.iter().any(|(name, _)| *name == key) && !OTHERS.contains(&key) && !extra.contains(&key) {
            return Err(Error::message(format!("pages cannot be asked by `{key}`")));
        }
    }
    let mut query = Query { lang: frame.lang, sections: texts(kwargs, "section")?, ..Query::default() };
    query.shallow = kwargs.get::<bool>("deep")? == Some(false);
    for (name, axis) in AXES {
        for key in texts(kwargs, name)? {
            // Units are asked by id; a name will do.
            let organization = frame.world.site.organization();
            let id = if axis == Axis::Unit {
                frame.note(Fact::UnitLink(frame.lang, key.as_str().into()));
                organization.find(&key).and_then(|id| organization.unit(id)).map(|unit| unit.id.to_string())
            } else {
                None
            };
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

fn pages(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let query = query(kwargs, &frame, &[])?;
    Ok(frame.world.listed(query))
}

fn groups(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let query = query(kwargs, &frame, &["by"])?;
    let by = kwargs.must_get::<&str>("by")?;
    Ok(frame.world.groups(&frame.world.asked(query), by, frame.lang))
}

fn count(kwargs: &Kwargs) -> TeraResult<usize> {
    let frame = frame::current()?;
    let query = query(kwargs, &frame, &[])?;
    Ok(frame.world.asked(query).len())
}

fn section(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let id = kwargs.must_get::<&str>("id")?;
    let path = id.trim_matches('/');
    frame.note(Fact::Section(frame.lang, path.into()));
    frame.note(Fact::Counts(frame.lang, path.into()));
    Ok(frame.world.site.section_id(frame.lang, path).map_or_else(Shown::none, |id| frame.world.section(id)))
}

/// The main menu as the pages of a section see it that do not stand in it themselves.
fn menu_of(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    frame.note(Fact::Site(frame.lang));
    let path = kwargs.must_get::<&str>("section")?.trim_matches('/');
    Ok(frame.world.menu(frame.lang, frame.world.site.section_id(frame.lang, path), None, ""))
}

fn page(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let id = kwargs.must_get::<&str>("id")?;
    frame.note(Fact::Refer(frame.lang, id.into()));
    Ok(frame.world.site.refer(frame.lang, id, &[]).map_or_else(Shown::none, |id| frame.world.card(id)))
}

fn organization(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let world = &frame.world;
    if let Some(id) = texts(kwargs, "id")?.first() {
        frame.note(Fact::Unit(frame.lang, id.as_str().into()));
        let unit = world.site.organization().find(id).and_then(|id| world.unit(id, frame.lang));
        return Ok(unit.unwrap_or_else(Shown::none));
    }
    frame.note(Fact::Organization(frame.lang));
    Ok(world.roots(frame.lang))
}

fn figures(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let (world, statistics) = (&frame.world, frame.world.site.statistics());
    frame.note(Fact::Statistics);
    let ids = texts(kwargs, "ids")?;
    if !ids.is_empty() {
        let found: TeraResult<Vec<Shown>> = ids.iter().map(|id| one_figure(&frame, id)).collect();
        return found.map(Shown::from);
    }
    if let Some(unit) = texts(kwargs, "unit")?.first() {
        frame.note(Fact::UnitLink(frame.lang, unit.as_str().into()));
        return Ok(Shown::from(world.figures_of_unit(unit, frame.lang).unwrap_or_default()));
    }
    Ok(Shown::from(
        statistics.figures().iter().map(|figure| world.figure(figure, frame.lang, true)).collect::<Vec<_>>(),
    ))
}

fn figure(kwargs: &Kwargs) -> TeraResult<Shown> {
    frame::note(|| Fact::Statistics);
    one_figure(&*frame::current()?, kwargs.must_get::<&str>("id")?)
}

fn one_figure(frame: &Frame, id: &str) -> TeraResult<Shown> {
    let statistics = frame.world.site.statistics();
    match statistics.find(id) {
        Some(figure) => Ok(frame.world.figure(figure, frame.lang, true)),
        None => {
            let hint = statistics.nearest(id).map(|id| format!("; did you mean `{id}`?")).unwrap_or_default();
            Err(Error::message(format!("data/statistics.yaml has no figure `{id}`{hint}")))
        }
    }
}

fn fields(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    // What is declared of a type changes every page; what is in the page is the caller's.
    let (of, added) = (kwargs.must_get::<&Shown>("of")?, kwargs.get::<bool>("added")? == Some(true));
    Ok(describe::fields(&frame.world.theme.types, of, frame.code(), added))
}

fn t(kwargs: &Kwargs) -> TeraResult<String> {
    let frame = frame::current()?;
    let key = kwargs.must_get::<&str>("key")?;
    let words =
        frame.world.theme.words(frame.code()).ok_or_else(|| {
            Error::message(format!("there are no words for the language `{}`", frame.code()))
        })?;
    let word = words.get(key).ok_or_else(|| {
        Error::message(format!("i18n has no word `{key}` for the language `{}`", frame.code()))
    })?;
    if !word.contains('{') {
        return Ok(word.to_owned());
    }
    Ok(InterfaceWords::fill(word, |name| kwargs.get::<&Shown>(name).ok().flatten().map(ToString::to_string)))
}

fn asset(kwargs: &Kwargs) -> TeraResult<String> {
    let frame = frame::current()?;
    let path = kwargs.must_get::<&str>("path")?;
    frame.note(Fact::ThemeFile(path.into()));
    let asset = frame
        .world
        .assets
        .theme_file(path)
        .ok_or_else(|| Error::message(format!("the theme has no file `{path}`")))?;
    Ok(format!("/{}", asset.path))
}

/// What it draws follows from its arguments alone.
fn qr(kwargs: &Kwargs) -> TeraResult<Shown> {
    let (text, label) = (kwargs.must_get::<&str>("text")?, kwargs.must_get::<&str>("label")?);
    Ok(text::qr::svg(text, label, false).map_or_else(Shown::none, |svg| Shown::safe_string(&svg)))
}

/// Charts, trees and formulas follow from their arguments and the direction of the page's language, which changes with all pages.
fn chart(kwargs: &Kwargs) -> TeraResult<Shown> {
    let form = kwargs.must_get::<&str>("form")?;
    drawing::chart(form, array(kwargs, "of")?, manner(kwargs)?).map(picture)
}

fn tree(kwargs: &Kwargs) -> TeraResult<Shown> {
    let depth = kwargs.get::<usize>("depth")?.unwrap_or_default();
    Ok(picture(drawing::tree(array(kwargs, "of")?, depth, manner(kwargs)?)))
}

fn formula(kwargs: &Kwargs) -> TeraResult<Shown> {
    Ok(picture(drawing::formula(array(kwargs, "of")?, manner(kwargs)?)))
}

/// Units and all below them in one list: components can't call themselves as deep as units can stand below each other.
fn flat(kwargs: &Kwargs) -> TeraResult<Shown> {
    let mut waiting: Vec<&Shown> = array(kwargs, "of")?.iter().rev().collect();
    let mut found = Vec::new();
    while let Some(unit) = waiting.pop() {
        found.push(unit.clone());
        let below = unit.get_from_path("children").and_then(Shown::as_array).unwrap_or_default();
        waiting.extend(below.iter().rev());
    }
    Ok(Shown::from(found))
}

fn array<'k>(kwargs: &'k Kwargs, key: &'k str) -> TeraResult<&'k [Shown]> {
    let value = kwargs.must_get::<&Shown>(key)?;
    value.as_array().ok_or_else(|| Error::message(format!("`{key}` must be a list")))
}

fn manner(kwargs: &Kwargs) -> TeraResult<Manner<'_>> {
    let frame = frame::current()?;
    let rtl = frame.world.site.config().languages.get(frame.lang).is_some_and(|language| language.rtl);
    Ok(Manner { label: kwargs.must_get::<&str>("label")?, rtl })
}

fn picture(svg: Option<String>) -> Shown {
    svg.map_or_else(Shown::none, |svg| Shown::safe_string(&svg))
}

fn term(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let (taxonomy, name) = (kwargs.must_get::<&str>("taxonomy")?, kwargs.must_get::<&str>("name")?);
    frame.note(Fact::Term(frame.lang, taxonomy.into(), name.into()));
    let taxonomy = frame.world.site.taxonomy(frame.lang, taxonomy);
    let found = taxonomy.and_then(|taxonomy| taxonomy.term(name).map(|term| (taxonomy, term)));
    Ok(found.map_or_else(Shown::none, |(taxonomy, term)| {
        let mut object = Object::default();
        object.set("name", &*term.name).set("url", taxonomy.term_url(term, 1)).set("count", term.pages.len());
        object.done()
    }))
}
