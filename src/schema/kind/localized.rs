//! A value for each language, as a mapping by language code, or one value for all languages.

use serde_json::{Value as Json, json};

use super::form::FieldKind;
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value};
use crate::source::yaml::{Node, Step};

/// The kind of the values. A declaration says `localized: true` next to it.
pub(super) struct LocalizedKind<'k>(pub &'k Kind);

impl FieldKind for LocalizedKind<'_> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn label(&self) -> Words {
        let inner = self.0.label();
        Words::new(format!("{}（分语言）", inner.zh), format!("{} by language", inner.en))
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        self.0.wanted()
    }

    fn example(&self) -> String {
        self.0.example()
    }

    fn english_example(&self) -> String {
        self.0.with(|kind| kind.english_example())
    }

    fn advice(&self, key: &str) -> Words {
        self.0.advice(key)
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let by_language =
            node.entries().iter().all(|(code, _)| is_language_code(code)) && !node.entries().is_empty();
        if !by_language {
            return reader.value(self.0, node, name);
        }
        let read = |(code, value): &(String, Node)| {
            // An empty text means that there is no value in this language: no fallback to another
            // language.
            if value.as_str() == Some("") {
                return Some((code.clone(), Value::Text("".into())));
            }
            let value = reader.within(Step::Key(code.clone()), |reader| reader.value(self.0, value, name))?;
            Some((code.clone(), value))
        };
        let values: Vec<_> = node.entries().iter().filter_map(read).collect();
        (!values.is_empty()).then_some(Value::Localized(values))
    }

    fn is_container(&self) -> bool {
        true
    }

    fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        self.0.is_nothing(or_none, text)
    }

    fn fits(&self, value: &Node) -> bool {
        matches!(value, Node::Mapping(_)) || self.0.fits(value)
    }

    fn in_line(&self) -> InLine {
        self.0.in_line()
    }

    /// Writes a value by language code, or one for all languages.
    fn schema(&self, writer: &mut SchemaWriter<'_>, path: &str) -> Json {
        let inner = writer.shared(self.0, &format!("{path}.*"));
        let value = json_schema::any_of(vec![inner.clone(), json!({ "const": "" })]);
        let by_language = json!({
            "type": "object",
            "minProperties": 1,
            "patternProperties": { "^[a-z]{2,3}(-[A-Za-z0-9-]+)?$": value },
            "additionalProperties": false,
        });
        json_schema::any_of(vec![by_language, inner])
    }

    fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        self.0.placeholder(values)
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        self.0.note(values, field)
    }
}

/// Whether a text has the form of a language code: `zh`, `en`, `zh-Hant`, `ug-CN`.
fn is_language_code(code: &str) -> bool {
    let (primary, rest) = code.split_once('-').unwrap_or((code, ""));
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
