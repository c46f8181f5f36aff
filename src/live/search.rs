//! The search of the preview: the index of what is on the screen, drafts too, made when somebody
//! searches.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::render::Renderer;
use crate::search::{Facet, Index, IndexFile, Prepared, facets, index_folder, prepared, searched_pages};
use crate::site::{Page, State};

/// The indexes that were asked for, by language.
#[derive(Default)]
pub(super) struct SearchedSite {
    indexes: Mutex<HashMap<usize, Arc<SearchedLanguage>>>,
    /// The pages of the state before, by their keys.
    before: HashMap<u64, Arc<SearchedPage>>,
}

struct SearchedLanguage {
    index: Index,
    facets: Vec<Facet>,
    pages: Vec<(u64, Arc<SearchedPage>)>,
}

/// The fingerprints of a page's file and fields, its state and address.
type SourcePrint = (u64, u64, State, Box<str>);

/// A page with what it was made of.
struct SearchedPage {
    source: SourcePrint,
    page: Arc<Prepared>,
}

impl SearchedSite {
    /// For the next state of the site: what has not changed need not be made ready again.
    pub(super) fn next(&self) -> Self {
        let indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = indexes.values().flat_map(|language| language.pages.iter().cloned());
        let mut before: HashMap<u64, Arc<SearchedPage>> = pages.collect();
        if before.is_empty() {
            before.clone_from(&self.before);
        }
        Self { indexes: Mutex::default(), before }
    }

    /// The file of an index at a path.
    pub(super) fn get(&self, renderer: &Renderer, path: &str) -> Option<Vec<u8>> {
        let site = renderer.site();
        let (_, name) = path.rsplit_once('/')?;
        let folders = site.used_languages().iter().map(|lang| (*lang, index_folder(site, *lang)));
        let (lang, folder) = folders
            .filter_map(|(lang, folder)| Some((lang, folder?)))
            .find(|(_, folder)| path.strip_prefix(&**folder) == Some(name))?;
        let file = IndexFile::named(name)?;
        let language = self.language(renderer, lang);
        language.index.file(file, &language.facets, &folder)
    }

    fn language(&self, renderer: &Renderer, lang: usize) -> Arc<SearchedLanguage> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        let made = indexes.entry(lang).or_insert_with(|| {
            let site = renderer.site();
            let ids = searched_pages(site, lang);
            let pages: Vec<(u64, Arc<SearchedPage>)> = ids
                .par_iter()
                .filter_map(|id| {
                    let page = site.page(*id)?;
                    Some((page.key, self.page(renderer, page)))
                })
                .collect();
            let index = Index::new(pages.iter().map(|(_, page)| page.page.clone()).collect());
            Arc::new(SearchedLanguage { index, facets: facets(site, lang, &ids), pages })
        });
        made.clone()
    }

    fn page(&self, renderer: &Renderer, page: &Page) -> Arc<SearchedPage> {
        let source = (page.text, page.print, page.state, page.url.clone());
        if let Some(known) = self.before.get(&page.key).filter(|known| known.source == source) {
            return known.clone();
        }
        // What can't be rendered is told where it is looked at; its headline is found.
        let site = renderer.site();
        let attempt = site.route(page.url.trim_start_matches('/')).map(|route| renderer.attempt(route));
        let body = attempt.as_ref().and_then(|attempt| attempt.body.as_ref()?.as_str()).unwrap_or_default();
        let html = attempt.as_ref().and_then(|attempt| attempt.bytes.as_deref()).unwrap_or_default();
        Arc::new(SearchedPage { source, page: Arc::new(prepared(site, page, body, html)) })
    }
}
