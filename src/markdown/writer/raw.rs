//! Resolves the addresses in raw HTML as those of Markdown are: a picture or a file that it names
//! is published and checked.

use std::ops::Range;

use super::link::{Route, route};
use super::picture::no_alt;
use super::state::Writer;
use crate::problem::{Finding, unsafe_address};
use crate::text::escape;
use crate::text::link::Refusal;

/// What an attribute leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// A page, a file or an address.
    Link,
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
}

impl Writer<'_> {
    /// Returns the HTML with its addresses resolved; `range` is its place in the prepared text.
    pub(super) fn with_addresses(&mut self, html: &str, range: &Range<usize>) -> String {
        let Tags { attributes, pictures_without_alt } = Tags::read(html);
        for _ in 0..pictures_without_alt {
            let span = self.page.map.span(range.clone());
            self.findings.push(Finding { problem: no_alt(), span });
        }
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        for attribute in attributes {
            out += html.get(done..attribute.span.start).unwrap_or_default();
            done = attribute.span.end;
            let place = self.place_of(&attribute.value, range);
            let resolved = match attribute.used {
                Use::Link => self.link_in_html(&attribute.value, place),
                Use::Picture => self.picture_in_html(&attribute.value, place),
                Use::Pictures => Some(self.pictures_in_html(&attribute.value, &place)),
            };
            match resolved {
                Some(address) => {
                    out += &attribute.name;
                    out += "=\"";
                    escape::attribute(&mut out, &address);
                    out.push('"');
                }
                // A refused address takes its attribute with it, and the space before it.
                None => out.truncate(out.trim_end().len()),
            }
        }
        out + html.get(done..).unwrap_or_default()
    }

    /// The place of a value within the HTML, as far as it is written there as it is meant.
    fn place_of(&self, value: &str, range: &Range<usize>) -> Range<usize> {
        let written = self.page.text.get(range.clone()).unwrap_or_default();
        let found = written.find(value).filter(|_| !value.is_empty()).map(|at| range.start + at);
        let place = found.map_or_else(|| range.clone(), |from| from..from + value.len());
        self.page.map.span(place)
    }

    fn link_in_html(&mut self, value: &str, span: Range<usize>) -> Option<String> {
        match route(value) {
            Route::Outside | Route::Contact | Route::Fragment => Some(value.to_owned()),
            Route::Unsafe => {
                self.findings.push(Finding { problem: unsafe_address(value, Refusal::Unsafe), span });
                None
            }
            Route::Inside => {
                let link = self.host.link(value, span);
                link.map(|link| link.href).map_err(|finding| self.findings.push(finding)).ok()
            }
        }
    }

    fn picture_in_html(&mut self, value: &str, span: Range<usize>) -> Option<String> {
        if matches!(route(value), Route::Unsafe) {
            self.findings.push(Finding { problem: unsafe_address(value, Refusal::Unsafe), span });
            return None;
        }
        let image = self.host.image(value, span);
        image.map(|image| image.src).map_err(|finding| self.findings.push(finding)).ok()
    }

    fn pictures_in_html(&mut self, value: &str, span: &Range<usize>) -> String {
        let pictures = value.split(',').map(str::trim).filter(|part| !part.is_empty());
        let resolved = pictures.filter_map(|part| {
            let (address, width) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
            let address = self.picture_in_html(address, span.clone())?;
            Some(format!("{address} {}", width.trim()).trim_end().to_owned())
        });
        resolved.collect::<Vec<_>>().join(", ")
    }
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
        let mut has_alt = false;
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
                let value = unescaped(inner.trim());
                self.attributes.push(Attribute { span: start..end, name: name.to_owned(), value, used });
            }
        }
        self.pictures_without_alt += usize::from(element == "img" && !has_alt);
        at
    }
}

/// What an attribute of an element leads to, if it has an address.
fn used(element: &str, attribute: &str) -> Option<Use> {
    Some(match (element, attribute) {
        ("a" | "area" | "link", "href") | ("object", "data") => Use::Link,
        ("img" | "input", "src") | ("video", "poster") => Use::Picture,
        ("img" | "source", "srcset") => Use::Pictures,
        ("audio" | "embed" | "iframe" | "script" | "source" | "track" | "video", "src") => Use::Link,
        _ => return None,
    })
}

/// The characters that an address needs: `a?b=1&amp;c=2` is `a?b=1&c=2`.
fn unescaped(value: &str) -> String {
    let known = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    known.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to))
}
