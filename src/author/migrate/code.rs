//! Finds code in Markdown.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The extensions that all three programs have.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
}

/// Returns where code is in a text: in fences, and within lines.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let code = events.filter(|(event, _)| {
        matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))))
    });
    code.map(|(_, range)| range).collect()
}

/// Returns the code around a place, if it is in some. `code` is in order.
pub(super) fn around(code: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let next = code.partition_point(|range| range.start <= at);
    code.get(next.checked_sub(1)?).filter(|range| range.contains(&at))
}

/// Whether a place is in code.
pub(super) fn contains(code: &[Range<usize>], at: usize) -> bool {
    around(code, at).is_some()
}
