//! What all renderings share.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tera::Value as Shown;

use super::card::Cards;
use super::closure::Closures;
use super::engines::Engines;
use super::fact::Fact;
use super::frame;
use super::metadata::TOLD;
use super::part::{self, Part};

use crate::asset::Assets;
use crate::markdown;
use crate::problem::{self, Finding, Place, Problem, SourceLines, SourceText};
use crate::schema::Value;
use crate::site::{PageId, Query, Route, SectionId, Site, Target};
use crate::source::SiteFolder;
use crate::theme::{Component, Theme};

/// What all renderings share. Values that many pages show are made once.
pub(super) struct World {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    pub assets: Arc<Assets>,
    pub folder: SiteFolder,
    pub engines: Arc<Engines>,
    pub directives: Arc<BTreeMap<String, Component>>,
    pub blocks: Arc<BTreeMap<String, Component>>,
    /// Whether pages tell machines of themselves, also what no template names.
    pub tells: bool,
    /// Pages of people by language and name.
    pub people: HashMap<(usize, String), PageId>,
    /// What each template and component is made from.
    pub closures: Arc<Closures>,
    /// The card of each page.
    pub cards: Cards,
    /// The fingerprint of what stands around each page.
    pub around_prints: Vec<OnceLock<u64>>,
    /// The value of each section.
    pub sections: Vec<OnceLock<Shown>>,
    /// What the card of a page says of its section.
    pub section_links: Vec<OnceLock<Shown>>,
    /// `site`, `data` and `theme` by language.
    pub shared: Vec<OnceLock<Shared>>,
    /// Whole answers to queries: what is asked twice is put in order once.
    pub answers: RwLock<HashMap<Query, Arc<Vec<PageId>>>>,
    /// Cards of answers that many pages ask for alike.
    pub lists: RwLock<HashMap<Query, List>>,
    /// Menus and breadcrumbs of the pages of a section that stand in no menu themselves, by language and section.
    pub menus: RwLock<HashMap<(usize, Option<SectionId>), Shown>>,
    pub crumbs: RwLock<HashMap<Trail, Shown>>,
    /// Parts of pages that are the same on many of them.
    pub parts: RwLock<HashMap<part::Key, Arc<Part>>>,
    /// The units of the organization by language and number.
    pub units: Vec<Vec<OnceLock<Option<Shown>>>>,
    /// Ids of the headings of pages that links with a fragment lead to.
    pub headings: RwLock<HashMap<PageId, Arc<Vec<markdown::Heading>>>>,
}

/// What filters and functions of templates read of the cards that they are given.
const READ: [(&str, &[&str]); 2] =
    [("in_order", &["name", "pinyin"]), ("chart", &["value", "label", "year", "text", "unit"])];

/// Of which breadcrumbs are: language, section, and whether the section itself is among them.
type Trail = (usize, Option<SectionId>, bool);

/// The answer to a query as templates receive it.
pub(super) struct List {
    query: Arc<Query>,
    pages: Box<[PageId]>,
    shown: Shown,
}

/// Values that all pages of a language share.
pub(super) struct Shared {
    pub site: Shown,
    pub data: Shown,
    pub theme: Shown,
}

impl World {
    /// Whether a field of a page, or a variable, may be shown. What nobody shows need not be made.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.closures.shows(name)
            || (self.tells && TOLD.contains(&name))
            || READ.iter().any(|(by, fields)| fields.contains(&name) && self.closures.shows(by))
            || frame::is_exact()
    }

    /// Whether the value of a field of a page is wanted: what can't be shown without being looked for in the site is looked for in any case,
    /// since it may not be there.
    pub(super) fn wants(&self, name: &str, value: &Value) -> bool {
        !value.is_plain() || self.shows(name)
    }

    /// The whole answer to a query.
    pub(super) fn answer(&self, query: &Query) -> Arc<Vec<PageId>> {
        let whole = query.whole();
        if let Some(answer) = self.answers.read().unwrap_or_else(PoisonError::into_inner).get(&whole) {
            return answer.clone();
        }
        let answer = Arc::new(self.site.ordered(&whole));
        self.answers.write().unwrap_or_else(PoisonError::into_inner).entry(whole).or_insert(answer).clone()
    }

    /// The pages that a query asks for.
    pub(super) fn asked(&self, query: Query) -> Vec<PageId> {
        let pages = self.site.window(&query, &self.answer(&query));
        frame::note(|| Fact::Answer(Arc::new(query)));
        for id in &pages {
            frame::note(|| Fact::Card(*id));
        }
        pages
    }

    /// The cards of the pages that a query asks for.
    pub(super) fn listed(&self, query: Query) -> Shown {
        // What leaves a page out is asked by that page alone, and not worth keeping.
        if query.not.is_some() || frame::is_exact() {
            return self.cards(&self.asked(query));
        }
        if let Some(list) = self.lists.read().unwrap_or_else(PoisonError::into_inner).get(&query) {
            frame::note(|| Fact::Answer(list.query.clone()));
            for id in &*list.pages {
                frame::note(|| Fact::Card(*id));
            }
            return list.shown.clone();
        }
        let pages = self.asked(query.clone());
        let shown = self.cards(&pages);
        let list = List { query: Arc::new(query.clone()), pages: pages.into(), shown: shown.clone() };
        self.lists.write().unwrap_or_else(PoisonError::into_inner).entry(query).or_insert(list);
        shown
    }

    /// Renders a template.
    pub(super) fn template(&self, name: &str, context: &tera::Context) -> Result<Vec<u8>, Box<Problem>> {
        frame::note(|| Fact::Templates(name.into()));
        if !self.engines.main().contains_template(name) {
            return Err(Box::new(self.missing_template(name)));
        }
        let lang = frame::current().map_or(0, |frame| frame.lang);
        self.engines.render(lang, |tera| {
            let mut out = Vec::with_capacity(24 * 1024);
            tera.render_to(name, context, &mut out).map(|()| out)
        })
    }

    /// The mistake of naming a template that there is not.
    pub(super) fn missing_template(&self, name: &str) -> Problem {
        let problem = Problem::error(
            "template/missing",
            format!("主题里没有模板“{name}”"),
            format!("the theme has no template `{name}`"),
        );
        // A list is no page: only those of the same folder can be meant.
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut beside = if folder.is_empty() { Vec::new() } else { self.theme.template_names(folder) };
        let file = |stem: &str| format!("{folder}/{stem}.html");
        let stem = name.strip_prefix(folder).map_or(name, |rest| rest.trim_start_matches('/'));
        let stem = stem.strip_suffix(".html").unwrap_or(stem);
        let meant = problem::suggest(stem, beside.iter().map(String::as_str)).map(file);
        let (zh, en) = if beside.is_empty() {
            (
                "文章、栏目里的“模板”（template）或“列表模板”（list）写错了，改正或删去那一行".to_owned(),
                "correct or remove `template` of the page or section, or its `list`".to_owned(),
            )
        } else {
            if folder != "list" {
                beside = beside.iter().map(|stem| file(stem)).collect();
            }
            (
                format!("可用的：{}；不写就用默认的", beside.join("、")),
                format!("there are {}; leave it out for the default", beside.join(", ")),
            )
        };
        problem.did_you_mean(meant.as_deref(), zh, en)
    }

    /// The problems that the site wants to hear of, as it wants to.
    pub(super) fn judged(&self, problems: Vec<Problem>) -> Vec<Problem> {
        self.site.config().policy.apply(problems, |file| self.folder.text(file))
    }

    /// A problem where `words` stand in `file`; in the file as a whole where they are written otherwise there.
    pub(super) fn at_words(&self, problem: Problem, file: &str, words: &str) -> Problem {
        let read = self.folder.read(file).ok().map(|(text, _)| text);
        let found = read.as_deref().and_then(|text| Some((text, text.find(words)?)));
        match found {
            Some((text, start)) => problem.at(&SourceText::new(file, text), start..start + words.len()),
            None => problem.in_file(file),
        }
    }

    /// What was found in `text`, a field of a file, at the same words in the file.
    pub(super) fn at_same_words(&self, found: Vec<Finding>, file: &str, text: &str) -> Vec<Problem> {
        if found.is_empty() {
            return Vec::new();
        }
        let (found, unlisted) =
            problem::listed(found, problem::MOST_LISTED, |finding| finding.problem.severity);
        let read = self.folder.read(file).map(|(text, _)| text).unwrap_or_default();
        let lines = SourceLines::new(SourceText::new(file, &read));
        let placed = found.into_iter().map(|Finding { mut problem, span }| {
            let words = text.get(span).unwrap_or_default();
            let start = memchr::memmem::find(read.as_bytes(), words.as_bytes());
            let place = start.map(|start| lines.place(start..start + words.len()));
            problem.place = Some(place.unwrap_or_else(|| Place::whole_file(file)));
            // It would mend the text of the field, wherever that is in the file.
            problem.fix = None;
            problem
        });
        placed.chain(unlisted.problem(file)).collect()
    }

    pub(super) fn markdown_options(&self, lang: usize) -> markdown::Options {
        let language = self.site.config().code(lang).to_owned();
        markdown::Options { language, ..self.site.config().markdown.clone() }
    }

    /// The number of the language of a route.
    pub(super) fn language(&self, route: &Route) -> usize {
        let site = &self.site;
        match &route.target {
            Target::Home(lang) | Target::NotFound(lang) | Target::Feed(lang) => *lang,
            Target::Archive(lang) | Target::Year(lang, ..) | Target::Map(lang) => *lang,
            Target::Search(lang) => *lang,
            Target::Page(id) | Target::Alias(id) => site.page(*id).map_or(0, |page| page.lang),
            Target::Section(id, _) => site.section(*id).map_or(0, |section| section.lang),
            Target::Taxonomy(at) | Target::Term(at, ..) => {
                site.taxonomies().get(*at).map_or(0, |taxonomy| taxonomy.lang)
            }
            Target::Sitemap => 0,
        }
    }
}
