//! Finds the addresses in a style sheet.

use std::ops::Range;

/// Returns the places of the addresses in a style sheet, or in a `style` attribute: what is in
/// `url(…)`, and the text after `@import`. Those in comments count too.
///
/// `@import "a.css"; p { background: url( 'b.png' ) }` has `a.css` and `b.png`.
pub fn style_addresses(style: &str) -> Vec<Range<usize>> {
    let lower = style.to_ascii_lowercase();
    let functions = lower.match_indices("url(").map(|(at, found)| (at + found.len(), true));
    let imports = lower.match_indices("@import").map(|(at, found)| (at + found.len(), false));
    let mut places: Vec<Range<usize>> =
        functions.chain(imports).filter_map(|(at, is_function)| address(style, at, is_function)).collect();
    places.sort_by_key(|place| place.start);
    places
}

fn after_spaces(text: &str, at: usize) -> (usize, &str) {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start();
    (at + rest.len() - trimmed.len(), trimmed)
}

/// The address that begins at `at`: in quotation marks, or in a function without them.
///
/// Like a browser, takes none that goes over the end of a line or has `(` in it (`url(url(a)`), and
/// one that only the end of the text ends: `url(http://a.example/b` is fetched. No text is in more
/// than a few addresses, so `url(` ten thousand times takes no longer than as many addresses.
fn address(style: &str, at: usize, is_function: bool) -> Option<Range<usize>> {
    let (start, rest) = after_spaces(style, at);
    let (start, inner, after) = match rest.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = rest.get(1..)?;
            let end = inner.find([quote, '\n', '\r', '\u{c}']).unwrap_or(inner.len());
            let (inner, after) = inner.split_at_checked(end)?;
            (start + 1, inner, after.strip_prefix(quote).or_else(|| after.is_empty().then_some(""))?)
        }
        _ if is_function => {
            let is_end = |c: char| c.is_whitespace() || matches!(c, ')' | '(' | '"' | '\'');
            let (inner, after) = rest.split_at_checked(rest.find(is_end).unwrap_or(rest.len()))?;
            (start, inner, after)
        }
        // `@import url(a.css)` is found as a function.
        _ => return None,
    };
    let is_closed = !is_function || matches!(after.trim_start().chars().next(), Some(')') | None);
    (is_closed && !inner.is_empty()).then(|| start..start + inner.len())
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
            // Browsers end an open address at the end, and take none of these.
            ("background: url(http://a.example/b", "http://a.example/b"),
            ("@import 'a.css", "a.css"),
            ("b: url(a;b{c.png)", "a;b{c.png"),
            ("b: url(a b.png); c: url('a\nb.png'); d: url(url(c.png)); e: url('d' e)", "c.png"),
            ("p { b: url(a.png }\nq { b: url( b.png ) }", "b.png"),
            ("@import a.css; @import ;", ""),
        ] {
            let found: Vec<&str> = style_addresses(style).into_iter().map(|place| &style[place]).collect();
            assert_eq!(found.join(" "), expected, "{style}");
        }
    }

    #[test]
    fn open_addresses_take_time_in_proportion() {
        for repeated in
            ["url(", "url('", "url(' url(\"", "@import ", "@import '", "url(\n", "url(a ", "url(甲"]
        {
            let make = |size: usize| repeated.repeat(size);
            crate::trial::in_proportion(repeated, 5_000, make, |style| drop(style_addresses(&style)));
            let style = make(1_000);
            let total: usize = style_addresses(&style).into_iter().map(|place| place.len()).sum();
            assert!(total <= 3 * style.len(), "{repeated}: {total}");
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
