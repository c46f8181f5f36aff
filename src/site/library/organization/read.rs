//! Reads `data/organization.yaml`.

use std::collections::hash_map::Entry;

use super::add_up::AddUp;
use super::tree::{Organization, Unit, organization_group};
use crate::problem::Problem;
use crate::schema::{Fields, Reader, Value, Zone, place, written_trail};
use crate::site::library::id::UnitId;
use crate::source::yaml::{Node, Part, Step, Trail, Yaml};

impl Organization {
    /// Reads `data/organization.yaml`.
    ///
    /// # Errors Every mistake in it: unknown keys, wrong types, repeated ids, members that do not
    /// add up. Warnings are returned with the organization.
    pub fn read(yaml: &Yaml<'_>, zone: Zone) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let reader = Reader::of(yaml).with_joins(yaml.joins()).in_zone(zone);
        let mut reading = OrganizationReader { reader, organization: Self::default(), trails: Vec::new() };
        reading.reader.expect_list(organization_group(), &yaml.node);
        reading.nodes(&yaml.node, None);
        let OrganizationReader { mut reader, organization, trails } = reading;
        AddUp { organization: &organization, trails: &trails, root: &yaml.node }.check(&mut reader);
        let problems = place(reader.finish(), yaml);
        if problems.iter().any(Problem::is_error) { Err(problems) } else { Ok((organization, problems)) }
    }
}

/// A file that is being read.
struct OrganizationReader<'t> {
    reader: Reader<'t>,
    organization: Organization,
    /// The path to each unit.
    trails: Vec<Trail>,
}

impl OrganizationReader<'_> {
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
        self.add_concept(&fields, node);
        self.trails.push(self.reader.trail());
        self.organization.units.push(Unit {
            head,
            id: id.as_str().into(),
            fields,
            parent,
            children: Vec::new(),
        });
        if let Some(parent) = parent.and_then(|parent| self.organization.units.get_mut(parent.at())) {
            parent.children.push(number);
        }
        self.add_names(names, number);
        self.organization.names.insert(id, number);
        let children = node
            .entries()
            .iter()
            .find(|(key, _)| organization_group().meant_by(key).is_some_and(|f| &*f.key == "children"));
        if let Some((key, children)) = children {
            self.step(Step::Key(key.clone()), |this| this.nodes(children, Some(number)));
        }
    }

    fn add_concept(&mut self, fields: &Fields, node: &Node) {
        let concept = fields.group("brand").and_then(|brand| brand.get("concept"));
        let Some(concept) = concept.and_then(Value::as_text) else { return };
        let path = [Step::Key("brand".into()), Step::Key("concept".into())];
        let mut trail = self.reader.trail();
        trail.extend(written_trail(organization_group(), node, &path));
        self.organization.concepts.push((trail, concept.into()));
    }

    fn add_names(&mut self, names: Vec<String>, number: UnitId) {
        let Organization { names: known, shared, .. } = &mut self.organization;
        for name in names {
            match known.entry(name) {
                Entry::Vacant(entry) => drop(entry.insert(number)),
                // A unit may have its own name twice: as its short name.
                Entry::Occupied(entry) if *entry.get() == number => {}
                Entry::Occupied(entry) => {
                    let first = *entry.get();
                    let units = shared.entry(entry.key().clone()).or_insert_with(|| vec![first]);
                    if units.last() != Some(&number) {
                        units.push(number);
                    }
                }
            }
        }
    }

    /// The title of the head. Only a body with a committee has a secretary: a group has a leader, a
    /// department a head.
    fn head(&mut self, fields: &Fields, node: &Node) -> &'static str {
        let written =
            node.entries().iter().map(|(key, _)| key.as_str()).find(|key| {
                organization_group().meant_by(key).is_some_and(|field| &*field.key == "secretary")
            });
        let kind = fields.choice("type").unwrap_or_default();
        let is_group = fields.text("name", "zh").is_some_and(|name| name.ends_with('组'));
        // A supervision commission has a director.
        let is_supervision = fields
            .text("name", "zh")
            .is_some_and(|name| ["监察", "监委"].iter().any(|word| name.contains(word)));
        let right = match (kind, written) {
            ("group", Some("书记" | "负责人" | "主席" | "主任")) => ("组长", "党小组"),
            ("department", Some("书记" | "组长")) => ("负责人", "部门"),
            // The discipline inspection group that is sent to an office has a leader, a commission
            // a secretary.
            ("discipline", Some("书记" | "负责人" | "主席" | "主任")) if is_group => {
                ("组长", "纪检组")
            }
            ("discipline", Some("组长")) if is_group => return "group_leader",
            ("discipline", Some("主任")) if is_supervision => return "director",
            ("discipline", Some("组长" | "负责人" | "主席" | "主任")) => ("书记", "纪委"),
            ("leading-group", Some("组长" | "负责人" | "主席" | "主任")) => ("书记", "党组"),
            (
                "committee" | "organ-committee" | "general" | "branch" | "joint" | "temporary" | "functional",
                Some("组长" | "负责人" | "主席" | "主任"),
            ) => ("书记", "党委、党总支和党支部"),
            ("discipline", _) if is_group => return "group_leader",
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
        if right.0 == "组长" { "group_leader" } else { head(kind, written) }
    }
}

/// The interface word for the head of a unit. A union or league chooses its own title, and the key
/// and labels of the field mean the same: `书记` and `secretary`.
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
        // Of an office, or of a women's committee.
        ("mass" | "department", Some("主任")) => "director",
        ("group", _) => "group_leader",
        ("mass" | "department", _) => "head",
        _ => "secretary",
    }
}

/// All names and short names of a unit.
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
    use crate::problem::SourceText;

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
