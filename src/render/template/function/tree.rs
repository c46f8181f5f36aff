//! `tree(of=organization(), label="…", depth=3)`: units as SVG.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::{array, manner, picture};
use crate::drawing;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let depth = kwargs.get::<usize>("depth")?.unwrap_or_default();
    Ok(picture(drawing::tree(array(kwargs, "of")?, depth, manner(kwargs)?)))
}
