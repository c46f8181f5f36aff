//! A colour: `"#b3131b"`.

use serde_json::Value as Json;

use super::form::{DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words};
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Kind, Reader, Value};
use crate::source::yaml::{Node, Part};
use crate::text::Colour;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "colour", words: &["颜色"], declare: |_, _| Kind::Colour };

/// The kind.
pub(super) struct ColourKind;

impl FieldKind for ColourKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("颜色", "colour")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个颜色，如 \"#b3131b\"", "a colour such as \"#b3131b\"")
    }

    /// Reads a colour and returns it in the form `#b3131b`.
    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let written = match node {
            Node::Sequence(_) | Node::Mapping(_) => return reader.wrong_value(self, node, name),
            // YAML takes what follows # for a comment, so a colour without quotes is null.
            Node::Null => String::new(),
            scalar => reader.text(self, scalar, name).unwrap_or_default(),
        };
        if let Some(colour) = Colour::parse(&written) {
            return Some(Value::Text(colour.to_string().into()));
        }
        let problem = Problem::error(
            "meta/wrong-type",
            format!("“{name}”要写一个颜色，现在是“{written}”"),
            format!("`{name}` needs a colour, not `{written}`"),
        )
        .help(
            format!("写成 {name}: \"#b3131b\"；# 前后要有引号，否则后面的都算注释"),
            format!("write {name}: \"#b3131b\", with quotes: without them all that follows # is a comment"),
        );
        reader.report(&[], Part::Value, problem);
        None
    }

    fn is_nothing(&self, _or_none: bool, _text: &str) -> bool {
        false
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| Colour::parse(text).is_some())
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        json_schema::pattern("^\\s*#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\\s*$")
    }
}
