//! Pages and sections to a site.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::archive::archives;
use super::arrangement;
use super::menu::menu;
use super::names::{By, Names};
use super::query::Index;
use super::route::{Route, routes};
use super::taxonomy::taxonomies;
use super::{
    Addresses, Config, Organization, Page, PageId, PageSource, Section, SectionId, SectionSource, Site,
    State, Statistics, address, references, section_group, sort,
};
use rayon::prelude::*;

use crate::problem::{Place, Problem};
use crate::schema::stored::encode;
use crate::schema::{ContentType, Date, Fields, SortKey, Types, Value};
use crate::source::yaml::{Node, Part, Step};
use crate::store::Fingerprint;
use crate::text::slug;

/// A mistake that was found after the text was let go: where to look for its place.
#[derive(Debug, Clone)]
pub struct Unplaced {
    /// The file.
    pub file: String,
    /// The steps to it within the YAML.
    pub path: Vec<Step>,
    /// Whether the steps are those of the text, or the declaration's keys, for which a label may stand in the text.
    pub is_verbatim: bool,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
}

impl Unplaced {
    /// At the value of a declared field.
    pub fn canonical(file: &str, path: Vec<Step>, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, is_verbatim: false, part: Part::Value, problem }
    }

    /// At steps as they stand in the text.
    pub fn verbatim(file: &str, path: Vec<Step>, part: Part, problem: Problem) -> Self {
        Self { file: file.to_owned(), path, is_verbatim: true, part, problem }
    }
}

/// What the earlier stages read.
#[derive(Debug)]
pub struct Material {
    /// `site.yaml`.
    pub config: Config,
    /// Content types.
    pub types: Types,
    /// All pages, of whatever state, in the order of their files.
    pub pages: Vec<PageSource>,
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
    let mut kept: Vec<(PageSource, State)> = Vec::with_capacity(pages.len());
    let mut next_change = i64::MAX;
    let pages: Vec<_> = pages
        .into_par_iter()
        .map(|page| {
            let (state, change) = (State::of(&page.fields, now), State::next_change(&page.fields, now));
            (page, state, change)
        })
        .collect();
    for (page, state, change) in pages {
        next_change = next_change.min(change);
        if state == State::Published || shown.contains(&state) {
            kept.push((page, state));
        } else {
            let (id, title) = (page_id(&page), title_of(&page));
            left_out.push(LeftOut { file: page.file, lang: page.lang, id, stem: page.stem, title, state });
        }
    }
    let languages = config.languages.len();
    let mut site = Site {
        section_ids: vec![HashMap::new(); languages],
        sections: Vec::new(),
        pages: Vec::with_capacity(kept.len()),
        ids: Names::none(By::Id),
        titles: Names::none(By::Title),
        stems: Names::none(By::Stem),
        files: Names::none(By::File),
        newest: vec![Vec::new(); languages],
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
        print: 0,
        shape: 0,
    };
    site.add_sections(sections, &kept);
    site.add_pages(kept);
    site.add_unit_pages(&mut problems);
    site.connect();
    site.name_pages();
    let newest: Vec<PageId> = site.newest.iter().flatten().copied().collect();
    let (taxonomies, index) =
        rayon::join(|| taxonomies(&site.config, &site.pages), || Index::new(&site, &newest));
    (site.taxonomies, site.index) = (Arc::new(taxonomies), Arc::new(index));
    site.archives = Arc::new(archives(&site));
    site.make_menus(&mut problems);
    let (wrong, all) = rayon::join(|| references::check(&site), || routes(&site));
    problems.extend(wrong);
    problems.extend(arrangement::check(&site));
    site.routes = Arc::new(all);
    site.check_addresses(&mut problems);
    site.check_kept_addresses(&mut problems);
    site.check_permalinks(&mut problems);
    (site.print, site.shape) = rayon::join(|| site.make_print(), || site.make_shape());
    (site, problems)
}

pub(super) fn page_id(page: &PageSource) -> String {
    let stem = page.stem.rsplit('/').next().unwrap_or_default();
    page.fields.text("id", "").unwrap_or(stem).to_owned()
}

fn title_of(page: &PageSource) -> String {
    page.fields.text("title", "").unwrap_or_default().to_owned()
}

fn collision(first: &str, second: &str, path: &str) -> Problem {
    Problem::error(
        "address/collision",
        format!("“{first}”和“{second}”的网址相同，都是 /{path}"),
        format!("`{first}` and `{second}` have the same address, /{path}"),
    )
}

/// The folder of a stem: the section of the page.
fn folder(stem: &str) -> &str {
    stem.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A folder and all folders around it.
fn with_ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| (!path.is_empty()).then(|| folder(path)))
}

impl Site {
    fn add_sections(&mut self, sources: Vec<SectionSource>, pages: &[(PageSource, State)]) {
        let mut found: BTreeMap<(usize, String), Option<SectionSource>> = BTreeMap::new();
        found.insert((0, String::new()), None);
        for (page, _) in pages {
            for path in with_ancestors(folder(&page.stem)) {
                if found.insert((page.lang, path.to_owned()), None).is_some() && !path.is_empty() {
                    break;
                }
            }
        }
        let titles: HashMap<String, String> = sources
            .iter()
            .filter(|source| source.lang == 0)
            .filter_map(|source| Some((source.folder.clone(), source.fields.text("title", "")?.to_owned())))
            .collect();
        for source in sources {
            for path in with_ancestors(&source.folder) {
                found.entry((source.lang, path.to_owned())).or_default();
            }
            found.insert((source.lang, source.folder.clone()), Some(source));
        }
        for ((lang, path), source) in found {
            self.add_section(lang, &path, source, &titles);
        }
        let order = |sections: &Vec<Section>, id: &SectionId| {
            sections.get(id.at()).map(|s| (s.fields.integer("weight").unwrap_or(i64::MAX), s.path.clone()))
        };
        for at in 0..self.sections.len() {
            let mut children = std::mem::take(&mut self.sections[at].children);
            children.sort_by_key(|id| order(&self.sections, id));
            self.sections[at].children = children;
        }
    }

    /// Adds a section; those around it are there already, since shorter paths come first.
    fn add_section(
        &mut self,
        lang: usize,
        path: &str,
        source: Option<SectionSource>,
        titles: &HashMap<String, String>,
    ) {
        let Ok(number) = u32::try_from(self.sections.len()) else { return };
        let id = SectionId(number);
        let parent = (!path.is_empty()).then(|| self.section_id(lang, folder(path))).flatten();
        let (file, fields, text) = source.map_or((None, Fields::default(), 0), |source| {
            (Some(source.file.into()), source.fields, source.text)
        });
        let content_type = fields.text("type", "").and_then(|name| self.types.meant_by(name)).cloned();
        let content_type = content_type
            .or_else(|| Some(self.section(parent?)?.content_type.clone()))
            .or_else(|| self.fallback_type());
        let Some(content_type) = content_type else { return };
        let name = path.rsplit('/').next().unwrap_or_default();
        let title = fields
            .text("title", self.config.code(lang))
            .or_else(|| titles.get(path).map(String::as_str))
            .unwrap_or(name);
        let order: Vec<SortKey> = fields
            .items("order")
            .iter()
            .filter_map(|key| key.as_text())
            .map(|key| content_type.sort_key(key))
            .collect();
        let page_size = fields.integer("page_size").and_then(|size| usize::try_from(size).ok());
        let page_size = page_size.unwrap_or(if content_type.paginate { self.config.page_size } else { 0 });
        let base = format!("/{}{}", self.config.prefix(lang), address::folder(path));
        let mut print = Fingerprint::new();
        print.text(title).text(&base).text(&content_type.id).bytes(&encode(section_group(), &fields));
        let section = Section {
            print: print.done(),
            text,
            path: path.into(),
            lang,
            title: title.into(),
            base: base.into(),
            order: if order.is_empty() { content_type.order.clone() } else { order },
            page_size,
            file,
            fields,
            content_type,
            parent,
            children: Vec::new(),
            pages: Vec::new(),
            all: Vec::new(),
        };
        self.sections.push(section);
        if let Some(ids) = self.section_ids.get_mut(lang) {
            ids.insert(path.into(), id);
        }
        if let Some(parent) = parent.and_then(|parent| self.sections.get_mut(parent.at())) {
            parent.children.push(id);
        }
    }

    fn fallback_type(&self) -> Option<Arc<ContentType>> {
        self.types
            .get("news")
            .or_else(|| self.types.get("page"))
            .or_else(|| self.types.iter().next())
            .cloned()
    }

    fn add_pages(&mut self, pages: Vec<(PageSource, State)>) {
        let made = pages.into_par_iter().filter_map(|(source, state)| {
            let section = self.section_id(source.lang, folder(&source.stem))?;
            let id = page_id(&source);
            self.page_of(source, state, section, id, true).map(Arc::new)
        });
        self.pages = made.collect();
    }

    /// Adds a page that has no file of its own.
    pub(super) fn push_page(&mut self, source: PageSource, section: SectionId, id: String) -> Option<PageId> {
        let number = PageId(u32::try_from(self.pages.len()).ok()?);
        let page = self.page_of(source, State::Published, section, id, false)?;
        self.pages.push(Arc::new(page));
        Some(number)
    }

    pub(super) fn page_of(
        &self,
        source: PageSource,
        state: State,
        section: SectionId,
        id: String,
        has_body: bool,
    ) -> Option<Page> {
        let name = source.stem.rsplit('/').next().unwrap_or_default();
        let slug = source
            .fields
            .text("slug", "")
            .and_then(slug)
            .or_else(|| slug(name))
            .unwrap_or_else(|| "x".into());
        let place = self.section(section)?;
        // `index` is the section's own address.
        let slug = if slug == "index" { "index-page".to_owned() } else { slug };
        let summary = source.fields.text("summary", "").map_or(source.lead.as_str(), |summary| summary);
        let date = source.fields.date("date");
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
            text: source.text,
            print: source.print,
            title: title_of(&source).into(),
            url,
            summary: summary.into(),
            pinned: source.fields.date("pinned_until").is_some_and(|date| date.deadline() > self.now.start()),
            id: id.as_str().into(),
            file: source.file.into(),
            stem: source.stem.into(),
            lang: source.lang,
            content_type: source.content_type,
            fields: source.fields,
            unit: None,
            section,
            state,
            has_body,
        })
    }

    /// Puts pages into their sections, in order.
    fn connect(&mut self) {
        self.rank();
        let (pages, sections) = (&self.pages, &mut self.sections);
        let page = |id: PageId| pages.get(id.at()).map(|page| &**page);
        for (id, page) in (0..).map(PageId).zip(pages) {
            if let Some(section) = sections.get_mut(page.section.at()) {
                section.pages.push(id);
            }
            let mut around = Some(page.section);
            while let Some(section) = around.and_then(|id| sections.get_mut(id.at())) {
                section.all.push(id);
                around = section.parent;
            }
        }
        // Nothing of this is made where no order asks for names.
        let names: LazyCell<HashMap<&str, &Page>, _> = LazyCell::new(|| {
            let first = pages.iter().filter(|page| page.lang == 0);
            first.map(|page| (&*page.stem, &**page)).collect()
        });
        let named = |page: &Page| if page.lang == 0 { None } else { names.get(&*page.stem).copied() };
        for section in sections.iter_mut() {
            sort::sort(&mut section.pages, &section.order, page, named);
            sort::sort(&mut section.all, &section.order, page, named);
            section.all.sort_by_key(|id| !page(*id).is_some_and(|page| page.pinned));
        }
    }

    /// Makes the lists in which pages are looked up by what they are called.
    fn name_pages(&mut self) {
        let pages = &self.pages;
        let ((ids, titles), (stems, files)) = rayon::join(
            || (Names::of(By::Id, pages), Names::of(By::Title, pages)),
            || (Names::of(By::Stem, pages), Names::of(By::File, pages)),
        );
        (self.ids, self.titles, self.stems, self.files) = (ids, titles, stems, files);
    }

    /// Puts all pages in order from the newest.
    fn rank(&mut self) {
        let mut order: Vec<PageId> = self.pages_with_ids().map(|(id, _)| id).collect();
        order.par_sort_unstable_by(|a, b| match (self.page(*a), self.page(*b)) {
            (Some(a), Some(b)) => sort::by_date(a, b),
            _ => a.cmp(b),
        });
        for (id, rank) in order.into_iter().zip(0..) {
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

    /// Two routes with one path: the last one would win in silence.
    fn check_addresses(&self, problems: &mut Vec<Unplaced>) {
        for pair in self.routes.windows(2) {
            let [first, second] = pair else { continue };
            if first.path != second.path {
                continue;
            }
            let is_alias = |route: &Route| matches!(route.target, super::Target::Alias(_));
            let is_made = |route: &Route| {
                use super::Target::{Archive, Map, Search, Year};
                matches!(route.target, Archive(_) | Map(_) | Search(_) | Year(..))
            };
            // Of a page and a former address the former address is the one too many.
            let (kept, other) = if is_alias(first) { (second, first) } else { (first, second) };
            let (kept_file, file) = (self.file_of(kept), self.file_of(other));
            let problem = collision(&kept_file, &file, &other.path).label(
                Place::whole_file(kept_file.as_str()),
                "另一个在这里",
                "the other one",
            );
            let (key, problem) = if is_alias(other) {
                ("aliases", problem.help("删去这个旧链接", "remove this former address"))
            } else if is_made(kept) || is_made(other) {
                let problem = problem.help(
                    "给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（archive、site_map 或 search）",
                    "rename the folder or page, or leave out in site.yaml what takes the address: `archive`, `site_map` or `search`",
                );
                ("slug", problem)
            } else {
                let problem = problem.help(
                    "在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名",
                    "give one of them a `slug:`, or rename its file",
                );
                ("slug", problem)
            };
            problems.push(Unplaced::canonical(&file, vec![Step::Key(key.into())], problem));
        }
        for route in self.routes.iter() {
            let copied = format!("static/{}", route.path);
            if self.statics.contains(&copied) {
                let file = self.file_of(route);
                let problem = collision(&file, &copied, &route.path).help(
                    "给 static 里的文件改名，或者在文章信息里加一行“网址名: ……”",
                    "rename the file in `static`, or give the page a `slug:`",
                );
                problems.push(Unplaced::canonical(&file, vec![Step::Key("slug".into())], problem));
            }
        }
    }

    pub(super) fn file_of(&self, route: &Route) -> String {
        use super::Target;
        match &route.target {
            Target::Page(id) | Target::Alias(id) => {
                self.page(*id).map(|page| page.file.to_string()).unwrap_or_default()
            }
            Target::Section(id, _) => {
                let section = self.section(*id);
                section
                    .map(|s| s.file.as_deref().map_or_else(|| format!("content/{}", s.path), str::to_owned))
                    .unwrap_or_default()
            }
            _ => "site.yaml".to_owned(),
        }
    }
}
