//! Reads a YAML value as yes or no.

use crate::source::yaml::Node;
use crate::text::yes_no;

/// Reads yes or no: `true`, 是; `None` for anything else.
pub(super) fn read(node: &Node) -> Option<bool> {
    match node {
        Node::Bool(value) => Some(*value),
        Node::String(text) => yes_no::read(text),
        _ => None,
    }
}

/// Whether a node says yes.
pub fn is_yes(node: &Node) -> bool {
    read(node) == Some(true)
}
