//! A plain text.

use super::form::{DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::{Kind, Reader, Value, nothing};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "text", words: &["文字", "文本"], declare: |_, _| Kind::Text };

/// The kind.
pub(super) struct TextKind;

impl FieldKind for TextKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("文字", "text")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一段文字", "a text")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        reader.text(self, node, name).map(|text| Value::Text(text.into()))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        or_none && nothing::is_said(text)
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn unfinished(&self, text: &str) -> Option<Value> {
        Some(Value::Text(text.into()))
    }
}
