//! Finds quotation marks in a CSV file that the reader would take for something else than their
//! writer means.
//!
//! The reader refuses none: it joins the text after a closing mark to the cell (`"甲"乙` is 甲乙),
//! and keeps the marks after a blank (`1, "甲"`). So they are followed here, character by
//! character.

use std::ops::Range;

/// A mistake in a quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteFault {
    /// It opens a cell that nothing closes, so that the lines below belong to it.
    Unclosed,
    /// It closes a cell, but text follows it.
    TextAfter,
    /// It opens a cell, but a blank comes before it.
    BlankBefore,
}

/// Where the reader is.
#[derive(Clone, Copy)]
enum State {
    /// At the beginning of a cell, or after blanks there.
    Begin { after_blank: bool },
    /// In a cell without quotation marks, which may contain some: `5" 屏`.
    Plain,
    /// In a cell that the mark at this position opened.
    Quoted { open: usize },
    /// After the mark that closes such a cell; if it is doubled, the cell goes on.
    Closed { open: usize, after_blank: bool },
}

/// Finds the first mistake, and its span.
pub(super) fn find(text: &str) -> Option<(QuoteFault, Range<usize>)> {
    memchr::memchr(b'"', text.as_bytes())?;
    let rest_of_line = |at: usize| {
        let line = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        at..at + line.trim_end().len()
    };
    let begin = State::Begin { after_blank: false };
    let mut state = begin;
    for (at, c) in text.char_indices() {
        state = match (state, c) {
            (State::Quoted { open }, '"') => State::Closed { open, after_blank: false },
            (quoted @ State::Quoted { .. }, _) => quoted,
            (_, ',' | '\n') => begin,
            (State::Begin { .. }, c) if c.is_whitespace() => State::Begin { after_blank: true },
            (State::Begin { after_blank: true }, '"') => {
                // Without the blank there would be text after the closing mark: these marks belong
                // to the words, as in `1, "两学一做"学习教育`.
                let fault = match is_followed_by_text(text, at) {
                    true => QuoteFault::TextAfter,
                    false => QuoteFault::BlankBefore,
                };
                return Some((fault, rest_of_line(at)));
            }
            (State::Begin { .. }, '"') => State::Quoted { open: at },
            (State::Begin { .. } | State::Plain, _) => State::Plain,
            (State::Closed { open, after_blank: false }, '"') => State::Quoted { open },
            (State::Closed { open, .. }, c) if c.is_whitespace() => State::Closed { open, after_blank: true },
            (State::Closed { open, .. }, _) => {
                // A mark that seems to close a cell of several lines opens the next one: the first
                // was never closed.
                let is_one_line = text.get(open..at).is_some_and(|cell| !cell.contains('\n'));
                return Some(match is_one_line {
                    true => (QuoteFault::TextAfter, rest_of_line(at)),
                    false => (QuoteFault::Unclosed, rest_of_line(open)),
                });
            }
        };
    }
    match state {
        State::Quoted { open } => Some((QuoteFault::Unclosed, rest_of_line(open))),
        _ => None,
    }
}

/// Whether text follows the mark that closes the cell which the mark at `open` would open.
fn is_followed_by_text(text: &str, open: usize) -> bool {
    let inner = text.get(open + 1..).unwrap_or_default();
    let Some(end) = inner.replace("\"\"", "..").find(['"', '\n']) else { return false };
    let rest = inner.get(end..).and_then(|rest| rest.strip_prefix('"'));
    rest.is_some_and(|rest| !rest.trim_start_matches([' ', '\t', '\r', '\u{3000}']).starts_with([',', '\n']))
        && rest.is_some_and(|rest| !rest.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_mark_is_followed_to_its_end() {
        for (text, expected) in [
            ("a,b\n1,\"甲,乙\"\n", None),
            ("a,b\n1,\"甲\n乙\"\n2,\"他说\"\"好\"\"\"\n", None),
            ("a,b\n1,5\" 屏\n2,说\"好\"\n", None),
            ("a,b\n1,\"甲\" \n\"2\" ,\"\"", None),
            ("a,b\n1,\"甲\n2,乙\n", Some((QuoteFault::Unclosed, "\"甲"))),
            // An even number of marks: the second line's first one would close the first line's.
            ("a,b\n1,\"甲\n2,\"乙\n", Some((QuoteFault::Unclosed, "\"甲"))),
            ("a,b\n1,\"甲\n2,\"乙\"\n", Some((QuoteFault::Unclosed, "\"甲"))),
            ("a,b\n1,\"甲\"乙\n", Some((QuoteFault::TextAfter, "乙"))),
            ("a,b\n1,\"甲\" \"乙\"\n", Some((QuoteFault::TextAfter, "\"乙\""))),
            ("a,b\n1, \"甲,乙\"\n", Some((QuoteFault::BlankBefore, "\"甲,乙\""))),
            ("a,b\n1, \"甲,乙\" \n2,丙\n", Some((QuoteFault::BlankBefore, "\"甲,乙\""))),
            ("a,b\n1, \"甲\"", Some((QuoteFault::BlankBefore, "\"甲\""))),
            ("a,b\n1, \"甲\"乙\n", Some((QuoteFault::TextAfter, "\"甲\"乙"))),
            ("a,b\n1, \"甲\" 乙,丙\n", Some((QuoteFault::TextAfter, "\"甲\" 乙,丙"))),
            ("a,b\n1, \"甲\"\"乙\"丙\n", Some((QuoteFault::TextAfter, "\"甲\"\"乙\"丙"))),
        ] {
            let found = find(text).map(|(fault, span)| (fault, &text[span]));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn where_nothing_is_wrong_the_reader_reads_what_a_writer_writes(
            rows in prop::collection::vec(prop::collection::vec("[甲\"\\n, a]{0,4}", 3), 1..4),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            // A writer does not quote a cell of blanks.
            let is_plain = rows.iter().flatten().all(|cell| cell.trim() == cell);
            prop_assert!(!is_plain || find(&text).is_none(), "{text:?}");
        }

        #[test]
        fn any_text_has_a_span(text in "[甲\", \\n\u{3000}]{0,20}") {
            if let Some((_, span)) = find(&text) {
                prop_assert!(text.get(span).is_some_and(|part| !part.contains('\n')));
            }
        }
    }
}
