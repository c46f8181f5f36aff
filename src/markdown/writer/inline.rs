//! Writes inline content: text, emphasis, links, code, line breaks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::super::body::Link;
use super::super::chars::{is_indent, joins};
use super::super::{autolink, remark, slug};
use super::link::{Route, decoded, route};
use super::state::{Fragment, Lead, Line, OpenPicture, Writer};
use crate::problem::{self, Problem};
use crate::text::link::Refusal;
use crate::text::{escape, holds_line_break, is_line_break, opens_comment};

impl Line {
    /// Resets the state at the beginning of a block.
    pub fn begin(&mut self) {
        *self = Self::default();
    }
}

/// Maximum number of links to missing places that get a suggestion …
const SUGGESTED: usize = 100;
/// … which is searched for among at most this many headings.
const MOST_NAMES: usize = 1_000;

impl Writer<'_> {
    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.picture.is_some() && !matches!(tag, Tag::Image { .. }) {
            return;
        }
        match tag {
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.start_strong(),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Superscript => self.open_inline("<sup>"),
            Tag::Subscript => self.open_inline("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                let destination = self.page.clean(&*dest_url);
                let title = self.page.clean(&*title);
                self.start_link(link_type, &destination, &title, range);
            }
            Tag::Image { dest_url, title, .. } => {
                let source = self.page.clean(&*dest_url).into_owned();
                let title = self.page.clean(&*title).into_owned();
                self.start_picture(OpenPicture::new(source, title, range));
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, _range: Range<usize>) {
        if tag == TagEnd::Image {
            return self.end_picture();
        }
        if self.picture.is_some() {
            return;
        }
        match tag {
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.end_strong(),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            TagEnd::Superscript => self.close_inline("</sup>"),
            TagEnd::Subscript => self.close_inline("</sub>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let written = self.links.open.pop().unwrap_or(false);
        self.close_inline(if written { "</a>" } else { "" });
        // A link that has not become one of a picture, `[](a.md)`, would be lost with figures.
        if let Some(tag) = self.links.around_picture.take()
            && !self.pictures_so_far().is_some_and(|pictures| {
                pictures.last().is_some_and(|picture| picture.link.as_ref() == Some(&tag))
            })
        {
            self.other_than_pictures();
        }
    }

    fn open_inline(&mut self, tag: &str) {
        self.other_than_pictures();
        self.out.push_str(tag);
        self.line.depth += 1;
    }

    fn close_inline(&mut self, tag: &str) {
        self.out.push_str(tag);
        self.line.depth = self.line.depth.saturating_sub(1);
    }

    fn start_strong(&mut self) {
        if let Some(paragraph) = &mut self.paragraph
            && paragraph.start == self.out.len()
        {
            paragraph.lead = Some(Lead::Open);
        }
        self.open_inline("<strong>");
    }

    fn end_strong(&mut self) {
        self.close_inline("</strong>");
        if let Some(paragraph) = &mut self.paragraph
            && self.line.depth == 0
            && matches!(paragraph.lead, Some(Lead::Open))
        {
            let runs_in = matches!(self.line.last, Some('。' | '：' | '.' | ':'));
            paragraph.lead = runs_in.then_some(Lead::RunIn(self.out.len()));
        }
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.code_text(text, &range) {
            return;
        }
        let text = self.page.clean(text);
        if holds_line_break(&text) {
            return self.broken_text(&text, &range);
        }
        let text = self.without_alert_mark(&text);
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(text);
            return;
        }
        // Remove an indent made by hand: the style sheet indents.
        let text = if self.line.last.is_none() || self.line.pending.is_some() {
            text.trim_start_matches(is_indent)
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        if !text.trim().is_empty() {
            self.other_than_pictures();
        }
        // A search for two characters at once would decode every one of the text.
        let has_bracket = memchr::memchr(b'<', text.as_bytes()).is_some() || text.contains("＜");
        if self.chinese && has_bracket {
            self.look_for_comment(&range);
        }
        self.visible(text);
        self.words.push_str(text);
        if self.links.open.is_empty() {
            self.text_with_addresses(text);
        } else {
            escape::text(&mut self.out, text);
        }
    }

    /// Writes text with the manual line breaks of a word processor.
    fn broken_text(&mut self, text: &str, range: &Range<usize>) {
        for (number, line) in text.split(is_line_break).enumerate() {
            if number > 0 {
                self.hard_break(range);
            }
            self.text(line, range.clone());
        }
    }

    /// Handles a pending line break before `text`, the next visible text: it is written unless
    /// Chinese joins the lines.
    pub(super) fn visible(&mut self, text: &str) {
        if let Some(at) = self.line.pending.take()
            && let (Some(before), Some(after)) = (self.line.last, text.chars().next())
            && !joins(before, after, self.chinese)
        {
            self.out.insert(at, '\n');
            self.words.push(' ');
        }
        self.line.last = text.chars().next_back().or(self.line.last);
    }

    /// Reports a comment in a text that is shown. The parser ends a text at `<`, so the marks after
    /// it are looked for behind the range.
    fn look_for_comment(&mut self, range: &Range<usize>) {
        let page = self.page;
        let marks = page.text.get(range.clone()).unwrap_or_default().match_indices(['<', '＜']);
        for (at, mark) in marks {
            let at = range.start + at;
            let is_escaped = page.text.get(..at).is_some_and(|before| before.ends_with('\\'));
            if !is_escaped && page.text.get(at..).is_some_and(opens_comment) {
                return self.report(remark::shown(), at..at + mark.len());
            }
        }
    }

    fn text_with_addresses(&mut self, text: &str) {
        let mut done = 0;
        for range in autolink::addresses(text) {
            escape::text(&mut self.out, text.get(done..range.start).unwrap_or_default());
            self.out.push_str("<a href=\"");
            escape::attribute(&mut self.out, text.get(range.clone()).unwrap_or_default());
            self.out.push_str("\" rel=\"noopener\">");
            escape::text(&mut self.out, text.get(range.clone()).unwrap_or_default());
            self.out.push_str("</a>");
            done = range.end;
        }
        escape::text(&mut self.out, text.get(done..).unwrap_or_default());
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        let code = self.page.clean(code);
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&code);
            return;
        }
        self.without_alert_mark("");
        self.other_than_pictures();
        self.visible(&code);
        self.out.push_str("<code>");
        escape::text(&mut self.out, &code);
        self.out.push_str("</code>");
        self.words.push_str(&code);
    }

    pub(super) fn math(&mut self, element: &str, math: &str) {
        let math = self.page.clean(math);
        self.other_than_pictures();
        self.visible(&math);
        // A display formula is still in a paragraph, where a `<div>` is not allowed.
        let class = if element == "div" { "math display" } else { "math" };
        self.out.push_str("<span class=\"");
        self.out.push_str(class);
        self.out.push_str("\">");
        escape::text(&mut self.out, &math);
        self.out.push_str("</span>");
        self.words.push_str(&math);
    }

    pub(super) fn soft_break(&mut self, range: &Range<usize>) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push(' ');
        } else if !self.break_alert_title(range) {
            self.line.pending = Some(self.out.len());
        }
    }

    pub(super) fn hard_break(&mut self, range: &Range<usize>) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push(' ');
        } else if !self.break_alert_title(range) {
            self.out.push_str("<br>\n");
            self.words.push('\n');
            self.line.last = None;
            self.line.pending = None;
        }
    }

    fn start_link(&mut self, kind: LinkType, destination: &str, title: &str, range: Range<usize>) {
        let mail = if kind == LinkType::Email { "mailto:" } else { "" };
        let route = if mail.is_empty() { route(destination) } else { Route::Contact };
        let is_outside = matches!(route, Route::Outside);
        let link = self.target(&format!("{mail}{destination}"), route, range);
        self.links.open.push(link.is_some());
        let is_around_picture = self.line.depth == 0 && self.pictures_so_far().is_some();
        if !is_around_picture {
            self.other_than_pictures();
        }
        self.line.depth += 1;
        let start = self.out.len();
        if let Some(link) = link {
            self.link_tag(&link, title, is_outside);
        }
        if is_around_picture {
            self.links.around_picture = self.out.get(start..).map(str::to_owned);
        }
    }

    fn link_tag(&mut self, Link { href, download }: &Link, title: &str, is_outside: bool) {
        self.out.push_str("<a href=\"");
        escape::attribute(&mut self.out, href);
        self.title(title);
        if let Some(name) = download {
            self.out.push_str("\" download=\"");
            escape::attribute(&mut self.out, name);
        }
        self.out.push_str(if is_outside { "\" rel=\"noopener\">" } else { "\">" });
    }

    /// Returns what a destination leads to, in Markdown and in HTML; reports why it leads nowhere.
    /// `range` is its place in the prepared text.
    pub(super) fn target(&mut self, destination: &str, route: Route, range: Range<usize>) -> Option<Link> {
        match route {
            Route::Outside | Route::Contact => Some(Link::to(destination.to_owned())),
            Route::Fragment => Some(Link::to(self.fragment(destination, range))),
            Route::Unsafe => {
                self.report(problem::unsafe_address(destination, Refusal::Unsafe), range);
                None
            }
            Route::Inside => {
                let span = self.page.map.span(range);
                self.host.link(destination, span).map_err(|finding| self.findings.push(finding)).ok()
            }
        }
    }

    /// Writes a title within a tag whose last attribute is still open.
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape::attribute(&mut self.out, title);
        }
    }

    /// Returns the address of a place on this page, given by its id or by the text of a heading.
    fn fragment(&mut self, destination: &str, range: Range<usize>) -> String {
        let written = destination.trim_start_matches('#').to_owned();
        if written.is_empty() {
            return "#".to_owned();
        }
        let id = match written.is_ascii() && !written.contains('%') {
            true => written.clone(),
            false => slug::slug(&decoded(&written)),
        };
        let href = format!("#{}{id}", self.options.id_prefix);
        self.links.fragments.push(Fragment { written, id, range });
        href
    }

    /// Reports links to places on this page that do not exist. Redirects those that name a heading
    /// by its text to its id.
    pub(super) fn check_fragments(&mut self) {
        let fragments = std::mem::take(&mut self.links.fragments);
        if fragments.is_empty() {
            return;
        }
        let headings = std::mem::take(&mut self.headings);
        let mut by_words: HashMap<&str, &str> = HashMap::new();
        for heading in &headings {
            by_words.entry(&heading.text).or_insert(&heading.id);
        }
        let written = values(&self.out, "id=\"").map(|(_, id)| id.to_owned()).collect::<HashSet<_>>();
        let (mut others, mut missing) = (HashMap::new(), 0);
        for fragment in fragments {
            let id = format!("{}{}", self.options.id_prefix, fragment.id);
            let words = decoded(&fragment.written);
            let meant = by_words.get(words.as_str()).filter(|meant| **meant != id);
            if let Some(meant) = meant {
                others.entry(id).or_insert((*meant).to_owned());
            } else if id != "top" && !self.ids.contains(&id) && !written.contains(&id) {
                let known = headings.iter().take(if missing < SUGGESTED { MOST_NAMES } else { 0 });
                missing += 1;
                let problem = no_such_place(&words, known.map(|h| (h.id.as_str(), h.text.as_str())));
                self.report(problem, fragment.range);
            }
        }
        if !others.is_empty() {
            self.out = redirected(&self.out, &others);
        }
        self.headings = headings;
    }
}

/// Returns the values of an attribute in `html`, with their places. `attribute` is the text before
/// each value.
fn values<'h>(html: &'h str, attribute: &'h str) -> impl Iterator<Item = (usize, &'h str)> {
    memchr::memmem::find_iter(html.as_bytes(), attribute).filter_map(move |at| {
        let start = at + attribute.len();
        let rest = html.get(start..)?;
        Some((start, rest.get(..rest.find('"')?).unwrap_or_default()))
    })
}

/// Returns `html` in which links to the ids in `others` lead to the ids that these map to.
fn redirected(html: &str, others: &HashMap<String, String>) -> String {
    let (mut out, mut done) = (String::with_capacity(html.len()), 0);
    for (start, id) in values(html, "href=\"#") {
        if let Some(other) = others.get(id) {
            out.push_str(html.get(done..start).unwrap_or_default());
            out.push_str(other);
            done = start + id.len();
        }
    }
    out.push_str(html.get(done..).unwrap_or_default());
    out
}

fn no_such_place<'h>(written: &str, headings: impl Iterator<Item = (&'h str, &'h str)> + Clone) -> Problem {
    let problem = Problem::warning(
        "link/anchor",
        format!("本页没有“#{written}”这个位置"),
        format!("there is no place `#{written}` on this page"),
    );
    let names = headings.clone().map(|(id, _)| id).chain(headings.map(|(_, text)| text));
    match problem::suggest(written, names) {
        Some(name) => problem.help(format!("是不是“#{name}”？"), format!("did you mean `#{name}`?")),
        None => problem.help(
            "“#”后面写本页小标题的原文，或小标题后面 {#名称} 里的名称",
            "write the words of a heading of this page, or the name in {#name} after a heading",
        ),
    }
}
