//! Defines what goes into a body and comes out of it: links, pictures, directives, headings, HTML.

use std::ops::Range;

use crate::problem::Finding;

/// The questions that this stage asks about the site around it.
pub trait Host {
    /// Returns where a link leads; `span` is the link in the body. Called for every destination
    /// except `http:`, `https:`, `mailto:`, `tel:` and a mere `#fragment`. On an error the text
    /// stays without a link.
    fn link(&self, destination: &str, span: Range<usize>) -> Result<Link, Finding>;
    /// Returns where a picture is.
    fn image(&self, source: &str, span: Range<usize>) -> Result<ResolvedImage, Finding>;
    /// Returns the HTML of a directive around its rendered body.
    fn directive(&self, call: &Directive, body: &str) -> Result<String, Vec<Finding>>;
}

/// A resolved link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The value of `href`.
    pub href: String,
    /// The name under which browsers store the file, if it is one that they don't show.
    pub download: Option<String>,
}

impl Link {
    /// A link that readers follow.
    pub fn to(href: String) -> Self {
        Self { href, download: None }
    }
}

/// A resolved picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedImage {
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
    pub arguments: Vec<WrittenArgument>,
}

/// One `key=value` of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenArgument {
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
pub struct RenderedBody {
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
