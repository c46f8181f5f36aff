//! Finds what the files of a site name by link, path or name: where it stands, and as what.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::markdown::{self, Directive, Host, Link, Options, ResolvedImage};
use crate::problem::Finding;
use crate::schema::Kind;
use crate::text::list;
use crate::theme::{Argument, Component, Refers};

/// What a mention names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Names {
    /// A page, a section or a file: a path from the document, or an address from the root.
    Path,
    /// An address as browsers read it: one without a slash is relative to the page.
    Address,
    /// A page of one of these types, by id, place or title.
    Page(Vec<String>),
    /// A section, by its folder or title.
    Section,
}

/// A place in a file that names something of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where the words stand in the text of the file; if that is not known, around them.
    pub span: Range<usize>,
    /// Whether the span is that of the words as they are written.
    pub is_exact: bool,
    /// What is written, without escapes.
    pub words: String,
    /// What it names.
    pub names: Names,
    /// The number of the language in which it is read.
    pub lang: usize,
    /// In what it is written.
    pub form: Form,
}

/// In what a mention is written: each has its own marks that end a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Markdown.
    Text,
    /// An argument of a directive.
    Argument,
    /// YAML.
    Yaml,
}

/// How documents are read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    /// How bodies are read, for each language.
    pub options: &'r [Options],
    /// The directives of the theme.
    pub directives: &'r BTreeMap<String, Component>,
    /// The codes of the languages.
    pub languages: &'r [String],
}

/// The mentions in a Markdown text that begins at `offset` of its file.
pub(super) fn in_body(body: &str, offset: usize, lang: usize, reading: Reading<'_>) -> Vec<Mention> {
    let Some(options) = reading.options.get(lang) else { return Vec::new() };
    let listener = Listener { body, lang, reading, found: RefCell::default() };
    markdown::render(body, options, &listener);
    let mut found = listener.found.into_inner();
    // A definition serves several links, and a picture is asked for where it is shown.
    found.sort_by_key(|mention| (mention.span.start, mention.span.end));
    found.dedup();
    for mention in &mut found {
        mention.span = mention.span.start + offset..mention.span.end + offset;
    }
    found
}

/// Listens to what a body asks of its site.
struct Listener<'l> {
    body: &'l str,
    lang: usize,
    reading: Reading<'l>,
    found: RefCell<Vec<Mention>>,
}

impl Listener<'_> {
    fn take(&self, words: &str, around: Range<usize>, names: Names) {
        let exact = written_in(self.body, &around, words);
        let mention = Mention {
            is_exact: exact.is_some(),
            span: exact.unwrap_or(around),
            words: words.to_owned(),
            names,
            lang: self.lang,
            form: Form::Text,
        };
        self.found.borrow_mut().push(mention);
    }
}

impl Host for Listener<'_> {
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding> {
        self.take(destination, span, Names::Path);
        Ok(Link::to(destination.to_owned()))
    }

    fn image(&self, source: &str, span: Range<usize>) -> Result<ResolvedImage, Finding> {
        self.take(source, span, Names::Path);
        Ok(ResolvedImage::at(source))
    }

    fn request(&self, _: &str, _: Range<usize>) {}

    fn is_published(&self, _: &str) -> bool {
        false
    }

    fn directive(&self, call: &Directive, _: &str) -> Result<String, Vec<Finding>> {
        let Some(component) = Component::meant_by(self.reading.directives, &call.name) else {
            return Ok(String::new());
        };
        for written in &call.arguments {
            let Some(argument) = component.argument(&written.key) else { continue };
            let Some(names) = named_by(argument) else { continue };
            for (words, part) in parts(&written.value, &argument.kind) {
                let whole = written.value_span.clone();
                // A part of a value with escapes has no place of its own.
                let is_exact = whole.len() == written.value.len();
                let span = if is_exact { whole.start + part.start..whole.start + part.end } else { whole };
                let (names, lang) = (names.clone(), self.lang);
                let mention = Mention { span, is_exact, words, names, lang, form: Form::Argument };
                self.found.borrow_mut().push(mention);
            }
        }
        Ok(String::new())
    }
}

/// What an argument of a component names, if it is anything that has a place in the site.
pub(super) fn named_by(argument: &Argument) -> Option<Names> {
    match argument.refers {
        Some(Refers::Page) => Some(Names::Page(Vec::new())),
        Some(Refers::Section) => Some(Names::Section),
        Some(_) => None,
        None => named_by_kind(&argument.kind),
    }
}

/// What a value of a kind names.
pub(super) fn named_by_kind(kind: &Kind) -> Option<Names> {
    match kind {
        Kind::Url => Some(Names::Address),
        Kind::Image | Kind::File => Some(Names::Path),
        Kind::Reference(types) => Some(Names::Page(types.clone())),
        Kind::List(of) => named_by_kind(of),
        _ => None,
    }
}

/// The names in a text, with their places: several for a list in one line.
pub(super) fn parts(text: &str, kind: &Kind) -> Vec<(String, Range<usize>)> {
    let items = match kind {
        Kind::List(_) => list::items(text),
        _ => vec![text.trim()],
    };
    let mut from = 0;
    let part = |item: &str| {
        let start = text.get(from..)?.find(item)? + from;
        from = start + item.len();
        Some((item.to_owned(), start..from))
    };
    items.into_iter().filter(|item| !item.is_empty()).map_while(part).collect()
}

/// Where the destination of a link or picture is written: `b.md` of `[a](b.md "b.md")`, the
/// address of a definition `[x]: b.md`, the name of `[[b]]`, or the line of a picture. `None` where
/// it is written otherwise than it is read: with escapes.
fn written_in(body: &str, around: &Range<usize>, words: &str) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let within = body.get(around.clone())?;
    let span = |at: usize| around.start + at..around.start + at + words.len();
    if let Some(end) = end_of_words(within) {
        let rest = within.get(end..)?;
        if let Some(inner) = rest.strip_prefix(['(', '（']) {
            let start = within.len() - inner.trim_start().trim_start_matches('<').len();
            return within.get(start..)?.starts_with(words).then(|| span(start));
        }
        // `[甲][一]`, or `[一]` alone.
        let label = rest.strip_prefix('[').and_then(|rest| rest.split(']').next());
        let own = within.trim_start_matches(['!', '！']).trim_start_matches('[');
        let label = label.filter(|label| !label.is_empty()).or_else(|| own.split(']').next())?;
        return defined(body, label, words);
    }
    // `[[b]]`, an attribute of HTML, a line that is a picture.
    let mut places = within.match_indices(words).map(|(at, _)| at);
    let first = places.next()?;
    places.next().is_none().then(|| span(first))
}

/// The end of the words in brackets with which a link or a picture begins: they may hold a picture.
fn end_of_words(link: &str) -> Option<usize> {
    let start = link.len() - link.trim_start_matches(['!', '！']).len();
    let rest = link.get(start..)?;
    let (open, close) = match rest.chars().next()? {
        '[' if !rest.starts_with("[[") => ('[', ']'),
        '【' => ('【', '】'),
        _ => return None,
    };
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == open => depth += 1,
            _ if c == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(start + at + close.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the definition of a label has this address: `[甲]: b.md`. A line of code is none.
fn defined(body: &str, label: &str, words: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut is_code = false;
    for line in body.split_inclusive('\n') {
        let begin = line.trim_start_matches([' ', '>', '\t']);
        is_code ^= begin.starts_with("```") || begin.starts_with("~~~");
        let after = begin.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        let is_its = |own: &str| own.trim().to_lowercase() == label.trim().to_lowercase();
        if let Some((_, after)) = after.filter(|(own, _)| !is_code && is_its(own)) {
            let skipped = after.len() - after.trim_start().trim_start_matches('<').len();
            let at = start + line.len() - after.len() + skipped;
            let rest = body.get(at..)?.strip_prefix(words)?;
            let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '>');
            return ends.then(|| at..at + words.len());
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_where_it_is_written() {
        for (body, link, words, expected) in [
            ("[甲](x.md \"见](x.md)\")", 0..22, "x.md", Some(6)),
            ("[![a](x.md)](x.md)", 0..18, "x.md", Some(13)),
            ("[a[b]c]( <x y.md> )", 0..19, "x y.md", Some(10)),
            ("【图】(a.jpg)", 0..16, "a.jpg", Some(10)),
            ("```\n[b]: x.md\n```\n[a][B]\n\n> [b]: x.md\n", 18..24, "x.md", Some(33)),
            ("[a]\n\n[a]: x.md", 0..3, "x.md", Some(10)),
            ("[[x]]", 0..5, "x", Some(2)),
            ("[a](x\\_y.md)", 0..12, "x_y.md", None),
        ] {
            let found = written_in(body, &link, words);
            assert_eq!(found.as_ref().map(|span| span.start), expected, "{body}");
            assert!(found.is_none_or(|span| body.get(span) == Some(words)), "{body}");
        }
    }
}
