//! Reads pages: what a clipboard carries from Word, WPS and browsers, and pages that were saved,
//! such as one of a WeChat account.
//!
//! The parser is that of browsers (html5ever), so that what a browser shows is read. Looks become
//! [`Look`](super::model::Look) and [`Alignment`](super::model::Alignment); scripts, styles and
//! hidden elements are left out.

mod block;
mod inline;
mod layout;
mod loss;
mod navigation;
mod own;
mod page;
mod style;
mod table;

use scraper::Html;

use super::model::{CarriedFile, Manuscript};
use super::paper::PaperFinding;
pub use loss::{film_name, lost_content};
pub use page::{BodySources, Links, Nearby, PICTURE_ADDRESSES};

use page::Page;

/// Maximum length of a page, in bytes: more than any article has without its pictures.
pub(super) const LONGEST: usize = 20 << 20;

/// Whether a text is a page.
pub(super) fn is_page(text: &str) -> bool {
    let head: String =
        text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).chars().take(2000).collect();
    let head = head.to_ascii_lowercase();
    // What Windows puts before the HTML of a clipboard.
    let is_clipboard = head.starts_with("version:") && head.contains("starthtml:");
    let begins = |tag: &str| head.starts_with(tag);
    is_clipboard
        || ["<!doctype html", "<html", "<head", "<body", "<meta"].iter().any(|tag| begins(tag))
        || (begins("<!--") || begins("<?xml")) && (head.contains("<html") || head.contains("<body"))
        || ["<p", "<div", "<section", "<table", "<h1", "<span", "<article"]
            .iter()
            .any(|tag| head.strip_prefix(tag).is_some_and(|rest| rest.starts_with(['>', ' ', '\n'])))
}

/// Reads a page.
pub(super) fn read(text: &str, nearby: &Nearby<'_>) -> Manuscript {
    let text = without_clipboard_head(text);
    let html = Html::parse_document(text);
    let mut page = Page::new(nearby);
    page.read(&html);
    page.manuscript
}

/// Reads a part of an article of this program, as pages show it, and what is lost of it. `files`
/// are the pictures of the parts before it: those of this one come behind them.
pub fn read_body(
    html: &str,
    sources: &BodySources<'_>,
    files: Vec<CarriedFile>,
) -> (Manuscript, Vec<PaperFinding>) {
    let mut page = Page::of_body(sources, files);
    let lost = page.read_body(&Html::parse_fragment(html));
    (page.manuscript, lost)
}

/// Removes the lines before the HTML of a clipboard: `Version:0.9`, `StartHTML:00000097` …
fn without_clipboard_head(text: &str) -> &str {
    let head = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r']);
    match head.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("version:")) {
        true => head.find('<').and_then(|start| head.get(start..)).unwrap_or_default(),
        false => text,
    }
}

#[cfg(test)]
mod tests;
