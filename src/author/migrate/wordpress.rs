//! Reads an export of WordPress (WXR): one file with all posts and pages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::field_value::hidden;
use super::folder::{undecodable, unreadable};
use super::model::{Language, OldKind, OldPage, OldSite};
use super::post;
use crate::problem::Problem;
use crate::source::yaml::Node;
use crate::source::{decode, read_at_most};

/// Maximum length of an export, in bytes.
const LONGEST: u64 = 500 << 20;

/// An entry of the export: a post, a page, a file.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Its elements by their names, as `wp:post_type`; of several the last.
    pub values: HashMap<String, String>,
    /// Its categories: their kind (`category`, `post_tag`) and name.
    pub terms: Vec<(String, String)>,
    /// Further values: `_thumbnail_id`.
    pub meta: HashMap<String, String>,
    /// The number of comments of readers.
    pub comments: usize,
}

impl Item {
    pub(super) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.trim())
    }
}

/// An export.
#[derive(Debug, Default)]
pub(super) struct Export {
    /// The values of the site: `link`, `wp:base_site_url`.
    pub site: HashMap<String, String>,
    /// The names of authors by their logins.
    pub authors: HashMap<String, String>,
    pub items: Vec<Item>,
}

/// Reads the site in an export.
pub(super) fn read(file: &Path) -> Result<OldSite, Vec<Problem>> {
    let shown = file.display().to_string();
    let name = file.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    let bytes = read_at_most(file, LONGEST).map_err(|error| vec![unreadable(&shown, &error)])?;
    let bytes = bytes.ok_or_else(|| vec![too_large(&shown)])?;
    let text = decode(bytes).map_err(|_| vec![undecodable(&shown)])?.text;
    let export = export(&text).ok_or_else(|| vec![no_export(&shown)])?;
    let mut site = OldSite::new(OldKind::WordPress);
    for key in ["wp:base_blog_url", "link", "wp:base_site_url"] {
        if let Some(address) = export.site.get(key) {
            site.host(address);
        }
    }
    let files: HashMap<&str, &str> = export
        .items
        .iter()
        .filter(|item| item.get("wp:post_type") == "attachment")
        .map(|item| (item.get("wp:post_id"), item.get("wp:attachment_url")))
        .collect();
    let mut owned: HashMap<&str, Vec<&str>> = HashMap::new();
    for item in export.items.iter().filter(|item| item.get("wp:post_type") == "attachment") {
        owned.entry(item.get("wp:post_parent")).or_default().push(item.get("wp:post_id"));
    }
    let comments: usize = export.items.iter().map(|item| item.comments).sum();
    if comments > 0 {
        site.notes.push(left_comments(comments).in_file(&*name));
    }
    for (number, item) in export.items.iter().enumerate() {
        let place = format!("{name}#{}", number + 1);
        match (item.get("wp:post_type"), item.get("wp:status")) {
            ("post" | "page", "trash" | "auto-draft") => site.notes.push(left(&place, item, "trash")),
            ("post" | "page", _) => {
                let own = owned.get(item.get("wp:post_id")).map_or(&[][..], Vec::as_slice);
                let (page, notes) = page(item, place, &export, &files, own);
                site.notes.extend(notes);
                site.pages.push(page);
            }
            // Menus, styles and former versions belong to the program.
            (
                "attachment"
                | "revision"
                | "nav_menu_item"
                | "custom_css"
                | "customize_changeset"
                | "oembed_cache"
                | "wp_global_styles"
                | "wp_navigation"
                | "wp_template"
                | "wp_template_part"
                | "wp_font_face"
                | "wp_font_family"
                | "user_request"
                | "",
                _,
            ) => {}
            (kind, _) => site.notes.push(left(&place, item, kind)),
        }
    }
    Ok(site)
}

/// Reads the elements of an export; `None` if it is none.
fn export(text: &str) -> Option<Export> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut export = Export::default();
    let mut item: Option<Item> = None;
    let mut open: Vec<String> = Vec::new();
    let (mut words, mut domain, mut meta_key) = (String::new(), String::new(), String::new());
    let (mut login, mut is_export) = (String::new(), false);
    loop {
        let add = |words: &mut String, more: Cow<'_, str>| words.push_str(&more);
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let name = tag.name().0.to_owned();
                is_export |= name == "channel" && open.iter().any(|outer| outer == "rss");
                if name == "item" {
                    item = Some(Item::default());
                }
                if name == "category" {
                    let found = tag.attributes().flatten().find(|attribute| attribute.key.0 == "domain");
                    domain = found.map(|attribute| attribute.value.clone().into_owned()).unwrap_or_default();
                }
                open.push(name);
                words.clear();
            }
            Event::Text(text) => add(&mut words, text.into_inner()),
            Event::CData(text) => add(&mut words, text.into_inner()),
            Event::GeneralRef(name) => {
                let shown = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_predefined_entity(&name).unwrap_or_default().to_owned(),
                };
                words.push_str(&shown);
            }
            Event::End(_) => {
                let name = open.pop()?;
                let value = std::mem::take(&mut words);
                match (name.as_str(), item.as_mut()) {
                    ("item", Some(_)) => export.items.extend(item.take()),
                    ("category", Some(item)) => item.terms.push((std::mem::take(&mut domain), value)),
                    ("wp:meta_key", Some(_)) => meta_key = value,
                    ("wp:comment", Some(item)) => item.comments += 1,
                    // Comments have some, too.
                    ("wp:meta_value", Some(item))
                        if open.last().is_some_and(|outer| outer == "wp:postmeta") =>
                    {
                        item.meta.insert(std::mem::take(&mut meta_key), value);
                    }
                    (name, Some(item)) if open.last().is_some_and(|outer| outer == "item") => {
                        item.values.insert(name.to_owned(), value);
                    }
                    ("wp:author_login", None) => login = value,
                    ("wp:author_display_name", None) => {
                        export.authors.insert(login.clone(), value.trim().to_owned());
                    }
                    (name, None) if open.last().is_some_and(|outer| outer == "channel") => {
                        export.site.insert(name.to_owned(), value);
                    }
                    _ => {}
                }
            }
            // With a document type, a text of a few bytes can stand for gigabytes.
            Event::DocType(_) => return None,
            // The file was cut off: articles would be missing.
            Event::Eof if !open.is_empty() => return None,
            Event::Eof => break,
            _ => {}
        }
    }
    is_export.then_some(export)
}

/// Makes a page of an entry. `owned` are the ids of the files that were uploaded for it.
fn page(
    item: &Item,
    place: String,
    export: &Export,
    files: &HashMap<&str, &str>,
    owned: &[&str],
) -> (OldPage, Vec<Problem>) {
    let text = |words: &str| Node::String(words.trim().to_owned());
    let mut front: Vec<(String, Node)> = vec![("title".to_owned(), text(&unescaped(item.get("title"))))];
    let mut set = |key: &str, value: Node| front.push((key.to_owned(), value));
    let is_page = item.get("wp:post_type") == "page";
    let status = item.get("wp:status");
    // Drafts have no time in GMT.
    let gmt = |name: &str| {
        let gmt = item.get(&format!("wp:{name}_gmt"));
        match gmt.starts_with("0000") || gmt.is_empty() {
            true => Some(item.get(&format!("wp:{name}")))
                .filter(|own| !own.is_empty() && !own.starts_with("0000")),
            false => Some(gmt),
        }
        .map(|date| if date == gmt { format!("{}Z", date.replace(' ', "T")) } else { date.to_owned() })
    };
    let date = gmt("post_date");
    if let Some(date) = date.as_ref().filter(|_| status == "future") {
        set("publishDate", text(date));
    }
    if let Some(date) = date.as_ref().filter(|_| !is_page) {
        set("date", text(date));
    }
    if let Some(date) = gmt("post_modified").filter(|date| Some(date) != gmt("post_date").as_ref()) {
        set("updated", text(&date));
    }
    let login = item.get("dc:creator");
    let author = export.authors.get(login).filter(|name| !name.is_empty());
    // The name of the account of the program is no name of a writer.
    if let Some(author) = author.filter(|name| !matches!(name.as_str(), "admin" | "administrator" | "root")) {
        set("author", text(author));
    }
    set("excerpt", text(&unescaped(item.get("excerpt:encoded"))));
    let terms = |kind: &str| {
        let own = item.terms.iter().filter(|(domain, name)| domain == kind && !is_default(name));
        Node::Sequence(own.map(|(_, name)| text(name)).collect())
    };
    set("categories", terms("category"));
    set("tags", terms("post_tag"));
    let mut is_cover_lost = false;
    let cover = item.meta.get("_thumbnail_id").map(|id| id.trim());
    if let Some(id) = cover.filter(|id| !matches!(*id, "" | "0" | "-1")) {
        match files.get(id) {
            Some(cover) => set("cover", text(cover)),
            None => is_cover_lost = true,
        }
    }
    // Names that begin with `_` are those of programs. The others are listed in the report.
    let mut own: Vec<(&String, &String)> =
        item.meta.iter().filter(|(key, _)| !key.starts_with('_')).collect();
    own.sort();
    for (key, value) in own {
        set(&format!("postmeta: {key}"), text(value));
    }
    if !item.get("wp:post_password").is_empty() {
        set("password", text("***"));
    }
    if item.get("wp:is_sticky") == "1" {
        set("sticky", text("1"));
    }
    // Plugins have further ones, such as `archived`: only what was public is public here.
    let is_public = status == "publish" || status == "future" && date.is_some();
    let post::Body { html, problems } = post::body(item.get("content:encoded"), files, owned);
    let address = item.get("link").to_owned();
    let has_address = matches!(status, "publish" | "private" | "future");
    let stem =
        percent_encoding::percent_decode_str(item.get("wp:post_name")).decode_utf8_lossy().into_owned();
    let id = item.get("wp:post_id").to_owned();
    let page = OldPage {
        file: place.clone(),
        body: 0,
        front: Node::Mapping(front),
        html: None,
        language: Language::Html,
        title: Some(if stem.is_empty() { format!("#{id}") } else { stem.clone() }),
        date: None,
        is_draft: !is_public,
        is_alone: is_page,
        addresses: if has_address && !address.is_empty() { vec![address] } else { Vec::new() },
        folders: Vec::new(),
        sections: Vec::new(),
        names: vec![id, stem.clone()],
        stem,
        own: Vec::new(),
        text: html,
    };
    let mut problems: Vec<Problem> =
        problems.into_iter().map(|(problem, words)| page.at(problem, &words, 0)).collect();
    if is_cover_lost {
        problems.push(post::lost_pictures(1).in_file(page.file.clone()));
    }
    if !is_public {
        problems.push(hidden(&format!("status: {status}")).in_file(page.file.clone()));
    }
    (page, problems)
}

/// Whether a category is the one that all posts have that were given none.
fn is_default(name: &str) -> bool {
    matches!(name.trim(), "未分类" | "未分類" | "Uncategorized")
}

/// Resolves what a title has of HTML: `&amp;`, `&#8220;`.
fn unescaped(words: &str) -> String {
    if !words.contains(['&', '<']) {
        return words.to_owned();
    }
    scraper::Html::parse_fragment(words).root_element().text().collect()
}

fn left(place: &str, item: &Item, kind: &str) -> Problem {
    let title = item.get("title");
    let (zh, en) = match kind {
        "trash" => ("在回收站里".to_owned(), "is in the trash".to_owned()),
        kind => (format!("是“{kind}”类的内容"), format!("is of the kind `{kind}`")),
    };
    Problem::info(
        "import/old-left",
        format!("《{title}》{zh}，没有导入"),
        format!("`{title}` {en}: it was not imported"),
    )
    .in_file(place)
    .help("只导入文章（post）和页面（page）", "posts and pages are imported")
}

fn left_comments(count: usize) -> Problem {
    Problem::info(
        "import/old-left",
        format!("读者的 {count} 条评论没有带过来"),
        format!("{count} comments of readers were not carried over"),
    )
    .help("这里的文章没有评论；要留底的，留着导出的文件", "articles have none here: keep the export")
}

fn no_export(shown: &str) -> Problem {
    Problem::error(
        "import/no-old-site",
        "这不是 WordPress 导出的文件，或者没有导出完",
        "this is no export of WordPress, or it is not complete",
    )
    .in_file(shown)
    .help(
        "在 WordPress 后台：工具 → 导出 → 所有内容，得到 .xml 文件",
        "in WordPress: Tools → Export → All content, which gives an .xml file",
    )
}

fn too_large(shown: &str) -> Problem {
    Problem::error("import/file-size", "文件太大，没有读", "the file is too large and was not read")
        .in_file(shown)
        .help("最大 500 MB：在 WordPress 里按年份分几次导出", "it has at most 500 MB: export year by year")
}
