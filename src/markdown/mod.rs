//! **markdown**: a body in, HTML, headings, plain text and outgoing links out.
//!
//! In: the text of an article after its front matter. Out: [`Rendered`]. What a link, a picture or a
//! directive means is not known here: the stage asks its [`Host`], which render implements over the
//! organised site. Mistakes come back as [`Finding`]s with byte spans within the body.
//!
//! A body is prepared (`prepare`: what CommonMark lacks for Chinese), parsed once by pulldown-cmark and
//! written (`writer`) by our own writer over its events. [`lead`], [`plain`], [`cut`] and [`count_words`]
//! serve lists and search, where no page is written.

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

/// What the stage asks of the site around it.
pub trait Host {
    /// Where a link leads; `span` is the link in the body. Asked for every destination but
    /// `http:`, `https:`, `mailto:`, `tel:` and a mere `#fragment`. If it leads nowhere, its text stays.
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
    /// 2 to 6, as in the HTML: the title of the page is the only `<h1>`.
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
    /// Whether every tag of the HTML was written here: there is no raw HTML in it, and nothing that a host made of a directive.
    pub is_own: bool,
}

/// Renders `body`. The findings come in the order of their places.
pub fn render(body: &str, options: &Options, host: &dyn Host) -> Rendered {
    let page = prepare::prepare(body, options);
    let mut rendered = writer::write(&page, options, host);
    if options.advise {
        rendered.findings.extend(advice::findings(&page, options));
        rendered.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    }
    rendered
}

/// Renders `body` as plain parsing has it, without what is done for Chinese and without directives: to compare with.
pub fn render_unprepared(body: &str, options: &Options, host: &dyn Host) -> Rendered {
    writer::write(&prepare::unprepared(body), options, host)
}

/// What the parser is told to read. Metadata blocks are never among it: they swallow text between two
/// rules without a word; front matter is split off long before.
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
