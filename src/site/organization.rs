//! The organization: a tree of committee, general branches, branches and groups.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::PageId;
use super::figures_add_up::Placed;
use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Fields, Group, Reader, Value, Zone, declare_group, place, written_trail};
use crate::source::yaml::{Node, Part, Step, Trail, Yaml};

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
    /// What its head is called: a word of the interface, such as `secretary`.
    pub head: &'static str,
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
    /// Names that several units have, as 第一党支部 is one of each general branch.
    shared: BTreeMap<String, Vec<UnitId>>,
    /// The concepts that units name, each with the steps to it as written.
    concepts: Vec<(Trail, Box<str>)>,
}

impl Organization {
    /// Reads `data/organization.yaml`.
    ///
    /// # Errors
    /// Every mistake in it: unknown keys, wrong types, an id that is given twice, members that don't add up. What is no error comes
    /// beside the organization.
    pub fn read(yaml: &Yaml<'_>, zone: Zone) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let reader = Reader::new(yaml.text()).with_joins(yaml.joins()).in_zone(zone);
        let mut reading = Reading { reader, organization: Self::default(), trails: Vec::new() };
        reading.reader.expect_list(organization_group(), &yaml.node);
        reading.nodes(&yaml.node, None);
        let Reading { mut reader, organization, trails } = reading;
        Placed { organization: &organization, trails: &trails, root: &yaml.node }.check(&mut reader);
        let problems = place(reader.finish(), yaml);
        if problems.iter().any(Problem::is_error) { Err(problems) } else { Ok((organization, problems)) }
    }

    /// The concepts that units name, each with the steps to it as written.
    pub(super) fn concepts(&self) -> impl Iterator<Item = (&Trail, &str)> {
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

    /// Units that have none above them.
    pub fn roots(&self) -> impl Iterator<Item = UnitId> {
        self.units().filter(|(_, unit)| unit.parent.is_none()).map(|(id, _)| id)
    }

    /// The unit that is meant by an id, a name or a short name in any language.
    pub fn find(&self, written: &str) -> Option<UnitId> {
        self.names.get(written).or_else(|| self.names.get(written.trim())).copied()
    }

    /// The units that share a name; none where it is the name of one or the id of a unit.
    pub fn namesakes(&self, written: &str) -> Vec<&Unit> {
        let is_id = self.find(written).and_then(|id| self.unit(id)).is_some_and(|unit| *unit.id == *written);
        let shared = self.shared.get(written.trim()).filter(|_| !is_id);
        shared.into_iter().flatten().filter_map(|id| self.unit(*id)).collect()
    }

    /// The id or name that was probably meant. Never that of another body: 公司 is not 公司党委, the tenth branch not the first.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let is_alike = |name: &&str| {
            name.is_ascii() == written.is_ascii()
                && body(name) == body(written)
                && numerals(name) == numerals(written)
        };
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).filter(is_alike).collect();
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
    /// The steps to each unit.
    trails: Vec<Trail>,
}

/// The word of a name that says what body of the Party it is, where there is one.
fn body(name: &str) -> Option<&'static str> {
    const BODIES: [(&str, &str); 13] = [
        ("党小组", "group"),
        ("支部", "branch"),
        ("总支", "general"),
        ("党委", "committee"),
        ("党的委员会", "committee"),
        ("委员会", "committee"),
        ("党组", "leading group"),
        ("纪委", "discipline"),
        ("纪检", "discipline"),
        ("工会", "union"),
        ("团委", "league"),
        ("团支部", "league branch"),
        ("妇委会", "women"),
    ];
    // What stands last says what it is: 公司党委办公室 is an office, the branch of it a branch.
    let found = BODIES.iter().filter_map(|(word, body)| Some((name.rfind(word)? + word.len(), *body)));
    found.max_by_key(|(end, _)| *end).map(|(_, body)| body)
}

/// The numbers in a name: those of branches are not to be taken for one another.
fn numerals(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百两".contains(*c)).collect()
}

/// Whether a name is one of a body that belongs into `data/organization.yaml`, as far as names tell.
pub(super) fn is_of_party(name: &str) -> bool {
    name.is_ascii() || body(name).is_some()
}

/// What kind of unit it is: `branch`.
pub(super) fn kind(unit: &Unit) -> &str {
    unit.fields.choice("type").unwrap_or_default()
}

/// Returns the interface word for the head of a unit. A union or league says itself what its head
/// is, and the key and labels of the field mean the same: `书记` and `secretary`.
fn head(kind: &str, written: Option<&str>) -> &'static str {
    let is_label = |written: &str| {
        let field = organization_group().field("secretary");
        field.is_some_and(|field| {
            field.label.all().chain([&*field.key]).any(|name| name.eq_ignore_ascii_case(written))
        })
    };
    match (kind, written.map(str::trim)) {
        ("mass", Some(written)) if is_label(written) => "secretary",
        ("mass" | "department", Some("主席")) => "chair",
        ("group", _) => "group_leader",
        ("mass" | "department", _) => "head",
        _ => "secretary",
    }
}

impl Unit {
    /// Whether it is a body of the Party, and no department, union or league.
    pub fn is_of_party(&self) -> bool {
        !matches!(kind(self), "department" | "mass")
    }
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
            let trail = written_trail(organization_group(), node, &[Step::Key("id".into())]);
            self.reader.report(&trail, Part::Value, problem);
        }
        let names = names(&fields);
        let head = self.head(&fields, node);
        let concept = fields.group("brand").and_then(|brand| brand.get("concept")).and_then(Value::as_text);
        if let Some(concept) = concept {
            let path = [Step::Key("brand".into()), Step::Key("concept".into())];
            let mut trail = self.reader.trail();
            trail.extend(written_trail(organization_group(), node, &path));
            self.organization.concepts.push((trail, concept.into()));
        }
        self.trails.push(self.reader.trail());
        self.organization.units.push(Unit {
            head,
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
            match self.organization.names.entry(name) {
                Entry::Vacant(entry) => drop(entry.insert(number)),
                // A unit may have its own name twice: as its short name.
                Entry::Occupied(entry) if *entry.get() == number => {}
                Entry::Occupied(entry) => {
                    let first = *entry.get();
                    let shared = self.organization.shared.entry(entry.key().clone());
                    shared.or_insert_with(|| vec![first]).push(number);
                }
            }
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

impl Reading<'_> {
    /// What the head is called. Only a body with a committee has a secretary: a group has a leader, a department a head.
    fn head(&mut self, fields: &Fields, node: &Node) -> &'static str {
        let written =
            node.entries().iter().map(|(key, _)| key.as_str()).find(|key| {
                organization_group().meant_by(key).is_some_and(|field| &*field.key == "secretary")
            });
        let kind = fields.choice("type").unwrap_or_default();
        let right = match (kind, written) {
            ("group", Some("书记" | "负责人" | "主席" | "主任")) => ("组长", "党小组"),
            ("department", Some("书记" | "组长")) => ("负责人", "部门"),
            (
                "committee" | "organ-committee" | "general" | "branch" | "joint" | "temporary" | "functional",
                Some("组长" | "负责人" | "主席" | "主任"),
            ) => ("书记", "党委、党总支和党支部"),
            _ => return head(kind, written),
        };
        let problem = Problem::warning(
            "organization/head",
            format!("{}的负责人叫“{}”，这里写的是“{}”", right.1, right.0, written.unwrap_or_default()),
            format!("the head of this kind of unit is called `{}`", right.0),
        )
        .help(
            format!("写成“{}: ……”；类别写错了的，改类别", right.0),
            format!("write `{}:`, or correct the kind", right.0),
        );
        let key = written.unwrap_or_default().to_owned();
        self.reader.report(&[Step::Key(key)], Part::Key, problem);
        head(kind, written)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_id_is_marked_whatever_the_language_of_its_key() {
        for key in ["编号", "id"] {
            for text in [
                format!(
                    "- {key}: zb1\n  名称: 甲\n  类别: 党支部\n- 名称: 乙\n  类别: 党支部\n  {key}: zb1\n"
                ),
                format!(
                    "- {{{key}: a, 名称: 甲, 类别: 党委, 下级: [{{{key}: zb1, 名称: 乙, 类别: 党支部}}, {{{key}: zb1, 名称: 丙, 类别: 党支部}}]}}\n"
                ),
            ] {
                let source = SourceText::new("data/organization.yaml", &text);
                let yaml = Yaml::read(&source, 0..text.len()).unwrap();
                let found = Organization::read(&yaml, Zone::default()).unwrap_err();
                let marked: Vec<_> =
                    found.iter().map(|p| (p.code, p.place.as_ref().unwrap().marked())).collect();
                assert_eq!(marked, [("organization/repeated-id", "zb1".to_owned())], "{text}");
            }
        }
    }
}
