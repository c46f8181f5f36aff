//! Knows the elements of HTML, and tells words in angle brackets from them.

use std::collections::HashMap;

use crate::text::element_name;

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

/// Whether a tag opens a formula or a drawing, whose elements are of their own language.
pub(super) fn opens_foreign(tag: &str) -> bool {
    let name = element_name(tag.strip_prefix('<').unwrap_or_default());
    name.eq_ignore_ascii_case("math") || name.eq_ignore_ascii_case("svg")
}

/// Where the elements of a page are closed.
#[derive(Debug)]
pub(super) struct ClosingTags {
    /// The places of the closing tags with each name, in order.
    places: HashMap<String, Vec<usize>>,
    /// The places of the empty lines, in order.
    gaps: Vec<usize>,
}

impl ClosingTags {
    pub(super) fn read(text: &str) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, _) in text.match_indices("</") {
            let name = element_name(text.get(at + 1..).unwrap_or_default()).to_ascii_lowercase();
            places.entry(name).or_default().push(at);
        }
        let mut gaps = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty() {
                gaps.push(start);
            }
            start += line.len();
        }
        Self { places, gaps }
    }

    /// Whether the element that `tag` opens at `at` is closed: in its paragraph, or anywhere behind
    /// it if its name has a hyphen, as those have that a script defines (`<my-chart>`).
    pub(super) fn closes(&self, tag: &str, at: usize) -> bool {
        let Some((name, place)) = self.close(tag, at) else { return false };
        name.contains('-') || self.end_of_paragraph(at).is_none_or(|end| place < end)
    }

    /// Returns where what `tag` opens at `at` ends: where it is closed, else with its paragraph.
    pub(super) fn end(&self, tag: &str, at: usize) -> usize {
        let close = self.close(tag, at).map(|(_, place)| place);
        close.or_else(|| self.end_of_paragraph(at)).unwrap_or(usize::MAX)
    }

    fn close<'t>(&self, tag: &'t str, at: usize) -> Option<(&'t str, usize)> {
        let name = element_name(tag.strip_prefix('<')?);
        let places = self.places.get(&name.to_ascii_lowercase())?;
        Some((name, *places.get(places.partition_point(|place| *place < at))?))
    }

    fn end_of_paragraph(&self, at: usize) -> Option<usize> {
        self.gaps.get(self.gaps.partition_point(|gap| *gap < at)).copied()
    }
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
