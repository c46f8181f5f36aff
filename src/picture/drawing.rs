//! Reads the size of an SVG drawing.

/// Width and height in CSS pixels, from the attributes of the root element or from its view box;
/// 0 where it states neither.
pub(super) fn size(bytes: &[u8]) -> (u32, u32) {
    root(bytes).and_then(|root| from_root(&root)).unwrap_or((0, 0))
}

/// The text of the tag `<svg …>`.
fn root(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(64 << 10))?;
    // In UTF-16 the ASCII of the tag has a zero between any two letters.
    let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&head);
    let from = text.match_indices("<svg").map(|(at, _)| at).find(|at| {
        text.get(at + 4..).is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>'))
    })?;
    text.get(from..)?.split('>').next().map(str::to_owned)
}

fn from_root(root: &str) -> Option<(u32, u32)> {
    let sides = attribute(root, "width").and_then(pixels).zip(attribute(root, "height").and_then(pixels));
    sides.or_else(|| {
        let sides = attribute(root, "viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
        let sides: Vec<f64> = sides.map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [_, _, width, height] = *sides.as_slice() else { return None };
        Some((rounded(width)?, rounded(height)?))
    })
}

fn attribute<'a>(root: &'a str, name: &str) -> Option<&'a str> {
    let from = root.match_indices(name).map(|(at, _)| at).find(|at| {
        root.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace))
            && root.get(at + name.len()..).is_some_and(|rest| rest.trim_start().starts_with('='))
    })?;
    let value = root.get(from..)?.split_once('=')?.1.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// A length in pixels, or in a unit that CSS defines by pixels; a percentage is no size.
fn pixels(length: &str) -> Option<u32> {
    let length = length.trim();
    let end = length.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let factor = match unit.trim() {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    rounded(number.parse::<f64>().ok()? * factor)
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
        assert_eq!(size(b"<svg width='100%' height='100%' viewBox='0 0 3 4'>"), (3, 4));
        assert_eq!(size(b"<svg width='1in' height='72pt'>"), (96, 96));
        assert_eq!(size(b"<svg>"), (0, 0));
        assert_eq!(size(b"<svgx width='1' height='1'>"), (0, 0));
    }
}
