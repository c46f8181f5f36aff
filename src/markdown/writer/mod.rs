//! Writes a page from the events of the parser.
//!
//! `mod.rs` has the state and dispatches events; `block` writes blocks, `inline` text and links,
//! `picture` pictures and figures, `table` tables, `html` raw HTML, `directive` the HTML that a
//! host returns for a directive, `note` footnotes, `number` the numbers of headings, `line` the
//! line of the source on which a block begins.

mod block;
mod directive;
mod html;
mod inline;
mod line;
mod note;
mod number;
mod picture;
mod table;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::labels::{self, Labels};
use super::prepare::Prepared;
use super::slug::Ids;
use super::{Heading, Host, Options, Rendered};
use crate::problem::{Finding, Problem};

/// Writes the page.
pub(super) fn write(page: &Prepared<'_>, options: &Options, host: &dyn Host) -> Rendered {
    let parser = Parser::new_ext(&page.text, super::extensions(options));
    let mut writer = Writer::new(page, options, host);
    let mut run: Option<(Cow<'_, str>, Range<usize>)> = None;
    for (event, range) in parser.into_offset_iter() {
        match (event, &mut run) {
            // The parser splits text at every character that might have been markup.
            (Event::Text(more), Some((text, whole))) if writer.code.is_none() => {
                text.to_mut().push_str(&more);
                whole.end = range.end;
            }
            (Event::Text(text), None) if writer.code.is_none() => run = Some((text.into(), range)),
            (event, _) => {
                if let Some((text, range)) = run.take() {
                    writer.text(&text, range);
                }
                writer.event(event, range);
            }
        }
    }
    if let Some((text, range)) = run {
        writer.text(&text, range);
    }
    writer.finish()
}

/// The state between two events.
struct Writer<'a> {
    page: &'a Prepared<'a>,
    options: &'a Options,
    host: &'a dyn Host,
    labels: &'static Labels,
    chinese: bool,
    out: String,
    words: String,
    findings: Vec<Finding>,
    headings: Vec<Heading>,
    ids: Ids,
    numbers: number::Numbers,
    line: inline::Line,
    line_ends: line::Ends,
    links: inline::Links,
    picture: Option<picture::Open>,
    pictures: usize,
    paragraph: Option<block::Paragraph>,
    heading: Option<block::OpenHeading>,
    alert: Option<block::AlertTitle>,
    code: Option<block::Code>,
    html: Option<(String, Range<usize>)>,
    elements: html::Elements,
    quotes: Vec<Option<super::alert::Kind>>,
    lists: Vec<bool>,
    item: usize,
    table: table::Table,
    directives: directive::Directives,
    notes: note::Notes,
}

impl<'a> Writer<'a> {
    fn new(page: &'a Prepared<'a>, options: &'a Options, host: &'a dyn Host) -> Self {
        Self {
            page,
            options,
            host,
            labels: labels::labels(&options.language),
            chinese: labels::is_chinese(&options.language),
            out: String::with_capacity(page.text.len() + page.text.len() / 4),
            words: String::with_capacity(page.text.len()),
            findings: page.findings.clone(),
            headings: Vec::new(),
            ids: Ids::default(),
            numbers: number::Numbers::default(),
            line: inline::Line::default(),
            line_ends: line::Ends::default(),
            links: inline::Links::default(),
            picture: None,
            pictures: 0,
            paragraph: None,
            heading: None,
            alert: None,
            code: None,
            html: None,
            elements: html::Elements::default(),
            quotes: Vec::new(),
            lists: Vec::new(),
            item: 0,
            table: table::Table::default(),
            directives: directive::Directives::default(),
            notes: note::Notes::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.inline_code(&code),
            Event::InlineMath(math) => self.math("span", &math),
            Event::DisplayMath(math) => self.math("div", &math),
            Event::Html(html) => self.html_line(&html, &range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::SoftBreak => self.soft_break(&range),
            Event::HardBreak => self.hard_break(&range),
            Event::Rule => {
                self.open_tag("<hr", &range);
                self.out.push_str(">\n");
            }
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn finish(mut self) -> Rendered {
        self.close_directives();
        self.write_notes();
        self.check_fragments();
        let mut findings = self.findings;
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        self.words.truncate(self.words.trim_end().len());
        let is_own = !self.options.raw_html && self.page.markers.is_empty();
        Rendered { html: self.out, headings: self.headings, text: self.words, findings, is_own }
    }

    /// Records a problem at a place in the parsed text, without the line end after a block.
    fn report(&mut self, problem: Problem, range: Range<usize>) {
        let length = self.page.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        let span = self.page.map.span(range.start..range.start + length);
        self.findings.push(Finding { problem, span });
    }
}
