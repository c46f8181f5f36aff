//! `formula(of=parts, label="…")`: the formula of a concept as SVG.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::{array, manner, picture};
use crate::drawing;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    Ok(picture(drawing::formula(array(kwargs, "of")?, manner(kwargs)?)))
}
