//! Cards: a page as lists show it. Each is made once and shared by all that show it.

use std::sync::OnceLock;

use tera::Value as Shown;

use super::value::{Object, Origin};
use super::world::World;
use crate::site::{PageId, SectionId};

impl World {
    /// The card of a page.
    pub(super) fn card(&self, id: PageId) -> Shown {
        match self.cards.get(id.at()) {
            Some(card) => card.get_or_init(|| self.make_card(id)).clone(),
            None => Shown::none(),
        }
    }

    /// The cards of pages.
    pub(super) fn cards(&self, ids: &[PageId]) -> Shown {
        Shown::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>())
    }

    fn make_card(&self, id: PageId) -> Shown {
        let Some(page) = self.site.page(id) else { return Shown::none() };
        let code = self.site.config().code(page.lang);
        let origin = Origin { file: &page.file, lang: page.lang };
        let mut card = Object::default();
        self.add_fields(&mut card, &page.fields, origin);
        card.set("id", &*page.id)
            .set("type", &*page.content_type.id)
            .set("type_name", page.content_type.name.get(code))
            .set("lang", code)
            .set("url", &*page.url)
            .set("title", &*page.title)
            .set("list_title", page.fields.text("short_title", code).unwrap_or(&page.title))
            .set("summary", &*page.summary)
            .set("section", self.section_link(page.section))
            .set("state", page.state.name())
            .set("pinned", page.pinned);
        card.set_some("year", page.date().map(|date| i64::from(date.year())));
        if let Some(period) = page.fields.group("period") {
            let mut shown = self.fields(period, origin);
            shown.set_some("state", self.period_state(period));
            card.set("period", shown.done());
        }
        self.describe_cover(&mut card, id);
        card.done()
    }

    /// `cover_alt:` beside a cover that is only a path.
    fn describe_cover(&self, card: &mut Object, id: PageId) {
        let Some(page) = self.site.page(id) else { return };
        let code = self.site.config().code(page.lang);
        let (Some(crate::schema::Value::Image(cover)), Some(alt)) =
            (page.fields.get("cover"), page.fields.text("cover_alt", code))
        else {
            return;
        };
        let described = crate::schema::Image { alt: Some(alt.to_owned()), ..(**cover).clone() };
        let value = crate::schema::Value::Image(Box::new(described));
        if let Some(cover) = self.value(&value, Origin { file: &page.file, lang: page.lang }) {
            card.set("cover", cover);
        }
    }

    /// `id`, `title` and `url` of a section.
    pub(super) fn section_link(&self, id: SectionId) -> Shown {
        let Some(section) = self.site.section(id) else { return Shown::none() };
        let mut link = Object::default();
        link.set("id", &*section.path).set("title", &*section.title).set("url", section.url());
        link.done()
    }

    /// A section as other sections list it.
    fn section_card(&self, id: SectionId, current: bool) -> Shown {
        let Some(section) = self.site.section(id) else { return Shown::none() };
        let mut card = Object::default();
        card.set("id", &*section.path)
            .set("title", &*section.title)
            .set("url", section.url())
            .set("count", section.all.len())
            .set("current", current);
        self.add_section_fields(&mut card, id);
        card.done()
    }

    fn add_section_fields(&self, object: &mut Object, id: SectionId) {
        let Some(section) = self.site.section(id) else { return };
        let file = section.file.as_deref().unwrap_or("content/_index.md");
        let origin = Origin { file, lang: section.lang };
        for key in ["eyebrow", "summary", "banner"] {
            object.set_some(key, section.fields.get(key).and_then(|value| self.value(value, origin)));
        }
    }

    /// The section value of pages in it; `content` is filled in where its own page is rendered.
    pub(super) fn section(&self, id: SectionId) -> Shown {
        let made = self.sections.get(id.at()).map(|section: &OnceLock<Shown>| {
            section.get_or_init(|| self.section_object(id, "").done()).clone()
        });
        made.unwrap_or_else(Shown::none)
    }

    /// The section value with the HTML of its `_index.md`.
    pub(super) fn section_object(&self, id: SectionId, content: &str) -> Object {
        let mut object = Object::default();
        let Some(section) = self.site.section(id) else { return object };
        object
            .set("id", &*section.path)
            .set("title", &*section.title)
            .set("url", section.url())
            .set("type", &*section.content_type.id)
            .set("count", section.all.len())
            .set("content", Shown::safe_string(content));
        let parent =
            section.parent.and_then(|id| self.site.section(id).filter(|s| !s.path.is_empty()).map(|_| id));
        object.set_some("parent", parent.map(|id| self.section_card(id, false)));
        let cards = |ids: &[SectionId]| {
            Shown::from(ids.iter().map(|child| self.section_card(*child, *child == id)).collect::<Vec<_>>())
        };
        object.set("children", cards(&section.children));
        // The top sections are the main menu; side by side stand those within one section.
        let around = parent.and_then(|id| self.site.section(id));
        object.set("siblings", cards(around.map(|parent| parent.children.as_slice()).unwrap_or_default()));
        self.add_section_fields(&mut object, id);
        object
    }
}
