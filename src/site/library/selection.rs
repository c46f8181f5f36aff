//! Decides which pages are shown at the time of the build.

use rayon::prelude::*;

use super::page::PageSource;
use super::sections::name;
use super::visibility::{Schedule, State};
use crate::schema::{Date, Zone};

/// Largest rayon job, in pages.
const PIECE: usize = 256;

/// A page that is not shown, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenPage {
    /// Its file.
    pub file: String,
    /// The number of its language.
    pub lang: usize,
    /// Its id.
    pub id: String,
    /// Its place below `content/`, the same in every language.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub state: State,
}

impl HiddenPage {
    fn new(page: PageSource, state: State) -> Self {
        let (id, title) = (page_id(&page).to_owned(), page.title().to_owned());
        let PageSource { file, lang, stem, .. } = page;
        Self { file: file.into(), lang, id, stem: stem.into(), title, state }
    }
}

/// The pages of a site, parted by whether they are shown.
pub(super) struct Selection {
    pub(super) shown: Vec<(Box<PageSource>, State)>,
    pub(super) left_out: Vec<HiddenPage>,
    pub(super) next_change: i64,
    pub(super) coming: Schedule,
}

impl Selection {
    /// Shows published pages and those of the states in `shown`.
    #[allow(clippy::vec_box, reason = "they are moved from list to list, and are many and large")]
    pub(super) fn new(pages: Vec<Box<PageSource>>, shown: &[State], now: Date, zone: Zone) -> Self {
        let states = pages.par_iter().with_max_len(PIECE).map(|page| {
            let visibility = &page.standing;
            (visibility.state(now), visibility.next_change(now))
        });
        let states: Vec<(State, i64)> = states.collect();
        let mut selection = Self {
            shown: Vec::with_capacity(pages.len()),
            left_out: Vec::new(),
            next_change: states.iter().map(|(_, change)| *change).min().unwrap_or(i64::MAX),
            coming: Schedule { zone, ..Schedule::default() },
        };
        for (page, (state, change)) in pages.into_iter().zip(states) {
            let is_shown = state == State::Published || shown.contains(&state);
            let is_early = state != State::Published && is_shown;
            // A page that is shown before its time does not appear again later.
            if change < i64::MAX && !is_early {
                selection.coming = selection.coming.and(page.standing.coming(state, now));
            }
            if is_shown {
                selection.shown.push((page, state));
            } else {
                selection.left_out.push(HiddenPage::new(*page, state));
            }
        }
        selection
    }
}

/// The name by which other pages refer to a page: `id:`, or the last part of its stem.
pub(super) fn page_id(page: &PageSource) -> &str {
    page.standing.id.as_deref().unwrap_or_else(|| name(&page.stem))
}
