//! A whole number within bounds.

use serde_json::{Value as Json, json};

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words};
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Kind, Reader, Value, declare::Declaration, nothing, number};
use crate::source::yaml::{Node, Part};

pub(super) const DECLARED: DeclaredKind = DeclaredKind { name: "integer", words: &["整数"], declare };

fn declare(declaration: &mut Declaration<'_>, node: &Node) -> Kind {
    let [minimum, maximum] = ["minimum", "maximum"].map(|key| declaration.bound(node, key));
    Kind::Integer { minimum, maximum }
}

/// The kind, with its bounds.
pub(super) struct IntegerKind {
    /// The minimum, if there is one.
    pub minimum: Option<i64>,
    /// The maximum, if there is one.
    pub maximum: Option<i64>,
}

impl FieldKind for IntegerKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("整数", "integer")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个整数", "a whole number")
    }

    fn example(&self) -> String {
        let (least, most) = (self.minimum.unwrap_or(1), self.maximum.unwrap_or(i64::MAX));
        // A year, or a count.
        let usual = if least >= 1000 { 2026 } else { 1 };
        usual.max(least).min(most).to_string()
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let (minimum, maximum) = (self.minimum, self.maximum);
        let number = match node {
            Node::Integer(number) => Some(*number),
            Node::String(text) if number::contradicts(name, text).is_none() => {
                number::integer(number::without_set(name, text))
            }
            _ => None,
        };
        let Some(number) = number else { return reader.no_number(self, true, node, name) };
        if minimum.is_some_and(|least| number < least) || maximum.is_some_and(|most| number > most) {
            let (zh, en) = match (minimum, maximum) {
                (Some(least), Some(most)) => {
                    (format!("写 {least} 到 {most} 之间的数"), format!("from {least} to {most}"))
                }
                (Some(least), None) => (format!("写不小于 {least} 的数"), format!("at least {least}")),
                (None, most) => {
                    let most = most.unwrap_or_default();
                    (format!("写不大于 {most} 的数"), format!("at most {most}"))
                }
            };
            let problem = Problem::error(
                "meta/out-of-range",
                format!("“{name}”不能是 {number}"),
                format!("`{name}` cannot be {number}"),
            )
            .help(zh, format!("it is {en}"));
            // Return the number all the same: the site may lower the severity of this problem.
            reader.report(&[], Part::Value, problem);
        }
        Some(Value::Integer(number))
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_number_sign(text)
    }

    // No number is not the number 0, so 无 is a mistake.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        nothing::is_mark(text)
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| number::integer(text).is_some())
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        let mut number = json!({ "type": "integer" });
        if let Some(number) = number.as_object_mut() {
            number.extend(self.minimum.map(|least| ("minimum".to_owned(), json!(least))));
            number.extend(self.maximum.map(|most| ("maximum".to_owned(), json!(most))));
        }
        json_schema::any_of(vec![
            number,
            json_schema::counted("[+＋−－-]?[0-9０-９][0-9０-９,， ]*"),
            json_schema::counted("[〇零一二两三四五六七八九十百千万]+"),
        ])
    }
}
