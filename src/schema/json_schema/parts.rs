//! The parts of which schemas are made.

use serde_json::{Value, json};

use crate::schema::number;
use crate::text::list;

pub(super) fn items_of(reference: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": reference } })
}

pub(in crate::schema) fn any_of(mut schemas: Vec<Value>) -> Value {
    match (schemas.len(), schemas.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            schemas.extend(last);
            json!({ "anyOf": schemas })
        }
    }
}

pub(in crate::schema) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Accepts a scalar, which the reader takes as text.
pub(in crate::schema) fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

pub(in crate::schema) fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// Accepts a list on one line: `甲、乙`, `张三 李四`, `【甲】`.
pub(in crate::schema) fn in_line() -> Value {
    pattern(&format!("[{} \\u3000【\\[［]", list::SEPARATORS.iter().collect::<String>()))
}

/// Accepts a number as text, after an optional 共 and before an optional measure word: `共26人`.
pub(in crate::schema) fn counted(number: &str) -> Value {
    pattern(&format!("^\\s*共?\\s*{number}\\s*({})?\\s*$", number::MEASURES.join("|")))
}

/// Accepts a number with its unit and the words that say that it is not exact: `约70万元`.
pub(super) fn measured() -> Value {
    pattern("^\\D{0,4}([0-9０-９][0-9０-９,， .．]*|[〇零一二两三四五六七八九十百千万]+)[^0-9]{0,10}$")
}
