//! Knows the elements of HTML, and tells words in angle brackets from them.

/// The elements of HTML, also those that are obsolete, and of SVG and MathML those that stand for
/// all others.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont", "bdi",
    "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite",
    "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt",
    "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "image", "img", "input", "ins", "kbd",
    "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "meter", "nav", "nobr",
    "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot",
    "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
    "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video",
    "wbr", "xmp",
];

/// Whether a tag is words in angle brackets and no element: `<pending>`, `<archive-name>`, `<C-w>`.
/// What has attributes or belongs to a namespace, as `<o:p>` of Word, was meant as a tag.
pub(super) fn is_placeholder(tag: &str) -> bool {
    let Some(name) = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else { return false };
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_angle_brackets_are_no_elements() {
        for (tag, expected) in [
            ("<pending>", true),
            ("<archive-name>", true),
            ("<C-w>", true),
            ("<b>", false),
            ("<BR>", false),
            ("<br/>", false),
            ("<o:p>", false),
            ("</pending>", false),
            ("<pending x=1>", false),
            ("<>", false),
            ("甲", false),
        ] {
            assert_eq!(is_placeholder(tag), expected, "{tag}");
        }
    }

    #[test]
    fn elements_are_in_order() {
        assert!(ELEMENTS.is_sorted());
    }
}
