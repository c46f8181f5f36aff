//! **drawing**: draws charts of figures, trees of units and formulas of concepts as SVG.
//!
//! In: values as templates have them. Out: an SVG element that depends on these values alone, so
//! that no dependency has to be recorded. What can't be drawn legibly gets no picture; the text
//! next to it says the same.
//!
//! Never: imports anything but `text`; reads a file, the site or the theme.

mod chart;
mod formula;
mod measure;
mod sketch;
mod tree;

use tera::{Error, TeraResult, Value as Shown};

use crate::text::{grouped, numeral};
use chart::Item;
use formula::FormulaPart;
use sketch::Sketch;
use tree::TreeUnit;

/// The name and the direction of a picture.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// Its name for readers who do not see it.
    pub label: &'a str,
    /// Whether the page is written from right to left.
    pub rtl: bool,
}

/// Draws figures as a chart of the form `bars`, `shares` or `series`. Each figure has `value` and
/// `label` (or `year`), and may have `text` and `unit`.
///
/// # Errors
/// There is no such form.
pub(crate) fn chart(form: &str, figures: &[Shown], manner: Manner<'_>) -> TeraResult<Option<String>> {
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

/// Draws units as a tree of `depth` levels (all if 0). `None` if there is nothing to connect, or
/// too much.
pub(crate) fn tree(units: &[Shown], depth: usize, manner: Manner<'_>) -> Option<String> {
    let levels = if depth == 0 { usize::MAX } else { depth };
    tree::tree(&below(units, levels)).map(|sketch| drawn(&sketch, "drawing tree", manner))
}

/// Draws the parts of a concept as its formula. `None` if they do not make one.
pub(crate) fn formula(parts: &[Shown], manner: Manner<'_>) -> Option<String> {
    let part = |(at, part): (u64, &Shown)| FormulaPart {
        numeral: text(part, "numeral").unwrap_or_else(|| numeral::chinese(at)),
        name: text(part, "name").unwrap_or_default(),
    };
    let parts: Vec<FormulaPart> = (1..).zip(parts).map(part).collect();
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
    // A unit in Latin letters is a separate word: `12 km`, but `12万元`.
    let gap = if unit.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    let number = text(figure, "text").filter(|told| told.parse::<f64>().is_err());
    Some(Item {
        label: text(figure, "year").or_else(|| text(figure, "label"))?,
        value: value.as_number()?.as_float(),
        text: format!("{}{gap}{unit}", number.unwrap_or_else(|| grouped(&value.to_string()))),
    })
}

fn below(units: &[Shown], levels: usize) -> Vec<TreeUnit> {
    if levels == 0 {
        return Vec::new();
    }
    let unit = |unit: &Shown| TreeUnit {
        name: text(unit, "short").or_else(|| text(unit, "name")).unwrap_or_default(),
        children: below(
            unit.get_from_path("children").and_then(Shown::as_array).unwrap_or_default(),
            levels - 1,
        ),
    };
    units.iter().map(unit).collect()
}
