//! What the pages receive that show the whole site: the archive, its years, the map; and the search.

use tera::{Context, Value as Shown};

use super::context::About;
use super::fact::Fact;
use super::frame;
use super::lists::pager;
use super::value::Object;
use super::world::World;
use crate::schema::Date;
use crate::site::{Archive, Month, SectionId, Year};

/// All years with their months, and how many pages each has.
pub(super) fn archive(world: &World, context: &mut Context, lang: usize) -> About {
    frame::note(|| Fact::Archive(lang));
    let Some(archive) = world.site.archive(lang) else { return About::default() };
    let years = archive.years.iter().map(|year| {
        let mut shown = year_link(archive, year.year);
        shown.set("count", year.count()).set("months", months_of(archive, year));
        shown.done()
    });
    context.insert_value("years", Shown::from(years.collect::<Vec<_>>()));
    About { kind: "archive", title: world.word(lang, "archive"), ..About::default() }
}

/// A numbered page of a year, with its pages by month.
pub(super) fn year(world: &World, context: &mut Context, lang: usize, (year, number): (i16, usize)) -> About {
    frame::note(|| Fact::Year(lang, year, number));
    let Some(archive) = world.site.archive(lang) else { return About::default() };
    let Some(found) = archive.year(year) else { return About::default() };
    let mut shown = year_link(archive, year);
    let (newer, older) = archive.beside(year);
    shown
        .set("count", found.count())
        .set("months", months_of(archive, found))
        .set_some("newer", newer.map(|year| year_link(archive, year).done()))
        .set_some("older", older.map(|year| year_link(archive, year).done()));
    context.insert_value("year", shown.done());
    let months = archive.on_page(found, number).into_iter().filter_map(|(at, pages)| {
        let month = found.months.get(at)?;
        let mut object = month_value(found, month);
        object.set("id", anchor(month)).set("pages", world.cards(pages));
        Some(object.done())
    });
    context.insert_value("months", Shown::from(months.collect::<Vec<_>>()));
    let url = |number| archive.year_url(year, number);
    context.insert_value("pager", pager(number, archive.numbers(found), found.count(), url));
    let code = world.site.config().code(lang);
    let title =
        Date::parse(&format!("{year:04}")).ok().and_then(|date| super::date::shown(date, "long", code));
    About {
        kind: "year",
        title: title.unwrap_or_else(|| year.to_string()),
        above: Some((world.word(lang, "archive"), archive.url())),
        ..About::default()
    }
}

/// The year and its address.
fn year_link(archive: &Archive, year: i16) -> Object {
    let mut object = Object::default();
    object.set("year", format!("{year:04}")).set("url", archive.year_url(year, 1));
    object
}

/// All months of a year, each with the address at which it begins.
fn months_of(archive: &Archive, year: &Year) -> Shown {
    let months = year.months.iter().enumerate().map(|(at, month)| {
        let mut object = month_value(year, month);
        let page = archive.year_url(year.year, archive.number_of(year, at));
        object.set("url", format!("{page}#{}", anchor(month)));
        object.done()
    });
    Shown::from(months.collect::<Vec<_>>())
}

/// The month as a date, where it is known, and how many pages it has.
fn month_value(year: &Year, month: &Month) -> Object {
    let mut object = Object::default();
    object.set_some("month", month.month.map(|month| format!("{:04}-{month:02}", year.year)));
    object.set("count", month.pages.len());
    object
}

/// The anchor of a month within the page of its year.
fn anchor(month: &Month) -> String {
    month.month.map_or_else(|| "undated".to_owned(), |month| format!("m{month:02}"))
}

/// The search engine as its form needs it, where the site names one.
pub(super) fn search(world: &World, lang: usize) -> Option<Shown> {
    let search = world.site.config().search.as_ref()?;
    let other = |(name, value): &(String, String)| {
        let mut other = Object::default();
        other.set("name", name.as_str()).set("value", value.as_str());
        other.done()
    };
    let mut object = Object::default();
    object
        .set_some("url", world.site.search_url(lang))
        .set("action", search.action.as_str())
        .set("name", search.name.as_str())
        .set("others", Shown::from(search.others.iter().map(other).collect::<Vec<_>>()));
    Some(object.done())
}

/// All sections as a tree.
pub(super) fn map(world: &World, context: &mut Context, lang: usize) -> About {
    frame::note(|| Fact::Map(lang));
    let root = world.site.section_at(lang, "");
    let tree = root.map(|root| branches(world, &root.children)).unwrap_or_default();
    context.insert_value("sections", Shown::from(tree));
    About { kind: "sitemap", title: world.word(lang, "site_map"), ..About::default() }
}

fn branches(world: &World, ids: &[SectionId]) -> Vec<Shown> {
    let branch = |id: &SectionId| {
        let section = world.site.section(*id)?;
        let mut object = Object::default();
        object
            .set("id", &*section.path)
            .set("title", &*section.title)
            .set("url", section.url())
            .set("count", section.all.len())
            .set("children", Shown::from(branches(world, &section.children)));
        Some(object.done())
    };
    ids.iter().filter_map(branch).collect()
}
