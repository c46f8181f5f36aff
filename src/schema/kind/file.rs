//! A file next to the document.

use serde_json::Value as Json;

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use super::parts::{self, PartNames};
use crate::problem::Words;
use crate::schema::json_schema::SchemaWriter;
use crate::schema::{Field, File, Kind, Reader, ScaffoldValues, Value};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "file", words: &["文件", "附件"], declare: |_, _| Kind::File };

/// The keys of a file that is written as a mapping; the first is required.
const PARTS: [PartNames; 2] = [("src", &["文件", "file"]), ("title", &["名称", "标题", "name"])];

/// The kind.
pub(super) struct FileKind;

impl FieldKind for FileKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("文件", "file")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个文件名", "a file name")
    }

    fn example(&self) -> String {
        "附件.pdf".to_owned()
    }

    fn english_example(&self) -> String {
        "minutes.pdf".to_owned()
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = reader.text(self, node, name)?;
            return Some(Value::File(Box::new(File { src, title: None })));
        }
        let [src, title] = reader.parts(self, node, name, PARTS)?;
        Some(Value::File(Box::new(File { src: src?, title })))
    }

    fn fits(&self, value: &Node) -> bool {
        matches!(value, Node::Mapping(_)) || is_text(value, |text| text.contains('.'))
    }

    fn in_line(&self) -> InLine {
        InLine::Ids
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        parts::schema(&PARTS)
    }

    fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        values.say("待填.pdf", "to-be-filled-in.pdf").to_owned()
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        form::wanted_without_help(self, values, field)
    }
}
