//! Data about a page for machines: its full address, the page tags of the guideline for government
//! web sites (网页标签), JSON-LD; and where its readers report a mistake in it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tera::Value as Shown;

use super::about::About;
use crate::render::ask::{self, SectionFront, View};
use crate::render::template::filter;
use crate::render::template::site_value::SiteValue;
use crate::render::value::object::Object;
use crate::render::world::World;
use crate::schema::{Date, Precision};
use crate::text::link::is_full_address;
use crate::theme::InterfaceWords;

/// Characters that are not escaped within a part of an address (RFC 3986: unreserved).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

const SCHEMA_ORG: &str = "https://schema.org";

/// A `BreadcrumbList` of schema.org.
#[derive(Serialize)]
struct Breadcrumbs<'t> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    steps: Vec<Step<'t>>,
}

#[derive(Serialize)]
struct Step<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'t str,
    item: &'t str,
}

/// A person or an organization.
#[derive(Serialize)]
struct NamedAgent<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'t str,
}

/// An `Article` of schema.org, or a kind of it.
#[derive(Serialize)]
struct Article<'t> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'t str,
    headline: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'t str>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    language: Option<&'t str>,
    #[serde(rename = "author", skip_serializing_if = "Vec::is_empty")]
    authors: Vec<NamedAgent<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<NamedAgent<'t>>,
    #[serde(rename = "sourceOrganization", skip_serializing_if = "Option::is_none")]
    source: Option<NamedAgent<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(rename = "mainEntityOfPage")]
    address: &'t str,
}

/// The full address of a path from the root; the path itself where the site has none.
pub(in crate::render) fn full_address(view: &View, path: &str) -> String {
    match view.base_url() {
        Some(base) if !is_full_address(path) => format!("{base}{}", path.trim_start_matches('/')),
        _ => path.to_owned(),
    }
}

/// A page and what its data is made from.
pub(in crate::render) struct Telling<'t> {
    pub world: &'t World,
    /// The number of its language.
    pub lang: usize,
    /// Its address from the root.
    pub url: &'t str,
    pub about: &'t About,
}

impl Telling<'_> {
    /// Adds the data to `route`.
    pub(in crate::render) fn tell(&self, route: &mut Object) {
        if self.about.kind == "404" {
            return;
        }
        route.set_some("canonical", self.absolute(self.url));
        let tags = self.tags();
        if !tags.is_empty() {
            let tag = |(name, content): (&str, String)| {
                let mut tag = Object::default();
                tag.set("name", name).set("content", content);
                tag.done()
            };
            route.set("tags", Shown::from(tags.into_iter().map(tag).collect::<Vec<_>>()));
        }
        let shows = |field| self.world.view.shows(field);
        let data = if shows("json_ld") { self.structured_data() } else { Vec::new() };
        if !data.is_empty() {
            let data: Vec<Shown> = data.iter().map(|data| Shown::safe_string(data)).collect();
            route.set("json_ld", Shown::from(data));
        }
        if self.about.kind == "page" && shows("correction") {
            route.set_some("correction", self.correction());
        }
    }

    /// A full address, where the site has one.
    fn absolute(&self, url: &str) -> Option<String> {
        let view = &self.world.view;
        (is_full_address(url) || view.base_url().is_some()).then(|| full_address(view, url))
    }

    fn code(&self) -> &str {
        self.world.view.code(self.lang)
    }

    fn site(&self) -> &SiteValue {
        self.world.site(self.lang)
    }

    /// The value at a path of the page.
    fn shown(&self, path: &str) -> Option<Shown> {
        self.about.page_shown.as_ref()?.get_from_path(path).filter(|value| value.is_truthy()).cloned()
    }

    fn text(&self, path: &str) -> Option<String> {
        self.shown(path)?.as_str().map(str::to_owned)
    }

    /// The texts at `inner` of the values of a list; the texts themselves where `inner` is empty.
    fn texts(&self, list: &str, inner: &str) -> Vec<String> {
        let list = self.shown(list);
        let items = list.as_ref().and_then(Shown::as_array).unwrap_or_default().iter();
        let text = |item: &Shown| {
            let found = if inner.is_empty() { Some(item) } else { item.get_from_path(inner) };
            found.and_then(Shown::as_str).map(str::to_owned)
        };
        items.filter_map(text).collect()
    }

    fn owner(&self) -> Option<&str> {
        let site = self.site();
        site.organization.as_deref().or(site.title.as_deref())
    }

    /// The tags: three of the site, four of the section, three of the article and those that may be
    /// added.
    fn tags(&self) -> Vec<(&'static str, String)> {
        let settings = self.site().page_tags.as_ref();
        let Some(settings) = settings.filter(|settings| settings.is("enabled")) else { return Vec::new() };
        let host = || {
            let (_, rest) = self.world.view.base_url()?.split_once("://")?;
            rest.split(['/', ':']).next()
        };
        let mut tags = vec![
            ("SiteName", self.site().title.clone()),
            ("SiteDomain", settings.text("domain", "").or_else(host).map(str::to_owned)),
            ("SiteIDCode", settings.text("code", "").map(str::to_owned)),
        ];
        if matches!(self.about.kind, "section" | "page") {
            self.add_column_tags(&mut tags);
        }
        if self.about.kind == "page" {
            self.add_article_tags(&mut tags);
        }
        // A tag without a value says nothing.
        let given = |(name, content): (_, Option<String>)| Some((name, content.filter(|c| !c.is_empty())?));
        tags.into_iter().filter_map(given).collect()
    }

    /// The front matter of its section.
    fn section(&self) -> Option<SectionFront<'_>> {
        let (lang, path) = self.world.view.section_key(self.about.section?)?;
        Some(self.world.view.ask(ask::Section(lang, path))?.front())
    }

    fn add_column_tags(&self, tags: &mut Vec<(&'static str, Option<String>)>) {
        let Some(section) = self.section() else { return };
        let said = |key| section.fields().text(key, self.code()).map(str::to_owned);
        let keywords: Vec<&str> =
            section.fields().items("keywords").iter().filter_map(|word| word.as_text()).collect();
        let name = || Some(section.title().to_owned());
        tags.extend([
            ("ColumnName", name()),
            ("ColumnDescription", said("summary").or_else(name)),
            ("ColumnKeywords", Some(keywords.join(",")).filter(|words| !words.is_empty()).or_else(name)),
            (
                "ColumnType",
                said("column_type").or_else(|| Some(section.content_type().name.get(self.code()).to_owned())),
            ),
        ]);
    }

    fn add_article_tags(&self, tags: &mut Vec<(&'static str, Option<String>)>) {
        let date = self.text("date").and_then(|date| Date::parse(&date).ok());
        let list = |words: Vec<String>| Some(words.join(","));
        tags.extend([
            ("ArticleTitle", Some(self.about.title.clone())),
            ("PubDate", date.and_then(to_the_minute)),
            ("ContentSource", self.text("source").or_else(|| self.owner().map(str::to_owned))),
            ("Keywords", list(self.texts("tags", ""))),
            ("Author", list(self.texts("author", "name"))),
            ("Description", Some(self.about.description.clone())),
            ("Image", self.text("cover.url").and_then(|url| self.absolute(&url))),
            ("Url", self.absolute(self.url)),
        ]);
    }

    /// JSON-LD of schema.org. All of it contains full addresses, so that without one there is none.
    fn structured_data(&self) -> Vec<String> {
        let Some(address) = self.absolute(self.url) else { return Vec::new() };
        let crumbs = if self.about.kind == "home" { None } else { self.breadcrumbs(&address) };
        crumbs.into_iter().chain(self.article(&address)).map(|json| filter::safe_json(&json)).collect()
    }

    fn breadcrumbs(&self, address: &str) -> Option<String> {
        let crumbs = self.world.breadcrumbs_of(self.lang, self.about);
        let crumbs = crumbs.as_array().unwrap_or_default();
        let words: Vec<(&str, String)> = crumbs
            .iter()
            .filter_map(|crumb| {
                let word = |key| crumb.get_from_path(key).and_then(Shown::as_str);
                Some((word("title")?, self.absolute(word("url")?)?))
            })
            .collect();
        let above = words.iter().map(|(name, address)| (*name, address.as_str()));
        let here = self.about.step.as_deref().unwrap_or(&self.about.title);
        let steps = above.chain([(here, address)]).zip(1..);
        let steps = steps.map(|((name, item), position)| Step { kind: "ListItem", position, name, item });
        serde_json::to_string(&Breadcrumbs {
            context: SCHEMA_ORG,
            kind: "BreadcrumbList",
            steps: steps.collect(),
        })
        .ok()
    }

    /// The article itself, where its type is declared to be one.
    fn article(&self, address: &str) -> Option<String> {
        let page = self.world.view.ask(ask::Front(self.about.page?))?;
        let language = self.world.view.language(self.lang);
        let (authors, source) = (self.texts("author", "name"), self.text("source"));
        serde_json::to_string(&Article {
            context: SCHEMA_ORG,
            kind: page.content_type().schema_org.as_deref()?,
            headline: &self.about.title,
            description: Some(self.about.description.as_str()).filter(|text| !text.is_empty()),
            published: self.text("date"),
            modified: self.text("updated"),
            language: language.map(|language| &*language.locale),
            authors: authors.iter().map(|name| NamedAgent { kind: "Person", name }).collect(),
            publisher: self.owner().map(|name| NamedAgent { kind: "Organization", name }),
            source: source.as_deref().map(|name| NamedAgent { kind: "Organization", name }),
            image: self.text("cover.url").and_then(|url| self.absolute(&url)),
            address,
        })
        .ok()
    }

    /// Where a reader reports a mistake: a letter that has its subject and the page's address
    /// already, or a form that receives both.
    fn correction(&self) -> Option<String> {
        let to = self.site().corrections.as_deref()?;
        let title = self.about.title.as_str();
        let address = self.absolute(self.url).unwrap_or_else(|| self.url.to_owned());
        let encoded = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
        if !is_full_address(to) {
            let value = |name: &str| match name {
                "title" => Some(title.to_owned()),
                "url" => Some(address.clone()),
                _ => None,
            };
            let word = |key| InterfaceWords::fill(&self.world.word(self.lang, key), value);
            // Lines of a letter end in CR LF (RFC 6068).
            let (subject, body) = (word("correction_subject"), word("correction_body").replace('\n', "\r\n"));
            return Some(format!("mailto:{to}?subject={}&body={}", encoded(&subject), encoded(&body)));
        }
        if to.contains("{title}") || to.contains("{url}") {
            return Some(to.replace("{title}", &encoded(title)).replace("{url}", &encoded(&address)));
        }
        let joint = if to.contains('?') { '&' } else { '?' };
        Some(format!("{to}{joint}title={}&url={}", encoded(title), encoded(&address)))
    }
}

/// `2026-11-20 00:00`, as the guideline expects it; nothing for a date that is only a year or a
/// month.
fn to_the_minute(date: Date) -> Option<String> {
    let at = date.civil();
    (date.precision() >= Precision::Day).then(|| {
        format!("{}-{:02}-{:02} {:02}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute())
    })
}
