//! What all renderings share, and rendering one route.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock, RwLock};

use tera::{Tera, Value as Shown};

use super::frame::{self, Dependencies, Frame};
use super::host::Resolver;
use super::relative;
use super::{article, context, feed, filter, function};
use crate::asset::Assets;
use crate::markdown;
use crate::problem::{self, Problem};
use crate::site::{PageId, Query, Route, Site, Target};
use crate::source::SiteFolder;
use crate::theme::{Component, Theme, template_problem};

/// The bytes of a route and what they depended on.
#[derive(Debug)]
pub struct Rendering {
    /// The bytes that are published.
    pub bytes: Vec<u8>,
    /// What they depended on.
    pub dependencies: Dependencies,
    /// Warnings that were met on the way.
    pub warnings: Vec<Problem>,
}

/// Renders the routes of a site. Made once for a run; every method can be called from many threads.
#[derive(Clone)]
pub struct Renderer {
    world: Arc<World>,
}

/// What all renderings share. Values that many pages show are made once.
pub(super) struct World {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    pub assets: Arc<Assets>,
    pub folder: SiteFolder,
    pub tera: Tera,
    pub directives: std::collections::BTreeMap<String, Component>,
    pub blocks: std::collections::BTreeMap<String, Component>,
    /// Pages of people by language and name.
    pub people: HashMap<(usize, String), PageId>,
    /// The card of each page.
    pub cards: Vec<OnceLock<Shown>>,
    /// The value of each section.
    pub sections: Vec<OnceLock<Shown>>,
    /// `site`, `data` and `theme` by language.
    pub shared: Vec<OnceLock<context::Shared>>,
    /// Answers to queries: what is asked twice is answered once.
    pub answers: RwLock<HashMap<Query, Shown>>,
    /// Ids of the headings of pages that links with a fragment lead to.
    pub headings: RwLock<HashMap<PageId, Arc<Vec<markdown::Heading>>>>,
}

impl Renderer {
    /// A renderer for an organised site.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub fn new(
        site: Arc<Site>,
        theme: Arc<Theme>,
        assets: Arc<Assets>,
        folder: SiteFolder,
    ) -> Result<Self, Vec<Problem>> {
        let tera = theme.engine(|tera| {
            filter::register(tera);
            function::register(tera);
        })?;
        let directives = Component::all(&tera, &theme.template_names("directives"), "");
        let blocks = Component::all(&tera, &theme.template_names("blocks"), "block_");
        let people = site.pages_with_ids().filter(|(_, page)| &*page.content_type.id == "person");
        let world = World {
            people: people.map(|(id, page)| ((page.lang, page.title.to_string()), id)).collect(),
            cards: (0..site.pages().len()).map(|_| OnceLock::new()).collect(),
            sections: (0..site.sections().len()).map(|_| OnceLock::new()).collect(),
            shared: (0..site.config().languages.len()).map(|_| OnceLock::new()).collect(),
            answers: RwLock::default(),
            headings: RwLock::default(),
            site,
            theme,
            assets,
            folder,
            tera,
            directives,
            blocks,
        };
        Ok(Self { world: Arc::new(world) })
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.world.site
    }

    /// The assets that renderings have asked for.
    pub fn assets(&self) -> &Arc<Assets> {
        &self.world.assets
    }

    /// Renders a route.
    ///
    /// # Errors
    /// Every mistake in the texts and templates that it is made from.
    pub fn render(&self, route: &Route) -> Result<Rendering, Vec<Problem>> {
        let lang = self.world.language(route);
        let frame = Rc::new(Frame::new(self.world.clone(), lang));
        let bytes = frame::within(frame.clone(), || self.bytes(&frame, route));
        let mut problems = frame.problems.take();
        match bytes {
            Ok(bytes) if !problems.iter().any(Problem::is_error) => {
                Ok(Rendering { bytes, dependencies: frame.dependencies.take(), warnings: problems })
            }
            Ok(_) => Err(problems),
            Err(problem) => {
                // A mistake in an article that a directive reported is told once, not as an error of the template too.
                problems.push(*problem);
                problem::sort(&mut problems);
                Err(problems)
            }
        }
    }

    fn bytes(&self, frame: &Frame, route: &Route) -> Result<Vec<u8>, Box<Problem>> {
        let site = &self.world.site;
        match &route.target {
            Target::Feed(lang) => Ok(feed::atom(&self.world, *lang).into_bytes()),
            Target::Sitemap => Ok(feed::sitemap(site).into_bytes()),
            Target::Alias(id) => Ok(relative::relative(&article::alias(site, *id), &route.path)),
            target => {
                let (template, context) = context::of(frame, route, target)?;
                let html = self.world.template(&template, &context)?;
                Ok(match target {
                    Target::NotFound(_) => relative::rooted(&html, &base_path(site)),
                    _ => relative::relative(&html, &route.path),
                })
            }
        }
    }
}

/// The path of the site on its server: `/`, or `/site/`.
fn base_path(site: &Site) -> String {
    let path = site
        .config()
        .base_url
        .as_deref()
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'));
    path.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
}

impl World {
    /// Renders a template.
    pub(super) fn template(&self, name: &str, context: &tera::Context) -> Result<String, Box<Problem>> {
        if !self.tera.contains_template(name) {
            let problem = Problem::error(
                "template/missing",
                format!("主题里没有模板“{name}”"),
                format!("the theme has no template `{name}`"),
            );
            let templates: Vec<&str> = self.theme.templates.iter().map(|t| t.name.as_str()).collect();
            return Err(Box::new(match problem::suggest(name, templates) {
                Some(meant) => problem.help(format!("是不是“{meant}”？"), format!("did you mean `{meant}`?")),
                None => problem.help("检查文章或栏目里的 template、list", "look at `template` and `list`"),
            }));
        }
        let mut out = Vec::with_capacity(24 * 1024);
        self.tera
            .render_to(name, context, &mut out)
            .map_err(|error| Box::new(template_problem(&error, &self.theme)))?;
        String::from_utf8(out).map_err(|_| {
            Box::new(Problem::error(
                "template/render",
                "模板输出的不是文字",
                "the template's output is not text",
            ))
        })
    }

    /// Markdown of a field or a filter to HTML. Its links are those of the document `file`.
    pub(super) fn markdown(&self, text: &str, file: &str, lang: usize) -> String {
        let resolver = Resolver::new(self, file, lang, None);
        markdown::render(text, &self.markdown_options(lang), &resolver).html
    }

    pub(super) fn markdown_options(&self, lang: usize) -> markdown::Options {
        let language = self.site.config().code(lang).to_owned();
        markdown::Options { language, ..self.site.config().markdown.clone() }
    }

    fn language(&self, route: &Route) -> usize {
        let site = &self.site;
        match &route.target {
            Target::Home(lang) | Target::NotFound(lang) | Target::Feed(lang) => *lang,
            Target::Page(id) | Target::Alias(id) => site.page(*id).map_or(0, |page| page.lang),
            Target::Section(id, _) => site.section(*id).map_or(0, |section| section.lang),
            Target::Taxonomy(at) | Target::Term(at, ..) => {
                site.taxonomies().get(*at).map_or(0, |taxonomy| taxonomy.lang)
            }
            Target::Sitemap => 0,
        }
    }
}
