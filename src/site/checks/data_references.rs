//! Checks that the units and pages exist that `data/statistics.yaml` and `data/organization.yaml`
//! refer to.

use super::reference_words as words;
use super::references::is_no_unit;
use crate::problem::suggest;
use crate::schema::Value;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Figure, Library};
use crate::source::yaml::{Step, Trail};

/// Reports the wrong references of both files.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let base = &library.base;
    let figures = base.statistics.figures().iter().enumerate();
    let units = figures.filter_map(|(at, figure)| unknown_unit(library, at, figure));
    let concepts = base.organization.concepts();
    let concepts = concepts.filter_map(|(trail, name)| unknown_concept(library, trail, name));
    units.chain(concepts).collect()
}

/// The unit of figure `at`.
fn unknown_unit(library: &Library, at: usize, figure: &Figure) -> Option<LateProblem> {
    let name = figure.fields.get("organization").and_then(Value::as_text)?;
    if !is_no_unit(library, name) {
        return None;
    }
    let organization = &library.base.organization;
    let unknown = || match organization.is_kind(name) {
        Some(kind) => words::unit_kind(name, kind),
        None => words::unknown_unit_of_data(name, organization.nearest(name)),
    };
    let problem = library.ambiguous_unit(name).unwrap_or_else(unknown);
    let path = vec![Step::Index(at), Step::Key("organization".into())];
    Some(LateProblem::canonical("data/statistics.yaml", path, problem))
}

/// The concept of a unit.
fn unknown_concept(library: &Library, trail: &Trail, name: &str) -> Option<LateProblem> {
    let may_come = || {
        library.may_be_unread(name) || library.hidden(0, name).is_some() || library.is_elsewhere(0, name, &[])
    };
    if library.refer(0, name, &[]).is_some() || may_come() {
        return None;
    }
    let concepts =
        || library.pages.iter().filter(|page| page.lang == 0 && &*page.content_type.id == "concept");
    let unknown =
        || words::unknown_page(name, suggest(name, concepts().flat_map(|page| [&*page.id, page.title()])));
    let problem = library.ambiguous_page(0, name, &[]).unwrap_or_else(unknown);
    Some(LateProblem::canonical("data/organization.yaml", trail.clone(), problem))
}
