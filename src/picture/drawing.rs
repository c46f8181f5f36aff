//! Reads the size of an SVG drawing.

use super::root::{self, Beginning};

/// Maximum length in bytes of the tag of the root element.
const TAG: usize = 64 << 10;
/// Width in pixels of a drawing that is as wide as its place, or is drawn in units that are no
/// pixels: browsers show it as wide as there is room.
const FLUID: f64 = 800.0;
/// A view box with a shorter side than this is not in pixels: no icon is smaller.
const SMALLEST: f64 = 8.0;

/// Width and height in CSS pixels, from the attributes of the root element or from its view box; a
/// side that is not stated has the ratio of the view box. 0 where it states neither.
pub(super) fn size(bytes: &[u8]) -> (u32, u32) {
    let narrow = root::narrowed(bytes);
    let Beginning::Root(root) = root::beginning(narrow.as_deref().unwrap_or(bytes)) else { return (0, 0) };
    if root::local_name(root) != b"svg" {
        return (0, 0);
    }
    let tag = root.get(..TAG.min(root.len())).unwrap_or_default();
    from_root(&attributes(&String::from_utf8_lossy(tag))).unwrap_or((0, 0))
}

/// The attributes of the tag that a text begins with. Their values may contain `>`.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let mut rest = tag.trim_start_matches('<').trim_start_matches(|c| !is_end(c)).trim_start();
    while !rest.is_empty() && !rest.starts_with(['>', '/']) {
        let Some((name, value)) = rest.split_once('=') else { break };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, behind)) = value.get(1..).and_then(|value| value.split_once(quote)) else { break };
        found.push((name.trim(), value));
        rest = behind.trim_start();
    }
    found
}

fn from_root(attributes: &[(&str, &str)]) -> Option<(u32, u32)> {
    let attribute =
        |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let style = attribute("style").unwrap_or_default();
    // A style comes before an attribute.
    let side = |name: &str| declared(style, name).or_else(|| attribute(name));
    let (width, height) = (side("width"), side("height"));
    let is_fluid = [width, height].into_iter().flatten().any(|side| side.trim().ends_with('%'));
    let view = attribute("viewBox").and_then(view);
    let (width, height) = match (width.and_then(pixels), height.and_then(pixels), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((x, y))) => (width, width * y / x),
        (None, Some(height), Some((x, y))) => (height * x / y, height),
        (None, None, Some((x, y))) if is_fluid || x.min(y) < SMALLEST => {
            let width = x.max(FLUID);
            (width, width * y / x)
        }
        (None, None, Some(view)) => view,
        (_, _, None) => return None,
    };
    Some((rounded(width)?, rounded(height)?))
}

/// Width and height of a view box: the last two of its four numbers.
fn view(text: &str) -> Option<(f64, f64)> {
    let numbers = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [_, _, width, height] = *numbers.as_slice() else { return None };
    (width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()).then_some((width, height))
}

/// The value of a property in a style: `width:400px; height:auto`.
fn declared<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut of_it = declarations.filter(|(name, _)| name.trim().eq_ignore_ascii_case(property));
    of_it.next_back().map(|(_, value)| value)
}

/// A length in pixels, or in a unit that CSS defines by pixels; a percentage is no size.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let is_unit = |c: char| c.is_ascii_alphabetic() || c == '%';
    // `4e2` is a number, `4em` is one with a unit.
    let end = length.find(|c| is_unit(c) && !matches!(c, 'e' | 'E')).unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let (number, unit) = match number.trim_end().strip_suffix(['e', 'E']) {
        Some(number) => (number, format!("e{unit}")),
        None => (number, unit.to_owned()),
    };
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" => 16.0,
        "ex" => 8.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        _ => return None,
    };
    let pixels = number.trim().parse::<f64>().ok()? * factor;
    (pixels > 0.0 && pixels.is_finite()).then_some(pixels)
}

fn rounded(length: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within bounds")]
    (1.0..1e6).contains(&length).then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_size_that_it_states() {
        assert_eq!(size(b"<svg width='100' height = \"50.4px\">"), (100, 50));
        assert_eq!(size(b"<?xml version='1.0'?><svg stroke-width='3' viewBox='0 0 24,12'/>"), (24, 12));
        // As wide as its place, or in units that are no pixels.
        assert_eq!(size(b"<svg width='100%' height='100%' viewBox='0 0 3 4'>"), (800, 1067));
        assert_eq!(size(b"<svg width='100%' viewBox='0 0 1200 600'>"), (1200, 600));
        assert_eq!(size(b"<svg viewBox='0 0 1 1'>"), (800, 800));
        // A side that is not stated has the ratio of the view box.
        assert_eq!(size(b"<svg width='750pt' viewBox='0 0 2500 700'>"), (1000, 280));
        assert_eq!(size(b"<svg width='400' viewBox='0 0 40 30'>"), (400, 300));
        assert_eq!(size(b"<svg height='300' viewBox='0 0 40 30' width='auto'>"), (400, 300));
        assert_eq!(size(b"<svg width='4e2' height='+300'>"), (400, 300));
        assert_eq!(size(b"<svg width='2em' height='2ex'>"), (32, 16));
        assert_eq!(size(b"<svg style='width:400px; height : 300px' width='1' height='1'>"), (400, 300));
        // Not the root, a root with a prefix, a mark within a value.
        assert_eq!(size(b"<!-- <svg width='1' height='1'> --><svg width='2' height='3'>"), (2, 3));
        assert_eq!(size(b"<svg:svg xmlns:svg='x' width='2' height='3'>"), (2, 3));
        assert_eq!(size(b"<svg desc='a > b' width='2' height='3'/>"), (2, 3));
        assert_eq!(size(b"<svg><svg width='2' height='3'/></svg>"), (0, 0));
        assert_eq!(size(b"<svg width='400'>"), (0, 0));
        assert_eq!(size(b"<svg width='1in' height='72pt'>"), (96, 96));
        assert_eq!(size(b"<svg>"), (0, 0));
        assert_eq!(size(b"<svgx width='1' height='1'>"), (0, 0));
    }
}
