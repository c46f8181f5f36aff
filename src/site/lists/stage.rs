//! The lists: pages in order, by section, term, month and property.

use std::sync::OnceLock;

use super::archive::{Archive, archives};
use super::index::Index;
use super::order::Order;
use super::query::Axis;
use super::section::Section;
use super::sort::Sorter;
use super::taxonomy::{Taxonomy, taxonomies};
use crate::site::library::{Library, PageId, SectionId};

/// All lists of a site. They contain numbers of pages, so that they stay right for every library of
/// the same shape.
#[derive(Debug)]
pub(in crate::site) struct Lists {
    order: Order,
    pub(in crate::site) sections: Vec<Section>,
    pub(in crate::site) taxonomies: Vec<Taxonomy>,
    pub(in crate::site) archives: Vec<Archive>,
    /// Made at the first question: a site without queries needs none.
    index: OnceLock<Index>,
}

impl Lists {
    /// Lists the pages of a library.
    pub(in crate::site) fn new(library: &Library) -> Self {
        let order = Order::of(library);
        let (sections, taxonomies) =
            rayon::join(|| Section::all_of(library, &order), || taxonomies(library, &order));
        let archives = archives(library, &order);
        let lists = Self { order, sections, taxonomies, archives, index: OnceLock::new() };
        // The checks look up the parts of a series.
        if library.pages.iter().any(|page| page.standing.is_in_series()) {
            lists.prepare_index(library);
        }
        lists
    }

    /// Indexes all pages on all threads.
    pub(in crate::site) fn prepare_index(&self, library: &Library) {
        if self.index.get().is_none() {
            // Not within the lock: threads that wait for it could not help.
            drop(self.index.set(Index::new(library, &self.order)));
        }
    }

    /// The pages of a language with a property, from the newest. A topic or a concept is meant by
    /// its id, or by its place (`topics/x`) if several have that id.
    ///
    /// If there is no index, the calling thread makes it alone: if it waited for rayon, it could be
    /// given work that needs the index.
    pub(in crate::site) fn pages_of(
        &self,
        library: &Library,
        lang: usize,
        axis: Axis,
        key: &str,
    ) -> &[PageId] {
        let index = self.index.get_or_init(|| Index::alone(library, &self.order));
        let Some(types) = axis.targets() else { return index.list(lang, axis, key) };
        let page = library.placed_at(lang, key, &types).and_then(|id| library.page(id));
        page.map_or(&[], |page| index.list(lang, axis, &page.stem))
    }

    pub(super) fn sorter<'s>(&'s self, library: &'s Library) -> Sorter<'s> {
        Sorter { library, order: &self.order }
    }

    /// A section.
    pub(in crate::site) fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.at())
    }

    /// All sections with their numbers.
    pub(in crate::site) fn sections_with_ids(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        (0..).map(SectionId).zip(&self.sections)
    }

    /// The archive of a language.
    pub(in crate::site) fn archive(&self, lang: usize) -> Option<&Archive> {
        self.archives.iter().find(|archive| archive.lang == lang)
    }

    /// All pages of a language from the newest.
    pub(in crate::site) fn newest(&self, lang: usize) -> &[PageId] {
        self.order.newest(lang)
    }

    /// The place of a page among all from the newest.
    pub(in crate::site) fn rank(&self, id: PageId) -> u32 {
        self.order.rank(id)
    }

    /// The place of a page in its section's list.
    pub(in crate::site) fn position(&self, library: &Library, id: PageId) -> Option<usize> {
        let section = self.section(library.page(id)?.section)?;
        self.sorter(library).position(&section.pages, id, &section.order)
    }

    /// The place of a page in a list from the newest.
    pub(in crate::site) fn position_among(&self, newest: &[PageId], id: PageId) -> Option<usize> {
        self.order.position(newest, id)
    }
}
