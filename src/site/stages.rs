//! The organised site: what other rooms ask of its stages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::config::{Addresses, Config, Feeds, address};
use super::library::{
    HiddenPage, Library, Organization, Page, PageId, Prints, Schedule, SectionId, State, Statistics, UnitId,
};
use super::lists::{Archive, Axis, Lists, Query, Section, Taxonomy};
use super::routes::{self, MenuItem, Route, Routes};
use crate::problem::Problem;
use crate::schema::{Date, Types};
use crate::source::yaml::Node;
use crate::store::Fingerprint;

/// The organised site.
///
/// Sites before and after an edit share everything that the edit did not change: see
/// [`Site::patched`].
#[derive(Debug, Clone)]
pub struct Site {
    pub(super) library: Library,
    pub(super) lists: Arc<Lists>,
    pub(super) routes: Routes,
    pub(super) prints: Prints,
}

/// The complete site.
impl Site {
    /// `site.yaml`.
    pub fn config(&self) -> &Config {
        &self.library.base.config
    }

    /// Content types.
    pub fn types(&self) -> &Types {
        &self.library.base.types
    }

    /// The time of the build.
    pub fn now(&self) -> Date {
        self.library.now
    }

    /// The next time at which the site changes although no file does: a page appears, disappears or
    /// stops being pinned, or a period begins or ends. In seconds since 1970.
    pub fn next_change(&self) -> i64 {
        self.library.next_change
    }

    /// When the site has to be built again because pages are due or expire.
    pub fn coming(&self) -> Schedule {
        self.library.coming
    }

    /// The fingerprint of everything except texts, pictures and the theme: while it stays the same,
    /// so do all answers of the site.
    pub fn print(&self) -> u64 {
        self.prints.all
    }

    /// The fingerprint of everything by which pages are found, ordered and related: while it stays
    /// the same, so do all lists. Titles, summaries and other words of pages are only part of it
    /// where something is sorted by them.
    pub fn shape(&self) -> u64 {
        self.prints.shape
    }
}

/// Pages.
impl Site {
    /// All pages that are shown.
    pub fn pages(&self) -> &[Arc<Page>] {
        &self.library.pages
    }

    /// All pages that are shown, with their numbers.
    pub fn pages_with_ids(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.library.pages_with_ids()
    }

    /// A page.
    pub fn page(&self, id: PageId) -> Option<&Page> {
        self.library.page(id)
    }

    /// The page that an id (`x`, `news/x`) or a title means, of one of these types; of any type if
    /// there are none. `None` if several pages are meant.
    pub fn refer(&self, lang: usize, written: &str, types: &[String]) -> Option<PageId> {
        self.library.refer(lang, written, types)
    }

    /// The other pages whose titles share rare pairs of Chinese characters with that of a page,
    /// once for each pair, by number.
    pub fn alike(&self, id: PageId) -> Vec<PageId> {
        self.library.alike(id)
    }

    /// The fingerprint of the titles of all pages: while it and the [shape](Self::shape) stay the
    /// same, so do the pages that are alike.
    pub fn titles_print(&self) -> u64 {
        self.library.titles_print()
    }

    /// The page with this name (see [`Self::own_name`]) and address, which is probably in this
    /// language.
    pub fn page_with(&self, lang: usize, name: &str, url: &str) -> Option<PageId> {
        self.library.page_with(lang, name, url)
    }

    /// The name by which templates know a page and ask for it: its id, or its place (`news/x`) if
    /// another page of its language has the same id.
    pub fn own_name<'p>(&self, page: &'p Page) -> &'p str {
        self.library.own_name(page)
    }

    /// Whether a page of another language has this id or title.
    pub fn is_elsewhere(&self, lang: usize, written: &str, types: &[String]) -> bool {
        self.library.is_elsewhere(lang, written, types)
    }

    /// The pages of a language that a name means.
    pub fn namesakes(&self, lang: usize, name: &str, types: &[String]) -> Vec<&Page> {
        self.library.namesakes(lang, name, types)
    }

    /// Reports a name that several pages of a language and of these types have.
    pub fn ambiguous_page(&self, lang: usize, name: &str, types: &[String]) -> Option<Problem> {
        self.library.ambiguous_page(lang, name, types)
    }

    /// Reports a name that several units have.
    pub fn ambiguous_unit(&self, name: &str) -> Option<Problem> {
        self.library.ambiguous_unit(name)
    }

    /// The page made from a file.
    pub fn page_of_file(&self, file: &str) -> Option<PageId> {
        self.library.page_of_file(file)
    }

    /// The version of a page in a language.
    pub fn translation(&self, stem: &str, lang: usize) -> Option<&Page> {
        self.library.translation(stem, lang)
    }

    /// The versions of a page in all languages, in their order.
    pub fn translations(&self, stem: &str) -> impl Iterator<Item = &Page> {
        self.library.translations(stem)
    }

    /// The pages that are not shown.
    pub fn left_out(&self) -> &[HiddenPage] {
        &self.library.left_out
    }

    /// The page of a file, if it is not shown.
    pub fn left_out_file(&self, file: &str) -> Option<&HiddenPage> {
        self.library.left_out_file(file)
    }

    /// The state of a page that is not shown, by id, stem or title.
    pub fn hidden(&self, lang: usize, written: &str) -> Option<State> {
        self.library.hidden(lang, written)
    }

    /// Whether a reference names a page that exists, but is not shown in this language now.
    pub fn is_kept_back(&self, lang: usize, written: &str) -> bool {
        self.hidden(lang, written).is_some() || self.is_elsewhere(lang, written, &[])
    }

    /// The languages that have any page or section.
    pub fn used_languages(&self) -> &[usize] {
        &self.library.sections.used_languages
    }
}

/// Sections.
impl Site {
    /// All sections of all languages.
    pub fn sections(&self) -> &[Section] {
        &self.lists.sections
    }

    /// All sections of all languages, with their numbers.
    pub fn sections_with_ids(&self) -> impl Iterator<Item = (SectionId, &Section)> {
        self.lists.sections_with_ids()
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.lists.section(id)
    }

    /// The number of the section in this folder.
    pub fn section_id(&self, lang: usize, path: &str) -> Option<SectionId> {
        self.library.sections.id(lang, path)
    }

    /// The section in this folder.
    pub fn section_at(&self, lang: usize, path: &str) -> Option<&Section> {
        self.section(self.section_id(lang, path)?)
    }

    /// The section that `written` means in a language: its folder, or its title in any language if
    /// only one section has it.
    pub fn section_meant_by(&self, lang: usize, written: &str) -> Option<SectionId> {
        self.library.section_meant_by(lang, written)
    }

    /// The folder of the section that `written` means: its folder, or its title in any language if
    /// only one section has it.
    pub fn section_named(&self, written: &str) -> Option<&str> {
        self.library.section_named(written)
    }

    /// The folders and titles of all sections, for suggestions.
    pub fn section_names(&self) -> impl Iterator<Item = &str> {
        self.library.sections.folders.iter().flat_map(|folder| [&*folder.path, &*folder.title])
    }

    /// Reports that no section is called `written`, and lists those that may be meant.
    pub fn unknown_section(&self, code: &'static str, written: &str) -> Problem {
        self.library.unknown_section(code, written)
    }
}

/// Data and files.
impl Site {
    /// The organization.
    pub fn organization(&self) -> &Organization {
        &self.library.base.organization
    }

    /// The page of a unit in a language.
    pub fn unit_page(&self, unit: UnitId, lang: usize) -> Option<&Page> {
        self.page(self.library.unit_pages.get(unit, lang)?)
    }

    /// The figures.
    pub fn statistics(&self) -> &Statistics {
        &self.library.base.statistics
    }

    /// The other files of `data/`.
    pub fn data(&self) -> &BTreeMap<String, Node> {
        &self.library.base.data
    }

    /// The fingerprint of the file of `data/` with this name; 0 if there is none.
    pub fn data_print(&self, name: &str) -> u64 {
        self.library.base.data_prints.get(name).copied().unwrap_or_default()
    }

    /// The fingerprint of all files of `data/`.
    pub fn all_data_print(&self) -> u64 {
        Fingerprint::new().value(&self.library.base.data_prints).done()
    }

    /// `addresses.yaml`.
    pub fn addresses(&self) -> &Addresses {
        &self.library.base.addresses
    }

    /// The published articles whose addresses are not in `addresses.yaml` yet, with those
    /// addresses. Empty if the site has no such file.
    pub fn new_addresses(&self) -> Vec<(&str, &str)> {
        routes::new_articles(&self.library)
    }

    /// The terms of published articles whose addresses are not in `addresses.yaml` yet, each named
    /// `tags/党课`, with those addresses. Empty if the site has no such file.
    pub fn new_terms(&self) -> Vec<(String, String)> {
        routes::new_terms(&self.library, &self.lists)
    }

    /// Pictures and attachments below `content/`.
    pub fn resources(&self) -> &BTreeSet<String> {
        &self.library.base.resources
    }

    /// Whether there is a picture or attachment of this name below `content/`.
    pub fn has_resource(&self, name: &str) -> bool {
        self.resources().contains(name)
    }

    /// The picture or attachment in or below the folder of the document `file` that `name` probably
    /// meant.
    pub fn nearest_resource(&self, file: &str, name: &str) -> Option<Cow<'_, str>> {
        self.library.nearest_resource(file, name)
    }

    /// Whether `target` means a folder in the document `file`.
    pub fn is_folder(&self, file: &str, target: &str) -> bool {
        self.library.is_folder(file, target)
    }

    /// Files below `static/`.
    pub fn statics(&self) -> &BTreeSet<String> {
        &self.library.base.statics
    }

    /// The file of `static/` that is published at this path.
    pub fn static_at(&self, path: &str) -> Option<&str> {
        self.library.static_at(path)
    }

    /// The file of `content/` or `static/` that `target` means in the document `file`: relative to
    /// it, or in `static/` if it begins with `/`. Percent escapes are decoded, queries and
    /// fragments ignored.
    pub fn resource(&self, file: &str, target: &str) -> Option<String> {
        self.library.resource(file, target)
    }

    /// The document that `target` means in the document `file`.
    pub fn document(&self, file: &str, target: &str) -> Option<String> {
        address::join(file, target)
    }

    /// The document in the folder of the document `file` that `name` probably meant.
    pub fn nearest_document(&self, file: &str, name: &str) -> Option<&str> {
        self.library.nearest_document(file, name)
    }

    /// The files that could not be read because of mistakes. A reference to one is not a mistake as
    /// well.
    pub fn unread(&self) -> &BTreeSet<String> {
        &self.library.base.unread
    }

    /// Whether a page that could not be read may have this id or title.
    pub fn may_be_unread(&self, written: &str) -> bool {
        self.library.may_be_unread(written)
    }

    /// Whether a section whose `_index.md` could not be read may have this title, or one whose
    /// pages could not be read this folder.
    pub fn may_be_unread_section(&self, written: &str) -> bool {
        self.library.may_be_unread_section(written)
    }

    /// Whether a page that could not be read may have this address.
    pub fn may_be_unread_at(&self, path: &str) -> bool {
        self.library.may_be_unread_at(path)
    }

    /// Whether a file could not be read because of mistakes.
    pub fn is_unread(&self, file: &str) -> bool {
        self.unread().contains(file)
    }
}

/// Lists.
impl Site {
    /// All pages of a language from the newest.
    pub fn newest(&self, lang: usize) -> &[PageId] {
        self.lists.newest(lang)
    }

    /// The place of a page among all from the newest, undated ones last.
    pub fn rank(&self, id: PageId) -> u32 {
        self.lists.rank(id)
    }

    /// The place of a page in its section's list.
    pub fn position(&self, id: PageId) -> Option<usize> {
        self.lists.position(&self.library, id)
    }

    /// The place of a page in a list from the newest.
    pub fn position_among(&self, newest: &[PageId], id: PageId) -> Option<usize> {
        self.lists.position_among(newest, id)
    }

    /// The taxonomies of all languages.
    pub fn taxonomies(&self) -> &[Taxonomy] {
        &self.lists.taxonomies
    }

    /// The taxonomy of this name in a language.
    pub fn taxonomy(&self, lang: usize, name: &str) -> Option<&Taxonomy> {
        self.taxonomies().iter().find(|t| t.lang == lang && self.taxonomy_name(t) == name)
    }

    /// The name of a taxonomy, as `site.yaml` declares it.
    pub fn taxonomy_name(&self, taxonomy: &Taxonomy) -> &str {
        self.config().taxonomies.get(taxonomy.declared).map_or("", |declared| &declared.name)
    }

    /// The archives of all languages that have dated pages.
    pub fn archives(&self) -> &[Archive] {
        &self.lists.archives
    }

    /// The archive of a language.
    pub fn archive(&self, lang: usize) -> Option<&Archive> {
        self.lists.archive(lang)
    }

    /// The pages that a query asks for.
    pub fn query(&self, query: &Query) -> Vec<PageId> {
        self.window(query, &self.ordered(query))
    }

    /// The part of the complete answer to a query that the query asks for. Takes time for that
    /// part, not for the complete answer.
    pub fn window(&self, query: &Query, whole: &[PageId]) -> Vec<PageId> {
        self.lists.window(&self.library, query, whole)
    }

    /// The pages of a language with a property: `Axis::Tag` and its name.
    pub fn pages_of(&self, lang: usize, axis: Axis, key: &str) -> &[PageId] {
        self.lists.pages_of(&self.library, lang, axis, key)
    }

    /// The complete answer to a query, in order. A query for one section without an order is
    /// answered by the section's list, pinned pages first.
    pub fn ordered(&self, query: &Query) -> Vec<PageId> {
        self.lists.ordered(&self.library, query)
    }

    /// Indexes all pages on all threads. Otherwise the first query does it, alone.
    pub fn prepare_index(&self) {
        self.lists.prepare_index(&self.library);
    }
}

/// Routes and menus.
impl Site {
    /// All routes, sorted by path.
    pub fn routes(&self) -> &[Route] {
        self.routes.all()
    }

    /// Whether the routes are certainly those of another state of the site.
    pub fn has_same_routes(&self, other: &Self) -> bool {
        self.routes.are_those_of(&other.routes)
    }

    /// The route of a path.
    pub fn route(&self, path: &str) -> Option<&Route> {
        self.routes.route(path)
    }

    /// The path of the route that `path` probably meant.
    pub fn nearest_route(&self, path: &str) -> Option<&str> {
        self.routes.nearest(path)
    }

    /// The address from the root, of a route or of a file of `static/`, that `path` probably meant.
    pub fn nearest_address(&self, path: &str) -> Option<String> {
        let route = || self.nearest_route(path).map(|path| format!("/{path}"));
        route().or_else(|| self.nearest_resource("", &format!("/{path}")).map(Cow::into_owned))
    }

    /// The file that a route is made from.
    pub fn file_of(&self, route: &Route) -> String {
        route.source(&self.library)
    }

    /// The main menu in a language.
    pub fn menu(&self, lang: usize) -> &[MenuItem] {
        self.routes.menu(lang)
    }

    /// The links of the footer in a language.
    pub fn footer_links(&self, lang: usize) -> &[MenuItem] {
        self.routes.footer_links(lang)
    }

    /// The address of the home page of a language.
    pub fn home_url(&self, lang: usize) -> String {
        routes::home_url(self.config(), lang)
    }

    /// The address of the map of the site in a language, if the site wants one.
    pub fn map_url(&self, lang: usize) -> Option<String> {
        routes::map_url(self.config(), lang)
    }

    /// The address of the search page in a language, if the site names a search engine.
    pub fn search_url(&self, lang: usize) -> Option<String> {
        routes::search_url(self.config(), lang)
    }

    /// The feeds of the site: they need full addresses.
    pub fn feeds(&self) -> &Feeds {
        routes::feeds(self.config())
    }

    /// The address of what tells browsers of the search of a language.
    pub fn open_search_url(&self, lang: usize) -> Option<String> {
        routes::open_search_url(self.config(), lang)
    }
}
