//! Checks the rules among the fields of a group.

use super::{Field, Fields, Group, Kind, Rule, Value};
use crate::problem::Problem;
use crate::text::numeral;

impl Rule {
    /// Checks the fields of a group. If the rule is broken, returns the key at which to show the
    /// problem, and the problem without a place.
    pub fn check(&self, group: &Group, fields: &Fields) -> Option<(String, Problem)> {
        match self {
            Rule::Sum { total, parts } => check_sum(group, fields, total, parts),
            Rule::Count { list, named_in, links } => check_count(fields, list, named_in, *links),
            Rule::Order { first, then } => check_order(group, fields, first, then),
        }
    }
}

fn amount(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::List(items) => i64::try_from(items.len()).ok(),
        _ => None,
    }
}

fn check_sum(group: &Group, fields: &Fields, total: &str, parts: &[String]) -> Option<(String, Problem)> {
    let whole = amount(fields.get(total)?)?;
    let given: Vec<(&str, i64)> =
        parts.iter().filter_map(|part| Some((part.as_str(), amount(fields.get(part)?)?))).collect();
    let sum = given.iter().fold(0_i64, |sum, (_, amount)| sum.saturating_add(*amount));
    if given.is_empty() || sum == whole {
        return None;
    }
    let is_list = |key: &str| group.field(key).is_some_and(|field| matches!(field.kind, Kind::List(_)));
    let is_unknown = |(at, key): (usize, &String)| {
        at + 1 < parts.len() && !is_list(key) && given.iter().all(|(known, _)| known != key)
    };
    // More than the total can't be right, whatever the unknown part is.
    if parts.iter().enumerate().any(is_unknown) && sum <= whole {
        return None;
    }
    let label = |key: &str, lang: &str| {
        group.field(key).map_or_else(|| key.to_owned(), |field| field.label.get(lang).to_owned())
    };
    let terms = |lang: &str| {
        given
            .iter()
            .map(|(key, amount)| format!("{} {amount}", label(key, lang)))
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let problem = Problem::error(
        "meta/sum-mismatch",
        format!("数目对不上：{} {whole} ≠ {}", label(total, "zh"), terms("zh")),
        format!("the numbers do not add up: {} {whole} ≠ {}", label(total, "en"), terms("en")),
    );
    // The items of a list are easily forgotten, so the help names the list.
    let listed =
        parts.iter().filter_map(|part| group.field(part)).find(|field| matches!(field.kind, Kind::List(_)));
    let problem = match listed {
        Some(Field { label, .. }) => problem.help(
            format!(
                "核对这几个数，改正写错的那个；{}要逐个写出，写成 甲（出差）、乙（病假）",
                label.get("zh")
            ),
            format!(
                "check these numbers; list each under `{}`, such as 甲（出差）、乙（病假）",
                label.get("en")
            ),
        ),
        None => problem.help("核对这几个数，改正写错的那个", "check these numbers and correct the wrong one"),
    };
    Some((total.to_owned(), problem))
}

fn check_count(fields: &Fields, list: &str, named_in: &str, links: bool) -> Option<(String, Problem)> {
    let name = fields.get(named_in)?.localized("").as_text()?;
    let items = fields.get(list)?.items().len();
    let counted = numeral::counted_in(name)?;
    let found = if links { items.saturating_sub(1) } else { items };
    if counted == found {
        return None;
    }
    let (unit_zh, unit_en) = if links { ("环", "links") } else { ("项", "items") };
    let problem = Problem::error(
        "concept/numeral-mismatch",
        format!("“{name}”说的是 {counted} {unit_zh}，下面却有 {found} {unit_zh}"),
        format!("“{name}” speaks of {counted}, but there are {found} {unit_en}"),
    )
    .help(
        "补上漏写的，删去多写的，或者改正名称里的数字",
        "add what is missing, remove what is too much, or correct the number in the name",
    );
    Some((list.to_owned(), problem))
}

/// Whether two fields are the parts of a period.
fn is_period(begin: &Field, end: &Field) -> bool {
    (&*begin.key, &*end.key) == ("from", "to")
}

fn check_order(group: &Group, fields: &Fields, first: &str, then: &str) -> Option<(String, Problem)> {
    let date = |path: &str| match path.split_once('.') {
        Some((group, key)) => fields.group(group)?.date(key),
        None => fields.date(path),
    };
    let (earlier, later) = (date(first)?, date(then)?);
    if earlier.begins_before(&later) {
        return None;
    }
    let (zh, en) = match [first, then].map(|path| group.field(path)) {
        // Two fields of a page are named; the parts of a period are its beginning and its end.
        [Some(begin), Some(end)] if !is_period(begin, end) => {
            let [zh, en] = ["zh", "en"].map(|lang| (end.label.get(lang), begin.label.get(lang)));
            (
                format!("“{}”{later} 早于“{}”{earlier}", zh.0, zh.1),
                format!("`{}` {later} is before `{}` {earlier}", en.0, en.1),
            )
        }
        _ => (
            format!("结束日期 {later} 早于开始日期 {earlier}"),
            format!("the end {later} is before the beginning {earlier}"),
        ),
    };
    let problem = Problem::error("date/order", zh, en)
        .help("对照原件，改正写错的那个日期", "correct the date that is wrong");
    Some((then.to_owned(), problem))
}
