//! Yes or no: 是, `false`.

use serde_json::{Value as Json, json};

use super::form::{self, DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value, yes_no};
use crate::source::yaml::Node;
use crate::text::yes_no::{NO, YES};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "boolean", words: &["是否", "是或否"], declare: |_, _| Kind::Boolean };

/// The kind.
pub(super) struct BooleanKind;

impl FieldKind for BooleanKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("是或否", "true or false")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("“是”或“否”", "`true` or `false`")
    }

    fn example(&self) -> String {
        "是".to_owned()
    }

    fn advice(&self, key: &str) -> Words {
        Words::new(format!("写成 {key}是，或者 {key}否"), format!("write `{key}true` or `{key}false`"))
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        match yes_no::read(node) {
            Some(value) => Some(Value::Boolean(value)),
            None => reader.wrong_value(self, node, name),
        }
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_number_sign(text)
    }

    fn is_nothing(&self, _or_none: bool, _text: &str) -> bool {
        false
    }

    fn fits(&self, value: &Node) -> bool {
        yes_no::read(value).is_some()
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        let said: Vec<&str> = YES.iter().chain(&NO).copied().collect();
        json_schema::any_of(vec![json!({ "type": "boolean" }), json!({ "enum": said })])
    }

    fn note(&self, values: &ScaffoldValues<'_>, _field: &Field) -> String {
        values.say("写“是”或“否”", "`true` or `false`").into()
    }
}
