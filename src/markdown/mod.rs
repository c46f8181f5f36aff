//! **markdown**: a body in, HTML, headings, plain text and outgoing links out.
//!
//! In: the text of an article after its front matter. Out: [`Rendered`]. What a link, a picture or a
//! directive means is not known here: the stage asks its [`Host`], which render implements over the
//! organised site. Mistakes come back as [`Finding`]s with byte spans within the body.

use std::ops::Range;

use crate::problem::Finding;

/// What is switched on beside the fixed set (tables, footnotes, strikethrough, task lists, heading
/// attributes, alerts).
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Raw HTML is passed on; otherwise it is shown as text.
    pub raw_html: bool,
    /// `term` / `: definition`.
    pub definition_lists: bool,
    /// `$x$`
    pub math: bool,
    /// `[[page]]`
    pub wikilinks: bool,
    /// Straight quotes become curly ones. Wrong for Chinese; off unless asked for.
    pub smart_punctuation: bool,
    /// Code blocks are highlighted with classes.
    pub highlight: bool,
}

/// What the stage asks of the site around it.
pub trait Host {
    /// Where a link leads; `span` is the link in the body.
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding>;
    /// Where a picture is.
    fn image(&self, source: &str, span: Range<usize>) -> Result<Image, Finding>;
    /// The HTML of a directive around its rendered body.
    fn directive(&self, call: &Directive, body: &str) -> Result<String, Vec<Finding>>;
}

/// A resolved link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What goes into `href`.
    pub href: String,
}

/// A resolved picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What goes into `src`.
    pub src: String,
    /// Width and height in CSS pixels, where known.
    pub size: Option<(u32, u32)>,
}

/// `:::name key=value` as it stands in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The name as written, in Chinese or English.
    pub name: String,
    /// Where the name is.
    pub name_span: Range<usize>,
    /// The arguments in their order.
    pub arguments: Vec<Argument>,
}

/// One `key=value` of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The key as written.
    pub key: String,
    /// Where the key is.
    pub key_span: Range<usize>,
    /// The value without its quotation marks.
    pub value: String,
    /// Where the value is.
    pub value_span: Range<usize>,
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The `id` in the HTML: unique in the page.
    pub id: String,
    /// Its words, without markup.
    pub text: String,
}

/// What a body becomes.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// The words without markup, blocks separated by line breaks.
    pub text: String,
    /// Mistakes, with spans within the body.
    pub findings: Vec<Finding>,
}
