//! Knows which elements of HTML part the words before them from those behind.

/// The elements that do: blocks, cells, breaks of lines, and in a drawing each of its texts.
#[rustfmt::skip]
const PARTING: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "desc", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "text", "tfoot", "th", "thead", "title", "tr", "ul",
];

/// Returns the name of the element in what is between the angle brackets of a tag: `b` of `/b`,
/// `FONT` of `FONT color=red`.
pub fn element_name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag.get(..length).unwrap_or_default()
}

/// Whether an element with this name parts words: `<td>`, but not `<b>` or what is no element.
pub fn parts_words(name: &str) -> bool {
    PARTING.iter().any(|element| name.eq_ignore_ascii_case(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_cells_part_words() {
        for (tag, expected) in [
            ("p", true),
            ("/TD", true),
            ("br/", true),
            ("h2 id=\"a\"", true),
            ("b", false),
            ("FONT color=red", false),
            ("my-p", false),
            ("", false),
        ] {
            assert_eq!(parts_words(element_name(tag)), expected, "{tag}");
        }
        assert!(PARTING.is_sorted());
    }
}
