//! `qr(text=url, label="…")`: a QR code as SVG.

use tera::{Kwargs, TeraResult, Value as Shown};

use super::arguments::picture;
use crate::text;

pub(super) fn call(kwargs: &Kwargs) -> TeraResult<Shown> {
    let (text, label) = (kwargs.must_get::<&str>("text")?, kwargs.must_get::<&str>("label")?);
    Ok(picture(text::qr::svg(text, label, false)))
}
