//! The cards that have been made: kept as long as there is room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tera::Value as Shown;

use crate::render::ask::{CachedValue, Dependency};
use crate::render::template::fragment::{Fragment, Key};
use crate::site::PageId;

/// About how many bytes the cards take at a time: all cards of an ordinary site, and on a large one
/// those of pages near in time. To drop a card and to make it again takes longer than to keep it.
/// In development there is room for few, so that every test meets cards that had to be made again.
const ROOM: usize = if cfg!(debug_assertions) { 60 << 10 } else { 140 << 20 };

/// The cards of all pages, of which those made last are kept.
pub(in crate::render) struct Cards {
    places: Vec<Mutex<Place>>,
    made: Mutex<Recent>,
    room: usize,
}

/// The cards that are kept.
#[derive(Default)]
struct Recent {
    /// Their pages and how many bytes they take, in the order in which they were made.
    cards: VecDeque<(PageId, usize)>,
    bytes: usize,
}

/// About how many bytes a value takes.
fn weight(shown: &Shown) -> usize {
    // Including what the allocator and the hash table take.
    const VALUE: usize = 40;
    const ENTRY: usize = 80;
    let inside = match (shown.as_map(), shown.as_array()) {
        (Some(map), _) => 2 * VALUE + map.values().map(|value| ENTRY + weight(value)).sum::<usize>(),
        (_, Some(items)) => VALUE + items.iter().map(weight).sum::<usize>(),
        _ => shown.as_str().map_or(0, |text| text.len() + VALUE / 2),
    };
    VALUE + inside
}

/// The state of the card of a page.
#[derive(Default)]
pub(super) struct Place {
    /// The value that templates receive.
    pub shown: Option<Shown>,
    /// Its dependencies, once it was made.
    pub dependencies: Option<Arc<[Dependency]>>,
    /// Whether mistakes were found on the way: they are reported only when the card is made for the
    /// first time.
    pub is_warned: bool,
    /// Fragments of lists that show it, each with about how many bytes it takes, as long as the
    /// card is there itself.
    pub fragments: Vec<(Key, usize, CachedValue<Arc<Fragment>>)>,
}

impl Cards {
    /// For a number of pages; none is made yet.
    pub fn new(pages: usize) -> Self {
        Self::with_room(pages, ROOM)
    }

    fn with_room(pages: usize, room: usize) -> Self {
        let places = (0..pages).map(|_| Mutex::default()).collect();
        Self { places, made: Mutex::default(), room }
    }

    pub(super) fn place(&self, id: PageId) -> Option<MutexGuard<'_, Place>> {
        Some(self.places.get(id.at())?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn put(&self, id: PageId, card: Place) {
        let bytes = card.shown.as_ref().map_or(0, weight);
        // One lock at a time: two threads may be about to drop each other's cards.
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
        // The last one is kept however large it is: each of ten thousand lists may show that one
        // page.
        while made.bytes > self.room && made.cards.len() > 1 {
            let Some((id, bytes)) = made.cards.pop_front() else { break };
            made.bytes = made.bytes.saturating_sub(bytes);
            oldest.push(id);
        }
        drop(made);
        let mut fragments = 0;
        for id in oldest {
            if let Some(mut place) = self.place(id) {
                place.shown = None;
                fragments += place.fragments.drain(..).map(|(_, bytes, _)| bytes).sum::<usize>();
            }
        }
        self.weigh(|bytes| bytes.saturating_sub(fragments));
    }

    /// Shows a fragment that shows the card.
    pub(in crate::render) fn fragment(&self, id: PageId, key: &Key) -> Option<Arc<Fragment>> {
        let place = self.place(id)?;
        place.fragments.iter().find(|(known, ..)| known == key).map(|(.., kept)| kept.show().clone())
    }

    /// Keeps a fragment that shows the card and takes about so many bytes, where the card is kept.
    pub(in crate::render) fn put_fragment(
        &self,
        id: PageId,
        key: Key,
        bytes: usize,
        kept: CachedValue<Arc<Fragment>>,
    ) {
        let Some(mut place) = self.place(id).filter(|place| place.shown.is_some()) else { return };
        place.fragments.push((key, bytes, kept));
        drop(place);
        self.weigh(|all| all + bytes);
    }

    fn weigh(&self, weigh: impl FnOnce(usize) -> usize) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.bytes = weigh(made.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::ask;

    #[test]
    fn the_last_cards_are_kept_and_of_all_what_they_were_made_from() {
        let cards = Cards::with_room(4, 2 * weight(&Shown::from(0_u32)));
        for id in (0..3).map(PageId) {
            let dependencies = Some([ask::Front(id).into()].into());
            let shown = Some(Shown::from(id.0));
            cards.put(id, Place { shown, dependencies, is_warned: id.0 == 0, fragments: Vec::new() });
        }
        let there: Vec<bool> = (0..4).map(|id| cards.place(PageId(id)).unwrap().shown.is_some()).collect();
        assert_eq!(there, [false, true, true, false]);
        let first = cards.place(PageId(0)).unwrap();
        assert!(first.is_warned && first.dependencies.as_deref() == Some(&[ask::Front(PageId(0)).into()]));
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
