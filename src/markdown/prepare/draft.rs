//! Holds a body that is being prepared: its edits and findings so far, and where the scan is.

use std::ops::Range;

use super::super::chars::is_han;
use super::super::map::Rewrite;
use super::super::{Options, Paragraphs};
use crate::problem::{Finding, Problem};

/// A body that is being prepared.
pub(super) struct Draft<'a> {
    pub body: &'a str,
    pub options: &'a Options,
    pub edits: Rewrite<'a>,
    pub findings: Vec<Finding>,
    /// Columns of the content of the list items to which the line may belong, from the outermost
    /// in.
    pub items: Vec<usize>,
    /// Whether the line before is empty, or there is none.
    pub blank: bool,
    /// Where the paragraph begins.
    pub paragraph: usize,
    /// The line before, if it belongs to the same paragraph.
    pub previous: Range<usize>,
    /// Whether the lines from the last empty one on are raw HTML.
    pub html: bool,
    /// Whether the text has Han characters and is read as Chinese, once that is needed.
    chinese: Option<bool>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(body: &'a str, options: &'a Options) -> Self {
        Self {
            body,
            options,
            edits: Rewrite::new(body),
            findings: Vec::new(),
            items: Vec::new(),
            blank: true,
            paragraph: 0,
            previous: 0..0,
            html: false,
            chinese: (options.paragraphs == Paragraphs::CommonMark).then_some(false),
        }
    }

    /// Whether the body is read by the rules for Chinese. A body without Han characters is
    /// CommonMark.
    pub(super) fn chinese(&mut self) -> bool {
        let body = self.body;
        *self.chinese.get_or_insert_with(|| body.chars().any(is_han))
    }

    /// Reports a problem at a span of the body.
    pub(super) fn report(&mut self, problem: Problem, span: Range<usize>) {
        self.findings.push(Finding { problem, span });
    }
}
