//! A page itself: its body and what is around it.

use tera::Value as Shown;

use crate::markdown::{self, Heading};
use crate::problem::{self, Problem};
use crate::render::ask::{self, FrontMatter, ReadText};
use crate::render::template::scope::RenderScope;
use crate::render::value::object::Object;
use crate::render::value::resolver::Resolver;
use crate::render::world::World;
use crate::site::PageId;
use crate::source::Document;

/// A body as HTML with what was found on the way.
pub(in crate::render) struct Body {
    pub html: Shown,
    pub headings: Vec<Heading>,
    pub words: usize,
}

impl World {
    /// Renders the body of the document `file`, which was read; mistakes in it are reported to the
    /// render scope.
    pub(in crate::render) fn body(
        &self,
        scope: &RenderScope,
        file: &str,
        read: ReadText,
        card: Option<&Shown>,
    ) -> Body {
        let ReadText { document, warnings } = read;
        for warning in warnings {
            scope.report(warning);
        }
        let resolver = Resolver::new(self, file, scope.lang, card);
        let mut options = self.view.markdown_options(scope.lang);
        options.lines = scope.lines.then(|| first_line(&document));
        options.advise = scope.advises;
        let mut rendered = markdown::render(document.body(), &options, &resolver);
        rendered.findings.extend(resolver.told());
        // What was meant as front matter is no text: that it is none has been reported.
        if let Some(end) = document.bare_front_matter() {
            rendered.findings.retain(|finding| finding.span.start >= end);
        }
        rendered.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        for problem in problem::placed(rendered.findings, document.source(), document.body.start) {
            scope.report(problem);
        }
        let html = Shown::safe_string(&rendered.html);
        if rendered.is_own {
            *scope.body.borrow_mut() = Some(html.clone());
        }
        let words = if self.view.shows("words") || self.view.shows("minutes") {
            markdown::count_words(&rendered.text)
        } else {
            0
        };
        Body { html, headings: rendered.headings, words }
    }

    /// The `page` of a page's template.
    pub(in crate::render) fn page(&self, scope: &RenderScope, id: PageId) -> Result<Shown, Box<Problem>> {
        let card = self.card(id);
        let Some(page) = self.view.ask(ask::Front(id)) else { return Ok(Shown::none()) };
        let read = if page.has_body() { self.view.ask(ask::Text(id)) } else { None };
        let body = match read {
            Some(read) => self.body(scope, page.file(), read?, Some(&card)),
            None => Body { html: Shown::safe_string(""), headings: Vec::new(), words: 0 },
        };
        *scope.text.borrow_mut() = Some(body.html.clone());
        let around = self.view.ask(ask::Around(id));
        let mut object = Object::default();
        object.set_all(&card);
        let mut set = |key: &'static str, value: &dyn Fn() -> Shown| {
            if self.view.shows(key) {
                object.set(key, value());
            }
        };
        set("content", &|| body.html.clone());
        set("words", &|| Shown::from(body.words));
        set("minutes", &|| Shown::from(body.words.div_ceil(markdown::READ_IN_A_MINUTE)));
        set("terms", &|| terms(&around.terms));
        set("related", &|| self.cards(&self.related(id, &around.related)));
        set("neighbours", &|| self.neighbours(around.beside));
        set("toc", &|| toc(&body.headings));
        object.set_some("series", self.series(id, &page, &around.parts));
        let unit = page.unit().and_then(|(unit, name)| self.unit(unit, name, page.lang()));
        object.set_some("organization", unit);
        Ok(object.done())
    }

    /// The related pages of a page. Where too few share a tag, a topic or a unit with it, those
    /// with titles like its own follow.
    fn related(&self, id: PageId, related: &[PageId]) -> Vec<PageId> {
        let mut all = related.to_vec();
        if all.len() < ask::RELATED {
            let alike = self.view.ask(ask::Alike(id, 2 * ask::RELATED));
            all.extend(alike.into_iter().filter(|other| !related.contains(other)));
            all.truncate(ask::RELATED);
        }
        all
    }

    fn neighbours(&self, (newer, older): (Option<PageId>, Option<PageId>)) -> Shown {
        let mut object = Object::default();
        object.set_some("newer", newer.map(|id| self.card(id)));
        object.set_some("older", older.map(|id| self.card(id)));
        object.done()
    }

    fn series(&self, id: PageId, page: &FrontMatter<'_>, parts: &[PageId]) -> Option<Shown> {
        let series = page.fields().group("series")?;
        let name = series.text("name", self.view.code(page.lang()))?;
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
}

/// The line on which the body begins, from 1.
fn first_line(document: &Document) -> usize {
    let before = document.text.get(..document.body.start).unwrap_or_default();
    before.matches('\n').count() + 1
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
