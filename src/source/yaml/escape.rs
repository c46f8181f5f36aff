//! Removes escaped characters from strings: `"\u000b"` and `"\v"` are characters that no page may
//! contain, wherever the string is used.

use super::{Node, Step, Trail};
use crate::problem::Problem;
use crate::text::{is_forbidden, without_forbidden};

/// Removes them from all strings of `node`. Returns where the strings are, with the first such
/// character of each.
pub(super) fn taken_out(node: &mut Node) -> Vec<(Trail, char)> {
    let mut found = Vec::new();
    walk(node, &mut Vec::new(), &mut found);
    found
}

fn walk(node: &mut Node, trail: &mut Trail, found: &mut Vec<(Trail, char)>) {
    match node {
        Node::String(text) => clean(text, trail, found),
        Node::Sequence(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                trail.push(Step::Index(at));
                walk(item, trail, found);
                trail.pop();
            }
        }
        Node::Mapping(entries) => {
            for (key, value) in entries {
                // The position of a key is found by its original text, so the trail gets the key
                // before it is cleaned.
                trail.push(Step::Key(key.clone()));
                clean(key, trail, found);
                walk(value, trail, found);
                trail.pop();
            }
        }
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Float(_) => {}
    }
}

fn clean(text: &mut String, trail: &Trail, found: &mut Vec<(Trail, char)>) {
    if let Some(first) = text.chars().find(|c| is_forbidden(*c)) {
        found.push((trail.clone(), first));
        *text = without_forbidden(text).into_owned();
    }
}

/// Returns the warning for a string that contained such a character.
pub(super) fn told(first: char) -> Problem {
    let code = format!("U+{:04X}", u32::from(first));
    Problem::warning(
        "text/invisible",
        format!("这里用转义写了网页不允许的控制字符 {code}，没有用"),
        format!(
            "a control character, {code}, is written here as an escape; it was left out: no page may hold it"
        ),
    )
    .help("删去它；要换行写 \\n", "delete it; write \\n for a line break")
}

#[cfg(test)]
mod tests {
    use crate::problem::SourceText;
    use crate::source::yaml::{Node, Yaml, parse};

    #[test]
    fn escaped_control_characters_are_left_out_and_told() {
        let text = "title: \"甲\\u000b乙\\x01\"\nlist: [\"\\ufffe丙\", \"a\\tb\\n\"]\n\"键\\a\": \"\\v\"\n";
        let source = SourceText::new("a.md", text);
        let yaml = Yaml::read(&source, 0..text.len()).unwrap();
        assert_eq!(yaml.node.get("title").and_then(Node::as_str), Some("甲\n乙"));
        let list: Vec<_> = yaml.node.get("list").unwrap().items().iter().filter_map(Node::as_str).collect();
        assert_eq!(list, ["丙", "a\tb\n"]);
        assert_eq!(yaml.node.get("键").and_then(Node::as_str), Some("\n"));
        let places: Vec<_> = yaml.warnings.iter().map(|w| (w.code, w.place.as_ref().unwrap().line)).collect();
        assert_eq!(
            places,
            [("text/invisible", 1), ("text/invisible", 2), ("text/invisible", 3), ("text/invisible", 3)]
        );
        assert_eq!(parse(&source, 0..text.len()).unwrap(), yaml.node);
        let plain = SourceText::new("a.md", "title: 'a\\u0001'\n");
        assert_eq!(Yaml::read(&plain, 0..17).unwrap().warnings, []);
    }
}
