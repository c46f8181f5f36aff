//! Splits a number from the unit and the qualifier that are written with it: `70余万元`.

use std::sync::Arc;

use super::number;
use super::{Field, Group, Kind, Reader, Value};
use crate::problem::Problem;
use crate::source::yaml::{Node, Part, Step};

/// A number whose unit and qualifier were written with it, for fields of their own: `70余万元`.
pub(super) struct Split {
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
pub(super) fn split(group: &Group, field: &Field, node: &Node) -> Option<Split> {
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
        Err(_) => Node::Float(found.digits.parse().ok()?),
    };
    (!beside.is_empty()).then_some(Split { number, beside })
}

impl Reader<'_> {
    /// Sets the fields beside a number from what was written with it. What is written in such a
    /// field too must be the same.
    pub(super) fn set_beside<'n>(
        &mut self,
        found: &mut Vec<(Arc<str>, &'n str, Option<Value>)>,
        split: Vec<(&'n str, Arc<str>, Value)>,
    ) {
        for (number, key, value) in split {
            let Some((_, written, own)) = found.iter().find(|(known, ..)| *known == key) else {
                found.push((key, number, Some(value)));
                continue;
            };
            let said = |value: &Value| match value {
                Value::Choice(..) => value.choice().map(|choice| choice.key.clone()),
                other => other.localized("zh").as_text().map(str::to_owned),
            };
            let (here, there) = (said(&value), own.as_ref().and_then(said));
            // Without a value, the field has been reported already. A measure word in the number is
            // no other unit.
            let is_measure = here.as_deref().is_some_and(|unit| number::MEASURES.contains(&unit));
            if there.is_none() || here == there || is_measure {
                continue;
            }
            let problem = Problem::error(
                "meta/wrong-type",
                format!("“{number}”和“{written}”写的不一样"),
                format!("`{number}` and `{written}` differ"),
            )
            .help(
                format!("“{number}”里只写数字，别的写在“{written}”里"),
                format!("write digits only in `{number}`, and the rest in `{written}`"),
            );
            self.report(&[Step::Key(number.to_owned())], Part::Value, problem);
        }
    }
}
