//! Converts HTML: blocks within Markdown, and the texts of exports and saved pages.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::convert::{Converter, Target};
use super::element::attribute;
use super::films;
use crate::manuscript;
use crate::text::escaped;

/// The address of a file that is known: the reader of pages keeps only links to other sites.
const FILE: &str = "https://file.invalid/";
/// The address of a picture that is known.
const PICTURE: &str = "picture-of-page-";

static HREF: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)(<a\b[^>]*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#).ok());
static IMG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?is)<img\b[^>]*>").ok());

impl Converter<'_> {
    /// Converts HTML to the Markdown of this program.
    pub(super) fn html(&mut self, html: &str) -> String {
        let html = self.with_links(html);
        let mut marks = Vec::new();
        let html = self.without_films(&html, &mut marks);
        let (html, pictures) = self.with_pictures(&html, &mut marks);
        let page =
            format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{html}</body></html>");
        // The reader wants the bytes of pictures: their address stands for them.
        let nearby = |address: &str| address.starts_with(PICTURE).then(|| address.as_bytes().to_vec());
        let manuscript = match manuscript::read(page.into_bytes(), &self.page.file, &nearby) {
            Ok(manuscript) => manuscript,
            Err(problem) => {
                // A block without words has nothing to lose.
                if problem.code != "import/empty" {
                    self.notes.tell(problem);
                }
                return String::new();
            }
        };
        let number =
            |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.strip_prefix(PICTURE)?.parse::<usize>().ok();
        let mut names = Vec::new();
        for file in &manuscript.files {
            let known = number(&file.bytes).and_then(|number| pictures.get(number).cloned());
            // A picture within the page itself.
            names.push(Some(known.unwrap_or_else(|| self.carry_bytes(file.bytes.clone()))));
        }
        for finding in &manuscript.findings {
            self.notes.tell(finding.clone().in_file(self.page.file.clone()));
        }
        let mut text = manuscript::body(&manuscript, &names);
        for (mark, words) in marks {
            // A remark to the writer is a block of its own.
            let is_remark = words.starts_with("<!--");
            let is_alone = text.lines().any(|line| line.trim() == mark);
            text = text.replace(&mark, if is_remark && !is_alone { "" } else { &words });
        }
        text.replace(FILE, "")
    }

    /// Finds the files of pictures. One that is not there becomes a link, or a remark.
    fn with_pictures(&mut self, html: &str, marks: &mut Vec<(String, String)>) -> (String, Vec<String>) {
        let Some(pattern) = IMG.as_ref() else { return (html.to_owned(), Vec::new()) };
        let mut pictures = Vec::new();
        let replaced = pattern.replace_all(html, |found: &Captures<'_>| {
            let whole = found.get(0).map_or("", |whole| whole.as_str());
            let Some(address) = self.picture_address(whole) else { return String::new() };
            if address.starts_with("data:") {
                return whole.to_owned();
            }
            let alt = attribute(whole, "alt").unwrap_or_default();
            let name = match self.media(&address) {
                Target::To(name) => name,
                Target::Same => address,
                Target::Lost => {
                    let mark = mark(marks.len());
                    marks.push((mark.clone(), self.lost_image(&address, &alt)));
                    return mark;
                }
            };
            pictures.push(name);
            format!("<img src=\"{PICTURE}{}\" alt=\"{}\">", pictures.len() - 1, escaped(&alt))
        });
        (replaced.into_owned(), pictures)
    }

    /// Changes the addresses of links to those that the reader keeps.
    fn with_links(&mut self, html: &str) -> String {
        let Some(pattern) = HREF.as_ref() else { return html.to_owned() };
        let replaced = pattern.replace_all(html, |found: &Captures<'_>| {
            let before = found.get(1).map_or("", |part| part.as_str());
            let written = (2..=4).find_map(|group| found.get(group)).map_or("", |part| part.as_str());
            let address = written.replace("&amp;", "&");
            match self.link(&address) {
                Target::Same => found.get(0).map_or("", |whole| whole.as_str()).to_owned(),
                Target::To(to) if to.contains("://") => format!("{before}\"{to}\""),
                Target::To(to) => format!("{before}\"{FILE}{to}\""),
                Target::Lost => {
                    before.rsplit_once(char::is_whitespace).map_or(before, |(tag, _)| tag).to_owned()
                }
            }
        });
        replaced.into_owned()
    }

    /// Replaces films by marks, which become directives or links.
    fn without_films(&mut self, html: &str, marks: &mut Vec<(String, String)>) -> String {
        let (mut done, mut at) = (String::new(), 0);
        while let Some(frame) = films::next(html, at) {
            done.push_str(html.get(at..frame.span.start).unwrap_or_default());
            at = frame.span.end;
            let words = self.framed(&frame, html.get(frame.span.clone()).unwrap_or_default());
            if words.is_empty() {
                continue;
            }
            let mark = mark(marks.len());
            done.push_str(&format!("<p>{mark}</p>"));
            marks.push((mark, words));
        }
        done + html.get(at..).unwrap_or_default()
    }
}

/// Returns a mark that stands for words until the text is written.
fn mark(number: usize) -> String {
    format!("\u{e013}{number}\u{e014}")
}
