//! A section with the lists of its pages.

use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;

use super::filters::Filters;
use super::order::Order;
use super::sort::Sorter;
use super::window::window;
use crate::site::library::{Folder, Library, PageId};

/// A section with its pages in order.
#[derive(Debug)]
pub struct Section {
    /// The section without its lists.
    folder: Arc<Folder>,
    /// The pages in it, in order.
    pub pages: Vec<PageId>,
    /// The pages in it and below, in order, pinned ones first.
    pub all: Vec<PageId>,
    /// The parts into which its list can be narrowed, if it has several pages.
    pub filters: Filters,
}

impl Deref for Section {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

impl Section {
    /// Lists the pages of every section.
    pub(super) fn all_of(library: &Library, order: &Order) -> Vec<Self> {
        let mut sections = gather(library);
        let sorter = Sorter { library, order };
        sections.par_iter_mut().with_max_len(1).for_each(|section| section.sort(sorter));
        sections
    }

    fn sort(&mut self, sorter: Sorter<'_>) {
        let keys = &self.folder.order;
        sorter.sort(&mut self.pages, keys);
        if self.all.len() == self.pages.len() {
            self.all.clone_from(&self.pages);
        } else {
            sorter.sort(&mut self.all, keys);
        }
        let is_pinned = |id: &PageId| sorter.library.page(*id).is_some_and(|page| page.pinned);
        self.all.sort_by_key(|id| !is_pinned(id));
        // The home page has a section, and no list.
        let is_filtered = !self.path.is_empty() && !self.content_type.filters.is_empty();
        if is_filtered && self.list_pages() > 1 {
            self.filters = Filters::of(sorter.library, sorter.order, &self.folder, &self.all);
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        self.folder.url()
    }

    /// The number of pages of its list.
    pub fn list_pages(&self) -> usize {
        if self.page_size == 0 { 1 } else { self.all.len().div_ceil(self.page_size).max(1) }
    }

    /// The articles on a page of its list, counted from 1.
    pub fn list_page(&self, number: usize) -> &[PageId] {
        window(&self.all, self.page_size, number)
    }
}

/// The sections with their pages in no order yet.
fn gather(library: &Library) -> Vec<Section> {
    let section = |folder: &Arc<Folder>| Section {
        folder: folder.clone(),
        pages: Vec::new(),
        all: Vec::new(),
        filters: Filters::default(),
    };
    let mut sections: Vec<Section> = library.sections.folders.iter().map(section).collect();
    for (id, page) in library.pages_with_ids() {
        if let Some(section) = sections.get_mut(page.section.at()) {
            section.pages.push(id);
        }
        let mut around = Some(page.section);
        while let Some(section) = around.and_then(|at| sections.get_mut(at.at())) {
            section.all.push(id);
            around = section.parent;
        }
    }
    sections
}
