//! Removes comments and white space from style sheets and scripts, where that plainly changes
//! nothing.
//!
//! In: the text of one file. Out: a [`Minified`], or `None` where the text is not plainly
//! understood: it is then published as it is, in a file of its own. A value, a name, a selector or
//! a statement is never rewritten. Comments that begin with `/*!` stay, since they name a licence.

mod css;
mod css_token;
mod cursor;
mod js;
mod js_token;
mod text;

pub(super) use text::Minified;

/// Removes the comments of a style sheet; `None` if it is not plainly understood.
pub(super) fn style(text: &str) -> Option<Minified> {
    css::minified(without_mark(text))
}

/// Removes the comments of a script; `None` if it is not plainly understood.
pub(super) fn script(text: &str) -> Option<Minified> {
    js::minified(without_mark(text))
}

/// Puts scripts into one file. Each is tried apart: where one of them fails in an old browser, the
/// next still runs, as if it had a file of its own. The browser is told of the failure later, in a
/// task of its own, where nobody catches it.
pub(super) fn joined_scripts<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let apart = texts.map(|text| format!("try{{\n{text}\n}}catch(e){{setTimeout(function(){{throw e}})}}\n"));
    apart.collect()
}

/// Puts style sheets into one file.
pub(super) fn joined_styles<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.map(|text| format!("{text}\n")).collect()
}

/// Removes a byte order mark, which is only one at the very beginning of a file.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_a_part_of_a_name() {
        assert_eq!(style("\u{feff}a{}").unwrap().text, "a{}");
        assert_eq!(script("\u{feff}a()").unwrap().text, "a()");
    }
}
