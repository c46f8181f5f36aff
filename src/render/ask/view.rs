//! The view: what can be asked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::Vocabulary;
use super::known_names::KnownNames;
use crate::asset::Assets;
use crate::markdown::Heading;
use crate::site::{PageId, Query, Site, UnitId};
use crate::source::SiteFolder;
use crate::store::Fingerprint;
use crate::theme::{Component, Theme};

/// Units by the language and the name of a person.
pub(super) type Holders = HashMap<(usize, Box<str>), Vec<UnitId>>;

/// All that renderings are made from. Owned by the renderer, shared by its threads. Only questions
/// may look into it.
pub(in super::super) struct View {
    pub(super) site: Arc<Site>,
    pub(super) theme: Arc<Theme>,
    pub(super) assets: Arc<Assets>,
    pub(super) folder: SiteFolder,
    pub(super) directives: Arc<BTreeMap<String, Component>>,
    pub(super) blocks: Arc<BTreeMap<String, Component>>,
    pub(super) mentioned: Arc<Vocabulary>,
    /// The fields of content types that templates list without naming them.
    pub(super) listed: HashSet<Arc<str>>,
    /// Whether pages give machines data about themselves, also what no template names.
    pub(super) has_metadata: bool,
    /// Pages of people by language and name; `None` for a name that several people have.
    pub(super) people: HashMap<(usize, String), Option<PageId>>,
    /// Answers to queries without their windows: each is sorted once.
    pub(super) answers: RwLock<HashMap<Query, Arc<Vec<PageId>>>>,
    /// The fingerprint of what is around each page: rendering finds it out, and the trace asks for
    /// it again.
    pub(super) around: Vec<OnceLock<u64>>,
    /// The names that headlines are not broken within, by language; made at the first headline.
    pub(super) names: OnceLock<Vec<KnownNames>>,
    /// The units in which people hold posts, by language and name; made when first asked.
    pub(super) holders: OnceLock<Holders>,
    /// The headings of pages that links with a fragment lead to.
    pub(super) headings: RwLock<HashMap<PageId, Arc<Vec<Heading>>>>,
}

/// The parts of a view.
pub(in super::super) struct Sources {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    pub assets: Arc<Assets>,
    pub folder: SiteFolder,
    pub directives: Arc<BTreeMap<String, Component>>,
    pub blocks: Arc<BTreeMap<String, Component>>,
    pub mentioned: Arc<Vocabulary>,
}

impl View {
    pub fn new(sources: Sources) -> Self {
        let Sources { site, theme, assets, folder, directives, blocks, mentioned } = sources;
        let mut people = HashMap::new();
        for (id, page) in site.pages_with_ids().filter(|(_, page)| &*page.content_type.id == "person") {
            let key = (page.lang, page.title().to_owned());
            people.entry(key).and_modify(|page| *page = None).or_insert(Some(id));
        }
        let own = site.types().iter().filter(|_| mentioned.lists_own).flat_map(|found| &found.own);
        let added = site.types().iter().filter(|_| mentioned.lists_added).flat_map(|found| &found.added);
        let listed = own.chain(added).cloned().collect();
        Self {
            listed,
            has_metadata: mentioned.names("json_ld")
                || site.config().fields.group("page_tags").is_some_and(|settings| settings.is("enabled")),
            people,
            answers: RwLock::default(),
            around: (0..site.pages().len()).map(|_| OnceLock::new()).collect(),
            names: OnceLock::new(),
            holders: OnceLock::new(),
            headings: RwLock::default(),
            site,
            theme,
            assets,
            folder,
            directives,
            blocks,
            mentioned,
        }
    }

    /// Takes in which pages these are.
    pub(super) fn print_pages(&self, pages: &[PageId], print: &mut Fingerprint) {
        print.number(pages.len() as u64);
        for id in pages {
            print.number(self.site.page(*id).map_or(0, |page| page.key));
        }
    }

    /// The answer to a query without its window.
    pub(super) fn whole_answer(&self, query: &Query) -> Arc<Vec<PageId>> {
        let whole = query.whole();
        if let Some(answer) = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(&whole) {
            return answer.clone();
        }
        let answer = Arc::new(self.site.ordered(&whole));
        self.answers.write().unwrap_or_else(PoisonError::into_inner).entry(whole).or_insert(answer).clone()
    }
}
