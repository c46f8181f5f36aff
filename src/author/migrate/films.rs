//! Finds films, sounds and embedded pages in HTML, and what stands for them here.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html};

use super::code;
use super::convert::{Converter, Target};
use super::element::{attribute, left_out};
use super::lookup::Leads;
use super::markup::destination;
use super::template::push_block;
use crate::manuscript::PICTURE_ADDRESSES;

/// A tag that begins an element. A value in quotation marks may hold `>`.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)<(iframe|embed|video|audio)\b(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*>"#).ok()
});
static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)<(/?)(iframe|video|audio)\b[^>]*>").ok());

/// A film, a sound or an embedded page.
pub(super) struct Frame {
    /// Its name in lower case.
    pub name: String,
    /// Where it is, with what it encloses.
    pub span: Range<usize>,
}

impl Frame {
    fn is_film(&self) -> bool {
        matches!(self.name.as_str(), "video" | "audio")
    }
}

/// Finds the first one at or after `from`. One that nothing closes is its tag alone: what follows
/// is text.
pub(super) fn next(html: &str, from: usize) -> Option<Frame> {
    let found = OPENING.as_ref()?.captures_at(html, from)?;
    let whole = found.get(0)?;
    let name = found.get(1)?.as_str().to_ascii_lowercase();
    let is_own =
        |tag: &regex::Captures<'_>| tag.get(2).is_some_and(|own| own.as_str().eq_ignore_ascii_case(&name));
    let mut at = whole.end();
    // `<embed>` has no end; no element holds another of its name.
    while let Some(tag) = TAG.as_ref()?.captures_at(html, at).filter(|_| name != "embed") {
        at = tag.get(0)?.end();
        if is_own(&tag) {
            let end = if tag.get(1)?.is_empty() { whole.end() } else { at };
            return Some(Frame { name, span: whole.start()..end });
        }
    }
    Some(Frame { name, span: whole.range() })
}

impl Converter<'_> {
    /// Returns what stands for a film, a sound or an embedded page.
    pub(super) fn framed(&mut self, frame: &Frame, whole: &str) -> String {
        match self.film_of(frame, whole) {
            Ok(file) => self.film_directive(&file, frame.name == "audio", None),
            Err(words) => words,
        }
    }

    /// Returns the file of a film, or the words that stand for what is not shown here.
    fn film_of(&mut self, frame: &Frame, whole: &str) -> Result<String, String> {
        let addresses = addresses(whole);
        let is_file = |address: &&String| matches!(self.lookup.leads(address, self.page), Leads::File(_));
        let Some(address) = addresses.iter().find(is_file).or(addresses.first()) else {
            self.tell(left_out(whole), whole);
            return Err(String::new());
        };
        match frame.is_film().then(|| self.film_file(address)).flatten() {
            Some(Target::To(file)) => Ok(file),
            Some(_) => Err(String::new()),
            None => Err(self.embedded(address, whole)),
        }
    }

    /// Finds the file of a film; `None` for one on another site.
    fn film_file(&mut self, address: &str) -> Option<Target> {
        let is_elsewhere = address.starts_with("//") || address.contains("://");
        match (self.lookup.leads(address, self.page), is_elsewhere) {
            (Leads::File(_), _) | (_, false) => Some(self.media(address)),
            _ => None,
        }
    }

    /// Replaces the films in Markdown by directives, which are blocks of their own.
    pub(super) fn films(&mut self, text: &str) -> String {
        let code = code::ranges(text);
        let comments = comments(text);
        let has_tables = text.contains("<table");
        let (mut done, mut at, mut from) = (String::new(), 0, 0);
        while let Some(frame) = next(text, from) {
            from = frame.span.end;
            let before = text.get(..frame.span.start).unwrap_or_default();
            // What nobody is to see stays in its comment.
            let is_code =
                code::around(&code, frame.span.start).or_else(|| code::around(&comments, frame.span.start));
            // A table of HTML is converted whole.
            let is_in_table = has_tables && before.rfind("<table") > before.rfind("</table");
            if is_code.is_some() || is_in_table || !frame.is_film() {
                from = is_code.map_or(from, |range| range.end.max(frame.span.start + 1));
                continue;
            }
            done.push_str(text.get(at..frame.span.start).unwrap_or_default());
            at = frame.span.end;
            let whole = text.get(frame.span.clone()).unwrap_or_default();
            let line = done.rsplit('\n').next().unwrap_or_default().trim_start();
            // No directive is possible there.
            let is_inline = line.starts_with(['|', '>']);
            match self.film_of(&frame, whole) {
                Ok(file) if is_inline => {
                    let words = self.pick("视频、音频", "film or sound");
                    done.push_str(&format!("[{words}]({})", destination(&file)));
                }
                Ok(file) => {
                    push_block(&mut done, &self.film_directive(&file, frame.name == "audio", None));
                    done.push_str("\n\n");
                    let rest = text.get(at..).unwrap_or_default();
                    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                    let breaks =
                        rest.get(blanks..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\n').len());
                    at += blanks + breaks;
                }
                Err(words) => done.push_str(&words),
            }
            from = from.max(at);
        }
        done + text.get(at..).unwrap_or_default()
    }

    /// Returns the address of a picture. Programs that load pictures late have another one in
    /// `src` until then: that of a file which is there counts.
    pub(super) fn picture_address(&self, html: &str) -> Option<String> {
        let mut found: Vec<String> =
            PICTURE_ADDRESSES.iter().filter_map(|name| attribute(html, name)).collect();
        let is_file = |address: &String| matches!(self.lookup.leads(address, self.page), Leads::File(_));
        let is_address = |address: &String| !address.starts_with("data:");
        let at = found.iter().position(is_file).or_else(|| found.iter().position(is_address)).unwrap_or(0);
        (at < found.len()).then(|| found.swap_remove(at))
    }
}

/// Returns where comments of HTML are in a text, in order.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("<!--")) {
        let start = at + start;
        let end =
            text.get(start..).and_then(|rest| rest.find("-->")).map_or(text.len(), |end| start + end + 3);
        found.push(start..end);
        at = end;
    }
    found
}

/// Returns the addresses of an element and of its `<source>` elements.
fn addresses(html: &str) -> Vec<String> {
    let fragment = Html::parse_fragment(html);
    let elements = fragment.root_element().descendants().filter_map(ElementRef::wrap);
    let all = elements.filter(|element| element.value().name() != "track");
    let all = all.filter_map(|element| element.value().attr("src")).map(str::trim);
    all.filter(|address| !address.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_ends_at_its_own_name() {
        for (html, name, expected) in [
            ("<embed src=a>甲<video src=b></video>", "embed", "<embed src=a>"),
            ("<video src=b><audio></audio>乙</video>丙", "video", "<video src=b><audio></audio>乙</video>"),
            ("<video src=b>甲<audio src=c></audio>乙", "video", "<video src=b>"),
            ("<IFRAME src=b>甲<iframe src=c></iframe>", "iframe", "<IFRAME src=b>"),
            ("<iframe title='>' src=b></IFRAME >甲", "iframe", "<iframe title='>' src=b></IFRAME >"),
            ("<video title=it's src=b>甲</video>", "video", "<video title=it's src=b>甲</video>"),
        ] {
            let frame = next(html, 0).unwrap();
            assert_eq!((frame.name.as_str(), &html[frame.span]), (name, expected), "{html}");
        }
        assert!(next("<videos><em>bed</em>", 0).is_none());
    }
}
