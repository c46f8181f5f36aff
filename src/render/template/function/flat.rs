//! `flat(of=organization())`: units and all below them in one list. Components can't call
//! themselves as deep as units can be below each other.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::array;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let mut waiting: Vec<&Shown> = array(kwargs, "of")?.iter().rev().collect();
    let mut found = Vec::new();
    while let Some(unit) = waiting.pop() {
        found.push(unit.clone());
        let below = unit.get_from_path("children").and_then(Shown::as_array).unwrap_or_default();
        waiting.extend(below.iter().rev());
    }
    Ok(Shown::from(found))
}
