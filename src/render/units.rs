//! Units of the organization and figures as templates receive them.

use tera::Value as Shown;

use super::fact::Fact;
use super::frame;
use super::value::{Object, Origin};
use super::world::World;
use crate::schema::{Fields, Value};
use crate::site::{Figure, Unit, UnitId, organization_group};

const ORGANIZATION: &str = "data/organization.yaml";
const STATISTICS: &str = "data/statistics.yaml";

/// Members of a committee whose duty is their key.
const MEMBERS: [&str; 5] =
    ["organization_member", "publicity_member", "discipline_member", "youth_member", "united_front_member"];

impl World {
    /// `id`, `name`, `short`, `type` and `url` of the unit that `written` means.
    pub(super) fn unit_reference(&self, written: &str, lang: usize) -> Option<Shown> {
        frame::note(|| Fact::UnitLink(lang, written.into()));
        let id = self.site.organization().find(written)?;
        frame::apart(|| self.unit_link(id, lang)).map(Object::done)
    }

    fn unit_link(&self, id: UnitId, lang: usize) -> Option<Object> {
        let unit = self.site.organization().unit(id)?;
        let code = self.site.config().code(lang);
        let name = unit.fields.text("name", code).unwrap_or(&unit.id);
        let mut object = Object::default();
        object
            .set("id", &*unit.id)
            .set("name", name)
            .set("short", unit.fields.text("short", code).unwrap_or(name));
        object.set_some(
            "type",
            unit.fields.get("type").and_then(|kind| self.value(kind, Origin { file: ORGANIZATION, lang })),
        );
        let page = unit.pages.get(lang).copied().flatten().and_then(|id| self.site.page(id));
        object.set("url", page.map(|page| page.url.to_string()).unwrap_or_default());
        Some(object)
    }

    /// A node of the organization with all nodes below it: made once in each language.
    pub(super) fn unit(&self, id: UnitId, lang: usize) -> Option<Shown> {
        let unit = self.units.get(lang)?.get(id.at())?;
        if let Some(unit) = unit.get() {
            return unit.clone();
        }
        // Not within `get_or_init`: what its profile says may ask for it.
        let made = frame::apart(|| self.make_unit(id, lang));
        unit.get_or_init(|| made).clone()
    }

    /// The units at the top, each with all below it.
    pub(super) fn roots(&self, lang: usize) -> Shown {
        let units = self.site.organization().roots().filter_map(|id| self.unit(id, lang));
        Shown::from(units.collect::<Vec<_>>())
    }

    fn make_unit(&self, id: UnitId, lang: usize) -> Option<Shown> {
        let unit = self.site.organization().unit(id)?;
        let origin = Origin { file: ORGANIZATION, lang };
        let mut object = self.unit_link(id, lang)?;
        for (key, value) in unit.fields.iter() {
            match (&**key, value) {
                ("id" | "name" | "short" | "type" | "children", _) => {}
                ("secretary", Value::Group(person)) => {
                    object.set_key(key, self.named_person(person, lang));
                }
                ("deputy", Value::List(people)) => {
                    let people = people.iter().filter_map(|person| self.person_in(person, lang));
                    object.set_key(key, Shown::from(people.collect::<Vec<_>>()));
                }
                ("committee", _) => {}
                (key, _) if MEMBERS.contains(&key) => {}
                _ => {
                    if let Some(shown) = self.value(value, origin) {
                        object.set_key(key, shown);
                    }
                }
            }
        }
        object.set("head", unit.head);
        let committee = self.committee(unit, lang);
        if !committee.is_empty() {
            object.set("committee", Shown::from(committee));
        }
        let figures: Vec<Shown> = self.figures_of(unit, lang);
        if !figures.is_empty() {
            object.set("figures", Shown::from(figures));
        }
        object.set_some(
            "parent",
            unit.parent.and_then(|parent| self.unit_link(parent, lang)).map(Object::done),
        );
        let children: Vec<Shown> = unit.children.iter().filter_map(|child| self.unit(*child, lang)).collect();
        object.set("children", Shown::from(children));
        Some(object.done())
    }

    fn person_in(&self, value: &Value, lang: usize) -> Option<Shown> {
        if let Value::Group(person) = value { Some(self.named_person(person, lang)) } else { None }
    }

    /// The members of its committee: those with a duty of their own key first, then the list.
    fn committee(&self, unit: &Unit, lang: usize) -> Vec<Shown> {
        let code = self.site.config().code(lang);
        let with_duty = MEMBERS.iter().filter_map(|key| {
            let Some(Value::Group(person)) = unit.fields.get(key) else { return None };
            let mut person = person.clone();
            if person.get("post").is_none() {
                let duty = organization_group().field(key)?.label.get(code);
                person.set("post".into(), Value::Text(duty.into()));
            }
            Some(self.named_person(&person, lang))
        });
        let listed = unit.fields.items("committee").iter().filter_map(|person| self.person_in(person, lang));
        with_duty.chain(listed).collect()
    }

    fn named_person(&self, person: &Fields, lang: usize) -> Shown {
        let mut object = self.fields(person, Origin { file: ORGANIZATION, lang });
        let name = person.text("name", self.site.config().code(lang));
        object.set_some("url", name.and_then(|name| self.person_url(name, lang)));
        object.done()
    }

    fn figures_of(&self, unit: &Unit, lang: usize) -> Vec<Shown> {
        let of_unit = |figure: &&Figure| {
            let written = figure.fields.get("organization").and_then(Value::as_text);
            written
                .and_then(|name| self.site.organization().find(name))
                .and_then(|id| self.site.organization().unit(id))
                .is_some_and(|u| u.id == unit.id)
        };
        self.site
            .statistics()
            .figures()
            .iter()
            .filter(of_unit)
            .map(|figure| self.figure(figure, lang, true))
            .collect()
    }

    /// The figures of a unit, by its id or name.
    pub(super) fn figures_of_unit(&self, written: &str, lang: usize) -> Option<Vec<Shown>> {
        let unit = self.site.organization().unit(self.site.organization().find(written)?)?;
        Some(self.figures_of(unit, lang))
    }

    /// A figure; with its parts, which come without theirs.
    pub(super) fn figure(&self, figure: &Figure, lang: usize, with_parts: bool) -> Shown {
        let code = self.site.config().code(lang);
        let mut object = Object::default();
        for (key, value) in figure.fields.iter().filter(|(key, _)| &***key != "parts") {
            if let Some(shown) = self.value(value, Origin { file: STATISTICS, lang }) {
                object.set_key(key, shown);
            }
        }
        let unit = figure.fields.text("unit", code).unwrap_or_default();
        object.set("percent", unit == "%");
        object.set("text", qualified(figure, code));
        if with_parts {
            let splits = figure.fields.items("parts").iter().map(|split| {
                let parts = split.items().iter().filter_map(|id| self.site.statistics().find(id.as_text()?));
                Shown::from(parts.map(|part| self.figure(part, lang, false)).collect::<Vec<_>>())
            });
            let splits: Vec<Shown> = splits.collect();
            if !splits.is_empty() {
                object.set("parts", Shown::from(splits));
            }
        }
        object.done()
    }
}

/// The value with its qualifier in words: 240余, 约240, over 240.
fn qualified(figure: &Figure, code: &str) -> String {
    let value = match figure.fields.get("value") {
        Some(Value::Integer(number)) => number.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let chinese = code.starts_with("zh");
    match (figure.fields.choice("qualifier"), chinese) {
        (Some("over"), true) => format!("{value}余"),
        (Some("over"), false) => format!("over {value}"),
        (Some("about"), true) => format!("约{value}"),
        (Some("about"), false) => format!("about {value}"),
        (Some("nearly"), true) => format!("近{value}"),
        (Some("nearly"), false) => format!("nearly {value}"),
        _ => value,
    }
}
