//! Routes: which there are, what each is made from, and where it is in other languages.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::site::{Page, PageId, Route, SectionId, Target};
use crate::store::Fingerprint;

/// The data that a check of a trace needs of the entire site. Nothing of this is shown by a page.
impl View {
    pub fn routes(&self) -> &[Route] {
        self.site.routes()
    }

    /// The fingerprint of the organised site.
    pub fn site_print(&self) -> u64 {
        self.site.print()
    }

    /// The fingerprint of where its pages are.
    pub fn shape_print(&self) -> u64 {
        self.site.shape()
    }

    /// The fingerprint of their titles.
    pub fn titles_print(&self) -> u64 {
        self.site.titles_print()
    }

    /// The key by which each page is known in every build, in the order of their numbers.
    pub fn page_keys(&self) -> impl Iterator<Item = u64> {
        self.site.pages().iter().map(|page| page.key)
    }

    /// The number of pages: their numbers are smaller.
    pub fn page_count(&self) -> usize {
        self.site.pages().len()
    }

    /// The number of sections: their numbers are smaller.
    pub fn section_count(&self) -> usize {
        self.site.sections().len()
    }

    /// The file of a page, for messages.
    pub fn file_of(&self, id: PageId) -> Option<&str> {
        self.site.page(id).map(|page| &*page.file)
    }

    /// Indexes all pages by what is in their fields, before the first query asks for it.
    pub fn prepare_index(&self) {
        self.site.prepare_index();
    }

    /// The language of a route.
    pub fn language_of(&self, route: &Route) -> usize {
        let site = &self.site;
        match &route.target {
            Target::Home(lang) | Target::NotFound(lang) => *lang,
            Target::Archive(lang) | Target::Year(lang, ..) | Target::Map(lang) => *lang,
            Target::Search(lang) | Target::OpenSearch(lang) | Target::Catalogue(lang) => *lang,
            Target::Feed(of, _) => self.language_of_feed(*of),
            Target::Page(id) | Target::Alias(id) | Target::Record(id) => {
                site.page(*id).map_or(0, |page| page.lang)
            }
            Target::Section(id, _) | Target::Part(id, ..) | Target::FormerSection(id) => {
                site.section(*id).map_or(0, |section| section.lang)
            }
            Target::Taxonomy(at) | Target::Term(at, ..) | Target::FormerTerm(at) => {
                site.taxonomies().get(*at).map_or(0, |taxonomy| taxonomy.lang)
            }
            Target::Sitemap(_) | Target::Robots | Target::Redirects(_) => 0,
        }
    }

    /// The fingerprint of where a route is and what it is made from, apart from what it asks: what
    /// is looked up by the numbers in its target is the same as long as this is.
    pub fn identity(&self, route: &Route) -> u64 {
        let site = &self.site;
        let mut print = Fingerprint::new();
        print.text(&route.path);
        match &route.target {
            Target::Home(lang) => print.number(1).number(*lang as u64),
            Target::Page(id) => print.number(2).number(site.page(*id).map_or(0, |page| page.key)),
            Target::Section(id, number) => {
                let section = site.section(*id);
                print.number(3).text(section.map_or("", |section| &section.path));
                print.number(section.map_or(0, |section| section.lang as u64)).number(*number as u64)
            }
            Target::Part(id, part, number) => {
                let section = site.section(*id);
                print.number(14).text(section.map_or("", |section| &section.path)).value(&**part);
                print.number(section.map_or(0, |section| section.lang as u64)).number(*number as u64)
            }
            Target::Taxonomy(at) => print.number(4).number(*at as u64),
            Target::Term(at, term, number) => {
                let term = self.term_key(*at, *term).unwrap_or_default();
                print.number(5).number(*at as u64).number(*number as u64).text(term)
            }
            Target::NotFound(lang) => print.number(6).number(*lang as u64),
            Target::Feed(of, format) => print.number(7).value(&self.feed(*of)).value(format),
            Target::Sitemap(number) => print.number(8).number(*number as u64),
            Target::Robots => print.number(15),
            Target::OpenSearch(lang) => print.number(16).number(*lang as u64),
            Target::Catalogue(lang) => print.number(17).number(*lang as u64),
            Target::Record(id) => print.number(18).number(site.page(*id).map_or(0, |page| page.key)),
            Target::FormerSection(id) => {
                let section = site.section(*id);
                print.number(21).text(section.map_or("", |section| &section.path));
                print.number(section.map_or(0, |section| section.lang as u64))
            }
            Target::FormerTerm(at) => print.number(20).number(*at as u64),
            Target::Redirects(server) => print.number(19).value(server),
            Target::Archive(lang) => print.number(10).number(*lang as u64),
            Target::Year(lang, year, number) => {
                print.number(11).number(*lang as u64).value(year).number(*number as u64)
            }
            Target::Map(lang) => print.number(12).number(*lang as u64),
            Target::Search(lang) => print.number(13).number(*lang as u64),
            Target::Alias(id) => print.number(9).number(site.page(*id).map_or(0, |page| page.key)),
        };
        print.done()
    }

    /// The numbers of the wanted routes, in the order in which they are best rendered: pages and
    /// lists of about the same time in sequence, because they show the same cards.
    pub fn order(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let routes = self.site.routes();
        let mut order: Vec<usize> = (0..routes.len()).filter(|number| is_wanted(*number)).collect();
        order.par_sort_by_cached_key(|number| routes.get(*number).map(|route| self.rank(route)));
        order
    }

    /// The place in time of the first page that a route shows.
    fn rank(&self, route: &Route) -> u32 {
        let site = &self.site;
        let rank = |id: Option<&PageId>| id.map_or(0, |id| site.rank(*id));
        match &route.target {
            Target::Page(id) => rank(Some(id)),
            Target::Section(id, number) => {
                rank(site.section(*id).and_then(|section| section.list_page(*number).first()))
            }
            Target::Part(id, part, number) => {
                let first = site.section(*id).and_then(|section| section.filters.first(part, *number));
                rank(first.as_ref())
            }
            Target::Term(at, term, number) => {
                let term = site.taxonomies().get(*at).and_then(|taxonomy| taxonomy.terms.get(*term));
                rank(term.and_then(|term| term.list_page(site.config().page_size.max(1), *number).first()))
            }
            Target::Year(lang, year, number) => {
                let found = site.archive(*lang).and_then(|archive| Some((archive, archive.year(*year)?)));
                let shown = found.map(|(archive, year)| archive.on_page(year, *number)).unwrap_or_default();
                rank(shown.first().and_then(|(_, pages)| pages.first()))
            }
            _ => 0,
        }
    }
}

/// The addresses of a route in the languages that have pages, by its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Translations(pub Arc<str>);

/// The number of a language, the address of a route in it, and whether that is the same page there.
type Translated = (usize, String, bool);

impl Question for Translations {
    type Answer<'v> = Vec<Translated>;

    fn answer(&self, view: &View) -> Vec<Translated> {
        view.site.route(&self.0).map(|route| view.translated_routes(route)).unwrap_or_default()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for (lang, url, exact) in self.answer(view) {
            print.number(lang as u64).text(&url).number(u64::from(exact));
        }
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("其他语言的版本", "versions in other languages")
    }
}

impl View {
    fn translated_routes(&self, route: &Route) -> Vec<Translated> {
        let (lang, pages) = (self.language_of(route), self.translated_pages(&route.target));
        let translated = |other: &usize| {
            if *other == lang {
                return (*other, format!("/{}", route.path), true);
            }
            let there = pages.get(*other).copied().flatten();
            let (url, exact) = self.translated(*other, &route.target, there);
            (*other, url, exact)
        };
        self.site.used_languages().iter().map(translated).collect()
    }

    /// The page of a target in each language, where it is a page: they are looked up all at once.
    fn translated_pages(&self, target: &Target) -> Vec<Option<&Page>> {
        let Target::Page(id) = target else { return Vec::new() };
        let mut pages = vec![None; self.languages().len()];
        for page in self.site.page(*id).into_iter().flat_map(|page| self.site.translations(&page.stem)) {
            if let Some(place) = pages.get_mut(page.lang).filter(|place| place.is_none()) {
                *place = Some(page);
            }
        }
        pages
    }

    /// The address of a section in another language, else of the nearest one around it, and whether
    /// it is the section itself.
    fn section_there(&self, other: usize, id: SectionId) -> Option<(String, bool)> {
        let mut around = Some(id);
        while let Some(section) = around.and_then(|id| self.site.section(id)) {
            let there = self.site.section_at(other, &section.path).filter(|there| !there.path.is_empty());
            if let Some(there) = there {
                return Some((there.url(), there.path == section.path && around == Some(id)));
            }
            around = section.parent;
        }
        None
    }

    /// The address of a target in another language: its translation, which is `page` for a page,
    /// else its section there, else the home page.
    fn translated(&self, other: usize, target: &Target, page: Option<&Page>) -> (String, bool) {
        let site = &self.site;
        let home = || (site.home_url(other), false);
        match target {
            Target::Home(_) => (site.home_url(other), true),
            Target::Page(id) => {
                let there = page.map(|page| (page.url.to_string(), true));
                let section = || {
                    site.page(*id)
                        .and_then(|page| self.section_there(other, page.section))
                        .map(|(url, _)| (url, false))
                };
                there.or_else(section).unwrap_or_else(home)
            }
            Target::Section(id, number) => self
                .section_there(other, *id)
                .map(|(url, exact)| (url, exact && *number == 1))
                .unwrap_or_else(home),
            Target::Part(id, part, number) => {
                let there = site.section(*id).and_then(|section| site.section_at(other, &section.path));
                match there.and_then(|there| there.filters.url(part, 1)) {
                    Some(url) => (url, *number == 1),
                    None => self.section_there(other, *id).map_or_else(home, |(url, _)| (url, false)),
                }
            }
            Target::Taxonomy(at) => {
                let declared = site.taxonomies().get(*at).map(|taxonomy| taxonomy.declared);
                let there =
                    site.taxonomies().iter().find(|t| t.lang == other && Some(t.declared) == declared);
                there.map(|there| (there.url(), true)).unwrap_or_else(home)
            }
            Target::Map(_) => site.map_url(other).map_or_else(home, |url| (url, true)),
            Target::Search(_) => site.search_url(other).map_or_else(home, |url| (url, true)),
            Target::Archive(_) | Target::Year(..) => {
                let Some(there) = site.archive(other) else { return home() };
                match target {
                    Target::Year(_, year, number) if there.year(*year).is_some() => {
                        (there.year_url(*year, 1), *number == 1)
                    }
                    _ => (there.url(), matches!(target, Target::Archive(_))),
                }
            }
            _ => home(),
        }
    }
}
