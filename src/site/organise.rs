//! Pages and sections to a site.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::archive::archives;
use super::arrangement;
use super::menu::menu;
use super::names::{By, Names};
use super::route::routes;
use super::sections::{folder, name};
use super::taxonomy::taxonomies;
use super::{
    Addresses, Coming, Config, Organization, Page, PageId, PageSource, SectionId, SectionSource, Site, State,
    Statistics, Unplaced, references, sort,
};
use rayon::prelude::*;

use crate::schema::{Date, Types, Value};
use crate::source::yaml::{Node, Step};
use crate::store::Fingerprint;
use crate::text::slug;

/// So many pages at most are dealt with by one thread before the others may take over.
const PIECE: usize = 256;

/// What the earlier stages read.
#[derive(Debug)]
pub struct Material {
    /// `site.yaml`.
    pub config: Config,
    /// Content types.
    pub types: Types,
    /// All pages, of whatever state, in the order of their files.
    #[allow(clippy::vec_box, reason = "they are moved from list to list, and are many and large")]
    pub pages: Vec<Box<PageSource>>,
    /// All `_index.md`.
    pub sections: Vec<SectionSource>,
    /// `data/organization.yaml`.
    pub organization: Organization,
    /// `data/statistics.yaml`.
    pub statistics: Statistics,
    /// `addresses.yaml`.
    pub addresses: Addresses,
    /// The other files of `data/`, by name without ending.
    pub data: BTreeMap<String, Node>,
    /// The fingerprints of the files of `data/`, by name without ending.
    pub data_prints: BTreeMap<String, u64>,
    /// Pictures and attachments below `content/`.
    pub resources: BTreeSet<String>,
    /// Files below `static/`.
    pub statics: BTreeSet<String>,
    /// Files with mistakes that kept them from being read: what refers to them is not wrong as well.
    pub unread: BTreeSet<String>,
    /// The moment of the build.
    pub now: Date,
    /// The states whose pages are shown besides published ones.
    pub shown: Vec<State>,
}

/// A page that is not shown, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file.
    pub file: String,
    /// The number of its language.
    pub lang: usize,
    /// Its id.
    pub id: String,
    /// Its place below `content/`, the same in every language.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub state: State,
}

/// Organises a site. Every mistake that is found comes beside it; with errors among them it must not be published.
pub fn organise(material: Material) -> (Site, Vec<Unplaced>) {
    let Material {
        config,
        types,
        pages,
        sections,
        organization,
        statistics,
        addresses,
        data,
        data_prints,
        resources,
        statics,
        unread,
        now,
        shown,
    } = material;
    let mut problems = Vec::new();
    let mut left_out = Vec::new();
    let states: Vec<_> = pages
        .par_iter()
        .with_max_len(PIECE)
        .map(|page| (page.standing.state(now), page.standing.next_change(now)))
        .collect();
    let next_change = states.iter().map(|(_, change)| *change).min().unwrap_or(i64::MAX);
    // Of pages that are shown before their time nothing comes.
    let is_early = |state: &State| *state != State::Published && shown.contains(state);
    let coming =
        pages.iter().zip(&states).filter(|(_, (state, change))| *change < i64::MAX && !is_early(state));
    let coming = coming
        .map(|(page, (state, _))| page.standing.coming(*state, now))
        .fold(Coming { zone: config.zone, ..Coming::default() }, Coming::and);
    let states = states.into_iter().map(|(state, _)| state);
    let is_shown = |state: &State| *state == State::Published || shown.contains(state);
    let mut kept: Vec<(Box<PageSource>, State)> = Vec::with_capacity(pages.len());
    for (page, state) in pages.into_iter().zip(states) {
        if is_shown(&state) {
            kept.push((page, state));
        } else {
            let (id, title) = (page_id(&page), page.title().to_owned());
            let PageSource { file, lang, stem, .. } = *page;
            let (file, stem) = (file.into(), stem.into());
            left_out.push(LeftOut { file, lang, id, stem, title, state });
        }
    }
    let languages = config.languages.len();
    let mut site = Site {
        section_ids: vec![HashMap::new(); languages],
        sections: Vec::new(),
        pages: Vec::with_capacity(kept.len()),
        ids: Names::new(By::Id),
        titles: Names::new(By::Title),
        stems: Names::new(By::Stem),
        files: Names::new(By::File),
        newest: vec![Vec::new(); languages],
        used_languages: Vec::new(),
        taxonomies: Arc::default(),
        archives: Arc::default(),
        index: Arc::default(),
        menus: Vec::new(),
        footer_links: Vec::new(),
        routes: Arc::default(),
        config,
        types,
        organization: Arc::new(organization),
        statistics: Arc::new(statistics),
        addresses: Arc::new(addresses),
        data: Arc::new(data),
        data_prints,
        resources: Arc::new(resources),
        statics: Arc::new(statics),
        unread: Arc::new(unread),
        left_out: Arc::new(left_out),
        nearest: Arc::default(),
        called: Arc::default(),
        now,
        next_change,
        coming,
        print: 0,
        shape: 0,
    };
    site.add_sections(sections, &kept);
    site.used_languages = (0..languages).filter(|lang| site.section_id(*lang, "").is_some()).collect();
    site.add_pages(kept);
    site.add_unit_pages(&mut problems);
    site.rank();
    let (lists, taxonomies) = rayon::join(|| site.lists(), || taxonomies(&site));
    for (section, (pages, all)) in site.sections.iter_mut().zip(lists) {
        (section.pages, section.all) = (pages, all);
    }
    site.taxonomies = Arc::new(taxonomies);
    site.archives = Arc::new(archives(&site));
    // The parts of a series are found by it, to begin with in what is checked.
    if site.pages.iter().any(|page| page.standing.is_in_series()) {
        site.prepare_index();
    }
    site.make_menus(&mut problems);
    let prints = || rayon::join(|| site.make_print(), || site.make_shape());
    let (wrong, (all, (print, shape))) =
        rayon::join(|| references::check(&site), || rayon::join(|| routes(&site), prints));
    problems.extend(wrong);
    references::check_data(&site, &mut problems);
    problems.extend(arrangement::check(&site));
    site.routes = Arc::new(all);
    (site.print, site.shape) = (print, shape);
    site.check_addresses(&mut problems);
    site.check_kept_addresses(&mut problems);
    site.check_permalinks(&mut problems);
    site.check_beside_sections(&mut problems);
    site.check_figures(&mut problems);
    (site, problems)
}

pub(super) fn page_id(page: &PageSource) -> String {
    page.standing.id.as_deref().unwrap_or_else(|| name(&page.stem)).to_owned()
}

impl Site {
    fn add_pages(&mut self, pages: Vec<(Box<PageSource>, State)>) {
        let made = pages.into_par_iter().with_max_len(PIECE).filter_map(|(source, state)| {
            let section = self.section_id(source.lang, folder(&source.stem))?;
            let id = page_id(&source);
            self.page_of(source, state, section, id, true).map(Arc::new)
        });
        self.pages = made.collect();
    }

    /// Adds a page that has no file of its own.
    pub(super) fn push_page(
        &mut self,
        source: Box<PageSource>,
        section: SectionId,
        id: String,
    ) -> Option<PageId> {
        let number = PageId(u32::try_from(self.pages.len()).ok()?);
        let page = self.page_of(source, State::Published, section, id, false)?;
        self.pages.push(Arc::new(page));
        Some(number)
    }

    pub(super) fn page_of(
        &self,
        source: Box<PageSource>,
        state: State,
        section: SectionId,
        id: String,
        has_body: bool,
    ) -> Option<Page> {
        let name = name(&source.stem);
        let slug = source
            .standing
            .slug
            .as_deref()
            .and_then(slug)
            .or_else(|| slug(name))
            .unwrap_or_else(|| "x".into());
        let place = self.section(section)?;
        // `index` is the section's own address.
        let slug = if slug == "index" { "index-page".to_owned() } else { slug };
        let date = source.standing.date;
        let url = match self.addresses.get(&source.file) {
            Some(kept) => kept.into(),
            None => self.address_by_pattern(&source, place, &slug, &id).map_or_else(
                || format!("{}{slug}.html", place.base).into(),
                |address| format!("/{}{address}", self.config.prefix(source.lang)).into(),
            ),
        };
        Some(Page {
            moment: date.map(|date| date.start()),
            day: date.map(|date| date.day()),
            rank: 0,
            key: Fingerprint::new().number(source.lang as u64).text(&source.stem).done(),
            url,
            pinned: source.standing.is_pinned(self.now),
            id: id.as_str().into(),
            unit: None,
            section,
            state,
            has_body,
            source,
        })
    }

    /// For each section its pages and those of all below it, in order.
    fn lists(&self) -> Vec<(Vec<PageId>, Vec<PageId>)> {
        let mut lists = vec![(Vec::new(), Vec::new()); self.sections.len()];
        for (id, page) in self.pages_with_ids() {
            if let Some((own, _)) = lists.get_mut(page.section.at()) {
                own.push(id);
            }
            let mut around = Some(page.section);
            while let Some(at) = around {
                if let Some((_, all)) = lists.get_mut(at.at()) {
                    all.push(id);
                }
                around = self.section(at).and_then(|section| section.parent);
            }
        }
        let page = |id: PageId| self.page(id);
        // Nothing of this is made where no order asks for names.
        let names: LazyLock<HashMap<&str, &Page>, _> = LazyLock::new(|| {
            let first = self.pages.iter().filter(|page| page.lang == 0);
            first.map(|page| (&*page.stem, &**page)).collect()
        });
        let named = |page: &Page| if page.lang == 0 { None } else { names.get(&*page.stem).copied() };
        lists.par_iter_mut().zip(&self.sections).with_max_len(1).for_each(|((own, all), section)| {
            sort::sort(own, &section.order, page, named);
            if all.len() == own.len() {
                all.clone_from(own);
            } else {
                sort::sort(all, &section.order, page, named);
            }
            all.sort_by_key(|id| !page(*id).is_some_and(|page| page.pinned));
        });
        lists
    }

    /// Puts all pages in order from the newest.
    fn rank(&mut self) {
        // Pages come in the order of their files, as a rule all but those of units: of two of one day the numbers tell which is first.
        let in_order =
            self.pages.windows(2).take_while(|two| matches!(two, [a, b] if a.file < b.file)).count();
        let moments = (0..).map(PageId).zip(&self.pages).map(|(id, page)| (page.moment, id));
        let mut order: Vec<(Option<i64>, PageId)> = moments.collect();
        order.par_sort_unstable_by(|(a_moment, a), (b_moment, b)| {
            b_moment.cmp(a_moment).then_with(|| match (self.page(*a), self.page(*b)) {
                (Some(one), Some(other)) if a.max(b).at() > in_order => sort::by_date(one, other),
                _ => a.cmp(b),
            })
        });
        for ((_, id), rank) in order.into_iter().zip(0..) {
            let Some(page) = self.pages.get_mut(id.at()).and_then(Arc::get_mut) else { continue };
            page.rank = rank;
            if let Some(newest) = self.newest.get_mut(page.lang) {
                newest.push(id);
            }
        }
    }

    pub(super) fn make_menus(&mut self, problems: &mut Vec<Unplaced>) {
        let languages = 0..self.config.languages.len();
        let footer = self.config.fields.group("footer").and_then(|footer| match footer.get("links") {
            Some(Value::Any(links)) => Some((**links).clone()),
            _ => None,
        });
        let footer = footer.unwrap_or(Node::Sequence(Vec::new()));
        let trail = [Step::Key("footer".into()), Step::Key("links".into())];
        self.menus = languages
            .clone()
            .map(|lang| menu(self, lang, self.config.any("menu"), &[Step::Key("menu".into())], problems))
            .collect();
        self.footer_links = languages.map(|lang| menu(self, lang, Some(&footer), &trail, problems)).collect();
    }
}
