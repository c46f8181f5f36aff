//! **markdown**: turns a body into HTML, headings, plain text and outgoing links.
//!
//! In: the text of an article after its front matter. Out: [`Rendered`]. This stage does not know
//! what a link, a picture or a directive means: it asks its [`Host`], which render implements for
//! the organised site. Mistakes are returned as [`Finding`]s with byte spans within the body.
//!
//! A body is prepared (`prepare` adds what CommonMark lacks for Chinese), parsed once by
//! pulldown-cmark, and written (`writer`) by our own writer from its events. [`lead`], [`plain`],
//! [`cut`] and [`count_words`] serve lists and search, where no page is written.

mod advice;
mod alert;
mod anywhere;
mod autolink;
mod caption;
mod chars;
mod cut;
mod destination;
mod directive;
mod emphasis;
mod fence;
mod highlight;
mod labels;
mod map;
mod options;
mod ordinal;
mod prepare;
mod punctuation;
mod remark;
mod slug;
mod summary;
mod writer;

use std::ops::Range;

use crate::problem::Finding;

pub use anywhere::Anywhere;
pub use caption::split_credit;
pub use cut::cut;
pub use options::{Headings, Lines, Numbering, Options, Paragraphs};
pub use slug::slug;
pub use summary::{READ_IN_A_MINUTE, count_words, lead, plain};

/// The questions that this stage asks about the site around it.
pub trait Host {
    /// Returns where a link leads; `span` is the link in the body. Called for every destination
    /// except `http:`, `https:`, `mailto:`, `tel:` and a mere `#fragment`. On an error the text
    /// stays without a link.
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding>;
    /// Returns where a picture is.
    fn image(&self, source: &str, span: Range<usize>) -> Result<Image, Finding>;
    /// Returns the HTML of a directive around its rendered body.
    fn directive(&self, call: &Directive, body: &str) -> Result<String, Vec<Finding>>;
}

/// A resolved link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The value of `href`.
    pub href: String,
}

/// A resolved picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The value of `src`.
    pub src: String,
    /// Width and height in CSS pixels, if known.
    pub size: Option<(u32, u32)>,
}

/// A directive, `:::name key=value`, as written in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The name as written, in Chinese or English.
    pub name: String,
    /// The place of the name in the body.
    pub name_span: Range<usize>,
    /// The arguments in order.
    pub arguments: Vec<Argument>,
}

/// One `key=value` of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The key as written.
    pub key: String,
    /// The place of the key in the body.
    pub key_span: Range<usize>,
    /// The value without its quotation marks.
    pub value: String,
    /// The place of the value in the body.
    pub value_span: Range<usize>,
}

/// A heading of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level in the HTML, 2 to 6: the title of the page is the only `<h1>`.
    pub level: u8,
    /// The `id` in the HTML: unique in the page.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
}

/// A rendered body.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// The text without markup, blocks separated by line breaks.
    pub text: String,
    /// Mistakes, with spans within the body.
    pub findings: Vec<Finding>,
    /// Whether this stage wrote every tag of the HTML: there is no raw HTML in it, and nothing that
    /// a host returned for a directive.
    pub is_own: bool,
}

/// Renders `body`. The findings are sorted by place.
pub fn render(body: &str, options: &Options, host: &dyn Host) -> Rendered {
    let page = prepare::prepare(body, options);
    let mut rendered = writer::write(&page, options, host);
    if options.advise {
        rendered.findings.extend(advice::findings(&page, options));
        rendered.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    }
    rendered
}

/// Renders `body` without the preparation for Chinese and without directives, for comparison.
pub fn render_unprepared(body: &str, options: &Options, host: &dyn Host) -> Rendered {
    writer::write(&prepare::unprepared(body), options, host)
}

/// Returns the options of the parser. Metadata blocks are never enabled: they silently swallow the
/// text between two rules, and front matter has already been split off.
fn extensions(options: &Options) -> pulldown_cmark::Options {
    use pulldown_cmark::Options as Parse;
    let mut parse = Parse::ENABLE_TABLES
        | Parse::ENABLE_FOOTNOTES
        | Parse::ENABLE_STRIKETHROUGH
        | Parse::ENABLE_TASKLISTS
        | Parse::ENABLE_HEADING_ATTRIBUTES;
    parse.set(Parse::ENABLE_DEFINITION_LIST, options.definition_lists);
    parse.set(Parse::ENABLE_MATH, options.math);
    parse.set(Parse::ENABLE_WIKILINKS, options.wikilinks);
    parse.set(Parse::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    parse
}

#[cfg(test)]
mod tests;
