//! A number.

use serde_json::{Value as Json, json};

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Kind, Reader, Value, nothing, number};
use crate::source::yaml::Node;

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "number", words: &["数", "数字", "小数"], declare: |_, _| Kind::Number };

/// The kind.
pub(super) struct NumberKind;

impl FieldKind for NumberKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("数", "number")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个数", "a number")
    }

    fn example(&self) -> String {
        "13.6".to_owned()
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let number = match node {
            Node::Integer(number) => return Some(Value::Integer(*number)),
            Node::Float(number) => Some(*number),
            Node::String(text) if number::contradicts(name, text).is_none() => {
                let text = number::without_set(name, text);
                // A whole number stays exact, however many digits it has.
                if let Some(whole) = number::integer(text) {
                    return Some(Value::Integer(whole));
                }
                number::decimal(text).filter(|_| !number::is_too_long(text))
            }
            _ => None,
        };
        match number.filter(|number| number.is_finite()) {
            // `1,200` and `300人` are shown without `.0`, as 1200 is.
            Some(number) if !matches!(node, Node::Float(_)) => {
                Some(whole(number).unwrap_or(Value::Number(number)))
            }
            Some(number) => Some(Value::Number(number)),
            None => reader.no_number(self, false, node, name),
        }
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_number_sign(text)
    }

    // No number is not the number 0, so 无 is a mistake.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        nothing::is_mark(text)
    }

    fn fits(&self, value: &Node) -> bool {
        matches!(value, Node::Float(_)) || is_text(value, |text| number::decimal(text).is_some())
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        json_schema::any_of(vec![
            json!({ "type": "number" }),
            json_schema::counted("[+＋−－-]?[0-9０-９][0-9０-９,， ]*([.．][0-9０-９]+)?([eE][+-]?[0-9]+)?"),
        ])
    }
}

/// Returns a number without decimals as an integer, if every digit of it is certain.
fn whole(number: f64) -> Option<Value> {
    /// Up to here each whole number has its own `f64`.
    const CERTAIN: f64 = 9_007_199_254_740_992.0;
    let is_whole = number.fract() == 0.0 && number.abs() < CERTAIN;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and within bounds")]
    is_whole.then_some(Value::Integer(number as i64))
}
