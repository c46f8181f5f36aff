//! Lists of pages: answers to queries, and groups.

use std::sync::Arc;

use tera::Value as Shown;

use super::object::Object;
use crate::render::ask::{self, is_exact};
use crate::render::template::scope;
use crate::render::world::World;
use crate::schema::{Date, Value};
use crate::site::{PageId, Query};

impl World {
    /// The cards of the pages that a query asks for.
    pub(in crate::render) fn listed(&self, query: Query) -> Shown {
        let make = |query: &Query| self.cards(&self.view.ask(ask::Answer(Arc::new(query.clone()))));
        // A query that leaves a page out is asked by that page alone, and its answer is not worth
        // keeping. Cards within a card show less than others.
        if query.not.is_some() || is_exact() || scope::is_in_card() {
            return make(&query);
        }
        self.lists.show(query, make)
    }

    /// Pages grouped by a field (`level`, `unit`, `year` …), the groups in the order of the
    /// choices, of the organization, or of their first pages. A page with several values is in the
    /// group of each, but of units in the first.
    pub(in crate::render) fn groups(&self, ids: &[PageId], by: &str, lang: usize) -> Shown {
        let code = self.view.code(lang);
        let mut groups: Vec<Group> = Vec::new();
        for id in ids {
            let Some(page) = self.view.ask(ask::Front(*id)) else { continue };
            let mut labels: Vec<_> = match by {
                "year" => page.date().map(|date| year_label(date, code)).into_iter().collect(),
                "type" => {
                    let content_type = page.content_type();
                    vec![(content_type.id.to_string(), content_type.name.get(code).to_owned(), 0)]
                }
                // As `pages(unit=)` has it: whichever field names one.
                "unit" => {
                    let mut values = page.fields().iter().flat_map(|(_, value)| value.items());
                    let unit = values.find(|value| matches!(value, Value::Organization(_)));
                    unit.and_then(|value| self.label(value, lang)).into_iter().collect()
                }
                _ => page.fields().items(by).iter().filter_map(|value| self.label(value, lang)).collect(),
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
        let code = self.view.code(lang);
        match value {
            Value::Choice(choices, at) => {
                choices.get(*at).map(|choice| (choice.key.clone(), choice.name.get(code).to_owned(), *at))
            }
            Value::Date(date) => Some(year_label(*date, code)),
            Value::Organization(name) => {
                let unit = self.view.ask(ask::UnitPlace(lang, (&**name).into()))?;
                Some((unit.id.to_owned(), unit.name.to_owned(), unit.rank))
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
