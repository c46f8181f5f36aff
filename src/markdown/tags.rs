//! Reads the addresses in HTML as people write it: in an article whose site allows HTML, or in a
//! page of its own in `static/`.

use std::ops::Range;

use crate::text::{candidates, element_name, escape, style_addresses};

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
    /// What a browser shows until a script has put the real address in its place.
    Placeholder,
}

/// An attribute with an address: where it stands in the HTML, and its value.
#[derive(Debug)]
pub struct Attribute {
    /// From its name to the end of its value.
    pub span: Range<usize>,
    /// Its name as a browser has to find it: that of `data-src`, which only the scripts of the page
    /// that it was copied from understand, is `src`.
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
            Use::Placeholder => Vec::new(),
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
    let candidates = candidates(value.as_bytes());
    candidates.filter_map(|found| Some((value.get(found.address)?, value.get(found.width)?.trim())))
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
    /// The names of places to which a link can lead: `id`, and the `name` of `<a>`.
    pub places: Vec<String>,
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
            // The tag that closes an element has no attributes.
            let element = if name.starts_with('/') { "" } else { element_name(name) }.to_ascii_lowercase();
            at = open + 1 + element.len();
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
        let (mut late_source, mut placeholders, mut is_shown) = (None, Vec::new(), false);
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
            if lower == "id" || (lower == "name" && element == "a") {
                self.places.push(escape::unescaped(inner.trim()).into_owned());
            }
            if element == "link" && lower == "rel" {
                is_fetched = fetches(&escape::unescaped(inner));
            }
            let is_empty = inner.trim().is_empty();
            let is_late = |kind| late(element, &lower) == Some(kind);
            if is_late(Late::Address) && !is_empty {
                late_source.get_or_insert_with(|| (start..end, escape::unescaped(inner.trim()).into_owned()));
            }
            if is_late(Late::Shown) {
                match is_placeholder(inner) {
                    true => placeholders.push((start..end, name.to_owned())),
                    false => is_shown = true,
                }
            }
            if let Some(used) = used(element, &lower).filter(|_| !is_empty) {
                let value = escape::unescaped(inner.trim()).into_owned();
                let (span, name) = (start..end, name.to_owned());
                self.attributes.push(Attribute { span, name, value, used, is_fetched, has_download: false });
            }
        }
        if let Some((span, value)) = late_source.filter(|_| !is_shown) {
            let is_kept =
                |attribute: &Attribute| !placeholders.iter().any(|(span, _)| *span == attribute.span);
            let mut of_tag = self.attributes.split_off(first);
            of_tag.retain(is_kept);
            let made = |span, name, value, used| Attribute {
                span,
                name,
                value,
                used,
                is_fetched,
                has_download: false,
            };
            let used = if element == "img" { Use::Picture } else { Use::Source };
            of_tag.push(made(span, "src".to_owned(), value, used));
            let placeholders = placeholders.into_iter();
            of_tag.extend(placeholders.map(|(span, name)| made(span, name, String::new(), Use::Placeholder)));
            of_tag.sort_by_key(|attribute| attribute.span.start);
            self.attributes.append(&mut of_tag);
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

/// Where an element has the address of what it shows, if a script is to fetch it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Late {
    /// Where browsers look for it.
    Shown,
    /// Where the script does: `<img data-src="https://mmbiz.qpic.cn/a/640">`.
    Address,
}

/// Tells whether an attribute has the address of what the element shows.
fn late(element: &str, attribute: &str) -> Option<Late> {
    match (element, attribute) {
        ("img" | "iframe" | "video" | "audio", "src") | ("img", "srcset") | ("iframe", "srcdoc") => {
            Some(Late::Shown)
        }
        ("img" | "iframe" | "video" | "audio", "data-src" | "data-original") => Some(Late::Address),
        _ => None,
    }
}

/// Whether an address shows nothing of its own: it is empty, `#`, `about:blank` or a picture within
/// the page.
fn is_placeholder(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    matches!(address.as_str(), "" | "#" | "about:blank") || address.starts_with("data:")
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
    fn an_address_for_a_script_is_one_if_there_is_no_other() {
        for (html, expected) in [
            ("<img data-src='a.jpg' alt=x>", vec![("src", "a.jpg", Use::Picture)]),
            (
                "<img src='' data-original=a.jpg>",
                vec![("src", "", Use::Placeholder), ("src", "a.jpg", Use::Picture)],
            ),
            (
                "<img data-src=a.jpg src='data:image/gif;base64,AA' style='b'>",
                vec![
                    ("src", "a.jpg", Use::Picture),
                    ("src", "", Use::Placeholder),
                    ("style", "b", Use::Style),
                ],
            ),
            ("<img data-src=a.jpg data-original=b.jpg>", vec![("src", "a.jpg", Use::Picture)]),
            ("<IFRAME DATA-SRC=a></IFRAME>", vec![("src", "a", Use::Source)]),
            ("<video data-src=a.mp4></video>", vec![("src", "a.mp4", Use::Source)]),
            ("<img src=a.jpg data-src=b.jpg>", vec![("src", "a.jpg", Use::Picture)]),
            ("<img srcset='a.jpg 1x' data-src=b.jpg>", vec![("srcset", "a.jpg 1x", Use::Pictures)]),
            ("<img data-src=''><div data-src=a><section data-src=b>", vec![]),
        ] {
            let found = Tags::read(html).attributes;
            let found: Vec<_> =
                found.iter().map(|found| (found.name.as_str(), found.value.as_str(), found.used)).collect();
            assert_eq!(found, expected, "{html}");
        }
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
