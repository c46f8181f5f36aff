//! Articles that leave the site: what a Word document says is what the article says.

use std::fs;
use std::path::Path;

use dangjian::author::{ImportOrder, Importer, export_docx};
use dangjian::load::{Outline, Portal, Settings};
use dangjian::schema::{Date, Value};
use dangjian::site::State;

use crate::example::repository;

/// Directives that a page makes of data: on paper they are their words, and are read as such.
const DATA: [&str; 11] = [
    ":::articles",
    ":::chart",
    ":::concept",
    ":::download",
    ":::honors",
    ":::org",
    ":::practice",
    ":::profile",
    ":::stats",
    ":::studios",
    ":::gallery",
];

fn settings(folder: &Path) -> Settings {
    let shown = vec![State::Draft, State::Scheduled, State::Expired];
    Settings { folder: folder.to_owned(), now: Date::parse("2026-11-20").unwrap(), shown, base_url: None }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The HTML of a text without what differs by place: addresses and sizes of pictures, and the links
/// within a site whose address nobody knows.
fn bare(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    let mut dropped = Vec::new();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else { break };
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        let is_within = tag.starts_with("a ") && !tag.contains("href=\"http") && !tag.contains("role=");
        match (name, tag.starts_with('/')) {
            ("a", false) => {
                dropped.push(is_within);
                text.push_str(if is_within { "" } else { "<a>" });
            }
            ("a", true) => text.push_str(if dropped.pop() == Some(true) { "" } else { "</a>" }),
            ("img", _) => text.push_str("<img>"),
            // `> [!TIP]` is read back as `:::说明`.
            ("aside", is_end) => text.push_str(if is_end { "</div>" } else { "<div>" }),
            (name, is_end) => {
                let span = |attribute: &str| {
                    let value = tag.split(&format!("{attribute}=\"")).nth(1);
                    value.and_then(|rest| rest.split('"').next()).map(|value| format!(" {attribute}={value}"))
                };
                let spans = [span("colspan"), span("rowspan")].into_iter().flatten().collect::<String>();
                text.push_str(&format!("<{}{name}{spans}>", if is_end { "/" } else { "" }));
            }
        }
    }
    text.push_str(rest);
    // A component and a picture of Markdown set the same credit with other blanks.
    text.split_whitespace().collect::<Vec<_>>().join("")
}

#[test]
fn the_articles_of_the_example_are_read_back_from_word_documents() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    copy(&repository().join("content-example"), &site);
    let portal = Portal::open(&settings(&site)).unwrap();
    let outline = Outline::open(&settings(&site)).unwrap();
    let section = outline.section("news").unwrap();
    let news = outline.theme.types.meant_by("news").unwrap();
    let mut importer = Importer::new(ImportOrder {
        outline: &outline,
        content_type: news,
        section,
        today: "2026-11-20",
        again: true,
    });
    let mut expected = Vec::new();
    for (id, page) in portal.site().pages_with_ids() {
        let source = fs::read_to_string(site.join(&*page.file)).unwrap_or_default();
        if page.lang != 0 || !page.has_body || DATA.iter().any(|directive| source.contains(directive)) {
            continue;
        }
        let html = portal.renderer.text(id).unwrap().body;
        if html.trim().is_empty() {
            continue;
        }
        let file = dir.path().join(format!("{}.docx", expected.len()));
        export_docx(&portal, id, Some(&file)).unwrap();
        // Attachments are taken from next to the document.
        for attachment in page.fields.items("attachments") {
            let Value::File(attached) = attachment else { continue };
            fs::copy(site.join(page.folder()).join(&attached.src), dir.path().join(&attached.src)).unwrap();
        }
        let article = importer.import(&file).unwrap();
        expected.push((page.file.to_string(), page.title().to_owned(), html, article.article.file));
    }
    assert!(expected.len() > 40, "{}", expected.len());
    // What was imported is a site again, and says the same.
    let again = Portal::open(&settings(&site)).unwrap();
    for (file, title, html, imported) in expected {
        let id = again.site().page_of_file(&imported).unwrap();
        let page = again.site().page(id).unwrap();
        assert_eq!(page.title(), title, "{file}");
        assert_eq!(bare(&again.renderer.text(id).unwrap().body), bare(&html), "{file}");
    }
}
