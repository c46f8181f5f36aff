//! Finds what a summary leaves out of HTML that begins a line: tags, styles and scripts, but not
//! the words between them.

use super::prepare::{is_tag, is_verbatim, opens_html};
use super::tags::closing_tag;
use crate::text::{element_name, parts_words};

/// What a summary leaves out of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Skip {
    /// Nothing: the tag is part of a line of words, as in `<u>重点</u>内容`.
    Nothing,
    /// The line.
    Line,
    /// So many bytes.
    Bytes(usize),
}

/// Returns what a summary leaves out of the beginning of `text`, a body from the first character of
/// a line on.
pub(super) fn skip(text: &str) -> Skip {
    let line = text.split('\n').next().unwrap_or_default().trim_end();
    if !opens_html(line) {
        return Skip::Nothing;
    }
    if line.starts_with("<!") || line.starts_with("<?") {
        return Skip::Line;
    }
    let name = element_name(line.get(1..).unwrap_or_default());
    let is_block = parts_words(name) || is_verbatim(name);
    if is_block && let Some(at) = verbatim(line) {
        let rest = text.get(at..).unwrap_or_default();
        let name = element_name(rest.get(1..).unwrap_or_default());
        let closed = closing_tag(rest, name).and_then(|close| end_of_tag(rest, close));
        return Skip::Bytes(closed.map_or(text.len(), |end| at + end));
    }
    let Some(end) = end_of_tag(text, 0) else { return Skip::Nothing };
    let tag = text.get(..end).unwrap_or_default();
    let is_of_lines = end > line.len();
    let has_gap = is_of_lines && tag.lines().any(|line| line.trim().is_empty());
    let first = tag.split_whitespace().next().unwrap_or_default();
    // `<zhibu@example.cn>` is a link.
    if has_gap || !is_tag(line) || first.contains('@') || first.contains("://") {
        return Skip::Nothing;
    }
    let is_break = name.eq_ignore_ascii_case("br") || name.eq_ignore_ascii_case("hr");
    // `<center>图1</center>` is no sentence; `<o:p>` is left over from Word.
    let is_whole = is_block && !is_break && !is_of_lines && line.ends_with('>');
    let is_line = is_whole && (!holds_prose(name) || is_centered(tag));
    if is_line || end == line.len() || first.contains(':') {
        Skip::Line
    } else if is_block || is_of_lines {
        Skip::Bytes(end)
    } else {
        Skip::Nothing
    }
}

/// Whether the words in a block element are those of the article, not of a caption, a cell or a
/// heading: `<p>同志们：</p>`.
fn holds_prose(name: &str) -> bool {
    const PROSE: [&str; 8] = ["article", "blockquote", "body", "div", "main", "p", "pre", "section"];
    PROSE.iter().any(|element| name.eq_ignore_ascii_case(element))
}

/// Whether a tag centres its words, as below a picture: `<p align="center">图1 会场</p>`.
fn is_centered(tag: &str) -> bool {
    tag.to_ascii_lowercase().contains("center")
}

/// Returns where the first element of a line begins whose content is no Markdown.
fn verbatim(line: &str) -> Option<usize> {
    let is_it = |at: &usize| {
        line.get(at + 1..).is_some_and(|tag| !tag.starts_with('/') && is_verbatim(element_name(tag)))
    };
    line.match_indices('<').map(|(at, _)| at).find(is_it)
}

/// Returns where the tag at `at` ends, if it does before the next one.
fn end_of_tag(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    let end = rest.find(['<', '>']).filter(|end| rest.as_bytes().get(*end) == Some(&b'>'))?;
    Some(at + 1 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_left_out_and_words_are_not() {
        for (text, rest) in [
            ("<div class=\"x\">\n甲", "\n甲"),
            ("<div\n class=\"x\"> 甲", " 甲"),
            ("<style>\n.x {}\n\n</STYLE>甲", "甲"),
            ("<div><script>a</script></div>\n甲", "</div>\n甲"),
            ("<script>a", ""),
            ("<u>甲</u>乙", "<u>甲</u>乙"),
            ("<center>甲</center>\n乙", "\n乙"),
            ("<div>甲\n乙", "甲\n乙"),
            ("<p class=\"MsoNormal\">甲：</p>\n<p>乙。</p>", "甲：</p>\n<p>乙。</p>"),
            ("<DIV>甲</DIV>\n乙", "甲</DIV>\n乙"),
            ("<section><p>甲</p></section>", "<p>甲</p></section>"),
            ("<p style=\"text-align: CENTER\">图1</p>\n乙", "\n乙"),
            ("<figcaption>甲</figcaption>\n乙", "\n乙"),
            ("<td>甲</td>\n乙", "\n乙"),
            ("<h2>甲</h2>\n乙", "\n乙"),
            ("<br>甲<b>乙</b>", "甲<b>乙</b>"),
            ("</div>\n甲", "\n甲"),
            ("<span>\n甲", "\n甲"),
            ("<a\nhref=\"x\">甲</a>", "甲</a>"),
            ("<div\n\n甲>", "<div\n\n甲>"),
            ("<div 甲\n<div>", "<div 甲\n<div>"),
            ("<zb@a.cn>甲", "<zb@a.cn>甲"),
            ("<https://a.cn>", "<https://a.cn>"),
            ("<!-- 甲 -->乙\n丙", "\n丙"),
            ("<甲>", "<甲>"),
            ("<o:p></o:p>\n甲", "\n甲"),
            ("<", "<"),
        ] {
            let left = match skip(text) {
                Skip::Nothing => 0,
                Skip::Line => text.find('\n').unwrap_or(text.len()),
                Skip::Bytes(bytes) => bytes,
            };
            assert_eq!(&text[left..], rest, "{text:?}");
        }
    }
}
