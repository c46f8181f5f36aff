//! Any YAML (configuration only).

use serde_json::Value as Json;

use super::form::{DeclaredKind, FieldKind};
use crate::problem::Words;
use crate::schema::json_schema::SchemaWriter;
use crate::schema::{Kind, Reader, Value};
use crate::source::yaml::{Node, Step};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "any", words: &["任意"], declare: |_, _| Kind::Any };

/// The kind.
pub(super) struct AnyKind;

impl FieldKind for AnyKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("任意", "any")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("若干项", "several entries")
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, _name: &str) -> Option<Value> {
        let node = if reader.written.has_cuts() { read(reader, node, "") } else { node.clone() };
        Some(Value::Any(Box::new(node)))
    }

    fn is_container(&self) -> bool {
        true
    }

    fn is_nothing(&self, _or_none: bool, _text: &str) -> bool {
        false
    }

    fn fits(&self, _value: &Node) -> bool {
        true
    }

    fn schema(&self, writer: &mut SchemaWriter<'_>, path: &str) -> Json {
        writer.free(path)
    }
}

/// Reads a value that is declared no further, such as a menu. Only names of keys tell where a text
/// is expected, which a comment may cut: `title: 1 #高炉`, but not `limit: 3 #条`.
fn read(reader: &mut Reader<'_>, node: &Node, key: &str) -> Node {
    const TEXTS: [&str; 8] = ["title", "text", "name", "label", "标题", "文字", "名称", "板块名"];
    match node {
        Node::Mapping(entries) => {
            let one = |(key, value): &(String, Node)| {
                let value = reader.within(Step::Key(key.clone()), |reader| read(reader, value, key));
                (key.clone(), value)
            };
            Node::Mapping(entries.iter().map(one).collect())
        }
        Node::Sequence(items) => {
            let one =
                |(at, item): (usize, &Node)| reader.within(Step::Index(at), |reader| read(reader, item, key));
            Node::Sequence(items.iter().enumerate().map(one).collect())
        }
        Node::Null => Node::Null,
        scalar if TEXTS.contains(&key) => {
            let written = match scalar {
                Node::String(text) => Some(text.trim().to_owned()),
                _ => reader.written.at(&reader.trail),
            };
            let whole = written.clone().map(|text| reader.with_what_is_cut(text, true));
            if whole == written { node.clone() } else { whole.map_or(Node::Null, Node::String) }
        }
        other => other.clone(),
    }
}
