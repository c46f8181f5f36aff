//! Writes JSON Schema (draft 7, which the YAML support of editors understands) for declarations.
//!
//! A schema accepts whatever [`Reader`](super::Reader) accepts, key by key and kind by kind: labels
//! as keys, a single value as a list, numbers as text. It also accepts what only the reader can
//! check: whether a day exists, whether sums are right. Descriptions are in one language.

#[cfg(test)]
pub(crate) mod tests;

use serde_json::{Map, Value, json};

use super::read_value::{FILE_PARTS, IMAGE_PARTS, InLine, PERSON_PARTS, PartNames};
use super::{Choice, ContentType, Field, Group, Kind, nothing, number, split_number};
use crate::problem::Language;
use crate::text::{list, yes_no};

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

fn items_of(reference: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": reference } })
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}

fn any_of(mut schemas: Vec<Value>) -> Value {
    match (schemas.len(), schemas.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            schemas.extend(last);
            json!({ "anyOf": schemas })
        }
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Accepts a scalar, which the reader takes as text.
fn words() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// Accepts a list on one line: `甲、乙`, `张三 李四`, `【甲】`.
fn in_line() -> Value {
    pattern(&format!("[{} \\u3000【\\[［]", list::SEPARATORS.iter().collect::<String>()))
}

/// Accepts a period on one line: `11月20日至27日`.
fn in_period() -> Value {
    pattern("[0-9０-９〇一二三四五六七八九十].*[至到~～—–−－／/-].*[0-9０-９〇一二三四五六七八九十]")
}

/// Accepts a number as text, after an optional 共 and before an optional measure word: `共26人`.
fn counted(number: &str) -> Value {
    pattern(&format!("^\\s*共?\\s*{number}\\s*({})?\\s*$", number::MEASURES.join("|")))
}

/// Accepts a number with its unit and the words that say that it is not exact: `约70万元`.
fn measured() -> Value {
    pattern("^\\D{0,4}([0-9０-９][0-9０-９,， .．]*|[〇零一二两三四五六七八九十百千万]+)[^0-9]{0,10}$")
}

/// Accepts years, months, days and times in the forms in use. The reader checks whether the day
/// exists.
fn date() -> Value {
    const DIGIT: &str = "0-9０-９〇○零一二三四五六七八九十OＯ廿卅";
    const HYPHEN: &str = "－‐‑‒–—−";
    const UNITS: &str = "年月日号时点分秒半刻整钟上下中正午后早晨清凌傍晚间夜里深当星期周礼拜天北京时间";
    let text = format!(
        "^\\s*(北京时间[:：]?\\s*)?[{DIGIT}]{{4}}[-{HYPHEN}/／.．{UNITS}A-Za-z_:： \\u3000\\u00a0+＋（）()\\[\\]{DIGIT}]*\\s*$"
    );
    any_of(vec![json!({ "type": "integer", "minimum": 1000, "maximum": 99_999_999 }), pattern(&text)])
}

/// A schema that is being written.
struct SchemaWriter<'f> {
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
    fn object(&mut self, group: &Group, path: &str) -> Value {
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
        let mut schema = self.kind(&field.kind, path);
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

    fn kind(&mut self, kind: &Kind, path: &str) -> Value {
        match kind {
            Kind::Text | Kind::Markdown | Kind::Url | Kind::Organization | Kind::Reference(_) => words(),
            Kind::Date => date(),
            Kind::Integer { minimum, maximum } => integer(*minimum, *maximum),
            Kind::Number => any_of(vec![
                json!({ "type": "number" }),
                counted("[+＋−－-]?[0-9０-９][0-9０-９,， ]*([.．][0-9０-９]+)?([eE][+-]?[0-9]+)?"),
            ]),
            Kind::Boolean => {
                let said: Vec<&str> = yes_no::YES.iter().chain(&yes_no::NO).copied().collect();
                any_of(vec![json!({ "type": "boolean" }), json!({ "enum": said })])
            }
            Kind::Colour => pattern("^\\s*#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\\s*$"),
            Kind::Choice(choices) => choice(choices),
            Kind::Image => parts(&IMAGE_PARTS),
            Kind::File => parts(&FILE_PARTS),
            Kind::Person => parts(&PERSON_PARTS),
            Kind::List(of) => self.list(of, path),
            Kind::Group(group) => self.group(group, path),
            Kind::Localized(inner) => self.localized(inner, path),
            Kind::Any => self.free(path),
        }
    }

    fn free(&mut self, path: &str) -> Value {
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

    /// Writes a list, or a single value that stands for a list of one.
    fn list(&mut self, of: &Kind, path: &str) -> Value {
        let item = self.shared(of, &format!("{path}.-"));
        let mut forms = vec![json!({ "type": "array", "items": item }), item];
        if InLine::of(of) != InLine::Never {
            forms.push(in_line());
        }
        if matches!(of, Kind::Choice(_)) {
            forms.push(pattern("[暨和与及+＋/／&＆]"));
        }
        any_of(forms)
    }

    fn group(&mut self, group: &Group, path: &str) -> Value {
        let object = self.object(group, path);
        match group.short.as_ref().and_then(|short| group.field(short)) {
            Some(short) => {
                let short = reference(&format!("{path}.{}", short.key));
                any_of(vec![json!({ "allOf": [short, { "type": ["string", "number", "boolean"] }] }), object])
            }
            None if group.period_ends().is_some() => {
                let dates = json!({ "type": "array", "items": date(), "minItems": 2, "maxItems": 2 });
                any_of(vec![in_period(), dates, object])
            }
            None => object,
        }
    }

    /// Writes a value by language code, or one for all languages.
    fn localized(&mut self, inner: &Kind, path: &str) -> Value {
        let inner = self.shared(inner, &format!("{path}.*"));
        let value = any_of(vec![inner.clone(), json!({ "const": "" })]);
        let by_language = json!({
            "type": "object",
            "minProperties": 1,
            "patternProperties": { "^[a-z]{2,3}(-[A-Za-z0-9-]+)?$": value },
            "additionalProperties": false,
        });
        any_of(vec![by_language, inner])
    }

    /// Writes a schema that is used twice as a definition, and returns a reference to it.
    fn shared(&mut self, kind: &Kind, path: &str) -> Value {
        let schema = self.kind(kind, path);
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

fn integer(minimum: Option<i64>, maximum: Option<i64>) -> Value {
    let mut number = json!({ "type": "integer" });
    if let Some(number) = number.as_object_mut() {
        number.extend(minimum.map(|least| ("minimum".to_owned(), json!(least))));
        number.extend(maximum.map(|most| ("maximum".to_owned(), json!(most))));
    }
    any_of(vec![
        number,
        counted("[+＋−－-]?[0-9０-９][0-9０-９,， ]*"),
        counted("[〇零一二两三四五六七八九十百千万]+"),
    ])
}

/// Accepts every spelling of a choice; one that is a number is also accepted as a number.
fn choice(choices: &[Choice]) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for choice in choices {
        for said in choice.spellings() {
            let number = said.parse::<i64>().ok().map(Value::from);
            all.extend(
                [Value::from(said)]
                    .into_iter()
                    .chain(number)
                    .filter(|value| !all.contains(value))
                    .collect::<Vec<_>>(),
            );
        }
    }
    json!({ "enum": all })
}

/// Accepts a plain value, or a mapping with fixed keys of which the first is required.
fn parts(parts: &[PartNames]) -> Value {
    let names =
        |part: &PartNames| -> Vec<&str> { std::iter::once(part.0).chain(part.1.iter().copied()).collect() };
    let properties: Map<String, Value> =
        parts.iter().flat_map(names).map(|name| (name.to_owned(), words())).collect();
    let first: Vec<Value> = parts
        .first()
        .map(names)
        .unwrap_or_default()
        .into_iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    let mapping =
        json!({ "type": "object", "properties": properties, "additionalProperties": false, "anyOf": first });
    any_of(vec![words(), mapping])
}
