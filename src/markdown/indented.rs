//! Keeps other fixes out of lines that are to become code.
//!
//! `    echo "你好" 5*3` gets a fence. A fix of its marks at the same time would change the
//! code that the fence is to show as it was written.

use std::ops::Range;

use crate::problem::Finding;

/// Adds advice to the findings of a page, except on lines that have the finding
/// `md/indented-code`: what is said of text is not true of code. Any other finding on them loses
/// its fix.
pub(super) fn add_advice(found: &mut Vec<Finding>, advice: Vec<Finding>) {
    let code = spans(found);
    let is_code = |span: &Range<usize>| touches(&code, span);
    for finding in found.iter_mut().filter(|finding| finding.problem.code != CODE) {
        if edits_any(finding, is_code) {
            finding.problem.fix = None;
        }
    }
    for mut finding in advice {
        if is_code(&finding.span) {
            continue;
        }
        if edits_any(&finding, is_code) {
            finding.problem.fix = None;
        }
        found.push(finding);
    }
}

/// The code of the problem whose fix makes lines code.
const CODE: &str = "md/indented-code";

/// Returns the spans of the lines that are to become code, in order.
fn spans(found: &[Finding]) -> Vec<Range<usize>> {
    let made = found.iter().filter(|finding| finding.problem.code == CODE);
    let edits = made.filter_map(|finding| finding.problem.fix.as_ref()).map(|fix| &fix.edits);
    let mut spans: Vec<_> =
        edits.filter_map(|edits| Some(edits.first()?.span.start..edits.last()?.span.end)).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// Whether a fix of the finding changes one of these places.
fn edits_any(finding: &Finding, is_in: impl Fn(&Range<usize>) -> bool) -> bool {
    finding.problem.fix.iter().flat_map(|fix| &fix.edits).any(|edit| is_in(&edit.span))
}

/// Whether `place`, which may be empty, and one of the spans have something in common. The spans do
/// not overlap.
fn touches(spans: &[Range<usize>], place: &Range<usize>) -> bool {
    let before_end = place.end.max(place.start + 1);
    let next = spans.partition_point(|span| span.start < before_end);
    let last = next.checked_sub(1).and_then(|at| spans.get(at));
    last.is_some_and(|span| place.start < span.end)
}
