//! `chart(form="bars", of=figures(), label="…")`: figures as SVG.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::{array, manner, picture};
use crate::drawing;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let form = kwargs.must_get::<&str>("form")?;
    drawing::chart(form, array(kwargs, "of")?, manner(kwargs)?).map(picture)
}
