//! Reads the addresses in HTML as people write it: in an article whose site allows HTML, or in a
//! page of its own in `static/`.

use std::ops::Range;

use crate::text::{escape, style_addresses};

/// What an attribute leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A page, a file or an address that readers go to.
    Link,
    /// A file or a page that the page itself fetches.
    Source,
    /// A picture that the page shows.
    Picture,
    /// Several pictures, each with its width: `a.jpg 480w, b.jpg 960w`.
    Pictures,
    /// What a `style` names: `background: url(a.png)`.
    Style,
}

/// An attribute with an address: where it stands in the HTML, and its value.
#[derive(Debug)]
pub struct Attribute {
    /// From its name to the end of its value.
    pub span: Range<usize>,
    pub name: String,
    pub value: String,
    pub used: Use,
    /// Whether a browser fetches the address when it shows the page.
    pub is_fetched: bool,
    /// Whether the tag itself says how browsers store the file.
    pub has_download: bool,
}

impl Attribute {
    /// The addresses in its value.
    pub fn addresses(&self) -> Vec<&str> {
        match self.used {
            Use::Link | Use::Source | Use::Picture => vec![self.value.as_str()],
            Use::Pictures => pictures(&self.value).map(|(address, _)| address).collect(),
            Use::Style => {
                let places = style_addresses(&self.value).into_iter();
                places.filter_map(|place| self.value.get(place)).collect()
            }
        }
    }
}

/// Splits a `srcset` into addresses, each with its width or density, if that is written:
/// `a.jpg 480w, b.jpg`.
pub fn pictures(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| {
        let (address, width) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        (address, width.trim())
    })
}

/// Whether browsers fetch the address of a `<link>` with these relations, or at least call its
/// host: one of them is enough, as in `shortcut icon`. Others, such as `me` or `alternate
/// nofollow`, only say what is there.
fn fetches(relations: &str) -> bool {
    const FETCHED: [&str; 15] = [
        "stylesheet",
        "icon",
        "mask-icon",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "apple-touch-startup-image",
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "preconnect",
        "dns-prefetch",
        "manifest",
        // Old browsers.
        "import",
        "fluid-icon",
    ];
    let is_fetched = |relation: &str| FETCHED.iter().any(|name| relation.eq_ignore_ascii_case(name));
    relations.split_whitespace().any(is_fetched)
}

/// The tags of a piece of HTML.
#[derive(Debug, Default)]
pub struct Tags {
    /// The attributes with an address, in order.
    pub attributes: Vec<Attribute>,
    /// Where the texts of `<style>` elements stand, as they are written.
    pub styles: Vec<Range<usize>>,
    /// Where the tags stand that open an element, in order.
    pub opening: Vec<Range<usize>>,
    /// The number of `<img>` without an `alt`.
    pub pictures_without_alt: usize,
}

impl Tags {
    /// Reads them.
    pub fn read(html: &str) -> Self {
        let mut tags = Self::default();
        let mut at = 0;
        while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
            let rest = html.get(open..).unwrap_or_default();
            if rest.starts_with("<!--") {
                at = rest.find("-->").map_or(html.len(), |end| open + end + 3);
                continue;
            }
            let name = rest.get(1..).unwrap_or_default();
            let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
            let element = name.get(..length).unwrap_or_default().to_ascii_lowercase();
            at = open + 1 + length;
            if !element.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            at = tags.tag(html, at, &element);
            if html.get(at..).is_some_and(|rest| rest.starts_with('>')) {
                at += 1;
                tags.opening.push(open..at);
            }
            if matches!(element.as_str(), "script" | "style" | "textarea") {
                // What is within is not markup.
                let rest = html.get(at..).unwrap_or_default();
                let length = closing_tag(rest, &element).unwrap_or(rest.len());
                if element == "style" {
                    tags.styles.push(at..at + length);
                }
                at += length;
            }
        }
        tags
    }

    /// Reads the attributes of a tag from `at` on; returns where it ends.
    fn tag(&mut self, html: &str, mut at: usize, element: &str) -> usize {
        let (mut has_alt, mut has_download) = (false, false);
        // Nothing is fetched of a base, and of a link only what its relation says.
        let mut is_fetched = !matches!(element, "base" | "link");
        let first = self.attributes.len();
        loop {
            let rest = html.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
            let rest = html.get(at..).unwrap_or_default();
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let is_name = |c: char| !c.is_whitespace() && !matches!(c, '=' | '>' | '/');
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len()).max(1);
            let Some((name, after)) = rest.split_at_checked(length) else { break };
            let start = at;
            at += length;
            has_download |= name.eq_ignore_ascii_case("download");
            let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else { continue };
            let from = html.len() - value.len();
            let (inner, end) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let Some((inner, _)) = value.get(1..).and_then(|value| value.split_once(quote)) else {
                        break;
                    };
                    (inner, from + inner.len() + 2)
                }
                _ => {
                    let length = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                    (value.get(..length).unwrap_or_default(), from + length)
                }
            };
            at = end;
            let lower = name.to_ascii_lowercase();
            has_alt |= lower == "alt";
            if element == "link" && lower == "rel" {
                is_fetched = fetches(&escape::unescaped(inner));
            }
            if let Some(used) = used(element, &lower).filter(|_| !inner.trim().is_empty()) {
                let value = escape::unescaped(inner.trim()).into_owned();
                let (span, name) = (start..end, name.to_owned());
                self.attributes.push(Attribute { span, name, value, used, is_fetched, has_download: false });
            }
        }
        let of_tag = self.attributes.get_mut(first..).unwrap_or_default();
        for attribute in of_tag {
            attribute.has_download = has_download;
            attribute.is_fetched = is_fetched && attribute.used != Use::Link;
        }
        self.pictures_without_alt += usize::from(element == "img" && !has_alt);
        at
    }
}

/// Returns the place of the first tag that closes this element, however it is capitalized.
pub(super) fn closing_tag(html: &str, element: &str) -> Option<usize> {
    html.match_indices("</").map(|(at, _)| at).find(|at| {
        let name = html.as_bytes().get(at + 2..at + 2 + element.len());
        name.is_some_and(|name| name.eq_ignore_ascii_case(element.as_bytes()))
    })
}

/// What an attribute of an element leads to, if it has an address.
fn used(element: &str, attribute: &str) -> Option<Use> {
    Some(match (element, attribute) {
        ("a" | "area", "href") | ("a", "xlink:href") | ("form", "action") => Use::Link,
        ("button" | "input", "formaction") => Use::Link,
        ("base" | "link", "href") | ("object", "data") | ("use", "href" | "xlink:href") => Use::Source,
        ("img" | "input", "src") | ("video", "poster") => Use::Picture,
        ("image" | "feimage", "href" | "xlink:href") | (_, "background") => Use::Picture,
        ("img" | "source", "srcset") | ("link", "imagesrcset") => Use::Pictures,
        (_, "style") => Use::Style,
        ("audio" | "embed" | "frame" | "iframe" | "script" | "source" | "track" | "video", "src") => {
            Use::Source
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_where_they_are_written() {
        let html = "<b style='a{}'>x</b><p style=b{}><STYLE>c{}</Style><p style=\"d&#39;\"><style>e{}";
        let tags = Tags::read(html);
        let of_attributes: Vec<_> =
            tags.attributes.iter().map(|found| (found.used, found.value.as_str())).collect();
        assert_eq!(of_attributes, [(Use::Style, "a{}"), (Use::Style, "b{}"), (Use::Style, "d'")]);
        let of_elements: Vec<_> = tags.styles.into_iter().map(|span| &html[span]).collect();
        assert_eq!(of_elements, ["c{}", "e{}"]);
    }

    #[test]
    fn what_is_within_scripts_is_read_once() {
        for element in ["<style></style>", "<script></SCRIPT>", "<textarea></textarea>", "<style></"] {
            crate::trial::in_proportion(
                element,
                5_000,
                |size| element.repeat(size),
                |html| drop(Tags::read(&html)),
            );
        }
    }
}
