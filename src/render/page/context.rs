//! Makes what a template receives: see `themes/README.md`, which a test compares with this.

use std::sync::Arc;

use tera::{Context, Value as Shown};

use super::about::About;
use super::metadata::Telling;
use super::overview;
use super::pager::pager;
use super::term::term_value;
use crate::problem::{Problem, Severity};
use crate::render::ask::{self, PartPage};
use crate::render::template::scene::{Scene, feed_links, taxonomy_link};
use crate::render::template::scope::RenderScope;
use crate::render::value::call::{self, Block, Mistake};
use crate::render::value::object::Object;
use crate::render::world::World;
use crate::site::{FeedOf, PageId, Part, Route, SectionId, Target};
use crate::source::yaml::Step;

/// The template of a route with what it receives.
pub(in crate::render) fn of(
    scope: &RenderScope,
    route: &Route,
    target: &Target,
) -> Result<Scene, Box<Problem>> {
    let world = &scope.world;
    let mut context = Context::new();
    let (template, about) = match target {
        Target::Home(_) => ("home.html".to_owned(), home(scope, &mut context)?),
        Target::Page(id) => page(scope, &mut context, *id)?,
        Target::Section(id, number) => section(scope, &mut context, *id, *number)?,
        Target::Part(id, part, number) => part_of_section(scope, &mut context, *id, (part, *number)),
        Target::Taxonomy(at) => ("taxonomy.html".to_owned(), taxonomy(world, &mut context, *at)),
        Target::Term(at, term, number) => {
            ("term.html".to_owned(), term_page(world, &mut context, (*at, *term), *number))
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
            About { kind: "404", title: world.word(scope.lang, "not_found"), ..About::default() },
        ),
    };
    let template = available(scope, target, template);
    let mut scene = world.scene(scope.lang, template.into());
    scene.extend(context);
    common(scope, route, &mut scene, &about);
    Ok(scene)
}

/// The template that a page or section asks for, or the theme's `page.html` or `list.html`, which
/// show any of them, if it has none of that name. If the theme has templates for some of them, the
/// missing one is reported where it is named.
fn available(scope: &RenderScope, target: &Target, wanted: String) -> String {
    let world = &scope.world;
    let (folder, general) = match target {
        Target::Page(_) => ("page", "page.html"),
        Target::Section(..) | Target::Part(..) => ("list", "list.html"),
        _ => return wanted,
    };
    if world.engine.main().contains_template(&wanted) || !world.engine.main().contains_template(general) {
        return wanted;
    }
    // One of that name may come.
    world.view.ask(ask::TemplateText(wanted.as_str().into()));
    if !world.view.ask(ask::TemplateNames(folder.into())).is_empty() {
        let problem = world.view.at_template_name(target, world.view.missing_template(&wanted));
        if problem.place.is_some() {
            scope.report(Problem { severity: Severity::Warning, ..problem });
        }
    }
    general.to_owned()
}

fn common(scope: &RenderScope, route: &Route, scene: &mut Scene, about: &About) {
    let world = &scope.world;
    let lang = scope.lang;
    let url = format!("/{}", route.path);
    scene.insert("menu", world.menu_of_page(lang, about.section, about.page, &url));
    let translations = if world.view.shows("translations") {
        world.translations(lang, route)
    } else {
        Shown::from(Vec::<Shown>::new())
    };
    scene.insert("translations", translations);
    scene.insert("breadcrumbs", world.breadcrumbs_of(lang, about));
    let mut shown = Object::default();
    shown
        .set("url", url.as_str())
        .set("kind", about.kind)
        .set("title", about.title.as_str())
        .set("description", about.description.as_str());
    if world.view.shows("in_menu") {
        shown.set("in_menu", world.is_in_menu(lang, about.page, &url));
    }
    Telling { world, lang, url: &url, about }.tell(&mut shown);
    shown.set("feeds", own_feeds(world, lang, &route.target));
    scene.insert("route", shown.done());
}

/// The feeds of what a route shows, beside those of the site.
fn own_feeds(world: &World, lang: usize, target: &Target) -> Shown {
    let feeds = &world.site(lang).feeds;
    let of = match target {
        Target::Section(id, _) | Target::Part(id, ..) if feeds.of_sections => Some(FeedOf::Section(*id)),
        Target::Term(at, term, _) if feeds.of_terms => Some(FeedOf::Term(*at, *term)),
        Target::Page(id) if feeds.of_units => Some(FeedOf::Unit(*id)),
        _ => None,
    };
    let url = of.and_then(|of| world.view.subject_url(of));
    url.map_or_else(|| Shown::from(Vec::<Shown>::new()), |url| feed_links(&url, &feeds.formats))
}

fn home(scope: &RenderScope, context: &mut Context) -> Result<About, Box<Problem>> {
    let world = &scope.world;
    let section = world.view.ask(ask::Section(scope.lang, "".into()));
    if let Some(section) = section {
        let id = section.front().id();
        let content = section_content(scope, section.front())?;
        context.insert_value("section", world.section_object(id, true, content).done());
    }
    let mut blocks = Vec::new();
    for (trail, node) in world.view.ask(ask::Blocks(scope.lang)) {
        for (name, arguments) in node.entries() {
            let Block { html, mistakes } = call::block(world, name, arguments, scope.lang);
            if let Some(html) = html {
                let mut block = Object::default();
                block.set("name", name.as_str()).set("html", Shown::safe_string(&html));
                blocks.push(block.done());
            }
            for Mistake { steps, part, problem } in mistakes {
                let is_placed = problem.place.is_some();
                let block = trail.iter().cloned().chain([Step::Key(name.clone())]);
                let trail: Vec<Step> = block.chain(steps).collect();
                let placed = || world.view.in_configuration(problem.clone(), &trail, part);
                scope.report(if is_placed { problem } else { placed() });
            }
        }
    }
    context.insert_value("blocks", Shown::from(blocks));
    let site = world.site(scope.lang);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Ok(About {
        kind: "home",
        title: text(&site.title),
        description: text(&site.description),
        ..About::default()
    })
}

fn page(scope: &RenderScope, context: &mut Context, id: PageId) -> Result<(String, About), Box<Problem>> {
    let world = &scope.world;
    let shown = world.page(scope, id)?;
    context.insert_value("page", shown.clone());
    let Some(page) = world.view.ask(ask::Front(id)) else {
        return Ok(("404.html".to_owned(), About::default()));
    };
    let code = scope.code();
    let in_section = || {
        let (lang, path) = world.view.section_key(page.section_id())?;
        let section = world.view.ask(ask::Section(lang, path))?;
        section.front().fields().text("template", code)
    };
    let template =
        page.fields().text("template", code).or_else(in_section).unwrap_or(&page.content_type().template);
    // Few templates show how many pages there are beside this one, and every new page changes it.
    let is_counted = world.templates.mentions_counts(template);
    context.insert_value("section", world.section(page.section_id(), is_counted));
    let about = About {
        kind: "page",
        title: page.title().to_owned(),
        description: page.summary().to_owned(),
        section: Some(page.section_id()),
        page: Some(id),
        page_shown: Some(shown),
        ..About::default()
    };
    Ok((template.to_owned(), about))
}

/// The HTML of a section's `_index.md`.
fn section_content(scope: &RenderScope, section: ask::SectionFront<'_>) -> Result<Shown, Box<Problem>> {
    let world = &scope.world;
    match world.view.ask(ask::SectionText(section.lang(), section.path().into())) {
        Some(read) => Ok(world.body(scope, section.file().unwrap_or_default(), read?, None).html),
        None => Ok(Shown::safe_string("")),
    }
}

fn section(
    scope: &RenderScope,
    context: &mut Context,
    id: SectionId,
    number: usize,
) -> Result<(String, About), Box<Problem>> {
    let world = &scope.world;
    let nothing = || ("404.html".to_owned(), About::default());
    let Some((lang, path)) = world.view.section_key(id) else { return Ok(nothing()) };
    let Some(section) = world.view.ask(ask::Section(lang, path.clone())) else { return Ok(nothing()) };
    let section = section.front();
    let content = if number == 1 { section_content(scope, section)? } else { Shown::safe_string("") };
    context.insert_value("section", world.section_object(id, true, content).done());
    let list = world.view.ask(ask::SectionList(lang, path, number));
    context.insert_value("pages", world.cards(list.pages));
    context.insert_value("pager", pager(number, list.count, list.total, |number| section.list_url(number)));
    // A list of one page has no filters.
    if list.count > 1 {
        add_filters(world, context, section, None);
    }
    let template = list_of(section, scope.code());
    add_groups(scope, context, (section, &template), list.pages);
    let code = scope.code();
    let about = About {
        kind: "section",
        title: section.title().to_owned(),
        description: section.fields().text("summary", code).unwrap_or_default().to_owned(),
        section: Some(id),
        ..About::default()
    };
    Ok((template, about))
}

/// A page of a part of the list of a section: of a year, or of a choice.
fn part_of_section(
    scope: &RenderScope,
    context: &mut Context,
    id: SectionId,
    (part, number): (&Arc<Part>, usize),
) -> (String, About) {
    let world = &scope.world;
    let nothing = || ("404.html".to_owned(), About::default());
    let Some((lang, path)) = world.view.section_key(id) else { return nothing() };
    let Some(section) = world.view.ask(ask::Section(lang, path.clone())) else { return nothing() };
    let section = section.front();
    let Some(page) = world.view.ask(ask::SectionPart(lang, path, part.clone(), number)) else {
        return nothing();
    };
    context.insert_value("section", world.section_object(id, true, Shown::safe_string("")).done());
    let template = list_of(section, scope.code());
    let name = match page {
        PartPage::Year(page) => {
            overview::add_year(world, context, &page, number);
            let pages: Vec<PageId> = page.months().flat_map(|(_, pages)| pages).copied().collect();
            context.insert_value("pages", world.cards(&pages));
            add_groups(scope, context, (section, &template), &pages);
            overview::year_name(page.year.year(), scope.code())
        }
        PartPage::Choice(page) => {
            context.insert_value("pages", world.cards(page.pages));
            context.insert_value("pager", pager(number, page.count, page.total, |number| page.url(number)));
            add_groups(scope, context, (section, &template), page.pages);
            page.name.to_owned()
        }
    };
    add_filters(world, context, section, Some(part));
    context.insert("filtered", &name);
    let about = About {
        kind: "section",
        title: format!("{}{}{name}", section.title(), world.word(scope.lang, "colon")),
        section: Some(id),
        above: Some((section.title().to_owned(), section.url())),
        step: Some(name),
        ..About::default()
    };
    (template, about)
}

/// Adds `groups`, where a section groups its pages.
fn add_groups(
    scope: &RenderScope,
    context: &mut Context,
    (section, template): (ask::SectionFront<'_>, &str),
    pages: &[PageId],
) {
    let by_unit = || (template == "list/units.html").then_some("unit");
    if let Some(by) = section.group_by().or_else(by_unit) {
        context.insert_value("groups", scope.world.groups(pages, by, scope.lang));
    }
}

/// Adds `filters`, where the list of a section can be narrowed; `current` is the part that is
/// shown.
fn add_filters(
    world: &World,
    context: &mut Context,
    section: ask::SectionFront<'_>,
    current: Option<&Arc<Part>>,
) {
    let (lang, path) = (section.lang(), section.path());
    let Some(filters) = world.view.ask(ask::SectionFilters(lang, path.into())) else { return };
    let value = |part: &Part, name: &str, url: String, count: usize| {
        let mut object = Object::default();
        object.set("name", name).set("url", url).set("count", count);
        object.set("current", current.is_some_and(|current| **current == *part));
        object.done()
    };
    let filter = |name: &str, values: Vec<Shown>| {
        let mut object = Object::default();
        object.set("name", name).set("values", Shown::from(values));
        object.done()
    };
    let code = world.view.code(lang);
    let years: Vec<Shown> = filters
        .years()
        .map(|(year, url)| {
            let name = overview::year_name(year.year(), code);
            value(&Part::Year(year.year()), &name, url, year.count())
        })
        .collect();
    let of_years = (!years.is_empty()).then(|| filter(&world.word(lang, "year"), years));
    let of_fields = filters.fields().map(|field| {
        let values = field.values.into_iter();
        filter(field.label, values.map(|of| value(&of.part, of.name, of.url, of.count)).collect())
    });
    let all: Vec<Shown> = of_fields.chain(of_years).collect();
    context.insert_value("filters", Shown::from(all));
}

/// The template of the list of a section.
fn list_of(section: ask::SectionFront<'_>, code: &str) -> String {
    let own = section.fields().text("list", code);
    own.map_or_else(|| section.content_type().list.clone(), list_template)
}

/// `cards`, `list/cards` and `list/cards.html` are the same template.
fn list_template(name: &str) -> String {
    let name = name.trim_end_matches(".html");
    if name.contains('/') { format!("{name}.html") } else { format!("list/{name}.html") }
}

fn taxonomy(world: &World, context: &mut Context, at: usize) -> About {
    let taxonomy =
        world.view.taxonomy_key(at).and_then(|(lang, name)| world.view.ask(ask::Terms(lang, name.into())));
    let Some(taxonomy) = taxonomy else { return About::default() };
    context.insert_value("taxonomy", taxonomy_link(taxonomy.name(), taxonomy.title(), taxonomy.url()));
    let all: Vec<_> = taxonomy.terms().collect();
    let shown = |terms: &[ask::TermView<'_>]| {
        Shown::from(terms.iter().map(|term| term_value(world, term)).collect::<Vec<_>>())
    };
    let letters = all.chunk_by(|one, next| one.letter() == next.letter()).filter_map(|terms| {
        let mut letter = Object::default();
        letter.set("letter", terms.first()?.letter()?.to_uppercase().to_string()).set("terms", shown(terms));
        Some(letter.done())
    });
    context.insert_value("letters", Shown::from(letters.collect::<Vec<_>>()));
    context.insert_value("terms", shown(&all));
    About { kind: "taxonomy", title: taxonomy.title().to_owned(), ..About::default() }
}

/// A numbered page of the list of a term, which is given by the numbers of its taxonomy and itself.
fn term_page(world: &World, context: &mut Context, (at, term): (usize, usize), number: usize) -> About {
    let key = || {
        let (lang, taxonomy) = world.view.taxonomy_key(at)?;
        Some(ask::TermList(lang, taxonomy.into(), world.view.term_key(at, term)?.into(), number))
    };
    let Some(page) = key().and_then(|key| world.view.ask(key)) else { return About::default() };
    let (term, taxonomy) = (&page.term, &page.taxonomy);
    context.insert_value("taxonomy", taxonomy_link(taxonomy.name(), taxonomy.title(), taxonomy.url()));
    context.insert_value("term", term_value(world, term));
    context.insert_value("pages", world.cards(page.pages));
    context.insert_value("pager", pager(number, page.count, term.count(), |number| term.url(number)));
    About {
        kind: "term",
        title: term.name().to_owned(),
        above: Some((taxonomy.title().to_owned(), taxonomy.url())),
        ..About::default()
    }
}
