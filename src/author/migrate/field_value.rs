//! Reads the values of the front matter of other programs.

use super::front::{all, words};
use crate::problem::Problem;
use crate::schema::{Date, Precision};
use crate::source::yaml::Node;

/// Returns words on one line, without tags of HTML.
pub(super) fn one_line(words: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '<' if chars.peek().is_some_and(|c| c.is_ascii_alphabetic() || *c == '/') => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the names of persons: `张三`, `[张三, 李四]`, `{name: 张三}`.
pub(super) fn names(value: &Node) -> Vec<String> {
    match value {
        Node::Sequence(items) => items.iter().flat_map(names).collect(),
        Node::Mapping(_) => value.get("name").and_then(words).into_iter().collect(),
        value => words(value).into_iter().collect(),
    }
}

/// Returns the address of a picture: `a.jpg`, the first of several, `{image: a.jpg}`.
pub(super) fn picture(value: &Node) -> Option<String> {
    const KEYS: [&str; 8] = ["image", "url", "src", "path", "relative", "teaser", "overlay_image", "feature"];
    match value {
        // A colour, or the name of a style.
        Node::String(text) => text.contains(['.', '/']).then(|| text.trim().to_owned()),
        Node::Sequence(items) => items.first().and_then(picture),
        Node::Mapping(_) => KEYS.iter().find_map(|key| picture(value.get(key)?)),
        _ => None,
    }
}

/// Writes a date as people write it: `2019-05-01 09:03`.
pub(super) fn written_date(date: &Date) -> String {
    let at = date.civil();
    let mut text = format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day());
    match date.precision() {
        Precision::Year => text.truncate(4),
        Precision::Month => text.truncate(7),
        Precision::Day => {}
        // Midnight is what programs write where only the day is known.
        _ if (at.hour(), at.minute(), at.second()) == (0, 0, 0) => {}
        _ if at.second() == 0 => text += &format!(" {:02}:{:02}", at.hour(), at.minute()),
        _ => text += &format!(" {:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()),
    }
    text
}

pub(super) fn is_true(value: &Node) -> bool {
    words(value).is_some_and(|word| matches!(word.to_ascii_lowercase().as_str(), "true" | "yes" | "1" | "是"))
}

pub(super) fn is_empty(value: &Node) -> bool {
    match value {
        Node::Null => true,
        Node::String(text) => text.trim().is_empty(),
        Node::Sequence(items) => items.iter().all(is_empty),
        Node::Mapping(entries) => entries.is_empty(),
        _ => false,
    }
}

/// Whether Hugo makes no page of it: `headless: true`, `build: {render: never}`.
pub(super) fn is_unrendered(key: &str, value: &Node) -> bool {
    let never =
        |node: &Node| words(node).is_some_and(|word| matches!(word.as_str(), "never" | "false" | "link"));
    match key {
        "headless" => is_true(value),
        "build" | "_build" => value.get("render").is_some_and(never),
        _ => false,
    }
}

pub(super) fn shown(value: &Node) -> String {
    match value {
        Node::Mapping(entries) => entries.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(", "),
        value => all(value).join(", "),
    }
}

pub(super) fn hidden(key: &str) -> Problem {
    Problem::warning(
        "import/as-draft",
        format!("旧站里不公开（{key}），导入成了草稿"),
        format!("the page was hidden on the old site (`{key}`): it is a draft"),
    )
    .help("要公开的，删去“草稿: 是”", "remove `draft: true` to publish it")
}

pub(super) fn incomplete(zh: &str, en: &str) -> Problem {
    Problem::warning(
        "import/as-draft",
        format!("没有“{zh}”，导入成了草稿"),
        format!("the page has no `{en}`: it is a draft"),
    )
    .help("补上以后，删去“草稿: 是”", "add it, and remove `draft: true`")
}

pub(super) fn no_date(key: &str, written: &str) -> Problem {
    Problem::warning(
        "import/old-date",
        format!("“{key}: {written}”不是日期，没有填进去"),
        format!("`{key}: {written}` is no date: it was not set"),
    )
    .help("在文章信息里补上，如 2026-11-20", "write the date into the front matter, such as 2026-11-20")
}
