//! Cards: a page as lists show it. Each is made once and shared by all that show it, as long as there is room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tera::Value as Shown;

use super::fact::Fact;
use super::frame;
use super::part::{self, Part};
use super::value::{Object, Origin};
use super::world::World;
use crate::schema::SortKey;
use crate::site::{PageId, SectionId};

/// How many bytes the cards take at a time, about: those of an ordinary site, and of a large one those that pages near in time show. To
/// let go of a card and to make it again takes longer than to keep it. In development there are few, so that every test meets cards that had
/// to be made again.
const ROOM: usize = if cfg!(debug_assertions) { 60 << 10 } else { 140 << 20 };

/// The cards of all pages, of which the last that were made are kept.
pub(super) struct Cards {
    places: Vec<Mutex<Place>>,
    made: Mutex<Made>,
    room: usize,
}

/// The cards that are there.
#[derive(Default)]
struct Made {
    /// Their pages and how many bytes they take, in the order in which they were made.
    cards: VecDeque<(PageId, usize)>,
    bytes: usize,
}

/// About how many bytes a value takes.
fn weight(shown: &Shown) -> usize {
    // With what the allocator and the hash table take.
    const VALUE: usize = 40;
    const ENTRY: usize = 80;
    let inside = match (shown.as_map(), shown.as_array()) {
        (Some(map), _) => 2 * VALUE + map.values().map(|value| ENTRY + weight(value)).sum::<usize>(),
        (_, Some(items)) => VALUE + items.iter().map(weight).sum::<usize>(),
        _ => shown.as_str().map_or(0, |text| text.len() + VALUE / 2),
    };
    VALUE + inside
}

/// What there is of the card of a page.
#[derive(Default)]
struct Place {
    /// What templates receive.
    shown: Option<Shown>,
    /// What it was made from, once it has been.
    facts: Option<Arc<[Fact]>>,
    /// Whether mistakes were met on the way: they are told only when the card is made for the first time.
    is_warned: bool,
    /// Parts of lists that show it, as long as it is there itself.
    parts: Vec<(part::Key, Arc<Part>)>,
}

impl Cards {
    /// For so many pages; none is made yet.
    pub fn new(pages: usize) -> Self {
        Self::with_room(pages, ROOM)
    }

    fn with_room(pages: usize, room: usize) -> Self {
        let places = (0..pages).map(|_| Mutex::default()).collect();
        Self { places, made: Mutex::default(), room }
    }

    fn place(&self, id: PageId) -> Option<MutexGuard<'_, Place>> {
        Some(self.places.get(id.at())?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, id: PageId, card: Place) {
        let bytes = card.shown.as_ref().map_or(0, weight);
        // One lock at a time: two threads may be about to let go of each other's cards.
        if let Some(mut place) = self.place(id) {
            if place.shown.is_some() {
                return;
            }
            *place = card;
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.cards.push_back((id, bytes));
        made.bytes += bytes;
        let mut oldest = Vec::new();
        // The last one is kept however large it is: each of ten thousand lists may show that one page.
        while made.bytes > self.room && made.cards.len() > 1 {
            let Some((id, bytes)) = made.cards.pop_front() else { break };
            made.bytes = made.bytes.saturating_sub(bytes);
            oldest.push(id);
        }
        drop(made);
        let mut parts = 0;
        for id in oldest {
            if let Some(mut place) = self.place(id) {
                place.shown = None;
                parts += place.parts.drain(..).map(|(_, part)| part.bytes()).sum::<usize>();
            }
        }
        self.weigh(|bytes| bytes.saturating_sub(parts));
    }

    /// A part that shows the card.
    pub fn part(&self, id: PageId, key: &part::Key) -> Option<Arc<Part>> {
        let place = self.place(id)?;
        place.parts.iter().find(|(known, _)| known == key).map(|(_, part)| part.clone())
    }

    /// Keeps a part that shows the card, where the card is kept.
    pub fn put_part(&self, id: PageId, key: part::Key, part: Arc<Part>) {
        let bytes = part.bytes();
        let Some(mut place) = self.place(id).filter(|place| place.shown.is_some()) else { return };
        place.parts.push((key, part));
        drop(place);
        self.weigh(|all| all + bytes);
    }

    fn weigh(&self, weigh: impl FnOnce(usize) -> usize) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.bytes = weigh(made.bytes);
    }
}

impl World {
    /// The card of a page.
    pub(super) fn card(&self, id: PageId) -> Shown {
        frame::note(|| Fact::Card(id));
        if frame::is_exact() {
            return frame::in_card(|| self.make_card(id, false)).unwrap_or_else(|| self.make_card(id, true));
        }
        let Some(place) = self.cards.place(id) else { return Shown::none() };
        if let Some(shown) = &place.shown {
            return shown.clone();
        }
        let is_told = place.facts.is_some();
        drop(place);
        // Markdown in a field may call a directive that lists the page itself, or a page whose own
        // fields list this one. A card within a card is made without such fields, and not kept.
        let problems = frame::problems();
        match frame::in_card(|| self.noted_card(id)) {
            Some(card) => {
                if is_told {
                    frame::forget_problems(problems);
                }
                let shown = card.shown.clone().unwrap_or_else(Shown::none);
                self.cards.put(id, card);
                shown
            }
            None => self.make_card(id, true),
        }
    }

    /// What a card was made from, and whether there was something to tell the writer about it. It is made where it has not been.
    pub(super) fn card_facts(&self, id: PageId) -> (Arc<[Fact]>, bool) {
        let known = || {
            let place = self.cards.place(id)?;
            Some((place.facts.clone()?, place.is_warned))
        };
        let made = || {
            self.card(id);
            known()
        };
        known().or_else(made).unwrap_or(([].into(), true))
    }

    fn noted_card(&self, id: PageId) -> Place {
        let before = frame::problems();
        let (shown, mut facts) = frame::noted(|| self.make_card(id, false));
        facts.push(Fact::Page(id));
        facts.sort_unstable();
        facts.dedup();
        Place {
            shown: Some(shown),
            facts: Some(facts.into()),
            is_warned: frame::problems() > before,
            parts: Vec::new(),
        }
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
            if !self.wants(key, value) {
                continue;
            }
            if let Some(shown) = self.value(value, origin) {
                card.set_key(key, shown);
            }
        }
        // By these a card is known again.
        card.set("id", &*page.id).set("lang", code).set("url", &*page.url).set("title", page.title());
        let mut set = |key: &'static str, value: &dyn Fn() -> Shown| {
            if self.shows(key) {
                card.set(key, value());
            }
        };
        set("type", &|| Shown::from(&*page.content_type.id));
        set("type_name", &|| Shown::from(page.content_type.name.get(code)));
        set("list_title", &|| Shown::from(page.fields.text("short_title", code).unwrap_or(page.title())));
        set("summary", &|| Shown::from(page.summary()));
        set("section", &|| self.shared_link(page.section));
        set("state", &|| Shown::from(page.state.name()));
        set("pinned", &|| Shown::from(page.pinned));
        if self.shows("year") {
            card.set_some("year", page.date().map(|date| i64::from(date.year())));
        }
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

    /// [`Self::section_link`], made once for all pages of the section.
    fn shared_link(&self, id: SectionId) -> Shown {
        let Some(place) = self.section_links.get(id.at()) else { return Shown::none() };
        place.get_or_init(|| self.section_link(id)).clone()
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
        let made = frame::apart(|| self.section_object(id, Shown::safe_string("")).done());
        place.get_or_init(|| made).clone()
    }

    /// The section value with the HTML of its `_index.md`.
    pub(super) fn section_object(&self, id: SectionId, content: Shown) -> Object {
        let mut object = Object::default();
        let Some(section) = self.site.section(id) else { return object };
        object
            .set("id", &*section.path)
            .set("title", &*section.title)
            .set("url", section.url())
            .set("type", &*section.content_type.id)
            .set("order", section.order.iter().map(SortKey::to_string).collect::<Vec<_>>())
            .set("count", section.all.len())
            .set("content", content);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_cards_are_kept_and_of_all_what_they_were_made_from() {
        let cards = Cards::with_room(4, 2 * weight(&Shown::from(0_u32)));
        for id in (0..3).map(PageId) {
            let facts = Some([Fact::Page(id)].into());
            cards.put(
                id,
                Place { shown: Some(Shown::from(id.0)), facts, is_warned: id.0 == 0, parts: Vec::new() },
            );
        }
        let there: Vec<bool> = (0..4).map(|id| cards.place(PageId(id)).unwrap().shown.is_some()).collect();
        assert_eq!(there, [false, true, true, false]);
        let first = cards.place(PageId(0)).unwrap();
        assert!(first.is_warned && first.facts.as_deref() == Some(&[Fact::Page(PageId(0))]));
        assert!(cards.place(PageId(4)).is_none());
    }

    #[test]
    fn a_card_that_is_larger_than_the_room_is_kept_until_the_next() {
        let cards = Cards::with_room(2, 1);
        for id in (0..2).map(PageId) {
            cards.put(id, Place { shown: Some(Shown::from(id.0)), ..Place::default() });
            assert!(cards.place(id).unwrap().shown.is_some());
        }
        assert!(cards.place(PageId(0)).unwrap().shown.is_none());
    }
}
