//! Another page, by id or title.

use super::form::{DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::{Kind, Reader, Value, declare::strings};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind = DeclaredKind {
    name: "reference",
    words: &["文章", "页面"],
    declare: |_, node| Kind::Reference(strings(node, "to")),
};

/// The kind.
pub(super) struct ReferenceKind;

impl FieldKind for ReferenceKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("文章", "page")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("另一篇文章的编号", "the id of another page")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        reader.text(self, node, name).map(|text| Value::Reference(text.into()))
    }

    fn is_words(&self) -> bool {
        true
    }

    fn in_line(&self) -> InLine {
        InLine::Ids
    }
}
