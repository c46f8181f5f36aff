//! Removes HTML comments from an article: they are the writer's remarks, which nobody else should
//! read.

use std::borrow::Cow;

use crate::problem::Problem;

/// Whether `html` is one comment and nothing else.
pub(super) fn is_one(html: &str) -> bool {
    html.strip_prefix("<!--").is_some_and(|rest| rest.find("-->") == Some(rest.len().wrapping_sub(3)))
}

/// Returns `html` without comments. A comment that does not end stays, so that the writer sees it;
/// everything in a script, a style or preformatted text stays, too.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") || is_literal(html) {
        return Cow::Borrowed(html);
    }
    let (mut kept, mut rest) = (String::new(), html);
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Whether a comment seems to end before its `-->`: another one begins in it, or a line ends with
/// what became of these marks, `<!-- 备注 ——>`.
pub(super) fn seems_to_end_early(html: &str) -> bool {
    let mut rest = html;
    while let Some((_, comment)) = rest.split_once("<!--") {
        let Some((inside, after)) = comment.split_once("-->") else { return false };
        let is_end = |line: &str| ["——>", "—>"].iter().any(|end| line.trim_end().ends_with(end));
        // `甲 ->` may be an arrow on any line but the first.
        let first_ends = inside.lines().next().is_some_and(|line| line.trim_end().ends_with("->"));
        if inside.contains("<!--") || inside.lines().any(is_end) || first_ends {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether a comment without an end is left in `html`, which hides the rest of the page from
/// readers.
pub(super) fn is_open(html: &str) -> bool {
    html.contains("<!--") && !is_literal(html)
}

/// Reports a comment that readers see.
pub(super) fn shown() -> Problem {
    Problem::error(
        "md/comment-shown",
        "这里像是给自己人看的备注，会显示在页面上",
        "this looks like a comment for colleagues, and is shown to readers",
    )
    .help(
        "备注单独成段，写成 <!-- 备注 -->：前后都是半角的标点，中间不空行，行首不空格；真要显示的，在“<”前加反斜线",
        "write it as a paragraph of its own, <!-- comment -->, in ASCII marks, without an empty line in it or an indent; \
         to show it, put a backslash before the `<`",
    )
}

/// Reports a comment that may contain text meant for readers.
pub(super) fn too_long() -> Problem {
    Problem::warning(
        "md/comment-end",
        "备注到后面的“-->”才结束，中间的文字都不会显示",
        "the comment ends only at a later `-->`: the text up to there is not shown",
    )
    .help("前一条备注的结尾写成半角的 -->", "end the first comment with `-->` in ASCII marks")
}

/// Whether the block is an element in which `<!--` is only text.
fn is_literal(html: &str) -> bool {
    let Some(tag) = html.trim_start().strip_prefix('<') else { return false };
    let name: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    ["script", "style", "pre", "textarea"].iter().any(|literal| name.eq_ignore_ascii_case(literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        for (html, expected) in [
            ("<!-- 备注 -->\n", "\n"),
            ("<!-- 甲 --><b>乙</b><!-- 丙\n丁 -->\n", "<b>乙</b>\n"),
            ("<!-- 甲 -->乙 <!-- 丙", "乙 <!-- 丙"),
            ("<script>\n<!-- x -->\n</script>", "<script>\n<!-- x -->\n</script>"),
            ("<p>甲</p>", "<p>甲</p>"),
        ] {
            assert_eq!(without(html), expected, "{html}");
        }
        assert!(seems_to_end_early("<!-- 甲 ——>\n\n乙\n\n<!-- 丙 -->"));
        assert!(seems_to_end_early("<!-- 甲 <!-- 乙 -->") && seems_to_end_early("<!-- 甲 ->\n乙 -->"));
        assert!(!seems_to_end_early("<!-- 甲 -> 乙 --><!-- 丙 -->") && !seems_to_end_early("<!-- 甲"));
        assert!(is_one("<!-- 甲 -->") && !is_one("<!-- 甲 -->乙-->") && !is_one("<b>"));
    }
}
