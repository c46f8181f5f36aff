//! A picture next to the document, or `/path` in `static/`.

use serde_json::Value as Json;

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use super::parts::{self, PartNames};
use crate::picture::Focus;
use crate::problem::{Problem, Words};
use crate::schema::json_schema::SchemaWriter;
use crate::schema::{Field, Image, Kind, Reader, ScaffoldValues, Value};
use crate::source::yaml::{Node, Part};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "image", words: &["图片"], declare: |_, _| Kind::Image };

/// The keys of a picture that is written as a mapping; the first is required.
const PARTS: [PartNames; 5] = [
    ("src", &["图片", "文件"]),
    ("alt", &["说明", "替代文字"]),
    ("caption", &["图说"]),
    ("credit", &["摄影", "作者"]),
    ("focus", &["焦点", "重点"]),
];

/// The kind.
pub(super) struct ImageKind;

impl FieldKind for ImageKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("图片", "image")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一张图片的文件名", "the file name of a picture")
    }

    fn example(&self) -> String {
        "合影.jpg".to_owned()
    }

    fn english_example(&self) -> String {
        "photo.jpg".to_owned()
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        if node.is_scalar() {
            let src = reader.text(self, node, name)?;
            return Some(Value::Image(Box::new(Image { src, ..Image::default() })));
        }
        let [src, alt, caption, credit, focus] = reader.parts(self, node, name, PARTS)?;
        let focus = focus.filter(|focus| {
            let is_read = Focus::parse(focus).is_some();
            if !is_read {
                reader.report(&[], Part::Value, unknown_focus(focus));
            }
            is_read
        });
        Some(Value::Image(Box::new(Image { src: src?, alt, caption, credit, focus })))
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
        values.say("待填.jpg", "to-be-filled-in.jpg").to_owned()
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        form::wanted_without_help(self, values, field)
    }
}

fn unknown_focus(written: &str) -> Problem {
    Problem::warning(
        "meta/focus",
        format!("看不懂“{written}”是图片的哪个位置，裁剪时照常保留中间偏上的部分"),
        format!("`{written}` is no point of a picture: the usual part stays in sight"),
    )
    .help(
        "写方位（上、左上、居中），或者从左、从上算起的百分比：30% 40%",
        "write a direction (top, left top, center), or percents from the left and from the top: 30% 40%",
    )
}
