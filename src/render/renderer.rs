//! Renders one route.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::ask::{self, Dependency, Sources, View};
use super::html::{Pieces, isolated, relative_with, rooted};
use super::page::{
    BookOrder, PageText, alias, book_scene, catalogue, context, feed, for_programs, page_text, record,
};
use super::template::dependencies::TemplateDependencies;
use super::template::engine::Engines;
use super::template::scope::{self, RenderScope};
use super::template::{filter, function};
use super::world::World;
use crate::asset::Assets;
use crate::markdown::Options;
use crate::problem::{self, Problem};
use crate::site::{PageId, Route, Site, Target};
use crate::source::SiteFolder;
use crate::store::StoreUse;
use crate::text;
use crate::theme::scan::TemplateScan;
use crate::theme::{Component, TemplateSource, Theme};

/// The bytes of a route and what they depended on.
#[derive(Debug)]
pub struct Rendering {
    /// The bytes that are published.
    pub bytes: Vec<u8>,
    /// Their dependencies, sorted, each once.
    pub dependencies: Vec<Dependency>,
    /// Warnings that were found on the way.
    pub warnings: Vec<Problem>,
    /// The HTML of the body of a page.
    pub body: Option<tera::Value>,
}

/// The result of rendering a route, with or without mistakes.
#[derive(Debug)]
pub struct Attempt {
    /// Its bytes, where they could be made. With errors among the problems they must not be
    /// published.
    pub bytes: Option<Vec<u8>>,
    /// Their dependencies, sorted, each once.
    pub dependencies: Vec<Dependency>,
    /// All problems that were found on the way.
    pub problems: Vec<Problem>,
    /// The HTML of the body of a page.
    pub body: Option<tera::Value>,
}

/// Renders the routes of a site. Made once for a run; every method can be called from many threads.
#[derive(Clone)]
pub struct Renderer {
    site: Arc<Site>,
    engine: Engine,
    assets: Arc<Assets>,
    folder: SiteFolder,
    world: Arc<World>,
    lines: bool,
    is_checked: bool,
}

/// The theme's templates, parsed: the part that renderings share and that no page changes.
#[derive(Clone)]
pub struct Engine {
    theme: Arc<Theme>,
    engines: Arc<Engines>,
    directives: Arc<BTreeMap<String, Component>>,
    blocks: Arc<BTreeMap<String, Component>>,
    templates: Arc<TemplateDependencies>,
}

impl Engine {
    /// Reads the templates of a theme; `language` is the code of the site's main language. What
    /// the templates are made from is taken from the store, if it has been read before.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub fn new(theme: Arc<Theme>, language: &str, stored: Option<&StoreUse>) -> Result<Self, Vec<Problem>> {
        let used: Vec<&TemplateSource> = theme.used_templates().collect();
        let scans: Vec<TemplateScan<'_>> = used.iter().map(|used| TemplateScan::new(&used.text)).collect();
        let engines = Engines::new(theme.clone(), &scans, language, |tera| {
            filter::register(tera);
            function::register(tera);
        })?;
        let directives =
            Component::all(engines.main(), &theme.types, &theme.template_names("directives"), "");
        let blocks = Component::all(engines.main(), &theme.types, &theme.template_names("blocks"), "block_");
        let templates = TemplateDependencies::recalled(&used, &scans, stored);
        Ok(Self {
            templates: Arc::new(templates),
            engines: Arc::new(engines),
            directives: Arc::new(directives),
            blocks: Arc::new(blocks),
            theme: theme.clone(),
        })
    }

    /// The blocks of the home page, by name.
    pub fn blocks(&self) -> &BTreeMap<String, Component> {
        &self.blocks
    }
}

impl Renderer {
    /// A renderer for an organised site.
    pub fn new(site: Arc<Site>, engine: Engine, assets: Arc<Assets>, folder: SiteFolder) -> Self {
        let Engine { theme, engines, directives, blocks, templates } = engine.clone();
        let view = View::new(Sources {
            site: site.clone(),
            theme,
            assets: assets.clone(),
            folder: folder.clone(),
            directives,
            blocks,
            mentioned: templates.mentioned().clone(),
        });
        let world = Arc::new(World::new(view, engines, templates));
        Self { site, engine, assets, folder, world, lines: false, is_checked: false }
    }

    /// The same renderer for the preview: blocks of bodies say on which line of their file they
    /// begin (`data-line`), and advice is given besides mistakes.
    #[must_use]
    pub fn with_lines(self) -> Self {
        Self { lines: true, ..self }
    }

    /// The same renderer for a check: advice is given besides mistakes, and the caller applies the
    /// severities that the site gives them.
    #[must_use]
    pub fn checking(self) -> Self {
        Self { is_checked: true, ..self }
    }

    /// A renderer for a later state of the same site, with the same theme.
    pub fn over(&self, site: Arc<Site>) -> Self {
        let Self { lines, is_checked, .. } = *self;
        let renderer = Self::new(site, self.engine.clone(), self.assets.clone(), self.folder.clone());
        Self { lines, is_checked, ..renderer }
    }

    /// Returns the values that all renderings share.
    pub(super) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The directives of articles, by name.
    pub fn directives(&self) -> &BTreeMap<String, Component> {
        &self.engine.directives
    }

    /// The blocks of the home page, by name.
    pub fn blocks(&self) -> &BTreeMap<String, Component> {
        self.engine.blocks()
    }

    /// How the bodies of a language are read.
    pub fn markdown_options(&self, lang: usize) -> Options {
        self.world.view.markdown_options(lang)
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The assets that renderings have asked for.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.assets
    }

    /// The fingerprint of what every route depends on without asking: languages, content types,
    /// Markdown, taxonomies.
    pub fn configuration(&self) -> u64 {
        self.world.view.configuration()
    }

    /// The numbers of the wanted routes, in the order in which they are best rendered: pages and
    /// lists of about the same time in sequence, because they show the same cards.
    pub fn order(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        self.world.view.order(is_wanted)
    }

    /// Renders a route.
    ///
    /// # Errors
    /// Every mistake in the texts and templates that it is made from.
    pub fn render(&self, route: &Route) -> Result<Rendering, Vec<Problem>> {
        let Attempt { bytes, dependencies, problems, body } = self.attempt(route);
        match bytes.filter(|_| !problems.iter().any(Problem::is_error)) {
            Some(bytes) => Ok(Rendering { bytes, dependencies, warnings: problems, body }),
            None => Err(problems),
        }
    }

    /// Renders a route as far as possible: what its writer sees of a page with mistakes.
    pub fn attempt(&self, route: &Route) -> Attempt {
        const CODE: &str = "template/render";
        let mut attempt = self.attempt_with(route, false);
        if !attempt.problems.iter().any(|problem| problem.code == CODE) {
            return attempt;
        }
        // Render again from the unmodified templates: only they give correct positions. Mistakes
        // that were found while making shared values are not found again, so those of the first
        // rendering stay.
        let exact = self.attempt_with(route, true);
        attempt.problems.retain(|problem| problem.code != CODE);
        attempt.problems.extend(exact.problems);
        problem::sort(&mut attempt.problems);
        Attempt { problems: attempt.problems, ..exact }
    }

    /// Renders the text of a page alone, without what its theme sets around it: for a document that
    /// leaves the site. Addresses in it begin with `/`.
    ///
    /// # Errors
    /// Every mistake in the text.
    pub fn text(&self, id: PageId) -> Result<PageText, Vec<Problem>> {
        let page = self.site.page(id);
        let mut scope = RenderScope::new(self.world.clone(), page.map_or(0, |page| page.lang));
        scope.file = page.map(|page| page.file.to_string());
        let scope = Rc::new(scope);
        let (text, _) = ask::recorded(false, || scope::within(scope.clone(), || page_text(&scope, id)));
        let mut problems = self.world.view.judged(scope.problems.take());
        match text {
            Ok(text) if !problems.iter().any(Problem::is_error) => Ok(PageText { problems, ..text }),
            Ok(_) => Err(problems),
            Err(problem) => {
                problems.push(*problem);
                problem::sort(&mut problems);
                Err(problems)
            }
        }
    }

    /// Renders articles as one document with the template `book.html`, and returns it with the
    /// warnings that were found on the way. Addresses in it begin with `/`.
    ///
    /// # Errors
    /// Every mistake in the articles and in the template.
    pub fn book(&self, order: &BookOrder) -> Result<(String, Vec<Problem>), Vec<Problem>> {
        let scope = Rc::new(RenderScope::new(self.world.clone(), order.lang));
        let render = || {
            let html = book_scene(&scope, order).and_then(|scene| self.world.render(&scene))?;
            Ok(String::from_utf8_lossy(&without_forbidden(html)).into_owned())
        };
        let (html, _) = ask::recorded(false, || scope::within(scope.clone(), render));
        let mut problems = self.world.view.judged(scope.problems.take());
        match html {
            Ok(html) if !problems.iter().any(Problem::is_error) => Ok((html, problems)),
            Ok(_) => Err(problems),
            Err(problem) => {
                let problem: Box<Problem> = problem;
                problems.push(*problem);
                problem::sort(&mut problems);
                Err(problems)
            }
        }
    }

    /// Renders a route as far as possible. An exact rendering uses the templates as they are
    /// written and makes all that they could name, and keeps nothing for other pages.
    pub(crate) fn attempt_with(&self, route: &Route, is_exact: bool) -> Attempt {
        let view = &self.world.view;
        let mut scope = RenderScope::new(self.world.clone(), view.language_of(route));
        scope.file = Some(view.source_of(route));
        scope.lines = self.lines;
        scope.advises = self.lines || self.is_checked;
        let scope = Rc::new(scope);
        let (bytes, dependencies) =
            ask::recorded(is_exact, || scope::within(scope.clone(), || self.bytes(&scope, route)));
        let bytes = bytes.map(without_forbidden);
        let mut problems = scope.problems.take();
        let bytes = bytes.map_err(|problem| {
            // A mistake in an article that a directive reported is reported once, not as an error
            // of the template too.
            problems.push(*problem);
            problem::sort(&mut problems);
        });
        if !self.is_checked {
            problems = view.judged(problems);
        }
        let body = scope.text.borrow_mut().take();
        Attempt { bytes: bytes.ok(), dependencies, problems, body }
    }

    fn bytes(&self, scope: &RenderScope, route: &Route) -> Result<Vec<u8>, Box<Problem>> {
        let (world, view) = (&self.world, &self.world.view);
        match &route.target {
            Target::Feed(of, format) => Ok(feed::feed(world, *of, *format).into_bytes()),
            Target::Sitemap(number) => Ok(for_programs::sitemap(world, *number).into_bytes()),
            Target::Robots => Ok(for_programs::robots(world).into_bytes()),
            Target::OpenSearch(lang) => Ok(for_programs::open_search(world, *lang).into_bytes()),
            Target::Redirects(server) => Ok(for_programs::redirects(world, *server).into_bytes()),
            Target::Catalogue(lang) => Ok(catalogue(world, *lang)),
            Target::Record(id) => record(scope, *id),
            Target::Alias(_) | Target::FormerTerm(_) | Target::FormerSection(_) => {
                let html = alias(world, &route.target, &route.path);
                Ok(relative_with(html.as_bytes(), &route.path, Pieces::default()).html)
            }
            target => {
                let scene = context::of(scope, route, target)?;
                let html = world.render(&scene).map_err(|problem| {
                    if problem.code == "template/missing" {
                        Box::new(view.at_template_name(target, *problem))
                    } else {
                        problem
                    }
                })?;
                let is_rtl = view.is_rtl(scope.lang);
                let html = if is_rtl { isolated(&String::from_utf8_lossy(&html)).into_bytes() } else { html };
                let is_of_theme = |address: &str| view.ask(ask::TrustedAddress(address.into()));
                let made = match target {
                    Target::NotFound(_) => {
                        rooted(&html, &text::escaped(&view.base_path()), Some(&is_of_theme))
                    }
                    _ => {
                        let (fragments, body) = (scope.fragments.borrow(), scope.body.borrow());
                        let mut pieces = Pieces::trusting(Some(&is_of_theme));
                        if let Some(body) = body.as_ref().and_then(|body| body.as_str()) {
                            pieces.add_plain(body.as_bytes());
                        }
                        fragments.iter().for_each(|fragment| fragment.add_to(&mut pieces, &route.path));
                        relative_with(&html, &route.path, pieces)
                    }
                };
                for address in made.refused {
                    scope.report(view.refused(target, &text::escape::unescaped(&address)));
                }
                Ok(made.html)
            }
        }
    }
}

/// Removes characters that HTML and XML forbid from what is published. Those of texts were removed
/// and reported when the texts were read; others may come from escapes in templates and in
/// Markdown.
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
