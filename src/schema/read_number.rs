//! Says what to write in place of a number that cannot be read.

use std::sync::Arc;

use super::kind::FieldKind;
use super::number::{self, Quantity};
use super::{Reader, Value};
use crate::problem::{Problem, Severity, Words};
use crate::source::yaml::{Node, Part, Step};
use crate::text::{bracketed, numeral};

/// Returns the problem for a text that is not the number that `name` expects. `key` is the name
/// with what stands before its value: `应到: `.
fn wrong_number((name, key): (&str, &str), is_whole: bool, text: &str, example: &str) -> Problem {
    let kind = if is_whole { ("一个整数", "a whole number") } else { ("一个数", "a number") };
    let problem = Problem::error(
        "meta/wrong-type",
        format!("“{name}”要写{}，现在是“{text}”", kind.0),
        format!("`{name}` expects {}, not `{text}`", kind.1),
    );
    let advice = advice((name, key), is_whole, text).unwrap_or_else(|| {
        Words::new(
            format!("只写数字，如 {key}{example}"),
            format!("write digits only, such as `{key}{example}`"),
        )
    });
    problem.help(advice.zh, advice.en)
}

/// Returns the problem for a number that would be shown with other digits than are written.
fn too_long((name, key): (&str, &str), text: &str) -> Problem {
    Problem::error(
        "meta/out-of-range",
        format!("“{name}”的数太长：“{text}”"),
        format!("the number of `{name}` is too long: `{text}`"),
    )
    .help(
        format!("最多写 15 位数字：换大一点的计量单位（万、亿），或者少写几位小数，如 {key}13.6"),
        format!("15 digits at most: use a larger unit, or fewer decimals, such as `{key}13.6`"),
    )
}

/// Says what to write in place of a text that is not a number.
fn advice((name, key): (&str, &str), is_whole: bool, text: &str) -> Option<Words> {
    if let Some(measure) = number::contradicts(name, text) {
        return Some(Words::new(
            format!("“{measure}”和“{name}”的计量单位不同：换算以后只写数字"),
            format!("`{name}` counts in another unit than {measure}: convert it and write digits only"),
        ));
    }
    let text = text.trim();
    if super::nothing::is_word(text) {
        return Some(Words::new(
            format!("数目是零的，写成 {key}0；没有这个数的，删去这一项"),
            format!("write `{key}0` if it is zero; remove it if there is no such number"),
        ));
    }
    if let Some(number) = numeral::parse_ordinal(text) {
        return Some(Words::new(
            format!("只写数字，写成 {key}{number}"),
            format!("write digits only: `{key}{number}`"),
        ));
    }
    if ["全体", "全部", "全员", "所有"].iter().any(|word| text.starts_with(word)) {
        return Some(Words::new(
            format!("“{text}”是多少，写出数字，如 {key}26"),
            format!("write how many that is, such as `{key}26`"),
        ));
    }
    if let Some((number, note)) = bracketed(text)
        && number::decimal(number).is_some()
    {
        return Some(Words::new(
            format!("写成 {key}{number}；括号里的“{note}”写进正文"),
            format!("write `{key}{number}`, and put what is in brackets into the text"),
        ));
    }
    advice_on((name, key), is_whole, text, number::measured(text)?)
}

/// Says what to write in place of a number with words around it.
fn advice_on(
    (name, key): (&str, &str),
    is_whole: bool,
    text: &str,
    Quantity { digits, qualifier, unit }: Quantity,
) -> Option<Words> {
    if qualifier.is_some() {
        return Some(Words::new(
            format!("“{text}”是约数，这里要确切的数：核实以后写，如 {key}{digits}"),
            format!("an exact number is expected: check it and write it, such as `{key}{digits}`"),
        ));
    }
    let power = match unit.chars().next() {
        Some('万') => Some(10_000),
        Some('亿') => Some(100_000_000),
        _ => None,
    };
    if let Some(power) = power {
        let whole = digits.parse::<i64>().ok().and_then(|number| number.checked_mul(power));
        let example = whole.map(|number| format!("，如 {key}{number}")).unwrap_or_default();
        let en = whole.map(|number| format!(", such as `{key}{number}`")).unwrap_or_default();
        return Some(Words::new(
            format!("这里不能写“{unit}”：按这一项的计量单位换算，只写数字{example}"),
            format!("{unit} cannot be written here: convert it to the unit of this field{en}"),
        ));
    }
    if number::counts_sets(&unit) && !name.contains(&unit) {
        return Some(Words::new(
            format!("“{unit}”不是“{name}”的计量单位：换算以后只写数字"),
            format!("`{name}` does not count in {unit}: convert it and write digits only"),
        ));
    }
    if unit.is_empty() || (is_whole && digits.contains('.')) {
        return None;
    }
    Some(Words::new(
        format!("只写数字，不带“{unit}”：写成 {key}{digits}"),
        format!("write digits without `{unit}`: `{key}{digits}`"),
    ))
}

impl Reader<'_> {
    /// Reports a value that is not a number.
    pub(super) fn no_number(
        &mut self,
        kind: &dyn FieldKind,
        is_whole: bool,
        node: &Node,
        name: &str,
    ) -> Option<Value> {
        let text = match node {
            Node::String(text) => text.trim().to_owned(),
            Node::Float(_) | Node::Bool(_) => self.written.at(&self.trail).unwrap_or_default(),
            _ => String::new(),
        };
        if text.is_empty() || name.is_empty() {
            return self.wrong_value(kind, node, name);
        }
        let key = self.keyed(name);
        if number::is_too_long(number::without_set(name, &text)) {
            self.report(&[], Part::Value, too_long((name, &key), &text));
            return None;
        }
        let problem = wrong_number((name, &key), is_whole, &text, &kind.example());
        self.report(&[], Part::Value, problem);
        None
    }

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
            // Without a value, the field has been reported already. A measure word in the number
            // is no other unit, as in 3个 with the unit 支部, unless both are measure words:
            // 300人 are no 300人次.
            let is_word =
                |unit: &Option<String>| unit.as_deref().is_some_and(|unit| number::MEASURES.contains(&unit));
            let is_measure = is_word(&here) && !is_word(&there);
            if there.is_none() || here == there || is_measure {
                continue;
            }
            let mut problem = Problem::error(
                "meta/wrong-type",
                format!("“{number}”和“{written}”写的不一样"),
                format!("`{number}` and `{written}` differ"),
            );
            // 300人 are 300名, but one of the two words is lost.
            let is_person = |unit: &Option<String>| {
                unit.as_deref().is_some_and(|unit| ["人", "名", "位"].contains(&unit))
            };
            if is_person(&here) && is_person(&there) {
                problem.severity = Severity::Warning;
            }
            let problem = problem.help(
                format!("“{number}”里只写数字，别的写在“{written}”里"),
                format!("write digits only in `{number}`, and the rest in `{written}`"),
            );
            self.report(&[Step::Key(number.to_owned())], Part::Value, problem);
        }
    }
}
