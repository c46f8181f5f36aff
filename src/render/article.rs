//! A page itself: its body and what stands around it.

use std::cmp::Reverse;
use std::collections::HashSet;

use tera::Value as Shown;

use super::fact::Fact;
use super::frame::{self, Frame};
use super::host::Resolver;
use super::relative;
use super::value::Object;
use super::world::World;
use crate::markdown::{self, Heading};
use crate::problem::{self, Problem};
use crate::site::{Axis, PageId, Query, Site};
use crate::source::Document;
use crate::store::Fingerprint;
use crate::text::escaped;

/// How many related pages are shown.
const RELATED: usize = 5;
/// How many neighbours in each tag are looked at for related pages, on either side.
const NEAR: usize = 12;

/// A body as HTML with what was found on the way.
pub(super) struct Body {
    pub html: Shown,
    pub headings: Vec<Heading>,
    pub words: usize,
}

impl World {
    /// Reads and renders the body of the document `file`; mistakes in it are reported to the frame.
    pub(super) fn body(&self, frame: &Frame, file: &str, card: Option<&Shown>) -> Result<Body, Box<Problem>> {
        let (document, warnings) = self.folder.document(file).map_err(Box::new)?;
        for warning in warnings {
            frame.report(warning);
        }
        let resolver = Resolver::new(self, file, frame.lang, card);
        let mut options = self.markdown_options(frame.lang);
        options.lines = frame.lines.then(|| first_line(&document));
        options.advise = frame.advises;
        let mut rendered = markdown::render(document.body(), &options, &resolver);
        rendered.findings.extend(resolver.told());
        // What was meant as front matter is no text: that it is none has been told.
        if let Some(end) = document.bare_front_matter() {
            rendered.findings.retain(|finding| finding.span.start >= end);
        }
        rendered.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        for problem in problem::placed(rendered.findings, document.source(), document.body.start) {
            frame.report(problem);
        }
        let html = Shown::safe_string(&rendered.html);
        if rendered.is_own {
            *frame.body.borrow_mut() = Some(html.clone());
        }
        Ok(Body {
            html,
            headings: rendered.headings,
            words: if self.shows("words") || self.shows("minutes") {
                markdown::count_words(&rendered.text)
            } else {
                0
            },
        })
    }

    /// The `page` of a page's template.
    pub(super) fn page(&self, frame: &Frame, id: PageId) -> Result<Shown, Box<Problem>> {
        let card = self.card(id);
        let Some(page) = self.site.page(id) else { return Ok(Shown::none()) };
        frame.note(Fact::Page(id));
        frame.note(Fact::Around(id));
        let body = if page.has_body {
            frame.note(Fact::Text(id));
            self.body(frame, &page.file, Some(&card))?
        } else {
            Body { html: Shown::safe_string(""), headings: Vec::new(), words: 0 }
        };
        let around = self.around(id);
        let mut object = Object::default();
        object.set_all(&card);
        let mut set = |key: &'static str, value: &dyn Fn() -> Shown| {
            if self.shows(key) {
                object.set(key, value());
            }
        };
        set("content", &|| body.html.clone());
        set("words", &|| Shown::from(body.words));
        set("minutes", &|| Shown::from(body.words.div_ceil(markdown::READ_IN_A_MINUTE)));
        set("terms", &|| terms(&around.terms));
        set("related", &|| self.cards(&around.related));
        set("neighbours", &|| self.neighbours(around.beside));
        set("toc", &|| toc(&body.headings));
        object.set_some("series", self.series(id, &around.parts));
        if let Some(unit) = page.unit.and_then(|unit| self.site.organization().unit(unit)) {
            frame.note(Fact::Unit(page.lang, unit.id.as_ref().into()));
        }
        object.set_some("organization", page.unit.and_then(|unit| self.unit(unit, page.lang)));
        Ok(object.done())
    }

    /// Taxonomy, name and address of each term that a page carries.
    fn own_terms(&self, id: PageId) -> Vec<(&str, &str, String)> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        let mut terms: Vec<(&str, &str, String)> = Vec::new();
        for declared in &self.site.config().taxonomies {
            let Some(taxonomy) = self.site.taxonomy(page.lang, &declared.name) else { continue };
            let items = declared.fields.iter().flat_map(|field| page.fields.items(field));
            let mut known = HashSet::new();
            for name in items.filter_map(|item| item.as_text()) {
                if !known.insert(name) {
                    continue;
                }
                if let Some(term) = taxonomy.term(name) {
                    terms.push((&declared.name, name, taxonomy.term_url(term, 1)));
                }
            }
        }
        terms
    }

    /// The pages before and after it in its section, the newer first.
    fn beside(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        let section = self.site.page(id).and_then(|page| self.site.section(page.section));
        let pages = section.map(|section| section.pages.as_slice()).unwrap_or_default();
        let Some(at) = self.site.position(id) else { return (None, None) };
        let newer = at.checked_sub(1).and_then(|before| pages.get(before));
        (newer.copied(), pages.get(at + 1).copied())
    }

    fn neighbours(&self, (newer, older): (Option<PageId>, Option<PageId>)) -> Shown {
        let mut object = Object::default();
        object.set_some("newer", newer.map(|id| self.card(id)));
        object.set_some("older", older.map(|id| self.card(id)));
        object.done()
    }

    /// The parts of the series that it is in, in order; none where it is in none.
    fn parts(&self, id: PageId) -> Vec<PageId> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        let code = self.site.config().code(page.lang);
        let Some(name) = page.fields.group("series").and_then(|series| series.text("name", code)) else {
            return Vec::new();
        };
        let query =
            Query { lang: page.lang, with: vec![(Axis::Series, name.to_owned())], ..Query::default() };
        let mut parts = self.answer(&query).to_vec();
        let part =
            |id: &PageId| self.site.page(*id).and_then(|page| page.fields.group("series")?.integer("part"));
        parts.sort_by_key(|id| (part(id), *id));
        parts
    }

    fn series(&self, id: PageId, parts: &[PageId]) -> Option<Shown> {
        let page = self.site.page(id)?;
        let code = self.site.config().code(page.lang);
        let series = page.fields.group("series")?;
        let name = series.text("name", code)?;
        let at = parts.iter().position(|other| *other == id)?;
        let mut object = Object::default();
        object.set("name", name).set("pages", self.cards(parts));
        object.set_some("part", series.integer("part"));
        object.set_some(
            "previous",
            at.checked_sub(1).and_then(|before| parts.get(before)).map(|id| self.card(*id)),
        );
        object.set_some("next", parts.get(at + 1).map(|id| self.card(*id)));
        Some(object.done())
    }

    /// All that stands around a page; its fingerprint is kept, since a build asks for it again when it remembers what it did.
    fn around(&self, id: PageId) -> Around<'_> {
        let shows = |name: &str| self.shows(name);
        let around = Around {
            beside: if shows("neighbours") { self.beside(id) } else { (None, None) },
            related: if shows("related") { related(&self.site, id) } else { Vec::new() },
            parts: if shows("series") { self.parts(id) } else { Vec::new() },
            terms: if shows("terms") { self.own_terms(id) } else { Vec::new() },
        };
        if let Some(print) = self.around_prints.get(id.at()).filter(|_| !frame::is_exact()) {
            print.get_or_init(|| around.print(&self.site));
        }
        around
    }

    /// The fingerprint of all that stands around a page: the value of [`Fact::Around`].
    pub(super) fn around_print(&self, id: PageId) -> u64 {
        let known = || self.around_prints.get(id.at())?.get().copied();
        known().unwrap_or_else(|| self.around(id).print(&self.site))
    }
}

/// The line on which the body begins, from 1.
fn first_line(document: &Document) -> usize {
    let before = document.text.get(..document.body.start).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// What stands around a page.
struct Around<'w> {
    /// The newer and the older page of its section.
    beside: (Option<PageId>, Option<PageId>),
    related: Vec<PageId>,
    /// The parts of its series.
    parts: Vec<PageId>,
    /// Taxonomy, name and address of each term that it carries.
    terms: Vec<(&'w str, &'w str, String)>,
}

impl Around<'_> {
    fn print(&self, site: &Site) -> u64 {
        let mut fingerprint = Fingerprint::new();
        let mut page = |id: Option<PageId>| {
            fingerprint.number(id.and_then(|id| site.page(id)).map_or(0, |page| page.key));
        };
        page(self.beside.0);
        page(self.beside.1);
        self.related.iter().for_each(|related| page(Some(*related)));
        page(None);
        self.parts.iter().for_each(|part| page(Some(*part)));
        for (taxonomy, name, url) in &self.terms {
            fingerprint.text(taxonomy).text(name).text(url);
        }
        fingerprint.done()
    }
}

/// Terms as templates receive them.
fn terms(terms: &[(&str, &str, String)]) -> Shown {
    let terms = terms.iter().map(|(taxonomy, name, url)| {
        let mut object = Object::default();
        object.set("taxonomy", *taxonomy).set("name", *name).set("url", url.as_str());
        object.done()
    });
    Shown::from(terms.collect::<Vec<_>>())
}

/// Headings as a tree.
fn toc(headings: &[Heading]) -> Shown {
    let mut entries = Vec::new();
    let mut rest = headings;
    while let Some((heading, after)) = rest.split_first() {
        let inside = after.iter().take_while(|next| next.level > heading.level).count();
        let (children, next) = after.split_at(inside);
        let mut entry = Object::default();
        entry
            .set("level", heading.level)
            .set("id", heading.id.as_str())
            .set("title", heading.text.as_str())
            .set("children", toc(children));
        entries.push(entry.done());
        rest = next;
    }
    Shown::from(entries)
}

/// Pages that `related:` names, then those that share most tags, the nearest in time first. Of each tag only the
/// pages near in time are looked at, so that a tag with very many pages costs no more than another.
fn related(site: &Site, id: PageId) -> Vec<PageId> {
    let Some(page) = site.page(id) else { return Vec::new() };
    let named =
        page.fields.items("related").iter().filter_map(|item| site.refer(page.lang, item.as_text()?, &[]));
    let mut related: Vec<PageId> = Vec::new();
    for id in named {
        if !related.contains(&id) {
            related.push(id);
        }
    }
    let mut near: Vec<PageId> = Vec::new();
    let taxonomy = site.taxonomy(page.lang, "tags");
    for tag in page.fields.items("tags").iter().filter_map(|tag| tag.as_text()) {
        let Some(term) = taxonomy.and_then(|taxonomy| taxonomy.term(tag)) else { continue };
        let Some(at) = site.position_among(&term.pages, id) else { continue };
        let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(term.pages.len());
        near.extend(term.pages.get(around).unwrap_or_default().iter().filter(|other| **other != id));
    }
    // A page stands in it once for each tag that they share.
    near.sort_unstable();
    let mut scored: Vec<(Reverse<usize>, u64, PageId)> = Vec::with_capacity(near.len());
    for same in near.chunk_by(|a, b| a == b) {
        let Some(other) = same.first() else { continue };
        let days = match (page.day, site.page(*other).and_then(|other| other.day)) {
            (Some(own), Some(other)) => own.abs_diff(other),
            _ => u64::MAX,
        };
        scored.push((Reverse(same.len()), days, *other));
    }
    // Some of them may have been named already.
    let wanted = RELATED + related.len();
    if scored.len() > wanted {
        scored.select_nth_unstable(wanted);
        scored.truncate(wanted);
    }
    scored.sort_unstable();
    for (_, _, id) in scored {
        if related.len() >= RELATED {
            break;
        }
        if !related.contains(&id) {
            related.push(id);
        }
    }
    related
}

/// A page at a former address that sends the visitor on.
pub(super) fn alias(site: &Site, id: PageId, path: &str) -> String {
    let (url, title, lang) = site
        .page(id)
        .map_or(("/", "", "zh"), |page| (&*page.url, page.title(), site.config().code(page.lang)));
    let canonical = site
        .config()
        .base_url
        .as_deref()
        .map_or_else(|| url.to_owned(), |base| format!("{}{url}", base.trim_end_matches('/')));
    // The one address that stands within an attribute of another meaning.
    let relative = relative::address_from(url, path);
    let (title, url) = (escaped(title), escaped(url));
    let (canonical, relative) = (escaped(&canonical), escaped(&relative));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n<meta http-equiv=\"refresh\" content=\"0; url={relative}\">\n</head>\n<body>\n<p><a href=\"{url}\">{title}</a></p>\n</body>\n</html>\n"
    )
}
