//! Turns the front matter of an old page into fields of an article.

use std::sync::Arc;

use super::field_value::{
    hidden, incomplete, is_empty, is_true, is_unrendered, names, no_date, one_line, picture, shown,
    written_date,
};
use super::folder::parts;
use super::front::{all, words};
use super::model::{OldKind, OldPage, OldSite};
use super::notes::Notes;
use crate::load::{Outline, OutlineSection};
use crate::markdown::plain;
use crate::schema::{ContentType, Date, Kind, common_group, hides_page};
use crate::source::yaml::Node;
use crate::text::likeness;

/// Where imported pages go.
#[derive(Debug)]
pub struct MigrationOrder<'a> {
    /// The site.
    pub outline: &'a Outline,
    /// The type of the articles, if one was named.
    pub content_type: Option<&'a Arc<ContentType>>,
    /// The type where neither was named nor has the section one.
    pub usual_type: &'a Arc<ContentType>,
    /// The section of pages whose category is no section here.
    pub section: &'a OutlineSection,
    /// Today, as `2026-11-20`.
    pub today: &'a str,
    /// Whether pages that have been imported before are imported once more.
    pub again: bool,
}

/// The fields of an article.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    pub title: String,
    pub section: &'a OutlineSection,
    pub content_type: Arc<ContentType>,
    pub date: Option<Date>,
    /// The values by our keys, in order, without title, type, aliases and cover.
    pub values: Vec<(&'static str, Vec<String>)>,
    /// The address of its cover on the old site.
    pub cover: Option<String>,
    /// Further addresses that it had.
    pub addresses: Vec<String>,
    pub is_draft: bool,
    /// Whether the title was its first heading, which is then not part of the text.
    pub is_from_heading: bool,
}

/// What a key of another program is here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Title,
    Category,
    Cover,
    Alias,
    /// It says the address, which was read with the site.
    Address,
    Draft,
    Published,
    PublishAt,
    /// A field of ours, and its rank among the keys for it.
    Field(&'static str, u8),
}

/// Returns what a key is here. `key` is in lower case, without `_` and `-`.
fn meaning(key: &str) -> Option<Meaning> {
    Some(match key {
        "title" | "标题" => Meaning::Title,
        "categories" | "category" | "分类" => Meaning::Category,
        "cover" | "thumbnail" | "featuredimage" | "featureimage" | "featuredimg" | "image" | "images"
        | "banner" | "bannerimg" | "topimg" | "indeximg" | "headerimg" | "ogimage" | "coverimage"
        | "thumb" | "photos" | "header" | "coverimg" | "postcover" => Meaning::Cover,
        "aliases" | "alias" | "redirectfrom" | "redirectsfrom" => Meaning::Alias,
        "permalink" | "url" | "slug" | "abbrlink" => Meaning::Address,
        "draft" | "isdraft" => Meaning::Draft,
        "published" | "publish" => Meaning::Published,
        "publishdate" => Meaning::PublishAt,
        "date" | "created" | "createdat" | "createdate" | "pubdate" => Meaning::Field("date", 0),
        "updated" | "lastmod" | "modified" | "lastmodifiedat" | "updatedat" | "updatedate" => {
            Meaning::Field("updated", 0)
        }
        "summary" => Meaning::Field("summary", 0),
        "description" => Meaning::Field("summary", 1),
        "excerpt" => Meaning::Field("summary", 2),
        "abstract" | "desc" => Meaning::Field("summary", 3),
        "author" | "authors" | "writer" => Meaning::Field("author", 0),
        "tags" | "tag" => Meaning::Field("tags", 0),
        "keywords" | "keyword" => Meaning::Field("tags", 1),
        "weight" => Meaning::Field("weight", 0),
        "expirydate" | "unpublishdate" | "expires" => Meaning::Field("expires", 0),
        "subtitle" => Meaning::Field("subtitle", 0),
        "source" | "来源" => Meaning::Field("source", 0),
        "editor" | "编辑" | "责任编辑" => Meaning::Field("editor", 0),
        "photographer" | "photographers" | "摄影" => Meaning::Field("photographers", 0),
        _ => return None,
    })
}

/// Reads the fields of a page.
pub(super) fn fields<'a>(
    page: &OldPage,
    site: &OldSite,
    order: &MigrationOrder<'a>,
    notes: &mut Notes,
) -> Fields<'a> {
    let (title, is_from_heading) = title(page);
    let mut fields = Fields {
        title,
        section: order.section,
        content_type: order.usual_type.clone(),
        date: None,
        values: Vec::new(),
        cover: None,
        addresses: Vec::new(),
        is_draft: page.is_draft,
        is_from_heading,
    };
    let (mut categories, mut ranks) = (Vec::new(), Vec::<(&str, u8)>::new());
    for (key, value) in page.front.entries() {
        if is_empty(value) {
            continue;
        }
        match meaning(&likeness::plain(key)) {
            Some(Meaning::Title | Meaning::Address) => {}
            Some(Meaning::Category) => match value {
                // Jekyll parts words there.
                Node::String(words)
                    if site.kind == OldKind::Jekyll && key.eq_ignore_ascii_case("categories") =>
                {
                    categories.extend(words.split_whitespace().map(str::to_owned));
                }
                value => categories.extend(all(value)),
            },
            Some(Meaning::Cover) => match fields.cover.is_none().then(|| picture(value)).flatten() {
                Some(cover) => {
                    fields.cover = Some(cover);
                    notes.mapped(key, "cover");
                }
                None => notes.left(key, &page.file, shown(value)),
            },
            Some(Meaning::Alias) => {
                fields.addresses.extend(all(value));
                notes.mapped(key, "aliases");
            }
            Some(Meaning::Draft) => fields.is_draft |= is_true(value),
            Some(Meaning::Published) if hides_page(key, value) => fields.is_draft = true,
            Some(Meaning::Published) => {}
            Some(Meaning::PublishAt) => publish_at(&mut fields, (page, site), (key, value), order, notes),
            Some(Meaning::Field(ours, rank)) => {
                let known = ranks.iter().find(|(known, _)| *known == ours).map(|(_, rank)| *rank);
                if known.is_some_and(|known| known <= rank) {
                    notes.left(key, &page.file, shown(value));
                    continue;
                }
                if let Some(values) = values(ours, (key, value), (page, site), order, notes) {
                    ranks.retain(|(known, _)| *known != ours);
                    ranks.push((ours, rank));
                    fields.values.retain(|(known, _)| *known != ours);
                    fields.values.push((ours, values));
                    if key != ours {
                        notes.mapped(key, ours);
                    }
                }
            }
            None if hides_page(key, value) || is_unrendered(key, value) => {
                fields.is_draft = true;
                notes.tell(page.at(hidden(key), key, 0));
            }
            None => notes.left(key, &page.file, shown(value)),
        }
    }
    place(&mut fields, page, categories, order, notes);
    let day =
        |date: &str| Date::parse_in(date, site.zone).ok().map(|date| date.in_zone(order.outline.config.zone));
    let written = fields.values.iter().find(|(key, _)| *key == "date").and_then(|(_, values)| values.first());
    fields.date = match written {
        Some(written) => Date::parse_in(written, order.outline.config.zone).ok(),
        None => page.date.as_deref().and_then(day),
    };
    fields.values.retain(|(key, _)| *key != "date");
    if let Some(date) = &fields.date {
        fields.values.insert(0, ("date", vec![written_date(date)]));
    }
    require(&mut fields, page, notes);
    fields
}

/// Returns the title of a page, and whether it is its first heading.
fn title(page: &OldPage) -> (String, bool) {
    let own =
        page.front.entries().iter().find(|(key, _)| meaning(&likeness::plain(key)) == Some(Meaning::Title));
    if let Some(title) = own.and_then(|(_, value)| words(value)) {
        return (one_line(&title), false);
    }
    let first = page.body().lines().find(|line| !line.trim().is_empty());
    if let Some(heading) = first.and_then(|line| line.trim().strip_prefix("# ")) {
        return (one_line(&plain(heading)), true);
    }
    (page.title.clone().unwrap_or_else(|| page.stem.clone()), false)
}

/// Returns the values of a field; `None` if they can't be those of one, which is told.
fn values(
    ours: &'static str,
    (key, value): (&str, &Node),
    (page, site): (&OldPage, &OldSite),
    order: &MigrationOrder<'_>,
    notes: &mut Notes,
) -> Option<Vec<String>> {
    let kind = common_group().field(ours).map(|field| &field.kind);
    let values = match (ours, value) {
        ("weight", Node::Integer(0)) => return None,
        ("weight", Node::Integer(number)) => vec![number.to_string()],
        ("author", value) => names(value),
        ("summary", value) => {
            let text = all(value).join(" ");
            vec![plain(&one_line(&text)).split_whitespace().collect::<Vec<_>>().join(" ")]
        }
        (_, value) if matches!(kind, Some(Kind::Date)) => {
            // Programs, and rules for saved pages, may give a list of one.
            let written = all(value).into_iter().next().unwrap_or_default();
            match Date::parse_in(&written, site.zone) {
                Ok(date) => vec![written_date(&date.in_zone(order.outline.config.zone))],
                Err(_) => {
                    notes.tell(page.at(no_date(key, &written), &written, 0));
                    return None;
                }
            }
        }
        ("tags", Node::String(text)) => {
            let parts = text.split([',', '，', '、', ';', '；']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        (_, value) => all(value),
    };
    let values: Vec<String> = values.into_iter().filter(|value| !value.trim().is_empty()).collect();
    if values.is_empty() || ours == "weight" && values.first()?.parse::<i64>().is_err() {
        notes.left(key, &page.file, shown(value));
        return None;
    }
    Some(values)
}

/// Sets the moment from which the page is shown, if that is to come.
fn publish_at(
    fields: &mut Fields<'_>,
    (page, site): (&OldPage, &OldSite),
    (key, value): (&str, &Node),
    order: &MigrationOrder<'_>,
    notes: &mut Notes,
) {
    let written = words(value).unwrap_or_default();
    let Ok(date) = Date::parse_in(&written, site.zone) else {
        fields.is_draft = true;
        return notes.tell(page.at(no_date(key, &written), &written, 0));
    };
    let text = written_date(&date.in_zone(order.outline.config.zone));
    if text.as_str() > order.today {
        fields.values.push(("publish_at", vec![text]));
        notes.mapped(key, "publish_at");
    } else if !fields.values.iter().any(|(known, _)| *known == "date") && page.front.get("date").is_none() {
        fields.values.push(("date", vec![text]));
        notes.mapped(key, "date");
    }
}

/// Finds the section and the type of a page. Categories that are no section become tags.
fn place<'a>(
    fields: &mut Fields<'a>,
    page: &OldPage,
    categories: Vec<String>,
    order: &MigrationOrder<'a>,
    notes: &mut Notes,
) {
    let by_category = categories.iter().find_map(|name| Some((name.clone(), section(name, order.outline)?)));
    let by_folder = || page.sections.iter().find_map(|name| section(name, order.outline));
    match &by_category {
        Some((_, section)) => fields.section = section,
        None => fields.section = by_folder().unwrap_or(order.section),
    }
    let mut others: Vec<String> = Vec::new();
    for name in categories {
        match section(&name, order.outline) {
            Some(section) if section.folder == fields.section.folder => {
                notes.mapped(&format!("categories: {name}"), &format!("content/{}", section.folder));
            }
            _ => others.push(name),
        }
    }
    for name in others {
        notes.mapped(&format!("categories: {name}"), "tags");
        match fields.values.iter_mut().find(|(key, _)| *key == "tags") {
            Some((_, tags)) if tags.contains(&name) => {}
            Some((_, tags)) => tags.push(name),
            None => fields.values.push(("tags", vec![name])),
        }
    }
    let types = &order.outline.theme.types;
    let of_section = || fields.section.content_type.clone();
    let chosen = order.content_type.cloned().or_else(of_section).unwrap_or_else(|| order.usual_type.clone());
    // A page that stands by itself has no date.
    let has_date = page.date.is_some() || fields.values.iter().any(|(key, _)| *key == "date");
    let alone = types.get("page").filter(|_| page.is_alone && !has_date && order.content_type.is_none());
    let needs_date = chosen.group.field("date").is_some_and(|field| field.required);
    fields.content_type = alone.filter(|_| needs_date).cloned().unwrap_or(chosen);
}

/// Finds a section by its title, its folder, or the last part of that.
fn section<'o>(name: &str, outline: &'o Outline) -> Option<&'o OutlineSection> {
    let name = name.trim();
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    let by_title = outline.sections.iter().find(|section| is(&section.title));
    by_title
        .or_else(|| outline.sections.iter().find(|section| is(&section.folder)))
        .or_else(|| outline.sections.iter().find(|section| section.folder.rsplit('/').next().is_some_and(is)))
}

/// Makes a page a draft whose type requires what it does not say.
fn require(fields: &mut Fields<'_>, page: &OldPage, notes: &mut Notes) {
    let group = fields.content_type.group.clone();
    fields.values.retain(|(key, values)| {
        let is_there = group.field(key).is_some();
        if !is_there {
            notes.left(key, &page.file, values.join("、"));
        }
        is_there
    });
    let is_missing = |key: &str| !fields.values.iter().any(|(known, _)| *known == key);
    let missing = group.fields().iter().filter(|field| field.required && field.default.is_none());
    let missing: Vec<_> =
        missing.filter(|field| !matches!(&*field.key, "title" | "type") && is_missing(&field.key)).collect();
    if missing.is_empty() || fields.is_draft {
        return;
    }
    let zh: Vec<&str> = missing.iter().map(|field| field.label.get("zh")).collect();
    let en: Vec<&str> = missing.iter().map(|field| &*field.key).collect();
    notes.tell(incomplete(&zh.join("、"), &en.join(", ")).in_file(page.file.clone()));
    fields.is_draft = true;
}

/// Whether a page is one of the old site's own, such as its list of tags.
pub(super) fn is_of_program(page: &OldPage) -> bool {
    page.is_alone && page.body().trim().is_empty() || parts(&page.file).1 == "404"
}
