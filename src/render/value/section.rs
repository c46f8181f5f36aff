//! Sections as templates receive them.

use tera::Value as Shown;

use super::field::{Origin, shown_image};
use super::object::Object;
use crate::render::ask::{self, FrontMatter, SectionCounts, SectionFront};
use crate::render::world::World;
use crate::schema::{SortKey, Value};
use crate::site::SectionId;

impl World {
    /// `id`, `title` and `url` of the section of a page: made once for all its pages.
    pub(in crate::render) fn section_link(&self, page: &FrontMatter<'_>) -> Shown {
        let Some(place) = self.sections.links.get(page.section_id().at()) else { return Shown::none() };
        let make = || {
            let Some(section) = page.section() else { return Shown::none() };
            link(section.path(), section.title(), section.url())
        };
        place.get_or_init(make).clone()
    }

    /// The `section` of pages in a section; with numbers of pages where their template shows them.
    /// Few do, and every new page changes them.
    pub(in crate::render) fn section(&self, id: SectionId, is_counted: bool) -> Shown {
        let values = if is_counted { &self.sections.counted } else { &self.sections.plain };
        let make = || self.section_object(id, is_counted, Shown::safe_string("")).done();
        values.show(id.at(), make).cloned().unwrap_or_else(Shown::none)
    }

    /// The section value; `content` is the HTML of its `_index.md`.
    pub(in crate::render) fn section_object(
        &self,
        id: SectionId,
        is_counted: bool,
        content: Shown,
    ) -> Object {
        let mut object = Object::default();
        let Some((lang, path)) = self.view.section_key(id) else { return object };
        let Some(section) = self.view.ask(ask::Section(lang, path.clone())) else { return object };
        let counted = is_counted.then(|| self.view.ask(ask::Counts(lang, path)));
        let own = section.front();
        object
            .set("id", own.path())
            .set("title", own.title())
            .set("url", own.url())
            .set("type", &*own.content_type().id)
            .set("order", own.order().iter().map(SortKey::to_string).collect::<Vec<_>>())
            .set_some("count", counted.as_ref().map(|counted| counted.of(id)))
            .set("content", content);
        let card = |section: SectionFront<'_>| {
            let is_current = section.id() == id;
            self.section_card(section, is_current, counted.as_ref())
        };
        let parent = section.parent().map(|parent| self.section_card(parent, false, counted.as_ref()));
        object.set_some("parent", parent);
        object.set("children", Shown::from(section.children().map(card).collect::<Vec<_>>()));
        object.set("siblings", Shown::from(section.siblings().map(card).collect::<Vec<_>>()));
        self.add_section_fields(&mut object, own);
        object
    }

    /// A section as other sections list it.
    fn section_card(
        &self,
        section: SectionFront<'_>,
        current: bool,
        counted: Option<&SectionCounts>,
    ) -> Shown {
        let mut card = Object::default();
        card.set("id", section.path())
            .set("title", section.title())
            .set("url", section.url())
            .set_some("count", counted.map(|counted| counted.of(section.id())))
            .set("current", current);
        self.add_section_fields(&mut card, section);
        card.done()
    }

    fn add_section_fields(&self, object: &mut Object, section: SectionFront<'_>) {
        let origin = Origin::new(section.file().unwrap_or("content/_index.md"), section.lang());
        for key in ["eyebrow", "summary"] {
            let value = section.fields().get(key);
            object.set_some(key, value.and_then(|value| self.value(value, origin)));
        }
        if let Some(Value::Image(image)) = section.fields().get("banner") {
            object.set_some("banner", shown_image(image, section.banner()));
        }
    }
}

/// A section by its name.
pub(in crate::render) fn link(path: &str, title: &str, url: String) -> Shown {
    let mut link = Object::default();
    link.set("id", path).set("title", title).set("url", url);
    link.done()
}
