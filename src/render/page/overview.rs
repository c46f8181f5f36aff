//! Makes what the pages receive that show the entire site: the archive, its years, the map.

use tera::{Context, Value as Shown};

use super::about::About;
use super::pager::pager;
use crate::render::ask::{self, Branch, MonthView, YearPage, YearView};
use crate::render::date;
use crate::render::value::object::Object;
use crate::render::world::World;
use crate::schema::Date;

/// All years with their months, and how many pages each has.
pub(in crate::render) fn archive(world: &World, context: &mut Context, lang: usize) -> About {
    let Some(archive) = world.view.ask(ask::Archive(lang)) else { return About::default() };
    let years = archive.years().map(|year| {
        let mut shown = year_link(year.year(), archive.year_url(year.year()));
        shown.set("count", year.count()).set("months", months_of(year));
        shown.done()
    });
    context.insert_value("years", Shown::from(years.collect::<Vec<_>>()));
    About { kind: "archive", title: world.word(lang, "archive"), ..About::default() }
}

/// A numbered page of a year, with its pages by month.
pub(in crate::render) fn year(
    world: &World,
    context: &mut Context,
    lang: usize,
    (year, number): (i16, usize),
) -> About {
    let Some(page) = world.view.ask(ask::Year(lang, year, number)) else { return About::default() };
    add_year(world, context, &page, number);
    About {
        kind: "year",
        title: year_name(year, world.view.code(lang)),
        above: Some((world.word(lang, "archive"), page.archive_url())),
        ..About::default()
    }
}

/// The name of a year in a language: 2026年.
pub(in crate::render) fn year_name(year: i16, code: &str) -> String {
    let name = Date::parse(&format!("{year:04}")).ok().and_then(|date| date::shown(date, "long", code));
    name.unwrap_or_else(|| year.to_string())
}

/// Adds a page of a year, of the archive or of the list of a section: `year`, `months`, `pager`.
pub(in crate::render) fn add_year(world: &World, context: &mut Context, page: &YearPage<'_>, number: usize) {
    let year = page.year.year();
    let other = |year: i16| year_link(year, page.year_url(year)).done();
    let mut shown = year_link(year, page.year_url(year));
    let (newer, older) = page.beside();
    shown
        .set("count", page.year.count())
        .set("months", months_of(page.year))
        .set_some("newer", newer.map(other))
        .set_some("older", older.map(other));
    context.insert_value("year", shown.done());
    let months = page.months().map(|(month, pages)| {
        let mut object = month_value(year, month);
        object.set("id", anchor(month)).set("pages", world.cards(pages));
        object.done()
    });
    context.insert_value("months", Shown::from(months.collect::<Vec<_>>()));
    let pager = pager(number, page.numbers(), page.year.count(), |number| page.url(number));
    context.insert_value("pager", pager);
}

/// The year and its address.
fn year_link(year: i16, url: String) -> Object {
    let mut object = Object::default();
    object.set("year", format!("{year:04}")).set("url", url);
    object
}

/// All months of a year, each with the address at which it begins.
fn months_of(year: YearView<'_>) -> Shown {
    let months = year.months().map(|(month, page)| {
        let mut object = month_value(year.year(), month);
        object.set("url", format!("{page}#{}", anchor(month)));
        object.done()
    });
    Shown::from(months.collect::<Vec<_>>())
}

/// The month as a date, where it is known, and how many pages it has.
fn month_value(year: i16, month: MonthView<'_>) -> Object {
    let mut object = Object::default();
    object.set_some("month", month.month().map(|month| format!("{year:04}-{month:02}")));
    object.set("count", month.count());
    object
}

/// The anchor of a month within the page of its year.
fn anchor(month: MonthView<'_>) -> String {
    month.month().map_or_else(|| "undated".to_owned(), |month| format!("m{month:02}"))
}

/// All sections as a tree.
pub(in crate::render) fn map(world: &World, context: &mut Context, lang: usize) -> About {
    let home = world.view.ask(ask::Map(lang));
    let tree = home.map(branches).unwrap_or_default();
    context.insert_value("sections", Shown::from(tree));
    About { kind: "sitemap", title: world.word(lang, "site_map"), ..About::default() }
}

fn branches(around: Branch<'_>) -> Vec<Shown> {
    let branch = |section: Branch<'_>| {
        let name = section.name();
        let mut object = Object::default();
        object
            .set("id", name.path())
            .set("title", name.title())
            .set("url", name.url())
            .set("count", section.count())
            .set("children", Shown::from(branches(section)));
        object.done()
    };
    around.children().map(branch).collect()
}
