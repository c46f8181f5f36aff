//! Resolves the addresses in raw HTML as those of Markdown are: a picture or a file that it names
//! is published and checked.

use std::ops::Range;

use super::link::{Route, is_unsafe, route};
use super::state::Writer;
use crate::markdown::body::Link;
use crate::markdown::tags::{Attribute, Tags, Use, pictures};
use crate::problem::{Problem, unsafe_address};
use crate::text::escape;
use crate::text::link::{Destination, Refusal, destination};
use crate::text::style_addresses;

impl Writer<'_> {
    /// Returns the HTML with its addresses resolved; `range` is its place in the prepared text.
    pub(super) fn with_addresses(&mut self, html: &str, range: &Range<usize>) -> String {
        let Tags { attributes, styles, pictures_without_alt, .. } = Tags::read(html);
        for _ in 0..pictures_without_alt {
            self.report(no_alt_in_html(), range.clone());
        }
        for style in styles {
            self.check_style(html.get(style).unwrap_or_default(), range);
        }
        let mut out = String::with_capacity(html.len());
        let mut done = 0;
        for attribute in attributes {
            out += html.get(done..attribute.span.start).unwrap_or_default();
            done = attribute.span.end;
            let place = self.place_of(&attribute.value, range);
            let resolved = match attribute.used {
                Use::Link => self.target(&attribute.value, route(&attribute.value), place),
                Use::Source => self.source_in_html(&attribute, place).map(Link::to),
                Use::Picture => self.picture_in_html(&attribute.value, place).map(Link::to),
                Use::Style => {
                    self.check_style(&attribute.value, range);
                    out += html.get(attribute.span).unwrap_or_default();
                    continue;
                }
                Use::Placeholder => None,
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

    fn source_in_html(&mut self, attribute: &Attribute, place: Range<usize>) -> Option<String> {
        let value = attribute.value.as_str();
        match route(value) {
            // `<object data="#x">` is no place on the page.
            Route::Fragment => Some(value.to_owned()),
            Route::Outside if attribute.is_fetched => {
                self.host.request(value, self.page.map.span(place));
                Some(value.to_owned())
            }
            route => self.target(value, route, place).map(|link| link.href),
        }
    }

    /// Reports the addresses in a `style` attribute or a `<style>`: they stay as they are written.
    fn check_style(&mut self, style: &str, range: &Range<usize>) {
        for address in style_addresses(style).into_iter().filter_map(|span| style.get(span)) {
            let place = self.place_of(address, range);
            match destination(address) {
                // A browser completes `//host/x.png`.
                Destination::Web | Destination::Refused(Refusal::Incomplete | Refusal::Host) => {
                    self.host.request(address, self.page.map.span(place));
                }
                Destination::Inside if self.host.is_published(address) => {
                    self.report(rooted_in_style(address), place);
                }
                Destination::Inside => self.report(address_in_style(address), place),
                Destination::Contact | Destination::Fragment | Destination::Refused(_) => {}
            }
        }
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
        let resolved = pictures(value).filter_map(|(address, width)| {
            let address = self.picture_in_html(address, place.clone())?;
            Some(format!("{address} {width}").trim_end().to_owned())
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

fn no_alt_in_html() -> Problem {
    Problem::warning("img/alt", "图片没有说明文字", "the picture has no alternative text").help(
        "在 <img> 里加上 alt=\"……\"，写明图上有什么，看不到图的人要靠它；只作装饰的写 alt=\"\"",
        "add alt=\"…\" to the `<img>` and say what it shows, for those who do not see it; alt=\"\" for mere decoration",
    )
}

fn address_in_style(address: &str) -> Problem {
    Problem::error(
        "img/in-style",
        format!("样式里的地址“{address}”不会换成发布以后的地址，读者看不到它"),
        format!("`{address}` in a style is not turned into a published address: readers do not see it"),
    )
    .help(
        "图片写成 ![说明](文件名) 或 <img src=\"文件名\" alt=\"说明\">；每页都用的背景图放进主题的样式里",
        "show it with ![words](file) or `<img>`; a background of every page goes into the styles of the theme",
    )
}

/// The address is right, but only in the page's own folder are addresses the same wherever the site
/// is.
fn rooted_in_style(address: &str) -> Problem {
    Problem::warning(
        "img/in-style",
        format!("样式里的地址“{address}”只在网站放在域名的根目录时有用"),
        format!("`{address}` in a style is found only where the site is at the root of its host"),
    )
    .help(
        "网站放进子文件夹，或者从文件夹里直接打开，就看不到它：写成图片，或者放进主题的样式里",
        "in a sub-path or opened from a folder readers do not see it: show it as a picture, or put it into \
         the styles of the theme",
    )
}
