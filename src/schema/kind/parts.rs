//! Reads mappings with fixed keys, as pictures, files and persons may be written.

use serde_json::{Map, Value as Json, json};

use super::form::FieldKind;
use super::text::TextKind;
use crate::problem::{Problem, Words, suggest};
use crate::schema::{Reader, json_schema};
use crate::source::yaml::{Node, Part, Step};
use crate::text::likeness;

/// A key of a mapping with fixed keys, and the names that may be written instead.
pub(super) type PartNames = (&'static str, &'static [&'static str]);

impl Reader<'_> {
    /// Reads the texts of a mapping with fixed keys, of which the first is required.
    pub(super) fn parts<const N: usize>(
        &mut self,
        kind: &dyn FieldKind,
        node: &Node,
        name: &str,
        keys: [PartNames; N],
    ) -> Option<[Option<String>; N]> {
        let Node::Mapping(entries) = node else { return self.wrong_value(kind, node, name) };
        let mut parts = [const { None }; N];
        // Whether something is reported of the required part.
        let mut is_told = false;
        let is_required =
            |name: &str| keys.first().is_some_and(|(key, names)| *key == name || names.contains(&name));
        for (written, value) in entries {
            let Some(at) =
                keys.iter().position(|(key, names)| key == written || names.contains(&written.as_str()))
            else {
                let all =
                    keys.iter().flat_map(|(key, names)| std::iter::once(*key).chain(names.iter().copied()));
                let chinese = |(key, names): &(&'static str, &[&'static str])| *names.first().unwrap_or(key);
                let zh: Vec<&str> = keys.iter().map(chinese).collect();
                let en: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
                let (zh, en) = (zh.join("、"), en.join(", "));
                let known = Words::new(format!("这里可以写：{zh}"), format!("keys here: {en}"));
                let all: Vec<&str> = all.collect();
                let same = all.iter().copied().find(|name| likeness::is_same(name, written));
                let meant =
                    same.or_else(|| suggest(written, all.iter().copied()).filter(|_| self.suggests()));
                // 姓明 shares a character with 姓名: typing errors in Chinese are mostly other
                // characters of the same sound.
                let resembles = |name: &str| name.chars().any(|c| !c.is_ascii() && written.contains(c));
                is_told |= meant.is_some_and(is_required)
                    || keys.first().is_some_and(|(_, names)| names.iter().any(|name| resembles(name)));
                self.unknown_among(written, meant, same.is_some(), known);
                continue;
            };
            let is_empty = *value == Node::Null || value.as_str().is_some_and(|text| text.trim().is_empty());
            if is_empty {
                if at == 0 {
                    is_told = true;
                    self.nothing_after(written, &kind.example(), kind.wanted().1);
                }
                continue;
            }
            let before = self.issues.len();
            let text = self.within(Step::Key(written.clone()), |this| this.text(&TextKind, value, written));
            is_told |= at == 0 && self.issues.len() > before;
            if let Some(part) = parts.get_mut(at) {
                *part = text;
            }
        }
        if parts.first().is_some_and(Option::is_none) {
            if let Some((key, names)) = keys.first().filter(|_| !is_told) {
                let zh = names.first().unwrap_or(key);
                let problem =
                    Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{key}` is missing"));
                let problem = problem.help(format!("加一行，如“{zh}: ……”"), format!("add `{key}:`"));
                self.report(&[], Part::Value, problem);
            }
            return None;
        }
        Some(parts)
    }
}

/// Accepts a plain value, or a mapping with fixed keys of which the first is required.
pub(super) fn schema(parts: &[PartNames]) -> Json {
    let names =
        |part: &PartNames| -> Vec<&str> { std::iter::once(part.0).chain(part.1.iter().copied()).collect() };
    let properties: Map<String, Json> =
        parts.iter().flat_map(names).map(|name| (name.to_owned(), json_schema::scalar())).collect();
    let first: Vec<Json> = parts
        .first()
        .map(names)
        .unwrap_or_default()
        .into_iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    let mapping =
        json!({ "type": "object", "properties": properties, "additionalProperties": false, "anyOf": first });
    json_schema::any_of(vec![json_schema::scalar(), mapping])
}
