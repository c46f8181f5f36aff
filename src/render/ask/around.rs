//! The surroundings of a page: its neighbours, related pages, its series, its terms.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Question, Scope, View, is_exact};
use crate::problem::Words;
use crate::schema::Fields;
use crate::site::{self, Axis, PageId, Query};
use crate::store::Fingerprint;

/// The number of related pages that are shown.
pub(in super::super) const RELATED: usize = 5;
/// How much a topic and a tag count that two pages share.
const TOPIC: usize = 3;
const TAG: usize = 2;
/// What two pages must share at least: a unit alone says little.
const LEAST: usize = 2;
/// The number of neighbours in each tag that are considered for related pages, on either side.
const NEAR: usize = 12;

/// The pages before and after a page, those related to it, the parts of its series, its terms: what
/// of it templates show.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in super::super) struct Around(pub PageId);

/// The surroundings of a page.
pub(in super::super) struct AroundPage<'v> {
    /// The newer and the older page of its section.
    pub beside: (Option<PageId>, Option<PageId>),
    pub related: Vec<PageId>,
    /// The parts of its series, in order.
    pub parts: Vec<PageId>,
    /// Taxonomy, name and address of each term that it carries.
    pub terms: Vec<(&'v str, &'v str, String)>,
}

impl AroundPage<'_> {
    fn fingerprint(&self, view: &View) -> u64 {
        let mut print = Fingerprint::new();
        let mut page = |id: Option<PageId>| {
            print.number(id.and_then(|id| view.site.page(id)).map_or(0, |page| page.key));
        };
        page(self.beside.0);
        page(self.beside.1);
        self.related.iter().for_each(|related| page(Some(*related)));
        page(None);
        self.parts.iter().for_each(|part| page(Some(*part)));
        for (taxonomy, name, url) in &self.terms {
            print.text(taxonomy).text(name).text(url);
        }
        print.done()
    }
}

impl Question for Around {
    type Answer<'v> = AroundPage<'v>;

    fn answer<'v>(&self, view: &'v View) -> AroundPage<'v> {
        let shows = |name: &str| view.shows(name);
        let around = AroundPage {
            beside: if shows("neighbours") { view.beside(self.0) } else { (None, None) },
            related: if shows("related") { view.related(self.0) } else { Vec::new() },
            parts: if shows("series") { view.parts(self.0) } else { Vec::new() },
            terms: if shows("terms") { view.own_terms(self.0) } else { Vec::new() },
        };
        // An exact rendering shows more than others.
        if let Some(print) = view.around.get(self.0.at()).filter(|_| !is_exact()) {
            print.get_or_init(|| around.fingerprint(view));
        }
        around
    }

    fn print(&self, view: &View, print: &mut Fingerprint) {
        let known = || view.around.get(self.0.at())?.get().copied();
        print.number(known().unwrap_or_else(|| self.answer(view).fingerprint(view)));
    }

    fn scope(&self) -> Scope {
        Scope::Shape
    }

    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words {
        let file = page(self.0);
        Words::new(
            format!("“{file}”的上一篇、下一篇、相关文章或标签"),
            format!("neighbours, related pages or tags of {file}"),
        )
    }

    fn page_mut(&mut self) -> Option<&mut PageId> {
        Some(&mut self.0)
    }
}

impl View {
    /// Taxonomy, name and address of each term that a page carries.
    fn own_terms(&self, id: PageId) -> Vec<(&str, &str, String)> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        let mut terms: Vec<(&str, &str, String)> = Vec::new();
        for declared in &self.site.config().taxonomies {
            let Some(taxonomy) = self.site.taxonomy(page.lang, &declared.name) else { continue };
            let items = declared.fields.iter().flat_map(|field| page.fields.items(field));
            let mut known = HashSet::new();
            for name in items.filter_map(|item| item.as_text()) {
                if !known.insert(name) {
                    continue;
                }
                if let Some(term) = taxonomy.term(name) {
                    terms.push((&declared.name, name, taxonomy.term_url(term, 1)));
                }
            }
        }
        terms
    }

    /// The pages before and after it in its section, the newer first.
    fn beside(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        let section = self.site.page(id).and_then(|page| self.site.section(page.section));
        let pages = section.map(|section| section.pages.as_slice()).unwrap_or_default();
        let Some(at) = self.site.position(id) else { return (None, None) };
        let newer = at.checked_sub(1).and_then(|before| pages.get(before));
        (newer.copied(), pages.get(at + 1).copied())
    }

    /// The parts of the series that it is in, in order; none where it is in none.
    fn parts(&self, id: PageId) -> Vec<PageId> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        let code = self.code(page.lang);
        let Some(name) = page.fields.group("series").and_then(|series| series.text("name", code)) else {
            return Vec::new();
        };
        let query =
            Query { lang: page.lang, with: vec![(Axis::Series, name.to_owned())], ..Query::default() };
        let mut parts = self.whole_answer(&query).to_vec();
        let part = |id: &PageId| series_of(&**self.site.page(*id)?)?.integer("part");
        parts.sort_by_key(|id| (part(id), *id));
        parts
    }

    /// Pages that `related:` names, then those that share most with it, the nearest in time first:
    /// a topic counts [`TOPIC`] times, a tag [`TAG`] times, a unit once. In each of them only the
    /// pages near in time are considered, so that a tag with very many pages costs no more than
    /// another.
    fn related(&self, id: PageId) -> Vec<PageId> {
        let site = &self.site;
        let Some(page) = site.page(id) else { return Vec::new() };
        let named = page
            .fields
            .items("related")
            .iter()
            .filter_map(|item| site.refer(page.lang, item.as_text()?, &[]));
        let mut related: Vec<PageId> = Vec::new();
        for id in named {
            if !related.contains(&id) {
                related.push(id);
            }
        }
        let mut near: Vec<PageId> = Vec::new();
        let mut add = |pages: &[PageId], times: usize| {
            let Some(at) = site.position_among(pages, id) else { return };
            let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(pages.len());
            for _ in 0..times {
                near.extend(pages.get(around.clone()).unwrap_or_default());
            }
        };
        let taxonomy = site.taxonomy(page.lang, "tags");
        for tag in page.fields.items("tags").iter().filter_map(|tag| tag.as_text()) {
            if let Some(term) = taxonomy.and_then(|taxonomy| taxonomy.term(tag)) {
                add(&term.pages, TAG);
            }
        }
        for topic in page.fields.items("topic").iter().filter_map(|topic| topic.as_text()) {
            add(site.pages_of(page.lang, Axis::Topic, topic), TOPIC);
        }
        for unit in page.fields.items("unit").iter().filter_map(|unit| unit.as_text()) {
            let organization = site.organization();
            if let Some(unit) = organization.find(unit).and_then(|unit| organization.unit(unit)) {
                add(site.pages_of(page.lang, Axis::Unit, &unit.id), 1);
            }
        }
        near.retain(|other| *other != id);
        self.add_nearest(page, near, (LEAST, RELATED), &mut related);
        related
    }

    /// Adds those of `near` to `related` that are in it most often, and at least `least` times, the
    /// nearest in time first, until there are `most`.
    pub(super) fn add_nearest(
        &self,
        page: &site::Page,
        mut near: Vec<PageId>,
        (least, most): (usize, usize),
        related: &mut Vec<PageId>,
    ) {
        near.sort_unstable();
        let mut scored: Vec<(Reverse<usize>, u64, PageId)> = Vec::with_capacity(near.len());
        for same in near.chunk_by(|a, b| a == b) {
            let Some(other) = same.first().filter(|_| same.len() >= least) else { continue };
            let days = match (page.day, self.site.page(*other).and_then(|other| other.day)) {
                (Some(own), Some(other)) => own.abs_diff(other),
                _ => u64::MAX,
            };
            scored.push((Reverse(same.len()), days, *other));
        }
        // Some of them may have been named already.
        let wanted = most + related.len();
        if scored.len() > wanted {
            scored.select_nth_unstable(wanted);
            scored.truncate(wanted);
        }
        scored.sort_unstable();
        for (_, _, id) in scored {
            if related.len() >= most {
                break;
            }
            if !related.contains(&id) {
                related.push(id);
            }
        }
    }
}

fn series_of(page: &site::PageSource) -> Option<&Fields> {
    page.fields.group("series")
}
