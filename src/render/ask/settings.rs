//! The settings of `site.yaml`.

use super::{Question, Scope, View};
use crate::markdown;
use crate::problem::Words;
use crate::schema::{Fields, Types, Zone};
use crate::site::{Feeds, Language, MenuItem, PageId, Search, Taxonomy};
use crate::source::yaml::{Node, Step};
use crate::store::Fingerprint;

/// Settings that every route depends on without asking: [`View::configuration`] is their
/// fingerprint, and with another one every route is rendered again.
impl View {
    pub fn configuration(&self) -> u64 {
        let config = self.site.config();
        let parts = (
            (&config.languages, &config.taxonomies, config.page_size, &config.base_url, &config.markdown),
            // Something that was not reported about an unchanged page may have to be reported now.
            (&config.policy, config.zone, &config.media),
        );
        Fingerprint::new().number(self.theme.types_print).text(&format!("{parts:?}")).done()
    }

    pub fn languages(&self) -> &[Language] {
        &self.site.config().languages
    }

    pub fn language(&self, lang: usize) -> Option<&Language> {
        self.languages().get(lang)
    }

    /// The code of a language.
    pub fn code(&self, lang: usize) -> &str {
        self.site.config().code(lang)
    }

    /// Whether a language is written from right to left.
    pub fn is_rtl(&self, lang: usize) -> bool {
        self.language(lang).is_some_and(|language| language.rtl)
    }

    pub fn base_url(&self) -> Option<&str> {
        self.site.config().base_url.as_deref()
    }

    /// The path of the site on its server: `/`, or `/site/`.
    pub fn base_path(&self) -> String {
        self.site.config().base_path()
    }

    pub fn zone(&self) -> Zone {
        self.site.config().zone
    }

    /// Whether an address is on a host that is the site's own.
    pub fn is_own_host(&self, url: &str) -> bool {
        self.site.config().media.is_own(url)
    }

    /// The content types.
    pub fn types(&self) -> &Types {
        &self.theme.types
    }

    pub fn markdown_options(&self, lang: usize) -> markdown::Options {
        let language = self.code(lang).to_owned();
        markdown::Options { language, ..self.site.config().markdown.clone() }
    }

    /// The name of the taxonomy with this number, and its language.
    pub fn taxonomy_key(&self, at: usize) -> Option<(usize, &str)> {
        let taxonomy = self.site.taxonomies().get(at)?;
        Some((taxonomy.lang, self.site.taxonomy_name(taxonomy)))
    }
}

/// All settings, and the addresses that they decide on. What is made from them has a fingerprint of
/// its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct WholeSite(pub usize);

pub(in super::super) struct SiteView<'v> {
    view: &'v View,
    lang: usize,
}

impl<'v> SiteView<'v> {
    pub fn fields(&self) -> &'v Fields {
        &self.view.site.config().fields
    }

    pub fn home_url(&self) -> String {
        self.view.site.home_url(self.lang)
    }

    /// The feeds of the site, if it has full addresses.
    pub fn feeds(&self) -> &'v Feeds {
        self.view.site.feeds()
    }

    /// The address of what tells browsers of the search.
    pub fn open_search_url(&self) -> Option<String> {
        self.view.site.open_search_url(self.lang)
    }

    pub fn archive_url(&self) -> Option<String> {
        self.view.site.archive(self.lang).map(crate::site::Archive::url)
    }

    pub fn map_url(&self) -> Option<String> {
        self.view.site.map_url(self.lang)
    }

    /// The address of the page with the form of the search, and the search engine, if it is not
    /// the site itself.
    pub fn search(&self) -> Option<(String, Option<&'v Search>)> {
        let url = self.view.site.search_url(self.lang)?;
        Some((url, self.view.site.config().search.as_ref()))
    }

    /// The names of the taxonomies that have terms.
    pub fn taxonomies(&self) -> impl Iterator<Item = &'v str> {
        let (view, lang) = (self.view, self.lang);
        let has_terms = move |taxonomy: &&Taxonomy| taxonomy.lang == lang && !taxonomy.terms.is_empty();
        let taxonomies = view.site.taxonomies().iter().filter(has_terms);
        taxonomies.map(|taxonomy| view.site.taxonomy_name(taxonomy))
    }

    /// The languages that have pages, each with the address of its home page.
    pub fn languages(&self) -> impl Iterator<Item = (&'v Language, String)> {
        let view = self.view;
        let used = view.site.used_languages().iter();
        used.filter_map(|lang| Some((view.language(*lang)?, view.site.home_url(*lang))))
    }

    pub fn menu(&self) -> &'v [MenuItem] {
        self.view.site.menu(self.lang)
    }

    pub fn footer_links(&self) -> &'v [MenuItem] {
        self.view.site.footer_links(self.lang)
    }
}

impl Question for WholeSite {
    type Answer<'v> = SiteView<'v>;

    fn answer<'v>(&self, view: &'v View) -> SiteView<'v> {
        SiteView { view, lang: self.0 }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let site = self.answer(view);
        print.text(&format!("{:?}", site.fields())).text(&site.home_url());
        print.value(&(
            site.feeds(),
            site.open_search_url(),
            site.archive_url(),
            site.map_url(),
            site.search().map(|found| found.0),
        ));
        for name in site.taxonomies() {
            print.text(name);
        }
        for (language, url) in site.languages() {
            print.text(&language.code).text(&url);
        }
        for item in site.menu().iter().chain(site.footer_links()) {
            view.print_menu(item, print);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Own
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("site.yaml", "site.yaml")
    }
}

impl View {
    /// Takes in an entry of the menu with those below it. Its target is known by names:
    /// numbers differ from build to build.
    pub fn print_menu(&self, item: &MenuItem, print: &mut Fingerprint) {
        print.text(&item.title).text(&item.url);
        let section = item.section.and_then(|id| self.site.section(id));
        print.text(section.map_or("", |section| &section.path));
        print.number(item.page.and_then(|id| self.site.page(id)).map_or(0, |page| page.key));
        print.number(item.children.len() as u64);
        item.children.iter().for_each(|child| self.print_menu(child, print));
    }
}

/// The blocks of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Blocks(pub usize);

impl Question for Blocks {
    /// Each with the steps to it within `site.yaml`, which only messages need.
    type Answer<'v> = Vec<(Vec<Step>, &'v Node)>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        view.site.config().blocks(view.code(self.0))
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for (_, node) in self.answer(view) {
            print.text(&format!("{node:?}"));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("site.yaml 里的首页板块", "blocks of the home page in site.yaml")
    }
}

/// The languages that have pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Languages;

impl Question for Languages {
    type Answer<'v> = &'v [usize];

    fn answer<'v>(&self, view: &'v View) -> &'v [usize] {
        view.site.used_languages()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        print.value(&self.answer(view));
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("网站有哪些语言", "languages that have pages")
    }
}
