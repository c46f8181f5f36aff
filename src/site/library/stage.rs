//! The library: all pages and sections of a site, and the data that they refer to.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::folder::Folder;
use super::id::{PageId, SectionId};
use super::material::{Base, Material};
use super::names::{By, Names};
use super::nearest::Nearest;
use super::page::{Page, PageSource};
use super::page_maker::PageMaker;
use super::rare_pairs::RarePairs;
use super::sections::Sections;
use super::selection::{HiddenPage, Selection};
use super::unit_pages::UnitPages;
use super::visibility::{Schedule, State};
use crate::schema::Date;
use crate::site::late_problem::LateProblem;

/// Largest rayon job, in pages.
const PIECE: usize = 256;

/// All pages and sections of a site, and the data that they refer to, without any list of them.
///
/// Copies share everything but the list of pages: an edit of an article makes a copy.
#[derive(Debug, Clone)]
pub(in crate::site) struct Library {
    pub(in crate::site) base: Arc<Base>,
    pub(in crate::site) sections: Arc<Sections>,
    pub(in crate::site) pages: Vec<Arc<Page>>,
    pub(in crate::site) unit_pages: Arc<UnitPages>,
    pub(in crate::site) left_out: Arc<Vec<HiddenPage>>,
    /// The time of the build.
    pub(in crate::site) now: Date,
    /// The next time at which a page changes although no file does, in seconds since 1970.
    pub(in crate::site) next_change: i64,
    pub(in crate::site) coming: Schedule,
    pub(super) names: PageNames,
    pub(super) nearest: Arc<Nearest>,
    /// The pages by their addresses, for those that are mentioned by them; made at the first
    /// question.
    pub(super) by_url: Arc<OnceLock<HashMap<Box<str>, PageId>>>,
    /// What the titles of pages share; made at the first question.
    pub(super) pairs: Arc<OnceLock<RarePairs>>,
    /// The fingerprint of all titles; made at the first question.
    pub(super) titles: Arc<OnceLock<u64>>,
    /// The names by which pages refer to others; collected at the first question.
    pub(super) called: Arc<OnceLock<HashSet<Box<str>>>>,
}

/// Pages by each of their names.
#[derive(Debug, Clone)]
pub(super) struct PageNames {
    pub(super) ids: Names,
    pub(super) titles: Names,
    pub(super) stems: Names,
    pub(super) files: Names,
}

impl Default for PageNames {
    fn default() -> Self {
        Self {
            ids: Names::new(By::Id),
            titles: Names::new(By::Title),
            stems: Names::new(By::Stem),
            files: Names::new(By::File),
        }
    }
}

impl Library {
    /// Makes the library of a site: selects the pages that are shown, makes sections for them,
    /// gives each its address and every unit a page.
    pub(in crate::site) fn new(material: Material) -> (Self, Vec<LateProblem>) {
        let Material { config, types, home, organization, statistics, addresses, .. } = material;
        let Material { data, data_prints, resources, statics, unread, lacks_pages, .. } = material;
        let Material { pages, sections, now, shown, .. } = material;
        let Selection { shown, left_out, next_change, coming } =
            Selection::new(pages, &shown, now, config.zone);
        let sections = Sections::new(&config, &types, sections, &shown);
        let base = Base {
            config,
            types,
            home,
            organization,
            statistics,
            addresses,
            data,
            data_prints,
            resources,
            statics,
            unread,
            lacks_pages,
        };
        let maker = PageMaker { base: &base, sections: &sections, now };
        let mut problems = Vec::new();
        let mut pages = make_pages(maker, shown);
        let unit_pages = UnitPages::complete(maker, &mut pages, &mut problems);
        let library = Self {
            base: Arc::new(base),
            sections: Arc::new(sections),
            pages,
            unit_pages: Arc::new(unit_pages),
            left_out: Arc::new(left_out),
            now,
            next_change,
            coming,
            names: PageNames::default(),
            nearest: Arc::default(),
            by_url: Arc::default(),
            pairs: Arc::default(),
            titles: Arc::default(),
            called: Arc::default(),
        };
        (library, problems)
    }

    /// Makes pages as this library does.
    pub(super) fn page_maker(&self) -> PageMaker<'_> {
        PageMaker { base: &self.base, sections: &self.sections, now: self.now }
    }

    /// A page.
    pub(in crate::site) fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.at()).map(|page| &**page)
    }

    /// All pages with their numbers.
    pub(in crate::site) fn pages_with_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        (0..).map(PageId).zip(self.pages.iter().map(|page| &**page))
    }

    /// A section without its lists.
    pub(in crate::site) fn folder(&self, id: SectionId) -> Option<&Folder> {
        self.sections.get(id)
    }

    /// The number of languages.
    pub(in crate::site) fn languages(&self) -> usize {
        self.base.config.languages.len()
    }
}

fn make_pages(maker: PageMaker<'_>, shown: Vec<(Box<PageSource>, State)>) -> Vec<Arc<Page>> {
    let pages = shown.into_par_iter().with_max_len(PIECE);
    pages.filter_map(|(source, state)| maker.page(source, state).map(Arc::new)).collect()
}
