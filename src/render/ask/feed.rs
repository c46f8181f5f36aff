//! The entries of the feed and the sitemap.

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::Date;
use crate::site::{Page, PageId, Target};
use crate::store::Fingerprint;

/// The number of pages in a feed.
const ENTRIES: usize = 20;

/// The newest pages of a language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Feed(pub usize);

/// A feed.
pub(in super::super) struct FeedView<'v> {
    /// The title of the site.
    pub title: &'v str,
    pub home_url: String,
    pub url: String,
    /// The date of the newest entry; the time of the build where there is none.
    pub updated: Date,
    pub entries: Vec<Entry<'v>>,
}

/// A page in a feed.
pub(in super::super) struct Entry<'v> {
    pub title: &'v str,
    pub summary: &'v str,
    pub url: &'v str,
    /// When it last changed.
    pub changed: Option<Date>,
}

impl Question for Feed {
    type Answer<'v> = FeedView<'v>;

    fn answer<'v>(&self, view: &'v View) -> FeedView<'v> {
        let site = &view.site;
        let pages = site.newest(self.0).iter().filter_map(|id| site.page(*id));
        let pages: Vec<&Page> = pages.filter(|page| page.date().is_some()).take(ENTRIES).collect();
        let entry = |page: &&'v Page| Entry {
            title: page.title(),
            summary: page.summary(),
            url: &page.url,
            changed: page.standing.changed(),
        };
        FeedView {
            title: site.config().fields.text("title", view.code(self.0)).unwrap_or_default(),
            home_url: site.home_url(self.0),
            url: site.feed_url(self.0),
            updated: pages.first().and_then(|page| page.date()).unwrap_or(site.now()),
            entries: pages.iter().map(entry).collect(),
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let FeedView { title, home_url, url, updated, entries } = self.answer(view);
        print.text(title).text(&home_url).text(&url).value(&updated).number(entries.len() as u64);
        for Entry { title, summary, url, changed } in entries {
            print.text(title).text(summary).text(url).value(&changed);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("订阅源里的文章", "pages of the feed")
    }
}

/// The addresses and dates of all pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Sitemap;

impl Question for Sitemap {
    /// The path of each route of the sitemap, and when it last changed.
    type Answer<'v> = Vec<(&'v str, Option<Date>)>;

    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v> {
        let listed = view.site.routes().iter().filter_map(|route| {
            let changed = match route.target {
                Target::Page(id) => view.site.page(id).and_then(|page| page.standing.changed()),
                Target::Home(_) | Target::Section(_, 1) => None,
                Target::Archive(_) | Target::Year(_, _, 1) | Target::Map(_) => None,
                _ => return None,
            };
            Some((route.path.as_str(), changed))
        });
        listed.collect()
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        for (path, changed) in self.answer(view) {
            print.text(path).value(&changed);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("全部页面的网址和日期", "addresses and dates of all pages")
    }
}
