//! Units of the organization and figures as templates receive them.

use tera::Value as Shown;

use super::field::Origin;
use super::object::{Object, print_shown};
use crate::render::ask::{self, SharedValue, made};
use crate::render::world::World;
use crate::schema::{Fields, Value};
use crate::site::{DUTIES, Figure, Unit, UnitId, organization_group};
use crate::store::Fingerprint;

const ORGANIZATION: &str = "data/organization.yaml";
const STATISTICS: &str = "data/statistics.yaml";

impl World {
    /// `id`, `name`, `short`, `type` and `url` of the unit that `written` means.
    pub(in crate::render) fn unit_reference(&self, written: &str, lang: usize) -> Option<Shown> {
        let name = self.view.ask(ask::UnitLink(lang, written.into()))?;
        Some(self.unit_link(name, lang).done())
    }

    fn unit_link(&self, unit: ask::UnitName<'_>, lang: usize) -> Object {
        let mut object = Object::default();
        object.set("id", unit.id).set("name", unit.name).set("short", unit.short);
        let kind = unit.kind.and_then(|kind| self.value(kind, Origin::new(ORGANIZATION, lang)));
        object.set_some("type", kind).set("url", unit.url);
        object
    }

    /// The unit that is meant by an id or a name, with all units below it.
    pub(in crate::render) fn unit_meant(&self, written: &str, lang: usize) -> Option<Shown> {
        let (id, name) = self.view.ask(ask::UnitByName(written.into()))?;
        self.unit(id, name, lang)
    }

    /// A unit with all units below it: made once in each language. `name` is its id.
    pub(in crate::render) fn unit(&self, id: UnitId, name: &str, lang: usize) -> Option<Shown> {
        let of = || SharedValue::Unit(lang, name.into());
        self.units.get(lang)?.show(id.at(), of, || self.make_unit(id, lang))?.clone()
    }

    /// The units at the top, each with all below it.
    pub(in crate::render) fn roots(&self, lang: usize) -> Shown {
        made(SharedValue::Organization(lang), || self.make_roots(lang)).0
    }

    fn make_roots(&self, lang: usize) -> Shown {
        let units = self.view.ask(ask::Units(lang));
        let roots = units.roots().filter_map(|id| self.unit(id, &units.unit(id)?.id, lang));
        Shown::from(roots.collect::<Vec<_>>())
    }

    /// Adds what templates receive of the unit with this id to a fingerprint.
    pub(in crate::render) fn print_unit(&self, lang: usize, id: &str, print: &mut Fingerprint) {
        print_shown(self.unit_meant(id, lang).as_ref(), print);
    }

    /// Adds what templates receive of all units to a fingerprint.
    pub(in crate::render) fn print_roots(&self, lang: usize, print: &mut Fingerprint) {
        print_shown(Some(&self.roots(lang)), print);
    }

    fn make_unit(&self, id: UnitId, lang: usize) -> Option<Shown> {
        let units = self.view.ask(ask::Units(lang));
        let unit = units.unit(id)?;
        let origin = Origin::new(ORGANIZATION, lang);
        let mut object = self.unit_link(units.name(id)?, lang);
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
                (key, _) if DUTIES.contains(&key) => {}
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
        let figures: Vec<Shown> = self.figures_of(&unit.id, lang);
        if !figures.is_empty() {
            object.set("figures", Shown::from(figures));
        }
        let parent = unit.parent.and_then(|parent| units.name(parent));
        object.set_some("parent", parent.map(|parent| self.unit_link(parent, lang).done()));
        let child = |id: &UnitId| self.unit(*id, &units.unit(*id)?.id, lang);
        let children: Vec<Shown> = unit.children.iter().filter_map(child).collect();
        object.set("children", Shown::from(children));
        Some(object.done())
    }

    fn person_in(&self, value: &Value, lang: usize) -> Option<Shown> {
        if let Value::Group(person) = value { Some(self.named_person(person, lang)) } else { None }
    }

    /// The members of its committee: those with a duty of their own key first, then the list.
    fn committee(&self, unit: &Unit, lang: usize) -> Vec<Shown> {
        let code = self.view.code(lang);
        let with_duty = DUTIES.iter().filter_map(|key| {
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

    /// The posts that someone of this name holds, each with its unit.
    pub(in crate::render) fn posts_of(&self, name: &str, lang: usize) -> Vec<Shown> {
        let code = self.view.code(lang);
        let duty = |key: &str| organization_group().field(key).map(|field| field.label.get(code).to_owned());
        let named = |post: &ask::Post<'_>| match post.key {
            "secretary" => self.word(lang, post.head),
            "deputy" => self.word(lang, &format!("deputy_{}", post.head)),
            "committee" => self.word(lang, "committee_member"),
            key => duty(key).unwrap_or_default(),
        };
        let posts = self.view.ask(ask::Posts(lang, name.into())).into_iter();
        let shown = posts.map(|post| {
            let mut object = Object::default();
            object.set("post", post.written.map_or_else(|| named(&post), str::to_owned));
            object.set("unit", self.unit_link(post.unit, lang).done());
            object.done()
        });
        shown.collect()
    }

    fn named_person(&self, person: &Fields, lang: usize) -> Shown {
        let mut object = self.fields(person, Origin::new(ORGANIZATION, lang));
        let name = person.text("name", self.view.code(lang));
        object.set_some("url", name.and_then(|name| self.person_url(name, lang)));
        object.done()
    }

    /// The figures of the unit with this id.
    fn figures_of(&self, unit: &str, lang: usize) -> Vec<Shown> {
        let figures = self.view.ask(ask::UnitFigures(unit.into())).into_iter();
        figures.map(|figure| self.figure(figure, lang, true)).collect()
    }

    /// The figures of a unit, by its id or name.
    pub(in crate::render) fn figures_of_unit(&self, written: &str, lang: usize) -> Option<Vec<Shown>> {
        let (_, id) = self.view.ask(ask::UnitByName(written.into()))?;
        Some(self.figures_of(id, lang))
    }

    /// The figure with this id.
    pub(in crate::render) fn figure_with(&self, id: &str, lang: usize) -> Option<Shown> {
        let figure = self.view.ask(ask::Statistics).find(id)?;
        Some(self.figure(figure, lang, true))
    }

    /// All figures.
    pub(in crate::render) fn all_figures(&self, lang: usize) -> Vec<Shown> {
        let figures = self.view.ask(ask::Statistics).figures().iter();
        figures.map(|figure| self.figure(figure, lang, true)).collect()
    }

    /// A figure, with its parts if wanted; parts have no parts themselves.
    fn figure(&self, figure: &Figure, lang: usize, with_parts: bool) -> Shown {
        let code = self.view.code(lang);
        let mut object = Object::default();
        for (key, value) in figure.fields.iter().filter(|(key, _)| &***key != "parts") {
            if let Some(shown) = self.value(value, Origin::new(STATISTICS, lang)) {
                object.set_key(key, shown);
            }
        }
        let unit = figure.fields.text("unit", code).unwrap_or_default();
        object.set("percent", unit == "%");
        object.set("text", qualified(figure, code));
        if with_parts {
            let splits = figure.fields.items("parts").iter().map(|split| {
                let statistics = self.view.ask(ask::Statistics);
                let parts = split.items().iter().filter_map(|id| statistics.find(id.as_text()?));
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
