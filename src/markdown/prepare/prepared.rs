//! Holds a prepared text, and what was done to it.

use std::borrow::Cow;
use std::ops::Range;

use super::super::chars::holds;
use super::super::directive::Opening;
use super::super::map::Map;
use super::super::reading::is_signed;
use crate::problem::Finding;

/// A line of a directive, which is replaced by a marker.
#[derive(Debug)]
pub(in crate::markdown) struct Marker {
    /// The content of the line in the body.
    pub span: Range<usize>,
    /// Its function.
    pub kind: MarkerKind,
}

/// The function of a directive's line.
#[derive(Debug)]
pub(in crate::markdown) enum MarkerKind {
    /// It opens a directive (and may close it).
    Open(Box<Opening>),
    /// It closes one.
    Close {
        /// Number of colons.
        colons: usize,
    },
}

/// The text to be parsed, and what was done to it.
#[derive(Debug)]
pub(in crate::markdown) struct PreparedBody<'a> {
    pub body: &'a str,
    pub text: Cow<'a, str>,
    pub map: Map,
    pub markers: Vec<Marker>,
    pub findings: Vec<Finding>,
    /// The spans of the signatures in the body.
    pub signatures: Vec<Range<usize>>,
    /// Characters that were inserted and must be removed from everything that is written.
    pub(super) sentinels: Sentinels,
    /// The beginning of each marker.
    pub(super) nonce: String,
}

/// Characters that the body does not contain. Each is searched for when it is first needed; the
/// inner `None` means that the body contains all candidates.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sentinels {
    /// One that is punctuation to the parser.
    pub mark: Option<Option<char>>,
    /// One that is a space to the parser.
    pub gap: Option<Option<char>>,
}

impl<'a> PreparedBody<'a> {
    /// Returns the number of the marker that `html` is, if it is one.
    pub fn marker(&self, html: &str) -> Option<usize> {
        if self.markers.is_empty() {
            return None;
        }
        let number = html.trim().strip_prefix(self.nonce.as_str())?.strip_suffix("-->")?;
        number.parse().ok().filter(|&id| id < self.markers.len())
    }

    /// Whether the text at `at` in the prepared text belongs to a signature.
    pub fn is_signature(&self, at: usize) -> bool {
        !self.signatures.is_empty() && {
            let at = self.map.span(at..at).start;
            is_signed(&self.signatures, at)
        }
    }

    /// Returns `text` without sentinels.
    pub fn clean<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let mut text = text.into();
        for sentinel in [self.sentinels.mark, self.sentinels.gap].into_iter().flatten().flatten() {
            if holds(&text, sentinel) {
                text = Cow::Owned(text.replace(sentinel, ""));
            }
        }
        text
    }

    /// Returns `text`, at `span` of the prepared text, as it is in the body, for what is shown as
    /// it was written.
    pub fn verbatim<'t>(&'t self, text: &'t str, span: &Range<usize>) -> Cow<'t, str> {
        if self.map.touches(span) {
            Cow::Borrowed(self.body.get(self.map.span(span.clone())).unwrap_or(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}
