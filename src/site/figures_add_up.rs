//! Whether the organization adds up: its members, its kinds above and below, and what the figures say of it.

use super::organization::{kind, organization_group};
use super::{Figure, Organization, Site, Unit, UnitId, Unplaced};
use crate::problem::{Place, Problem};
use crate::schema::{Fields, Reader, Value};
use crate::source::yaml::{Node, Part, Step, Trail};

/// From the highest to the lowest. What is no body of members in the line of the Party (departments, unions, a commission for
/// discipline, a leading group) has no place in it.
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

/// Whether the members of a unit are among those of the unit above it: of a temporary or functional branch they are counted where they
/// belong, those of a department are no members of a Party body.
fn counts(kind: &str) -> bool {
    matches!(kind, "committee" | "organ-committee" | "general" | "branch" | "joint" | "group")
}

/// A count that may be rough: `240余`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    least: i64,
    most: i64,
}

impl Count {
    fn of(number: i64, qualifier: Option<&str>) -> Self {
        let some = (number / 10).max(9);
        let (least, most) = match qualifier {
            Some("over") => (number, number.saturating_add(some)),
            Some("about") => (number.saturating_sub(some), number.saturating_add(some)),
            Some("nearly") => (number.saturating_sub(some), number),
            _ => (number, number),
        };
        Self { least, most }
    }

    fn plus(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most) }
    }

    fn meets(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

fn members(fields: &Fields) -> Option<Count> {
    Some(Count::of(fields.integer("members")?, fields.choice("members_qualifier")))
}

/// The units of a file, with the steps to each.
pub(super) struct Placed<'p> {
    pub organization: &'p Organization,
    pub trails: &'p [Trail],
    pub root: &'p Node,
}

impl Placed<'_> {
    /// Reports what does not add up.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        for (id, unit) in self.organization.units() {
            self.check_kind(id, unit, reader);
            self.check_members(id, unit, reader);
        }
    }

    /// The steps to a field of a unit as it is written.
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

    /// A body of the Party stands below one of a higher level, whatever departments stand between.
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
        // Committees stand below committees.
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
            format!("“{own_zh}”不能设在“{above_zh}”（{}）下面", named(parent)),
            format!("`{own_en}` cannot stand below `{above_en}` ({})", parent.id),
        )
        .help(
            "核对两个组织的类别；上下级写反了的，把下级组织移到它的上级里",
            "check the kinds of the two; where they are the wrong way round, move the lower one below the higher",
        );
        let trail = self.trail(id, "type");
        reader.report(&trail, Part::Value, problem);
    }

    /// The members of a unit are those of the units below it.
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
            format!("“{}”党员 {given} 人，下级组织却是 {sum} 人", named(unit)),
            format!("`{}` has {given} members, but the units below it have {sum}", unit.id),
        );
        // Fewer below than above may be right where some belong to it directly; more cannot.
        let problem = if total > given {
            Problem::error("organization/members", zh, en)
        } else {
            Problem::warning("organization/members", zh, en)
        };
        let problem = problem.help(
            format!(
                "核对这几个数：{}、{}；只是约数的，再写一行“人数说明: 约”",
                named(unit),
                listed.join("、")
            ),
            format!("check {}, {}; a rough number has a `members_qualifier`", named(unit), listed.join(", ")),
        );
        let trail = self.trail(id, "members");
        reader.report(&trail, Part::Value, problem);
    }

    /// Adds the members of the units below one; those of a unit without a number are those of the units below that.
    fn add_below(&self, unit: &Unit, below: &mut Below) {
        for child in unit.children.iter().filter_map(|id| self.organization.unit(*id)) {
            match members(&child.fields).filter(|_| counts(kind(child))) {
                Some(count) => {
                    below.sum = below.sum.plus(count);
                    let given = child.fields.integer("members").unwrap_or_default();
                    below.names.push((named(child), given));
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
    /// Whether a unit is without a number.
    lacks: bool,
}

fn named(unit: &Unit) -> String {
    let name = unit.fields.text("short", "zh").or_else(|| unit.fields.text("name", "zh"));
    name.unwrap_or(&unit.id).to_owned()
}

/// What a figure counts, by its label: members, or units of these kinds.
fn counted(label: &str) -> Option<&'static [&'static str]> {
    match label {
        "党员" | "党员人数" | "党员数" | "党员总数" | "党员总人数" | "全体党员" => {
            Some(&[])
        }
        "党委" | "基层党委" | "下属党委" => Some(&["committee", "organ-committee"]),
        "党总支" | "基层党总支" => Some(&["general"]),
        "党支部" | "基层党支部" => Some(&["branch", "joint", "temporary", "functional"]),
        "联合党支部" => Some(&["joint"]),
        "党小组" => Some(&["group"]),
        _ => None,
    }
}

impl Site {
    /// Figures of the organization that say something else than `data/organization.yaml`.
    pub(super) fn check_figures(&self, problems: &mut Vec<Unplaced>) {
        let organization = &self.organization;
        let of_label =
            |figure: &Figure| counted(figure.fields.text("label", "zh").unwrap_or_default().trim());
        let of_members =
            self.statistics.figures().iter().filter(|figure| of_label(figure) == Some(&[])).count();
        for (at, figure) in self.statistics.figures().iter().enumerate() {
            let label = figure.fields.text("label", "zh").unwrap_or_default();
            let Some(kinds) = of_label(figure) else { continue };
            let Some(told) = figure.fields.integer("value") else { continue };
            let named = figure.fields.get("organization").and_then(Value::as_text);
            let mut roots = organization.roots();
            let unit = match named {
                Some(name) => organization.find(name),
                // A figure that names no unit may be one of a city; the only one of members is one of the site's own.
                None if kinds.is_empty() && of_members == 1 => {
                    roots.next().filter(|_| roots.next().is_none())
                }
                None => None,
            };
            let Some(unit) = unit.and_then(|id| organization.unit(id)) else { continue };
            let Some(own) = own_count(organization, unit, kinds) else { continue };
            let rough = Count::of(told, figure.fields.choice("qualifier"));
            if rough.meets(own) {
                continue;
            }
            let name = self::named(unit);
            let own = own.least;
            let problem = Problem::warning(
                "organization/figure",
                format!("“{label}”这里是 {told}，组织架构里“{name}”却是 {own}"),
                format!("`{}` is {told} here, but {own} in the organization of `{}`", figure.id, unit.id),
            )
            .label(Place::whole_file("data/organization.yaml"), "组织架构在这里", "the organization")
            .help(
                "核对这两个数，改正过时的那个；统计范围不同的，换一个名称，如“在岗党员”",
                "correct the one that is out of date; where they count different things, give the figure another label",
            );
            let path = vec![Step::Index(at), Step::Key("value".into())];
            problems.push(Unplaced::canonical("data/statistics.yaml", path, problem));
        }
    }
}

/// The members of a unit, or how many units of these kinds are below it; nothing where the file does not say.
fn own_count(organization: &Organization, unit: &Unit, kinds: &[&str]) -> Option<Count> {
    if kinds.is_empty() {
        return members(&unit.fields);
    }
    let mut count = 0;
    let mut waiting: Vec<&Unit> = vec![unit];
    while let Some(unit) = waiting.pop() {
        for child in unit.children.iter().filter_map(|id| organization.unit(*id)) {
            if kinds.contains(&kind(child)) {
                count += 1;
            }
            if kinds.contains(&"group") {
                // Groups are named within their branch, or units of their own.
                count += i64::try_from(
                    child.fields.get("groups").map_or(0, |groups| groups.localized("zh").items().len()),
                )
                .unwrap_or(0);
            }
            waiting.push(child);
        }
    }
    (count > 0).then_some(Count { least: count, most: count })
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
            // One is still to be counted: it may be right.
            ("党员: 268", &["类别: 党支部, 党员: 200", "类别: 党支部"], vec![]),
            ("党员: 8", &["类别: 党支部, 党员: 80", "类别: 党支部"], vec![(sum, 4, true)]),
            ("{members: 1}", &[], vec![]),
            // Who is in them is counted elsewhere.
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
