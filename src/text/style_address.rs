//! Finds the addresses in a style sheet.

use std::ops::Range;

/// Returns the places of the addresses in a style sheet, or in a `style` attribute: what is in
/// `url(…)`, and the text after `@import`. Those in comments count too.
///
/// `@import "a.css"; p { background: url( 'b.png' ) }` has `a.css` and `b.png`.
pub fn style_addresses(style: &str) -> Vec<Range<usize>> {
    let lower = style.to_ascii_lowercase();
    let functions = lower.match_indices("url(").map(|(at, found)| (at + found.len(), ')'));
    let imports = lower.match_indices("@import").map(|(at, found)| (at + found.len(), ';'));
    let mut places: Vec<Range<usize>> = functions
        .chain(imports.filter(|(at, _)| !after_spaces(&lower, *at).1.starts_with("url(")))
        .filter_map(|(at, end)| address(style, at, end))
        .collect();
    places.sort_by_key(|place| place.start);
    places
}

fn after_spaces(text: &str, at: usize) -> (usize, &str) {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start();
    (at + rest.len() - trimmed.len(), trimmed)
}

/// The address that begins at `at`, in quotation marks or up to `end`.
fn address(style: &str, at: usize, end: char) -> Option<Range<usize>> {
    let (start, rest) = after_spaces(style, at);
    let (start, inner) = match rest.chars().next()? {
        quote @ ('"' | '\'') => (start + 1, rest.get(1..)?.split(quote).next()?),
        _ => (start, rest.split(end).next()?.trim_end()),
    };
    (!inner.is_empty()).then(|| start..start + inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_styles_are_found() {
        for (style, expected) in [
            ("@import \"a.css\"; p { background: url( 'b (1).png' ) }", "a.css b (1).png"),
            ("@import url(a.css) print; @IMPORT URL(\"b.css\");", "a.css b.css"),
            ("background:url(图.png),url(b.png)", "图.png b.png"),
            ("src: url(a.woff) format('woff')", "a.woff"),
            ("color: red; background: url()", ""),
            ("background: url(", ""),
        ] {
            let found: Vec<&str> = style_addresses(style).into_iter().map(|place| &style[place]).collect();
            assert_eq!(found.join(" "), expected, "{style}");
        }
    }

    proptest! {
        #[test]
        fn any_style_is_read(style in "(url\\(|@import|[ '\")甲;]){0,12}") {
            for place in style_addresses(&style) {
                prop_assert!(style.get(place).is_some());
            }
        }
    }
}
