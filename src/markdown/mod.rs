//! **markdown**: turns a body into HTML, headings, plain text and outgoing links.
//!
//! In: the text of an article after its front matter. Out: [`RenderedBody`]. This stage does not
//! know what a link, a picture or a directive means: it asks its [`Host`], which render implements
//! for the organised site. Mistakes are returned as [`Finding`](crate::problem::Finding)s with byte
//! spans within the body.
//!
//! A body is prepared (`prepare` adds what CommonMark lacks for Chinese), parsed once by
//! pulldown-cmark, and written (`writer`) by our own writer from its events. [`lead`], [`plain`],
//! [`cut`] and [`count_words`] serve lists and search, where no page is written.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod advice;
mod alert;
mod anywhere;
mod autolink;
mod body;
mod caption;
mod chars;
mod count;
mod cut;
mod definition;
mod destination;
mod directive;
mod emphasis;
mod fence;
mod highlight;
mod indented;
mod labels;
mod literal;
mod map;
mod mentions;
mod options;
mod ordinal;
mod paragraphs;
mod prepare;
mod punctuation;
mod reading;
mod remark;
mod skip;
mod slug;
mod summary;
mod tags;
mod title;
mod writer;

pub use anywhere::Anywhere;
pub use body::{Directive, Heading, Host, Link, OriginalFile, RenderedBody, ResolvedImage, WrittenArgument};
pub use caption::split_credit;
pub use count::{READ_IN_A_MINUTE, count_words};
pub use cut::cut;
pub use mentions::{Mentioned, mentions};
pub use options::{Headings, Lines, Numbering, Options, Paragraphs};
pub(crate) use ordinal::{Outline as HeadingOutline, looks_like_a_heading, ordinal};
pub(crate) use reading::begins_paragraphs;
pub use slug::slug;
pub use summary::{lead, plain};
pub use tags::Tags;
pub(crate) use title::reads_as_title as is_title;

/// Renders `body`. The findings are sorted by place.
pub fn render(body: &str, options: &Options, host: &dyn Host) -> RenderedBody {
    let page = prepare::prepare(body, options);
    let mut rendered = writer::write(&page, options, host);
    if options.advise {
        let advice = advice::findings(&page, options);
        indented::add_advice(&mut rendered.findings, advice);
        rendered.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    }
    rendered
}

/// Renders `body` without the preparation for Chinese and without directives, for comparison.
pub fn render_unprepared(body: &str, options: &Options, host: &dyn Host) -> RenderedBody {
    writer::write(&prepare::unprepared(body), options, host)
}

#[cfg(test)]
mod tests;
