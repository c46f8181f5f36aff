//! Reads a value without the name of its field, where a writer repeats it: `来源: 来源：新华社`.
//!
//! The claim is the same, and pages show the name themselves: `来源：来源：新华社` otherwise.

use super::{Field, Kind};
use crate::source::yaml::Node;

/// The field whose words pages put into 【】.
const BRACKETED: &str = "label";

/// The value without the name of the field at its beginning; `None` if it is as it should be.
/// `written` is the key as it is written; `is_of_page` says whether the field is one of a page
/// itself.
pub(super) fn without(field: &Field, written: &str, node: &Node, is_of_page: bool) -> Option<Node> {
    if !may_repeat(&field.kind) {
        return None;
    }
    match node {
        Node::String(text) => plain(field, written, text, is_of_page).map(Node::String),
        // `[主送：各支部, 机关]`: the name is at the beginning of all of it.
        Node::Sequence(items) => {
            let (first, others) = items.split_first()?;
            let first = plain(field, written, first.as_str()?, is_of_page)?;
            let items = [Node::String(first)].into_iter().chain(others.iter().cloned());
            Some(Node::Sequence(items.collect()))
        }
        _ => None,
    }
}

fn may_repeat(kind: &Kind) -> bool {
    match kind {
        Kind::Text
        | Kind::Date
        | Kind::Person
        | Kind::Organization
        | Kind::Choice(_)
        | Kind::Reference(_) => true,
        Kind::List(of) | Kind::Localized(of) => may_repeat(of),
        _ => false,
    }
}

fn plain(field: &Field, written: &str, text: &str, is_of_page: bool) -> Option<String> {
    let trimmed = text.trim();
    if is_of_page && &*field.key == BRACKETED {
        let inner = trimmed.strip_prefix('【').and_then(|inner| inner.strip_suffix('】'));
        // Two labels, `【转载】【要闻】`, are shown as they are written: 【 + 转载】【要闻 + 】
        let has_others = |inner: &str| inner.replace("】【", "").contains(['【', '】']);
        let inner = inner.filter(|inner| !inner.trim().is_empty() && !has_others(inner));
        return inner.map(|inner| inner.trim().to_owned());
    }
    let labels = field.label.all().chain([written.trim()]);
    let mut rests = labels.filter_map(|name| after_name(trimmed, name));
    rests.next().map(str::to_owned)
}

/// The words after a name and its colon. `None` without words: `来源：` is for the kind to judge.
fn after_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let begin =
        text.get(..name.len()).filter(|begin| !name.is_empty() && begin.eq_ignore_ascii_case(name))?;
    let rest = text.get(begin.len()..)?.trim_start().strip_prefix(['：', ':'])?.trim();
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_name_and_its_colon_are_left_out() {
        for (text, name, expected) in [
            ("来源：新华社", "来源", Some("新华社")),
            ("来源: 新华社", "来源", Some("新华社")),
            ("source : Xinhua", "Source", Some("Xinhua")),
            ("来源：", "来源", None),
            ("来源不明", "来源", None),
            ("稿件来源：新华社", "来源", None),
            ("新华社来源：甲", "来源", None),
            ("来", "来源", None),
        ] {
            assert_eq!(after_name(text, name), expected, "{text}");
        }
    }
}
