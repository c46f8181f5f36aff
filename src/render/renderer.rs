//! Renders one route.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock, RwLock};

use rayon::prelude::*;

use super::card::Cards;
use super::closure::Closures;
use super::engines::Engines;
use super::fact::Fact;
use super::frame::{self, Frame};
use super::isolate::isolated;
use super::relative::{self, Pieces};
use super::world::World;
use super::{article, context, feed, metadata};
use crate::asset::Assets;
use crate::problem::{self, Problem, Severity};
use crate::site::{PageId, Route, Site, Target};
use crate::source::SiteFolder;
use crate::text;
use crate::theme::{Component, Theme};

/// The bytes of a route and what they depended on.
#[derive(Debug)]
pub struct Rendering {
    /// The bytes that are published.
    pub bytes: Vec<u8>,
    /// What they were made from, each fact once.
    pub facts: Vec<Fact>,
    /// Warnings that were met on the way.
    pub warnings: Vec<Problem>,
}

/// What came of rendering a route.
#[derive(Debug)]
pub struct Attempt {
    /// Its bytes, where they could be made. With errors among the problems they must not be published.
    pub bytes: Option<Vec<u8>>,
    /// What they were made from, each fact once.
    pub facts: Vec<Fact>,
    /// What was met on the way.
    pub problems: Vec<Problem>,
}

/// Renders the routes of a site. Made once for a run; every method can be called from many threads.
#[derive(Clone)]
pub struct Renderer {
    world: Arc<World>,
    lines: bool,
    is_checked: bool,
}

/// What renderings share that does not depend on the site's pages: the theme's templates, read.
pub struct Engine {
    theme: Arc<Theme>,
    engines: Arc<Engines>,
    directives: Arc<BTreeMap<String, Component>>,
    blocks: Arc<BTreeMap<String, Component>>,
    closures: Arc<Closures>,
}

impl Engine {
    /// Reads the templates of a theme; `language` is the code of the site's main language.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub fn new(theme: Arc<Theme>, language: &str) -> Result<Self, Vec<Problem>> {
        let engines = Engines::new(theme.clone(), language)?;
        let directives =
            Component::all(engines.main(), &theme.types, &theme.template_names("directives"), "");
        let blocks = Component::all(engines.main(), &theme.types, &theme.template_names("blocks"), "block_");
        Ok(Self {
            closures: Arc::new(Closures::new(&theme)),
            engines: Arc::new(engines),
            directives: Arc::new(directives),
            blocks: Arc::new(blocks),
            theme,
        })
    }

    /// The blocks of the home page, by name.
    pub fn blocks(&self) -> &BTreeMap<String, Component> {
        &self.blocks
    }

    fn world(self, site: Arc<Site>, assets: Arc<Assets>, folder: SiteFolder) -> World {
        let Self { theme, engines, directives, blocks, closures } = self;
        let people = site.pages_with_ids().filter(|(_, page)| &*page.content_type.id == "person");
        World {
            tells: metadata::tells(site.config(), &closures),
            people: people.map(|(id, page)| ((page.lang, page.title().to_owned()), id)).collect(),
            cards: Cards::new(site.pages().len()),
            around_prints: (0..site.pages().len()).map(|_| OnceLock::new()).collect(),
            sections: (0..site.sections().len()).map(|_| OnceLock::new()).collect(),
            section_links: (0..site.sections().len()).map(|_| OnceLock::new()).collect(),
            shared: (0..site.config().languages.len()).map(|_| OnceLock::new()).collect(),
            answers: RwLock::default(),
            lists: RwLock::default(),
            menus: RwLock::default(),
            crumbs: RwLock::default(),
            parts: RwLock::default(),
            units: (0..site.config().languages.len())
                .map(|_| site.organization().units().map(|_| OnceLock::new()).collect())
                .collect(),
            headings: RwLock::default(),
            site,
            theme,
            assets,
            folder,
            engines,
            directives,
            blocks,
            closures,
        }
    }
}

impl Renderer {
    /// A renderer for an organised site.
    pub fn new(site: Arc<Site>, engine: Engine, assets: Arc<Assets>, folder: SiteFolder) -> Self {
        Self { world: Arc::new(engine.world(site, assets, folder)), lines: false, is_checked: false }
    }

    /// The same renderer for the preview: blocks of bodies say on which line of their file they begin (`data-line`), and advice is given
    /// besides mistakes.
    #[must_use]
    pub fn with_lines(self) -> Self {
        Self { lines: true, ..self }
    }

    /// The same renderer for a check: advice is given besides mistakes, and the site's judgement of them is left to who asked.
    #[must_use]
    pub fn checking(self) -> Self {
        Self { is_checked: true, ..self }
    }

    /// A renderer for a later state of the same site, with the same theme.
    pub fn over(&self, site: Arc<Site>) -> Self {
        let world = &self.world;
        let engine = Engine {
            theme: world.theme.clone(),
            engines: world.engines.clone(),
            directives: world.directives.clone(),
            blocks: world.blocks.clone(),
            closures: world.closures.clone(),
        };
        let Self { lines, is_checked, .. } = *self;
        let world = engine.world(site, world.assets.clone(), world.folder.clone());
        Self { world: Arc::new(world), lines, is_checked }
    }

    /// What all renderings share.
    pub(super) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.world.site
    }

    /// The assets that renderings have asked for.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.world.assets
    }

    /// The numbers of the routes that are wanted, in the order in which they are best rendered: pages and lists of about the same
    /// time one after the other, because they show the same cards.
    pub fn order(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let site = self.site();
        let rank = |id: Option<&PageId>| id.and_then(|id| site.page(*id)).map_or(0, |page| page.rank);
        let key = |route: &Route| match &route.target {
            Target::Page(id) => rank(Some(id)),
            Target::Section(id, number) => {
                rank(site.section(*id).and_then(|section| section.list_page(*number).first()))
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
        };
        let mut order: Vec<usize> = (0..site.routes().len()).filter(|number| is_wanted(*number)).collect();
        order.par_sort_by_cached_key(|number| site.routes().get(*number).map(key));
        order
    }

    /// Renders a route.
    ///
    /// # Errors
    /// Every mistake in the texts and templates that it is made from.
    pub fn render(&self, route: &Route) -> Result<Rendering, Vec<Problem>> {
        let Attempt { bytes, facts, problems } = self.attempt(route);
        match bytes.filter(|_| !problems.iter().any(Problem::is_error)) {
            Some(bytes) => Ok(Rendering { bytes, facts, warnings: problems }),
            None => Err(problems),
        }
    }

    /// Renders a route as far as it can be: what its writer sees of a page with mistakes.
    pub fn attempt(&self, route: &Route) -> Attempt {
        const CODE: &str = "template/render";
        let mut attempt = self.attempt_with(route, false);
        if !attempt.problems.iter().any(|problem| problem.code == CODE) {
            return attempt;
        }
        // What a template asks for in vain is told of the template as it is written, beside all that it could have asked for. What was told
        // of values that are made once will not be told again.
        let exact = self.attempt_with(route, true);
        attempt.problems.retain(|problem| problem.code != CODE);
        attempt.problems.extend(exact.problems);
        problem::sort(&mut attempt.problems);
        Attempt { problems: attempt.problems, ..exact }
    }

    /// The same; `is_exact` from templates as they are written, and from all that they could name, with nothing that is kept for other pages.
    pub(crate) fn attempt_with(&self, route: &Route, is_exact: bool) -> Attempt {
        let lang = self.world.language(route);
        let mut frame = Frame::new(self.world.clone(), lang);
        frame.is_exact = is_exact;
        frame.lines = self.lines;
        frame.advises = self.lines || self.is_checked;
        let frame = Rc::new(frame);
        let bytes = frame::within(frame.clone(), || self.bytes(&frame, route));
        let bytes = bytes.map(without_forbidden);
        let mut problems = frame.problems.take();
        let mut facts = frame.facts.take();
        facts.sort_unstable();
        facts.dedup();
        let bytes = bytes.map_err(|problem| {
            // A mistake in an article that a directive reported is told once, not as an error of the template too.
            problems.push(*problem);
            problem::sort(&mut problems);
        });
        if !self.is_checked {
            problems = self.world.judged(problems);
        }
        Attempt { bytes: bytes.ok(), facts, problems }
    }

    fn bytes(&self, frame: &Frame, route: &Route) -> Result<Vec<u8>, Box<Problem>> {
        let site = &self.world.site;
        match &route.target {
            Target::Feed(lang) => {
                frame.note(Fact::Feed(*lang));
                Ok(feed::atom(&self.world, *lang).into_bytes())
            }
            Target::Sitemap => {
                frame.note(Fact::Sitemap);
                Ok(feed::sitemap(site).into_bytes())
            }
            Target::Alias(id) => {
                frame.note(Fact::Page(*id));
                frame.note(Fact::Site(frame.lang));
                let html = article::alias(site, *id, &route.path);
                Ok(relative::relative_with(html.as_bytes(), &route.path, Pieces::default()).html)
            }
            target => {
                let (template, context) = context::of(frame, route, target)?;
                let template = at_hand(frame, target, template);
                let html = self.world.template(&template, &context).map_err(|problem| {
                    if problem.code == "template/missing" {
                        named(&self.world, target, *problem)
                    } else {
                        problem
                    }
                })?;
                let is_rtl = site.config().languages.get(frame.lang).is_some_and(|language| language.rtl);
                let html = if is_rtl { isolated(&String::from_utf8_lossy(&html)).into_bytes() } else { html };
                let is_of_theme = |address: &str| self.world.is_of_theme(address);
                let made = match target {
                    Target::NotFound(_) => {
                        let base = site.config().base_path();
                        relative::rooted(&html, &text::escaped(&base), Some(&is_of_theme))
                    }
                    _ => {
                        let (parts, body) = (frame.parts.borrow(), frame.body.borrow());
                        let mut pieces = Pieces::trusting(Some(&is_of_theme));
                        if let Some(body) = body.as_ref().and_then(|body| body.as_str()) {
                            pieces.add_plain(body.as_bytes());
                        }
                        parts.iter().for_each(|part| part.known(&mut pieces, &route.path));
                        relative::relative_with(&html, &route.path, pieces)
                    }
                };
                for address in made.refused {
                    frame.report(self.world.refused(target, &address));
                }
                Ok(made.html)
            }
        }
    }
}

/// What is published, without characters that HTML and XML forbid. Those of texts have been taken out and told when they were read;
/// others may come from escapes in templates and in Markdown.
fn without_forbidden(bytes: Vec<u8>) -> Vec<u8> {
    if !text::may_hold_forbidden(&bytes) {
        return bytes;
    }
    let text = String::from_utf8_lossy(&bytes);
    match text::without_forbidden(&text) {
        Cow::Borrowed(_) => bytes,
        Cow::Owned(clean) => clean.into_bytes(),
    }
}

/// The template that a page or section wants, or the theme's `page.html` or `list.html`, which show any of them, where it has none
/// of that name. A theme that does tell some of them apart is asked for one that it lacks: that is told where it was named.
fn at_hand(frame: &Frame, target: &Target, wanted: String) -> String {
    let world = &frame.world;
    let (folder, general) = match target {
        Target::Page(_) => ("page", "page.html"),
        Target::Section(..) => ("list", "list.html"),
        _ => return wanted,
    };
    if world.engines.main().contains_template(&wanted) || !world.engines.main().contains_template(general) {
        return wanted;
    }
    // One of that name may come.
    frame.note(Fact::Template(wanted.as_str().into()));
    if !world.theme.template_names(folder).is_empty() {
        let problem = *named(world, target, world.missing_template(&wanted));
        if problem.place.is_some() {
            frame.report(Problem { severity: Severity::Warning, ..problem });
        }
    }
    general.to_owned()
}

/// A missing template at the place that names it.
fn named(world: &World, target: &Target, problem: Problem) -> Box<Problem> {
    let site = &world.site;
    let (file, fields, key, section, (of_type, of_type_named)) = match target {
        Target::Page(id) => {
            let Some(page) = site.page(*id) else { return Box::new(problem) };
            let of_type = (&page.content_type.id, &page.content_type.template);
            (Some(&*page.file), &*page.fields, "template", site.section(page.section), of_type)
        }
        Target::Section(id, _) => {
            let Some(section) = site.section(*id) else { return Box::new(problem) };
            let of_type = (&section.content_type.id, &section.content_type.list);
            (section.file.as_deref(), &section.fields, "list", None, of_type)
        }
        _ => return Box::new(problem),
    };
    let own = file.zip(fields.text(key, ""));
    let of_section = || section.and_then(|section| section.file.as_deref().zip(section.fields.text(key, "")));
    Box::new(match own.or_else(of_section) {
        Some((file, words)) => world.at_words(problem, file, words),
        // A type of the site names it.
        None => {
            let file = format!("types/{of_type}.yaml");
            let is_there = world.folder.path(&file).is_file();
            if is_there { world.at_words(problem, &file, of_type_named) } else { problem }
        }
    })
}
