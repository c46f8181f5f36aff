//! Cards: a page as lists show it. Each is made once and shared by all that show it.

use tera::Value as Shown;

use super::fact::Fact;
use super::frame;
use super::value::{Object, Origin};
use super::world::World;
use crate::site::{PageId, SectionId};

/// A card that has been made.
#[derive(Debug)]
pub(super) struct Card {
    /// What templates receive.
    shown: Shown,
    /// What it was made from.
    facts: Vec<Fact>,
    /// Whether mistakes were met on the way: they are told only by what makes the card.
    is_warned: bool,
}

impl World {
    /// The card of a page.
    pub(super) fn card(&self, id: PageId) -> Shown {
        frame::note(|| Fact::Card(id));
        let Some(place) = self.cards.get(id.at()) else { return Shown::none() };
        if let Some(card) = place.get() {
            return card.shown.clone();
        }
        // Not within `get_or_init`: Markdown in a field may call a directive that lists the page itself, or a page whose own
        // fields list this one. A card within a card is made without such fields, and not kept.
        match frame::in_card(|| self.noted_card(id)) {
            Some(made) => place.get_or_init(|| made).shown.clone(),
            None => self.make_card(id, true),
        }
    }

    /// What a card was made from, and whether there was something to tell the writer about it. It is made where it has not been.
    pub(super) fn card_facts(&self, id: PageId) -> (Vec<Fact>, bool) {
        self.card(id);
        let card = self.cards.get(id.at()).and_then(|card| card.get());
        card.map_or((Vec::new(), true), |card| (card.facts.clone(), card.is_warned))
    }

    fn noted_card(&self, id: PageId) -> Card {
        let before = frame::problems();
        let (shown, mut facts) = frame::noted(|| self.make_card(id, false));
        facts.push(Fact::Page(id));
        facts.sort_unstable();
        facts.dedup();
        Card { shown, facts, is_warned: frame::problems() > before }
    }

    /// The cards of pages.
    pub(super) fn cards(&self, ids: &[PageId]) -> Shown {
        Shown::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>())
    }

    fn make_card(&self, id: PageId, is_plain: bool) -> Shown {
        let Some(page) = self.site.page(id) else { return Shown::none() };
        let code = self.site.config().code(page.lang);
        let origin = Origin { file: &page.file, lang: page.lang };
        let mut card = Object::default();
        for (key, value) in page.fields.iter() {
            if is_plain && matches!(value, crate::schema::Value::Markdown(_)) {
                continue;
            }
            if let Some(shown) = self.value(value, origin) {
                card.set_key(key, shown);
            }
        }
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
        let Some(place) = self.sections.get(id.at()) else { return Shown::none() };
        if let Some(section) = place.get() {
            return section.clone();
        }
        let made = frame::apart(|| self.section_object(id, "").done());
        place.get_or_init(|| made).clone()
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
