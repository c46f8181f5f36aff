//! Resolves the addresses in raw HTML as those of Markdown are: a picture or a file that it names
//! is published and checked.

use std::ops::Range;

use super::link::{Route, is_unsafe, route};
use super::picture::no_alt;
use super::state::Writer;
use crate::markdown::body::Link;
use crate::problem::unsafe_address;
use crate::text::escape;
use crate::text::link::Refusal;

/// What an attribute leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// A page, a file or an address that readers go to.
    Link,
    /// A file or a page that the page itself fetches.
    Source,
    /// A picture that the page shows.
    Picture,
    /// Several pictures, each with its width: `a.jpg 480w, b.jpg 960w`.
    Pictures,
}

/// An attribute with an address: where it stands in the HTML, and its value.
struct Attribute {
    /// From its name to the end of its value.
    span: Range<usize>,
    name: String,
    value: String,
    used: Use,
    /// Whether the tag itself says how browsers store the file.
    has_download: bool,
}

impl Writer<'_> {
    /// Returns the HTML with its addresses resolved; `range` is its place in the prepared text.
    pub(super) fn with_addresses(&mut self, html: &str, range: &Range<usize>) -> String {
        let Tags { attributes, pictures_without_alt } = Tags::read(html);
        for _ in 0..pictures_without_alt {
            self.report(no_alt(), range.clone());
        }
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        for attribute in attributes {
            out += html.get(done..attribute.span.start).unwrap_or_default();
            done = attribute.span.end;
            let place = self.place_of(&attribute.value, range);
            let resolved = match attribute.used {
                Use::Link => self.target(&attribute.value, route(&attribute.value), place),
                Use::Source => self.source_in_html(&attribute.value, place).map(Link::to),
                Use::Picture => self.picture_in_html(&attribute.value, place).map(Link::to),
                Use::Pictures => Some(Link::to(self.pictures_in_html(&attribute.value, &place))),
            };
            match resolved {
                Some(Link { href, download }) => {
                    write_attribute(&mut out, &attribute.name, &href);
                    if let Some(name) = download.filter(|_| !attribute.has_download) {
                        out.push(' ');
                        write_attribute(&mut out, "download", &name);
                    }
                }
                // A refused address takes its attribute with it, and the space before it.
                None => out.truncate(out.trim_end().len()),
            }
        }
        out + html.get(done..).unwrap_or_default()
    }

    /// The place of a value in the prepared text, as far as it is written there as it is meant.
    fn place_of(&self, value: &str, range: &Range<usize>) -> Range<usize> {
        let written = self.page.text.get(range.clone()).unwrap_or_default();
        let found = written.find(value).filter(|_| !value.is_empty()).map(|at| range.start + at);
        found.map_or_else(|| range.clone(), |from| from..from + value.len())
    }

    fn source_in_html(&mut self, value: &str, place: Range<usize>) -> Option<String> {
        // `<object data="#x">` is no place on the page.
        let route = match route(value) {
            Route::Fragment => return Some(value.to_owned()),
            route => route,
        };
        self.target(value, route, place).map(|link| link.href)
    }

    fn picture_in_html(&mut self, value: &str, place: Range<usize>) -> Option<String> {
        if is_unsafe(value) {
            self.report(unsafe_address(value, Refusal::Unsafe), place);
            return None;
        }
        let image = self.host.image(value, self.page.map.span(place));
        image.map(|image| image.src).map_err(|finding| self.findings.push(finding)).ok()
    }

    fn pictures_in_html(&mut self, value: &str, place: &Range<usize>) -> String {
        let pictures = value.split(',').map(str::trim).filter(|part| !part.is_empty());
        let resolved = pictures.filter_map(|part| {
            let (address, width) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
            let address = self.picture_in_html(address, place.clone())?;
            Some(format!("{address} {}", width.trim()).trim_end().to_owned())
        });
        resolved.collect::<Vec<_>>().join(", ")
    }
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push_str("=\"");
    escape::attribute(out, value);
    out.push('"');
}

/// The tags of a piece of HTML.
#[derive(Default)]
struct Tags {
    attributes: Vec<Attribute>,
    pictures_without_alt: usize,
}

impl Tags {
    fn read(html: &str) -> Self {
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
            if matches!(element.as_str(), "script" | "style" | "textarea") {
                // What is within is not markup.
                let lower = html.get(at..).unwrap_or_default().to_ascii_lowercase();
                at += lower.find(&format!("</{element}")).unwrap_or(lower.len());
            }
        }
        tags
    }

    /// Reads the attributes of a tag from `at` on; returns where it ends.
    fn tag(&mut self, html: &str, mut at: usize, element: &str) -> usize {
        let (mut has_alt, mut has_download) = (false, false);
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
            if let Some(used) = used(element, &lower).filter(|_| !inner.trim().is_empty()) {
                let value = escape::unescaped(inner.trim()).into_owned();
                let (span, name) = (start..end, name.to_owned());
                self.attributes.push(Attribute { span, name, value, used, has_download: false });
            }
        }
        let of_tag = self.attributes.get_mut(first..).unwrap_or_default();
        of_tag.iter_mut().for_each(|attribute| attribute.has_download = has_download);
        self.pictures_without_alt += usize::from(element == "img" && !has_alt);
        at
    }
}

/// What an attribute of an element leads to, if it has an address.
fn used(element: &str, attribute: &str) -> Option<Use> {
    Some(match (element, attribute) {
        ("a" | "area", "href") => Use::Link,
        ("link", "href") | ("object", "data") => Use::Source,
        ("img" | "input", "src") | ("video", "poster") => Use::Picture,
        ("img" | "source", "srcset") => Use::Pictures,
        ("audio" | "embed" | "iframe" | "script" | "source" | "track" | "video", "src") => Use::Source,
        _ => return None,
    })
}
