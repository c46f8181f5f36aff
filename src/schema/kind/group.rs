//! A group of fields.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::date;
use super::form::{DeclaredKind, FieldKind};
use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::{Field, Fields, Group, Kind, Reader, Value, nothing};
use crate::source::yaml::Node;
use crate::text::bracketed;

pub(super) const DECLARED: DeclaredKind = DeclaredKind {
    name: "group",
    words: &["一组", "一组字段"],
    declare: |declaration, node| Kind::Group(Arc::new(declaration.group(node))),
};

/// Fields of a person or an absentee that may be written in brackets after the name: 甲（出差）.
const IN_BRACKETS: [&str; 2] = ["post", "reason"];

/// The kind, with its fields.
pub(super) struct GroupKind<'k>(pub &'k Group);

impl FieldKind for GroupKind<'_> {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("一组字段", "group")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一组字段", "a group of fields")
    }

    fn example(&self) -> String {
        match self.0.short.as_deref().and_then(|short| self.0.field(short)) {
            Some(field) => field.kind.example(),
            None => self.0.example("zh"),
        }
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let group = self.0;
        match &group.short {
            Some(short) if node.is_scalar() => {
                let field = group.field(short)?;
                if let Some(text) = node.as_str().filter(|_| is_person(group)) {
                    reader.one_person(text, name);
                }
                let mut fields = Fields::default();
                let (bare, note) = noted(group, short, node);
                let node = bare.as_ref().unwrap_or(node);
                fields.set(short.clone(), reader.value(&field.kind, node, short)?);
                if let Some((field, note)) = note {
                    let value = reader.value(&field.kind, &Node::String(note), &field.key);
                    value.into_iter().for_each(|value| fields.set(field.key.clone(), value));
                }
                Some(Value::Group(with_defaults(group, fields)))
            }
            None if matches!(node.items(), [from, to] if from.is_scalar() && to.is_scalar())
                && group.period_ends().is_some() =>
            {
                reader.period(group, node, name, None)
            }
            None if *node != Node::Null && node.is_scalar() && group.period_ends().is_some() => {
                reader.period(group, node, name, None)
            }
            Some(_) if is_person(group) && reader.names_as_keys(node, group.names(), name) => None,
            _ => {
                let (before, placeholders) = (reader.issues.len(), reader.placeholders);
                let fields = reader.group(group, node);
                // Drop a group in which a placeholder stands for a required field: templates rely
                // on required fields. The placeholder is already reported.
                let lacks = |field: &Field| field.required && fields.get(&field.key).is_none();
                if reader.placeholders > placeholders && group.fields().iter().any(lacks) {
                    return None;
                }
                (reader.issues.len() == before || fields.iter().next().is_some())
                    .then_some(Value::Group(fields))
            }
        }
    }

    fn is_container(&self) -> bool {
        true
    }

    /// A scalar stands for the field `short`, which may be an address.
    fn is_nothing(&self, or_none: bool, text: &str) -> bool {
        let short = self.0.short.as_deref().and_then(|short| self.0.field(short));
        match short {
            Some(field) if matches!(field.kind, Kind::Url) => field.kind.is_nothing(or_none, text),
            _ => nothing::is_said(text) || (is_person(self.0) && nothing::is_nobody(text)),
        }
    }

    fn fits(&self, value: &Node) -> bool {
        let group = self.0;
        let is_known = |key: &str| group.meant_by(key).is_some();
        matches!(value, Node::Mapping(entries) if entries.iter().all(|(key, _)| is_known(key)))
            || (value.is_scalar() && (group.short.is_some() || group.period_ends().is_some()))
    }

    fn in_line(&self) -> InLine {
        match self.0.short.as_deref() {
            Some(_) if is_person(self.0) => InLine::Names,
            Some(short) => self.0.field(short).map_or(InLine::Never, |field| field.kind.in_line()),
            None => InLine::Never,
        }
    }

    fn schema(&self, writer: &mut SchemaWriter<'_>, path: &str) -> Json {
        let group = self.0;
        let object = writer.object(group, path);
        match group.short.as_ref().and_then(|short| group.field(short)) {
            Some(short) => {
                let short = json_schema::reference(&format!("{path}.{}", short.key));
                json_schema::any_of(vec![
                    json!({ "allOf": [short, { "type": ["string", "number", "boolean"] }] }),
                    object,
                ])
            }
            None if group.period_ends().is_some() => {
                let dates = json!({ "type": "array", "items": date::schema(), "minItems": 2, "maxItems": 2 });
                json_schema::any_of(vec![in_period(), dates, object])
            }
            None => object,
        }
    }
}

/// Accepts a period on one line: `11月20日至27日`.
fn in_period() -> Json {
    json_schema::pattern(
        "[0-9０-９〇一二三四五六七八九十].*[至到~～—–−－／/-].*[0-9０-９〇一二三四五六七八九十]",
    )
}

/// Whether a group is a person: a name, and a note in brackets, for example why the person was
/// absent.
fn is_person(group: &Group) -> bool {
    group.short.as_deref() == Some("name")
        && (group.fields().len() == 2 || IN_BRACKETS.iter().any(|key| group.field(key).is_some()))
}

/// Adds the defaults of the fields that a value on one line leaves out, in the order of the
/// declaration.
pub(in crate::schema) fn with_defaults(group: &Group, written: Fields) -> Fields {
    let mut fields = Fields::default();
    for field in group.fields() {
        let value = written
            .get(&field.key)
            .cloned()
            .or_else(|| field.default_value(|key| written.get(key).is_some()));
        value.into_iter().for_each(|value| fields.set(field.key.clone(), value));
    }
    fields
}

/// Splits `甲（出差）`, for a group of a name and a note: returns the name alone, and the field of
/// the note with the text in the brackets.
fn noted<'g>(group: &'g Group, short: &str, node: &Node) -> (Option<Node>, Option<(&'g Field, String)>) {
    let other = match group.fields() {
        [one, other] => Some(if *one.key == *short { other } else { one }),
        fields => fields.iter().find(|field| IN_BRACKETS.contains(&&*field.key)),
    };
    let Some(other) = other else { return (None, None) };
    let text = node.as_str().unwrap_or_default().trim();
    match bracketed(text) {
        Some((name, note)) if other.kind.in_line() == InLine::Words => {
            (Some(Node::String(name.to_owned())), Some((other, note.to_owned())))
        }
        _ => (None, None),
    }
}
