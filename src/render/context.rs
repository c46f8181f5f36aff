//! What a template receives: see `themes/README.md`, which a test holds against this.

use tera::{Context, Value as Shown};

use super::call::{self, Mistake};
use super::fact::Fact;
use super::frame::{self, Frame};
use super::lists::pager;
use super::metadata::Telling;
use super::overview;
use super::value::{Object, Origin};
use super::world::{Shared, World};
use crate::problem::{Problem, SourceText};
use crate::schema::written_trail;
use crate::site::{MenuItem, PageId, Route, SectionId, Target, configuration_group, windows};
use crate::source::yaml::{Part, Step, Yaml};

/// The template of a route and what it receives.
pub(super) fn of(frame: &Frame, route: &Route, target: &Target) -> Result<(String, Context), Box<Problem>> {
    let world = &frame.world;
    let mut context = Context::new();
    let (template, page) = match target {
        Target::Home(_) => ("home.html".to_owned(), home(frame, &mut context)?),
        Target::Page(id) => page(frame, &mut context, *id)?,
        Target::Section(id, number) => section(frame, &mut context, *id, *number)?,
        Target::Taxonomy(at) => ("taxonomy.html".to_owned(), taxonomy(world, &mut context, *at)),
        Target::Term(at, term, number) => {
            ("term.html".to_owned(), term_page(world, &mut context, *at, *term, *number))
        }
        Target::Archive(lang) => ("archive.html".to_owned(), overview::archive(world, &mut context, *lang)),
        Target::Year(lang, year, number) => {
            ("year.html".to_owned(), overview::year(world, &mut context, *lang, (*year, *number)))
        }
        Target::Map(lang) => ("sitemap.html".to_owned(), overview::map(world, &mut context, *lang)),
        Target::Search(lang) => (
            "search.html".to_owned(),
            About { kind: "search", title: world.word(*lang, "search"), ..About::default() },
        ),
        _ => (
            "404.html".to_owned(),
            About { kind: "404", title: world.word(frame.lang, "not_found"), ..About::default() },
        ),
    };
    common(frame, route, &mut context, &page);
    Ok((template, context))
}

/// What the frame of a page says about it.
#[derive(Default)]
pub(super) struct About {
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    pub section: Option<SectionId>,
    pub page: Option<PageId>,
    /// Title and address of the page above it, of one that stands in no section.
    pub above: Option<(String, String)>,
    /// The page as its template receives it.
    pub page_shown: Option<Shown>,
}

fn common(frame: &Frame, route: &Route, context: &mut Context, about: &About) {
    let world = &frame.world;
    let lang = frame.lang;
    for fact in [Fact::Site(lang), Fact::Words(lang), Fact::Options, Fact::Languages] {
        frame.note(fact);
    }
    let url = format!("/{}", route.path);
    context.extend(world.surroundings(lang));
    context.insert_value("menu", world.menu(lang, about.section, about.page, &url));
    if world.site.used_languages().len() > 1 {
        frame.note(Fact::Translations(route.path.as_str().into()));
    }
    let translations = if world.shows("translations") {
        world.translations(lang, route)
    } else {
        Shown::from(Vec::<Shown>::new())
    };
    context.insert_value("translations", translations);
    context.insert_value("breadcrumbs", world.breadcrumbs_of(lang, about));
    let mut shown = Object::default();
    shown
        .set("url", url.as_str())
        .set("kind", about.kind)
        .set("title", about.title.as_str())
        .set("description", about.description.as_str());
    if world.shows("in_menu") {
        shown.set("in_menu", world.is_in_menu(lang, about.page, &url));
    }
    Telling { world, lang, url: &url, about }.tell(&mut shown);
    context.insert_value("route", shown.done());
}

fn home(frame: &Frame, context: &mut Context) -> Result<About, Box<Problem>> {
    let world = &frame.world;
    let code = frame.code().to_owned();
    let section = world.site.section_id(frame.lang, "");
    if let Some(id) = section {
        note_section(frame, id);
        let content = section_content(frame, id)?;
        let section = frame::apart(|| world.section_object(id, content).done());
        context.insert_value("section", section);
    }
    frame.note(Fact::Blocks(frame.lang));
    let mut blocks = Vec::new();
    for (trail, node) in world.site.config().blocks(&code) {
        for (name, arguments) in node.entries() {
            match call::block(world, name, arguments, frame.lang) {
                Ok(html) => {
                    let mut block = Object::default();
                    block.set("name", name.as_str()).set("html", Shown::safe_string(&html));
                    blocks.push(block.done());
                }
                Err(mistakes) => {
                    for Mistake { steps, part, problem } in mistakes {
                        let is_placed = problem.place.is_some();
                        let block = trail.iter().cloned().chain([Step::Key(name.clone())]);
                        let trail: Vec<Step> = block.chain(steps).collect();
                        let placed = || in_configuration(world, problem.clone(), &trail, part);
                        frame.report(if is_placed { problem } else { placed() });
                    }
                }
            }
        }
    }
    context.insert_value("blocks", Shown::from(blocks));
    let fields = &world.site.config().fields;
    let text = |key| fields.text(key, &code).unwrap_or_default().to_owned();
    Ok(About { kind: "home", title: text("title"), description: text("description"), ..About::default() })
}

/// Notes a section with all that its own page sees of it.
fn note_section(frame: &Frame, id: SectionId) {
    if let Some(section) = frame.world.site.section(id) {
        let path: std::sync::Arc<str> = section.path.as_ref().into();
        frame.note(Fact::Section(section.lang, path.clone()));
        frame.note(Fact::Counts(section.lang, path));
    }
}

/// A problem at its place in `site.yaml`.
fn in_configuration(world: &World, problem: Problem, path: &[Step], part: Part) -> Problem {
    let Ok((text, _)) = world.folder.read("site.yaml") else { return problem.in_file("site.yaml") };
    let source = SourceText::new("site.yaml", &text);
    match Yaml::read(&source, 0..text.len()) {
        Ok(yaml) => {
            let trail = written_trail(configuration_group(), &yaml.node, path);
            yaml.at(problem, &trail, part)
        }
        Err(_) => problem.in_file("site.yaml"),
    }
}

fn page(frame: &Frame, context: &mut Context, id: PageId) -> Result<(String, About), Box<Problem>> {
    let world = &frame.world;
    let shown = world.page(frame, id)?;
    context.insert_value("page", shown.clone());
    let Some(page) = world.site.page(id) else { return Ok(("404.html".to_owned(), About::default())) };
    context.insert_value("section", world.section(page.section));
    if let Some(section) = world.site.section(page.section) {
        frame.note(Fact::Section(section.lang, section.path.as_ref().into()));
    }
    let code = frame.code();
    let in_section =
        || world.site.section(page.section).and_then(|section| section.fields.text("template", code));
    let template =
        page.fields.text("template", code).or_else(in_section).unwrap_or(&page.content_type.template);
    // Few templates show how many pages there are beside this one, and every new page changes it.
    if world.closures.mentions_counts(template)
        && let Some(section) = world.site.section(page.section)
    {
        frame.note(Fact::Counts(section.lang, section.path.as_ref().into()));
    }
    let about = About {
        kind: "page",
        title: page.title().to_owned(),
        description: page.summary().to_owned(),
        section: Some(page.section),
        page: Some(id),
        page_shown: Some(shown),
        ..About::default()
    };
    Ok((template.to_owned(), about))
}

/// The HTML of a section's `_index.md`.
fn section_content(frame: &Frame, id: SectionId) -> Result<Shown, Box<Problem>> {
    let file = frame.world.site.section(id).and_then(|section| section.file.clone());
    match file {
        Some(file) => {
            if let Some(section) = frame.world.site.section(id) {
                frame.note(Fact::SectionText(section.lang, section.path.as_ref().into()));
            }
            Ok(frame.world.body(frame, &file, None)?.html)
        }
        None => Ok(Shown::safe_string("")),
    }
}

fn section(
    frame: &Frame,
    context: &mut Context,
    id: SectionId,
    number: usize,
) -> Result<(String, About), Box<Problem>> {
    let world = &frame.world;
    note_section(frame, id);
    let content = if number == 1 { section_content(frame, id)? } else { Shown::safe_string("") };
    context.insert_value("section", frame::apart(|| world.section_object(id, content).done()));
    let Some(section) = world.site.section(id) else { return Ok(("404.html".to_owned(), About::default())) };
    frame.note(Fact::List(section.lang, section.path.as_ref().into(), number));
    let pages = section.list_page(number);
    context.insert_value("pages", world.cards(pages));
    context.insert_value(
        "pager",
        pager(number, section.list_pages(), section.all.len(), |number| section.list_url(number)),
    );
    let code = frame.code();
    let template =
        section.fields.text("list", code).map_or_else(|| section.content_type.list.clone(), list_template);
    let by_unit = || (template == "list/units.html").then_some("unit");
    if let Some(by) = section.group_by().or_else(by_unit) {
        context.insert_value("groups", world.groups(pages, by, frame.lang));
    }
    let summary = section.fields.text("summary", code).unwrap_or_default().to_owned();
    let about = About {
        kind: "section",
        title: section.title.to_string(),
        description: summary,
        section: Some(id),
        ..About::default()
    };
    Ok((template, about))
}

/// `cards`, `list/cards` and `list/cards.html` are the same template.
fn list_template(name: &str) -> String {
    let name = name.trim_end_matches(".html");
    if name.contains('/') { format!("{name}.html") } else { format!("list/{name}.html") }
}

fn taxonomy(world: &World, context: &mut Context, at: usize) -> About {
    let Some(taxonomy) = world.site.taxonomies().get(at) else { return About::default() };
    frame::note(|| Fact::Taxonomy(taxonomy.lang, world.site.taxonomy_name(taxonomy).into()));
    let (shown, title) = taxonomy_value(world, at);
    context.insert_value("taxonomy", shown);
    let terms = taxonomy.terms.iter().map(|term| {
        let mut object = Object::default();
        object.set("name", &*term.name).set("url", taxonomy.term_url(term, 1)).set("count", term.pages.len());
        object.done()
    });
    context.insert_value("terms", Shown::from(terms.collect::<Vec<_>>()));
    About { kind: "taxonomy", title, ..About::default() }
}

fn taxonomy_value(world: &World, at: usize) -> (Shown, String) {
    let Some(taxonomy) = world.site.taxonomies().get(at) else { return (Shown::none(), String::new()) };
    let declared = world.site.config().taxonomies.get(taxonomy.declared);
    let code = world.site.config().code(taxonomy.lang);
    let title =
        declared.and_then(|declared| declared.title.localized(code).as_text()).unwrap_or_default().to_owned();
    let mut object = Object::default();
    object
        .set("name", declared.map_or("", |declared| declared.name.as_str()))
        .set("title", title.as_str())
        .set("url", taxonomy.url());
    (object.done(), title)
}

fn term_page(world: &World, context: &mut Context, at: usize, term: usize, number: usize) -> About {
    let Some(taxonomy) = world.site.taxonomies().get(at) else { return About::default() };
    let Some(term) = taxonomy.terms.get(term) else { return About::default() };
    let name = world.site.taxonomy_name(taxonomy);
    frame::note(|| Fact::TermList(taxonomy.lang, name.into(), term.name.as_ref().into(), number));
    let (shown, title) = taxonomy_value(world, at);
    context.insert_value("taxonomy", shown);
    let mut object = Object::default();
    object.set("name", &*term.name).set("url", taxonomy.term_url(term, 1)).set("count", term.pages.len());
    context.insert_value("term", object.done());
    let size = world.site.config().page_size.max(1);
    context.insert_value("pages", world.cards(term.list_page(size, number)));
    let count = term.pages.len().div_ceil(size).max(1);
    context.insert_value(
        "pager",
        pager(number, count, term.pages.len(), |number| taxonomy.term_url(term, number)),
    );
    About {
        kind: "term",
        title: term.name.to_string(),
        above: Some((title, taxonomy.url())),
        ..About::default()
    }
}

impl World {
    /// Values that all pages of a language share.
    pub(super) fn shared(&self, lang: usize) -> &Shared {
        static NOTHING: std::sync::OnceLock<Shared> = std::sync::OnceLock::new();
        match self.shared.get(lang) {
            // Not `get_or_init`: what the footer says may call a directive, which sees the footer.
            Some(shared) => match shared.get() {
                Some(shared) => shared,
                None => {
                    let made = frame::apart(|| self.make_shared(lang));
                    shared.get_or_init(|| made)
                }
            },
            None => NOTHING.get_or_init(|| Shared {
                site: Shown::none(),
                data: Shown::none(),
                theme: Shown::none(),
            }),
        }
    }

    /// A word of the interface; its key where there is none.
    pub(super) fn word(&self, lang: usize, key: &str) -> String {
        let words = self.theme.words(self.site.config().code(lang));
        words.and_then(|words| words.get(key)).unwrap_or(key).to_owned()
    }

    fn make_shared(&self, lang: usize) -> Shared {
        let code = self.site.config().code(lang);
        let mut data = Object::default();
        for (name, node) in self.site.data() {
            data.set_key(name, self.node(node, code));
        }
        let theme = self.fields(&self.theme.options, Origin { file: "site.yaml", lang }).done();
        Shared { site: self.make_site(lang), data: data.done(), theme }
    }

    fn make_site(&self, lang: usize) -> Shown {
        let (site, config) = (&self.site, self.site.config());
        let code = config.code(lang);
        let origin = Origin { file: "site.yaml", lang };
        let mut object = Object::default();
        object
            .set("title", config.fields.text("title", code).unwrap_or_default())
            .set("url", site.home_url(lang));
        object
            .set_some("organization", config.fields.text("organization", code))
            .set_some("description", config.fields.text("description", code));
        let slogan = config.fields.get("slogan").and_then(|slogan| self.value(slogan, origin));
        object.set("slogan", slogan.unwrap_or_else(|| Shown::from(Vec::<Shown>::new())));
        object.set_some("base_url", config.base_url.as_deref());
        object.set_some("feed", site.has_feed().then(|| site.feed_url(lang)));
        object.set_some("archive", site.archive(lang).map(crate::site::Archive::url));
        object.set_some("site_map", site.map_url(lang));
        object.set_some("search", overview::search(self, lang));
        let taxonomies = (0..site.taxonomies().len())
            .filter(|at| site.taxonomies().get(*at).is_some_and(|taxonomy| taxonomy.lang == lang))
            .map(|at| taxonomy_value(self, at).0);
        object.set("taxonomies", Shown::from(taxonomies.collect::<Vec<_>>()));
        let languages = site.used_languages().iter().copied().filter_map(|lang| {
            let language = config.languages.get(lang)?;
            let mut shown = Object::default();
            shown
                .set("code", language.code.as_str())
                .set("name", language.name.as_str())
                .set("url", site.home_url(lang));
            Some(shown.done())
        });
        object.set("languages", Shown::from(languages.collect::<Vec<_>>()));
        let sections = site
            .section_at(lang, "")
            .map(|root| root.children.iter().map(|id| self.section_link(*id)).collect::<Vec<_>>());
        object.set("sections", Shown::from(sections.unwrap_or_default()));
        let mourning = windows(&config.fields).map(|window| {
            let mut shown = self.fields(window.fields, origin);
            shown.set("from", window.from.to_string()).set("to", window.to.to_string());
            shown.done()
        });
        object.set("mourning", Shown::from(mourning.collect::<Vec<_>>()));
        let mut footer = Object::default();
        if let Some(given) = config.fields.group("footer") {
            self.add_fields(&mut footer, given, origin);
        }
        footer.set("links", Shown::from(site.footer_links(lang).iter().map(footer_link).collect::<Vec<_>>()));
        object.set("footer", footer.done());
        object.done()
    }
}

fn footer_link(item: &MenuItem) -> Shown {
    let mut object = Object::default();
    object.set("title", item.title.as_str()).set("url", item.url.as_str());
    object.done()
}
