//! Where a page is: breadcrumbs, menu, languages.

use std::sync::Arc;

use tera::Value as Shown;

use super::about::About;
use crate::render::ask;
use crate::render::value::object::Object;
use crate::render::world::World;
use crate::site::{MenuItem, PageId, Route, SectionId};

impl World {
    /// From the home page down to the section or page above.
    fn breadcrumbs(&self, lang: usize, section: Option<SectionId>, include: bool) -> Shown {
        let make = |_: &_| self.make_breadcrumbs(lang, section, include);
        self.navigation.crumbs.show((lang, section, include), make)
    }

    /// From the home page down to what is above a page.
    pub(in crate::render) fn breadcrumbs_of(&self, lang: usize, about: &About) -> Shown {
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
        let key = section.and_then(|id| self.view.section_key(id));
        if let Some(section) = key.and_then(|(lang, path)| self.view.ask(ask::Section(lang, path))) {
            let own = section.front();
            if include && !own.path().is_empty() {
                crumbs.push(crumb(own.title(), &own.url()));
            }
            // Above the home page there is nothing, whatever is asked for.
            let around = section.ancestors().take_while(|section| !section.path().is_empty());
            let mut outermost = own.id();
            for section in around {
                outermost = section.id();
                crumbs.push(crumb(section.title(), &section.url()));
            }
            let above = above_in_menu(&self.site(lang).menu, outermost);
            crumbs.extend(above.map(|item| crumb(&item.title, &item.url)));
        }
        let home =
            self.view.ask(ask::InterfaceWords(lang)).and_then(|words| words.get("home")).unwrap_or("首页");
        crumbs.push(crumb(home, &self.site(lang).home_url));
        crumbs.reverse();
        Shown::from(crumbs)
    }

    /// Whether the main menu leads to a page itself.
    pub(in crate::render) fn is_in_menu(&self, lang: usize, page: Option<PageId>, url: &str) -> bool {
        self.site(lang).menu.iter().any(|item| stands_in(item, page, url))
    }

    /// The main menu with what is current marked, for the page at `url`.
    pub(in crate::render) fn menu_of_page(
        &self,
        lang: usize,
        section: Option<SectionId>,
        page: Option<PageId>,
        url: &str,
    ) -> Shown {
        let path = section.and_then(|id| self.view.section_key(id)).map(|(_, path)| path);
        // Nearly all pages of a section have one menu.
        if self.is_in_menu(lang, page, url) {
            return self.make_menu(lang, path.as_ref(), page, url);
        }
        self.menu_of_section(lang, path)
    }

    /// The main menu as the pages of a section see it that are not in it themselves. The section
    /// need not exist.
    pub(in crate::render) fn menu_of_section(&self, lang: usize, path: Option<Arc<str>>) -> Shown {
        self.navigation
            .menus
            .show((lang, path), |(lang, path)| self.make_menu(*lang, path.as_ref(), None, ""))
    }

    fn make_menu(&self, lang: usize, path: Option<&Arc<str>>, page: Option<PageId>, url: &str) -> Shown {
        let section = path.and_then(|path| self.view.ask(ask::Section(lang, path.clone())));
        let own = section.iter().map(|section| section.front().id());
        let around: Vec<SectionId> = own
            .chain(section.iter().flat_map(|section| section.ancestors()).map(|around| around.id()))
            .collect();
        let place = Place { around: &around, page, url };
        Shown::from(self.site(lang).menu.iter().map(|item| menu_item(item, &place)).collect::<Vec<_>>())
    }

    /// The page of a route in every language of the site that has pages.
    pub(in crate::render) fn translations(&self, lang: usize, route: &Route) -> Shown {
        // With one language it is the page itself: what others will have need not be followed.
        let translated = match self.view.ask(ask::Languages) {
            [_] => vec![(lang, format!("/{}", route.path), true)],
            _ => self.view.ask(ask::Translations(route.path.as_str().into())),
        };
        let languages = translated.into_iter().filter_map(|(other, url, exact)| {
            let language = self.view.language(other)?;
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
}

/// Whether an entry, or one below it, is the page itself.
fn stands_in(item: &MenuItem, page: Option<PageId>, url: &str) -> bool {
    (item.page.is_some() && item.page == page)
        || item.url == url
        || item.children.iter().any(|child| stands_in(child, page, url))
}

/// The section below which the main menu has another that isn't in it, such as 主题党日 below
/// 基层党建: readers came that way.
fn above_in_menu(menu: &[MenuItem], section: SectionId) -> Option<&MenuItem> {
    let is_it = |item: &MenuItem| item.section == Some(section);
    if menu.iter().any(is_it) {
        return None;
    }
    menu.iter().find(|item| item.section.is_some() && item.children.iter().any(is_it))
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
