//! The organised site, and reading it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::menu::MenuItem;
use super::names::Names;
use super::nearest::Nearest;
use super::query::Index;
use super::route::Route;
use super::standing::Coming;
use super::{
    Addresses, Archive, Config, LeftOut, Organization, Page, PageId, Section, SectionId, State, Statistics,
    Taxonomy, address, sort,
};
use crate::schema::{Date, Types};
use crate::source::yaml::Node;
use crate::store::Fingerprint;

/// The organised site. What grows with it is shared by its copies: [`Site::patched`] makes one for every edit of an article.
#[derive(Debug, Clone)]
pub struct Site {
    pub(super) config: Config,
    pub(super) types: Types,
    pub(super) pages: Vec<Arc<Page>>,
    pub(super) sections: Vec<Section>,
    /// By folder, for each language.
    pub(super) section_ids: Vec<HashMap<Box<str>, SectionId>>,
    pub(super) ids: Names,
    pub(super) titles: Names,
    pub(super) stems: Names,
    pub(super) files: Names,
    pub(super) newest: Vec<Vec<PageId>>,
    pub(super) used_languages: Vec<usize>,
    pub(super) organization: Arc<Organization>,
    pub(super) statistics: Arc<Statistics>,
    pub(super) addresses: Arc<Addresses>,
    pub(super) data: Arc<BTreeMap<String, Node>>,
    pub(super) data_prints: BTreeMap<String, u64>,
    pub(super) resources: Arc<BTreeSet<String>>,
    pub(super) statics: Arc<BTreeSet<String>>,
    pub(super) unread: Arc<BTreeSet<String>>,
    pub(super) taxonomies: Arc<Vec<Taxonomy>>,
    pub(super) archives: Arc<Vec<Archive>>,
    pub(super) index: Arc<OnceLock<Index>>,
    pub(super) menus: Vec<Vec<MenuItem>>,
    pub(super) footer_links: Vec<Vec<MenuItem>>,
    pub(super) routes: Arc<Vec<Route>>,
    pub(super) left_out: Arc<Vec<LeftOut>>,
    pub(super) nearest: Arc<Nearest>,
    /// The names by which pages refer to others; found out when it is first asked for.
    pub(super) called: Arc<OnceLock<HashSet<Box<str>>>>,
    pub(super) now: Date,
    pub(super) next_change: i64,
    pub(super) coming: Coming,
    pub(super) print: u64,
    pub(super) shape: u64,
}

impl Site {
    /// `site.yaml`.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Content types.
    pub fn types(&self) -> &Types {
        &self.types
    }

    /// The moment of the build.
    pub fn now(&self) -> Date {
        self.now
    }

    /// The next moment at which time alone changes something: a page appears or disappears, is no longer pinned, or a period
    /// begins or ends. In seconds since 1970; until then the site is the same.
    pub fn next_change(&self) -> i64 {
        self.next_change
    }

    /// When the site has to be built again, since pages are due or expire.
    pub fn coming(&self) -> Coming {
        self.coming
    }

    /// The fingerprint of all that there is of the site apart from texts, pictures and the theme: as long as it is the same, so
    /// is every answer of the site.
    pub fn print(&self) -> u64 {
        self.print
    }

    /// The fingerprint of all by which pages are found, ordered and related: as long as it is the same, so is which pages stand
    /// where. Titles, summaries and other words of pages have a part in it only where something is sorted by them.
    pub fn shape(&self) -> u64 {
        self.shape
    }

    /// All pages that are shown.
    pub fn pages(&self) -> &[Arc<Page>] {
        &self.pages
    }

    /// All pages that are shown, with their numbers.
    pub fn pages_with_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        (0..).map(PageId).zip(self.pages.iter().map(|page| &**page))
    }

    /// A page.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.pages.get(id.at()).map(|page| &**page)
    }

    /// The numbers of pages from `first` on.
    pub(super) fn ids_from(&self, first: usize) -> impl Iterator<Item = PageId> + use<> {
        (u32::try_from(first).unwrap_or(u32::MAX)..).map(PageId)
    }

    /// The place of each page among all from the newest.
    pub(super) fn ranks(&self) -> Vec<u32> {
        self.pages.iter().map(|page| page.rank).collect()
    }

    /// All sections of all languages.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All sections of all languages, with their numbers.
    pub fn sections_with_ids(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        (0..).map(SectionId).zip(&self.sections)
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.at())
    }

    /// The number of the section in this folder.
    pub fn section_id(&self, lang: usize, path: &str) -> Option<SectionId> {
        self.section_ids.get(lang)?.get(path.trim_matches('/')).copied()
    }

    /// The section that is meant by its folder, or by its title in any language; nothing where several have the title.
    pub fn section_meant_by(&self, lang: usize, written: &str) -> Option<SectionId> {
        if let Some(id) = self.section_id(lang, written) {
            return Some(id);
        }
        let mut titled = self.sections.iter().filter(|section| *section.title == *written.trim());
        let path = &titled.next()?.path;
        if titled.any(|other| other.path != *path) {
            return None;
        }
        self.section_id(lang, path)
    }

    /// The folders and titles of all sections, for suggestions.
    pub fn section_names(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|section| [&*section.path, &*section.title])
    }

    /// The section in this folder.
    pub fn section_at(&self, lang: usize, path: &str) -> Option<&Section> {
        self.section(self.section_id(lang, path)?)
    }

    /// The page that is meant by an id (`x`, `news/x`) or a title; of these types, or of any where there are none.
    pub fn refer(&self, lang: usize, written: &str, types: &[String]) -> Option<PageId> {
        let fits = |id: &PageId| {
            self.page(*id).is_some_and(|page| {
                page.lang == lang && (types.is_empty() || types.iter().any(|t| **t == *page.content_type.id))
            })
        };
        let names = [&self.ids, &self.stems, &self.titles].into_iter();
        names.flat_map(|names| names.find(&self.pages, written, lang)).find(|id| fits(id))
    }

    /// The page with this id and address, which is probably of this language.
    pub fn page_with(&self, lang: usize, id: &str, url: &str) -> Option<PageId> {
        let others = (0..self.config.languages.len()).filter(|other| *other != lang);
        let mut found =
            [lang].into_iter().chain(others).flat_map(|lang| self.ids.find(&self.pages, id, lang));
        found.find(|id| self.page(*id).is_some_and(|page| &*page.url == url))
    }

    /// Whether a page of another language has this id or title.
    pub fn is_elsewhere(&self, lang: usize, written: &str, types: &[String]) -> bool {
        let others = (0..self.config.languages.len()).filter(|other| *other != lang);
        others.into_iter().any(|other| self.refer(other, written, types).is_some())
    }

    /// The pages of a language that a name means: those with this id; where there is none and no file of this name,
    /// those with this title.
    pub fn namesakes(&self, lang: usize, name: &str, types: &[String]) -> Vec<&Page> {
        let fits = |page: &&Page| {
            page.lang == lang && (types.is_empty() || types.iter().any(|t| **t == *page.content_type.id))
        };
        let named = |names: &Names, lang: usize| -> Vec<&Page> {
            names.find(&self.pages, name, lang).filter_map(|id| self.page(id)).filter(fits).collect()
        };
        let with_id = named(&self.ids, lang);
        // A stem is the same in all languages.
        if !with_id.is_empty() || !named(&self.stems, 0).is_empty() {
            return with_id;
        }
        named(&self.titles, lang)
    }

    /// The state of a page that is not shown, by id, place or title.
    pub fn hidden(&self, lang: usize, written: &str) -> Option<State> {
        self.left_out
            .iter()
            .find(|page| {
                page.lang == lang && (page.id == written || page.title == written || page.stem == written)
            })
            .map(|page| page.state)
    }

    /// Whether what a reference names is there, but not to be shown in this language now.
    pub fn is_kept_back(&self, lang: usize, written: &str) -> bool {
        self.hidden(lang, written).is_some() || self.is_elsewhere(lang, written, &[])
    }

    /// The page that is made from a file.
    pub fn page_of_file(&self, file: &str) -> Option<PageId> {
        self.files.find(&self.pages, file, 0).next()
    }

    /// The page of the same stem in a language.
    pub fn translation(&self, stem: &str, lang: usize) -> Option<&Page> {
        self.stems.find_in(&self.pages, stem, lang).and_then(|id| self.page(id))
    }

    /// The pages of the same stem in all languages, in the order of these.
    pub fn translations(&self, stem: &str) -> impl Iterator<Item = &Page> {
        self.stems.find(&self.pages, stem, 0).filter_map(|id| self.page(id))
    }

    /// All pages of a language from the newest.
    pub fn newest(&self, lang: usize) -> &[PageId] {
        self.newest.get(lang).map(Vec::as_slice).unwrap_or_default()
    }

    /// The place of a page in its section's list.
    pub fn position(&self, id: PageId) -> Option<usize> {
        let page = self.page(id)?;
        let section = self.section(page.section)?;
        let order = |other: &PageId| {
            self.page(*other).map_or(std::cmp::Ordering::Less, |other| {
                sort::compare(other, page, &section.order, |page| self.named(page))
            })
        };
        section.pages.binary_search_by(order).ok()
    }

    /// The place of a page in a list from the newest.
    pub fn position_among(&self, newest: &[PageId], id: PageId) -> Option<usize> {
        let page = self.page(id)?;
        let order = |other: &PageId| {
            self.page(*other).map_or(std::cmp::Ordering::Less, |other| sort::newest_first(other, page))
        };
        newest.binary_search_by(order).ok()
    }

    /// The organization.
    pub fn organization(&self) -> &Organization {
        &self.organization
    }

    /// The figures.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// The other files of `data/`.
    pub fn data(&self) -> &BTreeMap<String, Node> {
        &self.data
    }

    /// The fingerprint of the file of `data/` with this name; 0 where there is none.
    pub fn data_print(&self, name: &str) -> u64 {
        self.data_prints.get(name).copied().unwrap_or_default()
    }

    /// The fingerprint of all files of `data/`.
    pub fn all_data_print(&self) -> u64 {
        Fingerprint::new().value(&self.data_prints).done()
    }

    /// Whether there is a picture or attachment of this name below `content/`.
    pub fn has_resource(&self, name: &str) -> bool {
        self.resources.contains(name)
    }

    /// The file of `content/` or `static/` that `target` means in the document `file`: one beside it, or for `/a.png` the
    /// one of `static/`. Percent escapes, queries and fragments are seen through.
    pub fn resource(&self, file: &str, target: &str) -> Option<String> {
        let plain = |target: &str| {
            if target.starts_with('/') {
                let name = format!("static/{}", address::join("", target)?);
                return self.statics.contains(&name).then_some(name);
            }
            let name = address::join(file, target)?;
            (self.resources.contains(&name) || self.statics.contains(&name)).then_some(name)
        };
        let cut = || target.split(['?', '#']).next().unwrap_or_default();
        plain(target)
            .or_else(|| plain(&address::percent_decoded(target)))
            .or_else(|| plain(&address::percent_decoded(cut())))
    }

    /// The document that `target` means in the document `file`.
    pub fn document(&self, file: &str, target: &str) -> Option<String> {
        address::join(file, target)
    }

    /// Pictures and attachments below `content/`.
    pub fn resources(&self) -> &BTreeSet<String> {
        &self.resources
    }

    /// Whether a file is there but has mistakes that kept it from being read. There is no use in saying of what refers
    /// to it that it refers to nothing.
    pub fn is_unread(&self, file: &str) -> bool {
        self.unread.contains(file)
    }

    /// The files that could not be read.
    pub fn unread(&self) -> &BTreeSet<String> {
        &self.unread
    }

    /// `addresses.yaml`.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Files below `static/`.
    pub fn statics(&self) -> &BTreeSet<String> {
        &self.statics
    }

    /// The taxonomies of all languages.
    pub fn taxonomies(&self) -> &[Taxonomy] {
        &self.taxonomies
    }

    /// The taxonomy of this name in a language.
    pub fn taxonomy(&self, lang: usize, name: &str) -> Option<&Taxonomy> {
        let named = |t: &&Taxonomy| {
            self.config.taxonomies.get(t.declared).is_some_and(|declared| declared.name == name)
        };
        self.taxonomies.iter().filter(|t| t.lang == lang).find(named)
    }

    /// The name of a taxonomy, as `site.yaml` declares it.
    pub fn taxonomy_name(&self, taxonomy: &Taxonomy) -> &str {
        self.config.taxonomies.get(taxonomy.declared).map_or("", |declared| &declared.name)
    }

    /// The archives of all languages that have dated pages.
    pub fn archives(&self) -> &[Archive] {
        &self.archives
    }

    /// The archive of a language.
    pub fn archive(&self, lang: usize) -> Option<&Archive> {
        self.archives.iter().find(|archive| archive.lang == lang)
    }

    /// The address of the map of the site in a language, where the site wants one.
    pub fn map_url(&self, lang: usize) -> Option<String> {
        self.config.fields.is("site_map").then(|| format!("/{}sitemap.html", self.config.prefix(lang)))
    }

    /// The address of the page for searching in a language, where the site names a search engine.
    pub fn search_url(&self, lang: usize) -> Option<String> {
        self.config.search.is_some().then(|| format!("/{}search/index.html", self.config.prefix(lang)))
    }

    /// Indexes all pages by what templates ask for, on all threads. Where nobody has, the first who asks does it, alone.
    pub fn prepare_index(&self) {
        if self.index.get().is_none() {
            // Not within the lock: threads that wait for it could not help.
            drop(self.index.set(Index::new(self)));
        }
    }

    /// Made by the thread that asks: one that waits for others could be given work that asks for it.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::alone(self))
    }

    /// The main menu in a language.
    pub fn menu(&self, lang: usize) -> &[MenuItem] {
        self.menus.get(lang).map(Vec::as_slice).unwrap_or_default()
    }

    /// The links of the footer in a language.
    pub fn footer_links(&self, lang: usize) -> &[MenuItem] {
        self.footer_links.get(lang).map(Vec::as_slice).unwrap_or_default()
    }

    /// All routes, sorted by path.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Whether the routes are certainly those of another state of the site.
    pub fn has_same_routes(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.routes, &other.routes)
    }

    /// The route of a path.
    pub fn route(&self, path: &str) -> Option<&Route> {
        let at = self.routes.binary_search_by(|route| route.path.as_str().cmp(path)).ok()?;
        self.routes.get(at)
    }

    /// Pages that are not shown.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The languages that have any page or section.
    pub fn used_languages(&self) -> &[usize] {
        &self.used_languages
    }

    /// The address of the home page of a language.
    pub fn home_url(&self, lang: usize) -> String {
        format!("/{}index.html", self.config.prefix(lang))
    }

    /// Whether there is a feed: it needs full addresses.
    pub fn has_feed(&self) -> bool {
        self.config.base_url.is_some() && self.config.fields.is("feed")
    }

    /// The address of the feed of a language.
    pub fn feed_url(&self, lang: usize) -> String {
        format!("/{}feed.xml", self.config.prefix(lang))
    }
}
