//! Recognizes lines that begin with raw HTML.

/// Whether a line at the beginning of a block opens raw HTML, which continues until an empty line.
pub(super) fn opens(rest: &str) -> bool {
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let is_address = tag.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && !is_address
}

/// Whether a line begins with a tag around which there may be Markdown: what is within a style or a
/// script is none.
pub(super) fn is_tag(rest: &str) -> bool {
    const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];
    let tag = rest.strip_prefix('<').unwrap_or_default();
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    let name = tag.get(..length).unwrap_or_default();
    opens(rest)
        && !tag.starts_with(['!', '?'])
        && !VERBATIM.iter().any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}
