//! Writes a page from the events of the parser.
//!
//! `state` has the state, and `mod.rs` dispatches events; `block` writes blocks, `inline` text and
//! links, `link` tells links apart, `picture` writes pictures and figures, `table` tables, `html`
//! raw HTML, `element` knows its elements, `directive` writes the HTML that a host returns for a
//! directive, `note` footnotes, `number` the numbers of headings, `line` the line of the source on
//! which a block begins.

mod block;
mod directive;
mod element;
mod figures;
mod html;
mod inline;
mod line;
mod link;
mod merge;
mod note;
mod number;
mod picture;
mod raw;
mod state;
mod table;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::prepare::PreparedBody;
use super::{Host, Options, RenderedBody};
use crate::problem::{Finding, Problem};
use state::Writer;

/// Writes the page.
pub(super) fn write(page: &PreparedBody<'_>, options: &Options, host: &dyn Host) -> RenderedBody {
    let parser = Parser::new_ext(&page.text, super::options::extensions(options));
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

impl Writer<'_> {
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

    fn finish(mut self) -> RenderedBody {
        self.close_directives();
        self.write_notes();
        self.check_fragments();
        let mut findings = self.findings;
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        self.words.truncate(self.words.trim_end().len());
        let is_own = !self.options.raw_html && self.page.markers.is_empty();
        RenderedBody { html: self.out, headings: self.headings, text: self.words, findings, is_own }
    }

    /// Records a problem at a place in the parsed text, without the line end after a block.
    fn report(&mut self, problem: Problem, range: Range<usize>) {
        let length = self.page.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        let span = self.page.map.span(range.start..range.start + length);
        self.findings.push(Finding { problem, span });
    }
}
