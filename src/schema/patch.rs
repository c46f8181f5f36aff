//! Changes one field of front matter, and leaves everything else as it is written.

use std::ops::Range;

use super::{Group, written_trail};
use crate::problem::{Edit, Fix, SourceText, apply};
use crate::source::yaml::{Node, Part, Step, Yaml, in_quotes, locate};

/// Returns the edits that add a text to a list of texts in the mapping at `span`: to the list that
/// is there, in the form in which it is written, or under a new key, whose name is in the language
/// of the others. `None` if the mapping can't be read, or would not say the same afterwards.
///
/// ```text
/// 旧链接: /a.html      →  旧链接: [/a.html, /b.html]
/// ```
pub fn with_item(
    text: &str,
    span: Range<usize>,
    (group, key): (&Group, &str),
    item: &str,
) -> Option<Vec<Edit>> {
    let node = read(text, span.clone())?;
    let trail = written_trail(group, &node, &[Step::Key(key.to_owned())]);
    let Some(Step::Key(name)) = trail.first() else { return None };
    let before = texts(node.get(name))?;
    if before.contains(&item) {
        return Some(Vec::new());
    }
    let edit = match node.get(name) {
        Some(Node::Sequence(items)) if !items.is_empty() => {
            let yaml = text.get(span.clone())?;
            let mut last = trail.to_vec();
            last.push(Step::Index(items.len() - 1));
            let list = shifted(locate(yaml, &trail, Part::Value), span.start);
            let last = shifted(locate(yaml, &last, Part::Value), span.start);
            in_list(text, &list, &last, item)?
        }
        Some(Node::Sequence(_)) => {
            let list = shifted(locate(text.get(span.clone())?, &trail, Part::Value), span.start);
            Edit::replace(list, format!("[{}]", written(item)))
        }
        Some(Node::Null) => {
            let key = shifted(locate(text.get(span.clone())?, &trail, Part::Key), span.start);
            let colon = text.get(key.end..)?.find([':', '：'])? + key.end;
            let after = colon + text.get(colon..)?.chars().next()?.len_utf8();
            Edit::insert(after, format!(" [{}]", written(item)))
        }
        None => {
            let is_chinese = node.entries().iter().any(|(name, _)| !name.is_ascii());
            let label = group.field(key).filter(|_| is_chinese).map(|field| field.label.get("zh").to_owned());
            let joint = if text.get(..span.end)?.ends_with('\n') || span.is_empty() { "" } else { "\n" };
            let name = label.as_deref().unwrap_or(key);
            Edit::insert(span.end, format!("{joint}{name}: [{}]\n", written(item)))
        }
        Some(_) => {
            let value = shifted(locate(text.get(span.clone())?, &trail, Part::Value), span.start);
            Edit::replace(value.clone(), format!("[{}, {}]", text.get(value)?, written(item)))
        }
    };
    let expected: Vec<&str> = before.iter().copied().chain([item]).collect();
    is_right(text, span, (&node, group, key), (&edit, &expected)).then(|| vec![edit])
}

/// Returns the edits that take a text out of a list of texts in the mapping at `span`; a list that
/// would be empty goes with its key. `None` if it is not there, if the mapping can't be read, or if
/// it would not say the same afterwards.
///
/// ```text
/// aliases: [/a.html, /b.html]  →  aliases: [/a.html]
/// ```
pub fn without_item(
    text: &str,
    span: Range<usize>,
    (group, key): (&Group, &str),
    item: &str,
) -> Option<Vec<Edit>> {
    let node = read(text, span.clone())?;
    let trail = written_trail(group, &node, &[Step::Key(key.to_owned())]);
    let Some(Step::Key(name)) = trail.first() else { return None };
    let before = texts(node.get(name))?;
    let at = before.iter().position(|text| *text == item)?;
    let yaml = text.get(span.clone())?;
    let value = |trail: &[Step]| shifted(locate(yaml, trail, Part::Value), span.start);
    let expected: Vec<&str> = before.iter().copied().filter(|text| *text != item).collect();
    let edit = if expected.is_empty() {
        let start = shifted(locate(yaml, &trail, Part::Key), span.start).start;
        let last = value(&trail).end;
        let end = text.get(last..span.end)?.find('\n').map_or(span.end, |end| last + end + 1);
        Edit::remove(line_start(text, start)..end)
    } else if text.get(value(&trail))?.starts_with('[') {
        let items: Vec<String> = expected.iter().map(|item| written(item)).collect();
        Edit::replace(value(&trail), format!("[{}]", items.join(", ")))
    } else {
        let mut one = trail.clone();
        one.push(Step::Index(at));
        let item = value(&one);
        let end = text.get(item.end..span.end)?.find('\n').map_or(span.end, |end| item.end + end + 1);
        Edit::remove(line_start(text, item.start)..end)
    };
    is_right(text, span, (&node, group, key), (&edit, &expected)).then(|| vec![edit])
}

/// The texts of a list; a single text is a list of one. `None` if anything else is in it.
fn texts(list: Option<&Node>) -> Option<Vec<&str>> {
    match list {
        Some(Node::Sequence(items)) => items.iter().map(Node::as_str).collect(),
        Some(node) => Some(node.as_str().into_iter().collect()),
        None => Some(Vec::new()),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Adds an item to a list with items: `[a, b]`, or a line for each.
fn in_list(text: &str, list: &Range<usize>, last: &Range<usize>, item: &str) -> Option<Edit> {
    if text.get(list.clone())?.starts_with('[') {
        let end = list.start + text.get(list.clone())?.rfind(']')?;
        return Some(Edit::insert(end, format!(", {}", written(item))));
    }
    let line = line_start(text, last.start);
    let dash = text.get(line..last.start)?;
    let end = text.get(last.end..)?.find('\n').map_or(text.len(), |end| last.end + end + 1);
    let joint = if text.get(..end)?.ends_with('\n') { "" } else { "\n" };
    let is_dash =
        dash.trim_start().starts_with('-') && dash.trim().chars().all(|c| matches!(c, '-' | '"' | '\''));
    let indent = dash.get(..dash.len() - dash.trim_start().len())?;
    is_dash.then(|| Edit::insert(end, format!("{joint}{indent}- {}\n", written(item))))
}

/// An item as it stands in a list.
fn written(item: &str) -> String {
    let is_plain =
        item.starts_with('/') && item.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b));
    if is_plain { item.to_owned() } else { in_quotes(item) }
}

fn shifted(span: Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn read(text: &str, span: Range<usize>) -> Option<Node> {
    let source = SourceText::new("", text);
    Some(Yaml::read(&source, span).ok()?.node)
}

/// Whether an edit adds what it should, and changes nothing else.
fn is_right(
    text: &str,
    span: Range<usize>,
    (before, group, key): (&Node, &Group, &str),
    (edit, expected): (&Edit, &[&str]),
) -> bool {
    let fix = Fix::certain("", "", vec![edit.clone()]);
    let (changed, _) = apply(text, &[&fix]);
    let end = (span.end + edit.text.len()).checked_sub(edit.span.len());
    let Some(after) = end.and_then(|end| read(&changed, span.start..end)) else { return false };
    let means = |name: &str| name == key || group.meant_by(name).is_some_and(|field| *field.key == *key);
    let others = |node: &Node| -> Vec<(String, Node)> {
        node.entries().iter().filter(|(name, _)| !means(name)).cloned().collect()
    };
    let list = after.entries().iter().find(|(name, _)| means(name)).map(|(_, list)| list.items());
    let list: Option<Vec<&str>> = list.map(|items| items.iter().filter_map(Node::as_str).collect());
    list.unwrap_or_default() == expected && format!("{:?}", others(before)) == format!("{:?}", others(&after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::common_group;
    use proptest::prelude::*;

    fn added(text: &str) -> Option<String> {
        let edits = with_item(text, 0..text.len(), (common_group(), "aliases"), "/b.html")?;
        let fix = Fix::certain("", "", edits);
        Some(apply(text, &[&fix]).0)
    }

    #[test]
    fn an_item_is_added_in_the_form_of_the_list() {
        for (text, expected) in [
            ("title: A\n", Some("title: A\naliases: [/b.html]\n")),
            ("标题: 甲\n", Some("标题: 甲\n旧链接: [/b.html]\n")),
            ("标题: 甲", Some("标题: 甲\n旧链接: [/b.html]\n")),
            ("旧链接: [/a.html]  # 从前\n标题: 甲\n", Some("旧链接: [/a.html, /b.html]  # 从前\n标题: 甲\n")),
            ("aliases: /a.html\ntitle: A\n", Some("aliases: [/a.html, /b.html]\ntitle: A\n")),
            (
                "aliases:\n  - /a.html\n  - \"/c.html\"\ntitle: A\n",
                Some("aliases:\n  - /a.html\n  - \"/c.html\"\n  - /b.html\ntitle: A\n"),
            ),
            ("title: A\naliases:\n- /a.html", Some("title: A\naliases:\n- /a.html\n- /b.html\n")),
            ("aliases: [/b.html]\n", Some("aliases: [/b.html]\n")),
            ("旧链接: []\n标题: 甲\n", Some("旧链接: [/b.html]\n标题: 甲\n")),
            ("旧链接:\n标题: 甲\n", Some("旧链接: [/b.html]\n标题: 甲\n")),
            ("title: [\n", None),
        ] {
            assert_eq!(added(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_item_is_taken_out_in_the_form_of_the_list() {
        for (text, expected) in [
            ("旧链接: [/a.html, /b.html]  # 从前\n标题: 甲\n", Some("旧链接: [/a.html]  # 从前\n标题: 甲\n")),
            ("标题: 甲\naliases: /b.html\n", Some("标题: 甲\n")),
            ("aliases: [/b.html]\ntitle: A\n", Some("title: A\n")),
            ("aliases:\n  - /b.html\n  - /c.html\ntitle: A\n", Some("aliases:\n  - /c.html\ntitle: A\n")),
            ("aliases:\n- /b.html\ntitle: A\n", Some("title: A\n")),
            ("title: A\naliases:\n- /a.html\n- /b.html", Some("title: A\naliases:\n- /a.html\n")),
            ("aliases: [/a.html]\n", None),
            ("title: A\n", None),
        ] {
            let edits = without_item(text, 0..text.len(), (common_group(), "aliases"), "/b.html");
            let taken = edits.map(|edits| apply(text, &[&Fix::certain("", "", edits)]).0);
            assert_eq!(taken.as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_there_stays(
            before in "(标题|title|x): [a甲'\"\\[\\]{}#:, ]{0,8}\n",
            list in "(aliases|旧链接):( /a\\.html| \\[/a\\.html, /c\\.html\\]|\n  - /a\\.html\n- /c|\n- /a\\.html)?( # x)?\n",
        ) {
            for text in [format!("{before}{list}"), format!("{list}{before}"), before.clone()] {
                let Some(changed) = added(&text) else { continue };
                let node = read(&changed, 0..changed.len()).unwrap();
                prop_assert!(changed.contains("/b.html") && node.entries().len() <= 2, "{}", changed);
            }
        }
    }
}
