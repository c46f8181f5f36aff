//! Recognizes lines that begin with raw HTML.

use crate::text::element_name;

/// Whether a line at the beginning of a block opens raw HTML, which continues until an empty line.
pub(in crate::markdown) fn opens(rest: &str) -> bool {
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let is_address = tag.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && !is_address
}

/// Whether a line begins with a tag around which there may be Markdown: what is within a style or a
/// script is none.
pub(in crate::markdown) fn is_tag(rest: &str) -> bool {
    let tag = rest.strip_prefix('<').unwrap_or_default();
    opens(rest) && !tag.starts_with(['!', '?']) && !is_verbatim(element_name(tag))
}

/// Whether what is within an element with this name is no Markdown.
pub(in crate::markdown) fn is_verbatim(name: &str) -> bool {
    ["pre", "script", "style", "textarea"].iter().any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}
