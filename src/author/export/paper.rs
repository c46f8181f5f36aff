//! Makes what leaves the site of an article: its head, facts, attachments and text.

use std::cell::RefCell;
use std::path::Path;

use crate::load::Portal;
use crate::manuscript::{Block, BlockKind, BodySources, Inline, Paper, PaperFinding, Paragraph, read_body};
use crate::problem::Problem;
use crate::render::shown_date;
use crate::schema::{Date, Value};
use crate::site::{Page, PageId};
use crate::source::Document;
use crate::text::colon;

/// Maximum length of a picture, in bytes.
const LONGEST_PICTURE: u64 = 100 << 20;

/// The bylines: each line has the values of some fields.
const BYLINES: [&[&str]; 4] = [
    &["source", "date"],
    &["author", "correspondents", "photographers"],
    &["editor", "proofreaders", "reviewers"],
    &["unit"],
];
/// The fields of every page that readers see, and that are no bylines.
const DATES: [&str; 2] = ["event_date", "original_date"];

/// Where a paper goes, which decides what becomes of links within the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// They lead to the site, if it says where it is.
    Word,
    /// Its writer says that they lead to the site, whether or not anyone knows where that is.
    Wechat,
}

/// Makes the paper of an article, and returns what is not on it as it is on the page.
///
/// # Errors
/// Every mistake in the article.
pub(super) fn paper(
    portal: &Portal,
    id: PageId,
    destination: Destination,
) -> Result<(Paper, Vec<Problem>), Vec<Problem>> {
    let site = portal.site();
    let Some(page) = site.page(id) else { return Err(Vec::new()) };
    let rendered = portal.renderer.text(id)?;
    // The names of the pictures on this machine, in the order of the text.
    let names: RefCell<Vec<String>> = RefCell::default();
    let file = |address: &str| {
        let (name, bytes) = picture(portal, address)?;
        names.borrow_mut().push(name);
        Some(bytes)
    };
    let link = |address: &str| {
        let within = (destination == Destination::Wechat).then(|| address.to_owned());
        absolute(portal, address).or(within)
    };
    let (mut text, mut lost) =
        read_body(&rendered.body, &BodySources { file: &file, link: &link }, Vec::new());
    let mut facts: Vec<Block> = DATES.iter().filter_map(|key| dated(portal, page, key)).collect();
    // The name of a unit says enough.
    let no_link = |_: &str| Some(String::new());
    let sources = BodySources { file: &file, link: &no_link };
    for (word, html) in [("", &rendered.facts), ("editors_note", &rendered.editors_note)] {
        let (mut read, more) = read_body(html, &sources, std::mem::take(&mut text.files));
        text.files = std::mem::take(&mut read.files);
        lost.extend(more);
        if let Some(first) = read.blocks.first_mut().filter(|_| !word.is_empty()) {
            lead(first, &labelled(portal, page, word));
        }
        facts.append(&mut read.blocks);
    }
    for (file, name) in text.files.iter_mut().zip(names.take()) {
        file.name = name;
    }
    let mut findings = rendered.problems;
    for finding in findings.iter_mut().filter(|finding| finding.place.is_none()) {
        *finding = finding.clone().in_file(page.file.to_string());
    }
    findings.extend(placed(portal, id, lost));
    let lang = site.config().code(page.lang);
    let words = |key: &str| page.fields.text(key, lang).map(str::to_owned);
    let label = words("label").map(|label| format!("【{label}】")).unwrap_or_default();
    let paper = Paper {
        kicker: words("kicker"),
        title: format!("{label}{}", page.title()),
        subtitle: words("subtitle"),
        bylines: BYLINES.iter().filter_map(|keys| byline(portal, page, keys)).collect(),
        facts,
        attachments_word: labelled(portal, page, "attachments"),
        attachments: page.fields.items("attachments").iter().filter_map(attachment).collect(),
        text,
    };
    Ok((paper, findings))
}

/// Places findings: where the words or the file are that they are about, or in the article's file
/// as a whole.
pub(super) fn placed(portal: &Portal, id: PageId, findings: Vec<PaperFinding>) -> Vec<Problem> {
    let Some(page) = portal.site().page(id) else { return Vec::new() };
    let document = portal.folder.document(&page.file).ok().map(|(document, _)| document);
    let at = |PaperFinding { problem, about }: PaperFinding| {
        let source = document.as_ref().map(Document::source).filter(|_| !about.is_empty());
        match source.and_then(|source| Some((source, source.text().find(&about)?))) {
            Some((source, start)) => problem.at(&source, start..start + about.len()),
            None => problem.in_file(page.file.to_string()),
        }
    };
    findings.into_iter().map(at).collect()
}

/// Returns the name and the bytes of a picture at its address on the page.
pub(super) fn picture(portal: &Portal, address: &str) -> Option<(String, Vec<u8>)> {
    portal.file_at(address.trim_start_matches('/'), LONGEST_PICTURE)
}

/// Returns an address within the site as readers elsewhere can follow it; `None` if the site does
/// not say where it is.
pub(super) fn absolute(portal: &Portal, address: &str) -> Option<String> {
    let base = portal.site().config().base_url.as_deref()?;
    Some(format!("{}/{}", base.trim_end_matches('/'), address.trim_start_matches('/')))
}

fn is_chinese(portal: &Portal, page: &Page) -> bool {
    portal.site().config().code(page.lang).starts_with("zh")
}

/// Returns the label of a field with a colon: `来源：`.
fn labelled(portal: &Portal, page: &Page, key: &str) -> String {
    let lang = portal.site().config().code(page.lang);
    let label = page.content_type.group.field(key).map_or(key, |field| field.label.get(lang));
    let colon = colon(is_chinese(portal, page));
    format!("{label}{colon}")
}

/// Returns a line with the values of some fields: `来源：岚江钨业报　日期：2026年11月2日`.
fn byline(portal: &Portal, page: &Page, keys: &[&str]) -> Option<String> {
    let part = |key: &&str| {
        let value = value(portal, page, key)?;
        Some(format!("{}{value}", labelled(portal, page, key)))
    };
    let parts: Vec<String> = keys.iter().filter_map(part).collect();
    let gap = if is_chinese(portal, page) { "　" } else { "   " };
    (!parts.is_empty()).then(|| parts.join(gap))
}

fn value(portal: &Portal, page: &Page, key: &str) -> Option<String> {
    let site = portal.site();
    let lang = site.config().code(page.lang);
    let is_chinese = is_chinese(portal, page);
    match page.fields.get(key)?.localized(lang) {
        Value::Date(date) => Some(day(*date, lang)),
        Value::Organization(written) => {
            let organization = site.organization();
            let unit = organization.find(written).and_then(|unit| organization.unit(unit));
            let name = unit.and_then(|unit| unit.fields.text("name", lang)).unwrap_or(written);
            Some(name.to_owned())
        }
        value => {
            let items: Vec<&str> = match value {
                Value::List(items) => items.iter().filter_map(Value::as_text).collect(),
                one => one.as_text().into_iter().collect(),
            };
            let gap = if is_chinese { "、" } else { ", " };
            (!items.is_empty()).then(|| items.join(gap))
        }
    }
}

/// Returns a date as people write it: `2026年11月2日`, `2026年7月`, `2026-11-02 09:30`.
fn day(date: Date, lang: &str) -> String {
    let form = if lang.starts_with("zh") { "time" } else { "minute" };
    shown_date(date, form, lang).unwrap_or_default()
}

/// Returns the line of a field that is no byline.
fn dated(portal: &Portal, page: &Page, key: &str) -> Option<Block> {
    let words = format!("{}{}", labelled(portal, page, key), value(portal, page, key)?);
    let paragraph = Paragraph { text: vec![Inline::text(words)], ..Paragraph::default() };
    Some(Block::new(BlockKind::Paragraph(paragraph), 0))
}

/// Puts words before those of a paragraph.
fn lead(block: &mut Block, words: &str) {
    if let BlockKind::Paragraph(paragraph) = &mut block.kind {
        paragraph.text.insert(0, Inline::text(words));
    }
}

/// Returns the name of an attachment: its title, or its file without the ending.
fn attachment(value: &Value) -> Option<String> {
    let Value::File(file) = value else { return None };
    let stem = Path::new(&file.src).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    file.title.clone().or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_people_write_them() {
        for (given, zh, en) in [
            ("2026-11-02", "2026年11月2日", "2026-11-02"),
            ("2006-07", "2006年7月", "2006-07"),
            ("2011", "2011年", "2011"),
            ("2026-11-02 09:30", "2026年11月2日 9:30", "2026-11-02 09:30"),
        ] {
            let date = Date::parse(given).unwrap();
            assert_eq!((day(date, "zh"), day(date, "en")), (zh.to_owned(), en.to_owned()));
            // Our reader knows them.
            for written in [zh, en] {
                assert_eq!(Date::parse(written).unwrap(), date, "{written}");
            }
        }
    }
}
