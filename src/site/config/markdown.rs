//! The Markdown options of a site.

use crate::markdown::{self, Headings, Lines, Numbering, Paragraphs};
use crate::schema::{Fields, Value};

/// The options that `markdown:` sets; the defaults for the others.
pub(super) fn markdown_options(fields: &Fields) -> markdown::Options {
    let given = fields.group("markdown");
    let is = |key| given.is_some_and(|group| group.is(key));
    let choice = |key| given.and_then(|group| group.choice(key)).unwrap_or_default();
    markdown::Options {
        raw_html: given.and_then(|group| group.choice("html")) == Some("allow"),
        definition_lists: is("definition_lists"),
        math: is("math"),
        wikilinks: is("wikilinks"),
        smart_punctuation: is("smart_punctuation"),
        highlight: given.is_none_or(|group| group.get("highlight") != Some(&Value::Boolean(false))),
        paragraphs: match choice("paragraphs") {
            "commonmark" => Paragraphs::CommonMark,
            _ => Paragraphs::Chinese,
        },
        sentence_lines: match choice("lines") {
            "paragraphs" => Lines::Paragraphs,
            "join" => Lines::Join,
            "warn" => Lines::Warn,
            "commonmark" => Lines::CommonMark,
            _ => Lines::Meant,
        },
        headings: match choice("headings") {
            "detect" => Headings::Detect,
            "off" => Headings::Off,
            _ => Headings::Report,
        },
        numbering: match choice("numbering") {
            "chinese" => Numbering::Chinese,
            _ => Numbering::Off,
        },
        ..markdown::Options::default()
    }
}
