//! The organization: a tree of committee, general branches, branches and groups.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::PageId;
use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Fields, Group, Reader, Value, Zone, declare_group, place};
use crate::source::yaml::{Node, Part, Step, Yaml};

/// The declaration of a node of `data/organization.yaml`.
pub fn organization_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("organization.yaml", include_str!("declared/organization.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// The number of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

impl UnitId {
    /// As an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A node of the organization.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its id.
    pub id: Box<str>,
    /// Its fields.
    pub fields: Fields,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// The units below it, in the order of the file.
    pub children: Vec<UnitId>,
    /// Its page in each language of the site.
    pub pages: Vec<Option<PageId>>,
}

/// The whole tree.
#[derive(Debug, Clone, Default)]
pub struct Organization {
    units: Vec<Unit>,
    names: HashMap<String, UnitId>,
}

impl Organization {
    /// Reads `data/organization.yaml`.
    ///
    /// # Errors
    /// Every mistake in it: unknown keys, wrong types, an id that is given twice.
    pub fn read(yaml: &Yaml<'_>, zone: Zone) -> Result<Self, Vec<Problem>> {
        let reader = Reader::new(yaml.text()).in_zone(zone);
        let mut reading = Reading { reader, organization: Self::default() };
        reading.reader.expect_list(&yaml.node);
        reading.nodes(&yaml.node, None);
        let problems = place(reading.reader.finish(), yaml);
        if problems.is_empty() { Ok(reading.organization) } else { Err(problems) }
    }

    /// All units, parents before their children.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..).map(UnitId).zip(&self.units)
    }

    /// The unit with this number.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.at())
    }

    /// Units that have none above them.
    pub fn roots(&self) -> impl Iterator<Item = UnitId> {
        self.units().filter(|(_, unit)| unit.parent.is_none()).map(|(id, _)| id)
    }

    /// The unit that is meant by an id, a name or a short name in any language.
    pub fn find(&self, written: &str) -> Option<UnitId> {
        self.names.get(written).or_else(|| self.names.get(written.trim())).copied()
    }

    /// The id or name that was probably meant.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        suggest(written, names)
    }

    /// Notes the page of a unit; a second one is a problem.
    pub(super) fn set_page(
        &mut self,
        id: UnitId,
        lang: usize,
        languages: usize,
        page: PageId,
    ) -> Option<PageId> {
        let unit = self.units.get_mut(id.at())?;
        unit.pages.resize(languages, None);
        unit.pages.get_mut(lang)?.replace(page)
    }
}

struct Reading<'t> {
    reader: Reader<'t>,
    organization: Organization,
}

impl Reading<'_> {
    fn nodes(&mut self, list: &Node, parent: Option<UnitId>) {
        for (at, node) in list.items().iter().enumerate() {
            self.step(Step::Index(at), |this| this.node(node, parent));
        }
    }

    fn step(&mut self, step: Step, read: impl FnOnce(&mut Self)) {
        self.reader.enter(step);
        read(self);
        self.reader.leave();
    }

    fn node(&mut self, node: &Node, parent: Option<UnitId>) {
        let fields = self.reader.group(organization_group(), node);
        let id = fields.text("id", "").unwrap_or_default().to_owned();
        let Ok(number) = u32::try_from(self.organization.units.len()).map(UnitId) else { return };
        let known = self.organization.names.get(&id).and_then(|known| self.organization.unit(*known));
        if known.is_some_and(|unit| *unit.id == *id && !id.is_empty()) {
            let problem = Problem::error(
                "organization/repeated-id",
                format!("编号“{id}”用了两次"),
                format!("the id `{id}` is used twice"),
            )
            .help("给其中一个换个编号", "give one of them another id");
            self.reader.report(&[Step::Key("id".into())], Part::Value, problem);
        }
        let names = names(&fields);
        self.organization.units.push(Unit {
            id: id.as_str().into(),
            fields,
            parent,
            children: Vec::new(),
            pages: Vec::new(),
        });
        if let Some(parent) = parent.and_then(|parent| self.organization.units.get_mut(parent.at())) {
            parent.children.push(number);
        }
        for name in names {
            self.organization.names.entry(name).or_insert(number);
        }
        self.organization.names.insert(id, number);
        let children = node
            .entries()
            .iter()
            .find(|(key, _)| organization_group().meant_by(key).is_some_and(|f| &*f.key == "children"));
        if let Some((key, children)) = children {
            self.step(Step::Key(key.clone()), |this| this.nodes(children, Some(number)));
        }
    }
}

/// Every name and short name of a unit.
fn names(fields: &Fields) -> Vec<String> {
    let mut names = Vec::new();
    for key in ["name", "short"] {
        match fields.get(key) {
            Some(Value::Localized(values)) => {
                names.extend(values.iter().filter_map(|(_, name)| name.as_text().map(str::to_owned)))
            }
            Some(value) => names.extend(value.as_text().map(str::to_owned)),
            None => {}
        }
    }
    names
}
