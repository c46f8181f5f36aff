//! The organization: a tree of committees, general branches, branches and groups.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::body::{body, numerals};
use crate::problem::{SourceText, Words, suggest};
use crate::schema::{Fields, Group, Kind, Value, declare_group};
use crate::site::library::id::UnitId;
use crate::source::yaml::Trail;

/// The declaration of a node of `data/organization.yaml`.
pub fn organization_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("organization.yaml", include_str!("../../declared/organization.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// A node of the organization.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its id.
    pub id: Box<str>,
    /// Its fields.
    pub fields: Fields,
    /// The interface word for its head, such as `secretary`.
    pub head: &'static str,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// The units below it, in the order of the file.
    pub children: Vec<UnitId>,
}

impl Unit {
    /// Whether it is a body of the Party, not a department, union or league.
    pub fn is_of_party(&self) -> bool {
        !matches!(kind(self), "department" | "mass")
    }

    /// Those who hold a post in it, each with the key of the field: `secretary`, `deputy`,
    /// `committee`, or one of [`DUTIES`].
    pub fn persons(&self) -> impl Iterator<Item = (&'static str, &Fields)> {
        let keys = ["secretary", "deputy"].into_iter().chain(DUTIES).chain(["committee"]);
        let values = keys.filter_map(|key| Some((key, self.fields.get(key)?)));
        values.flat_map(|(key, value)| {
            value.items().iter().filter_map(move |person| match person {
                Value::Group(fields) => Some((key, fields)),
                _ => None,
            })
        })
    }
}

/// The fields for members of a committee whose duty is the name of their field.
pub const DUTIES: [&str; 5] =
    ["organization_member", "publicity_member", "discipline_member", "youth_member", "united_front_member"];

/// The kind of a unit: `branch`.
pub(in crate::site) fn kind(unit: &Unit) -> &str {
    unit.fields.choice("type").unwrap_or_default()
}

/// The complete tree.
#[derive(Debug, Clone, Default)]
pub struct Organization {
    pub(super) units: Vec<Unit>,
    pub(super) names: HashMap<String, UnitId>,
    /// Names that several units have, as 第一党支部 is one of each general branch.
    pub(super) shared: BTreeMap<String, Vec<UnitId>>,
    /// The concepts that units name, each with its path in the file, as written.
    pub(super) concepts: Vec<(Trail, Box<str>)>,
}

impl Organization {
    /// The concepts that units name, each with its path in the file, as written.
    pub(in crate::site) fn concepts(&self) -> impl Iterator<Item = (&Trail, &str)> {
        self.concepts.iter().map(|(trail, name)| (trail, &**name))
    }

    /// All units, parents before their children.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..).map(UnitId).zip(&self.units)
    }

    /// The unit with this number.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.at())
    }

    /// The units that have none above them.
    pub fn roots(&self) -> impl Iterator<Item = UnitId> {
        self.units().filter(|(_, unit)| unit.parent.is_none()).map(|(id, _)| id)
    }

    /// The unit that an id, a name or a short name in any language means. `None` if several units
    /// share the name: which of them is for the writer to say.
    pub fn find(&self, written: &str) -> Option<UnitId> {
        let first = self.first(written)?;
        self.sharing(written, first).is_empty().then_some(first)
    }

    /// The units that share a name. None if only one unit has it, or if it is the id of a unit.
    pub fn namesakes(&self, written: &str) -> Vec<&Unit> {
        let sharing = self.first(written).map(|first| self.sharing(written, first)).unwrap_or_default();
        sharing.iter().filter_map(|id| self.unit(*id)).collect()
    }

    /// The first unit with an id or name.
    fn first(&self, written: &str) -> Option<UnitId> {
        self.names.get(written).or_else(|| self.names.get(written.trim())).copied()
    }

    /// The units that share the name of `first`.
    fn sharing(&self, written: &str, first: UnitId) -> &[UnitId] {
        let shared = self.shared.get(written.trim()).map(Vec::as_slice).unwrap_or_default();
        let is_id = || self.unit(first).is_some_and(|unit| *unit.id == *written.trim());
        if shared.is_empty() || is_id() { &[] } else { shared }
    }

    /// If `written` is a kind of units, 党支部, and no unit: says so, and lists some units of it.
    pub(crate) fn is_kind(&self, written: &str) -> Option<Words> {
        /// Nobody reads a longer list.
        const MOST: usize = 6;
        let Kind::Choice(choices) = &organization_group().field("type")?.kind else { return None };
        let meant = choices.iter().find(|choice| choice.is_meant_by(written.trim()))?;
        let units: Vec<&Unit> = self.units.iter().filter(|unit| kind(unit) == meant.key).collect();
        let shown = units.iter().take(MOST);
        let shown = shown.map(|unit| unit.fields.text("name", "zh").unwrap_or(&unit.id)).collect::<Vec<_>>();
        let more = if units.len() > MOST { ("……", " …") } else { ("", "") };
        let [zh, en] = [("、", more.0), (", ", more.1)].map(|(comma, more)| shown.join(comma) + more);
        if shown.is_empty() {
            return Some(Words::new(
                format!("“{written}”是类别：写出是哪一个，写它的编号或名称"),
                format!("`{written}` is a kind: write which one, by its id or name"),
            ));
        }
        Some(Words::new(
            format!("“{written}”是类别：写出是哪一个，如 {zh}"),
            format!("`{written}` is a kind: write which one, such as {en}"),
        ))
    }

    /// The id or name that was probably meant. Never one of another body: 公司 is not 公司党委, and
    /// the tenth branch is not the first.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let is_alike = |name: &&str| {
            name.is_ascii() == written.is_ascii()
                && self.find(name).is_some()
                && body(name) == body(written)
                && numerals(name) == numerals(written)
        };
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).filter(is_alike).collect();
        names.sort_unstable();
        suggest(written, names)
    }
}
