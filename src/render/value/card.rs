//! Cards: a page as lists show it. Each is made once and shared by all that show it, as long as
//! there is room.

use std::sync::Arc;

use tera::Value as Shown;

use super::cards::Place;
use super::field::Origin;
use super::object::Object;
use crate::render::ask::{self, Dependency, FrontMatter, SharedValue, is_exact, made, shown};
use crate::render::template::scope;
use crate::render::world::World;
use crate::schema::{Image, Value};
use crate::site::PageId;

impl World {
    /// The card of a page.
    pub(in crate::render) fn card(&self, id: PageId) -> Shown {
        if is_exact() {
            shown(|| SharedValue::Card(id));
            return scope::in_card(|| self.make_card(id, false)).unwrap_or_else(|| self.make_card(id, true));
        }
        let Some(place) = self.cards.place(id) else { return Shown::none() };
        if let Some(card) = &place.shown {
            shown(|| SharedValue::Card(id));
            return card.clone();
        }
        let is_told = place.dependencies.is_some();
        drop(place);
        // Markdown in a field may call a directive that lists the page itself, or a page whose own
        // fields list this one. A card within a card is made without such fields, and not kept.
        let problems = scope::problems();
        match scope::in_card(|| self.new_card(id)) {
            Some(card) => {
                if is_told {
                    scope::forget_problems(problems);
                }
                let shown = card.shown.clone().unwrap_or_else(Shown::none);
                self.cards.put(id, card);
                shown
            }
            None => {
                shown(|| SharedValue::Card(id));
                self.make_card(id, true)
            }
        }
    }

    /// The dependencies of a card, and whether there was something to report. A card that was not
    /// made yet is made.
    pub(in crate::render) fn card_dependencies(&self, id: PageId) -> (Arc<[Dependency]>, bool) {
        let known = || {
            let place = self.cards.place(id)?;
            Some((place.dependencies.clone()?, place.is_warned))
        };
        let made = || {
            self.card(id);
            known()
        };
        known().or_else(made).unwrap_or(([].into(), true))
    }

    fn new_card(&self, id: PageId) -> Place {
        let before = scope::problems();
        let (card, dependencies) = made(SharedValue::Card(id), || self.make_card(id, false));
        Place {
            shown: Some(card),
            dependencies: Some(dependencies.into()),
            is_warned: scope::problems() > before,
            fragments: Vec::new(),
        }
    }

    /// The cards of pages.
    pub(in crate::render) fn cards(&self, ids: &[PageId]) -> Shown {
        Shown::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>())
    }

    fn make_card(&self, id: PageId, is_plain: bool) -> Shown {
        let Some(page) = self.view.ask(ask::Front(id)) else { return Shown::none() };
        let code = self.view.code(page.lang());
        let origin = Origin::new(page.file(), page.lang());
        let mut card = Object::default();
        for (key, value) in page.fields().iter() {
            if is_plain && matches!(value, Value::Markdown(_)) {
                continue;
            }
            if !self.view.shows_value(key, value) {
                continue;
            }
            let field = page.content_type().group.field(key);
            let origin = field.map_or(origin, |field| origin.of(&field.kind));
            if let Some(shown) = self.value(value, origin) {
                card.set_key(key, shown);
            }
        }
        // By these the page of a card is found again.
        card.set("id", page.id()).set("lang", code).set("url", page.url()).set("title", page.title());
        let mut set = |key: &'static str, value: &dyn Fn() -> Shown| {
            if self.view.shows(key) {
                card.set(key, value());
            }
        };
        let short = || page.fields().text("short_title", code).unwrap_or(page.title());
        set("type", &|| Shown::from(&*page.content_type().id));
        set("type_name", &|| Shown::from(page.content_type().name.get(code)));
        set("list_title", &|| Shown::from(short()));
        set("summary", &|| Shown::from(page.summary()));
        set("section", &|| self.section_link(&page));
        set("state", &|| Shown::from(page.state()));
        set("pinned", &|| Shown::from(page.is_pinned()));
        if self.view.shows("year") {
            card.set_some("year", page.date().map(|date| i64::from(date.year())));
        }
        if let Some(period) = page.fields().group("period") {
            let mut shown = self.fields(period, origin);
            shown.set_some("state", page.period_state());
            card.set("period", shown.done());
        }
        self.describe_cover(&mut card, &page);
        card.done()
    }

    /// Adds `cover_alt:` to a cover that is only a path.
    fn describe_cover(&self, card: &mut Object, page: &FrontMatter<'_>) {
        let code = self.view.code(page.lang());
        let (Some(Value::Image(cover)), Some(alt)) =
            (page.fields().get("cover"), page.fields().text("cover_alt", code))
        else {
            return;
        };
        let described = Image { alt: Some(alt.to_owned()), ..(**cover).clone() };
        let value = Value::Image(Box::new(described));
        if let Some(cover) = self.value(&value, Origin::new(page.file(), page.lang())) {
            card.set("cover", cover);
        }
    }
}
