//! What only programs read: the sitemap, the list of all pages, former addresses.

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::{Date, Fields};
use crate::site::{Page, PageId, SITEMAP, Target, alias_path};
use crate::store::Fingerprint;

/// A part of the addresses and dates of all pages, counted from 1; 0 is the number of parts, or all
/// of them if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Sitemap(pub usize);

/// A part of the sitemap.
#[derive(Default)]
pub(in super::super) struct SitemapView<'v> {
    /// The number of parts; none if the addresses are all here.
    pub parts: usize,
    pub addresses: Vec<SitemapEntry<'v>>,
}

/// An address of the sitemap.
pub(in super::super) struct SitemapEntry<'v> {
    pub path: &'v str,
    /// When it last changed.
    pub changed: Option<Date>,
    /// The same page in every language that has it: the number of the language, and its address.
    pub translations: Vec<(usize, &'v str)>,
}

impl Question for Sitemap {
    type Answer<'v> = SitemapView<'v>;

    fn answer<'v>(&self, view: &'v View) -> SitemapView<'v> {
        let routes = || view.site.routes().iter().filter(|route| route.target.is_in_sitemap());
        let count = routes().count();
        let (from, most) = match self.0 {
            0 if count > SITEMAP => {
                return SitemapView { parts: count.div_ceil(SITEMAP), addresses: Vec::new() };
            }
            0 => (0, count),
            number => ((number - 1) * SITEMAP, SITEMAP),
        };
        let is_translated = view.site.used_languages().len() > 1;
        let entry = |route: &'v crate::site::Route| {
            let page = match route.target {
                Target::Page(id) => view.site.page(id),
                _ => None,
            };
            let translations = match page.filter(|_| is_translated) {
                Some(page) => {
                    view.site.translations(&page.stem).map(|page| (page.lang, &*page.url)).collect()
                }
                None => Vec::new(),
            };
            let changed = page.and_then(|page| page.standing.changed());
            SitemapEntry { path: &route.path, changed, translations }
        };
        SitemapView { parts: 0, addresses: routes().skip(from).take(most).map(entry).collect() }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let SitemapView { parts, addresses } = self.answer(view);
        print.number(parts as u64);
        for SitemapEntry { path, changed, translations } in addresses {
            print.text(path).value(&changed).value(&translations);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("全部页面的网址和日期", "addresses and dates of all pages")
    }
}

/// All pages of a language, from the newest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Catalogue(pub usize);

/// A page of the list of all pages.
#[derive(serde::Serialize)]
pub(in super::super) struct Listed<'v> {
    pub title: &'v str,
    /// Its address from the root.
    #[serde(skip)]
    pub path: &'v str,
    #[serde(rename = "type")]
    pub content_type: &'v str,
    pub section: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub summary: &'v str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'v str>,
}

impl View {
    fn listed<'v>(&'v self, page: &'v Page) -> Listed<'v> {
        let changed = page.standing.changed().filter(|changed| Some(*changed) != page.date());
        Listed {
            title: page.title(),
            path: &page.url,
            content_type: &page.content_type.id,
            section: self.site.section(page.section).map_or("", |section| &section.path),
            date: page.date().map(|date| date.to_string()),
            updated: changed.map(|date| date.to_string()),
            summary: page.summary(),
            tags: page.fields.items("tags").iter().filter_map(|tag| tag.as_text()).collect(),
        }
    }
}

impl Question for Catalogue {
    type Answer<'v> = Vec<Listed<'v>>;

    fn answer<'v>(&self, view: &'v View) -> Vec<Listed<'v>> {
        let pages = view.site.newest(self.0).iter().filter_map(|id| view.site.page(*id));
        pages.map(|page| view.listed(page)).collect()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for listed in self.answer(view) {
            print.text(listed.title).text(listed.path).text(listed.content_type).text(listed.section);
            print.value(&listed.date).value(&listed.updated).text(listed.summary).value(&listed.tags);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("全部文章的标题、网址、日期和摘要", "titles, addresses, dates and summaries of all pages")
    }
}

/// The former addresses, each with the address to which it leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct FormerAddresses;

/// `/old/` of `/old/?from=mail`: a page at a former address is there for every query.
fn path_of(alias: &str) -> &str {
    alias.trim().split(['?', '#']).next().unwrap_or_default()
}

impl Question for FormerAddresses {
    /// Sorted. A former address is as it was written: `/old/`, and not `/old/index.html`.
    type Answer<'v> = Vec<(String, String)>;

    fn answer(&self, view: &View) -> Vec<(String, String)> {
        let mut moved: Vec<(String, String)> = Vec::new();
        let mut add = |fields: &Fields, url: &str| {
            let aliases = fields.items("aliases").iter().filter_map(|alias| alias.as_text());
            let aliases = aliases.filter(|alias| alias_path(alias).is_some());
            moved.extend(aliases.map(|alias| (path_of(alias).to_owned(), url.to_owned())));
        };
        for page in view.site.pages().iter().filter(|page| page.standing.has_aliases()) {
            add(&page.fields, &page.url);
        }
        for section in view.site.sections() {
            add(&section.fields, &section.url());
        }
        for taxonomy in view.site.taxonomies() {
            moved.extend(taxonomy.former_urls().map(|from| (from, taxonomy.url())));
        }
        moved.sort_unstable();
        moved
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for (from, to) in self.answer(view) {
            print.text(&from).text(&to);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("旧链接", "former addresses")
    }
}
