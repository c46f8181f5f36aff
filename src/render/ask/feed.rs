//! The entries of a feed.

use std::sync::Arc;

use super::{Question, Scope, View};
use crate::problem::Words;
use crate::schema::Date;
use crate::site::{Axis, FeedFormat, FeedOf, Page, PageId, feed_url};
use crate::store::Fingerprint;

/// The number of pages in a feed.
const ENTRIES: usize = 20;

/// The newest pages of something, by names that mean the same in every build.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) enum Feed {
    /// Of a language.
    Site(usize),
    /// Of a section: language, folder.
    Section(usize, Arc<str>),
    /// Of a term: language, taxonomy, name.
    Term(usize, Arc<str>, Arc<str>),
    /// Of a unit: language, id.
    Unit(usize, Arc<str>),
}

/// A feed.
pub(in super::super) struct FeedView<'v> {
    /// The title of the site, after what the feed is of: 党建要闻 - 党建在线.
    pub title: String,
    /// The address of the page that shows the same.
    pub page_url: String,
    /// When the entry that was changed last changed; the newest date of the site where there is
    /// none, and `None` without any.
    pub updated: Option<Date>,
    pub entries: Vec<Entry<'v>>,
}

impl FeedView<'_> {
    /// The address of the feed itself.
    pub fn url(&self, format: FeedFormat) -> String {
        feed_url(&self.page_url, format)
    }
}

/// A page in a feed.
pub(in super::super) struct Entry<'v> {
    pub title: &'v str,
    pub summary: &'v str,
    pub url: &'v str,
    /// When it was published.
    pub published: Option<Date>,
    /// When it last changed.
    pub changed: Option<Date>,
}

impl View {
    /// The question for a feed.
    pub fn feed(&self, of: FeedOf) -> Option<Feed> {
        match of {
            FeedOf::Site(lang) => Some(Feed::Site(lang)),
            FeedOf::Section(id) => self.section_key(id).map(|(lang, folder)| Feed::Section(lang, folder)),
            FeedOf::Term(at, term) => {
                let (lang, taxonomy) = self.taxonomy_key(at)?;
                Some(Feed::Term(lang, taxonomy.into(), self.term_key(at, term)?.into()))
            }
            FeedOf::Unit(id) => {
                let page = self.site.page(id)?;
                Some(Feed::Unit(page.lang, self.site.organization().unit(page.unit?)?.id.as_ref().into()))
            }
        }
    }

    /// The language of a feed.
    pub fn language_of_feed(&self, of: FeedOf) -> usize {
        self.feed(of).map_or(0, |feed| feed.lang())
    }

    /// The address of the page that shows what a feed is of, if that may have one: what the
    /// identity of its route and the settings say.
    pub fn subject_url(&self, of: FeedOf) -> Option<String> {
        match of {
            FeedOf::Site(lang) => Some(self.site.home_url(lang)),
            FeedOf::Section(id) => {
                let section = self.site.section(id)?;
                (!section.path.is_empty()).then(|| section.url())
            }
            FeedOf::Term(at, term) => {
                let taxonomy = self.site.taxonomies().get(at)?;
                let declared = self.site.config().taxonomies.get(taxonomy.declared)?;
                if declared.is_of_people {
                    return None;
                }
                Some(taxonomy.term_url(taxonomy.terms.get(term)?, 1))
            }
            FeedOf::Unit(id) => {
                let page = self.site.page(id)?;
                page.unit.is_some().then(|| page.url.to_string())
            }
        }
    }

    /// The newest of some pages that have a date.
    fn newest_of<'v>(&'v self, pages: &[PageId]) -> Vec<&'v Page> {
        let dated = |id: &PageId| {
            let page = self.site.page(*id).filter(|page| page.date().is_some())?;
            Some((self.site.rank(*id), page))
        };
        let mut dated: Vec<(u32, &Page)> = pages.iter().filter_map(dated).collect();
        dated.sort_unstable_by_key(|(rank, _)| *rank);
        dated.into_iter().take(ENTRIES).map(|(_, page)| page).collect()
    }
}

impl Feed {
    fn lang(&self) -> usize {
        let (Self::Site(lang) | Self::Section(lang, _) | Self::Term(lang, ..) | Self::Unit(lang, _)) = self;
        *lang
    }

    /// The title and address of what the feed is of, and its newest pages.
    fn subject<'v>(&self, view: &'v View) -> Option<(&'v str, String, Vec<&'v Page>)> {
        let site = &view.site;
        match self {
            Self::Site(lang) => {
                let pages = site.newest(*lang).iter().filter_map(|id| site.page(*id));
                let pages = pages.filter(|page| page.date().is_some()).take(ENTRIES).collect();
                Some(("", site.home_url(*lang), pages))
            }
            Self::Section(lang, folder) => {
                let section = site.section_at(*lang, folder)?;
                Some((&section.title, section.url(), view.newest_of(&section.all)))
            }
            Self::Term(lang, taxonomy, name) => {
                let taxonomy = site.taxonomy(*lang, taxonomy)?;
                let term = taxonomy.term(name)?;
                Some((&term.name, taxonomy.term_url(term, 1), view.newest_of(&term.pages)))
            }
            Self::Unit(lang, id) => {
                let (unit, _) = site.organization().units().find(|(_, data)| *data.id == **id)?;
                let page = site.unit_page(unit, *lang)?;
                let pages = view.newest_of(site.pages_of(*lang, Axis::Unit, id));
                Some((page.title(), page.url.to_string(), pages))
            }
        }
    }
}

impl Question for Feed {
    type Answer<'v> = FeedView<'v>;

    fn answer<'v>(&self, view: &'v View) -> FeedView<'v> {
        let site = &view.site;
        let (name, page_url, pages) = self.subject(view).unwrap_or_default();
        let entry = |page: &&'v Page| Entry {
            title: page.title(),
            summary: page.summary(),
            url: &page.url,
            published: page.date(),
            changed: page.date().max(page.standing.changed()),
        };
        let entries: Vec<Entry<'v>> = pages.iter().map(entry).collect();
        // Not the time of the build, at which nothing has changed.
        let newest = || site.newest(self.lang()).iter().find_map(|id| site.page(*id)?.date());
        let newest = if entries.is_empty() { newest() } else { None };
        let of_site = site.config().fields.text("title", view.code(self.lang())).unwrap_or_default();
        let title = if name.is_empty() { of_site.to_owned() } else { format!("{name} - {of_site}") };
        FeedView {
            title,
            page_url,
            updated: entries.iter().filter_map(|entry| entry.changed).max().or(newest),
            entries,
        }
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let FeedView { title, page_url, updated, entries } = self.answer(view);
        print.text(&title).text(&page_url).value(&updated).number(entries.len() as u64);
        for Entry { title, summary, url, published, changed } in entries {
            print.text(title).text(summary).text(url).value(&published).value(&changed);
        }
    }

    fn scope(&self) -> Scope {
        Scope::Site
    }

    fn words(&self, _: &dyn Fn(PageId) -> String) -> Words {
        Words::new("订阅源里的文章", "pages of the feed")
    }
}
