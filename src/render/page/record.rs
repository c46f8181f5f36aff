//! Pages as JSON, for other programs: `index.json` lists all of a language, and each has a record
//! of its own beside it. Fields are those of the content type, whatever the theme shows of them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value as Shown;
use tera::value::Key;

use super::metadata::full_address;
use crate::problem::Problem;
use crate::render::ask::{self, Listed};
use crate::render::html::rooted;
use crate::render::template::scope::RenderScope;
use crate::render::value::field::Origin;
use crate::render::world::World;
use crate::site::{PageId, record_url};

/// What a change of the form of these files counts up.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Catalogue<'c> {
    version: u32,
    title: &'c str,
    url: String,
    language: &'c str,
    pages: Vec<CatalogueEntry<'c>>,
}

#[derive(Serialize)]
struct CatalogueEntry<'c> {
    #[serde(flatten)]
    page: Listed<'c>,
    url: String,
    /// Where its record is.
    record: String,
}

#[derive(Serialize)]
struct Record<'r> {
    version: u32,
    title: &'r str,
    url: String,
    language: &'r str,
    #[serde(rename = "type")]
    content_type: &'r str,
    section: &'r str,
    summary: &'r str,
    fields: serde_json::Value,
    html: String,
}

/// All pages of a language.
pub(in crate::render) fn catalogue(world: &World, lang: usize) -> Vec<u8> {
    let view = &world.view;
    let site = world.site(lang);
    let entry = |page| {
        let Listed { path, .. } = page;
        let (url, record) = (full_address(view, path), full_address(view, &record_url(path)));
        CatalogueEntry { page, url, record }
    };
    let pages = view.ask(ask::Catalogue(lang));
    written(&Catalogue {
        version: VERSION,
        title: site.title.as_deref().unwrap_or_default(),
        url: full_address(view, &site.home_url),
        language: view.language(lang).map_or("zh", |language| &language.locale),
        pages: pages.into_iter().map(entry).collect(),
    })
}

/// A page.
pub(in crate::render) fn record(scope: &RenderScope, id: PageId) -> Result<Vec<u8>, Box<Problem>> {
    let world = &scope.world;
    let Some(page) = world.view.ask(ask::Front(id)) else { return Ok(Vec::new()) };
    let read = if page.has_body() { world.view.ask(ask::Text(id)) } else { None };
    let html = match read {
        Some(read) => {
            let html = world.body(scope, page.file(), read?, Some(&world.card(id))).html;
            html.as_str().unwrap_or_default().to_owned()
        }
        None => String::new(),
    };
    let fields = world.fields(page.fields(), Origin::new(page.file(), page.lang())).done();
    let section = world.view.section_key(page.section_id());
    Ok(written(&Record {
        version: VERSION,
        title: page.title(),
        url: full_address(&world.view, page.url()),
        language: world.view.language(scope.lang).map_or("zh", |language| &language.locale),
        content_type: &page.content_type().id,
        section: section.as_ref().map_or("", |(_, path)| path),
        summary: page.summary(),
        fields: json(world, &fields, ""),
        html: with_full_addresses(world, &html),
    }))
}

fn written(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A value of a template as JSON, with full addresses: those under keys that are, or end in, `url`,
/// and those in HTML.
fn json(world: &World, value: &Shown, key: &str) -> serde_json::Value {
    let is_address = key == "url" || key.ends_with("_url");
    if let Some(text) = value.as_str() {
        return match text {
            text if value.is_safe() => with_full_addresses(world, text).into(),
            text if is_address && text.starts_with('/') => full_address(&world.view, text).into(),
            text => text.into(),
        };
    }
    if let Some(items) = value.as_array() {
        return items.iter().map(|item| json(world, item, key)).collect();
    }
    let Some(map) = value.as_map() else { return serde_json::to_value(value).unwrap_or_default() };
    let entry = |(key, value): (&Key<'_>, &Shown)| {
        let key = key.to_string();
        let value = json(world, value, &key);
        (key, value)
    };
    // In the order of the keys, whatever that of the map is.
    map.iter().map(entry).collect::<BTreeMap<String, serde_json::Value>>().into_iter().collect()
}

/// HTML with full addresses, or with those from the root of the site where it has none.
fn with_full_addresses(world: &World, html: &str) -> String {
    let base = world.view.base_url().unwrap_or("/");
    String::from_utf8_lossy(&rooted(html.as_bytes(), base, None).html).into_owned()
}
