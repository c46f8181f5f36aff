//! Pages of lists: the pager, and groups.

use tera::Value as Shown;

use super::fact::Fact;
use super::frame;
use super::value::Object;
use super::world::World;
use crate::schema::{Date, Value};
use crate::site::PageId;

/// How many pages of a list are named on either side of the current one.
const AROUND: usize = 2;

/// The pager of page `number` of `count`; `url` gives the address of each.
pub(super) fn pager(number: usize, count: usize, total: usize, url: impl Fn(usize) -> String) -> Shown {
    let mut pager = Object::default();
    pager
        .set("number", number)
        .set("count", count)
        .set("total", total)
        .set("first", url(1))
        .set("last", url(count));
    if number > 1 {
        pager.set("previous", url(number - 1));
    }
    if number < count {
        pager.set("next", url(number + 1));
    }
    let near = number.saturating_sub(AROUND)..=number + AROUND;
    let mut pages = Vec::new();
    for page in 1..=count {
        if page == 1 || page == count || near.contains(&page) {
            let mut entry = Object::default();
            entry.set("number", page).set("url", url(page)).set("current", page == number).set("gap", false);
            pages.push(entry.done());
        } else if page == 2 || page + 1 == count {
            let mut gap = Object::default();
            gap.set("gap", true).set("current", false);
            pages.push(gap.done());
        }
    }
    pager.set("pages", Shown::from(pages));
    pager.done()
}

impl World {
    /// Pages grouped by a field (`level`, `unit`, `year` …), the groups in the order of the choices, of the
    /// organization, or of their first pages. A page with several values is in the group of each, but of units in the first.
    pub(super) fn groups(&self, ids: &[PageId], by: &str, lang: usize) -> Shown {
        let code = self.site.config().code(lang);
        let mut groups: Vec<Group> = Vec::new();
        for id in ids {
            let Some(page) = self.site.page(*id) else { continue };
            let mut labels: Vec<_> = match by {
                "year" => page.date().map(|date| year_label(date, code)).into_iter().collect(),
                "type" => {
                    vec![(page.content_type.id.to_string(), page.content_type.name.get(code).to_owned(), 0)]
                }
                // As `pages(unit=)` has it: whichever field names one.
                "unit" => {
                    let mut values = page.fields.iter().flat_map(|(_, value)| value.items());
                    let unit = values.find(|value| matches!(value, Value::Organization(_)));
                    unit.and_then(|value| self.label(value, lang)).into_iter().collect()
                }
                _ => page.fields.items(by).iter().filter_map(|value| self.label(value, lang)).collect(),
            };
            if labels.is_empty() {
                labels.push((String::new(), String::new(), usize::MAX));
            }
            for (key, name, rank) in labels {
                match groups.iter_mut().find(|group| group.key == key) {
                    // The same value twice is one.
                    Some(group) if group.pages.last() == Some(id) => {}
                    Some(group) => group.pages.push(*id),
                    None => groups.push(Group { key, name, rank, pages: vec![*id] }),
                }
            }
        }
        groups.sort_by_key(|group| group.rank);
        let shown = groups.into_iter().map(|group| {
            let mut object = Object::default();
            object.set("key", group.key).set("name", group.name).set("pages", self.cards(&group.pages));
            object.done()
        });
        Shown::from(shown.collect::<Vec<_>>())
    }

    /// Key, name and rank of the group of a value.
    fn label(&self, value: &Value, lang: usize) -> Option<(String, String, usize)> {
        let code = self.site.config().code(lang);
        match value {
            Value::Choice(choices, at) => {
                choices.get(*at).map(|choice| (choice.key.clone(), choice.name.get(code).to_owned(), *at))
            }
            Value::Date(date) => Some(year_label(*date, code)),
            Value::Organization(name) => {
                // Groups stand in its order, and have its names.
                frame::note(|| Fact::Organization(lang));
                let id = self.site.organization().find(name)?;
                let unit = self.site.organization().unit(id)?;
                let shown = unit.fields.text("name", code).unwrap_or(&unit.id).to_owned();
                Some((unit.id.to_string(), shown, id.at()))
            }
            Value::Integer(number) => Some((number.to_string(), number.to_string(), 0)),
            Value::Boolean(value) => Some((value.to_string(), value.to_string(), 0)),
            other => other.localized(code).as_text().map(|text| (text.to_owned(), text.to_owned(), 0)),
        }
    }
}

struct Group {
    key: String,
    name: String,
    rank: usize,
    pages: Vec<PageId>,
}

fn year_label(date: Date, code: &str) -> (String, String, usize) {
    let year = date.year().to_string();
    let name = if code.starts_with("zh") { format!("{year}年") } else { year.clone() };
    (year, name, 0)
}
