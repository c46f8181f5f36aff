//! Checks that figures in `data/statistics.yaml` agree with `data/organization.yaml`.

use crate::problem::{Place, Problem};
use crate::schema::Value;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Count, Figure, Library, Organization, Unit, kind, members, title};
use crate::source::yaml::Step;

/// The kinds of units that a figure counts, by its label; empty if it counts members.
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

/// Reports figures that differ from what `data/organization.yaml` says.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let (organization, statistics) = (&library.base.organization, &library.base.statistics);
    let kinds = |figure: &Figure| counted(figure.fields.text("label", "zh").unwrap_or_default().trim());
    let of_members = statistics.figures().iter().filter(|figure| kinds(figure) == Some(&[])).count();
    let check = |(at, figure)| {
        let kinds = kinds(figure)?;
        let stated = figure.fields.integer("value")?;
        let unit = unit_of(organization, figure, kinds.is_empty() && of_members == 1)?;
        let own = own_count(organization, unit, kinds)?;
        if Count::of(stated, figure.fields.choice("qualifier")).meets(own) {
            return None;
        }
        let path = vec![Step::Index(at), Step::Key("value".into())];
        Some(LateProblem::canonical("data/statistics.yaml", path, differs(figure, stated, unit, own.least)))
    };
    statistics.figures().iter().enumerate().filter_map(check).collect()
}

/// The unit that a figure is about. A figure that names none may be about a city; but the only
/// figure of members is about the only root.
fn unit_of<'o>(organization: &'o Organization, figure: &Figure, is_only: bool) -> Option<&'o Unit> {
    let mut roots = organization.roots();
    let unit = match figure.fields.get("organization").and_then(Value::as_text) {
        Some(name) => organization.find(name),
        None if is_only => roots.next().filter(|_| roots.next().is_none()),
        None => None,
    };
    organization.unit(unit?)
}

fn differs(figure: &Figure, stated: i64, unit: &Unit, own: i64) -> Problem {
    let label = figure.fields.text("label", "zh").unwrap_or_default();
    let name = title(unit);
    Problem::warning(
        "organization/figure",
        format!("“{label}”这里是 {stated}，组织架构里“{name}”却是 {own}"),
        format!("`{}` is {stated} here, but {own} in the organization of `{}`", figure.id, unit.id),
    )
    .label(Place::whole_file("data/organization.yaml"), "组织架构在这里", "the organization")
    .help(
        "核对这两个数，改正过时的那个；统计范围不同的，换一个名称，如“在岗党员”",
        "correct the one that is out of date; where they count different things, give the figure another label",
    )
}

/// The members of a unit, or the number of units of these kinds below it. `None` if the file does
/// not say.
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
                // Groups are names in a field of their branch, or units of their own.
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
