//! Everything that renderings share: the view, the engine, and the values that many pages show.

use std::sync::{Arc, OnceLock};

use tera::Value as Shown;

use super::ask::{CacheList, CacheMap, SharedList, SharedMap, View};
use super::template::dependencies::TemplateDependencies;
use super::template::engine::Engines;
use super::template::fragment::{Fragment, Key};
use super::template::site_value::SiteValue;
use super::value::cards::Cards;
use crate::site::{Query, SectionId};

/// Everything that renderings share. The files that make values add methods to it; they ask the
/// view, and keep what they make in one of its caches, which record what is shown of them.
pub(super) struct World {
    /// The door to the site, the theme and the files.
    pub view: View,
    pub engine: Arc<Engines>,
    /// The dependencies of each template and component.
    pub templates: Arc<TemplateDependencies>,
    pub cards: Cards,
    /// Cards of the answers to queries that many pages ask alike.
    pub lists: CacheMap<Query, Shown>,
    pub sections: SectionValues,
    pub navigation: Navigation,
    /// Units by number, for each language.
    pub units: Vec<SharedList<Option<Shown>>>,
    /// `site`, `theme` and `data` of templates, by language.
    pub sites: SharedList<SiteValue>,
    pub options: SharedList<Shown>,
    pub data: Vec<OnceLock<Shown>>,
    pub fragments: SharedMap<Key, Arc<Fragment>>,
}

/// The values of sections, by number.
pub(super) struct SectionValues {
    /// `section` of pages whose templates show no numbers of pages.
    pub plain: CacheList<Shown>,
    /// The same with them.
    pub counted: CacheList<Shown>,
    /// `section` of cards. What they show of a section is part of the front matter of each page in
    /// it.
    pub links: Vec<OnceLock<Shown>>,
}

/// Menus and breadcrumbs that many pages share.
#[derive(Default)]
pub(super) struct Navigation {
    /// The menus of pages that are in no menu themselves, by language and section.
    pub menus: CacheMap<(usize, Option<Arc<str>>), Shown>,
    /// Breadcrumbs by language and section, and whether the section itself is among them.
    pub crumbs: CacheMap<(usize, Option<SectionId>, bool), Shown>,
}

impl World {
    /// With nothing made yet.
    pub fn new(view: View, engine: Arc<Engines>, templates: Arc<TemplateDependencies>) -> Self {
        let (languages, sections, units) = (view.languages().len(), view.section_count(), view.unit_count());
        Self {
            cards: Cards::new(view.page_count()),
            lists: CacheMap::default(),
            sections: SectionValues {
                plain: CacheList::new(sections),
                counted: CacheList::new(sections),
                links: (0..sections).map(|_| OnceLock::new()).collect(),
            },
            navigation: Navigation::default(),
            units: (0..languages).map(|_| SharedList::new(units)).collect(),
            sites: SharedList::new(languages),
            options: SharedList::new(languages),
            data: (0..languages).map(|_| OnceLock::new()).collect(),
            fragments: SharedMap::default(),
            view,
            engine,
            templates,
        }
    }
}
