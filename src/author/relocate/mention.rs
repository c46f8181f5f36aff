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
                let mention = Mention { span, is_exact, words, names: names.clone(), lang: self.lang };
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
    let places = || within.match_indices(words).map(|(at, _)| at);
    let is_after = |at: &usize, opening: &[&str]| {
        let before = within.get(..*at).unwrap_or_default().trim_end_matches(['<', ' ']);
        opening.iter().any(|opening| before.ends_with(opening))
    };
    // The last one: a picture may stand within a link.
    let place = places()
        .filter(|at| is_after(at, &["](", "]（", "】(", "】（", "[[", "=\"", "='", "="]))
        .last()
        .or_else(|| (within.trim() == words).then(|| within.find(words)).flatten());
    match place {
        Some(at) => Some(around.start + at..around.start + at + words.len()),
        None => defined(body, words),
    }
}

/// Where a definition of this address is: `[甲]: b.md`.
fn defined(body: &str, words: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let is_definition = line.trim_start().starts_with('[');
        let after = line.split_once("]:").or_else(|| line.split_once("]：")).filter(|_| is_definition);
        if let Some((_, after)) = after {
            let skipped = after.len() - after.trim_start().trim_start_matches('<').len();
            let at = start + line.len() - after.len() + skipped;
            let written = body.get(at..).filter(|rest| rest.starts_with(words));
            let ends = |rest: &str| {
                rest.get(words.len()..).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '>')
                })
            };
            if written.is_some_and(ends) {
                return Some(at..at + words.len());
            }
        }
        start += line.len();
    }
    None
}
