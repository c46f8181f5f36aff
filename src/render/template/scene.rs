//! Holds the values that every template receives: `site`, `data`, `theme`, its language.

use std::sync::{Arc, LazyLock};

use tera::{Context, Value as Shown};

use super::scope;
use super::site_value::SiteValue;
use crate::problem::Problem;
use crate::render::ask::{self, SharedValue, is_exact};
use crate::render::value::field::Origin;
use crate::render::value::object::{Object, print_shown};
use crate::render::value::section;
use crate::render::world::World;
use crate::schema::Value;
use crate::site::{FeedFormat, MenuItem, feed_url, windows};
use crate::store::Fingerprint;

/// A template that is about to be rendered, with what it receives. It can't be rendered without
/// recording its text.
pub(in crate::render) struct Scene {
    template: Arc<str>,
    context: Context,
}

impl Scene {
    /// Adds a variable.
    pub fn insert(&mut self, key: &'static str, value: Shown) {
        self.context.insert_value(key, value);
    }

    /// Adds the variables of a page.
    pub fn extend(&mut self, context: Context) {
        self.context.extend(context);
    }
}

impl World {
    /// A template in a language with what every template receives.
    pub(in crate::render) fn scene(&self, lang: usize, template: Arc<str>) -> Scene {
        let context = self.surroundings(lang, &template);
        Scene { template, context }
    }

    /// Makes the variables about the site and the language of the page, as far as `template` uses
    /// them.
    fn surroundings(&self, lang: usize, template: &Arc<str>) -> Context {
        let ambient = self.view.ambient(template);
        let mut context = Context::new();
        let language = self.view.language(lang);
        let direction = if self.view.is_rtl(lang) { "rtl" } else { "ltr" };
        context.insert_value("site", self.site(lang).shown.clone());
        context.insert_value("data", self.data(lang, &ambient));
        context.insert_value("theme", self.options(lang));
        context.insert_value("lang", Shown::from(language.map_or("zh", |language| &language.code)));
        context.insert_value("locale", Shown::from(language.map_or("zh-CN", |language| &language.locale)));
        context.insert_value("dir", Shown::from(direction));
        context.insert_value("now", Shown::from(ambient.now().to_string()));
        context
    }

    /// Renders a template.
    pub(in crate::render) fn render(&self, scene: &Scene) -> Result<Vec<u8>, Box<Problem>> {
        if !self.engine.main().contains_template(&scene.template) {
            return Err(Box::new(self.view.missing_template(&scene.template)));
        }
        let lang = scope::current().map_or(0, |scope| scope.lang);
        self.engine.render(lang, is_exact(), |tera| {
            let mut out = Vec::with_capacity(24 * 1024);
            tera.render_to(&scene.template, &scene.context, &mut out).map(|()| out)
        })
    }

    /// Renders the component with the name `id` in the engine; `page` is the card of the page that
    /// calls it.
    pub(in crate::render) fn render_component(
        &self,
        id: &str,
        arguments: &Context,
        body: Option<&str>,
        lang: usize,
        page: Option<&Shown>,
    ) -> Result<String, Box<Problem>> {
        let mut implicits = self.surroundings(lang, &self.templates.of_component(id));
        if let Some(page) = page {
            implicits.insert_value("page", page.clone());
        }
        self.engine.render(lang, is_exact(), |tera| {
            tera.render_component_with_implicits(id, arguments, &implicits, body, true)
        })
    }

    /// Returns the variable `site` of templates in a language.
    pub(in crate::render) fn site(&self, lang: usize) -> &SiteValue {
        static NOTHING: LazyLock<SiteValue> = LazyLock::new(SiteValue::default);
        let site = self.sites.show(lang, || SharedValue::Site(lang), || self.make_site(lang));
        site.unwrap_or_else(|| LazyLock::force(&NOTHING))
    }

    /// The theme's options as templates receive them.
    fn options(&self, lang: usize) -> Shown {
        let origin = Origin::new("site.yaml", lang);
        let make = || self.fields(self.view.ask(ask::ThemeOptions), origin).done();
        self.options.show(lang, || SharedValue::Options(lang), make).cloned().unwrap_or_else(Shown::none)
    }

    /// The files of `data/` as templates receive them.
    fn data(&self, lang: usize, ambient: &ask::Ambient<'_>) -> Shown {
        let make = || {
            let mut data = Object::default();
            for (name, node) in ambient.data() {
                data.set_key(name, self.node(node, self.view.code(lang)));
            }
            data.done()
        };
        self.data.get(lang).map_or_else(Shown::none, |data| data.get_or_init(make).clone())
    }

    /// Takes in what pages show of the settings.
    pub(in crate::render) fn print_site(&self, lang: usize, print: &mut Fingerprint) {
        let site = self.site(lang);
        print_shown(Some(&site.shown), print);
        site.menu.iter().for_each(|item| self.view.print_menu(item, print));
        print.value(&(&site.home_url, &site.title, &site.organization, &site.description, &site.corrections));
        print.value(&site.feeds).text(&format!("{:?}", site.page_tags));
    }

    /// Takes in what templates receive of the theme's options.
    pub(in crate::render) fn print_options(&self, lang: usize, print: &mut Fingerprint) {
        print_shown(Some(&self.options(lang)), print);
    }

    fn make_site(&self, lang: usize) -> SiteValue {
        let site = self.view.ask(ask::WholeSite(lang));
        let code = self.view.code(lang);
        let text = |key| site.fields().text(key, code).map(str::to_owned);
        SiteValue {
            shown: self.make_site_shown(lang),
            home_url: site.home_url(),
            menu: site.menu().to_vec(),
            title: text("title"),
            organization: text("organization"),
            description: text("description"),
            corrections: text("corrections"),
            feeds: site.feeds().clone(),
            page_tags: site.fields().group("page_tags").cloned(),
        }
    }

    fn make_site_shown(&self, lang: usize) -> Shown {
        let site = self.view.ask(ask::WholeSite(lang));
        let (fields, code) = (site.fields(), self.view.code(lang));
        let origin = Origin::new("site.yaml", lang);
        let mut object = Object::default();
        object.set("title", fields.text("title", code).unwrap_or_default()).set("url", site.home_url());
        object
            .set_some("organization", fields.text("organization", code))
            .set_some("description", fields.text("description", code));
        let slogan = fields.get("slogan").and_then(|slogan| self.value(slogan, origin));
        object.set("slogan", slogan.unwrap_or_else(|| Shown::from(Vec::<Shown>::new())));
        for key in ["banner", "logo", "lettering"] {
            // Letters are of one language: words stand in their place in the others.
            let is_of_language = |picture: &&Value| match picture {
                Value::Localized(values) => values.iter().any(|(lang, _)| **lang == *code),
                _ => true,
            };
            let picture = fields.get(key).filter(is_of_language);
            object.set_some(key, picture.and_then(|picture| self.value(picture, origin)));
        }
        object.set_some("base_url", self.view.base_url());
        let home_url = site.home_url();
        let feeds = site.feeds();
        let own = if feeds.of_site { feeds.formats.as_slice() } else { &[] };
        object.set_some("feed", own.first().map(|format| feed_url(&home_url, *format)));
        object.set("feeds", feed_links(&home_url, own));
        object.set_some("archive", site.archive_url());
        object.set_some("site_map", site.map_url());
        let form = |(url, engine)| search_form(url, engine, site.open_search_url());
        object.set_some("search", site.search().map(form));
        let taxonomies = site.taxonomies().filter_map(|name| self.taxonomy_value(lang, name));
        object.set("taxonomies", Shown::from(taxonomies.collect::<Vec<_>>()));
        let languages = site.languages().map(|(language, url)| {
            let mut shown = Object::default();
            shown.set("code", language.code.as_str()).set("name", language.name.as_str()).set("url", url);
            shown.done()
        });
        object.set("languages", Shown::from(languages.collect::<Vec<_>>()));
        let top = self.view.ask(ask::Section(lang, "".into()));
        let link = |top: ask::SectionFront<'_>| section::link(top.path(), top.title(), top.url());
        let top = top.iter().flat_map(|top| top.children()).map(link);
        object.set("sections", Shown::from(top.collect::<Vec<_>>()));
        let mourning = windows(fields).map(|window| {
            let mut shown = self.fields(window.fields, origin);
            shown.set("from", window.from.to_string()).set("to", window.to.to_string());
            shown.done()
        });
        object.set("mourning", Shown::from(mourning.collect::<Vec<_>>()));
        let mut footer = Object::default();
        if let Some(given) = fields.group("footer") {
            self.add_fields(&mut footer, given, origin);
        }
        footer.set("links", Shown::from(site.footer_links().iter().map(footer_link).collect::<Vec<_>>()));
        object.set("footer", footer.done());
        object.done()
    }

    /// A taxonomy by its name.
    fn taxonomy_value(&self, lang: usize, name: &str) -> Option<Shown> {
        let taxonomy = self.view.ask(ask::Terms(lang, name.into()))?;
        Some(taxonomy_link(taxonomy.name(), taxonomy.title(), taxonomy.url()))
    }

    /// A word of the interface; its key where there is none.
    pub(in crate::render) fn word(&self, lang: usize, key: &str) -> String {
        let words = self.view.ask(ask::InterfaceWords(lang));
        words.and_then(|words| words.get(key)).unwrap_or(key).to_owned()
    }
}

/// A taxonomy as templates receive it.
pub(in crate::render) fn taxonomy_link(name: &str, title: &str, url: String) -> Shown {
    let mut object = Object::default();
    object.set("name", name).set("title", title).set("url", url);
    object.done()
}

/// The search as its form needs it; `url` is the address of the page with the form. The site's own
/// search has its results there.
fn search_form(url: String, engine: Option<&crate::site::Search>, described: Option<String>) -> Shown {
    let other = |(name, value): &(String, String)| {
        let mut other = Object::default();
        other.set("name", name.as_str()).set("value", value.as_str());
        other.done()
    };
    let others = engine.map(|engine| &*engine.others).unwrap_or_default();
    let mut object = Object::default();
    object
        .set("url", url.as_str())
        .set("own", engine.is_none())
        .set("action", engine.map_or(&*url, |engine| &engine.action))
        .set("name", engine.map_or("q", |engine| &engine.name))
        .set("others", Shown::from(others.iter().map(other).collect::<Vec<_>>()));
    object.set_some("description", described);
    object.done()
}

/// The feeds of what is at `url`, as templates receive them.
pub(in crate::render) fn feed_links(url: &str, formats: &[FeedFormat]) -> Shown {
    let link = |format: &FeedFormat| {
        let mut link = Object::default();
        link.set("type", format.media_type()).set("url", feed_url(url, *format));
        link.done()
    };
    Shown::from(formats.iter().map(link).collect::<Vec<_>>())
}

fn footer_link(item: &MenuItem) -> Shown {
    let mut object = Object::default();
    object.set("title", item.title.as_str()).set("url", item.url.as_str());
    object.done()
}
