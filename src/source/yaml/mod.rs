//! Parses YAML to a tree, with positions on demand. The only module that knows `serde_yaml`.
//!
//! `serde_yaml` stores no positions in its values, but adds one to every error. So a text is parsed
//! once into a [`Node`] without positions. Only to show a mistake it is read once more, by a
//! deserializer that walks to the place and fails there ([`locate`]). The same walk returns a
//! scalar as it was written ([`WrittenScalars`]): `1.10` stays `1.10` where a text is expected.
//! Plain front matter and plain declarations, the usual case, are read without `serde_yaml`
//! (`plain`, `nested`).

mod cut_number;
mod escape;
mod fault;
mod fault_words;
mod limit;
mod line;
mod locate;
mod mend;
mod nested;
mod node;
mod plain;
mod raw;
mod syntax;
mod text;
mod tree;
mod written;

pub use locate::locate;
pub use node::{Node, Part, Step, Trail};
pub use text::Yaml;
pub use written::{ValueComment, WrittenScalars};

use std::ops::Range;

use self::mend::Reach;
use self::tree::tree;
use crate::problem::{Problem, SourceText};

/// Puts a text into the quotation marks that need the least escaping.
pub fn in_quotes(text: &str) -> String {
    mend::quoted(text)
}

/// Parses the YAML in `span` of `text`, which must be strict.
///
/// # Errors
/// If the YAML cannot be read, returns a problem with its place and, for the usual causes, what to
/// do.
pub fn parse(text: &SourceText<'_>, span: Range<usize>) -> Result<Node, Box<Problem>> {
    let yaml = text.text().get(span.clone()).unwrap_or_default();
    let read = nested::read(yaml).map_or_else(|| tree(yaml), Ok);
    let read = read.map(|mut node| {
        if memchr::memchr(b'\\', yaml.as_bytes()).is_some() {
            escape::taken_out(&mut node);
        }
        node
    });
    read.map_err(|error| {
        let unclosed = mend::find(yaml, Reach::Lost).unclosed;
        let (problem, place) = syntax::problem(yaml, &error, unclosed);
        Box::new(problem.at(text, place.start + span.start..place.end + span.start))
    })
}

#[cfg(test)]
mod tests;
