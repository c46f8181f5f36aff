//! Checks that the organization adds up: the members of each unit, and which kinds are below which.

use super::count::{Count, members, title};
use super::tree::{Organization, Unit, kind, organization_group};
use crate::problem::Problem;
use crate::schema::{Reader, Value};
use crate::site::library::id::UnitId;
use crate::source::yaml::{Node, Part, Step, Trail};

/// The level of a kind of unit, from 0 for the highest. `None` for units outside the line of the
/// Party: departments, unions, commissions for discipline, leading groups.
fn level(kind: &str) -> Option<u8> {
    match kind {
        "committee" => Some(0),
        "organ-committee" => Some(1),
        "general" => Some(2),
        "branch" | "joint" | "temporary" | "functional" => Some(3),
        "group" => Some(4),
        _ => None,
    }
}

/// Whether the members of a unit count for the unit above it. Members of a temporary or functional
/// branch are counted where they belong; a department has no members.
fn counts(kind: &str) -> bool {
    matches!(kind, "committee" | "organ-committee" | "general" | "branch" | "joint" | "group")
}

/// The units of a file, with the path to each.
pub(super) struct AddUp<'p> {
    pub organization: &'p Organization,
    pub trails: &'p [Trail],
    pub root: &'p Node,
}

impl AddUp<'_> {
    /// Reports everything that does not add up.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        for (id, unit) in self.organization.units() {
            self.check_kind(id, unit, reader);
            self.check_members(id, unit, reader);
        }
    }

    /// The path to a field of a unit, with the keys as the writer spelled them.
    fn trail(&self, id: UnitId, key: &str) -> Trail {
        let mut trail = self.trails.get(id.at()).cloned().unwrap_or_default();
        let mut node = Some(self.root);
        for step in &trail {
            node = node.and_then(|node| match step {
                Step::Key(key) => node.get(key),
                Step::Index(at) => node.items().get(*at),
            });
        }
        let means =
            |written: &str| organization_group().meant_by(written).is_some_and(|field| &*field.key == key);
        let entries = node.map(Node::entries).unwrap_or_default();
        let written = entries.iter().find(|(written, _)| means(written));
        trail.extend(written.map(|(written, _)| Step::Key(written.clone())));
        trail
    }

    /// Checks that a body of the Party is below one of a higher level. Departments between them are
    /// skipped.
    fn check_kind(&self, id: UnitId, unit: &Unit, reader: &mut Reader<'_>) {
        let Some(own) = level(kind(unit)) else { return };
        let mut above = unit.parent;
        let found = loop {
            let Some(parent) = above.and_then(|id| self.organization.unit(id)) else { return };
            match level(kind(parent)) {
                Some(level) => break (parent, level),
                None => above = parent.parent,
            }
        };
        let (parent, level) = found;
        // A committee may be below a committee.
        if own > level || (own == 0 && level == 0) {
            return;
        }
        let name = |unit: &Unit, lang| {
            unit.fields.get("type").and_then(Value::choice).map(|kind| kind.name.get(lang).to_owned())
        };
        let (own_zh, above_zh) =
            (name(unit, "zh").unwrap_or_default(), name(parent, "zh").unwrap_or_default());
        let (own_en, above_en) =
            (name(unit, "en").unwrap_or_default(), name(parent, "en").unwrap_or_default());
        let problem = Problem::error(
            "organization/level",
            format!("“{own_zh}”不能设在“{above_zh}”（{}）下面", title(parent)),
            format!("`{own_en}` cannot stand below `{above_en}` ({})", parent.id),
        )
        .help(
            "核对两个组织的类别；上下级写反了的，把下级组织移到它的上级里",
            "check the kinds of the two; where they are the wrong way round, move the lower one below the higher",
        );
        let trail = self.trail(id, "type");
        reader.report(&trail, Part::Value, problem);
    }

    /// Checks that a unit has as many members as the units below it together.
    fn check_members(&self, id: UnitId, unit: &Unit, reader: &mut Reader<'_>) {
        let Some(whole) = members(&unit.fields).filter(|_| counts(kind(unit))) else { return };
        let mut below = Below::default();
        self.add_below(unit, &mut below);
        let Below { sum, names, lacks } = below;
        if names.is_empty() || whole.meets(sum) || (lacks && sum.most < whole.least) {
            return;
        }
        let given = unit.fields.integer("members").unwrap_or_default();
        let terms = names.iter().map(|(_, count)| count.to_string()).collect::<Vec<_>>().join(" + ");
        let total: i64 = names.iter().map(|(_, count)| count).sum();
        let sum = if names.len() > 1 { format!("{terms} = {total}") } else { terms };
        let listed: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        let (zh, en) = (
            format!("“{}”党员 {given} 人，下级组织却是 {sum} 人", title(unit)),
            format!("`{}` has {given} members, but the units below it have {sum}", unit.id),
        );
        // Fewer below than above may be right if some belong to the unit directly; more cannot be.
        let problem = if total > given {
            Problem::error("organization/members", zh, en)
        } else {
            Problem::warning("organization/members", zh, en)
        };
        let problem = problem.help(
            format!(
                "核对这几个数：{}、{}；只是约数的，再写一行“人数说明: 约”",
                title(unit),
                listed.join("、")
            ),
            format!("check {}, {}; a rough number has a `members_qualifier`", title(unit), listed.join(", ")),
        );
        let trail = self.trail(id, "members");
        reader.report(&trail, Part::Value, problem);
    }

    /// Adds the members of the units below one. A unit without a number counts as the units below
    /// it.
    fn add_below(&self, unit: &Unit, below: &mut Below) {
        for child in unit.children.iter().filter_map(|id| self.organization.unit(*id)) {
            match members(&child.fields).filter(|_| counts(kind(child))) {
                Some(count) => {
                    below.sum = below.sum.plus(count);
                    let given = child.fields.integer("members").unwrap_or_default();
                    below.names.push((title(child), given));
                }
                None if kind(child) == "discipline" || kind(child) == "mass" => {}
                None => {
                    let before = below.names.len();
                    self.add_below(child, below);
                    below.lacks |= counts(kind(child)) && below.names.len() == before;
                }
            }
        }
    }
}

/// The members of the units below one.
#[derive(Default)]
struct Below {
    sum: Count,
    names: Vec<(String, i64)>,
    /// Whether a unit that counts has no number, nor have the units below it.
    lacks: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;
    use crate::schema::Zone;
    use crate::source::yaml::Yaml;

    fn told(yaml: &str) -> Vec<(&'static str, usize, bool)> {
        let source = SourceText::new("data/organization.yaml", yaml);
        let yaml = Yaml::read(&source, 0..yaml.len()).unwrap();
        let problems = match Organization::read(&yaml, Zone::default()) {
            Ok((_, warnings)) => warnings,
            Err(problems) => problems,
        };
        problems
            .into_iter()
            .map(|p| (p.code, p.place.as_ref().map_or(0, |place| place.line), p.is_error()))
            .collect()
    }

    fn tree(whole: &str, parts: &[&str]) -> String {
        let mut text = format!("- 编号: a\n  类别: 党委\n  名称: 甲\n  {whole}\n  下级:\n");
        for (at, part) in parts.iter().enumerate() {
            text += &format!("    - {{编号: b{at}, 名称: 乙{at}, {part}}}\n");
        }
        text
    }

    #[test]
    fn members_are_those_of_the_units_below() {
        let sum = "organization/members";
        for (whole, parts, expected) in [
            ("党员: 268", &["类别: 党支部, 党员: 200", "类别: 党支部, 党员: 68"][..], vec![]),
            ("党员: 268", &["类别: 党支部, 党员: 200", "类别: 党支部, 党员: 73"], vec![(sum, 4, true)]),
            ("党员: 268", &["类别: 党支部, 党员: 200", "类别: 党支部, 党员: 60"], vec![(sum, 4, false)]),
            // One has no number yet: the sum may be right.
            ("党员: 268", &["类别: 党支部, 党员: 200", "类别: 党支部"], vec![]),
            ("党员: 8", &["类别: 党支部, 党员: 80", "类别: 党支部"], vec![(sum, 4, true)]),
            ("{members: 1}", &[], vec![]),
            // Their members are counted elsewhere.
            (
                "党员: 20",
                &["类别: 党支部, 党员: 20", "类别: 功能型党支部, 党员: 9", "类别: 群团组织, 党员: 90"],
                vec![],
            ),
            (
                "党员: 20",
                &["类别: 党支部, 党员: 20", "类别: 临时党支部, 党员: 9", "类别: 纪委, 党员: 3"],
                vec![],
            ),
            (
                "党员: 20",
                &["类别: 部门, 下级: [{编号: c, 名称: 丙, 类别: 党支部, 党员: 30}]"],
                vec![(sum, 4, true)],
            ),
        ] {
            let whole = if whole.starts_with('{') { "人数: 1" } else { whole };
            assert_eq!(told(&tree(whole, parts)), expected, "{whole} {parts:?}");
        }
    }

    #[test]
    fn rough_numbers_meet_what_they_may_mean() {
        for (whole, part, is_right) in [
            ("党员: 240\n  人数说明: 余", "243", true),
            ("党员: 240\n  人数说明: 余", "239", false),
            ("党员: 240\n  人数说明: 余", "300", false),
            ("党员: 240\n  人数说明: 约", "230", true),
            ("党员: 240\n  人数说明: 近", "245", false),
        ] {
            let found = told(&tree(whole, &[&format!("类别: 党支部, 党员: {part}")]));
            assert_eq!(found.is_empty(), is_right, "{whole} {part}: {found:?}");
        }
    }

    #[test]
    fn a_lower_body_has_no_higher_one_below_it() {
        let below = |above: &str, own: &str| {
            told(&format!(
                "- 编号: a\n  名称: 甲\n  类别: {above}\n  下级:\n    - 编号: b\n      名称: 乙\n      类别: {own}\n"
            ))
        };
        for (above, own) in [
            ("党支部", "党委"),
            ("党支部", "党总支"),
            ("党支部", "党支部"),
            ("党小组", "党支部"),
            ("党小组", "党小组"),
            ("党总支", "党委"),
            ("党总支", "党总支"),
            ("联合党支部", "临时党支部"),
            ("党总支", "机关党委"),
        ] {
            assert_eq!(below(above, own), [("organization/level", 7, true)], "{own} {above}");
        }
        for (above, own) in [
            ("党委", "党委"),
            ("党委", "纪委"),
            ("党组", "机关党委"),
            ("党委", "机关党委"),
            ("机关党委", "党支部"),
            ("党总支", "党支部"),
            ("党支部", "党小组"),
            ("党委", "群团组织"),
            ("部门", "党支部"),
            ("党支部", "部门"),
        ] {
            assert_eq!(below(above, own), [], "{own} {above}");
        }
        let between = "- 编号: a\n  名称: 甲\n  类别: 党支部\n  下级: [{编号: b, 名称: 乙, 类别: 部门, 下级: [{编号: c, 名称: 丙, 类别: 党委}]}]\n";
        assert_eq!(told(between), [("organization/level", 4, true)]);
    }
}
