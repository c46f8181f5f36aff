//! A text in Markdown.

use super::form::{DeclaredKind, FieldKind};
use crate::problem::Words;
use crate::schema::{Kind, Reader, Value, nothing};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "markdown", words: &["正文"], declare: |_, _| Kind::Markdown };

/// The kind.
pub(super) struct MarkdownKind;

impl FieldKind for MarkdownKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("正文格式的文字", "Markdown")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一段文字", "a text")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        reader.text(self, node, name).map(|text| Value::Markdown(text.into()))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn is_free_text(&self) -> bool {
        true
    }

    fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        or_none && nothing::is_said(text)
    }

    fn unfinished(&self, text: &str) -> Option<Value> {
        Some(Value::Markdown(text.into()))
    }
}
