//! Pictures that are drawn at build as SVG: charts of figures, the tree of units, the formula of a concept.
//!
//! In: values as templates have them. Out: an SVG element whose shapes follow from these values alone, so that nothing has to be noted for
//! the next build. What can't be drawn so that it can be read has no picture; the text beside it has all.

mod chart;
mod formula;
mod measure;
mod sketch;
mod tree;

use tera::{Error, TeraResult, Value as Shown};

use super::filter::grouped;
use crate::text::numeral;
use chart::Item;
use formula::Part;
use sketch::Sketch;
use tree::Unit;

/// How a picture is named and which way it runs.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    /// Its name for those who do not see it.
    pub label: &'a str,
    /// Whether the page is written from right to left.
    pub rtl: bool,
}

/// Figures in one of the forms `bars`, `shares` and `series`; each has `value` and `label` (or `year`), may have `text` and `unit`.
///
/// # Errors
/// Another form.
pub(super) fn chart(form: &str, figures: &[Shown], manner: Manner<'_>) -> TeraResult<Option<String>> {
    let mut items: Vec<Item> = figures.iter().filter_map(item).collect();
    let sketch = match form {
        "bars" => chart::bars(&items),
        "shares" => chart::shares(&items),
        "series" => {
            let year = |item: &Item| item.label.parse::<i64>().unwrap_or_default();
            items.retain(|item| item.label.parse::<i64>().is_ok());
            items.sort_by_key(year);
            chart::course(&items)
        }
        other => return Err(Error::message(format!("there is no chart of the form `{other}`"))),
    };
    Ok(sketch.map(|sketch| drawn(&sketch, &format!("drawing chart-{form}"), manner)))
}

/// Units as a tree down to `depth` levels (all of them where it is 0); `None` where there is nothing to connect, or too much.
pub(super) fn tree(units: &[Shown], depth: usize, manner: Manner<'_>) -> Option<String> {
    let levels = if depth == 0 { usize::MAX } else { depth };
    tree::tree(&below(units, levels)).map(|sketch| drawn(&sketch, "drawing tree", manner))
}

/// The parts of a concept as its formula; `None` where they make none.
pub(super) fn formula(parts: &[Shown], manner: Manner<'_>) -> Option<String> {
    let part = |(at, part): (u64, &Shown)| Part {
        numeral: text(part, "numeral").unwrap_or_else(|| numeral::chinese(at)),
        name: text(part, "name").unwrap_or_default(),
    };
    let parts: Vec<Part> = (1..).zip(parts).map(part).collect();
    formula::formula(&parts).map(|sketch| drawn(&sketch, "drawing formula", manner))
}

fn drawn(sketch: &Sketch, class: &str, manner: Manner<'_>) -> String {
    sketch.svg(class, manner.label, manner.rtl)
}

fn text(map: &Shown, key: &str) -> Option<String> {
    let value = map.get_from_path(key)?;
    if value.is_none() || value.is_undefined() {
        return None;
    }
    Some(value.to_string()).filter(|text| !text.trim().is_empty())
}

fn item(figure: &Shown) -> Option<Item> {
    let value = figure.get_from_path("value")?;
    let unit = text(figure, "unit").unwrap_or_default();
    // A unit in Latin letters is a word of its own.
    let gap = if unit.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    let number = text(figure, "text").filter(|told| told.parse::<f64>().is_err());
    Some(Item {
        label: text(figure, "year").or_else(|| text(figure, "label"))?,
        value: value.as_number()?.as_float(),
        text: format!("{}{gap}{unit}", number.unwrap_or_else(|| grouped(value))),
    })
}

fn below(units: &[Shown], levels: usize) -> Vec<Unit> {
    if levels == 0 {
        return Vec::new();
    }
    let unit = |unit: &Shown| Unit {
        name: text(unit, "short").or_else(|| text(unit, "name")).unwrap_or_default(),
        children: below(
            unit.get_from_path("children").and_then(Shown::as_array).unwrap_or_default(),
            levels - 1,
        ),
    };
    units.iter().map(unit).collect()
}
