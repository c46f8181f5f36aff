//! Splits a number from the unit and the qualifier that are written with it: `70余万元`.

use std::sync::Arc;

use super::number;
use super::{Field, Group, Kind, Value};
use crate::source::yaml::Node;

/// A number whose unit and qualifier were written with it, for fields of their own: `70余万元`.
pub(super) struct NumberParts {
    /// The number alone.
    pub number: Node,
    /// The fields for the rest, with their values.
    pub beside: Vec<(Arc<str>, Value)>,
}

/// Returns the field beside a number that takes its unit or qualifier: `unit` beside `value`,
/// `members_qualifier` beside `members`.
fn beside<'g>(group: &'g Group, field: &Field, key: &str) -> Option<&'g Field> {
    match &*field.key {
        "value" => group.field(key),
        number => group.field(&format!("{number}_{key}")),
    }
}

/// Whether a number may be written with its unit or qualifier.
pub(super) fn has_beside(group: &Group, field: &Field) -> bool {
    matches!(field.kind, Kind::Integer { .. } | Kind::Number)
        && ["unit", "qualifier"].into_iter().any(|key| beside(group, field, key).is_some())
}

/// Splits a number written with its unit or qualifier, if the group has fields for them. Nothing is
/// guessed: each word goes to the field that means it.
pub(super) fn split(group: &Group, field: &Field, node: &Node) -> Option<NumberParts> {
    let text = node.as_str().filter(|_| has_beside(group, field))?;
    let [unit, qualifier] = ["unit", "qualifier"].map(|key| beside(group, field, key));
    let found = number::measured(text)?;
    let mut beside = Vec::new();
    match (unit, found.unit.as_str()) {
        (_, "") => {}
        (Some(field), unit) => beside.push((field.key.clone(), Value::Text(unit.into()))),
        (None, unit) if number::MEASURES.contains(&unit) => {}
        (None, _) => return None,
    }
    if let Some(key) = found.qualifier {
        let field = qualifier?;
        let Kind::Choice(choices) = &field.kind else { return None };
        let at = choices.iter().position(|choice| choice.key == key)?;
        beside.push((field.key.clone(), Value::Choice(choices.clone(), at)));
    }
    let number = match found.digits.parse::<i64>() {
        Ok(number) => Node::Integer(number),
        // The reader of the number says so.
        Err(_) if number::is_too_long(&found.digits) => Node::String(found.digits),
        Err(_) => Node::Float(found.digits.parse().ok()?),
    };
    (!beside.is_empty()).then_some(NumberParts { number, beside })
}
