//! The organization and the figures.

use std::sync::Arc;

use super::view::Holders;
use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::Value;
use crate::site::{self, PageId, UnitId};
use crate::store::Fingerprint;

/// Asks which unit is meant by an id or a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct UnitByName(pub Arc<str>);

impl Question for UnitByName {
    /// Its number and its id.
    type Answer<'v> = Option<(UnitId, &'v str)>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let id = view.site.organization().find(&self.0)?;
        Some((id, &view.site.organization().unit(id)?.id))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.text(self.answer(view).map_or("", |(_, id)| id));
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        meant(&self.0)
    }
}

/// The meaning of a name, for a reader who asks why a page was rebuilt.
pub(super) fn meant(name: &str) -> Words {
    Words::new(format!("“{name}”所指的页面或党组织"), format!("what `{name}` refers to"))
}

/// The name and address of a unit that is meant by an id or a name: language, what is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct UnitLink(pub usize, pub Arc<str>);

/// A unit as others refer to it.
pub(in super::super) struct UnitName<'v> {
    pub id: &'v str,
    pub name: &'v str,
    pub short: &'v str,
    /// Its type, a choice.
    pub kind: Option<&'v Value>,
    /// The address of its page; empty where it has none.
    pub url: &'v str,
}

impl View {
    fn unit_name(&self, id: UnitId, lang: usize) -> Option<UnitName<'_>> {
        let unit = self.site.organization().unit(id)?;
        let code = self.code(lang);
        let name = unit.fields.text("name", code).unwrap_or(&unit.id);
        let page = self.site.unit_page(id, lang);
        Some(UnitName {
            id: &unit.id,
            name,
            short: unit.fields.text("short", code).unwrap_or(name),
            kind: unit.fields.get("type"),
            url: page.map_or("", |page| &page.url),
        })
    }
}

impl Question for UnitLink {
    type Answer<'v> = Option<UnitName<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.unit_name(view.site.organization().find(&self.1)?, self.0)
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let Some(UnitName { id, name, short, kind, url }) = self.answer(view) else { return };
        print.text(id).text(name).text(short).text(&format!("{kind:?}")).text(url);
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        meant(&self.1)
    }
}

/// Where a unit that is meant by an id or a name is in the order of the organization: language,
/// what is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct UnitPlace(pub usize, pub Arc<str>);

/// A unit by which pages are grouped.
pub(in super::super) struct UnitRank<'v> {
    pub id: &'v str,
    pub name: &'v str,
    /// Its number in the order of the file.
    pub rank: usize,
}

impl Question for UnitPlace {
    type Answer<'v> = Option<UnitRank<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let id = view.site.organization().find(&self.1)?;
        let unit = view.site.organization().unit(id)?;
        let name = unit.fields.text("name", view.code(self.0)).unwrap_or(&unit.id);
        Some(UnitRank { id: &unit.id, name, rank: id.at() })
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        if let Some(UnitRank { id, name, rank }) = self.answer(view) {
            print.text(id).text(name).number(rank as u64);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("组织架构", "the organization")
    }
}

/// The posts that someone holds in the organization: language, name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Posts(pub usize, pub Arc<str>);

/// A post in a unit.
pub(in super::super) struct Post<'v> {
    pub unit: UnitName<'v>,
    /// The interface word for the head of the unit.
    pub head: &'static str,
    /// The key of the field that names the person.
    pub key: &'static str,
    /// The post, where the file says it.
    pub written: Option<&'v str>,
}

impl View {
    /// The units in which people hold posts, by language and name.
    fn all_holders(&self) -> Holders {
        let mut holders = Holders::new();
        for (id, unit) in self.site.organization().units() {
            for (_, person) in unit.persons() {
                for lang in 0..self.languages().len() {
                    let Some(name) = person.text("name", self.code(lang)) else { continue };
                    let units = holders.entry((lang, name.into())).or_default();
                    if units.last() != Some(&id) {
                        units.push(id);
                    }
                }
            }
        }
        holders
    }
}

impl Question for Posts {
    type Answer<'v> = Vec<Post<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let code = view.code(self.0);
        let holders = view.holders.get_or_init(|| view.all_holders());
        let units = holders.get(&(self.0, Box::from(&*self.1))).map(Vec::as_slice).unwrap_or_default();
        let mut posts = Vec::new();
        for id in units.iter().copied() {
            let Some(unit) = view.site.organization().unit(id) else { continue };
            for (key, person) in unit.persons() {
                if person.text("name", code) == Some(&*self.1)
                    && let Some(name) = view.unit_name(id, self.0)
                {
                    posts.push(Post { unit: name, head: unit.head, key, written: person.text("post", code) });
                }
            }
        }
        posts
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for post in self.answer(view) {
            let UnitName { id, name, short, kind, url } = post.unit;
            print.text(id).text(name).text(short).text(&format!("{kind:?}")).text(url);
            print.text(post.head).text(post.key).text(post.written.unwrap_or_default());
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("“{}”的职务", self.1), format!("posts of `{}`", self.1))
    }
}

/// `data/organization.yaml` with the addresses of the units' pages. What is made from it has a
/// fingerprint of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Units(pub usize);

/// All units in a language.
pub(in super::super) struct UnitsView<'v> {
    view: &'v View,
    lang: usize,
}

impl<'v> UnitsView<'v> {
    /// The units that have none above them.
    pub fn roots(&self) -> impl Iterator<Item = UnitId> {
        self.view.site.organization().roots()
    }

    pub fn unit(&self, id: UnitId) -> Option<&'v site::Unit> {
        self.view.site.organization().unit(id)
    }

    pub fn name(&self, id: UnitId) -> Option<UnitName<'v>> {
        self.view.unit_name(id, self.lang)
    }
}

impl Question for Units {
    type Answer<'v> = UnitsView<'v>;

    fn answer<'v>(&self, view: &'v View) -> UnitsView<'v> {
        UnitsView { view, lang: self.0 }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.data_print("organization"));
        for (id, _) in view.site.organization().units() {
            print.text(view.unit_name(id, self.0).map_or("", |name| name.url));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("组织架构", "the organization")
    }
}

impl View {
    /// The number of units: their numbers are smaller.
    pub fn unit_count(&self) -> usize {
        self.site.organization().units().count()
    }
}

/// The figures whose `organization` means the unit with this id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct UnitFigures(pub Arc<str>);

impl Question for UnitFigures {
    type Answer<'v> = Vec<&'v site::Figure>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let organization = view.site.organization();
        let Some(unit) = organization.find(&self.0) else { return Vec::new() };
        let is_of_unit = |figure: &&site::Figure| {
            let written = figure.fields.get("organization").and_then(Value::as_text);
            written.and_then(|name| organization.find(name)) == Some(unit)
        };
        view.site.statistics().figures().iter().filter(is_of_unit).collect()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for figure in self.answer(view) {
            print.text(&figure.id).text(&format!("{:?}", figure.fields));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new(format!("党组织“{}”的数据", self.0), format!("figures of the unit `{}`", self.0))
    }
}

/// `data/statistics.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Statistics;

impl Question for Statistics {
    type Answer<'v> = &'v site::Statistics;

    fn answer<'v>(&self, view: &'v View) -> &'v site::Statistics {
        view.site.statistics()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.number(view.site.data_print("statistics"));
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("data/statistics.yaml", "data/statistics.yaml")
    }
}
