//! Where a page stands: breadcrumbs, menu, languages.

use std::sync::PoisonError;

use tera::Value as Shown;

use super::context::About;
use super::value::Object;
use super::world::World;
use crate::site::{MenuItem, Page, PageId, Route, SectionId, Target};

impl World {
    /// From the home page down to the section or page above.
    pub(super) fn breadcrumbs(&self, lang: usize, section: Option<SectionId>, include: bool) -> Shown {
        let key = (lang, section, include);
        if let Some(crumbs) = self.crumbs.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return crumbs.clone();
        }
        let made = self.make_breadcrumbs(lang, section, include);
        self.crumbs.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }

    /// From the home page down to what is above a page.
    pub(super) fn breadcrumbs_of(&self, lang: usize, about: &About) -> Shown {
        let crumbs = self.breadcrumbs(lang, about.section, about.page.is_some());
        match &about.above {
            Some((title, url)) => {
                let sections = crumbs.as_array().unwrap_or_default().iter().cloned();
                Shown::from(sections.chain([crumb(title, url)]).collect::<Vec<_>>())
            }
            None => crumbs,
        }
    }

    fn make_breadcrumbs(&self, lang: usize, section: Option<SectionId>, include: bool) -> Shown {
        let mut crumbs = Vec::new();
        let mut around = section;
        if !include {
            around = around.and_then(|id| self.site.section(id)).and_then(|section| section.parent);
        }
        while let Some(section) =
            around.and_then(|id| self.site.section(id)).filter(|section| !section.path.is_empty())
        {
            crumbs.push(crumb(&section.title, &section.url()));
            around = section.parent;
        }
        let home = self
            .theme
            .words(self.site.config().code(lang))
            .and_then(|words| words.get("home"))
            .unwrap_or("首页");
        crumbs.push(crumb(home, &self.site.home_url(lang)));
        crumbs.reverse();
        Shown::from(crumbs)
    }

    /// Whether the main menu leads to a page itself.
    pub(super) fn is_in_menu(&self, lang: usize, page: Option<PageId>, url: &str) -> bool {
        self.site.menu(lang).iter().any(|item| stands_in(item, page, url))
    }

    /// The main menu with what is current marked.
    pub(super) fn menu(
        &self,
        lang: usize,
        section: Option<SectionId>,
        page: Option<PageId>,
        url: &str,
    ) -> Shown {
        // Nearly all pages of a section have one menu.
        if self.is_in_menu(lang, page, url) {
            return self.make_menu(lang, section, page, url);
        }
        let key = (lang, section);
        if let Some(menu) = self.menus.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return menu.clone();
        }
        let made = self.make_menu(lang, section, page, url);
        self.menus.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }

    fn make_menu(&self, lang: usize, section: Option<SectionId>, page: Option<PageId>, url: &str) -> Shown {
        let mut around = Vec::new();
        let mut next = section;
        while let Some(id) = next {
            around.push(id);
            next = self.site.section(id).and_then(|section| section.parent);
        }
        let place = Place { around: &around, page, url };
        Shown::from(self.site.menu(lang).iter().map(|item| menu_item(item, &place)).collect::<Vec<_>>())
    }

    /// The page of a route in every language of the site.
    pub(super) fn translations(&self, lang: usize, route: &Route) -> Shown {
        let languages = self.translated_routes(lang, route).filter_map(|(other, url, exact)| {
            let language = self.site.config().languages.get(other)?;
            let mut object = Object::default();
            object
                .set("lang", language.locale.as_str())
                .set("name", language.name.as_str())
                .set("url", url)
                .set("current", other == lang)
                .set("exact", exact);
            Some(object.done())
        });
        Shown::from(languages.collect::<Vec<_>>())
    }

    /// The number of each language, the address of a route in it, and whether that is the same page there.
    pub(super) fn translated_routes(
        &self,
        lang: usize,
        route: &Route,
    ) -> impl Iterator<Item = (usize, String, bool)> {
        let pages = self.translated_pages(&route.target);
        self.site.used_languages().iter().map(move |other| {
            if *other == lang {
                return (*other, format!("/{}", route.path), true);
            }
            let there = pages.get(*other).copied().flatten();
            let (url, exact) = self.translated(*other, &route.target, there);
            (*other, url, exact)
        })
    }

    /// The page of a target in each language, where it is a page: they are looked up all at once.
    fn translated_pages(&self, target: &Target) -> Vec<Option<&Page>> {
        let Target::Page(id) = target else { return Vec::new() };
        let mut pages = vec![None; self.site.config().languages.len()];
        for page in self.site.page(*id).into_iter().flat_map(|page| self.site.translations(&page.stem)) {
            if let Some(place) = pages.get_mut(page.lang).filter(|place| place.is_none()) {
                *place = Some(page);
            }
        }
        pages
    }

    /// The address of a target in another language: its translation, which is `page` for a page, else its section there, else the home page.
    fn translated(&self, other: usize, target: &Target, page: Option<&Page>) -> (String, bool) {
        let site = &self.site;
        let section_there = |id: SectionId| {
            let mut around = Some(id);
            while let Some(section) = around.and_then(|id| site.section(id)) {
                if let Some(there) =
                    site.section_at(other, &section.path).filter(|there| !there.path.is_empty())
                {
                    return Some((there.url(), there.path == section.path && around == Some(id)));
                }
                around = section.parent;
            }
            None
        };
        match target {
            Target::Home(_) => (site.home_url(other), true),
            Target::Page(id) => {
                let there = page.map(|page| (page.url.to_string(), true));
                let section = || {
                    site.page(*id).and_then(|page| section_there(page.section)).map(|(url, _)| (url, false))
                };
                there.or_else(section).unwrap_or_else(|| (site.home_url(other), false))
            }
            Target::Section(id, number) => section_there(*id)
                .map(|(url, exact)| (url, exact && *number == 1))
                .unwrap_or_else(|| (site.home_url(other), false)),
            Target::Taxonomy(at) => {
                let declared = site.taxonomies().get(*at).map(|taxonomy| taxonomy.declared);
                let there =
                    site.taxonomies().iter().find(|t| t.lang == other && Some(t.declared) == declared);
                there.map(|there| (there.url(), true)).unwrap_or_else(|| (site.home_url(other), false))
            }
            Target::Map(_) => {
                site.map_url(other).map_or_else(|| (site.home_url(other), false), |url| (url, true))
            }
            Target::Search(_) => {
                site.search_url(other).map_or_else(|| (site.home_url(other), false), |url| (url, true))
            }
            Target::Archive(_) | Target::Year(..) => {
                let Some(there) = site.archive(other) else { return (site.home_url(other), false) };
                match target {
                    Target::Year(_, year, number) if there.year(*year).is_some() => {
                        (there.year_url(*year, 1), *number == 1)
                    }
                    _ => (there.url(), matches!(target, Target::Archive(_))),
                }
            }
            _ => (site.home_url(other), false),
        }
    }
}

/// Whether an entry, or one below it, is the page itself.
fn stands_in(item: &MenuItem, page: Option<PageId>, url: &str) -> bool {
    (item.page.is_some() && item.page == page)
        || item.url == url
        || item.children.iter().any(|child| stands_in(child, page, url))
}

struct Place<'p> {
    around: &'p [SectionId],
    page: Option<PageId>,
    url: &'p str,
}

fn crumb(title: &str, url: &str) -> Shown {
    let mut object = Object::default();
    object.set("title", title).set("url", url);
    object.done()
}

fn menu_item(item: &MenuItem, place: &Place<'_>) -> Shown {
    let children: Vec<Shown> = item.children.iter().map(|child| menu_item(child, place)).collect();
    let is_inside = |item: &MenuItem| {
        item.section.is_some_and(|section| place.around.contains(&section))
            || (item.page.is_some() && item.page == place.page)
            || item.url == place.url
    };
    let current = is_inside(item) || item.children.iter().any(is_inside);
    let mut object = Object::default();
    object
        .set("title", item.title.as_str())
        .set("url", item.url.as_str())
        .set("current", current)
        .set("here", item.url == place.url)
        .set("children", Shown::from(children));
    object.done()
}
