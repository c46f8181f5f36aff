//! Writes JSON Schema (draft 7, which the YAML support of editors understands) for declarations.
//!
//! A schema accepts whatever [`Reader`](super::Reader) accepts, key by key and kind by kind: labels
//! as keys, a single value as a list, numbers as text. It also accepts what only the reader can
//! check: whether a day exists, whether sums are right. Descriptions are in one language.

mod parts;
#[cfg(test)]
pub(crate) mod tests;

use serde_json::{Map, Value, json};

use super::{ContentType, Field, Group, Kind, nothing, split_number};
use crate::problem::Language;
pub(super) use parts::{any_of, counted, in_line, pattern, reference, scalar};
use parts::{items_of, measured};

/// The version of JSON Schema.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the schema of the front matter of a content type.
pub fn of_type(content_type: &ContentType, language: Language) -> Value {
    let mut schema = of_group(content_type.name.get(code(language)), &content_type.group, language);
    let help = content_type.help.get(code(language));
    if let (Some(schema), false) = (schema.as_object_mut(), help.is_empty()) {
        schema.insert("description".into(), help.into());
    }
    schema
}

/// Returns the schema of a file that is one mapping, for example `_index.md`.
pub fn of_group(title: &str, group: &Group, language: Language) -> Value {
    of_site(title, group, &[], language)
}

/// The form of a field that is declared as free YAML ([`Kind::Any`]).
pub enum Form<'f> {
    /// A list of entries with these fields. The named field contains such a list again. A plain
    /// text or number may be written instead of an entry.
    Entries(&'f Group, &'f str),
    /// A mapping with these fields.
    Fields(&'f Group),
    /// Exactly this schema.
    Is(Value),
}

/// Returns the same schema as [`of_group`], with the known forms of fields that are declared as
/// free YAML. A form is given for a path, for example `footer.links`.
pub fn of_site(title: &str, group: &Group, forms: &[(&str, Form<'_>)], language: Language) -> Value {
    let mut writing = SchemaWriter { language, definitions: Map::new(), forms };
    let schema = writing.object(group, "");
    writing.root(title, schema)
}

/// Returns the schema of a file that is a list of mappings, for example `data/organization.yaml`.
/// The field `nested`, if given, contains such a list again.
pub fn of_list(title: &str, group: &Group, nested: Option<&str>, language: Language) -> Value {
    let mut writing = SchemaWriter { language, definitions: Map::new(), forms: &[] };
    let item = writing.object(group, "");
    writing.definitions.insert("item".into(), item);
    if let Some(field) = nested.and_then(|key| group.field(key)) {
        let mut list = items_of("#/definitions/item");
        writing.describe(field, &mut list);
        let list = any_of(vec![list, json!({ "type": "null" })]);
        writing.definitions.insert(field.key.to_string(), list);
    }
    writing.root(title, items_of("#/definitions/item"))
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}

/// A schema that is being written.
pub(super) struct SchemaWriter<'f> {
    language: Language,
    /// The schema of each field, by path: `absent.-.name`, where `-` is a list item and `*` any
    /// language.
    definitions: Map<String, Value>,
    /// The known forms of fields with free YAML, by path.
    forms: &'f [(&'f str, Form<'f>)],
}

impl SchemaWriter<'_> {
    fn root(self, title: &str, schema: Value) -> Value {
        let mut root = Map::new();
        root.insert("$schema".into(), DRAFT.into());
        root.insert("title".into(), title.into());
        if let Value::Object(schema) = schema {
            root.extend(schema);
        }
        root.insert("definitions".into(), Value::Object(self.definitions));
        Value::Object(root)
    }

    /// Writes a mapping with the fields of a group, each under all of its names.
    pub(super) fn object(&mut self, group: &Group, path: &str) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in group.fields() {
            let place = if path.is_empty() { field.key.to_string() } else { format!("{path}.{}", field.key) };
            let mut schema = self.field(field, &place);
            if split_number::has_beside(group, field) {
                schema = any_of(vec![schema, measured()]);
            }
            self.definitions.insert(place.clone(), schema);
            let names = names(group, field);
            properties.extend(names.iter().map(|name| (name.clone(), reference(&place))));
            if field.required && field.default.is_none() {
                let one: Vec<Value> = names.iter().map(|name| json!({ "required": [name] })).collect();
                required.push(any_of(one));
            }
        }
        let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let (Some(object), false) = (object.as_object_mut(), required.is_empty()) {
            object.insert("allOf".into(), required.into());
        }
        object
    }

    /// Writes the schema of a field's value. An optional field may be empty.
    fn field(&mut self, field: &Field, path: &str) -> Value {
        let mut schema = field.kind.schema(self, path);
        if !field.required && !matches!(field.kind, Kind::Any) {
            let is_nothing = |word: &&str| field.is_nothing(word);
            let all = nothing::WORDS.into_iter().chain(nothing::MARKS);
            let nothing: Vec<&str> = all.filter(is_nothing).collect();
            schema = any_of(vec![schema, json!({ "type": "null" })]);
            if !nothing.is_empty() {
                schema = any_of(vec![schema, json!({ "enum": nothing })]);
            }
        }
        self.describe(field, &mut schema);
        schema
    }

    fn describe(&self, field: &Field, schema: &mut Value) {
        let Some(schema) = schema.as_object_mut() else { return };
        let lang = code(self.language);
        let (zh, en) = field.kind.wanted();
        let wanted = match self.language {
            Language::Chinese => zh,
            Language::English => en,
        };
        let help = field.help.get(lang);
        schema.insert("title".into(), field.label.get(lang).into());
        schema.insert("description".into(), if help.is_empty() { wanted } else { help }.into());
    }

    pub(super) fn free(&mut self, path: &str) -> Value {
        let forms = self.forms;
        let form = match forms.iter().find(|(known, _)| *known == path) {
            Some((_, Form::Is(schema))) => schema.clone(),
            Some((_, Form::Fields(group))) => self.object(group, path),
            Some((_, Form::Entries(group, nested))) => self.entries(group, nested, path),
            None => return json!({}),
        };
        any_of(vec![form, json!({ "type": "null" })])
    }

    fn entries(&mut self, group: &Group, nested: &str, path: &str) -> Value {
        let item = format!("{path}.-");
        let object = self.object(group, &item);
        let entry = any_of(vec![object, json!({ "type": ["string", "number"] })]);
        self.definitions.insert(item.clone(), entry);
        let list = items_of(&format!("#/definitions/{item}"));
        if let Some(field) = group.field(nested) {
            let mut list = any_of(vec![list.clone(), json!({ "type": "null" })]);
            self.describe(field, &mut list);
            self.definitions.insert(format!("{item}.{nested}"), list);
        }
        list
    }

    /// Writes a schema that is used twice as a definition, and returns a reference to it.
    pub(super) fn shared(&mut self, kind: &Kind, path: &str) -> Value {
        let schema = kind.schema(self, path);
        self.definitions.insert(path.to_owned(), schema);
        reference(path)
    }
}

/// Returns every name that the reader takes as a key of this field.
fn names(group: &Group, field: &Field) -> Vec<String> {
    let all =
        std::iter::once(&*field.key).chain(field.label.all()).chain(field.aliases.iter().map(String::as_str));
    let mut names: Vec<String> = Vec::new();
    for name in all {
        let is_its_own = group.meant_by(name).is_some_and(|meant| meant.key == field.key);
        if is_its_own && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
